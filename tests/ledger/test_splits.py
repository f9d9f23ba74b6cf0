"""Amounts divided by largest remainder: to the fen, adding up, the same for everybody who asks."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.splits import balance_days, split
from tests.ledger.story import yuan

AMOUNTS = st.decimals("0.00", "99999999999999.99", places=2)
WEIGHTS = st.dictionaries(
    st.sampled_from(["FISCAL", "MATCH", "RAISED", "INTEREST", "2026-017", "2026-018"]),
    st.decimals("0.00", "9999999999999999.9999", places=4),
    min_size=1,
).filter(lambda weights: any(weights.values()))


@given(AMOUNTS, WEIGHTS)
def test_the_shares_add_up_and_each_is_within_a_fen_of_its_exact_part(
    amount: Decimal, weights: dict[str, Decimal]
) -> None:
    shares = split(amount, weights)
    assert shares.keys() == weights.keys()
    assert sum(shares.values()) == amount
    whole = sum(Fraction(weight) for weight in weights.values())
    for part, share in shares.items():
        assert share.as_tuple().exponent == -2
        assert abs(Fraction(share) - Fraction(amount) * Fraction(weights[part]) / whole) < Fraction(
            1, 100
        )
        assert share >= 0
        assert share == 0 or weights[part]


@given(AMOUNTS, WEIGHTS, st.randoms(use_true_random=False))
def test_the_order_of_the_weights_does_not_matter(
    amount: Decimal, weights: dict[str, Decimal], chance: Random
) -> None:
    shuffled = list(weights.items())
    chance.shuffle(shuffled)
    assert list(split(amount, dict(shuffled)).items()) == list(split(amount, weights).items())


@given(AMOUNTS, WEIGHTS, st.integers(1, 1000))
def test_only_the_proportion_of_the_weights_matters(
    amount: Decimal, weights: dict[str, Decimal], times: int
) -> None:
    assert split(amount, {part: weight * times for part, weight in weights.items()}) == split(
        amount, weights
    )


@pytest.mark.parametrize(
    ("amount", "weights", "shares"),
    [
        ("30000.01", {"FISCAL": "70", "MATCH": "30"}, {"FISCAL": "21000.01", "MATCH": "9000.00"}),
        ("0.01", {"MATCH": "1", "FISCAL": "1"}, {"FISCAL": "0.01", "MATCH": "0.00"}),
        ("0.02", {"A": "1", "B": "1", "C": "1"}, {"A": "0.01", "B": "0.01", "C": "0.00"}),
        ("100.00", {"A": "1", "B": "1", "C": "1"}, {"A": "33.34", "B": "33.33", "C": "33.33"}),
        ("0.01", {"A": "1", "B": "3", "C": "0"}, {"A": "0.00", "B": "0.01", "C": "0.00"}),
        ("0.03", {"A": "0.5", "B": "1.5", "C": "1"}, {"A": "0.00", "B": "0.02", "C": "0.01"}),
        ("0.00", {"A": "2"}, {"A": "0.00"}),
    ],
)
def test_fen_left_over_go_to_the_largest_remainder_then_weight_then_the_first(
    amount: str, weights: dict[str, str], shares: dict[str, str]
) -> None:
    found = split(yuan(amount), {part: Decimal(weight) for part, weight in weights.items()})
    assert {part: str(share) for part, share in found.items()} == shares


def test_the_largest_amounts_and_weights_are_divided_to_the_last_digit() -> None:
    weights = {"A": "7784911095849134.1743", "B": "8568279413439075.3342"}
    weights["C"] = "2037677555915055.4438"
    shares = split(
        yuan("45927374457406.63"), {part: Decimal(weight) for part, weight in weights.items()}
    )
    assert [str(share) for share in shares.values()] == [
        "19441199064071.00", "21397498784805.48", "5088676608530.15"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("amount", "weights", "why"),
    [
        ("-0.01", {"A": "1"}, "nothing below nought"),
        ("1.00", {"A": "1", "B": "-1"}, "nothing below nought"),
        ("1.00", {"A": "NaN"}, "nothing below nought"),
        ("1.00", {"A": "Infinity"}, "nothing below nought"),
        ("0.001", {"A": "1"}, "two places"),
        ("1.00", {"A": "0"}, "nobody has a share"),
        ("1.00", {}, "nobody has a share"),
    ],
)
def test_what_cannot_be_divided_is_refused(amount: str, weights: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        split(yuan(amount), {part: Decimal(weight) for part, weight in weights.items()})


MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("balances", "product"),
    [
        ([], "0"),
        ([(date(2026, 2, 3), "100.00")], "3100.00"),
        ([(date(2026, 2, 3), "7.00"), (date(2026, 2, 20), "100.00")], "3100.00"),
        ([(MARCH, "100.00")], "3100.00"),
        ([(date(2026, 3, 11), "100.00")], "2100.00"),
        ([(date(2026, 2, 3), "10.00"), (date(2026, 3, 31), "100.00")], "400.00"),
        ([(date(2026, 2, 3), "10.00"), (APRIL, "100.00"), (date(2026, 5, 1), "1.00")], "310.00"),
    ],
)
def test_every_day_counts_with_the_balance_at_its_end(
    balances: list[tuple[date, str]], product: str
) -> None:
    ended = [(day, yuan(balance)) for day, balance in balances]
    assert balance_days(ended, MARCH, APRIL) == yuan(product)


def test_interest_goes_to_the_grants_whose_money_lay_there() -> None:
    lay = {
        "2026-017": balance_days([(date(2026, 1, 5), yuan("60000.00"))], MARCH, APRIL),
        "2026-018": balance_days([(date(2026, 3, 17), yuan("40000.00"))], MARCH, APRIL),
    }
    shares = split(yuan("100.00"), lay)
    assert shares == {"2026-017": yuan("75.61"), "2026-018": yuan("24.39")}
