"""Claims: change, submit, approve, return, reject, withdraw: each checked, each in the trail."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import bindparam, insert, select
from sqlalchemy.orm import Session

from compliance import decision, fact_record
from compliance.claim_states import BOOKED, MENDABLE, OVER
from compliance.decision import Decision
from compliance.facts import ClaimState
from compliance.finding import Finding
from service import audit, facts
from service.actions import claim_change, claim_money, claim_steps, expense_reports
from service.actions.claim_change import Change
from service.actions.claim_steps import REASON_MAX
from service.asked import Question, table
from service.audit import Step
from service.messages import N_, Invalid, Refused
from service.permissions import Actor
from service.tables import ClaimRow, DecisionRow, InvoiceRow

__all__ = [
    "Change",
    "approve",
    "change",
    "check",
    "check_again",
    "look_again",
    "refuse",
    "reject",
    "return_",
    "submit",
    "to_mend",
    "withdraw",
]

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

    A claim in the books, or over, stays as it was; its newer decisions stand beside it.
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
    if ClaimState(claim.state) not in BOOKED | OVER:
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
    claim_steps.keep(session, claim)
    step = Step(
        action="change_claim", subject="claim", subject_id=claim.id,
        employer_id=claim.employer_id, source=claim.state, target=claim.state,
    )  # fmt: skip
    audit.record(session, actor, step)
    return check_again(session, actor, claim)


def to_mend(session: Session, actor: Actor, claim_id: UUID, version: int) -> ClaimRow:
    """Give a claim that its maker may still change, locked."""
    claim = claim_steps.take(session, actor, claim_id, version)
    if ClaimState(claim.state) not in MENDABLE:
        raise Refused(
            N_("报销申请 {number} 已提交，不能修改；请复核人先退回。"), number=claim.number
        )
    claim_steps.refuse_while_appealed(session, claim)
    return claim


def check_again(session: Session, actor: Actor, claim: ClaimRow) -> Decision:
    """Save a changed claim, or one of whose voucher more is known, and decide it anew."""
    claim_steps.keep(session, claim)
    verdict = check(session, actor, claim)
    claim_steps.keep(session, claim)
    return verdict


def look_again(session: Session, actor: Actor, claim_ids: Sequence[UUID]) -> None:
    """Decide anew claims that were not let on, so that their pages say what stands against them."""
    query = (
        select(ClaimRow)
        .where(
            ClaimRow.id.in_(claim_ids),
            ClaimRow.employer_id == actor.employer,
            ClaimRow.state.in_(sorted(MENDABLE)),
        )
        .order_by(ClaimRow.number)
        .with_for_update()
    )
    for claim in session.scalars(query):
        check_again(session, actor, claim)


def submit(
    session: Session, actor: Actor, claim_id: UUID, version: int, *, together: bool = False
) -> Decision:
    """Hand a claim to the checker and reserve its money (Art. 28).

    `together`: with all others of its 报销单; one of a sheet is not handed in alone.
    """
    claim = claim_steps.take(session, actor, claim_id, version)
    step = claim_steps.find(claim, "submit", actor)
    if not together:
        expense_reports.refuse_alone(session, claim)
    claim_steps.refuse_while_appealed(session, claim)
    verdict = check(session, actor, claim)
    refuse(N_("报销申请 {number} 不能提交：{why}"), claim, verdict.final)
    if verdict.to_explain and not claim.explanation:
        refuse(N_("报销申请 {number} 请先填写说明再提交：{why}"), claim, verdict.to_explain)
    claim_money.reserve(session, actor, claim)
    claim.submitted_by, claim.submitted_at = actor.user_id, actor.at
    claim_steps.move(session, actor, claim, step)
    return verdict


def approve(
    session: Session, actor: Actor, claim_id: UUID, version: int, confirmation: str = ""
) -> None:
    """Approve another person's claim (Art. 26, 28): its money stays reserved until it is paid.

    What only two people may let pass (`Decision.to_confirm`) needs the checker's own reason too:
    `confirmation` is kept on the claim and in the trail. A cost before the project's approval was
    advanced by the employer: it is posted at once as owed to it.
    """
    claim = claim_steps.take(session, actor, claim_id, version)
    step = claim_steps.find(claim, "approve", actor)
    answered = _answered(session, claim)
    verdict = check(session, actor, claim)
    refuse(N_("报销申请 {number} 现在不能通过：{why} 请退回经办人处理。"), claim, verdict.final)
    newer = [finding for finding in verdict.to_explain if _about(finding) not in answered]
    refuse(
        N_("报销申请 {number} 提交后出现了新的需要说明的事项：{why} 请退回经办人说明。"),
        claim,
        newer,
    )
    claim.confirmation = _confirmed(claim, verdict, confirmation)
    claim.approved_by, claim.approved_at = actor.user_id, actor.at
    claim_steps.move(session, actor, claim, step, claim.confirmation)
    if claim_money.is_owed_to_employer(session, claim):
        owed = claim_steps.find(claim, "post", actor)
        claim.entry_id = int(claim_money.owe(session, actor, claim))
        claim_steps.move(session, actor, claim, owed)


def refuse(sentence: str, claim: ClaimRow, findings: Sequence[Finding]) -> None:
    """Refuse what stands against a claim; the first finding says why."""
    if findings:
        raise Refused(sentence, number=claim.number, why=findings[0].message)


def _confirmed(claim: ClaimRow, verdict: Decision, confirmation: str) -> str:
    """Give the checker's own reason, which some findings cannot do without."""
    reason = confirmation.strip()
    if len(reason) > REASON_MAX:
        raise Invalid(N_("确认理由不能超过 {most} 字，请精简。"), most=str(REASON_MAX))
    if not reason:
        refuse(
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
    """Give a claim that is not paid back to its maker with a reason, and free its money."""
    claim = claim_steps.take(session, actor, claim_id, version)
    step = claim_steps.find(claim, "return_", actor)
    if not reason.strip():
        raise Invalid(N_("请写明退回原因：经办人要知道改什么。"))
    claim_money.release(session, actor, claim)
    claim.approved_by, claim.approved_at, claim.confirmation = None, None, ""
    claim_steps.move(session, actor, claim, step, reason)


def reject(session: Session, actor: Actor, claim_id: UUID, version: int, reason: str) -> None:
    """Refuse a claim for good, with a reason, and free its money."""
    claim = claim_steps.take(session, actor, claim_id, version)
    step = claim_steps.find(claim, "reject", actor)
    if not reason.strip():
        raise Invalid(N_("请写明不予报销的原因：这一决定不能更改。"))
    claim_money.release(session, actor, claim)
    claim_steps.move(session, actor, claim, step, reason)


def withdraw(
    session: Session, actor: Actor, claim_id: UUID, version: int, reason: str = ""
) -> None:
    """Give up a claim that is not approved; its invoice can then be claimed again."""
    claim = claim_steps.take(session, actor, claim_id, version)
    step = claim_steps.find(claim, "withdraw", actor)
    claim_steps.refuse_while_appealed(session, claim)
    if step.source is ClaimState.SUBMITTED:
        claim_money.release(session, actor, claim)
    claim_steps.move(session, actor, claim, step, reason)
