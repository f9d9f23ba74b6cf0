"""What a decision to suspend, revoke or lift brings about, all in one transaction (A-18).

A suspension freezes every claim that is not in the books and stops every instalment that is not
paid; a revocation ends them. A lifted suspension gives each claim back to where it was frozen and
plans the instalments anew. What a revocation claws back is only said here: the clawback is a case
of its own.
"""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.clawback import Mode
from compliance.grounds import Record
from compliance.procedures.grant_life import GrantState
from compliance.procedures.sanction import SANCTION, SanctionState
from ledger import book, flows
from ledger.accounts import Source
from service.actions import (
    disbursement_stop,
    freezing,
    grant_states,
    letters,
    proceedings,
    sanction_letters,
)
from service.actions.system import system_actor
from service.permissions import Actor
from service.tables import GrantRow, ProceedingRow, SanctionRow

NOTHING = Decimal("0.00")
_RECEIVED = ("2401.F", "2401.P", "6117.G")  # unspent, handed out in advance, spent
_INELIGIBLE = "5301.D"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was decided with a revocation."""

    reason: str
    serious: bool
    serious_reason: str
    clawback: Mode
    referred: bool


def record_of(session: Session, grant: GrantRow, but: ProceedingRow | None = None) -> Record:
    """Give what the books and the cases know of a grant: fiscal money only; yuan."""
    connection = session.connection()
    employer_book = book.book_of(connection, grant.employer_id)
    fiscal = {
        account.code: NOTHING for account in book.balances(connection, employer_book, grant.number)
    }
    for account, amount in book.balances(connection, employer_book, grant.number).items():
        if account.source == Source.FISCAL:
            fiscal[account.code] += amount
    earlier = select(SanctionRow.proceeding_id).where(
        SanctionRow.employer_id == grant.employer_id,
        SanctionRow.grant_id == grant.id,
        SanctionRow.decided.in_(("suspend", "revoke")),
    )
    if but is not None:
        earlier = earlier.where(SanctionRow.proceeding_id != but.id)
    return Record(
        received=sum((fiscal.get(code, NOTHING) for code in _RECEIVED), NOTHING),
        ineligible=fiscal.get(_INELIGIBLE, NOTHING),
        earlier=len(session.scalars(earlier).all()),
    )


def keep(session: Session, actor: Actor, about: SanctionRow, decided: str) -> None:
    """Write down what was decided, with the figures of the day."""
    with session.no_autoflush:  # what was decided is written whole
        known = record_of(session, session.get_one(GrantRow, about.grant_id))
    about.decided, about.decided_on = decided, actor.today
    about.received, about.ineligible = known.received, known.ineligible
    session.flush()


def suspend(
    session: Session, actor: Actor, row: ProceedingRow, about: SanctionRow, reason: str
) -> None:
    """Suspend a grant from today: freeze its claims, stop its instalments, tell the employer."""
    grant = grant_states.locked(session, actor, about.grant_id)
    keep(session, actor, about, "suspend")
    grant_states.move(session, actor, grant, "suspend", reason, row)
    freezing.freeze(session, actor, grant)
    disbursement_stop.stop(session, actor, grant, reason)
    letters.issue(session, actor, row, sanction_letters.decision(session, actor, row, reason))


def revoke(
    session: Session, actor: Actor, row: ProceedingRow, about: SanctionRow, judged: Judged
) -> None:
    """Revoke a grant: end its claims, stop its instalments, end its suspension."""
    grant = grant_states.locked(session, actor, about.grant_id)
    about.serious, about.serious_reason = judged.serious, judged.serious_reason
    about.clawback, about.referred = judged.clawback.value, judged.referred
    keep(session, actor, about, "revoke")
    grant_states.move(session, actor, grant, "revoke", judged.reason, row)
    end(session, actor, grant, judged.reason)
    letters.issue(
        session, actor, row, sanction_letters.decision(session, actor, row, judged.reason)
    )


def end(session: Session, actor: Actor, grant: GrantRow, reason: str) -> None:
    """End what is under way in a grant that is over: claims, instalments, its suspension."""
    freezing.void_all(session, actor, grant, reason)
    disbursement_stop.stop(session, actor, grant, reason)
    in_force = select(ProceedingRow).where(
        ProceedingRow.employer_id == grant.employer_id,
        ProceedingRow.grant_id == grant.id,
        ProceedingRow.kind == SANCTION.name,
        ProceedingRow.state.in_((SanctionState.SUSPENDED, SanctionState.LIFTING)),
    )
    for row in session.scalars(in_force).all():
        proceedings.step(session, system_actor(actor.at), row, SANCTION, "overtake")


def lift(session: Session, actor: Actor, row: ProceedingRow, reason: str) -> None:
    """Lift a suspension: claims go on where they were frozen, instalments are planned anew."""
    assert row.grant_id is not None, "a suspension is of a grant"
    grant = grant_states.locked(session, actor, row.grant_id)
    unpaid = grant_states.before_suspension(session, grant) is GrantState.AGREED and not _has_money(
        session, grant
    )
    grant_states.move(session, actor, grant, "lift_unpaid" if unpaid else "lift", reason, row)
    for claim in freezing.frozen(session, grant):
        freezing.release(session, actor, claim.id, claim.version, reason)
    disbursement_stop.resume(session, actor, grant, reason)


def _has_money(session: Session, grant: GrantRow) -> bool:
    """Tell whether money has arrived since, such as what was on its way when it was suspended."""
    connection = session.connection()
    moved = flows.of_grant(connection, book.book_of(connection, grant.employer_id), grant.number)
    fiscal = moved.get(Source.FISCAL)
    return fiscal is not None and fiscal.received > 0
