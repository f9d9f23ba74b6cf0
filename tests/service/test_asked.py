"""Questions are put into words once, and say all that they compare with."""

import pytest
from sqlalchemy import Uuid, bindparam, select

from service.asked import Question, exact, fixed, nested, table
from service.db import CENTER
from service.tables import AgreementBudgetRow
from tests.service.office import Office

BUDGET = table(AgreementBudgetRow)
LINES = select(BUDGET.c.category, exact(BUDGET.c.amount).label("amount")).order_by(
    BUDGET.c.category.desc()
)


def test_what_is_compared_with_stands_in_the_words() -> None:
    with pytest.raises(AssertionError, match=r"not in the words: \['category_1'\]"):
        Question(LINES.where(BUDGET.c.category == "RND"))
    Question(LINES.where(BUDGET.c.category == fixed("RND")).limit(fixed(1)))


def test_rows_of_another_table_are_one_value_in_their_order(office: Office) -> None:
    agreement = bindparam("agreement", type_=Uuid())
    both = Question(
        select(
            nested(LINES).label("lines"),
            nested(LINES.where(BUDGET.c.agreement_id == agreement)).label("none"),
        )
    )
    with office.database.transaction(CENTER) as session:
        row = both.one(session.connection(), agreement=office.grant_id)
        lines = Question(LINES).all(session.connection())
    assert row.lines == [
        {"category": "RND", "amount": "80000.00"},
        {"category": "CONF", "amount": "20000.00"},
    ]
    assert row.none == []
    assert [line.category for line in lines] == ["RND", "CONF"]
