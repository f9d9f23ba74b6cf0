"""Statements of many banks: other titles, other order, other encodings, the same figures."""

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from importers import bank_check, bank_statement
from importers.bank_statement import BankStatement
from importers.document import Document, UnreadableDocument
from importers.sandbox import ReaderPool

ABOVE = (
    "示例银行账户明细\n"
    "账号：1109 0010 0712 0101,户名：北京星河精工科技有限公司\n"
    "起始日期：2026-01-01,终止日期：2026-01-31\n"
)
TITLES = "交易日期,借方发生额,贷方发生额,余额,对方户名,对方账号,摘要,交易流水号\n"
BODY = (
    '2026-01-05,,"60,000.00","60,000.00",北京市科协创新服务中心,0200001,拨款,HD001\n'
    '2026-01-20,106.00,,"59,894.00",北京明远检测技术有限公司,0200002,测试费,HD002\n'
)
BELOW = '合计,106.00,"60,000.00",,,,,\n打印时间：2026-02-01,,,,,,,\n'


def read(text: str, encoding: str = "utf-8") -> BankStatement:
    return bank_statement.read(Document("a.csv", text.encode(encoding)))


def sentences(text: str) -> list[str]:
    return [fault.text() for fault in bank_check.faults(read(text))]


def workbook(*rows: list[object], strings: bool = True) -> bytes:
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": True, "constant_memory": not strings}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            for column, cell in enumerate(row):
                sheet.write(place, column, cell)
    return target.getvalue()


def test_a_statement_is_read_with_what_stands_above_and_below() -> None:
    statement = read(ABOVE + TITLES + BODY + BELOW)
    assert statement.account_number == "1109001007120101"
    assert (statement.from_day, statement.to_day) == (date(2026, 1, 1), date(2026, 1, 31))
    assert (statement.opening, statement.closing) == (Decimal("0.00"), Decimal("59894.00"))
    first, second = statement.lines
    assert (first.amount, first.reference) == (Decimal("60000.00"), "HD001")
    assert first.counterparty == "北京市科协创新服务中心"
    assert (second.amount, second.row, second.summary) == (Decimal("-106.00"), 6, "测试费")
    assert (statement.received, statement.paid) == (Decimal("60000.00"), Decimal("106.00"))
    assert bank_check.faults(statement) == ()
    assert BankStatement.from_record(statement.to_record()) == statement


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_the_encoding_is_found_out(encoding: str) -> None:
    assert read(ABOVE + TITLES + BODY, encoding) == read(ABOVE + TITLES + BODY)


@pytest.mark.parametrize(
    ("titles", "rows"),
    [
        ("记账日期,收入,支出,账户余额", ["20260105,60000,,60000", "20260120,,106,59894"]),
        (
            "记账日期,收入（元）,支出（元）,余额(元)",
            ["2026/1/5,60000,-,60000", "2026/1/20,-,106,59894"],
        ),
        (
            "交易时间,借贷标志,发生额,余额",
            ["2026-01-05 09:01:02,贷,60000,60000", "2026-01-20,借,106,59894"],
        ),
        ("日期,金额,余额", ["2026年1月5日,60000.00,60000.00", "2026年1月20日,-106.00,59894.00"]),
        ("日期,收付标志,金额,余额", ["46027,收,60000,60000", "46042,付,106,59894"]),
        ("日期,借方,贷方,余额", ["2026-01-20,106,,59894", "2026-01-05,,60000,60000"]),
        ("日期\t借方\t贷方\t余额", ["2026-01-05\t\t60,000\t60,000", "2026-01-20\t106\t\t59,894"]),
    ],
)
def test_every_bank_has_other_titles(titles: str, rows: list[str]) -> None:
    statement = read("\n".join([titles, *rows]))
    assert [line.amount for line in statement.lines] == [Decimal(60000), Decimal(-106)]
    assert [line.day for line in statement.lines] == [date(2026, 1, 5), date(2026, 1, 20)]
    assert bank_check.faults(statement) == ()


