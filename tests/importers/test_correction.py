"""What a person corrects is taken over, and never passed off as read."""

from datetime import date

import pytest

from importers.checks import Channel, Outcome
from importers.correction import (
    Correction,
    InvalidCorrection,
    apply,
    corrected_fields,
    open_to_correction,
    stated_value,
    value_of,
)
from importers.invoice import Box, Invoice, Kind, Line, Provenance, Source

READ = Invoice(
    kind=Kind.E_ORDINARY,
    invoice_number="24112000000012345678",
    issue_date=date(2024, 6, 18),
    seller_name="上悔样例检测技术有限公司",
    total_with_tax="106.00",
    items=(Line(name="*研发和技术服务*检测费", amount="100.00"),),
    uncertain=frozenset({"seller_name", "items", "issue_date"}),
    provenance={
        "seller_name": Provenance(Source.OCR, Box(1, 10, 10, 20, 20)),
        "issue_date": Provenance(Source.OCR, None, ("qr",)),
    },
)
RIGHT = "上海样例检测技术有限公司"


def test_a_corrected_field_says_who_it_comes_from_and_where_it_stands() -> None:
    invoice = apply(READ, Correction("seller_name", READ.seller_name, RIGHT))
    assert invoice.seller_name == RIGHT
    assert invoice.uncertain == {"items", "issue_date"}
    assert invoice.provenance["seller_name"] == Provenance(Source.PERSON, Box(1, 10, 10, 20, 20))
    said = corrected_fields(invoice)["seller_name"]
    assert (said.channel, said.outcome) == (Channel.PERSON, Outcome.DIFFERS)
    assert said.message is not None
    assert "上悔样例" in said.message.text()
    assert RIGHT in said.message.text()
    assert Invoice.from_record(invoice.to_record()) == invoice


def test_a_confirmed_field_keeps_its_source_and_gains_a_witness() -> None:
    invoice = apply(READ, Correction("issue_date", "2024-06-18", "2024-06-18"))
    assert invoice.issue_date == date(2024, 6, 18)
    assert invoice.provenance["issue_date"].agrees_with == ("qr", Channel.PERSON)
    assert corrected_fields(invoice)["issue_date"].outcome is Outcome.AGREES
    assert apply(READ, Correction("items", "1", "1")).uncertain == {"seller_name", "issue_date"}


def test_a_date_becomes_a_date_and_an_absent_value_none() -> None:
    assert apply(READ, Correction("issue_date", "2024-06-18", "2024-06-19")).issue_date == date(
        2024, 6, 19
    )
    gone = apply(READ, Correction("seller_name", READ.seller_name, None))
    assert gone.seller_name is None
    assert gone.checks[-1].message is not None
    assert "更正为“—”" in gone.checks[-1].message.text()


def test_the_lines_and_the_kind_can_only_be_confirmed() -> None:
    with pytest.raises(AssertionError, match="only be confirmed"):
        Correction("kind", "e_ordinary", "rail")
    with pytest.raises(AssertionError, match="no field"):
        Correction("colour", None, None)


def test_values_are_shown_as_they_would_be_typed() -> None:
    assert value_of(READ, "issue_date") == "2024-06-18"
    assert value_of(READ, "items") == "1"
    assert value_of(READ, "check_code") is None
    assert value_of(READ, "kind") == "e_ordinary"


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("total_with_tax", " ￥1,106.5 ", "1106.50"),
        ("total_tax", "***", "***"),
        ("total_with_tax", "-106", "-106.00"),
        ("invoice_number", "2411 2000 0000 1234 5678", "24112000000012345678"),
        ("invoice_code", "011002100311", "011002100311"),
        ("total_in_words", "壹佰零陆圆整", "壹佰零陆圆整"),
        ("remarks", "  ", None),
        ("remarks", "第一行\r\n第二行\r\n", "第一行\n第二行"),
        ("seller_name", RIGHT, RIGHT),
    ],
)
def test_what_is_typed_takes_the_form_of_a_reading(
    field: str, typed: str, value: str | None
) -> None:
    assert stated_value(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("total_with_tax", "1.234", "最多两位小数"),
        ("total_amount", "一百", "最多两位小数"),
        ("invoice_number", "1234567", "8、10、20 位数字"),
        ("invoice_code", "01100210031A", "8、10、12 位数字"),
        ("total_in_words", "一百零六", "不成立"),
        ("remarks", "长" * 501, "太长"),
    ],
)
def test_what_cannot_be_is_refused_with_its_form(field: str, typed: str, sentence: str) -> None:
    with pytest.raises(InvalidCorrection, match=sentence):
        stated_value(field, typed)


def test_what_the_qr_code_proves_is_not_retyped() -> None:
    proved = {"invoice_number": Provenance(Source.TEXT, None, ("qr",))}
    invoice = Invoice(kind=Kind.E_ORDINARY, invoice_number="1", provenance=proved)
    assert not open_to_correction(invoice, "invoice_number")
    assert open_to_correction(invoice, "buyer_name")
    assert open_to_correction(READ, "issue_date")  # read without certainty


def test_what_only_some_kinds_say_can_be_confirmed() -> None:
    ticket = Invoice(
        kind=Kind.RAIL, particulars={"train": "G7101"}, uncertain=frozenset({"train", "seat"})
    )
    confirmed = apply(ticket, Correction("train", "G7101", "G7101"))
    assert confirmed.uncertain == {"seat"}
    assert value_of(ticket, "seat") is None
