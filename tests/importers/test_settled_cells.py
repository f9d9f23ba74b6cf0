"""Data inside a file say which cell a character of the table belongs to, where the page cannot."""

from dataclasses import replace

import pytest

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


MEALS = Line(name="*餐饮服务*研发测试费", amount="900.00", tax="54.00")
TESTS = Line(name="*研发服务*测试费", amount="100.00", tax="6.00")


@pytest.mark.parametrize(
    "stated",
    [
        (replace(MEALS, amount="100.00", tax="6.00"), replace(TESTS, amount="900.00", tax="54.00")),
        (replace(MEALS, name="*研发服务*餐饮测试费"), TESTS),
        (replace(MEALS, amount="090.00"), replace(TESTS, amount="190.00")),
        (replace(MEALS, name=TESTS.name), replace(TESTS, name=MEALS.name)),
        (
            replace(MEALS, name=TESTS.name),
            replace(TESTS, name="*餐饮服务*研发测试"),
            Line(name="费"),
        ),
    ],
)
def test_data_cannot_turn_the_letters_of_a_clear_table_round(stated: tuple[Line, ...]) -> None:
    page = Draft(Kind.E_ORDINARY, values={"invoice_number": "1"}, items=(MEALS, TESTS))
    data = Draft(Kind.E_ORDINARY, Source.ATTACHMENT, values={"invoice_number": "1"}, items=stated)
    draft = inner_data.reading(Reading(((page, 1),), ()), [data], [], []).drafts[0][0]
    assert draft.items == (MEALS, TESTS)
    assert draft.uncertain == {"items"}


def test_one_line_that_was_two_loses_its_place_on_the_page() -> None:
    two = (
        Line(name="*电子元件*传感器", quantity="2", amount="10.00"),
        Line(name="HX-200", tax="1.30"),
    )
    settled = held_against(two)
    assert (settled.items, settled.line_boxes) == (two, ())
