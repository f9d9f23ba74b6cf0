"""划转: application, consent, approval, cut-off and signature of a transfer (Art. 30).

The money itself moves in `service.actions.transfer_moving`; what the new employer does is in
`service.actions.arrivals`. Each step refuses while one of its conditions is not met.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.procedures.transfer import TRANSFER
from compliance.transfer import APPLY, APPROVE, CUT_OFF, Need
from compliance.window import days_after
from importers import uscc
from service import db, texts
from service.actions import closing_statements, freezing, grant_states, proceedings
from service.actions import transfer_conditions as conditions
from service.actions.proceedings import NewCase
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor, Role
from service.tables import GrantRow, ProceedingRow, TransferRow, TransferStatementRow

ARTICLE = "第三十条"
SERIES = "划转"
TOO_LATE = "入选者离开后逾期未办结（第三十条）"
TEXT_MAX, WORDS_MAX, ASSETS_MAX = 200, 500, 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """A selectee's written application: the last day here, and where to (Art. 30)."""

    grant_id: UUID
    applied_on: date
    paper: str  # where the signed application is kept
    leaves_on: date
    new_name: str
    new_uscc: str
    workplace: str
    field: str
    seat_evidence: str = ""
    in_beijing: bool = True
    same_field: bool = True


def apply(session: Session, actor: Actor, new: Application) -> UUID:
    """File an application; refused while a condition stands against it."""
    grant = _grant_of(session, actor, new.grant_id)
    _check_words(actor, new)
    _check_alone(session, grant)
    about = TransferRow(
        employer_id=grant.employer_id,
        applied_on=new.applied_on,
        paper=new.paper.strip(),
        leaves_on=new.leaves_on,
        new_name=new.new_name.strip(),
        new_uscc=uscc.compact(new.new_uscc),
        seat_evidence=new.seat_evidence.strip(),
        workplace=new.workplace.strip(),
        in_beijing=new.in_beijing,
        same_field=new.same_field,
        field=new.field.strip(),
        carried_over="",
        pay_to="",
    )
    conditions.require(conditions.situation(session, actor, about, grant), APPLY)
    opened = NewCase(
        machine=TRANSFER,
        series=SERIES,
        title=f"{grant.number} → {about.new_name}",
        employer_id=grant.employer_id,
        grant_id=grant.id,
    )
    case = proceedings.open_case(session, actor, opened)
    about.proceeding_id = case.id
    session.add(about)
    session.flush()
    proceedings.start(session, case, TRANSFER, "consent", actor.today)
    return case.id


def _grant_of(session: Session, actor: Actor, grant_id: UUID) -> GrantRow:
    grant = session.get(GrantRow, grant_id, with_for_update=True)
    if grant is None or grant.employer_id != actor.employer_id:
        raise NotFound(N_("没有这个项目。"))
    if actor.role is Role.SELECTEE and grant.selectee_id != actor.selectee_id:
        raise NotFound(N_("没有这个项目。"))
    return grant


def _check_words(actor: Actor, new: Application) -> None:
    words = (new.new_name, new.workplace, new.paper, new.field)
    if not all(0 < len(text.strip()) <= TEXT_MAX for text in words):
        raise Invalid(N_("请填写新单位名称、工作地、研究领域和申请书的留存处，每项不超过 200 字。"))
    if new.applied_on > actor.today:
        raise Invalid(N_("申请日期 {day} 还没有到，请核对。"), day=new.applied_on.isoformat())


def _check_alone(session: Session, grant: GrantRow) -> None:
    """Refuse a second application, and one of a grant that is not being carried out."""
    ends = [state.value for state in TRANSFER.ends]
    number = session.scalar(
        select(ProceedingRow.number).where(
            ProceedingRow.employer_id == grant.employer_id,
            ProceedingRow.grant_id == grant.id,
            ProceedingRow.kind == TRANSFER.name,
            ProceedingRow.state.not_in(ends),
        )
    )
    if number is not None:
        raise Refused(
            N_("这个项目已有办理中的划转 {number}，不能重复申请。"), ARTICLE, number=number
        )
    if grant.state not in {"active", "suspended"}:  # a suspension is told by its own condition
        raise Refused(
            N_("项目 {number} 不在执行中，不能申请划转（第三十条）。"),
            ARTICLE,
            number=grant.number,
        )


