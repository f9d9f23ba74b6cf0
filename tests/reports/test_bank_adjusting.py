"""余额调节表 as a sheet: two sides with their sums, and the difference where there is one."""

from datetime import date
from decimal import Decimal

from ledger.bank.adjusting import Baseline, adjust
from reports import bank_adjusting
from reports.render_xlsx import render
from reports.sheet import Sheet
from tests.ledger.bank.bank_story import bank_item, book_item

DAY = date(2026, 3, 31)


def drawn(at_bank: str = "0", in_book: str = "0") -> Sheet:
    bank = [bank_item(1, 21, "12.34", summary="结息"), bank_item(2, 25, "-10", reference="HD")]
    book = [book_item(7, 28, "-106"), book_item(8, 30, "50")]
    baseline = Baseline(date(2026, 3, 1), Decimal(at_bank), Decimal(in_book))
    return bank_adjusting.sheet(adjust(DAY, baseline, bank, book, []), "甲公司", "1109", "5 ab")


def test_both_sides_come_to_the_same() -> None:
    sheet = drawn()
    assert [section.totals[-1] for section in sheet.sections] == [Decimal("-53.66")] * 2
    assert [row[-1] for row in sheet.sections[0].rows] == [
        Decimal("-56.00"), Decimal("12.34"), Decimal("10.00"),
    ]  # fmt: skip
    assert [row[-1] for row in sheet.sections[1].rows] == [
        Decimal("2.34"), Decimal("50.00"), Decimal("106.00"),
    ]  # fmt: skip
    assert sheet.provenance.as_of == DAY
    assert render(sheet) == render(drawn())


def test_a_difference_has_a_section_of_its_own() -> None:
    sheet = drawn("5", "1")
    assert len(sheet.sections) == 3
    assert sheet.sections[2].totals[-1] == Decimal("4.00")
