"""项目 of the whole programme in one list: state, money, execution against time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from ledger import overview
from service.actions import programme_money
from service.permissions import Actor
from service.tables import (
    AgreementRow,
    AnnualCallRow,
    DedicatedAccountRow,
    EmployerRow,
    GrantRow,
    SelecteeRow,
)

NOTHING: Final = Decimal("0.00")
WHOLE: Final = Decimal(100)
PLACES: Final = Decimal("0.01")
LAG: Final = Decimal(25)  # percentage points behind an even pace: our own default
ENDING_DAYS: Final = 90  # before the end of an execution period, likewise
RUNNING: Final = frozenset({"agreed", "active", "suspended"})
LATE, ENDING, OVER, NO_ACCOUNT = "late", "ending", "over", "no_account"
MARKS: Final = (LATE, ENDING, OVER, NO_ACCOUNT)
_MONEY: Final = (
    "budget", "received", "matched", "raised", "earned", "opened", "spent", "reserved", "balance",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLine:
    """A grant in the list; amounts in yuan, shares in percent.

    `elapsed` is how much of the execution period lies behind today, None before there is one;
    `marks` what somebody should look at (`MARKS`).
    """

    id: UUID
    employer_id: UUID
    number: str
    state: str
    selectee: str
    employer: str
    year: int
    ends_on: date | None
    elapsed: Decimal | None
    budget: Decimal
    received: Decimal
    spent: Decimal
    reserved: Decimal
    balance: Decimal
    marks: tuple[str, ...]

    @property
    def rate(self) -> Decimal:
        """How much of the budget is spent (执行率)."""
        return _share(self.spent, self.budget)

    @property
    def behind(self) -> Decimal:
        """How many percentage points the spending lies behind the time; below nought: ahead."""
        return NOTHING if self.elapsed is None else self.elapsed - self.rate


def grants(session: Session, actor: Actor) -> list[GrantLine]:
    """List every grant by its number."""
    money = _money(session)
    with_account = set(session.scalars(select(DedicatedAccountRow.employer_id).distinct()))
    periods = _periods(session)
    rows = session.execute(
        select(GrantRow, SelecteeRow.name, EmployerRow.name, AnnualCallRow.year)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .join(EmployerRow, EmployerRow.id == GrantRow.employer_id)
        .join(AnnualCallRow, AnnualCallRow.id == GrantRow.call_id)
        .order_by(GrantRow.number, GrantRow.joined_on.nulls_first())
    )
    return [
        _line(
            actor.today,
            (grant, selectee, employer, year),
            money.get((grant.employer_id, grant.number), {}),
            periods.get(grant.id),
            registered=grant.employer_id in with_account,
        )
        for grant, selectee, employer, year in rows
    ]


def by_state(lines: Sequence[GrantLine]) -> Mapping[str, int]:
    """Count grants by state."""
    return Counter(line.state for line in lines)


def by_mark(lines: Sequence[GrantLine]) -> Mapping[str, int]:
    """Count grants by what somebody should look at."""
    return Counter(mark for line in lines for mark in line.marks)


def _money(session: Session) -> Mapping[tuple[UUID | None, str], Mapping[str, Decimal]]:
    sums = programme_money.of_grants(session)
    found: dict[tuple[UUID | None, str], dict[str, Decimal]] = {}
    for figure in _MONEY:
        for key, amount in overview.by_grant(figure, sums).items():
            found.setdefault(key, {})[figure] = amount
    return found


def _periods(session: Session) -> Mapping[UUID, tuple[date, date]]:
    """Give the execution period of each grant by its newest agreement."""
    rows = session.execute(
        select(AgreementRow.grant_id, AgreementRow.approved_on, AgreementRow.ends_on)
        .ext(distinct_on(AgreementRow.grant_id))
        .order_by(AgreementRow.grant_id, AgreementRow.version.desc())
    )
    return {grant_id: (begins, ends) for grant_id, begins, ends in rows}


def _line(
    today: date,
    row: tuple[GrantRow, str, str, int],
    money: Mapping[str, Decimal],
    period: tuple[date, date] | None,
    *,
    registered: bool,
) -> GrantLine:
    grant, selectee, employer, year = row
    of = {figure: money.get(figure, NOTHING) for figure in _MONEY}
    elapsed = _elapsed(period, today) if period else None
    came_in = sum(
        (of[each] for each in ("received", "matched", "raised", "earned", "opened")), NOTHING
    )
    return GrantLine(
        id=grant.id,
        employer_id=grant.employer_id,
        number=grant.number,
        state=grant.state,
        selectee=selectee,
        employer=employer,
        year=year,
        ends_on=period[1] if period else None,
        elapsed=elapsed,
        budget=of["budget"],
        received=came_in,
        spent=of["spent"],
        reserved=of["reserved"],
        balance=of["balance"],
        marks=_marks(
            grant,
            (period, elapsed),
            _share(of["spent"], of["budget"]),
            today,
            registered=registered,
        ),
    )


def _marks(
    grant: GrantRow,
    time: tuple[tuple[date, date] | None, Decimal | None],
    rate: Decimal,
    today: date,
    *,
    registered: bool,
) -> tuple[str, ...]:
    period, elapsed = time
    if period is None or elapsed is None or grant.state not in RUNNING:
        return ()
    over = period[1] < today
    marks = {
        LATE: elapsed - rate > LAG,
        ENDING: not over and period[1] - today <= timedelta(days=ENDING_DAYS),
        OVER: over,
        NO_ACCOUNT: not registered,
    }
    return tuple(mark for mark in MARKS if marks[mark])


def _elapsed(period: tuple[date, date], today: date) -> Decimal:
    begins, ends = period
    passed = min(max((today - begins).days, 0), (ends - begins).days)
    return (passed * WHOLE / (ends - begins).days).quantize(PLACES)


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return (part * WHOLE / whole).quantize(PLACES) if whole > 0 else NOTHING
