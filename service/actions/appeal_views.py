"""What the page of an appeal shows, and what a claim's page shows of its appeals."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.finding import Finding
from compliance.procedures.appeal import APPEAL, AppealState
from service.actions import appeals, proceedings, verdicts
from service.actions.verdicts import Found
from service.permissions import Actor
from service.tables import AppealRow, ClaimRow, ProceedingRow, ProceedingStepRow

_ANSWERS = ("propose_grant", "propose_uphold")


@dataclass(frozen=True, slots=True)
class AppealView:
    """An appeal as people see it: the finding with what its article demands, or the return."""

    claim_id: UUID
    claim: str
    amount: Decimal
    found: Found | None
    returned_for: str
    grounds: str
    answer: str  # the newest answer of the Center, once it is decided; '' before


@dataclass(frozen=True, slots=True)
class OfClaim:
    """An appeal beside its claim; `open` while the claim waits for it."""

    case_id: UUID
    number: str
    state: str
    state_title: str
    open: bool
    granted: bool
    finding: Finding | None
    returned_for: str
    grounds: str
    answer: str
    due_on: date | None  # by when the Center acts, while it is open


def detail(session: Session, _actor: Actor, row: ProceedingRow) -> AppealView:
    """Give what an appeal is about."""
    about = appeals.about_of(session, row)
    finding = Finding.from_record(about.finding) if about.finding is not None else None
    return AppealView(
        claim_id=about.claim_id,
        claim=session.get_one(ClaimRow, about.claim_id).number,
        amount=about.amount,
        found=verdicts.explained(finding) if finding is not None else None,
        returned_for=about.returned_for,
        grounds=about.grounds,
        answer=_answer(session, row),
    )


def of_claim(session: Session, claim: ClaimRow) -> tuple[OfClaim, ...]:
    """List the appeals of a claim, the newest first."""
    return tuple(_of_claim(session, *each) for each in appeals.of_claim(session, claim))


def _of_claim(session: Session, row: ProceedingRow, about: AppealRow) -> OfClaim:
    state = AppealState(row.state)
    return OfClaim(
        case_id=row.id,
        number=row.number,
        state=row.state,
        state_title=APPEAL.titles[state],
        open=state not in APPEAL.ends,
        granted=state is AppealState.GRANTED,
        finding=Finding.from_record(about.finding) if about.finding is not None else None,
        returned_for=about.returned_for,
        grounds=about.grounds,
        answer=_answer(session, row),
        due_on=min(
            (each.due_on for each in proceedings.open_deadlines(session, row)), default=None
        ),
    )


def _answer(session: Session, row: ProceedingRow) -> str:
    """Give the reason of the answer that was decided; a proposal is no answer yet."""
    if AppealState(row.state) not in {AppealState.GRANTED, AppealState.UPHELD}:
        return ""
    reason = (
        select(ProceedingStepRow.reason)
        .where(
            ProceedingStepRow.employer_id == row.employer_id,
            ProceedingStepRow.proceeding_id == row.id,
            ProceedingStepRow.action.in_(_ANSWERS),
        )
        .order_by(ProceedingStepRow.number.desc())
        .limit(1)
    )
    return session.scalar(reason) or ""
