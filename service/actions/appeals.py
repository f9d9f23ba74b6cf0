"""申诉 (Art. 28, 36): an employer's maker appeals against a finding that blocks, or a return.

While an appeal is open its claim is neither changed nor handed in, and the days do not count. The
Center answers in two hands; a ruling holds for this claim and is a fact of every later verdict.
"""

from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import rulings
from compliance.claim_states import MENDABLE
from compliance.decision import Decision
from compliance.facts import ClaimState
from compliance.finding import Finding
from compliance.procedures.appeal import APPEAL, AppealState
from service import audit
from service.actions import claim_steps, claims, inbox, proceedings
from service.actions.inbox import News, To
from service.actions.proceedings import Act, NewCase
from service.audit import Step
from service.messages import N_, Invalid, Refused, Sentence
from service.permissions import Actor, Role
from service.tables import AppealRow, AuditRow, ClaimRow, DecisionRow, ProceedingRow

ARTICLE: Final = "第三十六条"
SERIES: Final = "申诉"
GROUNDS_MAX: Final = 2000
AGAINST_FINDING: Final = N_("核对结论")
AGAINST_RETURN: Final = N_("退回理由")
TOWARDS_RULING: Final = frozenset({"propose_grant", "grant"})
ANSWERED: Final = frozenset({AppealState.GRANTED, AppealState.UPHELD})
ANSWER_IS_IN: Final = N_("中心已答复，请按答复办理")
Said = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppeal:
    """What is appealed against, and why.

    `place` of the finding in the newest verdict, from 0; None: what the claim was returned for.
    """

    claim_id: UUID
    version: int
    place: int | None
    grounds: str


def raise_appeal(session: Session, actor: Actor, new: NewAppeal) -> UUID:
    """Appeal; the claim waits from now on. Give the case."""
    claim = claim_steps.take(session, actor, new.claim_id, new.version)
    _check(session, claim, new)
    newest = _newest(session, claim)
    finding = None if new.place is None else _finding(claim, newest, new.place)
    returned_for = "" if finding is not None else _returned_for(session, claim)
    _refuse_again(session, claim, finding, returned_for)
    row = proceedings.open_case(
        session,
        actor,
        NewCase(
            machine=APPEAL,
            series=SERIES,
            title=f"{claim.number} {AGAINST_FINDING if finding else AGAINST_RETURN}",
            employer_id=claim.employer_id,
            grant_id=claim.grant_id,
        ),
    )
    proceedings.start(session, row, APPEAL, "decide", actor.today)
    session.add(
        AppealRow(
            proceeding_id=row.id,
            employer_id=row.employer_id,
            grant_id=claim.grant_id,
            claim_id=claim.id,
            decision_id=newest.id,
            finding=finding.to_record() if finding is not None else None,
            returned_for=returned_for,
            amount=claim.amount,
            grounds=new.grounds.strip(),
        )
    )
    session.flush()
    _tell_trail(session, actor, claim, "appeal_claim", f"{row.number}：{new.grounds.strip()}")
    return row.id


def _tell_trail(session: Session, actor: Actor, claim: ClaimRow, action: str, said: str) -> None:
    """Put what became of an appeal into the history of its claim, too."""
    step = Step(
        action=action, subject="claim", subject_id=claim.id, employer_id=claim.employer_id,
        source=claim.state, target=claim.state, article=ARTICLE, reason=said,
    )  # fmt: skip
    audit.record(session, actor, step)


def _check(session: Session, claim: ClaimRow, new: NewAppeal) -> None:
    if not new.grounds.strip():
        raise Invalid(N_("请写明申诉的理由：为什么这一结论不成立。"))
    if len(new.grounds.strip()) > GROUNDS_MAX:
        raise Invalid(N_("申诉理由不能超过 {most} 字，请精简。"), most=str(GROUNDS_MAX))
    if ClaimState(claim.state) not in MENDABLE:
        raise Refused(
            N_("报销申请 {number} 不是草稿，也没有被退回，现在不能申诉。"),
            ARTICLE,
            number=claim.number,
        )
    claim_steps.refuse_while_appealed(session, claim)


def _newest(session: Session, claim: ClaimRow) -> DecisionRow:
    query = select(DecisionRow).where(
        DecisionRow.employer_id == claim.employer_id, DecisionRow.claim_id == claim.id
    )
    return session.scalars(query.order_by(DecisionRow.serial.desc()).limit(1)).one()


