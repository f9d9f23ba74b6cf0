"""主动退出与结题 (Art. 31, 32（一）): asked for by who is concerned, decided by the Center."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.claim_states import OPEN as OPEN_CLAIMS
from compliance.clawback import MODES
from compliance.grounds import VOLUNTARY
from compliance.machine import Machine
from compliance.procedures.exit import COMPLETION, WITHDRAWAL, ExitState
from compliance.procedures.grant_life import GRANT_LIFE, GrantState
from compliance.procedures.rectification import RECTIFICATION
from service.actions import assessments, grant_states, proceedings, sanction_effects, sanctions
from service.actions.proceedings import NewCase
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor, Role
from service.tables import (
    AgreementRow,
    ClaimRow,
    ExitApplicationRow,
    GrantRow,
    ProceedingRow,
    SelecteeRow,
)

STATEMENT_MAX = 2000
WITHDRAWN = "按主动退出办理，未入账的报销申请作废。"
_WORDS = {WITHDRAWAL.name: ("退出", "主动退出"), COMPLETION.name: ("结题", "申请结题")}
_RUNNING = (GrantState.AGREED, GrantState.ACTIVE, GrantState.SUSPENDED)  # others have no end to ask
Typed = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ExitView:
    """What an application says; `usual`: what the Center claws back by default, of a withdrawal."""

    statement: str
    by_selectee: bool
    grant_state: str
    usual: str | None
    ended: bool


def apply(
    session: Session, actor: Actor, machine: Machine[ExitState], grant_id: UUID, statement: str
) -> ProceedingRow:
    """Ask to leave the programme, or to complete a grant; the selectee may ask to leave only."""
    grant = grant_states.locked(session, actor, grant_id)
    if actor.role is Role.SELECTEE and grant.selectee_id != actor.selectee_id:
        raise NotFound(N_("没有这个项目。"))
    if machine is COMPLETION and actor.role is Role.SELECTEE:
        raise Forbidden(N_("结题由所在单位申请（第三十一条）。"))
    if not statement.strip():
        raise Invalid(N_("请写明申请的理由和情况。"))
    _check_alone(session, grant)
    series, title = _WORDS[machine.name]
    new = NewCase(
        machine=machine, series=series, title=f"{title}：{grant.number}",
        employer_id=grant.employer_id, grant_id=grant.id,
    )  # fmt: skip
    row = proceedings.open_case(session, actor, new)
    session.add(
        ExitApplicationRow(
            proceeding_id=row.id,
            employer_id=grant.employer_id,
            grant_id=grant.id,
            statement=statement.strip()[:STATEMENT_MAX],
            by_selectee=actor.role is Role.SELECTEE,
        )
    )
    session.flush()
    return row


def _check_alone(session: Session, grant: GrantRow) -> None:
    waiting = select(ProceedingRow.number).where(
        ProceedingRow.employer_id == grant.employer_id,
        ProceedingRow.grant_id == grant.id,
        ProceedingRow.kind.in_((WITHDRAWAL.name, COMPLETION.name)),
        ProceedingRow.state.in_((ExitState.APPLIED, ExitState.CONFIRMED)),
    )
    number = session.scalar(waiting.limit(1))
    if number is not None:
        raise Refused(N_("{number} 正在办理，不能重复申请。"), number=number)


def grants(session: Session, actor: Actor) -> list[tuple[UUID, str]]:
    """Give the grants for which the reader may apply: the selectee's own, or the employer's."""
    query = (
        select(GrantRow.id, GrantRow.number, SelecteeRow.name)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .where(GrantRow.employer_id == actor.employer_id, GrantRow.state.in_(_RUNNING))
        .order_by(GrantRow.number)
    )
    if actor.role is Role.SELECTEE:
        query = query.where(GrantRow.selectee_id == actor.selectee_id)
    return [(row[0], f"{row[1]} {row[2]}") for row in session.execute(query)]


def detail(session: Session, _actor: Actor, row: ProceedingRow) -> ExitView:
    """Give what an application says."""
    about = session.get_one(ExitApplicationRow, (row.employer_id, row.id))
    grant = session.get_one(GrantRow, about.grant_id)
    return ExitView(
        statement=about.statement,
        by_selectee=about.by_selectee,
        grant_state=GRANT_LIFE.titles[GrantState(grant.state)],
        usual=MODES[VOLUNTARY] if row.kind == WITHDRAWAL.name else None,
        ended=row.state == ExitState.ACCEPTED,
    )


def confirm(session: Session, actor: Actor, case_id: UUID, steps: int, typed: Typed) -> None:
    """Confirm an application, as the employer's checker."""
    _step(session, actor, case_id, steps, "confirm", typed)


