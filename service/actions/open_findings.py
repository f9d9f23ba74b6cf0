"""What the Center found at a grant and nobody has settled yet: asked by payments and transfers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from compliance.procedures.rectification import RECTIFICATION, RectificationState
from ledger import book
from ledger.accounts import AccountRef
from service.actions import bank
from service.actions.booking_entries import FISCAL
from service.tables import BookingRow, DeadlineRow, GrantRow, ProceedingRow, RectificationRow

_ENDS = [state.value for state in RECTIFICATION.ends]
_OVERDUE = (RectificationState.OVERDUE.value, RectificationState.ESCALATED.value)


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A rectification in progress; `amount` was asked to be put back, `left` still has to be."""

    proceeding_id: UUID
    number: str
    title: str
    state: str
    amount: Decimal
    left: Decimal


def of_grant(session: Session, grant_id: UUID) -> list[OpenFinding]:
    """List what is open at a grant, the oldest first."""
    grant = session.get_one(GrantRow, grant_id)
    rows = session.execute(
        select(ProceedingRow, RectificationRow)
        .join(
            RectificationRow,
            (RectificationRow.employer_id == ProceedingRow.employer_id)
            & (RectificationRow.proceeding_id == ProceedingRow.id),
        )
        .where(
            ProceedingRow.employer_id == grant.employer_id,
            ProceedingRow.grant_id == grant_id,
            ProceedingRow.state.not_in(_ENDS),
        )
        .order_by(ProceedingRow.number)
    )
    return [
        OpenFinding(
            row.id, row.number, row.title, row.state, about.amount,
            left(session, about),
        )
        for row, about in rows
    ]  # fmt: skip


def left(session: Session, about: RectificationRow, *, proposed: bool = False) -> Decimal:
    """Give what has still to be put back; what was clawed back meanwhile has not."""
    missing = about.amount - put_back(session, about, proposed=proposed)
    if about.disallowed_entry_id is None or about.category is None:
        return missing
    grant = session.get_one(GrantRow, about.grant_id)
    account = AccountRef("5301.D", grant.number, FISCAL, about.category)
    of = bank.book_of(session, about.employer_id)
    return min(missing, book.balance(session.connection(), of, account))


def put_back(session: Session, about: RectificationRow, *, proposed: bool = False) -> Decimal:
    """Add up what was put back for a rectification; also what is only proposed, where asked."""
    states = ("posted", "proposed") if proposed else ("posted",)
    lines = session.scalars(
        select(BookingRow.bank_line_id).where(
            BookingRow.employer_id == about.employer_id,
            BookingRow.proceeding_id == about.proceeding_id,
            BookingRow.state.in_(states),
        )
    )
    return bank.sum_of(session, about.employer_id, set(lines))


def overdue(session: Session, grant: GrantRow, today: date) -> str | None:
    """Give the number of a rectification that the employer has not done in time, if there is one.

    What waits for the Center is no fault of the employer.
    """
    return overdue_of(session, [grant.id], today).get(grant.id)


def overdue_of(session: Session, grant_ids: Collection[UUID], today: date) -> Mapping[UUID, str]:
    """Give the same for many grants at once; who is in time is left out."""
    late = (
        select(DeadlineRow.id)
        .where(
            DeadlineRow.employer_id == ProceedingRow.employer_id,
            DeadlineRow.proceeding_id == ProceedingRow.id,
            DeadlineRow.met_on.is_(None),
            DeadlineRow.stopped_on.is_(None),
            DeadlineRow.due_on < today,
            DeadlineRow.roles.contains("employer"),
        )
        .exists()
    )
    query = select(ProceedingRow.grant_id, ProceedingRow.number).where(
        ProceedingRow.grant_id.in_(grant_ids),
        ProceedingRow.kind == RECTIFICATION.name,
        or_(late, ProceedingRow.state.in_(_OVERDUE)),
    )
    rows = session.execute(query.order_by(ProceedingRow.number.desc()))
    return {grant_id: number for grant_id, number in rows if grant_id}  # the first number stays
