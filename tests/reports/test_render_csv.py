"""CSV for other programs: plain figures, quoted formulas, columns and rows only."""

import csv
import io

import pytest

from reports import render_csv
from reports.render_xlsx import FORMULA_STARTS
from tests.reports.example_sheets import row, sheet


def read_back(content: bytes) -> list[list[str]]:
    return [*csv.reader(io.StringIO(content.decode("utf-8-sig")))]


def test_columns_and_rows_are_written_and_nothing_else() -> None:
    written = render_csv.render(sheet(row(1, "试剂, “甲”", "1234.50"), row(2, "会议", "-0.50")))
    assert written.startswith("\ufeff".encode())
    assert read_back(written) == [
        ["序号", "摘要", "日期", "金额", "占比"],
        ["1", "试剂, “甲”", "2026-09-01", "1234.50", "0.5000"],
        ["2", "会议", "2026-09-02", "-0.50", "0.5000"],
    ]


def test_a_blank_cell_is_empty() -> None:
    blank = (1, None, *row(1, "x", "1.00")[2:])
    assert read_back(render_csv.render(sheet(blank)))[1][1] == ""


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_text_begins_a_formula(start: str) -> None:
    (_, cells) = read_back(render_csv.render(sheet(row(1, f"{start}1+1", "1.00"))))
    assert cells[1].startswith("'")
