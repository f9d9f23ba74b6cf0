"""冻结与放行: what a suspension does to the claims of a grant, and what ends them (Art. 32).

Frozen is everything that is not in the books (A-18); what is posted stays. A frozen claim keeps its
reservation and remembers where it was frozen. The Center releases claims one by one, for what the
employer was bound to before the suspension; the end of a grant voids the rest.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.claim_states import OPEN, holds_money
from compliance.facts import ClaimState
from service.actions import claim_money, claim_steps
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import ClaimRow, GrantRow, InvoiceRow

REASON_MAX = 2000


def freeze(session: Session, actor: Actor, grant: GrantRow) -> int:
    """Freeze every claim of a grant that is not in the books; give how many.

    In a transaction of the Center; the grant's `suspended_on` is for whoever suspends it.
    """
    claims = _in_states(session, grant, OPEN - {ClaimState.FROZEN})
    for claim in claims:
        step = claim_steps.find(claim, "freeze", actor)
        claim.frozen_from, claim.frozen_on = claim.state, actor.today
        claim_steps.move(session, actor, claim, step)
    return len(claims)


def release(session: Session, actor: Actor, claim_id: UUID, version: int, reason: str) -> None:
    """Release one frozen claim to where it was frozen, with the reason of the Center.

    Its cost must be dated before the suspension (A-18).
    """
    claim = _of_center(session, actor, claim_id, version)
    if claim.state != ClaimState.FROZEN or claim.frozen_from is None:
        raise Refused(N_("报销申请 {number} 没有冻结，无须放行。"), number=claim.number)
    step = claim_steps.find(claim, f"release_{claim.frozen_from}", actor)
    said = _reason(reason)
    _check_day(session, claim)
    claim.frozen_from = claim.frozen_on = None
    claim.released_by, claim.released_on = actor.user_id, actor.today
    claim.release_reason = said
    claim_steps.move(session, actor, claim, step, said)


def void(session: Session, actor: Actor, claim: ClaimRow, reason: str) -> None:
    """End one claim that is not in the books, and free its money."""
    step = claim_steps.find(claim, "void", actor)
    said = _reason(reason)
    if holds_money(claim.state, claim.frozen_from):
        claim_money.release(session, actor, claim)
    claim.frozen_from = claim.frozen_on = None
    claim_steps.move(session, actor, claim, step, said)


def void_all(session: Session, actor: Actor, grant: GrantRow, reason: str) -> int:
    """End every claim of a grant that is not in the books; give how many."""
    claims = _in_states(session, grant, OPEN)
    for claim in claims:
        void(session, actor, claim, reason)
    return len(claims)


def frozen(session: Session, grant: GrantRow) -> Sequence[ClaimRow]:
    """List the frozen claims of a grant by their numbers."""
    return _in_states(session, grant, frozenset({ClaimState.FROZEN}))


def _in_states(
    session: Session, grant: GrantRow, states: frozenset[ClaimState]
) -> Sequence[ClaimRow]:
    return session.scalars(
        select(ClaimRow)
        .where(
            ClaimRow.employer_id == grant.employer_id,
            ClaimRow.grant_id == grant.id,
            ClaimRow.state.in_(sorted(states)),
        )
        .order_by(ClaimRow.number)
        .with_for_update()
    ).all()


def _of_center(session: Session, actor: Actor, claim_id: UUID, version: int) -> ClaimRow:
    claim = session.get(ClaimRow, claim_id, with_for_update=True, populate_existing=True)
    if claim is None or actor.employer_id is not None:
        raise NotFound(N_("没有这份报销申请。"))
    claim_steps.check_version(claim, version)
    return claim


def _check_day(session: Session, claim: ClaimRow) -> None:
    suspended_on = session.get_one(GrantRow, claim.grant_id).suspended_on
    day = claim.cost_on or session.get_one(InvoiceRow, claim.invoice_id).issued_on
    if suspended_on is not None and (day is None or day >= suspended_on):
        raise Refused(
            N_(
                "报销申请 {number} 的费用日期 {day} 不早于中止日 {suspended}，不能放行，"
                "请由单位自有资金承担（第三十二条）。"
            ),
            "第三十二条",
            number=claim.number,
            day=day.isoformat() if day else "—",
            suspended=suspended_on.isoformat(),
        )


def _reason(reason: str) -> str:
    said = reason.strip()
    if not said:
        raise Invalid(N_("请写明理由。"))
    return said[:REASON_MAX]
