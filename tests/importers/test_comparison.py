"""Two statements of one invoice: what means the same, and what differs."""

from dataclasses import replace
from datetime import date

import pytest

from importers import comparison
from importers.checks import Channel, Outcome
from importers.draft import Draft
from importers.invoice import Invoice, Kind, Line, Source

LINE = Line("*电子元件*电阻", None, "个", "10", "10", "100.00", "6%", "6.00")


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("total_with_tax", "106.00", "106"),
        ("total_in_words", "壹拾圆壹分", "壹拾元零壹分"),
        ("total_in_words", "壹佰圆整", "壹佰元正"),
        ("seller_name", "甲（北京）公司", "甲(北京) 公司"),
        ("total_tax", "***", "0.00"),
        ("remarks", "合同号：1", "购方开户银行:某行; 银行账号:2; 合同号:1"),
    ],
)
def test_what_means_the_same_is_the_same(name: str, one: str, other: str) -> None:
    assert comparison.same(name, one, other)
    assert comparison.same(name, other, one)


def test_other_sums_words_and_names_are_not() -> None:
    assert not comparison.same("total_with_tax", "106.00", "107.00")
    assert not comparison.same("total_tax", "***", "1.96")
    assert not comparison.same("total_tax", "免税", "1.96")
    assert not comparison.same("total_in_words", "壹佰圆整", "贰佰圆整")
    assert not comparison.same("remarks", "合同号：1", "合同号：2")


def test_no_tax_is_written_as_stars_zero_or_nothing() -> None:
    free, zero, blank = (replace(LINE, tax=tax) for tax in ("***", "0.00", None))
    assert comparison.same_lines((free, free), (zero, blank))
    assert not comparison.same_lines((free,), (LINE,))


def data() -> Draft:
    """What an attachment says."""
    draft = Draft(Kind.VAT_E_ORDINARY, Source.ATTACHMENT, issue_date=date(2023, 4, 2))
    draft.put("total_amount", "100.00")
    draft.put("machine_number", "4900")
    draft.items = (LINE, replace(LINE, code="1090000000000000000"))
    return draft


def test_a_summary_line_on_the_page_stands_for_the_list_in_the_data() -> None:
    summary = replace(LINE, name="（详见销货清单）", unit=None, quantity=None, unit_price=None)
    page = Draft(Kind.VAT_E_ORDINARY, items=(summary,))
    comparison.confirm(page, data(), Channel.DATA)
    assert page.items == (summary,)
    assert page.list_items == data().items
    assert not page.uncertain


def test_what_the_page_lacks_is_taken_with_its_source() -> None:
    page = Draft(Kind.VAT_E_ORDINARY)
    comparison.confirm(page, data(), Channel.DATA)
    assert page.items == data().items
    assert page.issue_date == date(2023, 4, 2)
    assert page.sources["total_amount"] is Source.ATTACHMENT
    assert page.particulars["machine_number"] == "4900"


def test_what_agrees_is_noted_and_gets_its_code() -> None:
    page = Draft(Kind.VAT_E_ORDINARY, issue_date=date(2023, 4, 2), items=(LINE, LINE))
    page.put("total_amount", "100")
    comparison.confirm(page, data(), Channel.DATA)
    assert page.agreements == {
        name: [Channel.DATA] for name in ("total_amount", "issue_date", "items")
    }
    assert page.items[1].code == "1090000000000000000"


def test_what_differs_is_doubted_and_explained() -> None:
    page = Draft(Kind.VAT_E_ORDINARY, issue_date=date(2023, 4, 3), items=(LINE,))
    page.put("total_amount", "999.00")
    comparison.confirm(page, data(), Channel.DATA)
    assert page.uncertain == {"total_amount", "issue_date", "items"}
    assert any("999.00" in finding.text() for finding in page.findings)
    assert page.items == (LINE,)


def test_two_files_that_differ_name_each_field() -> None:
    one = Invoice(kind=Kind.E_ORDINARY, invoice_number="1", seller_name="甲", items=(LINE,),
                  issue_date=date(2026, 4, 2))  # fmt: skip
    other = replace(one, seller_name="乙", issue_date=date(2026, 4, 3),
                    items=(replace(LINE, amount="1.00"),))  # fmt: skip
    check = comparison.renditions(one, other)
    assert check.outcome is Outcome.DIFFERS
    assert set(check.fields) == {"seller_name", "issue_date", "items"}
    assert comparison.renditions(one, one).outcome is Outcome.AGREES
    unsure = replace(other, uncertain=frozenset({"seller_name", "items", "issue_date"}))
    check = comparison.renditions(one, unsure)
    assert (check.outcome, check.fields) == (Outcome.AGREES, ("invoice_number",))


def test_a_list_in_one_file_stands_for_the_summary_in_the_other() -> None:
    summary = Line("(详见销货清单)", amount="200.00")
    page = Invoice(kind=Kind.VAT_E_ORDINARY, items=(summary,), list_items=(LINE, LINE))
    bare = replace(page, list_items=())
    listed = Invoice(kind=Kind.VAT_E_ORDINARY, items=(LINE, LINE))
    for one in (page, bare):
        assert comparison.renditions(one, listed).outcome is Outcome.AGREES
    shorter = replace(listed, items=(LINE,))
    assert comparison.renditions(page, shorter).outcome is Outcome.DIFFERS
