"""预算调剂: what an employer may decide itself, all its moves together (A-20)."""

from decimal import Decimal

import pytest

from compliance.categories import Category
from compliance.reallocation import employers_share, measured

AGREED = {Category.RND: Decimal("80000.00"), Category.CONF: Decimal("20000.00")}


def small(amount: str, before: dict[Category, Decimal] | None = None) -> list[bool]:
    moved = measured(AGREED, before or {}, Category.RND, Category.CONF, Decimal(amount))
    return [each.is_small for each in moved]


def test_the_smaller_direction_bounds_what_the_employer_decides() -> None:
    assert employers_share() == Decimal("0.10")
    assert small("2000.00") == [True, True]
    assert small("2000.01") == [True, False]
    assert small("8000.01") == [False, False]


def test_moves_add_up_in_each_direction() -> None:
    assert small("500.00", {Category.CONF: Decimal("1500.00")}) == [True, True]
    assert small("500.01", {Category.CONF: Decimal("1500.00")}) == [True, False]
    assert small("0.01", {Category.RND: Decimal("8000.00")}) == [False, True]


def test_a_direction_without_agreed_budget_is_the_centers_to_open() -> None:
    _, opened = measured(AGREED, {}, Category.RND, Category.CE, Decimal("0.01"))
    assert (opened.agreed, opened.limit) == (Decimal("0.00"), Decimal("0.00"))
    assert not opened.is_small


def test_a_limit_is_never_rounded_up() -> None:
    moved, _ = measured(
        {Category.RND: Decimal("0.19")}, {}, Category.RND, Category.CONF, Decimal("0.01")
    )
    assert (moved.limit, moved.is_small) == (Decimal("0.01"), True)


@pytest.mark.parametrize(
    ("given", "amount"), [(Category.RND, Decimal(1)), (Category.CONF, Decimal(0))]
)
def test_a_move_is_from_one_direction_to_another(given: Category, amount: Decimal) -> None:
    with pytest.raises(ValueError, match="one direction to another"):
        measured(AGREED, {}, Category.RND, given, amount)
