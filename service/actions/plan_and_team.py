"""培养方案 of an agreement and team of a grant: what and whom the money is for (Art. 25, 27)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.categories import Category
from service import audit
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import AgreementRow, GrantRow, PlanItemRow, SelecteeRow, TeamMemberRow

TITLE_MAX, NAME_MAX, ITEMS_MAX = 200, 100, 100


@dataclass(frozen=True, slots=True)
class NewPlanItem:
    """An item of the training plan; `category` None: money of any direction may serve it."""

    title: str
    category: Category | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """A member of the team beside the selectee, from a day on; `until_on` None: still."""

    name: str
    from_on: date
    until_on: date | None = None


def add_items(session: Session, agreement: AgreementRow, items: Sequence[NewPlanItem]) -> None:
    """Add items below those that the agreement has; numbers go on without a gap."""
    last = session.scalar(
        select(func.max(PlanItemRow.number)).where(PlanItemRow.agreement_id == agreement.id)
    )
    if (last or 0) + len(items) > ITEMS_MAX:
        raise Invalid(N_("培养方案最多 {most} 项，请合并。"), most=str(ITEMS_MAX))
    for number, item in enumerate(items, start=(last or 0) + 1):
        title = item.title.strip()
        if not 0 < len(title) <= TITLE_MAX:
            raise Invalid(
                N_("培养方案事项的名称须为 1 到 {most} 字。"), "第二十五条", most=str(TITLE_MAX)
            )
        session.add(
            PlanItemRow(
                employer_id=agreement.employer_id,
                agreement_id=agreement.id,
                number=number,
                title=title,
                category=item.category.value if item.category else None,
            )
        )
    session.flush()


def add_item(session: Session, actor: Actor, grant_id: UUID, item: NewPlanItem) -> None:
    """Add one item to the newest agreement of a grant."""
    grant = _grant(session, grant_id)
    agreement = session.scalars(
        select(AgreementRow)
        .where(AgreementRow.grant_id == grant.id)
        .order_by(AgreementRow.version.desc())
        .limit(1)
    ).one_or_none()
    if agreement is None:
        raise Refused(
            N_("项目 {number} 还没有签订任务书，培养方案随任务书登记。"),
            "第二十七条",
            number=grant.number,
        )
    add_items(session, agreement, [item])
    _record(session, actor, grant, "add_plan_item", item.title.strip())


def add_member(session: Session, actor: Actor, grant_id: UUID, new: NewMember) -> UUID:
    """Register a member of a grant's team."""
    grant = _grant(session, grant_id)
    name = new.name.strip()
    if not 0 < len(name) <= NAME_MAX:
        raise Invalid(N_("请填写团队成员的姓名。"))
    _check_days(new.from_on, new.until_on)
    _check_not_there(session, grant, name, new)
    row = TeamMemberRow(
        employer_id=grant.employer_id,
        grant_id=grant.id,
        name=name,
        from_on=new.from_on,
        until_on=new.until_on,
    )
    session.add(row)
    session.flush()
    _record(session, actor, grant, "add_member", name)
    return row.id


def end_member(session: Session, actor: Actor, member_id: UUID, until_on: date) -> UUID:
    """Say which day was a member's last on the team; give the grant."""
    row = session.get(TeamMemberRow, member_id, with_for_update=True)
    if row is None:
        raise NotFound(N_("没有这名团队成员。"))
    if row.until_on is not None:
        raise Refused(
            N_("{name} 已登记于 {day} 退出团队。"), name=row.name, day=row.until_on.isoformat()
        )
    _check_days(row.from_on, until_on)
    row.until_on = until_on
    _record(session, actor, _grant(session, row.grant_id), "end_member", row.name)
    return row.grant_id


def plan_of(session: Session, agreement_id: UUID) -> list[PlanItemRow]:
    """List the items of an agreement's plan in their order."""
    return list(
        session.scalars(
            select(PlanItemRow)
            .where(PlanItemRow.agreement_id == agreement_id)
            .order_by(PlanItemRow.number)
        )
    )


def only_item(session: Session, agreement_id: UUID, category: Category | None) -> UUID | None:
    """Give the item that a cost of a direction serves, where the plan has no other; else None."""
    items = [row.id for row in plan_of(session, agreement_id) if row.category == category]
    return items[0] if category and len(items) == 1 else None


def team_of(session: Session, grant_id: UUID) -> list[TeamMemberRow]:
    """List the members of a grant's team, the earliest first."""
    return list(
        session.scalars(
            select(TeamMemberRow)
            .where(TeamMemberRow.grant_id == grant_id)
            .order_by(TeamMemberRow.from_on, TeamMemberRow.name)
        )
    )


def _grant(session: Session, grant_id: UUID) -> GrantRow:
    """Give a grant, locked: numbers and names are counted one after the other."""
    grant = session.get(GrantRow, grant_id, with_for_update=True)
    if grant is None:
        raise NotFound(N_("没有这个项目。"))
    return grant


def _check_days(from_on: date, until_on: date | None) -> None:
    if until_on is not None and until_on < from_on:
        raise Invalid(N_("退出日不能早于加入日 {day}。"), day=from_on.isoformat())


def _check_not_there(session: Session, grant: GrantRow, name: str, new: NewMember) -> None:
    """Refuse the selectee, and somebody who is on the team at that time already."""
    if name == session.get_one(SelecteeRow, grant.selectee_id).name:
        raise Refused(N_("{name} 是入选者，不必再登记为团队成员。"), name=name)
    for row in team_of(session, grant.id):
        begins_later = row.until_on is not None and row.until_on < new.from_on
        ends_before = new.until_on is not None and new.until_on < row.from_on
        if row.name == name and not begins_later and not ends_before:
            raise Refused(N_("{name} 在这段时间已登记为团队成员。"), name=name)


def _record(session: Session, actor: Actor, grant: GrantRow, action: str, name: str) -> None:
    step = Step(
        action=action, subject="grant", subject_id=grant.id, employer_id=grant.employer_id,
        article="第二十五条", reason=name,
    )  # fmt: skip
    audit.record(session, actor, step)
