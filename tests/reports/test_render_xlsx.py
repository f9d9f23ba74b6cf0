"""Workbooks are read back with another library than the one that wrote them."""

import time
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.render_xlsx import LINE_HEIGHT, render
from reports.sheet import Column, Kind, Label, Provenance, Section, Sheet
from tests.reports.example_sheets import PROVENANCE, row, sheet

FIRST_ROW = 6  # below title, headings, unit, column titles and the section's heading


def opened(made: Sheet) -> tuple[Workbook, Worksheet]:
    workbook = load_workbook(BytesIO(render(made)))
    paper = workbook.active
    assert isinstance(paper, Worksheet)
    return workbook, paper


def texts(paper: Worksheet) -> list[str]:
    return [
        str(cell.value) for line in paper.iter_rows() for cell in line if cell.value is not None
    ]


def test_the_form_stands_on_paper_as_finance_staff_expect_it() -> None:
    _, paper = opened(sheet(row(1, "试剂", "1234567.89"), row(2, "差旅", "-0.20", "0.1234")))
    assert [[cell.value for cell in line] for line in paper.iter_rows()] == [
        ["测试表", None, None, None, None],
        ["承担单位：北京样例科技有限公司", None, "报表期间：2026年9月", None, None],
        ["单位：元", None, None, None, None],
        ["序号", "摘要", "日期", "金额", "占比"],
        ["项目编号：BJ-2026-001", None, "入选者：王样例", None, None],
        [1, "试剂", datetime(2026, 9, 1), 1234567.89, 0.5],  # noqa: DTZ001  # as a spreadsheet holds a day
        [2, "差旅", datetime(2026, 9, 2), -0.2, 0.1234],  # noqa: DTZ001  # as a spreadsheet holds a day
        [None, "小计", None, 1234567.69, None],
        [None, "合计", None, 1234567.69, None],
        [None] * 5,
        ["单位负责人：", "财务负责人：", "制表人：", "（公章）：", "日期："],
        [None] * 5,
        ["数据截至：2026-09-30", None, None, None, None],
        ["账簿链头：17 4f2a", None, None, None, None],
        ["统计期间：2026-09", None, None, None, None],
    ]


def test_figures_are_shown_with_two_decimals_days_as_days_and_shares_in_percent() -> None:
    _, paper = opened(sheet(row(1, "试剂", "10.00")))
    formats = [cell.number_format for cell in paper[FIRST_ROW]]
    assert formats == ["0", "General", "yyyy-mm-dd", "#,##0.00;[Red]-#,##0.00", "0.00%"]
    assert [cell.alignment.horizontal for cell in paper[FIRST_ROW]] == [
        "center", "left", "center", "right", "right",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "amount", ["9999999999999.99", "-9999999999999.98", "0.01", "0.00", "99999999999.10"]
)
def test_amounts_are_written_exactly(amount: str) -> None:
    made = render(sheet(row(1, "试剂", amount)))
    with ZipFile(BytesIO(made)) as package:
        assert f"<v>{amount}</v>" in package.read("xl/worksheets/sheet1.xml").decode()
    _, paper = opened(sheet(row(1, "试剂", amount)))
    assert Decimal(str(paper.cell(FIRST_ROW, 4).value)) == Decimal(amount)


HOSTILE = [
    "=1+1",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://127.0.0.1/?"&A1,"x")',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\N{FULLWIDTH EQUALS SIGN}1+1",
    "%0A=1",
    "http://127.0.0.1/",
    "mailto:a@b.cn",
    "<r><t>x</t></r>",
    "<r><si></r>",
    "00012345678901234567",
    "a\x00b\x0bc",
    "{=1+1}",
    "&quot;]]>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_never_a_formula_a_link_or_a_number(text: str) -> None:
    made = sheet(row(1, text, "10.00"))
    made = replace(made, headings=(Label("承担单位", text),))
    workbook, paper = opened(made)
    cell = paper.cell(FIRST_ROW, 2)
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.quotePrefix == (text[0] in "=+-@\t\r%\N{FULLWIDTH EQUALS SIGN}")
    with ZipFile(BytesIO(render(made))) as package:
        assert "<f>" not in package.read("xl/worksheets/sheet1.xml").decode()
    assert not workbook.defined_names or list(workbook.defined_names) == []


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.isprintable()])
def test_a_text_comes_out_as_it_went_in(text: str) -> None:
    _, paper = opened(sheet(row(1, text, "10.00")))
    assert paper.cell(FIRST_ROW, 2).value == text


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30))
def test_any_text_comes_out_as_text(text: str) -> None:
    if text.strip():
        _, paper = opened(sheet(row(1, text, "10.00")))
        assert paper.cell(FIRST_ROW, 2).data_type == "s"