def _finding(claim: ClaimRow, newest: DecisionRow, place: int) -> Finding:
    findings = Decision.from_record(newest.result).findings
    if place >= len(findings):
        raise Refused(
            N_("报销申请 {number} 的核对结论已经变化，请刷新页面后再申诉。"),
            ARTICLE,
            number=claim.number,
        )
    if not rulings.may_appeal(findings[place]):
        raise Refused(
            N_(
                "这一项查的是票面、金额、日期等事实，或是管理办法本身的限定，裁定不能改变；"
                "请按“怎么办”处理，有误的请更正后重新核对。"
            ),
            ARTICLE,
        )
    return findings[place]


def _returned_for(session: Session, claim: ClaimRow) -> str:
    if ClaimState(claim.state) is not ClaimState.RETURNED:
        raise Refused(N_("报销申请 {number} 没有被退回。"), ARTICLE, number=claim.number)
    reason = returned_for(session, claim)
    assert reason, "nobody returns a claim without a reason"
    return reason


def returned_for(session: Session, claim: ClaimRow) -> str | None:
    """Give what a claim was last returned for; None where it never was."""
    query = select(AuditRow.reason).where(
        AuditRow.employer_id == claim.employer_id,
        AuditRow.subject == "claim",
        AuditRow.subject_id == claim.id,
        AuditRow.action == "return_claim",
    )
    return session.scalar(query.order_by(AuditRow.id.desc()).limit(1))


def of_claim(session: Session, claim: ClaimRow) -> list[tuple[ProceedingRow, AppealRow]]:
    """List the appeals of a claim, the newest first."""
    query = (
        select(ProceedingRow, AppealRow)
        .join(
            AppealRow,
            (AppealRow.employer_id == ProceedingRow.employer_id)
            & (AppealRow.proceeding_id == ProceedingRow.id),
        )
        .where(AppealRow.employer_id == claim.employer_id, AppealRow.claim_id == claim.id)
        .order_by(ProceedingRow.opened_at.desc(), ProceedingRow.number.desc())
    )
    return [(case, about) for case, about in session.execute(query)]


def _refuse_again(
    session: Session, claim: ClaimRow, finding: Finding | None, returned_for: str
) -> None:
    """Refuse to appeal again against what the Center has answered already."""
    for case, about in of_claim(session, claim):
        if case.state == "withdrawn":
            continue
        answered = (
            about.returned_for == returned_for
            if finding is None or about.finding is None
            else rulings.same(Finding.from_record(about.finding), finding)
        )
        if answered and (finding is None) == (about.finding is None):
            raise Refused(
                N_("中心已就这一项作出答复（{case}），不能再次申诉；请按答复办理。"),
                ARTICLE,
                case=case.number,
            )


# ── The steps ──


def step(action: str) -> Act:
    """Give a step: one towards a ruling asks whether the claim still goes on.

    When the appeal ends, the history of the claim says so; a ruling decides the claim anew.
    """

    def act(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
        row = proceedings.take(session, actor, APPEAL, case_id, steps, action)
        claim = session.get_one(ClaimRow, about_of(session, row).claim_id, with_for_update=True)
        if action in TOWARDS_RULING:
            _check_goes_on(claim)
        taken = proceedings.step(session, actor, row, APPEAL, action, str(said.get("reason", "")))
        if taken.target in APPEAL.ends:
            _tell_trail(session, actor, claim, f"{action}_claim_appeal", row.number)
        if taken.target in ANSWERED:
            _tell_maker(session, actor, row, claim)
        if taken.target is AppealState.GRANTED:
            claims.check_again(session, actor, claim)

    return act


def _tell_maker(session: Session, actor: Actor, row: ProceedingRow, claim: ClaimRow) -> None:
    """Tell the makers that the Center has answered: the claim is theirs again."""
    to = To(claim.employer_id, frozenset({Role.EMPLOYER_MAKER}))
    news = News(
        topic=row.kind, number=row.number, link=f"/claims/{claim.id}", to_do=Sentence(ANSWER_IS_IN)
    )
    inbox.tell(session, actor, to, news)


def _check_goes_on(claim: ClaimRow) -> None:
    if ClaimState(claim.state) not in MENDABLE:
        raise Refused(
            N_("报销申请 {number} 已经冻结或作废，不能再就它作出裁定。"),
            ARTICLE,
            number=claim.number,
        )


def shut(session: Session, row: ProceedingRow) -> frozenset[str]:
    """Give the steps that this case can take no more: a claim that is over is not ruled about."""
    claim = session.get_one(ClaimRow, about_of(session, row).claim_id)
    goes_on = ClaimState(claim.state) in MENDABLE
    return frozenset() if goes_on else TOWARDS_RULING


def about_of(session: Session, row: ProceedingRow) -> AppealRow:
    """Give what an appeal is about."""
    return session.get_one(AppealRow, (row.employer_id, row.id))
