"""Claims: change, submit, approve, return, withdraw, each checked and each in the trail."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from compliance import decision, fact_record, law
from compliance.decision import Decision
from compliance.facts import ClaimState
from compliance.finding import Finding
from compliance.machine import NotInTableError, Transition
from compliance.procedures.claim import CLAIM
from ledger.journal import EntryId
from service import audit, facts
from service.actions import claim_change, claim_money
from service.actions.claim_change import Change
from service.asked import Question, table
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import ClaimRow, DecisionRow, InvoiceRow

__all__ = [
    "Change",
    "approve",
    "change",
    "check",
    "check_again",
    "return_",
    "submit",
    "to_mend",
    "withdraw",
]

REASON_MAX = 2000
MENDABLE = {ClaimState.DRAFT, ClaimState.RETURNED}
Move = Transition[ClaimState]
_About: TypeAlias = tuple[str, str | None, tuple[str, ...], str]
_DECISION = table(DecisionRow)
_KEEP: Final = Question(
    insert(_DECISION).values(
        {
            name: bindparam(name, type_=_DECISION.c[name].type)
            for name in (
                "employer_id", "claim_id", "outcome", "rulebook_version", "facts", "result",
                "decided_at",
            )
        }
    )
)  # fmt: skip


def check(session: Session, actor: Actor, claim: ClaimRow) -> Decision:
    """Decide a claim by the whole rulebook and keep the decision with its facts.

    A posted claim stays as it was; its newer decisions stand beside it.
    """
    invoice = session.get_one(InvoiceRow, claim.invoice_id)
    gathered = facts.gather(session, actor, claim, invoice)
    verdict = decision.decide(gathered)
    _KEEP.tell(
        session.connection(),
        employer_id=claim.employer_id,
        claim_id=claim.id,
        outcome=verdict.outcome.value,
        rulebook_version=verdict.rulebook_version,
        facts=_json(fact_record.to_record(gathered)),
        result=_json(verdict.to_record()),
        decided_at=actor.at,
    )
    if claim.state != ClaimState.POSTED:
        claim.outcome = verdict.outcome.value
    return verdict


def _json(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


def change(
    session: Session, actor: Actor, claim_id: UUID, version: int, wanted: Change
) -> Decision:
    """Change a draft or returned claim and check it again."""
    claim = to_mend(session, actor, claim_id, version)
    claim_change.apply(session, claim, wanted)
    _flush(session, claim)
    step = Step(
        action="change_claim", subject="claim", subject_id=claim.id,
        employer_id=claim.employer_id, source=claim.state, target=claim.state,
    )  # fmt: skip
    audit.record(session, actor, step)
    return check_again(session, actor, claim)


def to_mend(session: Session, actor: Actor, claim_id: UUID, version: int) -> ClaimRow:
    """Give a claim that its maker may still change, locked."""
    claim = _claim(session, actor, claim_id, version)
    if ClaimState(claim.state) not in MENDABLE:
        raise Refused(
            N_("报销申请 {number} 已提交，不能修改；请复核人先退回。"), number=claim.number
        )
    return claim


def check_again(session: Session, actor: Actor, claim: ClaimRow) -> Decision:
    """Save a changed claim, or one of whose voucher more is known, and decide it anew."""
    _flush(session, claim)
    verdict = check(session, actor, claim)
    _flush(session, claim)
    return verdict


def submit(session: Session, actor: Actor, claim_id: UUID, version: int) -> Decision:
    """Hand a claim to the checker and reserve its money (Art. 28)."""
    claim = _claim(session, actor, claim_id, version)
    step = _step(claim, "submit", actor)
    verdict = check(session, actor, claim)
    _refuse(N_("报销申请 {number} 不能提交：{why}"), claim, verdict.final)
    if verdict.to_explain and not claim.explanation:
        raise Refused(
            N_("报销申请 {number} 有需要说明的事项，请先填写说明再提交。"), number=claim.number
        )
    claim_money.reserve(session, actor, claim)
    claim.submitted_by, claim.submitted_at = actor.user_id, actor.at
    _move(session, actor, claim, step)
    return verdict


def approve(
    session: Session, actor: Actor, claim_id: UUID, version: int, confirmation: str = ""
) -> EntryId:
    """Approve another person's claim and post its spending (Art. 26, 28); give the entry.

    What only two people may let pass (`Decision.to_confirm`) needs the checker's own reason too:
    `confirmation` is kept on the claim and in the trail.
    """
    claim = _claim(session, actor, claim_id, version)
    step = _step(claim, "approve", actor)
    answered = _answered(session, claim)
    verdict = check(session, actor, claim)
    _refuse(N_("报销申请 {number} 现在不能通过：{why} 请退回经办人处理。"), claim, verdict.final)
    newer = [finding for finding in verdict.to_explain if _about(finding) not in answered]
    _refuse(
        N_("报销申请 {number} 提交后出现了新的需要说明的事项：{why} 请退回经办人说明。"),
        claim,
        newer,
    )
    claim.confirmation = _confirmed(claim, verdict, confirmation)
    entry = claim_money.spend(session, actor, claim)
    claim.approved_by, claim.approved_at, claim.entry_id = actor.user_id, actor.at, int(entry)
    _move(session, actor, claim, step, claim.confirmation)
    return entry


def _refuse(sentence: str, claim: ClaimRow, findings: Sequence[Finding]) -> None:
    """Refuse what stands against a claim; the first finding says why."""
    if findings:
        raise Refused(sentence, number=claim.number, why=findings[0].message)


def _confirmed(claim: ClaimRow, verdict: Decision, confirmation: str) -> str:
    """Give the checker's own reason, which some findings cannot do without."""
    reason = confirmation.strip()
    if len(reason) > REASON_MAX:
        raise Invalid(N_("确认理由不能超过 {most} 字，请精简。"), most=str(REASON_MAX))
    if not reason:
        _refuse(
            N_("报销申请 {number} 须由复核人写明确认理由才能通过：{why}"),
            claim,
            verdict.to_confirm,
        )
    return reason