def test_the_same_sheet_gives_the_same_bytes_at_any_time() -> None:
    first = render(sheet(row(1, "试剂", "10.00"), row(2, "=1", "1.00")))
    time.sleep(2.1)  # archives keep time in steps of two seconds
    assert render(sheet(row(1, "试剂", "10.00"), row(2, "=1", "1.00"))) == first


def test_another_provenance_gives_other_bytes() -> None:
    other = Provenance(PROVENANCE.as_of, "18 99aa", PROVENANCE.parameters)
    assert render(sheet(provenance=other)) != render(sheet())


def test_the_printer_gets_landscape_a4_one_page_wide_with_titles_on_every_page() -> None:
    _, paper = opened(sheet(row(1, "试剂", "10.00")))
    assert paper.page_setup.orientation == "landscape"
    assert int(paper.page_setup.paperSize or 0) == 9
    assert paper.sheet_properties.pageSetUpPr is not None
    assert paper.sheet_properties.pageSetUpPr.fitToPage
    assert int(paper.page_setup.fitToHeight or 0) == 0
    assert paper.print_title_rows == "$4:$4"
    assert paper.print_area == "'测试表'!$A$1:$E$14"
    assert paper.oddFooter is not None
    assert paper.oddFooter.center is not None
    assert paper.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert paper.freeze_panes == "C5"


def test_the_file_says_what_its_figures_rest_on() -> None:
    workbook, _ = opened(sheet())
    assert workbook.properties.title == "测试表"
    assert workbook.properties.created == datetime(2026, 9, 30)  # noqa: DTZ001  # the file holds it so
    assert {held.name: held.value for held in vars(workbook)["custom_doc_props"].props} == {
        "数据截至": "2026-09-30",
        "账簿链头": "17 4f2a",
        "统计期间": "2026-09",
    }


def test_columns_are_wide_enough_for_chinese_and_not_wider_than_paper_bears() -> None:
    _, paper = opened(sheet(row(1, "检测" * 8, "1.00"), row(2, "长" * 60, "12345678901.00")))
    widths = [paper.column_dimensions[letter].width for letter in "ABCDE"]
    assert widths[1] == pytest.approx(40, abs=1)
    assert widths[3] >= len("12,345,678,901.00")
    assert widths[0] == pytest.approx(6, abs=1)
    assert paper.cell(FIRST_ROW, 2).alignment.wrap_text


def test_a_title_that_excel_refuses_as_a_sheet_name_is_cut() -> None:
    workbook, paper = opened(sheet(title="经费[2026]/" + "很长的标题" * 10))
    assert paper.cell(1, 1).value == "经费[2026]/" + "很长的标题" * 10
    assert workbook.sheetnames == [("经费2026" + "很长的标题" * 10)[:31]]


def test_labels_stand_below_each_other_also_where_the_last_line_is_short() -> None:
    labels = tuple(Label(name, "x") for name in ("甲", "乙", "丙"))
    _, paper = opened(replace(sheet(), headings=labels))
    assert [cell.value for cell in paper[2]] == ["甲：x", None, "乙：x", None, None]
    assert [cell.value for cell in paper[3]] == ["丙：x", None, None, None, None]
    assert {"A3:B3", "C3:E3"} <= {str(merged) for merged in paper.merged_cells.ranges}


def test_a_sheet_of_one_column_needs_no_merged_cells() -> None:
    narrow = Sheet(
        title="窄表",
        columns=(Column("摘要", Kind.TEXT),),
        headings=(Label("承担单位", "甲"), Label("报表期间", "乙")),
        sections=(Section((), (("试剂",),), (None,)),),
        totals=None,
        provenance=Provenance(date(2026, 9, 30), "0"),
    )
    _, paper = opened(narrow)
    assert "承担单位：甲　报表期间：乙" in texts(paper)
    assert "单位负责人：　财务负责人：　制表人：　（公章）：　日期：" in texts(paper)
    assert not paper.merged_cells.ranges


def test_remarks_stand_below_the_table_as_high_as_their_lines() -> None:
    plain = sheet(row(1, "试剂", "10.00"))
    _, paper = opened(replace(plain, remarks=(Label("结论", "句" * 200),)))
    at = next(cell.row for cell in paper["A"] if str(cell.value).startswith("结论："))
    assert paper.cell(at, 1).alignment.wrap_text
    height = paper.row_dimensions[at].height
    assert height is not None
    assert height > LINE_HEIGHT * 5


def test_a_sheet_of_no_one_book_names_no_chain() -> None:
    made = sheet(row(1, "试剂", "10.00"), provenance=replace(PROVENANCE, chain_head=""))
    assert not any(text.startswith("账簿链头") for text in texts(opened(made)[1]))
