"""The training plan of an agreement and the team of a grant."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from compliance.categories import Category
from service.actions import intake, plan_and_team, register, register_views
from service.actions.plan_and_team import NewMember, NewPlanItem
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from service.tables import AgreementRow, AuditRow, ClaimRow, PlanItemRow, TeamMemberRow
from tests.service import office as start
from tests.service.office import Office, an_invoice

NOBODY = UUID("00000000-0000-4000-8000-000000000000")
MEMBER = NewMember(name="段明谦", from_on=date(2025, 9, 15))


def plan(office: Office) -> list[PlanItemRow]:
    with office.database.transaction(CENTER) as session:
        agreement = session.scalars(select(AgreementRow.id)).one()
        return plan_and_team.plan_of(session, agreement)


def add_item(office: Office, title: str, category: Category | None = None) -> None:
    with office.database.transaction(CENTER) as session:
        item = NewPlanItem(title, category)
        plan_and_team.add_item(session, office.manager, office.grant_id, item)


def add_member(office: Office, member: NewMember = MEMBER) -> UUID:
    with office.database.transaction(CENTER) as session:
        return plan_and_team.add_member(session, office.manager, office.grant_id, member)


def add_item_as(office: Office, employer_id: UUID) -> None:
    with office.database.transaction(employer_id) as session:
        agreement = session.scalars(select(AgreementRow.id)).one()
        session.add(
            PlanItemRow(employer_id=employer_id, agreement_id=agreement, number=1, title="旅游")
        )


def add_member_as(office: Office, employer_id: UUID) -> None:
    with office.database.transaction(employer_id) as session:
        session.add(
            TeamMemberRow(
                employer_id=employer_id,
                grant_id=office.grant_id,
                name="外人",
                from_on=date(2025, 9, 15),
            )
        )


def test_items_are_numbered_in_the_order_in_which_they_come(office: Office) -> None:
    add_item(office, " 样机可靠性试验 ", Category.RND)
    add_item(office, "年度学术交流")
    assert [(row.number, row.title, row.category) for row in plan(office)] == [
        (1, "样机可靠性试验", "RND"),
        (2, "年度学术交流", None),
    ]
    with office.database.transaction(CENTER) as session:
        trail = session.scalars(
            select(AuditRow.reason).where(AuditRow.action == "add_plan_item")
        ).all()
    assert trail == ["样机可靠性试验", "年度学术交流"]


@pytest.mark.parametrize("title", ["", "  ", "长" * 201])
def test_an_item_needs_a_title_of_reasonable_length(office: Office, title: str) -> None:
    with pytest.raises(Invalid, match="1 到 200 字"):
        add_item(office, title)


def test_a_plan_has_a_hundred_items_at_most(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        agreement = session.scalars(select(AgreementRow)).one()
        plan_and_team.add_items(session, agreement, [NewPlanItem("试验")] * 100)
    with pytest.raises(Invalid, match="最多 100 项"):
        add_item(office, "再一项")


def test_an_item_belongs_to_a_signed_agreement(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        call = register_views.calls(session)[0].id
        recommender = register_views.recommenders(session)[0].id
        selectee = start.a_selectee(office.employer_id, recommender, call)
        other = register.add_selectee(session, office.manager, replace(selectee, name="关宁"))
        with pytest.raises(Refused, match="还没有签订任务书"):
            plan_and_team.add_item(session, office.manager, other, NewPlanItem("试验"))
        with pytest.raises(NotFound):
            plan_and_team.add_item(session, office.manager, NOBODY, NewPlanItem("试验"))


def test_the_only_item_of_a_direction_is_proposed_for_a_new_claim(office: Office) -> None:
    add_item(office, "样机可靠性试验", Category.RND)
    add_item(office, "不限方向的事项")
    (rnd, _) = plan(office)
    with office.database.transaction(CENTER) as session:
        agreement = rnd.agreement_id
        assert plan_and_team.only_item(session, agreement, Category.RND) == rnd.id
        assert plan_and_team.only_item(session, agreement, Category.CONF) is None
        assert plan_and_team.only_item(session, agreement, None) is None
    taken = intake.take_in(office.desk, office.maker, office.grant_id, "票.pdf", an_invoice())
    with office.database.transaction(CENTER) as session:
        assert session.get_one(ClaimRow, taken.claims[0].claim_id).plan_item_id == rnd.id
    add_item(office, "第二项试验", Category.RND)
    with office.database.transaction(CENTER) as session:
        assert plan_and_team.only_item(session, agreement, Category.RND) is None


def test_a_member_comes_and_goes(office: Office) -> None:
    member = add_member(office)
    with office.database.transaction(CENTER) as session:
        with pytest.raises(Invalid, match="2025-09-15"):
            plan_and_team.end_member(session, office.manager, member, date(2025, 9, 14))
        ended = plan_and_team.end_member(session, office.manager, member, date(2026, 1, 31))
        assert ended == office.grant_id
        with pytest.raises(Refused, match="2026-01-31"):
            plan_and_team.end_member(session, office.manager, member, date(2026, 2, 1))
        with pytest.raises(NotFound):
            plan_and_team.end_member(session, office.manager, NOBODY, date(2026, 2, 1))
    add_member(office, replace(MEMBER, from_on=date(2026, 2, 1)))  # back again
    with office.database.transaction(office.employer_id) as session:
        team = plan_and_team.team_of(session, office.grant_id)
    assert [(row.from_on, row.until_on) for row in team] == [
        (date(2025, 9, 15), date(2026, 1, 31)),
        (date(2026, 2, 1), None),
    ]


@pytest.mark.parametrize(
    ("member", "why"),
    [
        (replace(MEMBER, name=" "), "姓名"),
        (replace(MEMBER, name="长" * 101), "姓名"),
        (replace(MEMBER, until_on=date(2025, 9, 14)), "不能早于"),
        (replace(MEMBER, name="林知行"), "是入选者"),
        (MEMBER, "已登记为团队成员"),
        (replace(MEMBER, from_on=date(2025, 9, 1), until_on=date(2025, 9, 15)), "已登记"),
        (replace(MEMBER, from_on=date(2025, 12, 31)), "已登记"),
    ],
)
def test_a_member_that_does_not_fit_is_refused(office: Office, member: NewMember, why: str) -> None:
    add_member(office, replace(MEMBER, until_on=date(2025, 12, 31)))
    with pytest.raises(Refused, match=why):
        add_member(office, member)


def test_the_same_person_may_be_a_member_at_another_time(office: Office) -> None:
    add_member(office, replace(MEMBER, until_on=date(2025, 12, 31)))
    add_member(office, replace(MEMBER, from_on=date(2026, 1, 1)))
    add_member(office, replace(MEMBER, from_on=date(2025, 9, 1), until_on=date(2025, 9, 14)))
    with office.database.transaction(CENTER) as session:
        assert len(plan_and_team.team_of(session, office.grant_id)) == 3


@pytest.mark.parametrize("enter", [add_item_as, add_member_as], ids=["plan", "team"])
def test_the_database_lets_no_employer_enter_plan_or_team(
    office: Office, enter: Callable[[Office, UUID], None]
) -> None:
    with pytest.raises(DBAPIError, match="for the Center to enter"):
        enter(office, office.employer_id)
