"""What the drawing office draws as pages is read back from its structured data, too."""

from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from importers import registry
from importers.checks import Channel, Outcome
from importers.data_values import iso_day
from importers.document import Document
from importers.invoice import Kind
from service.demo.data_form import draw_xml
from service.demo.drawing import draw
from service.demo.elements import SUB_TITLES, Element
from service.demo.packing import draw_zip
from service.demo.xml_style import XmlStyle
from tests.service.demo import strategies
from tests.service.demo.data_reading import STYLES, assert_read_back

# Sub-titles that the data do not carry: no section of theirs says them.
UNSAID = {SUB_TITLES[element] for element in (
    Element.FUEL, Element.VEHICLE, Element.MARGIN, Element.PRODUCE,
)}  # fmt: skip
TABLES = {SUB_TITLES[Element.TRAVEL], SUB_TITLES[Element.FREIGHT]}  # often left empty
DAYS_OF_PASSAGE = ("date_from", "date_to")


def as_data_say(said: dict[str, Any]) -> dict[str, Any]:
    """What a page says, in the manner of data: days as ISO texts, no bare sub-title."""
    named = {
        name: (iso_day(value) or value) if name in DAYS_OF_PASSAGE else value
        for name, value in said["particulars"].items()
        if not (name == "element" and value in UNSAID)
    }
    return said | {"particulars": named}


EVERYTHING = st.one_of(
    *(strategies.special(element) for element in Element if element is not Element.NONE),
    *(strategies.red(kind) for kind in (Kind.E_ORDINARY, Kind.E_SPECIAL, Kind.VAT_E_ORDINARY)),
    strategies.older_tolls(),
    *(strategies.fiscal(kind) for kind in (Kind.FISCAL_CENTRAL, Kind.FISCAL_PROVINCE)),
    strategies.rail(),
    strategies.air(),
)


@given(EVERYTHING, STYLES)
def test_what_the_drawing_office_draws_as_a_page_is_read_back_as_data(
    spec: Any, style: XmlStyle
) -> None:
    said = as_data_say(dict(spec.expected()))
    assume(said["rows"] or said["particulars"].get("element") not in TABLES)
    assert_read_back(said, style)


@settings(max_examples=20)  # drawing pages takes its time
@given(EVERYTHING)
def test_page_and_data_of_one_voucher_agree(spec: Any) -> None:
    both = draw_zip({"a.pdf": draw(spec), "a.xml": draw_xml(spec)})
    page, data = registry.read(Document("a.zip", both))
    for invoice in (page, data):
        [check] = [each for each in invoice.checks if each.channel is Channel.RENDITION]
        assert check.outcome is Outcome.AGREES, check.message
        assert not invoice.uncertain