def consent(session: Session, actor: Actor, case_id: UUID, steps: int) -> None:
    """签署同意: the old employer lets the rest go (its checker signs)."""
    case, about, grant = taken(session, actor, case_id, steps, "consent")
    conditions.require(conditions.situation(session, actor, about, grant, case), APPLY)
    proceedings.step(session, actor, case, TRANSFER, "consent")


def refuse(
    session: Session, actor: Actor, case_id: UUID, steps: int, action: str, reason: str
) -> None:
    """End a transfer before anything moved: `object`, `reject` or `withdraw`."""
    case, about, grant = taken(session, actor, case_id, steps, action)
    if about.new_grant_id is not None:
        raise Refused(
            N_("{number} 的项目已转入新单位，不能再撤回；余款请重新截止后补划。"),
            ARTICLE,
            number=case.number,
        )
    proceedings.step(session, actor, case, TRANSFER, action, reason)
    if grant.left_on is None:
        return
    with db.acting_for_center(session):  # what the Center had approved is undone
        grant.left_on = None
        session.flush()
        if grant_states.may(actor, grant, "end_transfer"):
            grant_states.move(session, actor, grant, "end_transfer", reason, case)


def approve(
    session: Session, actor: Actor, case_id: UUID, steps: int, carried_over: str = ""
) -> None:
    """批准划转: from now on the grant is between its employers, and its last day here is set."""
    case, about, grant = taken(session, actor, case_id, steps, "approve")
    words = carried_over.strip()
    if len(words) > WORDS_MAX:
        raise Invalid(N_("承接说明不能超过 {most} 字，请精简。"), most=str(WORDS_MAX))
    about.carried_over = words
    account = conditions.receiver(session, about.new_uscc)
    if account is not None and account.employer_id == grant.employer_id:
        raise Refused(N_("新单位与原单位是同一单位，不需要划转。"), ARTICLE)
    if account is not None:
        about.new_employer_id = account.employer_id
        about.pay_to = f"{account.account_name} {account.bank} {account.account_number}"
    conditions.require(conditions.situation(session, actor, about, grant, case), APPROVE)
    _check_never_there(session, about, grant)
    grant.left_on = about.leaves_on
    session.flush()
    proceedings.step(session, actor, case, TRANSFER, "approve", words)
    grant_states.move(session, actor, grant, "begin_transfer", case=case)


def _check_never_there(session: Session, about: TransferRow, grant: GrantRow) -> None:
    """Refuse an employer that had this grant before: its old accounts stay as they were."""
    known = select(GrantRow.id).where(
        GrantRow.employer_id == about.new_employer_id, GrantRow.number == grant.number
    )
    if session.scalar(known) is not None:
        raise Refused(
            N_("{name} 曾经承担过项目 {number}，账目已结转，不能再划回；请与中心另行商定。"),
            ARTICLE,
            name=about.new_name,
            number=grant.number,
        )


def cut_off(session: Session, actor: Actor, case_id: UUID, steps: int, assets: str) -> None:
    """截止: draw the closing statement from the book once the last day is over."""
    case, about, grant = taken(session, actor, case_id, steps, "cut_off")
    if actor.today <= about.leaves_on:
        raise Refused(
            N_("入选者在原单位的最后一天是 {day}，过了这一天才能截止结算。"),
            ARTICLE,
            day=about.leaves_on.isoformat(),
        )
    conditions.require(conditions.situation(session, actor, about, grant, case), CUT_OFF)
    if len(assets) > ASSETS_MAX:
        raise Invalid(N_("资产清单不能超过 {most} 字，请精简。"), most=str(ASSETS_MAX))
    _draw(session, actor, case, about, assets.strip())
    proceedings.step(session, actor, case, TRANSFER, "cut_off")


def redraw(session: Session, actor: Actor, case_id: UUID, steps: int, reason: str) -> None:
    """重出结算单: the book went on after the cut-off, so the statement is drawn anew."""
    case, about, grant = taken(session, actor, case_id, steps, "redraw")
    found = conditions.situation(session, actor, about, grant, case)
    conditions.require(found, (Need.STANDING, Need.RECONCILED))
    before: TransferStatementRow = closing_statements.newest(session, case)
    _draw(session, actor, case, about, before.assets)
    proceedings.step(session, actor, case, TRANSFER, "redraw", reason)


