"""冲销: a claim in the books that was wrong is taken back by two people (Art. 26; A-34).

The mirror of its entries gives spending, budget and money back to the same grant, and frees what
was reserved; the invoice can then be claimed anew. Where the seller refunds the money instead, the
refund is booked from the bank's line and nothing is reversed.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from compliance.claim_states import BOOKED
from compliance.facts import ClaimState
from ledger.events import Occasion
from ledger.journal import EntryId
from service import audit
from service.actions import advances, asked_back, claim_money, claim_steps
from service.actions.posting import reverse
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import BookingRow, ClaimRow, ReversalRow, UserRow

ARTICLE = "第二十六条"
REASON_MAX = 2000


@dataclass(frozen=True, slots=True)
class ReversalView:
    """A proposal to take a claim back, that waits; `own`: the reader made it."""

    id: UUID
    claim_id: UUID
    number: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    own: bool


def propose(session: Session, actor: Actor, claim_id: UUID, version: int, reason: str) -> UUID:
    """Propose to take back a claim in the books; another person has to agree."""
    claim = claim_steps.take(session, actor, claim_id, version)
    if ClaimState(claim.state) not in BOOKED:
        raise Refused(N_("报销申请 {number} 没有入账，无须冲销。"), number=claim.number)
    said = _said(reason, N_("请写明冲销的原因和依据。"))
    _check_refunds(session, claim)
    _check_fault(session, claim)
    _check_advance(session, claim)
    row = ReversalRow(
        employer_id=claim.employer_id, claim_id=claim.id, reason=said, state="proposed",
        proposed_by=actor.user_id, proposed_at=actor.at, decision="",
    )  # fmt: skip
    number = claim.number
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        if "uq_claim_reversal_claim_id" not in str(error.orig):
            raise
        raise Refused(
            N_("报销申请 {number} 已有人提出冲销，请等待复核。"), number=number
        ) from error
    _record(session, actor, claim, "propose_reversal", said)
    return row.id


def agree(session: Session, actor: Actor, reversal_id: UUID) -> EntryId:
    """Agree to another person's proposal: the claim's entries are mirrored; give the mirror."""
    row, claim = _waiting(session, actor, reversal_id)
    step = claim_steps.find(claim, "reverse", actor)
    if row.proposed_by == actor.user_id:
        raise Forbidden(N_("不能同意自己提出的冲销，请由另一人复核。"))
    _check_refunds(session, claim)
    _check_fault(session, claim)
    entry = _take_back(session, actor, claim, row)
    row.state, row.entry_id = "done", int(entry)
    row.decided_by, row.decided_at = actor.user_id, actor.at
    session.flush()
    claim.reversal_entry_id = int(entry)
    claim_steps.move(session, actor, claim, step, row.reason)
    return entry


def decline(session: Session, actor: Actor, reversal_id: UUID, reason: str) -> None:
    """Decline a proposal, or take one's own back, with a reason: the claim stays in the books."""
    row, claim = _waiting(session, actor, reversal_id)
    row.state, row.decision = "declined", _said(reason, N_("请写明不同意冲销的原因。"))
    row.decided_by, row.decided_at = actor.user_id, actor.at
    session.flush()
    _record(session, actor, claim, "decline_reversal", row.decision)


def waiting(
    session: Session, actor: Actor, claim_id: UUID | None = None
) -> tuple[ReversalView, ...]:
    """List the proposals that wait at the actor's employer (all for the Center), or of a claim."""
    query = (
        select(ReversalRow, ClaimRow.number, UserRow.name)
        .join(ClaimRow, ClaimRow.id == ReversalRow.claim_id)
        .join(UserRow, UserRow.id == ReversalRow.proposed_by)
        .where(ReversalRow.state == "proposed")
        .order_by(ReversalRow.proposed_at)
    )
    if actor.employer_id is not None:
        query = query.where(ReversalRow.employer_id == actor.employer_id)
    if claim_id is not None:
        query = query.where(ReversalRow.claim_id == claim_id)
    return tuple(
        ReversalView(
            row.id, row.claim_id, number, row.reason, name, row.proposed_at,
            row.proposed_by == actor.user_id,
        )
        for row, number, name in session.execute(query)
    )  # fmt: skip


def _take_back(session: Session, actor: Actor, claim: ClaimRow, row: ReversalRow) -> EntryId:
    """Mirror the payment to the employer, if there was one, then the spending; free the budget."""
    assert claim.entry_id is not None, "a claim in the books has its entry"
    if claim.payment_entry_id not in {None, claim.entry_id}:
        back = _occasion(actor, claim, row, "reverse_payment")
        reverse(session, ARTICLE, EntryId(int(claim.payment_entry_id or 0)), back)
    occasion = _occasion(actor, claim, row, "reverse")
    entry = reverse(session, ARTICLE, EntryId(claim.entry_id), occasion)
    claim_money.release(session, actor, claim)
    return entry


def _occasion(actor: Actor, claim: ClaimRow, row: ReversalRow, step: str) -> Occasion:
    return Occasion(
        key=f"claim:{claim.id}:{step}",
        effective_on=actor.today,
        actor=str(row.proposed_by),
        approver=str(actor.user_id),
        memo=f"冲销 {claim.number}",
        meta={"claim": str(claim.id), "invoice": str(claim.invoice_id)},
    )


def _check_refunds(session: Session, claim: ClaimRow) -> None:
    booked = session.scalar(
        select(BookingRow.id).where(
            BookingRow.employer_id == claim.employer_id,
            BookingRow.claim_id == claim.id,
            BookingRow.state != "withdrawn",
        )
    )
    if booked is not None:
        raise Refused(
            N_("报销申请 {number} 已按银行退款记账，不能再冲销：退回的资金和预算已经恢复。"),
            ARTICLE,
            number=claim.number,
        )


def _check_fault(session: Session, claim: ClaimRow) -> None:
    asked = asked_back.of_claim(session, claim)
    if asked:
        raise Refused(
            N_(
                "报销申请 {number} 有 {amount} 元由整改事项要求退回或已经退回，"
                "不能再冲销：同一笔支出只退回一次。"
            ),
            ARTICLE,
            number=claim.number,
            amount=f"{asked:,.2f}",
        )


def _check_advance(session: Session, claim: ClaimRow) -> None:
    if advances.was_offset(session, claim):
        raise Refused(
            N_(
                "报销申请 {number} 是以预借款冲销的，不能直接冲销："
                "请让借款人或销售方把款项退回专门账户，按供应商退款记账。"
            ),
            ARTICLE,
            number=claim.number,
        )


def _waiting(session: Session, actor: Actor, reversal_id: UUID) -> tuple[ReversalRow, ClaimRow]:
    row = session.get(ReversalRow, reversal_id, with_for_update=True)
    if row is None or row.employer_id != actor.employer_id:
        raise NotFound(N_("没有这笔待复核的冲销。"))
    if row.state != "proposed":
        raise Refused(N_("这笔冲销已经处理过，请刷新页面查看。"))
    claim = session.get_one(ClaimRow, row.claim_id, with_for_update=True, populate_existing=True)
    return row, claim


def _said(reason: str, missing: str) -> str:
    said = reason.strip()
    if not said:
        raise Invalid(missing)
    return said[:REASON_MAX]


def _record(session: Session, actor: Actor, claim: ClaimRow, action: str, reason: str) -> None:
    step = Step(
        action=action, subject="claim", subject_id=claim.id, employer_id=claim.employer_id,
        source=claim.state, target=claim.state, article=ARTICLE, reason=reason,
    )  # fmt: skip
    audit.record(session, actor, step)
