"""追回: golden cases 20 and 21 of the policy, and what holds for any figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.clawback import (
    Figures,
    FiguresDisagreeError,
    Fund,
    Mode,
    open_modes,
    side_by_side,
    way,
)

AMOUNTS = st.decimals("0.00", "99999999.99", places=2)
FUNDS = st.sampled_from(Fund)


def yuan(amount: int | str) -> Decimal:
    return Decimal(amount).quantize(Decimal("0.01"))


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    eligible, ineligible, balance = draw(AMOUNTS), draw(AMOUNTS), draw(AMOUNTS)
    moved_out, returned = draw(AMOUNTS), draw(AMOUNTS)
    return Figures(
        fund=draw(FUNDS),
        received=eligible + ineligible + balance + moved_out + returned,
        moved_out=moved_out,
        returned=returned,
        eligible=eligible,
        ineligible=ineligible,
        balance=balance,
    )


GOLDEN = Figures(
    fund=Fund.FISCAL,
    received=yuan(200_000),
    eligible=yuan(80_000),
    ineligible=yuan(15_000),
    restored=yuan(5_000),
    balance=yuan(105_000),
)


def test_the_worked_case_comes_out_to_the_fen() -> None:
    ways = {each.mode: each for each in side_by_side([GOLDEN])}
    assert {mode: str(each.total) for mode, each in ways.items()} == {
        Mode.INELIGIBLE: "15000.00",
        Mode.UNSPENT: "105000.00",
        Mode.UNSPENT_AND_INELIGIBLE: "120000.00",
        Mode.FULL: "200000.00",
    }
    assert {mode: str(each.from_own_money) for mode, each in ways.items()} == {
        Mode.INELIGIBLE: "15000.00",
        Mode.UNSPENT: "0.00",
        Mode.UNSPENT_AND_INELIGIBLE: "15000.00",
        Mode.FULL: "95000.00",
    }


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("fund", [Fund.MATCH, Fund.RAISED])
def test_what_others_added_never_goes_back_to_the_center(fund: Fund, mode: Mode) -> None:
    donated = Figures(fund=fund, received=yuan(9_000), ineligible=yuan(1_000), balance=yuan(8_000))
    assert donated.due(mode) == 0
    assert way([GOLDEN, donated], mode) == way([GOLDEN], mode)


def test_interest_goes_back_as_what_it_is() -> None:
    earned = Figures(fund=Fund.INTEREST, received=yuan("12.34"), balance=yuan("12.34"))
    found = way([GOLDEN, earned], Mode.UNSPENT)
    assert found.by_fund == {Fund.FISCAL: yuan(105_000), Fund.INTEREST: yuan("12.34")}
    assert found.total == yuan("105012.34")


@given(figures())
def test_each_way_takes_no_less_than_the_one_before_and_never_more_than_came(of: Figures) -> None:
    unspent, both, full = (
        of.due(mode) for mode in (Mode.UNSPENT, Mode.UNSPENT_AND_INELIGIBLE, Mode.FULL)
    )
    assert 0 <= unspent <= both <= full <= of.full
    assert unspent + of.due(Mode.INELIGIBLE) == both


@given(st.lists(figures(), max_size=4, unique_by=lambda each: each.fund), st.sampled_from(Mode))
def test_sources_are_worked_out_apart_and_own_money_is_what_is_not_there(
    of: list[Figures], mode: Mode
) -> None:
    found = way(of, mode)
    assert found.by_fund == {
        each.fund: each.due(mode) for each in of if each.fund in {Fund.FISCAL, Fund.INTEREST}
    }
    assert 0 <= found.from_own_money <= found.total


@given(figures(), st.decimals("0.01", "999.99", places=2))
def test_figures_that_do_not_add_up_are_refused(of: Figures, wrong: Decimal) -> None:
    with pytest.raises(FiguresDisagreeError, match="不相等"):
        Figures(
            fund=of.fund,
            received=of.received + wrong,
            moved_out=of.moved_out,
            returned=of.returned,
            eligible=of.eligible,
            ineligible=of.ineligible,
            balance=of.balance,
        )


@pytest.mark.parametrize("amount", [yuan("-0.01"), Decimal("0.001")])
def test_an_amount_below_nought_or_of_less_than_a_fen_is_refused(amount: Decimal) -> None:
    with pytest.raises(FiguresDisagreeError):
        Figures(fund=Fund.FISCAL, received=amount, balance=amount)


def test_a_grant_that_goes_on_keeps_its_unspent_money() -> None:
    assert open_modes("active") == (Mode.INELIGIBLE,)
    for state in ("suspended", "revoked", "withdrawn", "completed", "transferred"):
        assert open_modes(state) == tuple(Mode)
