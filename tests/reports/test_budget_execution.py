from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import Connection

from compliance.categories import Category
from ledger import book, moments
from ledger.accounts import AccountRef
from ledger.moments import Moment
from reports.catalogue import STATEMENTS
from reports.render_xlsx import render
from reports.scope import Scope
from reports.sheet import Cell, Sheet
from reports.statements.budget_execution import COLUMNS
from tests.reports.example_book import AUGUST, FIRST, SEPTEMBER, ExampleBook

TITLES = [column.title for column in COLUMNS]


@pytest.fixture
def example(ledger_connection: Connection) -> ExampleBook:
    made = ExampleBook(ledger_connection)
    made.tell_story()
    return made


def built(example: ExampleBook, scope: Scope | None = None) -> Sheet:
    scope = scope or example.scope()
    return STATEMENTS["budget_execution"].build(example.connection, scope)


def shown(cells: tuple[Cell, ...]) -> list[str]:
    return ["" if cell is None else str(cell) for cell in cells]


def test_the_columns_are_those_of_the_form() -> None:
    assert TITLES == [
        "序号", "支出类别", "任务书预算", "调整(+/−)", "调整后预算", "累计到账", "本期支出",  # noqa: RUF001  # the form's minus
        "累计支出", "已承诺未支付", "预算余额", "执行率%", "超支/未执行说明",
    ]  # fmt: skip


def test_the_months_figures_stand_by_grant_source_and_direction(example: ExampleBook) -> None:
    sheet = built(example)
    fiscal, match, interest, second = sheet.sections
    assert [shown(row) for row in (*fiscal.rows, fiscal.totals)] == [
        ["1", "研发", "60000.00", "0.00", "60000.00", "", "1000.00", "13345.67", "654.33",
         "46000.00", "0.2224", ""],
        ["2", "参加学术会议", "20000.00", "0.00", "20000.00", "", "0.01", "0.01", "0.00",
         "19999.99", "0.0000", ""],
        ["", "小计", "80000.00", "0.00", "80000.00", "50000.00", "1000.01", "13345.68", "654.33",
         "65999.99", "0.1668", ""],
    ]  # fmt: skip
    assert [shown(row) for row in (*match.rows, match.totals)] == [
        ["1", "交流", "0.00", "8000.00", "8000.00", "", "0.00", "0.00", "0.00", "8000.00",
         "0.0000", "尚未支出"],
        ["", "小计", "0.00", "8000.00", "8000.00", "8000.00", "0.00", "0.00", "0.00", "8000.00",
         "0.0000", ""],
    ]  # fmt: skip
    assert interest.rows == ()
    assert shown(interest.totals) == ["", "小计", *["0.00"] * 3, "3.21", *["0.00"] * 4, "", ""]
    assert shown(second.rows[0]) == [
        "1", "培训", "30000.00", "0.00", "30000.00", "", "0.00", "0.00", "0.00", "30000.00",
        "0.0000", "尚未支出",
    ]  # fmt: skip
    assert sheet.totals is not None
    assert shown(sheet.totals) == [
        "", "合计", "110000.00", "8000.00", "118000.00", "58003.21", "1000.01", "13345.68",
        "654.33", "103999.99", "0.1131", "",
    ]  # fmt: skip


def test_each_section_says_whose_money_it_is(example: ExampleBook) -> None:
    assert [(label.name, label.value) for label in built(example).sections[1].headings] == [
        ("项目名称", "2026年度卓越工程师成长计划"),
        ("项目编号", FIRST),
        ("入选者", "王样例"),
        ("任务书编号", f"RW-{FIRST}"),
        ("资金来源", "单位配套资金"),
    ]


def test_an_earlier_month_knows_nothing_of_what_came_later(example: ExampleBook) -> None:
    fiscal, second = built(example, example.scope(AUGUST)).sections
    assert shown(fiscal.totals) == [
        "", "小计", "80000.00", "0.00", "80000.00", "50000.00", "12345.67", "12345.67", "0.00",
        "67654.33", "0.1543", "",
    ]  # fmt: skip
    assert shown(second.totals)[5] == "0.00"


