import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance import labour_tax
from compliance.labour_tax import gross_for, gross_of, net_of, tax_on, withheld

FEN = st.integers(0, 20_000_000).map(lambda fen: Decimal(fen).scaleb(-2))


def test_the_examples_in_the_docstring_hold() -> None:
    assert doctest.testmod(labour_tax, raise_on_error=True).attempted


@pytest.mark.parametrize(
    ("gross", "tax"),
    [
        ("0.00", "0.00"),
        ("800.00", "0.00"),
        ("800.03", "0.01"),
        ("2800.00", "400.00"),
        ("4000.00", "640.00"),
        ("4000.01", "640.00"),
        ("4010.00", "641.60"),
        ("25000.00", "4000.00"),
        ("25000.10", "4000.02"),
        ("30000.00", "5200.00"),
        ("62500.00", "13000.00"),
        ("62500.10", "13000.03"),
        ("100000.00", "25000.00"),
    ],
)
def test_tax_is_withheld_by_the_law(gross: str, tax: str) -> None:
    assert tax_on(Decimal(gross)) == Decimal(tax)
    assert net_of(Decimal(gross)) == Decimal(gross) - Decimal(tax)


@pytest.mark.parametrize(
    ("net", "gross"),
    [
        ("0.00", "0.00"),
        ("800.00", "800.00"),
        ("800.80", "801.00"),
        ("2400.00", "2800.00"),
        ("3360.00", "4000.00"),
        ("3360.84", "4001.00"),
        ("21000.00", "25000.00"),
        ("21000.76", "25001.00"),
        ("24800.00", "30000.00"),
        ("49500.00", "62500.00"),
        ("49500.68", "62501.00"),
    ],
)
def test_the_gross_fee_is_found_from_what_is_received(net: str, gross: str) -> None:
    assert gross_of(Decimal(net)) == Decimal(gross)


@given(FEN)
def test_from_net_to_gross_and_back_nothing_is_lost(net: Decimal) -> None:
    assert net_of(gross_of(net)) == net


@given(FEN, FEN)
def test_who_receives_more_was_paid_more(one: Decimal, other: Decimal) -> None:
    assert (gross_of(one) < gross_of(other)) == (one < other)


@pytest.mark.parametrize("reckon", [tax_on, gross_of])
def test_a_fee_is_not_negative(reckon: object) -> None:
    assert callable(reckon)
    with pytest.raises(AssertionError, match="not negative"):
        reckon(Decimal("-0.01"))


@given(FEN, FEN)
def test_two_payments_of_a_month_are_taxed_as_one(first: Decimal, second: Decimal) -> None:
    assert tax_on(first) + withheld(second, first) == tax_on(first + second)


@given(FEN, FEN)
def test_what_is_paid_so_that_a_net_arrives_leaves_that_net(net: Decimal, before: Decimal) -> None:
    gross = gross_for(net, before)
    left = gross - withheld(gross, before)
    assert abs(left - net) <= Decimal("0.01")  # a fen at most is lost in rounding


def test_an_expert_receives_2400_of_2800() -> None:
    assert (gross_for(Decimal(2400), Decimal(0)), withheld(Decimal(2800), Decimal(0))) == (
        Decimal("2800.00"),
        Decimal("400.00"),
    )
