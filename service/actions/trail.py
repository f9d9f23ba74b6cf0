"""操作记录: who did what to what, from which state to which, by which article; for the Center."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from compliance import masking
from service import business_day
from service.tables import (
    AuditRow,
    ClaimRow,
    EmployerRow,
    ExpenseReportRow,
    GrantRow,
    LetterRow,
    ProceedingRow,
    SpotCheckRow,
)

PAGE_ROWS: Final = 30
_Column = InstrumentedAttribute[Any]
_NAMED: Final[Mapping[str, tuple[_Column, _Column]]] = {
    "claim": (ClaimRow.id, ClaimRow.number),
    "proceeding": (ProceedingRow.id, ProceedingRow.number),
    "grant": (GrantRow.id, GrantRow.number),
    "letter": (LetterRow.id, LetterRow.number),
    "expense_report": (ExpenseReportRow.id, ExpenseReportRow.number),
    "spot_check": (SpotCheckRow.id, SpotCheckRow.number),
    "employer": (EmployerRow.id, EmployerRow.name),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which steps to list; the days are Beijing's, both included."""

    from_on: date
    until_on: date
    role: str | None = None
    employer_id: UUID | None = None
    subject: str | None = None
    subject_id: UUID | None = None
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A step, whose employer it concerns, and the number of what it was done to.

    `kind`: of a case. `reason` has no numbers of accounts or people in it.
    """

    row: AuditRow
    employer: str
    number: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the trail."""

    lines: tuple[Line, ...]
    count: int


def steps(session: Session, wanted: Filter) -> Found:
    """Give a page of the trail, newest first."""
    query = _query(wanted)
    count = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    newest = query.order_by(AuditRow.at.desc(), AuditRow.id.desc())
    found = session.execute(newest.offset((wanted.page - 1) * PAGE_ROWS).limit(PAGE_ROWS)).all()
    rows = [(row, employer or "") for row, employer in found]
    return Found(tuple(_lines(session, rows)), count)


def subjects(session: Session) -> list[str]:
    """List the kinds of things that something was done to."""
    return sorted(session.scalars(select(AuditRow.subject).distinct()))


def _query(wanted: Filter) -> Select[AuditRow, str | None]:
    row = AuditRow
    query = (
        select(row, EmployerRow.name)
        .outerjoin(EmployerRow, EmployerRow.id == row.employer_id)
        .where(
            row.at >= business_day.begin_of(wanted.from_on),
            row.at <= business_day.end_of(wanted.until_on),
        )
    )
    exact = {
        row.actor_role: wanted.role,
        row.employer_id: wanted.employer_id,
        row.subject: wanted.subject,
        row.subject_id: wanted.subject_id,
    }
    query = query.where(*(column == value for column, value in exact.items() if value))
    if not wanted.text:
        return query
    like = f"%{wanted.text.replace('%', '').replace('_', '')}%"
    return query.where(
        row.actor_name.ilike(like) | row.reason.ilike(like) | row.article.ilike(like)
    )


def _lines(session: Session, rows: list[tuple[AuditRow, str]]) -> Iterator[Line]:
    named = _numbers(session, [row for row, _ in rows])
    kinds = _kinds(session, [row for row, _ in rows])
    for row, employer in rows:
        key = row.subject_id
        reason = masking.masked_within(row.reason or "")
        number = named.get(key, "") if key else ""
        yield Line(row, employer, number, kinds.get(key, "") if key else "", reason)


def _numbers(session: Session, rows: list[AuditRow]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for subject, (key, number) in _NAMED.items():
        wanted = {row.subject_id for row in rows if row.subject == subject and row.subject_id}
        if wanted:
            query = select(key, number).where(key.in_(wanted))
            found |= {row[0]: row[1] for row in session.execute(query)}
    return found


def _kinds(session: Session, rows: list[AuditRow]) -> dict[UUID, str]:
    wanted = {row.subject_id for row in rows if row.subject == "proceeding" and row.subject_id}
    query = select(ProceedingRow.id, ProceedingRow.kind).where(ProceedingRow.id.in_(wanted))
    return {row.id: row.kind for row in session.execute(query)} if wanted else {}