def test_a_workbook_is_read_by_the_text_of_its_numbers() -> None:
    content = workbook(
        ["账号", "1109001007120101"],
        [],
        ["交易日期", "支出", "收入", "余额", "摘要"],
        ["2026-01-05", None, 0.1 + 0.2, 0.30, "结息"],
        [46042, 0.1, None, 0.2, "手续费"],
        ["合计", 0.1, 0.3],
    )
    statement = bank_statement.read(Document("a.xlsx", content))
    assert [line.amount for line in statement.lines] == [Decimal("0.30"), Decimal("-0.10")]
    assert statement.lines[1].day == date(2026, 1, 20)
    assert statement.account_number == "1109001007120101"
    assert bank_check.faults(statement) == ()
    inline = workbook(["日期", "金额", "余额"], ["2026-01-05", 5, 5], strings=False)
    assert bank_statement.read(Document("a.xlsx", inline)).closing == Decimal("5.00")


def test_balances_may_stand_in_rows_of_their_own() -> None:
    statement = read(
        "日期,借方,贷方,余额,摘要\n2026-01-01,,,100.00,期初余额\n2026-01-05,,5.00,,结息\n"
        "2026-01-31,,,105.00,期末余额\n"
    )
    assert (statement.opening, statement.closing) == (Decimal(100), Decimal(105))
    assert [line.amount for line in statement.lines] == [Decimal(5)]


def test_a_month_without_movements_is_a_statement() -> None:
    statement = read(
        "查询期间：2026-02-01至2026-02-28\n期初余额：5.00元,期末余额：5.00元\n" + TITLES
    )
    assert (statement.lines, statement.opening, statement.closing) == ((), Decimal(5), Decimal(5))
    assert (statement.from_day, statement.to_day) == (date(2026, 2, 1), date(2026, 2, 28))
    assert bank_check.faults(statement) == ()


def test_of_one_day_the_balances_tell_the_order() -> None:
    newest_first = "日期,借方,贷方,余额\n2026-01-05,3,,7\n2026-01-05,,10,10\n"
    assert [line.amount for line in read(newest_first).lines] == [Decimal(10), Decimal(-3)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (TITLES.replace("交易日期", "何时") + BODY, "没有找到对账单的表头"),
        ("日期,借方,贷方\n2026-01-05,,5\n", "没有余额"),
        ("期初余额：5.00\n" + TITLES, "没有一笔明细"),
        ("日期,借方,贷方,余额\n昨天,,5,5\n", "第 2 行有金额而没有可读的日期"),
        ("日期,借方,贷方,余额\n2026-02-30,,5,5\n", "第 2 行有金额而没有可读的日期"),
        ("日期,借方,贷方,余额\n2026-01-05,,五元,5\n", "“五元”不是金额"),
        ("日期,借方,贷方,余额\n2026-01-05,,0.005,5\n", "“0.005”不是金额"),
        ("日期,借方,贷方,余额\n2026-01-05,1,5,5\n", "恰有一项"),
        ("日期,借方,贷方,余额\n2026-01-05,,5,很多\n", "余额“很多”不是金额"),
        ("日期,标志,金额,余额,借贷\n2026-01-05,,5,5,左\n", "借贷标志“左”看不懂"),
        ("日期,金额,余额\n2026-01-05,0,5\n", "金额为零"),
        ("日期,借方,贷方,余额\n2026-01-05,,=1+4,5\n", "第 2 行有公式"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_row(text: str, told: str) -> None:
    with pytest.raises(UnreadableDocument, match=told):
        read(text)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (BODY.replace("59,894.00", "59,994.00"), "第 6 行的余额对不上"),
        (BODY.replace("2026-01-20", "2026-02-20"), "第 6 行的日期 2026-02-20 不在对账单期间"),
    ],
)
def test_what_does_not_add_up_is_told_with_its_row(body: str, told: str) -> None:
    assert any(told in sentence for sentence in sentences(ABOVE + TITLES + body))


def test_a_line_left_out_at_the_end_shows_in_the_closing_balance() -> None:
    head = "期初余额：0.00,期末余额：59894.00\n"
    short = head + TITLES + BODY.splitlines()[0] + "\n"
    assert ["应为 60000.00 元" in sentence for sentence in sentences(short)] == [True]


def test_days_that_jump_back_or_run_backwards_are_told() -> None:
    jumping = "日期,金额,余额\n2026-01-05,1,1\n2026-01-09,1,2\n2026-01-07,1,3\n2026-01-10,1,4\n"
    assert ["第 4 行的日期" in sentence for sentence in sentences(jumping)] == [True]
    turned = ABOVE.replace("2026-01-01", "2026-03-01") + TITLES + BODY
    assert "晚于终止日期" in sentences(turned)[0]


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0" + bytes(100),
        b"<html><table></table></html>",
        b"PK\x03\x04 cut off",
        b"a,b\x00c\n",
        b"\xff\xfe\x00",
        workbook(["说明"])[:-200],
    ],
    ids=["pdf", "xls", "html", "cut zip", "nul", "half a character", "cut workbook"],
)
def test_other_files_are_refused_with_the_way_out(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="网银"):
        bank_statement.read(Document("a.xlsx", content))


