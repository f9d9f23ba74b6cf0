"""预算调剂: small moves the employer decides, larger ones the Center; the books follow."""

from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from compliance.categories import Category
from compliance.procedures.reallocation import REALLOCATION
from ledger import book, proof
from ledger.accounts import AccountRef
from service.actions import desk, reallocations, returning_views
from service.actions.reallocations import NewReallocation
from service.db import CENTER
from service.messages import Invalid, Refused
from service.tables import GrantRow, MoveRow, ProceedingRow
from tests.service.office import Office
from tests.service.returning import end, state, step, yuan


def asked(
    office: Office,
    amount: str,
    taken: Category = Category.RND,
    given: Category = Category.CONF,
    reason: str = "会议增加",
) -> UUID:
    new = NewReallocation(
        grant_id=office.grant_id,
        taken=taken,
        given=given,
        amount=yuan(amount),
        reason=reason,
    )
    with office.database.transaction(office.employer_id) as session:
        return reallocations.apply(session, office.maker, new)


def available(office: Office) -> tuple[Decimal, Decimal]:
    with office.database.transaction(CENTER) as session:
        number = session.get_one(GrantRow, office.grant_id).number
        of = book.book_of(session.connection(), office.employer_id)
        rnd, conf = (
            book.balance(session.connection(), of, AccountRef("9001", number, "FISCAL", each))
            for each in ("RND", "CONF")
        )
        assert proof.prove(session.connection()) == ()
    return rnd, conf


def test_the_checker_decides_a_small_move_and_the_budget_shows_it(office: Office) -> None:
    case_id = asked(office, "2000.00")
    with office.database.transaction(office.employer_id) as session:
        row = session.get_one(ProceedingRow, case_id)
        assert reallocations.shut(session, row) == {"endorse"}
        shown = returning_views.reallocation(session, office.checker, row)
        assert shown.small
        assert [each.limit for each in shown.moved] == [yuan(8_000), yuan(2_000)]
    with pytest.raises(Refused, match="请直接决定"):
        step(office, office.checker, reallocations.endorse, case_id)
    step(office, office.checker, reallocations.approve_small, case_id)
    assert available(office) == (yuan(78_000), yuan(22_000))
    with office.database.transaction(office.employer_id) as session:
        assert state(session, case_id) == "approved"
        assert reallocations.shut(session, session.get_one(ProceedingRow, case_id)) == set()
        grant = desk.grant(session, office.maker, office.grant_id)
        assert {each.category: each.budget for each in grant.money.categories} == {
            "RND": yuan(78_000), "CONF": yuan(22_000),
        }  # fmt: skip
        assert {each.category: each.adjusted for each in grant.money.categories} == {
            "RND": yuan(-2_000), "CONF": yuan(2_000),
        }  # fmt: skip


def test_moves_add_up_and_above_the_limit_the_center_decides(office: Office) -> None:
    first = asked(office, "1500.00")
    step(office, office.checker, reallocations.approve_small, first)
    second = asked(office, "500.01", Category.CONF, Category.RND)
    with pytest.raises(Refused, match="须报中心审定"):
        step(office, office.checker, reallocations.approve_small, second)
    step(office, office.checker, reallocations.endorse, second)
    with pytest.raises(Refused, match="不允许"):
        step(office, office.checker, reallocations.approve, second)
    step(office, office.auditor, reallocations.approve, second)
    assert available(office) == (yuan("79000.01"), yuan("20999.99"))
    third = asked(office, "500.00")  # what the Center decided does not count
    step(office, office.checker, reallocations.approve_small, third)


def test_a_direction_without_budget_is_opened_by_the_center(office: Office) -> None:
    case_id = asked(office, "100.00", given=Category.CE)
    step(office, office.checker, reallocations.endorse, case_id)
    step(office, office.manager, reallocations.plain("refuse"), case_id)
    with office.database.transaction(CENTER) as session:
        assert state(session, case_id) == "rejected"
    again = asked(office, "100.00", given=Category.CE)
    step(office, office.checker, reallocations.endorse, again)
    step(office, office.manager, reallocations.approve, again)
    with office.database.transaction(office.employer_id) as session:
        grant = desk.grant(session, office.maker, office.grant_id)
        assert {each.category.value: each.budget for each in grant.money.categories}["CE"] == 100


def test_what_cannot_be_moved_is_refused_at_once(office: Office) -> None:
    with pytest.raises(Refused, match="可用预算只有"):
        asked(office, "80000.01")
    with pytest.raises(Invalid, match="两个不同"):
        asked(office, "1.00", given=Category.RND)
    with pytest.raises(Invalid, match="大于零"):
        asked(office, "0.00")
    with pytest.raises(Invalid, match="原因"):
        asked(office, "1.00", reason=" ")
    case_id = asked(office, "1.00")
    step(office, office.maker, reallocations.plain("withdraw"), case_id)
    waiting = asked(office, "1.00")
    end(office, office.grant_id, "suspend")
    with pytest.raises(Refused, match="不在执行中"):
        step(office, office.checker, reallocations.approve_small, waiting)


def test_whoever_asks_decides_nothing_in_the_database_either(office: Office) -> None:
    case_id = asked(office, "1.00")
    with (
        pytest.raises(DBAPIError, match="another person"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(
            text(
                "insert into proceeding_step (employer_id, proceeding_id, kind, number, source,"
                " action, target, actor_id, actor_name, actor_role, at, article, reason)"
                " select employer_id, id, kind, 1, state, 'approve_small', 'approved', opened_by,"
                " 'x', 'employer_checker', opened_at, 'x', '' from proceeding where id = :case"
            ),
            {"case": case_id},
        )
    with (
        pytest.raises(DBAPIError, match="not in the ledger"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(
            text(
                "insert into reallocation_entry (employer_id, proceeding_id, by_employer,"
                " posted_on, entry_id)"
                " select employer_id, id, true, '2026-03-10', 1 from proceeding where id = :case"
            ),
            {"case": case_id},
        )


def test_the_database_knows_the_table_of_the_procedure(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        rows = session.scalars(select(MoveRow).where(MoveRow.kind == REALLOCATION.name))
        held = {(r.source, r.action, r.role, r.target, r.not_by) for r in rows}
    assert held == {
        (each.source.value, each.action, role.value, each.target.value, each.not_by)
        for each in REALLOCATION.transitions
        for role in each.roles
    }
