"""任务书变更: a later version of a signed task agreement (Art. 27), and what follows from it.

Number, approval, budget and instalments stay; the negative list, the end and the plan may differ.
Costs are judged by the list of their day, so that no cost of before the signing is affected by the
new one. Money moves between directions by another procedure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import decision
from compliance.categories import Category
from compliance.claim_states import OPEN
from compliance.messages import Message
from service import audit, facts
from service.actions import claims, law_text_views, money, plan_and_team
from service.actions.plan_and_team import NewPlanItem
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import (
    AgreementBudgetRow,
    AgreementRow,
    AuditRow,
    ClaimRow,
    GrantRow,
    InvoiceRow,
)

ARTICLE = "第二十七条"
REASON_MAX = 500
Verdicts = Mapping[UUID, Mapping[str, Any]]  # of claims, as they are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAmendment:
    """A signed amendment: what holds from `signed_on` on; `plan` comes below the items there."""

    grant_id: UUID
    signed_on: date
    ends_on: date
    negative_list: str
    reason: str
    plan: tuple[NewPlanItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Amended:
    """The version recorded, and how many open claims have another verdict by it."""

    agreement_id: UUID
    version: int
    decided_anew: int


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a grant's agreement; `reason` is empty for the first."""

    version: int
    signed_on: date
    ends_on: date
    negative_list: Message
    reason: str


def amend(session: Session, actor: Actor, new: NewAmendment) -> Amended:
    """Record an amendment; open claims whose verdict it changes are decided anew."""
    before = _newest(session, new.grant_id)
    _check(session, actor, before, new)
    open_claims = _open_claims(session, before)
    verdicts = _verdicts(session, actor, open_claims)
    row = _next_version(session, actor, before, new)
    _record(session, actor, row, new.reason.strip())
    changed = _verdicts(session, actor, open_claims)
    anew = [claim for claim in open_claims if verdicts[claim.id] != changed[claim.id]]
    for claim in anew:
        _decide_anew(session, actor, claim)
    return Amended(row.id, row.version, len(anew))


def versions_of(session: Session, grant_id: UUID) -> tuple[VersionLine, ...]:
    """List the versions of a grant's agreement, the newest first."""
    rows = session.scalars(
        select(AgreementRow)
        .where(AgreementRow.grant_id == grant_id)
        .order_by(AgreementRow.version.desc())
    ).all()
    reasons = _reasons(session, [row.id for row in rows])
    return tuple(
        VersionLine(
            row.version,
            row.signed_on,
            row.ends_on,
            law_text_views.list_title(session, row.negative_list),
            reasons.get(row.id, ""),
        )
        for row in rows
    )


def _reasons(session: Session, ids: Sequence[UUID]) -> dict[UUID | None, str]:
    found = session.execute(
        select(AuditRow.subject_id, AuditRow.reason).where(
            AuditRow.subject == "agreement",
            AuditRow.action == "amend_agreement",
            AuditRow.subject_id.in_(ids),
        )
    )
    return {row.subject_id: row.reason for row in found if row.reason}


def _newest(session: Session, grant_id: UUID) -> AgreementRow:
    """Give the newest version; the grant is locked, so that versions follow one another."""
    grant = session.get(GrantRow, grant_id, with_for_update=True)
    if grant is None:
        raise NotFound(N_("没有这个项目。"))
    newest = session.scalar(
        select(AgreementRow)
        .where(AgreementRow.grant_id == grant.id)
        .order_by(AgreementRow.version.desc())
        .limit(1)
    )
    if newest is None:
        raise Refused(
            N_("项目 {number} 还没有签订任务书，不能登记变更；请先登记任务书。"),
            ARTICLE,
            number=grant.number,
        )
    return newest


def _check(session: Session, actor: Actor, before: AgreementRow, new: NewAmendment) -> None:
    if not 0 < len(new.reason.strip()) <= REASON_MAX:
        raise Invalid(N_("请写明变更了什么、为什么变更，最多 {most} 字。"), most=str(REASON_MAX))
    money.check_years(new.signed_on, new.ends_on)
    money.check_list(session, new.negative_list)
    _check_signing(actor, before, new)
    _check_end(before, new)
    _check_new(session, before, new)


