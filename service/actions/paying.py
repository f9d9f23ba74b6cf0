"""付款: the cashier pays what two others filed and approved (Art. 26); the payment is the posting.

A claim is posted on the day of its bank slip. Where the employer advanced the cost before the
project (Art. 28), it is in the books already, and the payment gives the employer its money back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from compliance.facts import ClaimState
from ledger.journal import EntryId
from service import business_day
from service.actions import claim_money, claim_steps, claims
from service.actions.claim_money import Payment
from service.messages import N_, Invalid
from service.permissions import Actor
from service.tables import ClaimRow

SLIP_MAX = 60
BACK_MOST = timedelta(days=60)  # a slip is entered no later than so


@dataclass(frozen=True, slots=True)
class Slip:
    """银行回单: its number, and the day it is of; None: today."""

    number: str
    paid_on: date | None = None


def pay(  # what an action is told, and out of which money it is paid
    session: Session,
    actor: Actor,
    claim_id: UUID,
    version: int,
    slip: Slip,
    out_of: Callable[[Session, ClaimRow, Payment], EntryId] = claim_money.spend,
) -> EntryId:
    """Pay an approved or posted claim; give the entry of the payment.

    `out_of` posts what an approved claim spends: out of the dedicated account, or of an advance.
    """
    claim = claim_steps.take(session, actor, claim_id, version)
    step = claim_steps.find(claim, "pay", actor)
    payment = Payment(actor.user_id, _number(slip), slip.paid_on or actor.today)
    _check_day(actor, claim, payment.on)
    was_posted = step.source is ClaimState.POSTED
    if not was_posted:
        verdict = claims.check(session, actor, claim)
        claims.refuse(
            N_("报销申请 {number} 现在不能付款：{why} 请退回经办人处理。"), claim, verdict.final
        )
    post = claim_money.pay_back if was_posted else out_of
    entry = post(session, claim, payment)
    if not was_posted:
        claim.entry_id = int(entry)
    claim.paid_by, claim.paid_at, claim.paid_on = actor.user_id, actor.at, payment.on
    claim.bank_slip, claim.payment_entry_id = payment.slip, int(entry)
    claim_steps.move(session, actor, claim, step, payment.slip)
    return entry


def _number(slip: Slip) -> str:
    number = slip.number.strip()
    if not number:
        raise Invalid(N_("请填写银行回单的流水号，对账时据此核对。"))
    if len(number) > SLIP_MAX or not number.isprintable():
        raise Invalid(N_("银行回单流水号须写成一行，且不超过 {most} 字。"), most=str(SLIP_MAX))
    return number


def _check_day(actor: Actor, claim: ClaimRow, paid_on: date) -> None:
    if paid_on > actor.today:
        raise Invalid(N_("付款日期 {day} 还没有到。"), day=paid_on.isoformat())
    approved_on = business_day.of(claim.approved_at) if claim.approved_at else actor.today
    if paid_on < max(approved_on, actor.today - BACK_MOST):
        raise Invalid(
            N_("付款日期 {day} 早于复核日期 {approved}，或已过去太久，请核对银行回单。"),
            day=paid_on.isoformat(),
            approved=approved_on.isoformat(),
        )
