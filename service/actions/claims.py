"""Claims: change, submit, approve, return, withdraw, each checked and each in the trail."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from compliance import decision
from compliance.decision import Decision, Outcome
from compliance.facts import Category
from compliance.machine import NotAllowed
from compliance.procedures.claim import CLAIM
from ledger import book, events
from ledger.book import PostingRefused
from ledger.events import Occasion, Purpose
from ledger.journal import EntryId
from service import audit, facts
from service.audit import Step
from service.messages import Forbidden, Invalid, N_, NotFound, Refused
from service.permissions import Actor
from service.tables import AgreementRow, ClaimRow, DecisionRow, GrantRow, InvoiceRow

EVIDENCE_MAX = 20
TEXT_MAX = 2000
FISCAL = "FISCAL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a maker may set on a draft: None leaves a field as it is."""

    category: Category | None = None
    amount: Decimal | None = None
    cost_on: date | None = None
    statement: str | None = None
    explanation: str | None = None
    evidence: frozenset[str] | None = None


def check(session: Session, actor: Actor, claim: ClaimRow) -> Decision:
    """Decide a claim by the whole rulebook and keep the decision with its facts."""
    invoice = session.get_one(InvoiceRow, claim.invoice_id)
    gathered = facts.gather(session, actor, claim, invoice)
    verdict = decision.decide(gathered)
    session.add(
        DecisionRow(
            employer_id=claim.employer_id,
            claim_id=claim.id,
            outcome=verdict.outcome.value,
            rulebook_version=verdict.rulebook_version,
            facts=gathered.to_record(),
            result=verdict.to_record(),
            decided_at=actor.at,
        )
    )
    claim.outcome = verdict.outcome.value
    return verdict


def change(
    session: Session, actor: Actor, claim_id: UUID, version: int, wanted: Change
) -> Decision:
    """Change a draft or returned claim and check it again."""
    claim = _claim(session, actor, claim_id, version)
    if claim.state not in {"draft", "returned"}:
        raise Refused(N_("报销申请 {number} 已提交，不能修改；请复核人先退回。"), number=claim.number)
    _set(session, claim, wanted)
    verdict = check(session, actor, claim)
    _record(session, actor, claim, "change", claim.state, None)
    _flush(session, claim)
    return verdict


def _set(session: Session, claim: ClaimRow, wanted: Change) -> None:
    if wanted.amount is not None:
        claim.amount = _amount(session, claim, wanted.amount)
    if wanted.category is not None and wanted.category != claim.category:
        claim.category, claim.category_reason = wanted.category.value, None
    claim.cost_on = wanted.cost_on or claim.cost_on
    for name in ("statement", "explanation"):
        text = getattr(wanted, name)
        if text is not None:
            if len(text) > TEXT_MAX:
                raise Invalid(N_("说明不能超过 {most} 字，请精简。"), most=str(TEXT_MAX))
            setattr(claim, name, text.strip())
    if wanted.evidence is not None:
        claim.evidence = sorted(wanted.evidence)[:EVIDENCE_MAX]


def _amount(session: Session, claim: ClaimRow, amount: Decimal) -> Decimal:
    total = session.get_one(InvoiceRow, claim.invoice_id).total
    if amount <= 0 or (total is not None and amount > total):
        raise Invalid(
            N_("列支金额须大于零且不超过票面价税合计 {total} 元（第二十八条：凭发票据实报销）。"),
            "第二十八条",
            total=str(total),
        )
    return amount


def submit(session: Session, actor: Actor, claim_id: UUID, version: int) -> Decision:
    """Hand a claim to the checker and reserve its money (Art. 28)."""
    claim = _claim(session, actor, claim_id, version)
    target = _step(claim, "submit", actor)
    verdict = check(session, actor, claim)
    if verdict.outcome is Outcome.BLOCK:
        raise Refused(
            N_("报销申请 {number} 不能提交：{why}"),
            number=claim.number,
            why=verdict.findings[0].message,
        )
    if verdict.outcome is Outcome.REVIEW and not claim.explanation:
        raise Refused(
            N_("报销申请 {number} 有需要说明的事项，请先填写说明再提交。"), number=claim.number
        )
    key = f"claim:{claim.id}:reserve:{claim.version}"
    _post(session, _events(events.reserve, session, claim, _occasion(actor, claim, key)))
    claim.submitted_by, claim.submitted_at = actor.user_id, actor.at
    _move(session, actor, claim, "submit", target)
    return verdict


def approve(session: Session, actor: Actor, claim_id: UUID, version: int) -> EntryId:
    """Approve another person's claim and post its spending (Art. 26, 28); give the entry."""
    claim = _claim(session, actor, claim_id, version)
    target = _step(claim, "approve", actor)
    if claim.submitted_by == actor.user_id:
        raise Forbidden(
            N_("不能复核自己提交的报销申请 {number}，请由另一人复核。"), number=claim.number
        )
    verdict = check(session, actor, claim)
    if verdict.outcome is Outcome.BLOCK:
        raise Refused(
            N_("报销申请 {number} 现在不能通过：{why} 请退回经办人处理。"),
            number=claim.number,
            why=verdict.findings[0].message,
        )
    entry = _spend(session, actor, claim)
    claim.approved_by, claim.approved_at, claim.entry_id = actor.user_id, actor.at, int(entry)
    _move(session, actor, claim, "approve", target)
    return entry