def _check_signing(actor: Actor, before: AgreementRow, new: NewAmendment) -> None:
    if new.signed_on > actor.today:
        raise Invalid(
            N_("变更签订日 {day} 还没有到：签订以后再登记。"), day=new.signed_on.isoformat()
        )
    if new.signed_on < before.signed_on:
        raise Invalid(
            N_("变更签订日 {day} 早于第 {version} 版的签订日 {signed}，请核对。"),
            ARTICLE,
            day=new.signed_on.isoformat(),
            version=str(before.version),
            signed=before.signed_on.isoformat(),
        )


def _check_end(before: AgreementRow, new: NewAmendment) -> None:
    """Refuse an end that would cut off costs of before the amendment."""
    if new.ends_on < new.signed_on:
        raise Invalid(
            N_("执行期止日 {end} 早于变更签订日 {day}：变更不影响签订前已发生的费用，请核对。"),
            ARTICLE,
            end=new.ends_on.isoformat(),
            day=new.signed_on.isoformat(),
        )
    if not before.approved_on < new.ends_on:
        raise Invalid(N_("执行期止日须晚于立项日。"))


def _check_new(session: Session, before: AgreementRow, new: NewAmendment) -> None:
    """Refuse what the newest version says already: a form that was sent twice."""
    known = {item.title for item in plan_and_team.plan_of(session, before.id)}
    said = (before.signed_on, before.ends_on, before.negative_list)
    more = {item.title.strip() for item in new.plan} - known
    if said == (new.signed_on, new.ends_on, new.negative_list) and not more:
        raise Refused(
            N_("与第 {version} 版的签订日、负面清单和执行期相同，请核对是否重复登记。"),
            version=str(before.version),
        )


def _open_claims(session: Session, agreement: AgreementRow) -> Sequence[ClaimRow]:
    return session.scalars(
        select(ClaimRow)
        .where(
            ClaimRow.employer_id == agreement.employer_id,
            ClaimRow.grant_id == agreement.grant_id,
            ClaimRow.state.in_(sorted(OPEN)),
        )
        .order_by(ClaimRow.number)
        .with_for_update()
    ).all()


def _verdicts(session: Session, actor: Actor, open_claims: Sequence[ClaimRow]) -> Verdicts:
    """Decide claims as things stand, keeping nothing."""
    return {
        claim.id: decision.decide(
            facts.gather(session, actor, claim, session.get_one(InvoiceRow, claim.invoice_id))
        ).to_record()
        for claim in open_claims
    }


def _decide_anew(session: Session, actor: Actor, claim: ClaimRow) -> None:
    step = Step(
        action="amend_agreement", subject="claim", subject_id=claim.id,
        employer_id=claim.employer_id, source=claim.state, target=claim.state, article=ARTICLE,
    )  # fmt: skip
    audit.record(session, actor, step)
    claims.check_again(session, actor, claim)


def _next_version(
    session: Session, actor: Actor, before: AgreementRow, new: NewAmendment
) -> AgreementRow:
    row = AgreementRow(
        employer_id=before.employer_id,
        grant_id=before.grant_id,
        number=before.number,
        version=before.version + 1,
        approved_on=before.approved_on,
        signed_on=new.signed_on,
        ends_on=new.ends_on,
        negative_list=new.negative_list,
        recorded_at=actor.at,
    )
    session.add(row)
    session.flush()
    _copy_budget(session, before, row)
    items = [
        NewPlanItem(item.title, Category(item.category) if item.category else None)
        for item in plan_and_team.plan_of(session, before.id)
    ]
    plan_and_team.add_items(session, row, [*items, *new.plan])
    return row


def _copy_budget(session: Session, before: AgreementRow, row: AgreementRow) -> None:
    """Let the new version name the same budget; what the ledger holds is not touched."""
    lines = session.scalars(
        select(AgreementBudgetRow).where(AgreementBudgetRow.agreement_id == before.id)
    )
    for line in lines.all():
        session.add(
            AgreementBudgetRow(
                employer_id=row.employer_id,
                agreement_id=row.id,
                category=line.category,
                amount=line.amount,
            )
        )
    session.flush()


def _record(session: Session, actor: Actor, row: AgreementRow, reason: str) -> None:
    step = Step(
        action="amend_agreement", subject="agreement", subject_id=row.id,
        employer_id=row.employer_id, source=str(row.version - 1), target=str(row.version),
        article=ARTICLE, reason=reason,
    )  # fmt: skip
    audit.record(session, actor, step)
