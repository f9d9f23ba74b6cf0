"""The sheets that stand for or beside vouchers, as papers and as bytes."""

from datetime import date
from decimal import Decimal

from reports import fee_sheet, render_pdf, split_sheet
from reports.paper import Grid, Paper

FEES = fee_sheet.FeeSheet(
    kind="lecture", number="劳务2026-001", employer="北京星河精工科技有限公司",
    grant="ZY2025-A01234537-01", selectee="林知行", title="可靠性工程方法讲座",
    held_on=date(2026, 3, 6), drawn_on=date(2026, 3, 10), drawn_by="赵经办",
    fees=(
        fee_sheet.Fee(
            name="陶景明", id_number="11010519491231002X", work="讲课费", hours=Decimal("4.0"),
            gross=Decimal("2800.00"), tax=Decimal("400.00"), net=Decimal("2400.00"),
        ),
        fee_sheet.Fee(
            name="方可", id_number="440524188001010014", work="评议", hours=None,
            gross=Decimal("800.00"), tax=Decimal("0.00"), net=Decimal("800.00"),
        ),
    ),
)  # fmt: skip
SHARES = split_sheet.SplitSheet(
    number="分割2026-001", employer="北京星河精工科技有限公司",
    invoice_number="26112000000123456789", issued_on=date(2026, 2, 20),
    seller="北京明远检测技术有限公司", content="芯片封装测试费", total=Decimal("1000.00"),
    reason="按机时分割。", made_on=date(2026, 3, 10),
    shares=(
        split_sheet.Share(bearer="ZY2025-A01234537-01", claim="BX2026-00001",
                          amount=Decimal("600.00")),
        split_sheet.Share(bearer=split_sheet.OWN_MONEY, claim="", amount=Decimal("400.00")),
    ),
)  # fmt: skip


def last_table(paper: Paper) -> tuple[tuple[str, ...], ...]:
    return [block.rows for block in paper.blocks if isinstance(block, Grid)][-1]


def test_a_fee_sheet_sums_its_columns() -> None:
    assert last_table(fee_sheet.compose(FEES)) == (
        ("陶景明", "11010519491231002X", "讲课费（4 学时）", "2,800.00", "400.00", "2,400.00", ""),
        ("方可", "440524188001010014", "评议", "800.00", "0.00", "800.00", ""),
        ("合计", "", "", "3,600.00", "400.00", "3,200.00", ""),
    )


def test_a_masked_sheet_shows_no_whole_number() -> None:
    numbers = [fee.id_number for fee in fee_sheet.masked(FEES).fees]
    assert numbers == ["11**************2X", "44**************14"]


def test_a_split_sheet_shows_each_bearer_and_its_part() -> None:
    assert last_table(split_sheet.compose(SHARES)) == (
        ("1", "ZY2025-A01234537-01", "BX2026-00001", "600.00", "60.00%"),
        ("2", "单位自有资金", "—", "400.00", "40.00%"),
        ("", "合计", "", "1,000.00", ""),
    )


def test_the_same_sheet_is_the_same_bytes() -> None:
    for paper in (fee_sheet.compose(FEES), split_sheet.compose(SHARES)):
        printed = render_pdf.render(paper)
        assert printed.startswith(b"%PDF-")
        assert render_pdf.render(paper) == printed