def cut_off_rest(session: Session, actor: Actor, case_id: UUID, steps: int) -> None:
    """余款补划: what the old employer's last claims left over follows in another round."""
    case, about, grant = taken(session, actor, case_id, steps, "cut_off_rest")
    _finish_claims(session, actor, grant)
    found = conditions.situation(session, actor, about, grant, case)
    conditions.require(found, (Need.RECONCILED,))
    if not closing_statements.figures(session, grant).to_move:
        raise Refused(N_("原单位账上没有应随项目划转的余款，可以直接办结。"), ARTICLE)
    before: TransferStatementRow = closing_statements.newest(session, case)
    _draw(session, actor, case, about, before.assets)
    proceedings.step(session, actor, case, TRANSFER, "cut_off_rest")


def sign(session: Session, actor: Actor, case_id: UUID, steps: int) -> None:
    """签署结算单: the old employer's checker agrees with the figures."""
    case, _, _ = taken(session, actor, case_id, steps, "sign")
    proceedings.step(session, actor, case, TRANSFER, "sign")


def query(session: Session, actor: Actor, case_id: UUID, steps: int, reason: str) -> None:
    """退回结算单: the old employer's checker finds it wrong, and says where."""
    case, _, _ = taken(session, actor, case_id, steps, "query")
    proceedings.step(session, actor, case, TRANSFER, "query", reason)


def close(session: Session, actor: Actor, case_id: UUID, steps: int) -> None:
    """办结: nothing of the grant is left at the old employer that would have to follow."""
    case, _, grant = taken(session, actor, case_id, steps, "close")
    _finish_claims(session, actor, grant)
    if closing_statements.figures(session, grant).to_move:
        raise Refused(N_("原单位账上还有应随项目划转的余款或预算，请先再出结算单补划。"), ARTICLE)
    proceedings.step(session, actor, case, TRANSFER, "close")


def close_if_done(session: Session, actor: Actor, case: ProceedingRow, grant: GrantRow) -> bool:
    """Close a confirmed transfer at once where nothing is left to finish; tell whether it was."""
    left = closing_statements.figures(session, grant)
    if closing_statements.claims_in_flight(session, grant) or left.to_move:
        return False
    proceedings.step(session, actor, case, TRANSFER, "close")
    return True


def _finish_claims(session: Session, actor: Actor, grant: GrantRow) -> None:
    """Refuse while claims of the old employer are open; those that are too late are void (A-11)."""
    assert grant.left_on is not None, "the Center has approved"
    agreement = conditions.newest_agreement(session, grant)
    in_force = texts.library(session).in_force(agreement.negative_list, actor.today)
    last = days_after(grant.left_on, in_force.standards.limits.transfer_grace_days)
    if actor.today > last:
        freezing.void_all(session, actor, grant, TOO_LATE)
    waiting = closing_statements.claims_in_flight(session, grant)
    if waiting:
        raise Refused(
            N_(
                "原单位还有在途报销 {numbers}：请在 {last} 以前办结，"
                "逾期的作废，由单位自有资金承担。"
            ),
            ARTICLE,
            numbers="、".join(claim.number for claim in waiting),
            last=last.isoformat(),
        )


def about_of(session: Session, case: ProceedingRow) -> TransferRow:
    """Give what a case of transfer is about."""
    return session.get_one(TransferRow, (case.employer_id, case.id), populate_existing=True)


def taken(
    session: Session, actor: Actor, case_id: UUID, steps: int, action: str
) -> tuple[ProceedingRow, TransferRow, GrantRow]:
    """Give a case of transfer to act on, what it is about, and its grant, locked."""
    seen = proceedings.take(session, actor, TRANSFER, case_id, steps, action)
    grant = session.get_one(GrantRow, seen.grant_id, with_for_update=True, populate_existing=True)
    case = proceedings.take(
        session, actor, TRANSFER, case_id, steps, action
    )  # as it stands under the lock
    return case, about_of(session, case), grant


def _draw(
    session: Session, actor: Actor, case: ProceedingRow, of: TransferRow, assets: str
) -> None:
    grant = session.get_one(GrantRow, case.grant_id)
    matters = conditions.open_matters(session, grant, case)
    words = f"{'、'.join(matters)}：{of.carried_over}" if matters else ""
    closing_statements.draw(session, actor, case, grant, (assets, words))
