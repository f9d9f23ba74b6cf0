"""Data inside a file say which cell a character of the table belongs to, where the page cannot."""

from importers import inner_data
from importers.checks import Channel
from importers.draft import Draft
from importers.invoice import Kind, Line, Source
from importers.messages import Message
from importers.voucher import Reading

UNCLEAR = Message("无法确定")
AS_PRINTED = (Line(name="*电子元件*传感器HX-200", quantity="2", amount="10.00", tax="1.30"),)
AS_STATED = (
    Line(name="*电子元件*传感器", spec="HX-200", quantity="2", amount="10.00", tax="1.30"),
)


def page_draft() -> Draft:
    draft = Draft(Kind.E_ORDINARY, values={"invoice_number": "1"}, items=AS_PRINTED)
    draft.doubt(UNCLEAR, "items")
    return draft


def held_against(lines: tuple[Line, ...]) -> Draft:
    data = Draft(Kind.E_ORDINARY, Source.ATTACHMENT, values={"invoice_number": "1"}, items=lines)
    reading = inner_data.reading(Reading(((page_draft(), 1),), ()), [data], [], [])
    return reading.drafts[0][0]


def test_the_same_characters_in_clear_cells_settle_an_unclear_table() -> None:
    settled = held_against(AS_STATED)
    assert settled.items == AS_STATED
    assert settled.uncertain == set()
    assert settled.findings == []
    assert settled.agreements["items"] == [Channel.DATA]


def test_other_characters_settle_nothing() -> None:
    doubted = held_against((Line(name="*电子元件*传感器", amount="99.00"),))
    assert doubted.items == AS_PRINTED
    assert doubted.uncertain == {"items"}
    assert UNCLEAR in doubted.findings


def test_one_line_that_was_two_loses_its_place_on_the_page() -> None:
    two = (
        Line(name="*电子元件*传感器", quantity="2", amount="10.00"),
        Line(name="HX-200", tax="1.30"),
    )
    settled = held_against(two)
    assert (settled.items, settled.line_boxes) == (two, ())