def test_before_the_agreements_there_is_nothing_to_report(example: ExampleBook) -> None:
    sheet = built(example, example.scope(AUGUST.preceding))
    assert sheet.sections == ()
    assert sheet.totals is not None
    assert shown(sheet.totals) == ["", "合计", *["0.00"] * 8, "", ""]


def test_a_grant_that_is_not_asked_for_is_left_out(example: ExampleBook) -> None:
    scope = replace(example.scope(), grants=example.scope().grants[1:])
    assert len(built(example, scope).sections) == 1


def test_a_budget_changed_after_the_agreement_is_an_adjustment(example: ExampleBook) -> None:
    (first, second) = example.scope().grants
    smaller = {category: amount / 2 for category, amount in first.budget.items()}
    first = replace(
        first, budget={key: amount.quantize(Decimal("0.01")) for key, amount in smaller.items()}
    )
    sheet = built(example, replace(example.scope(), grants=(first, second)))
    assert shown(sheet.sections[0].rows[0])[2:5] == ["30000.00", "30000.00", "60000.00"]


def test_a_cost_dated_before_its_budget_is_shown_as_overspent(example: ExampleBook) -> None:
    early = "BJ-2026-003"
    example.agree(early, date(2026, 10, 8), {Category.CE: Decimal("500.00")})
    example.spend(early, date(2026, 9, 30), "CE", "100.00", received="500.00")
    line = replace(example.scope().grants[0], number=early, budget={Category.CE: Decimal("500.00")})
    (section,) = built(example, replace(example.scope(), grants=(line,))).sections
    assert shown(section.rows[0]) == [
        "1", "继续教育", "0.00", "0.00", "0.00", "", "100.00", "100.00", "0.00", "-100.00", "",
        "超支",
    ]  # fmt: skip


def test_the_figures_agree_with_the_money_on_the_other_layer(example: ExampleBook) -> None:
    """The budget layer says what was executed; the financial layer what was really booked."""
    held = moments.balances(example.connection, example.employer, Moment(until=SEPTEMBER.last))
    sheet = built(example)
    assert sheet.totals is not None
    received, spent = sheet.totals[TITLES.index("累计到账")], sheet.totals[TITLES.index("累计支出")]
    booked = [amount for account, amount in held.items() if account.code == "5301.X"]
    assert spent == sum(booked)
    assert isinstance(received, Decimal)
    assert isinstance(spent, Decimal)
    assert received - spent == held[AccountRef("1002.S")], "what came in and was not spent is there"


def test_the_statement_names_the_state_of_the_book_it_was_read_at(example: ExampleBook) -> None:
    head = book.head(example.connection, example.employer)
    provenance = built(example).provenance
    assert provenance.as_of == date(2026, 9, 30)
    assert provenance.chain_head == f"{head.seq} {head.hash.hex()}"


def test_the_same_book_gives_the_same_bytes(example: ExampleBook) -> None:
    assert render(built(example)) == render(built(example))


def test_on_paper_the_form_has_its_head_its_unit_and_its_signatures(example: ExampleBook) -> None:
    paper = load_workbook(BytesIO(render(built(example)))).active
    assert paper is not None
    lines = [[cell.value for cell in row if cell.value is not None] for row in paper.rows]
    assert lines[0] == ["预算执行情况表"]
    assert lines[1] == ["承担单位：北京样例科技有限公司", "报表期间：2026年9月"]
    assert lines[2] == ["单位：元"]
    assert lines[3] == TITLES
    assert lines[4] == [
        "项目名称：2026年度卓越工程师成长计划", f"项目编号：{FIRST}", "入选者：王样例",
    ]  # fmt: skip
    assert lines[6][:5] == [1, "研发", 60000, 0, 60000]
    assert ["单位负责人：", "财务负责人：", "制表人：", "（公章）：", "日期："] in lines