def _answered(session: Session, claim: ClaimRow) -> set[_About]:
    """Give what the maker answered for when submitting: notes are not, nor anything newer.

    The claim may have been decided since, when an answer of the tax platform came in, say.
    """
    known = session.scalars(
        select(DecisionRow)
        .where(
            DecisionRow.employer_id == claim.employer_id,
            DecisionRow.claim_id == claim.id,
            DecisionRow.decided_at <= claim.submitted_at,
        )
        .order_by(DecisionRow.serial.desc())
        .limit(1)
    ).one()
    return {_about(finding) for finding in Decision.from_record(known.result).to_explain}


def _about(finding: Finding) -> _About:
    """Tell what a finding says, whatever the values: one rule may say several things."""
    return finding.rule, finding.item, finding.fields, finding.message.template


def return_(session: Session, actor: Actor, claim_id: UUID, version: int, reason: str) -> None:
    """Give a claim back to its maker with a reason, and free the reserved money."""
    claim = _claim(session, actor, claim_id, version)
    step = _step(claim, "return_", actor)
    if not reason.strip():
        raise Invalid(N_("请写明退回原因：经办人要知道改什么。"))
    claim_money.release(session, actor, claim)
    _move(session, actor, claim, step, reason)


def withdraw(
    session: Session, actor: Actor, claim_id: UUID, version: int, reason: str = ""
) -> None:
    """Give up a claim that is not posted; its invoice can then be claimed again."""
    claim = _claim(session, actor, claim_id, version)
    step = _step(claim, "withdraw", actor)
    if step.source is ClaimState.SUBMITTED:
        claim_money.release(session, actor, claim)
    _move(session, actor, claim, step, reason)


def _claim(session: Session, actor: Actor, claim_id: UUID, version: int) -> ClaimRow:
    claim = session.get(ClaimRow, claim_id, with_for_update=True)
    if claim is None or claim.employer_id != actor.employer_id:
        raise NotFound(N_("没有这份报销申请。"))
    if claim.version != version:
        raise Refused(
            N_("报销申请 {number} 刚被他人处理过，请刷新页面后再操作。"), number=claim.number
        )
    return claim


def _step(claim: ClaimRow, action: str, actor: Actor) -> Move:
    try:
        step = CLAIM.step(ClaimState(claim.state), action, actor.role.value)
    except NotInTableError as error:
        raise Refused(
            N_("报销申请 {number} 当前状态不允许这一操作，请刷新页面查看。"), number=claim.number
        ) from error
    if step.not_by == "submit" and claim.submitted_by == actor.user_id:
        raise Forbidden(
            N_("不能复核自己提交的报销申请 {number}，请由另一人复核。"), number=claim.number
        )
    return step


def _move(session: Session, actor: Actor, claim: ClaimRow, step: Move, reason: str = "") -> None:
    claim.state = step.target.value
    trail = Step(
        action=f"{step.action.removesuffix('_')}_claim",
        subject="claim",
        subject_id=claim.id,
        employer_id=claim.employer_id,
        source=step.source.value,
        target=step.target.value,
        article=law.citation(step.article).text(),
        reason=reason.strip()[:REASON_MAX] or None,
    )
    audit.record(session, actor, trail)
    _flush(session, claim)


def _flush(session: Session, claim: ClaimRow) -> None:
    number = claim.number  # out of reach once the transaction has failed
    try:
        session.flush()
    except IntegrityError as error:
        if "claim_shares_within_invoice" not in str(error.orig):
            raise
        raise Refused(
            N_("报销申请 {number} 与该发票的其他申请合计超过票面金额，不能重复列支。"),
            "第二十八条",
            number=number,
        ) from error
