"""已办: what somebody did, from the trail; each with the claim or the case it was done to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from service.actions.procedures import KINDS
from service.messages import N_
from service.permissions import Actor
from service.tables import AuditRow, ClaimRow, ProceedingRow

SUBJECTS = ("claim", "proceeding")
# what other acts brought about: nobody pressed a button for it
BY_THE_WAY = (
    "archive_claim", "reconcile_claim", "unmatch_claim", "freeze_claim", "amend_agreement"
)  # fmt: skip
PAGE_ROWS = 20


@dataclass(frozen=True, slots=True)
class Doing:
    """One step of the reader; `action` of a claim is said by the page, of a case it is `title`."""

    id: int
    at: datetime
    subject: str
    ref: UUID
    number: str
    action: str
    title: str


def doings(
    session: Session, actor: Actor, before: int | None = None, most: int = PAGE_ROWS
) -> tuple[list[Doing], int | None]:
    """List what the actor did, newest first, and where the next page begins."""
    query = select(AuditRow).where(
        AuditRow.actor_id == actor.user_id,
        AuditRow.subject.in_(SUBJECTS),
        AuditRow.subject_id.is_not(None),
        AuditRow.action.not_in(BY_THE_WAY),
    )
    if before is not None:
        last = select(AuditRow.at, AuditRow.id).where(AuditRow.id == before)
        query = query.where(tuple_(AuditRow.at, AuditRow.id) < last.scalar_subquery())
    newest = query.order_by(AuditRow.at.desc(), AuditRow.id.desc())
    rows = list(session.scalars(newest.limit(most + 1)))
    shown = rows[:most]
    found = list(_doings(session, actor, shown))
    return found, shown[-1].id if len(rows) > most else None


def _doings(session: Session, actor: Actor, rows: list[AuditRow]) -> Iterator[Doing]:
    numbers = _numbers(session, actor, rows)
    for row in rows:
        if row.subject_id is not None and row.subject_id in numbers:
            number, kind = numbers[row.subject_id]
            title = _title(kind, row.action) if kind else ""
            yield Doing(row.id, row.at, row.subject, row.subject_id, number, row.action, title)


def _numbers(
    session: Session, actor: Actor, rows: list[AuditRow]
) -> Mapping[UUID, tuple[str, str]]:
    """Give number and kind of what the rows are about; the kind of a claim is ''."""
    ids = [row.subject_id for row in rows]
    claims = select(ClaimRow.id, ClaimRow.number).where(
        ClaimRow.employer_id == actor.employer, ClaimRow.id.in_(ids)
    )
    cases = select(ProceedingRow.id, ProceedingRow.number, ProceedingRow.kind).where(
        ProceedingRow.employer_id == actor.employer, ProceedingRow.id.in_(ids)
    )
    found = {row.id: (row.number, "") for row in session.execute(claims)}
    found |= {row.id: (row.number, row.kind) for row in session.execute(cases)}
    return found


def _title(kind: str, action: str) -> str:
    name = action.removesuffix(f"_{kind}")
    for move in KINDS[kind].machine.transitions:
        if move.action == name:
            title: str = move.title
            return title
    return N_("发起办理")
