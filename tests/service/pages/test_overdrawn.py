"""A direction beyond its budget is said wherever the budget is shown, with the way out."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select

from compliance.categories import Category
from ledger import book, control, events
from ledger.events import Occasion, Purpose
from service.actions import money, register
from service.db import CENTER
from service.tables import AnnualCallRow, GrantRow, RecommenderRow
from tests.service import office as start
from tests.service.browsing import Web

SAID = "学术会议（财政资金）超支 ¥60.00，在允许的 ¥100.00 以内，请办理预算调剂。"


@pytest.fixture
def tolerant(web: Web) -> UUID:
    """A second grant of the employer, its budget controlled with a tolerance, and used beyond."""
    office = web.office
    with office.database.transaction(CENTER) as session:
        new = start.a_selectee(
            office.employer_id,
            session.scalars(select(RecommenderRow.id)).one(),
            session.scalars(select(AnnualCallRow.id)).one(),
        )
        grant = register.add_selectee(session, office.manager, replace(new, name="沈知远"))
        number = session.get_one(GrantRow, grant).number
        connection = session.connection()
        found = book.book_of(connection, office.employer_id)
        control.set_tolerance(connection, found, number, Decimal(100), str(office.manager.user_id))
        agreement = replace(
            start.an_agreement(grant),
            number="RWS-2025-002",
            budget={Category.CONF: Decimal(20000), Category.RND: Decimal(80000)},
        )
        money.sign_agreement(session, office.manager, agreement)
        occasion = Occasion("over", office.maker.today, str(office.maker.user_id))
        over = events.reserve(
            found, occasion, Purpose(number, "FISCAL", "CONF"), Decimal("20060.00")
        )
        book.post(connection, over)
    return grant


def test_an_overdrawn_direction_is_said_with_its_way_out(web: Web, tolerant: UUID) -> None:
    assert SAID in web.client("maker").get(f"/grants/{tolerant}").text
    assert SAID in web.client("auditor").get(f"/programme/grants/{tolerant}").text
    assert web.client("maker").get("/desk").text.count("有支出方向超支") == 1


def test_a_grant_within_its_budget_has_no_warning(web: Web) -> None:
    page = web.client("maker").get(f"/grants/{web.office.grant_id}").text
    assert "超支" not in page


def test_a_grant_names_its_negative_list_by_its_title(web: Web) -> None:
    page = web.client("maker").get(f"/grants/{web.office.grant_id}").text
    assert "任务书负面清单（默认，2025年版）" in page
    assert "default-2025" not in page
