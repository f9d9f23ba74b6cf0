"""What is drawn as OFD is read back, in the manner of every producer."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers import registry
from importers.checks import Channel, Outcome
from importers.document import Document
from importers.invoice import Invoice, Kind
from service.demo.elements import Element
from service.demo.invoices import red_letter
from service.demo.ofd_drawing import Spec, draw_ofd
from service.demo.ofd_manner import MANNERS, Manner
from service.demo.style import PLAIN, STYLES, Style
from tests.service.demo import specs, strategies
from tests.service.demo.round_trip import examples, faults

pytestmark = pytest.mark.slow

USUAL = st.one_of(
    *(
        strategies.invoices(kind)
        for kind in (Kind.E_ORDINARY, Kind.E_SPECIAL, Kind.VAT_E_ORDINARY, Kind.VAT_E_SPECIAL)
    )
)
FURTHER = st.one_of(
    strategies.invoices(Kind.SZ_BLOCKCHAIN),
    strategies.invoices(Kind.MACHINE_PRINTED_E),
    strategies.red(Kind.E_ORDINARY),
    strategies.fiscal(Kind.FISCAL_CENTRAL),
    strategies.fiscal(Kind.FISCAL_PROVINCE),
    strategies.rail(),
    strategies.air(),
    *(strategies.special(each) for each in Element if each is not Element.NONE),
)
STYLED = st.sampled_from([PLAIN, *(each for each in STYLES.values() if not each.rotation)])


def read(spec: Spec, manner: Manner, style: Style = PLAIN) -> Invoice:
    """Draw and read one document."""
    (invoice,) = registry.read(Document("sample.ofd", draw_ofd(spec, manner, style)))
    return invoice


def assert_read_back(spec: Any, manner: Manner, style: Style = PLAIN) -> None:
    """Check that what was read is right or doubted; of a plain drawing, that all is right."""
    invoice = read(spec, manner, style)
    found = faults(spec, invoice)
    assert not {name: values for name, values in found.items() if values[2]}
    if style == PLAIN:
        assert not found
        assert not {*invoice.uncertain} - {"items"}, invoice.findings


@examples(50)
@given(spec=USUAL, name=st.sampled_from(sorted(MANNERS)), style=STYLED)
def test_usual_invoices_are_read_back_in_every_manner(spec: Any, name: str, style: Style) -> None:
    assert_read_back(spec, MANNERS[name], style)


@examples(40)
@given(spec=FURTHER, name=st.sampled_from(sorted(MANNERS)))
def test_every_other_kind_is_read_back_in_every_manner(spec: Any, name: str) -> None:
    manner = replace(MANNERS[name], attached=True)  # some print the issuer in a seal only
    assert_read_back(spec, manner)


@pytest.mark.parametrize("name", sorted(MANNERS))
def test_invoices_of_many_lines_are_read_back_over_their_pages(name: str) -> None:
    for spec in (specs.DIGITAL, specs.OLDER):
        assert_read_back(replace(spec, lines=(specs.TEST_FEE,) * 9), MANNERS[name])


def test_red_letters_are_read_back() -> None:
    red = red_letter(specs.DIGITAL, "26112000001297155999", specs.DAY)
    assert_read_back(red, MANNERS["tax platform"])


@pytest.mark.parametrize("name", [name for name in MANNERS if name != "untagged"])
def test_the_data_inside_agree_with_the_page(name: str) -> None:
    invoice = read(specs.DIGITAL, MANNERS[name])
    fields = {
        field
        for check in invoice.checks
        if check.channel is Channel.DATA and check.outcome is Outcome.AGREES
        for field in check.fields
    }
    assert {"invoice_number", "issue_date", "buyer_name", "seller_tax_id", "total_with_tax",
            "items"} <= fields  # fmt: skip


def test_the_same_invoice_gives_the_same_bytes() -> None:
    manner = MANNERS["older platform"]
    assert draw_ofd(specs.OLDER, manner) == draw_ofd(specs.OLDER, manner)
