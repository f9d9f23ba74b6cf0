"""One step of a claim: found in the table of its procedure, taken, and told in the trail."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from compliance import law
from compliance.facts import ClaimState
from compliance.machine import NotInTableError, Transition
from compliance.procedures.appeal import APPEAL
from compliance.procedures.claim import CLAIM
from service import audit
from service.actions import inbox_news
from service.actions.proceedings import role_of
from service.audit import Step
from service.messages import N_, Forbidden, NotFound, Refused
from service.permissions import Actor
from service.tables import AppealRow, ClaimRow, ProceedingRow

REASON_MAX = 2000
BY_OTHERS = frozenset({"reconcile", "unmatch", "archive"})  # another act brings them about
WAITING = frozenset({"submit", "withdraw"})  # not taken while an appeal is open
Move = Transition[ClaimState]
_GUARDS = {  # of the database, and what its refusal means
    "claim_shares_within_invoice": N_(
        "报销申请 {number} 与该发票的其他申请合计超过票面金额，不能重复列支。"
    ),
    "claim_keeps_to_its_share": N_(
        "报销申请 {number} 与这张发票的分割单不符：请按分割单填写金额，或作废分割单后重新分割。"
    ),
}


def take(session: Session, actor: Actor, claim_id: UUID, version: int) -> ClaimRow:
    """Give a claim of the actor's employer to act on, locked, as its page showed it."""
    claim = session.get(ClaimRow, claim_id, with_for_update=True)
    if claim is None or claim.employer_id != actor.employer_id:
        raise NotFound(N_("没有这份报销申请。"))
    check_version(claim, version)
    return claim


def check_version(claim: ClaimRow, version: int) -> None:
    """Refuse to act on a page that is older than the claim."""
    if claim.version != version:
        raise Refused(
            N_("报销申请 {number} 刚被他人处理过，请刷新页面后再操作。"), number=claim.number
        )


def refuse_while_appealed(session: Session, claim: ClaimRow) -> None:
    """Refuse to go on with a claim while an appeal about it is open."""
    open_one = (
        select(ProceedingRow.number)
        .join(
            AppealRow,
            (AppealRow.employer_id == ProceedingRow.employer_id)
            & (AppealRow.proceeding_id == ProceedingRow.id),
        )
        .where(
            AppealRow.employer_id == claim.employer_id,
            AppealRow.claim_id == claim.id,
            ProceedingRow.state.not_in([state.value for state in APPEAL.ends]),
        )
    )
    case = session.scalar(open_one.limit(1))
    if case is not None:
        raise Refused(
            N_("报销申请 {number} 正在申诉（{case}）：请等中心答复，或先撤回申诉。"),
            "第三十六条",
            number=claim.number,
            case=case,
        )


def find(claim: ClaimRow, action: str, actor: Actor) -> Move:
    """Give the step that the actor may take now; three people have a hand in a claim."""
    role = "clock" if action in BY_OTHERS else role_of(actor)
    try:
        step = CLAIM.step(ClaimState(claim.state), action, role)
    except NotInTableError as error:
        raise Refused(
            N_("报销申请 {number} 当前状态不允许这一操作，请刷新页面查看。"), number=claim.number
        ) from error
    if step.not_by is not None and actor.user_id in hands(claim, step):
        raise Forbidden(
            N_("不能复核或支付自己经手的报销申请 {number}，请由另一人办理。"), number=claim.number
        )
    return step


def leaving(claim: ClaimRow) -> Iterator[Move]:
    """Give the steps that lead on from where a claim stands; a frozen one goes back only."""
    back = f"release_{claim.frozen_from}"
    for step in CLAIM.leaving(ClaimState(claim.state)):
        if not step.action.startswith("release_") or step.action == back:
            yield step


def hands(claim: ClaimRow, step: Move) -> set[UUID | None]:
    """Give the people who took an earlier step and may not take this one too."""
    if step.not_by == "approve":
        return {claim.submitted_by, claim.approved_by}
    return {claim.submitted_by} if step.not_by == "submit" else set()


def move(session: Session, actor: Actor, claim: ClaimRow, step: Move, reason: str = "") -> None:
    """Take a step: write the state, tell the trail."""
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
    keep(session, claim)
    inbox_news.about_claim(session, actor, claim)


def keep(session: Session, claim: ClaimRow) -> None:
    """Write a claim; shares beyond the invoice, or beyond their sheet, are a refusal."""
    number = claim.number  # out of reach once the transaction has failed
    try:
        session.flush()
    except IntegrityError as error:
        said = next((each for guard, each in _GUARDS.items() if guard in str(error.orig)), None)
        if said is None:
            raise
        raise Refused(said, "第二十八条", number=number) from error
