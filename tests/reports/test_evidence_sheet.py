from dataclasses import replace
from datetime import date
from decimal import Decimal

from reports import evidence_sheet, render_pdf
from reports.evidence_sheet import EvidenceSheet, SheetFinding
from reports.paper import Grid, Heading, Text

MEALS = SheetFinding(
    number="抽查2026-001-01",
    title="会议结束后聚餐的费用列入会议费",
    nature="超范围列支",
    condition="会议通知载明会期一天半，发票开具于会议结束次日，签到表没有当日记录。",
    basis="《卓越工程师成长计划管理办法》第二十八条、负面清单 NL-09（业务招待）",
    department="科研处",
    claim="BX2026-0012",
    voucher="2026-08 记-12",
    amount=Decimal("1280.00"),
)
PAPER = replace(
    MEALS, number="抽查2026-001-02", title="验收单没有签字", nature="手续不完备",
    condition="设备已付款，验收单没有验收人签字。",
    basis="《卓越工程师成长计划管理办法》第二十七条",
    department="", voucher="", amount=Decimal("0.00"),
)  # fmt: skip
WINE = replace(MEALS, number="抽查2026-001-03", title="餐费中含酒水", amount=Decimal("320.50"))
SHEET = EvidenceSheet(
    number="抽查2026-001 取证单",
    check="抽查2026-001 2026 年三季度例行检查",
    employer="北京云岫智能装备有限公司",
    period_from=date(2026, 7, 1),
    period_to=date(2026, 9, 30),
    drawn_on=date(2026, 11, 24),
    findings=(MEALS, PAPER, WINE),
    enclosed=5,
)


def tables(sheet: EvidenceSheet) -> list[Grid]:
    return [each for each in evidence_sheet.compose(sheet).blocks if isinstance(each, Grid)]


def test_findings_of_one_basis_stand_together_and_it_is_said_once_at_the_last() -> None:
    found, _amounts = tables(SHEET)
    assert [row[1] for row in found.rows] == [MEALS.title, WINE.title, PAPER.title]
    assert [row[0] for row in found.rows] == ["一", "二", "三"]
    assert [row[4] for row in found.rows] == [
        "",
        f"以上事项违反了{MEALS.basis}。",
        f"该事项违反了{PAPER.basis}。",
    ]


def test_the_amounts_are_listed_with_their_vouchers_and_add_up() -> None:
    _found, amounts = tables(SHEET)
    assert amounts.rows[-1] == ("合计", "", "", "", "1,600.50")
    assert amounts.rows[2][3] == "—"
    words = [each.text for each in evidence_sheet.compose(SHEET).blocks if isinstance(each, Text)]
    assert any("壹仟陆佰圆零伍角" in each for each in words)


def test_faults_without_an_amount_have_no_sum_in_words() -> None:
    words = evidence_sheet.compose(replace(SHEET, findings=(PAPER,))).blocks
    assert not any(isinstance(each, Text) and "大写" in each.text for each in words)


def test_a_check_that_found_nothing_says_so_and_still_asks_for_a_signature() -> None:
    clean = evidence_sheet.compose(replace(SHEET, findings=()))
    headings = [each.text for each in clean.blocks if isinstance(each, Heading)]
    assert headings == ["一、查明的问题", "二、被检查单位意见"]
    assert tables(replace(SHEET, findings=())) == []
    assert any(isinstance(each, Text) and "未发现问题" in each.text for each in clean.blocks)


def test_no_person_of_the_center_is_printed_and_the_bytes_are_always_the_same() -> None:
    paper = evidence_sheet.compose(SHEET)
    printed = render_pdf.render(paper)
    assert printed.startswith(b"%PDF")
    assert render_pdf.render(paper) == printed
