"""Quantiles of Student's distribution against printed tables, and exactly where they are exact."""

from fractions import Fraction

import pytest

from compliance.sampling.student import quantile

PRINTED = {
    Fraction(5, 100): {1: "6.314", 2: "2.920", 5: "2.015", 10: "1.812", 29: "1.699", 120: "1.658"},
    Fraction(25, 1000): {1: "12.706", 3: "3.182", 4: "2.776", 30: "2.042", 60: "2.000"},
    Fraction(1, 100): {2: "6.965", 7: "2.998", 20: "2.528", 40: "2.423"},
    Fraction(10, 100): {1: "3.078", 15: "1.341", 99: "1.290"},
}


@pytest.mark.parametrize("risk", PRINTED)
def test_quantiles_are_those_of_the_printed_tables(risk: Fraction) -> None:
    for degrees, value in PRINTED[risk].items():
        assert abs(quantile(risk, degrees) - Fraction(value)) <= Fraction(1, 2000), degrees


def test_where_the_root_is_a_fraction_it_is_found() -> None:
    """With two degrees P(T > 1/2) is 1/3 exactly; equal counts as more, by one unit at most."""
    assert abs(quantile(Fraction(1, 3), 2) - Fraction(1, 2)) <= Fraction(1, 10**10)
    assert quantile(Fraction(1, 4), 1) - 1 <= Fraction(1, 10**10)


def test_many_degrees_come_near_to_the_normal_quantile() -> None:
    assert abs(quantile(Fraction(5, 100), 3000) - Fraction("1.64485")) < Fraction(1, 1000)


def test_half_of_all_lies_above_zero() -> None:
    assert quantile(Fraction(1, 2), 9) == 0
    assert quantile(Fraction(9, 10), 9) == 0
