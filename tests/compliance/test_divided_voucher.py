from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from compliance.divided_voucher import NotAShareError, own_share

YUAN = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10_000_000), places=2)


def test_what_the_grants_leave_is_the_employers_own() -> None:
    assert own_share(Decimal("1000.00"), (Decimal("600.00"), Decimal("300.00"))) == Decimal(100)


def test_sixty_and_forty_of_a_hundred_leave_nothing() -> None:
    assert own_share(Decimal(100), (Decimal(60), Decimal(40))) == 0


def test_sixty_and_fifty_of_a_hundred_are_too_much() -> None:
    with pytest.raises(NotAShareError) as refused:
        own_share(Decimal(100), (Decimal(60), Decimal(50)))
    assert refused.value.excess == Decimal(10)


@pytest.mark.parametrize("shares", [(), (Decimal(0),), (Decimal(60), Decimal(-10))])
def test_a_share_is_above_nought(shares: tuple[Decimal, ...]) -> None:
    with pytest.raises(NotAShareError):
        own_share(Decimal(100), shares)


@given(YUAN, st.lists(YUAN, min_size=1, max_size=5))
def test_shares_within_the_voucher_leave_the_rest(total: Decimal, shares: list[Decimal]) -> None:
    assume(sum(shares) <= total)
    rest = own_share(total, shares)
    assert rest + sum(shares) == total
    assert rest >= 0


@given(YUAN, st.lists(YUAN, min_size=1, max_size=5))
def test_shares_beyond_the_voucher_are_told_their_excess(
    total: Decimal, shares: list[Decimal]
) -> None:
    assume(sum(shares) > total)
    with pytest.raises(NotAShareError) as refused:
        own_share(total, shares)
    assert refused.value.excess == sum(shares) - total
