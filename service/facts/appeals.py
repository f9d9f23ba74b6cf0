"""The appeals of a claim: what was ruled about it, and the days that are not counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Label, Uuid, bindparam, func, select

from compliance.fact_record import facts_of
from compliance.facts import Ruling
from compliance.finding import Finding
from compliance.procedures.appeal import APPEAL, AppealState
from service import business_day
from service.asked import exact, nested, table
from service.tables import AppealRow, ClaimRow, ProceedingRow, ProceedingStepRow

_ENDED: Final = frozenset(state.value for state in APPEAL.ends)


@dataclass(frozen=True, slots=True)
class Appealed:
    """An appeal of a claim; `last_on` is the day of its newest step, None before the first."""

    case: str
    state: str
    opened_on: date
    last_on: date | None
    finding: Finding | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class _Stored:
    """An appeal as the question gives it: instants are ISO texts."""

    case: str
    state: str
    opened_at: str
    last_at: str | None
    finding: Finding | None
    amount: Decimal


def of(row: Any) -> tuple[Appealed, ...]:  # noqa: ANN401  # a row of many columns
    """Give the appeals of a claim, the oldest first."""
    return tuple(
        Appealed(
            each.case,
            each.state,
            _day(each.opened_at),
            _day(each.last_at) if each.last_at else None,
            each.finding,
            each.amount,
        )
        for each in facts_of(row.appeals, _Stored)
    )


def _day(instant: str) -> date:
    return business_day.of(datetime.fromisoformat(instant))


def rulings(appeals: Sequence[Appealed]) -> tuple[Ruling, ...]:
    """Give what was ruled: the appeals against findings that were granted."""
    return tuple(
        Ruling(each.case, each.last_on, each.finding, each.amount)
        for each in appeals
        if each.state == AppealState.GRANTED and each.finding and each.last_on
    )


def days(appeals: Sequence[Appealed], today: date) -> int:
    """Count the days on which an appeal was open; nobody gains any by taking one back."""
    return sum(
        ((each.last_on if each.state in _ENDED and each.last_on else today) - each.opened_on).days
        for each in appeals
        if each.state != AppealState.WITHDRAWN
    )


def values(claim: ClaimRow) -> dict[str, object]:
    """Give what the appeals of a claim are asked by, beside its employer."""
    return {"appealed_claim": claim.id}


def columns() -> tuple[Label[Any], ...]:
    """Give the appeals of a claim as a column of a row."""
    appeal, case, step = table(AppealRow), table(ProceedingRow), table(ProceedingStepRow)
    last = (
        select(func.max(step.c.at))
        .where(step.c.employer_id == case.c.employer_id, step.c.proceeding_id == case.c.id)
        .scalar_subquery()
    )
    found = (
        select(
            case.c.number.label("case"),
            case.c.state,
            case.c.opened_at,
            last.label("last_at"),
            appeal.c.finding,
            exact(appeal.c.amount).label("amount"),
        )
        .join_from(
            appeal,
            case,
            (case.c.employer_id == appeal.c.employer_id) & (case.c.id == appeal.c.proceeding_id),
        )
        .where(
            appeal.c.employer_id == bindparam("employer", type_=Uuid()),
            appeal.c.claim_id == bindparam("appealed_claim", type_=Uuid()),
        )
        .order_by(case.c.opened_at, case.c.number)
    )
    return (nested(found).label("appeals"),)
