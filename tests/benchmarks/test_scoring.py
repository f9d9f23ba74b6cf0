"""The measure itself is measured: readings that are wrong in a known way."""

from typing import Any

import pytest

from tests.benchmarks.accuracy import BARS
from tests.benchmarks.samples import plain
from tests.benchmarks.scoring import Mark, Score

LINE = {"name": "*餐饮服务*餐费", "amount": "100.00", "tax_rate": "6%", "tax": "6.00"}
TRUTH: dict[str, Any] = {
    "file": "a/b.pdf", "page": None, "kind": "e_ordinary", "invoice_code": None,
    "invoice_number": "24112000000012345678", "issue_date": "2024-06-18", "check_code": None,
    "buyer_name": "甲（北京）公司", "buyer_tax_id": None, "seller_name": "乙公司",
    "seller_tax_id": None, "total_amount": "100.00", "total_tax": "6.00",
    "total_with_tax": "106.00", "total_in_words": "壹佰零陆圆整", "remarks": None, "is_red": False,
    "items": [LINE], "extra": {"toll": {"plate": "京A12345", "date_from": "20240601"}},
}  # fmt: skip
READING = TRUTH | {
    "uncertain": [], "particulars": {"plate": "京A12345", "date_from": "2024-06-01"},
    "buyer_name": "甲(北京) 公司",
}  # fmt: skip


def scored(**changes: object) -> Score:
    score = Score()
    score.add(TRUTH, READING | changes)
    return score


def missed(score: Score) -> list[str]:
    return [bar.what for bar in BARS if bar.failure(score)]


def test_a_right_reading_meets_every_bar() -> None:
    score = scored()
    assert score.faults == []
    assert missed(score) == []
    assert plain("\uff11 \uff10") == "10"


@pytest.mark.parametrize(
    ("changes", "mark", "bars"),
    [
        ({"total_tax": "7.00"}, Mark.WRONG, ["total_tax", "not wrong and certain"]),
        ({"total_tax": None}, Mark.MISSING, ["total_tax"]),
        ({"total_tax": "7.00", "uncertain": ["total_tax"]}, Mark.UNSURE, ["total_tax"]),
        ({"uncertain": ["total_tax"]}, Mark.DOUBTED, []),
    ],
)
def test_each_way_to_be_wrong_has_its_mark(
    changes: dict[str, object], mark: Mark, bars: list[str]
) -> None:
    score = scored(**changes)
    assert score.count(["total_tax"], mark) == 1
    assert missed(score) == bars


def test_a_line_too_many_and_a_line_that_differs_make_the_lines_wrong() -> None:
    for items in ([LINE, LINE], [LINE | {"tax": "6.01"}], []):
        score = scored(items=items)
        assert score.count(["items"], Mark.RIGHT) == 0
        assert len(score.faults) == 1


def test_a_code_is_compared_only_where_the_truth_has_one() -> None:
    assert scored(items=[LINE | {"code": "3070401"}]).faults == []
    score = Score()
    score.add(TRUTH | {"items": [LINE | {"code": "1"}]}, READING | {"items": [LINE]})
    assert len(score.faults) == 1


def test_particulars_may_stand_in_the_first_row() -> None:
    rows = [{"plate": "京A12345", "date_from": "20240601"}]
    assert scored(particulars={}, rows=rows).faults == []
    assert scored(particulars={}).count(["particulars"], Mark.MISSING) == 2
