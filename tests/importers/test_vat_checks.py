"""What no VAT invoice says: holes in lines, impossible rates, numbers of other places and years."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from importers import cross_check, qr_code, registry
from importers.checks import Channel, Outcome
from importers.document import Document
from importers.draft import Draft
from importers.invoice import Invoice, Kind, Line, Source
from tests.importers import drawing
from tests.importers.drawing import OLDER, Example, changed

Without = Callable[[Example, int, str], Invoice]
LINE = Line("*服务*测试费", None, "项", "2", "50", "100.00", "6%", "6.00")
VALUES = {
    "invoice_number": "24112000000012345678",
    "buyer_name": "北京样例研究院",
    "seller_name": "上海样例有限公司",
    "seller_tax_id": Example().seller[1],
    "total_amount": "100.00",
    "total_tax": "6.00",
    "total_with_tax": "106.00",
    "total_in_words": "壹佰零陆圆整",
}


def draft(kind: Kind = Kind.E_ORDINARY, line: Line = LINE, **values: str) -> Draft:
    return Draft(kind, values={**VALUES, **values}, issue_date=date(2024, 6, 18), items=(line,))


def judged(made: Draft) -> set[str]:
    cross_check.judge(made)
    return made.uncertain


def older(**values: str) -> Draft:
    made = draft(Kind.VAT_E_ORDINARY)
    made.values |= {"invoice_number": "12345678", "check_code": "0" * 20, **values}
    return made


def read(example: Example) -> Invoice:
    (invoice,) = registry.read(Document("a.pdf", drawing.one(example)))
    return invoice


def test_a_whole_line_is_certain() -> None:
    assert judged(draft()) == set()


@pytest.mark.parametrize(
    "change",
    [
        {"quantity": None}, {"unit_price": None}, {"tax_rate": None}, {"tax": None},
        {"amount": "100.OO"}, {"tax_rate": "06%"}, {"tax_rate": "7%"}, {"tax_rate": "6%6%"},
        {"tax_rate": "免税"}, {"tax_rate": "0%"}, {"name": None}, {"name": "合计"},
        {"name": "服务*测试费"}, {"name": "*服务*测试费服务*检测费"}, {"name": "测试费"},
    ],
)  # fmt: skip
def test_a_line_with_a_hole_or_an_odd_shape_is_uncertain(change: dict[str, str | None]) -> None:
    assert "items" in judged(draft(line=replace(LINE, **change)))


@pytest.mark.parametrize(
    ("rate", "tax"), [("免税", "***"), ("不征税", "***"), ("***", "***"), ("0%", "0.00")]
)
def test_lines_without_tax_are_certain(rate: str, tax: str) -> None:
    line = replace(LINE, tax_rate=rate, tax=tax)
    values = {"total_tax": tax, "total_with_tax": "100.00", "total_in_words": "壹佰圆整"}
    made = draft(line=line)
    made.values |= values
    assert judged(made) == set()


def test_names_need_no_category_where_none_has_one() -> None:
    names = {"name": "测试费"}
    assert judged(older_with(names, invoice_code="011002400111")) == set()


def older_with(change: dict[str, str], **values: str) -> Draft:
    made = older(**values)
    made.items = (replace(LINE, **change),)
    return made


def test_the_summary_of_a_list_may_mix_rates() -> None:
    change = {"name": "(详见销货清单)", "tax_rate": "", "quantity": "", "unit_price": ""}
    assert judged(older_with(change, invoice_code="011002400111")) == set()


def test_structured_data_has_forms_of_its_own() -> None:
    made = draft(line=replace(LINE, name="测试费", tax_rate="0.06"))
    made.source = Source.XML
    assert judged(made) == set()


@pytest.mark.parametrize("hole", ["name", "amount", "tax"])
def test_lines_of_structured_data_have_no_holes(hole: str) -> None:
    made = draft(line=replace(LINE, tax_rate="0.06"))
    made.source = Source.XML
    assert judged(made) == set()
    made.items = (replace(made.items[0], **{hole: None}), made.items[0])
    del made.values["total_amount"], made.values["total_tax"]  # nothing to add up to
    assert judged(made) >= {"items"}


def test_a_line_of_structured_data_without_tax_says_nothing_of_it() -> None:
    made = draft(line=replace(LINE, tax_rate="免税", tax=None), total_with_tax="100.00")
    made.source = Source.XML
    made.values |= {"total_tax": "***", "total_in_words": "壹佰圆整"}
    assert judged(made) == set()


def test_lines_without_a_sum_to_add_up_to_are_uncertain() -> None:
    made = draft()
    del made.values["total_amount"]
    assert {"items", "total_amount"} <= judged(made)


def test_without_a_total_the_sums_may_be_those_of_the_first_page() -> None:
    made = draft()
    del made.values["total_with_tax"]
    assert {"total_with_tax", "total_amount", "total_tax"} <= judged(made)


def test_a_number_of_no_region_is_uncertain() -> None:
    assert judged(draft(invoice_number="24992000000012345678")) == {"invoice_number"}
    assert judged(older(invoice_code="099002400111")) == {"invoice_code"}


def test_a_code_handed_out_after_the_date_is_uncertain() -> None:
    assert judged(older(invoice_code="011002500111")) == {"invoice_code", "issue_date"}


@pytest.mark.parametrize(("kind", "uncertain"), [("32", False), ("31", True), ("99", False)])
def test_the_qr_code_names_the_kind(kind: str, uncertain: bool) -> None:  # noqa: FBT001  # a table
    made = draft()
    made.code = qr_code.parse(f"01,{kind},,24112000000012345678,106.00,20240618,,9D53,")
    assert ("kind" in judged(made)) is uncertain
    agreed = any(
        check.channel is Channel.QR and check.outcome is Outcome.AGREES and "kind" in check.fields
        for check in made.build(None, 1, ()).checks
    )
    assert agreed is (kind == "32")


@pytest.mark.parametrize(
    ("number", "issued", "uncertain"),
    [
        ("110108123456789", date(2016, 5, 1), False),
        ("110108123456789", date(2024, 6, 18), True),
        ("51019800DK12345", date(2024, 6, 18), False),
        ("32040419800101123401", date(2024, 6, 18), False),
    ],
)
def test_old_tax_ids_went_out_of_use(number: str, issued: date, uncertain: bool) -> None:  # noqa: FBT001  # a table
    made = draft(Kind.VAT_PAPER_SPECIAL, seller_tax_id=number, invoice_number="12345678",
                 invoice_code="1100162140")  # fmt: skip
    made.issue_date = issued
    assert ("seller_tax_id" in judged(made)) is uncertain


def test_a_ticket_bears_no_number_of_15_digits() -> None:
    """It may be the beginning of a number that runs off the page; e-tickets are of 2024 and on."""
    made = draft(Kind.RAIL, buyer_tax_id="911101080814985")
    assert "buyer_tax_id" in judged(made)


@pytest.mark.parametrize("name", ["壹佰圆整上海样例公司", "样例公司91310115MA1H7X2B0K"])
def test_a_name_that_took_in_something_else_is_uncertain(name: str) -> None:
    assert judged(draft(seller_name=name)) == {"seller_name"}


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Without:
    """Give a function that reads an example from whose page the text at one height is missing."""
    write = drawing._Pen.write  # noqa: SLF001  # the drawer of these tests

    def read_without(example: Example, height: int, lost: str) -> Invoice:
        def lossy(pen: drawing._Pen, left: int, top: int, text: str, size: int = 9) -> None:
            if (text, top) != (lost, height):
                write(pen, left, top, text, size)

        monkeypatch.setattr(drawing._Pen, "write", lossy)  # noqa: SLF001  # likewise
        return read(example)

    return read_without


def test_a_seller_without_the_buyers_label_stays_the_seller(without: Without) -> None:
    """The name of the only party found must not pass for that of the other."""
    invoice = without(OLDER, 85, "名    称:")
    assert (invoice.buyer_name, invoice.seller_name) == (None, OLDER.seller[0])
    assert {"buyer_name", "buyer_tax_id", "remarks"} <= invoice.uncertain


def test_a_tax_id_without_its_label_is_not_taken_for_none(without: Without) -> None:
    invoice = without(OLDER, 99, "纳税人识别号:")
    assert invoice.buyer_tax_id is None
    assert "buyer_tax_id" in invoice.uncertain


@pytest.mark.parametrize(("height", "label"), [(310, "备"), (368, "开票人：")])
def test_remarks_without_their_bounds_are_uncertain(
    without: Without, height: int, label: str
) -> None:
    assert "remarks" in without(Example(), height, label).uncertain


def test_code_and_number_of_a_paper_invoice_need_no_labels() -> None:
    marks = [
        drawing.shown(text, left, top, size)
        for text, left, top, size in (
            ("1100194140", 90, 20, 14), ("No", 430, 20, 12), ("00472712", 450, 20, 14),
            ("1100194140", 500, 14, 8), ("00472712", 500, 34, 8),
        )
    ]  # fmt: skip
    example = changed(
        OLDER, title="北京增值税专用发票", code=" ", number="", check_code="", marks=marks, qr=""
    )
    invoice = read(example)
    assert invoice.kind is Kind.VAT_PAPER_SPECIAL
    assert (invoice.invoice_code, invoice.invoice_number) == ("1100194140", "00472712")
    assert invoice.uncertain == frozenset()
    assert "invoice_code" in read(changed(example, marks=marks[:3])).uncertain


def test_parties_without_their_labels_are_uncertain(without: Without) -> None:
    invoice = without(Example(), 96, "名称：")
    assert (invoice.buyer_name, invoice.seller_name) == (None, None)
    assert {"buyer_name", "buyer_tax_id", "seller_name", "seller_tax_id"} <= invoice.uncertain


def test_a_digital_party_alone_is_told_by_its_side(without: Without) -> None:
    """Only the seller's label is there, on the right half of the page."""
    invoice = without(Example(marks=[drawing.shown("名称：", 317, 96)]), 96, "名称：")
    assert (invoice.buyer_name, invoice.seller_name) == (None, None)
    label = drawing.shown("名称:", 317, 97)
    invoice = without(Example(marks=[label]), 96, "名称：")
    assert (invoice.buyer_name, invoice.seller_name) == (None, Example().seller[0])
    assert {"buyer_name", "buyer_tax_id", "remarks"} <= invoice.uncertain


@pytest.mark.parametrize(
    ("marks", "name"),
    [
        ([drawing.shown("北京样例院", 110, 85), drawing.shown("销", 175, 85)], "北京样例院"),
        ([drawing.shown("购", 100, 85), drawing.shown("北京样例院", 125, 85)], "北京样例院"),
        ([drawing.shown("北京样例院", 110, 85), drawing.shown("方", 112, 76)], "北京样例院"),
    ],
)
def test_letters_of_upright_labels_are_no_part_of_a_name(
    marks: list[drawing.Mark], name: str
) -> None:
    assert read(changed(OLDER, buyer=("", OLDER.buyer[1]), marks=marks)).buyer_name == name


def test_a_tax_id_of_odd_characters_is_uncertain() -> None:
    invoice = read(Example(buyer=("北京样例院", "12110108第一号")))
    assert "buyer_tax_id" in invoice.uncertain


def test_without_a_table_nobody_knows_whose_name_it_is(without: Without) -> None:
    example = changed(OLDER, columns=(), rows=[])
    invoice = without(example, 85, "名    称:")
    assert (invoice.buyer_name, invoice.seller_name) == (None, None)
    assert {"buyer_name", "seller_name"} <= invoice.uncertain