def take_back(session: Session, actor: Actor, case_id: UUID, steps: int, typed: Typed) -> None:
    """Take an application back: who made it may."""
    row = proceedings.find(session, actor, case_id)
    if row.opened_by != actor.user_id:
        raise Forbidden(N_("{number} 由申请人撤回。"), number=row.number)
    _step(session, actor, case_id, steps, "take_back", typed)


def refuse(session: Session, actor: Actor, case_id: UUID, steps: int, typed: Typed) -> None:
    """Refuse an application, with the reason."""
    _step(session, actor, case_id, steps, "refuse", typed)


def accept(session: Session, actor: Actor, case_id: UUID, steps: int, typed: Typed) -> None:
    """Let a grant end as was asked."""
    row = proceedings.find(session, actor, case_id)
    assert row.grant_id is not None, "an application is about a grant"
    grant = grant_states.locked(session, actor, row.grant_id)
    _check_no_sanction(session, grant)
    if row.kind == COMPLETION.name:
        _check_completion(session, actor, grant)
    _step(session, actor, case_id, steps, "accept", typed)
    if row.kind == WITHDRAWAL.name:
        grant_states.move(session, actor, grant, "withdraw", "", row)
        sanction_effects.end(session, actor, grant, WITHDRAWN)
    else:
        grant_states.move(session, actor, grant, "complete", "", row)


def _check_no_sanction(session: Session, grant: GrantRow) -> None:
    """See that nobody leaves while it is decided whether to revoke; the database does, too."""
    number = sanctions.open_number(session, grant)
    if number is not None:
        raise Refused(N_("{number} 正在办理，办结前不能退出或结题。"), "第三十二条", number=number)


def _check_completion(session: Session, actor: Actor, grant: GrantRow) -> None:
    agreement = session.scalars(
        select(AgreementRow)
        .where(AgreementRow.employer_id == grant.employer_id, AgreementRow.grant_id == grant.id)
        .order_by(AgreementRow.version.desc())
        .limit(1)
    ).one()
    if agreement.ends_on >= actor.today:
        raise Refused(
            N_("执行期至 {day}，期满后才能结题。"), "第三十一条", day=agreement.ends_on.isoformat()
        )
    last = assessments.last(session, grant)
    if last is None or last.conclusion != "passed":
        raise Refused(N_("最近一次考核没有合格的结论，请先登记考核结果。"), "第三十一条")
    open_claims = session.scalar(
        select(func.count())
        .select_from(ClaimRow)
        .where(
            ClaimRow.employer_id == grant.employer_id,
            ClaimRow.grant_id == grant.id,
            ClaimRow.state.in_(sorted(OPEN_CLAIMS)),
        )
    )
    if open_claims:
        raise Refused(
            N_("还有 {count} 份报销申请没有入账，请先办完或撤回。"), count=str(open_claims)
        )
    number = session.scalar(
        select(ProceedingRow.number)
        .where(
            ProceedingRow.employer_id == grant.employer_id,
            ProceedingRow.grant_id == grant.id,
            ProceedingRow.kind == RECTIFICATION.name,
            ProceedingRow.state.not_in(sorted(RECTIFICATION.ends)),
        )
        .limit(1)
    )
    if number is not None:
        raise Refused(N_("{number} 还没有销号，请先完成整改。"), "第三十三条", number=number)


def _step(
    session: Session, actor: Actor, case_id: UUID, steps: int, action: str, typed: Typed
) -> ProceedingRow:
    found = proceedings.find(session, actor, case_id)
    machine = COMPLETION if found.kind == COMPLETION.name else WITHDRAWAL
    row = proceedings.take(session, actor, machine, case_id, steps)
    proceedings.step(session, actor, row, machine, action, typed.get("reason") or "")
    return row
