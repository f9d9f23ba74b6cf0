"""追回: how much of a grant's money one employer has to give back (Art. 32, 33).

Of each source of money and each employer that had it: what came in less what left is what was
properly spent, what was spent wrongly and not put back, and what is unspent. Each way to claw back
takes one part of that sum more than the one before it. Only fiscal money and the interest on the
dedicated account go back to the Center: what the employer or others added does not. Which way it
is a person decides, with a reason; the ways are laid side by side. Amounts are yuan.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import Final

from compliance.messages import N_, Message, message

NOTHING: Final = Decimal("0.00")
FEN: Final = Decimal("0.01")


class Fund(StrEnum):
    """资金来源, as the books of the grant tell them apart."""

    FISCAL = "FISCAL"
    MATCH = "MATCH"
    RAISED = "RAISED"
    INTEREST = "INTEREST"


FUNDS: Final[Mapping[Fund, str]] = {
    Fund.FISCAL: N_("财政资金"),
    Fund.MATCH: N_("配套资金"),
    Fund.RAISED: N_("自筹资金"),
    Fund.INTEREST: N_("利息"),
}
GOES_BACK: Final = (Fund.FISCAL, Fund.INTEREST)


class Mode(StrEnum):
    """追回方式, from the least to the most."""

    INELIGIBLE = "ineligible"  # 仅不合规支出: the grant goes on
    UNSPENT = "unspent"  # 未用余额
    UNSPENT_AND_INELIGIBLE = "unspent_and_ineligible"  # 未用余额与不合规支出
    FULL = "full"  # 全额: what was properly spent, too

    @property
    def takes_unspent(self) -> bool:
        """Whether nothing is left to go on with."""
        return self is not Mode.INELIGIBLE

    @property
    def takes_ineligible(self) -> bool:
        """Whether what was spent wrongly has to come back."""
        return self is not Mode.UNSPENT


MODES: Final[Mapping[Mode, str]] = {
    Mode.INELIGIBLE: N_("仅追回不合规支出"),
    Mode.UNSPENT: N_("追回未用余额"),
    Mode.UNSPENT_AND_INELIGIBLE: N_("追回未用余额和不合规支出"),
    Mode.FULL: N_("全额追回"),
}


class FiguresDisagreeError(ValueError):
    """The figures of a source do not add up: nothing may be decided on them."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text())
        self.message = said


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One source of a grant's money at one employer; raises `FiguresDisagreeError`.

    `received` counts what a transfer brought, `moved_out` what one took away, `returned` all that
    was called back before, paid or not. `ineligible` is what was spent wrongly and not put back;
    `restored`, what was put back, is unspent again and therefore in `balance`.
    """

    fund: Fund
    received: Decimal = NOTHING
    moved_out: Decimal = NOTHING
    returned: Decimal = NOTHING
    eligible: Decimal = NOTHING
    ineligible: Decimal = NOTHING
    balance: Decimal = NOTHING
    restored: Decimal = NOTHING

    def __post_init__(self) -> None:
        amounts = [getattr(self, field.name) for field in fields(self) if field.name != "fund"]
        named = Message(FUNDS[self.fund])
        if any(amount < 0 or amount != amount.quantize(FEN) for amount in amounts):
            raise FiguresDisagreeError(
                message(N_("{fund}的金额须不小于零，最多两位小数。"), fund=named)
            )
        found = self.eligible + self.ineligible + self.balance
        if found != self.full:
            raise FiguresDisagreeError(
                message(
                    N_("{fund}：到账减转出、退回为 {left} 元，支出与余额合计 {right} 元，不相等。"),
                    fund=named,
                    left=str(self.full),
                    right=str(found),
                )
            )

    @property
    def full(self) -> Decimal:
        """Give what is in this employer's hands or went through them: received less what left."""
        return self.received - self.moved_out - self.returned

    def due(self, mode: Mode) -> Decimal:
        """Give what has to come back in a mode; nothing of a source that is not the Center's."""
        if self.fund not in GOES_BACK:
            return NOTHING
        if mode is Mode.FULL:
            return self.full
        unspent = self.balance if mode.takes_unspent else NOTHING
        return unspent + (self.ineligible if mode.takes_ineligible else NOTHING)


@dataclass(frozen=True, slots=True)
class Way:
    """One mode beside the others: by source, together, and how much is not unspent money."""

    mode: Mode
    by_fund: Mapping[Fund, Decimal]
    from_own_money: Decimal

    @property
    def total(self) -> Decimal:
        """Give what has to come back of all sources."""
        return sum(self.by_fund.values(), NOTHING)


def way(figures: Iterable[Figures], mode: Mode) -> Way:
    """Work out one mode over all sources that go back to the Center."""
    back = [each for each in figures if each.fund in GOES_BACK]
    by_fund = {each.fund: each.due(mode) for each in back}
    unspent = sum((each.balance for each in back), NOTHING) if mode.takes_unspent else NOTHING
    return Way(mode, by_fund, sum(by_fund.values(), NOTHING) - unspent)


def side_by_side(figures: Iterable[Figures]) -> tuple[Way, ...]:
    """Work out every mode: each takes no less than the one before it of the last three."""
    known = tuple(figures)
    return tuple(way(known, mode) for mode in Mode)


ENDED: Final = frozenset({"revoked", "withdrawn", "completed", "transferred"})


def open_modes(grant_state: str) -> tuple[Mode, ...]:
    """Tell which modes may be decided: a grant that goes on keeps its unspent money."""
    if grant_state in ENDED or grant_state == "suspended":
        return tuple(Mode)
    return (Mode.INELIGIBLE,)