def test_what_is_too_long_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="最多 6000 行"):
        read(TITLES + "\n" * 7000)
    far = workbook(["日期", "金额", "余额"], ["2026-01-05", 5, 5])
    assert bank_statement.read(Document("a.xlsx", far)).lines[0].row == 2


def test_a_formula_in_a_workbook_is_refused() -> None:
    content = workbook(["日期", "金额", "余额"], ["2026-01-05", 5, "=2+3"])
    with pytest.raises(UnreadableDocument, match="第 2 行有公式"):
        bank_statement.read(Document("a.xlsx", content))


def test_statements_are_read_in_the_sandbox() -> None:
    with ReaderPool(1) as pool:
        content = (ABOVE + TITLES + BODY).encode()
        assert pool.bank_statement("a.csv", content) == read(ABOVE + TITLES + BODY)
        with pytest.raises(UnreadableDocument, match="对账单"):
            pool.bank_statement("a.csv", b"nothing of the kind")


amounts = st.integers(1, 10**9).map(lambda fen: Decimal(fen) / 100)


@given(st.lists(st.tuples(amounts, st.booleans()), min_size=1, max_size=12), st.integers(0, 10**9))
def test_what_a_bank_writes_is_what_is_read(moves: list[tuple[Decimal, bool]], fen: int) -> None:
    balance = opening = Decimal(fen) / 100
    rows = []
    for amount, comes_in in moves:
        balance += amount if comes_in else -amount
        cells = f'"{amount:,.2f}",' if comes_in else f',"{amount:,.2f}"'
        rows.append(f'2026-01-05,{cells},"{balance:,.2f}"')
    statement = read("\n".join(["日期,收入,支出,余额", *rows]))
    wanted = [amount if comes_in else -amount for amount, comes_in in moves]
    assert [line.amount for line in statement.lines] == wanted
    assert (statement.opening, statement.closing) == (opening, balance)
    assert bank_check.faults(statement) == ()


@given(st.binary(max_size=300))
def test_no_bytes_do_harm(content: bytes) -> None:
    try:
        statement = bank_statement.read(Document("a.csv", content or b" "))
    except UnreadableDocument:
        return
    assert isinstance(bank_check.faults(statement), tuple)


def packed(**parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(f"xl/worksheets/{name}.xml", text)
    return target.getvalue()


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><sheetData>" + "<row><c/></row>" * 500_000 + "</sheetData></worksheet>",
        '<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>',
        " " * 30_000_000,
        "<worksheet><sheetData>",
    ],
    ids=["half a million rows", "entities", "a bomb", "cut off"],
)
def test_a_hostile_workbook_costs_a_sentence(sheet: str) -> None:
    with pytest.raises(UnreadableDocument, match="网银"):
        bank_statement.read(Document("a.xlsx", packed(sheet1=sheet)))


def test_rows_far_down_a_sheet_do_not_fill_the_memory() -> None:
    sheet = '<worksheet><sheetData><row r="9999999"><c><v>1</v></c></row></sheetData></worksheet>'
    with pytest.raises(UnreadableDocument, match="最多 6000 行"):
        bank_statement.read(Document("a.xlsx", packed(sheet1=sheet)))


def test_a_packed_file_without_sheets_is_no_statement() -> None:
    with pytest.raises(UnreadableDocument, match="网银"):
        bank_statement.read(Document("a.xlsx", packed()))


def test_cells_that_point_nowhere_are_empty_and_those_without_place_stand_in_order() -> None:
    cells = "".join(
        f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in ("日期", "金额", "余额")
    )
    row = '<c r="A2"><v>20260105</v></c><c r="B2"><v>5</v></c><c r="C2"><v>5</v></c>'
    stray = '<c r="D2" t="s"><v>99</v></c><c r="AZ2"><v>1</v></c>'
    sheet = (
        f"<worksheet><sheetData><row>{cells}</row><row>{row}{stray}</row></sheetData></worksheet>"
    )
    statement = bank_statement.read(Document("a.xlsx", packed(sheet1=sheet)))
    assert [line.amount for line in statement.lines] == [Decimal("5.00")]
