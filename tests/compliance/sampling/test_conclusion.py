"""What the sentence says of a sample, in percent and yuan that are rounded up."""

from decimal import Decimal
from fractions import Fraction

import pytest

from compliance.sampling.conclusion import percent, rounded_up
from compliance.sampling.evaluation import evaluate
from compliance.sampling.plan import Plan, Purpose, Selection, Unit
from tests.compliance.sampling.samples import figures, whole

ATTRIBUTES = Plan(purpose=Purpose.ATTRIBUTE, unit=Unit.RECORD, selection=Selection.RANDOM)


@pytest.mark.parametrize(
    ("rate", "said"),
    [("0", "0%"), ("1/20", "5%"), ("1/30", "3.34%"), ("1", "100%"), ("1/1000000", "0.01%")],
)
def test_percents_are_rounded_up_without_zeros_at_the_end(rate: str, said: str) -> None:
    assert percent(Fraction(rate)) == said


def test_a_number_is_rounded_up_to_its_digits() -> None:
    assert rounded_up(Fraction(1, 3), 4) == Decimal("0.3334")
    assert str(rounded_up(Fraction(1, 4), 4)) == "0.2500"


def test_money_is_said_in_yuan_and_percent() -> None:
    items = whole([(10_000, None, 1), (10_000, 9_000, 1)], 60)
    said = evaluate(Plan(), figures(items, 10**8, (60,)), items).sentence.text()
    assert "抽查 60 项，置信度 95%，差错 2 项，其中无法取证 1 项" in said
    assert "最可能差错 ¥18,333.34（1.84%）" in said
    assert "可容忍的 ¥50,000.00（5%）" in said


def test_attributes_are_said_in_percent_only() -> None:
    items = whole([], 59)
    said = evaluate(ATTRIBUTES, figures(items, 10**8, (59,)), items).sentence.text()
    assert "差错上限 4.96%，不超过可容忍的 5%" in said
    assert "¥" not in said


def test_all_looked_at_is_said() -> None:
    items = whole([], 59)
    said = evaluate(ATTRIBUTES, figures(items, 5_900, (59,), 59), items).sentence.text()
    assert said.startswith("全部检查 59 项")
