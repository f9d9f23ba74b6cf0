"""What the letters of a clawback say: invitation to comment, notice, urging, referral.

The figures are those that were frozen with the decision.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.clawback import GOES_BACK, MODES, Figures, Fund, side_by_side
from reports.letters import clawback as form
from reports.letters.clawback import ClawbackFigures, ClawbackNotice
from reports.letters.clawback_reminder import ClawbackReminder
from reports.letters.comment import CommentInvitation
from reports.letters.parts import Fact, article, yuan
from reports.letters.referral import Referral
from service.actions import letters, recalls, repayments
from service.actions.recalls import NOTHING
from service.tables import (
    ClawbackRow,
    DeadlineRow,
    EmployerRow,
    LetterRow,
    ProceedingRow,
    ProceedingStepRow,
    RecallRow,
)


def about(session: Session, row: ProceedingRow) -> ClawbackRow:
    """Give what a clawback is about."""
    return session.get_one(ClawbackRow, (row.employer_id, row.id))


def invitation(session: Session, row: ProceedingRow) -> CommentInvitation:
    """Say what is intended, with what each way would come to as the books stand."""
    proposed = about(session, row)
    ways = side_by_side(recalls.figures(session, recalls.grant_of(session, row)))
    wanted = next(each for each in ways if each.mode == proposed.mode)
    now = f"按目前账面计算为 {yuan(wanted.total)} 元，以作出决定时的账面为准"
    return CommentInvitation(
        concern=letters.concern(session, row),
        matter="拟追回资金",
        facts=(Fact(text=proposed.facts),),
        intended=(f"{MODES[wanted.mode]}，{now}",),
        basis=_basis(proposed),
    )


def notice(session: Session, row: ProceedingRow) -> ClawbackNotice:
    """Say what was decided, how it was computed, and until when it has to be paid."""
    decided = _decided(session, row)
    proposed = about(session, row)
    said = session.scalars(
        select(ProceedingStepRow.reason).where(
            ProceedingStepRow.employer_id == row.employer_id,
            ProceedingStepRow.proceeding_id == row.id,
            ProceedingStepRow.action == "decide",
        )
    ).one()
    return ClawbackNotice(
        concern=letters.concern(session, row),
        decided_on=decided.decided_on,
        decision=f"{row.number}：{said}",
        mode=form.Mode(decided.mode),
        figures=_figures(decided),
        basis=_basis(proposed),
    )


def urging(session: Session, row: ProceedingRow) -> ClawbackReminder:
    """Say what is still owed after the day on which it had to be paid."""
    decided = _decided(session, row)
    due = decided.fiscal + decided.interest
    left = repayments.left(session, row, recalls.grant_of(session, row))
    return ClawbackReminder(
        concern=letters.concern(session, row),
        notice=_number_of_notice(session, row),
        due=due,
        paid=due - left.total,
        due_on=_due_on(session, row),
        basis=_basis(about(session, row)),
    )


def referral(session: Session, row: ProceedingRow, recipient: str, request: str) -> Referral:
    """Hand a matter over to who may act on it."""
    decided, proposed = _decided(session, row), about(session, row)
    employer = session.get_one(EmployerRow, row.employer_id)
    concern = letters.concern(session, row)
    return Referral(
        concern=type(concern)(
            recipient=recipient,
            grant=concern.grant,
            selectee=concern.selectee,
            agreement=concern.agreement,
        ),
        employer=employer.name,
        uscc=employer.uscc,
        facts=(Fact(text=proposed.facts, amount=decided.fiscal + decided.interest),),
        basis=_basis(proposed),
        request=request,
        owed=repayments.left(session, row, recalls.grant_of(session, row)).total,
        evidence=(f"追回资金通知书 {_number_of_notice(session, row)}", "追回资金催告书及送达记录"),
    )


def _basis(proposed: ClawbackRow) -> tuple[str, ...]:
    return (proposed.ground, article(32), article(33))


def _decided(session: Session, row: ProceedingRow) -> RecallRow:
    return session.get_one(RecallRow, (row.employer_id, row.id))


def _figures(decided: RecallRow) -> ClawbackFigures:
    known = [recalls.of_record(fund, record) for fund, record in decided.figures.items()]
    back = [each for each in known if each.fund in GOES_BACK]

    def total(of: Callable[[Figures], Decimal]) -> Decimal:
        return sum((of(each) for each in back), NOTHING)

    return ClawbackFigures(
        received=total(lambda each: each.received),
        transferred_out=total(lambda each: each.moved_out),
        returned=total(lambda each: each.returned),
        eligible=total(lambda each: each.eligible),
        ineligible=total(lambda each: each.ineligible + each.restored),
        restored=total(lambda each: each.restored),
        balance=total(lambda each: each.balance),
        interest=sum((each.balance for each in back if each.fund is Fund.INTEREST), NOTHING),
        due=decided.fiscal + decided.interest,
    )


def _number_of_notice(session: Session, row: ProceedingRow) -> str:
    return session.scalars(
        select(LetterRow.number)
        .where(
            LetterRow.employer_id == row.employer_id,
            LetterRow.proceeding_id == row.id,
            LetterRow.kind == ClawbackNotice.kind,
        )
        .order_by(LetterRow.serial.desc())
        .limit(1)
    ).one()


def _due_on(session: Session, row: ProceedingRow) -> date:
    """Give the day until which it had to be paid, whether or not that time is over."""
    return session.scalars(
        select(DeadlineRow.due_on)
        .where(
            DeadlineRow.employer_id == row.employer_id,
            DeadlineRow.proceeding_id == row.id,
            DeadlineRow.term == "return_money",
        )
        .order_by(DeadlineRow.due_on.desc())
        .limit(1)
    ).one()