def return_(session: Session, actor: Actor, claim_id: UUID, version: int, reason: str) -> None:
    """Give a claim back to its maker with a reason, and free the reserved money."""
    claim = _claim(session, actor, claim_id, version)
    target = _step(claim, "return_", actor)
    if not reason.strip():
        raise Invalid(N_("请写明退回原因：经办人要知道改什么。"))
    key = f"claim:{claim.id}:release:{claim.version}"
    _post(session, _events(events.release, session, claim, _occasion(actor, claim, key)))
    _move(session, actor, claim, "return_", target, reason.strip()[:TEXT_MAX])


def withdraw(session: Session, actor: Actor, claim_id: UUID, version: int, reason: str) -> None:
    """Give up a draft or returned claim; its invoice can then be claimed again."""
    claim = _claim(session, actor, claim_id, version)
    target = _step(claim, "withdraw", actor)
    _move(session, actor, claim, "withdraw", target, reason.strip()[:TEXT_MAX] or None)


def _claim(session: Session, actor: Actor, claim_id: UUID, version: int) -> ClaimRow:
    claim = session.get(ClaimRow, claim_id, with_for_update=True)
    if claim is None or claim.employer_id != actor.employer_id:
        raise NotFound(N_("没有这份报销申请。"))
    if claim.version != version:
        raise Refused(
            N_("报销申请 {number} 刚被他人处理过，请刷新页面后再操作。"), number=claim.number
        )
    return claim


def _step(claim: ClaimRow, action: str, actor: Actor) -> str:
    try:
        return CLAIM.step(claim.state, action, actor.role.value).target
    except NotAllowed as error:
        raise Refused(
            N_("报销申请 {number} 当前状态不允许这一操作，请刷新页面查看。"), number=claim.number
        ) from error


def _move(
    session: Session, actor: Actor, claim: ClaimRow, action: str, target: str,
    reason: str | None = None,
) -> None:  # fmt: skip
    source, claim.state = claim.state, target
    _record(session, actor, claim, action, source, reason)
    _flush(session, claim)


def _record(
    session: Session, actor: Actor, claim: ClaimRow, action: str, source: str, reason: str | None
) -> None:
    step = Step(
        action=f"{action}claim" if action.endswith("_") else f"{action}_claim",
        subject="claim",
        subject_id=claim.id,
        employer_id=claim.employer_id,
        source=source,
        target=claim.state,
        article="第二十八条",
        reason=reason,
    )
    audit.record(session, actor, step)


def _flush(session: Session, claim: ClaimRow) -> None:
    try:
        session.flush()
    except StaleDataError as error:
        raise Refused(
            N_("报销申请 {number} 刚被他人处理过，请刷新页面后再操作。"), number=claim.number
        ) from error
    except IntegrityError as error:
        if "claim_shares_within_invoice" in str(error.orig):
            raise Refused(
                N_("报销申请 {number} 与该发票的其他申请合计超过票面金额，不能重复列支。"),
                "第二十八条",
                number=claim.number,
            ) from error
        raise


_Event = Callable[..., events.JournalEntry]


def _events(
    event: _Event, session: Session, claim: ClaimRow, occasion: Occasion
) -> tuple[events.JournalEntry, ...]:
    connection = session.connection()
    grant = session.get_one(GrantRow, claim.grant_id)
    assert claim.category is not None, "a submitted claim has a category"
    purpose = Purpose(grant.number, FISCAL, claim.category)
    return (event(book.book_of(connection, claim.employer_id), occasion, purpose, claim.amount),)


def _occasion(actor: Actor, claim: ClaimRow, key: str) -> Occasion:
    return Occasion(
        key=key,
        effective_on=actor.today,
        actor=str(actor.user_id),
        memo=claim.number,
        meta={"claim": str(claim.id), "invoice": str(claim.invoice_id)},
    )


def _spend(session: Session, actor: Actor, claim: ClaimRow) -> EntryId:
    """Post the spending; a cost before approval was advanced by the employer and is paid back."""
    invoice = session.get_one(InvoiceRow, claim.invoice_id)
    approved_on = session.get_one(AgreementRow, claim.agreement_id).approved_on
    counted_on = claim.cost_on or invoice.issued_on
    occasion = _occasion(actor, claim, f"claim:{claim.id}:spend")
    if counted_on is not None and counted_on < approved_on:
        entries = _events(events.spend_pre_project, session, claim, occasion)
        back = _occasion(actor, claim, f"claim:{claim.id}:reimburse")
        grant = session.get_one(GrantRow, claim.grant_id)
        employer_book = entries[0].book
        entries += (events.reimburse_employer(employer_book, back, grant.number, claim.amount),)
    else:
        entries = _events(events.spend, session, claim, occasion)
    return _post(session, entries)


def _post(session: Session, entries: tuple[events.JournalEntry, ...]) -> EntryId:
    try:
        return book.post(session.connection(), *entries)[0].entry_id
    except PostingRefused as refusal:
        raise Refused(refusal.message.template, "第二十六条", **refusal.message.values) from refusal
