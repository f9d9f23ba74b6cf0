"""结算与结清: a surplus comes back or is kept, the treasury gets it, a grant's books are closed."""

from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from compliance.clawback import Fund, Mode
from ledger import book, events, proof
from ledger.accounts import AccountRef
from service.actions import (
    clawbacks,
    proceedings,
    recalls,
    reminding,
    returning_views,
    settlements,
    treasury,
)
from service.actions.system import system_actor
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.tables import GrantRow, ProceedingRow, RecallRow, RemittanceRow
from tests.service.office import Office
from tests.service.returning import (
    decided,
    end,
    golden_grant,
    later,
    on,
    pay_all,
    see_all,
    state,
    step,
    yuan,
)


def stated(office: Office, grant_id: UUID) -> UUID:
    with office.database.transaction(CENTER) as session:
        return settlements.state_account(session, office.auditor, grant_id)


def settled(office: Office, case_id: UUID) -> None:
    """Carry a statement that the employer has seen to the end."""
    step(office, office.checker, settlements.plain("agree"), case_id)
    step(office, office.manager, settlements.decide, case_id)
    step(office, office.cashier, settlements.pay_rest, case_id, rest_reference="JY-1")
    step(office, office.auditor, settlements.arrive, case_id, arrived_reference="ZJ-1")
    step(office, office.auditor, settlements.settle, case_id)


def test_a_completed_grant_gives_its_surplus_back_and_its_accounts_are_shut(
    office: Office,
) -> None:
    with office.database.transaction(CENTER) as session:
        number = session.get_one(GrantRow, office.grant_id).number
        of = book.book_of(session.connection(), office.employer_id)
        book.post(session.connection(), events.interest(of, on("i"), {number: yuan("8.00")}))
    with pytest.raises(Refused, match="还没有结题"):
        stated(office, office.grant_id)
    end(office, office.grant_id, "complete")
    case_id = stated(office, office.grant_id)
    with pytest.raises(Refused, match="正在办理这个项目的结算"):
        stated(office, office.grant_id)
    settled(office, case_id)
    with office.database.transaction(CENTER) as session:
        connection = session.connection()
        row = session.get_one(RecallRow, (office.employer_id, case_id))
        assert (row.fiscal, row.interest) == (yuan(60_000), yuan("8.00"))
        assert session.get_one(GrantRow, office.grant_id).state == "settled"
        for tenant in (office.employer_id, None):
            left = book.balances(connection, book.book_of(connection, tenant), number)
            assert not any(left.values())
        assert proof.prove(connection) == ()
        assert proof.prove(connection) == ()
        # what went through the account is still told, and still adds up
        told = recalls.figures(session, session.get_one(GrantRow, office.grant_id))
        assert {each.fund: each.full for each in told} == {Fund.FISCAL: 0, Fund.INTEREST: 0}


def test_what_was_clawed_back_in_full_leaves_nothing_to_return_and_is_settled_at_once(
    office: Office,
) -> None:
    grant_id = golden_grant(office)
    end(office, grant_id)
    clawback = decided(office, grant_id, Mode.FULL)
    case_id = stated(office, grant_id)
    step(office, office.checker, settlements.plain("agree"), case_id)
    step(office, office.manager, settlements.decide, case_id)
    with office.database.transaction(CENTER) as session:
        row = session.get_one(ProceedingRow, case_id)
        assert settlements.shut(session, row) == {"pay_rest"}
        assert returning_views.recalled(session, row).entry_id is None
    with pytest.raises(Refused, match="没有应上交的结余"):
        step(office, office.cashier, settlements.pay_rest, case_id, rest_reference="JY-1")
    with pytest.raises(Refused, match="补足并记账后才能结清"):
        step(office, office.auditor, settlements.settle, case_id)
    pay_all(office, clawback)
    with pytest.raises(Refused, match="退回款在途"):
        step(office, office.auditor, settlements.settle, case_id)
    see_all(office, clawback)
    with pytest.raises(Forbidden):
        step(office, office.manager, settlements.settle, case_id)
    step(office, office.auditor, settlements.settle, case_id)
    with office.database.transaction(CENTER) as session:
        assert session.get_one(GrantRow, grant_id).state == "settled"
        assert proof.prove(session.connection()) == ()


def test_a_wrong_cost_is_clawed_back_before_a_grant_is_settled(office: Office) -> None:
    grant_id = golden_grant(office)
    end(office, grant_id, "complete")
    case_id = stated(office, grant_id)
    step(office, office.checker, settlements.plain("agree"), case_id)
    step(office, office.manager, settlements.decide, case_id)
    with office.database.transaction(CENTER) as session:
        row = session.get_one(ProceedingRow, case_id)
        assert settlements.shut(session, row) == {"settle"}
    step(office, office.cashier, settlements.pay_rest, case_id, rest_reference="JY-1")
    step(office, office.auditor, settlements.arrive, case_id, arrived_reference="ZJ-1")
    with pytest.raises(Refused, match="还没有了结"):
        step(office, office.auditor, settlements.settle, case_id)


def test_an_objection_is_answered_silence_agrees_and_a_surplus_may_be_kept(
    office: Office,
) -> None:
    end(office, office.grant_id, "complete")
    case_id = stated(office, office.grant_id)
    step(office, office.checker, settlements.plain("object"), case_id)
    step(office, office.auditor, settlements.plain("restate"), case_id)
    with office.database.transaction(CENTER) as session:
        row = session.get_one(ProceedingRow, case_id)
        assert settlements.shut(session, row) == frozenset()
        (deadline,) = [each.id for each in proceedings.open_deadlines(session, row)]
        reminding.remind(session, system_actor(later(office.auditor, 25).at), deadline)
        assert state(session, case_id) == "agreed"
    step(office, office.manager, settlements.plain("keep"), case_id)
    step(office, office.manager, settlements.plain("end_keeping"), case_id)
    with office.database.transaction(CENTER) as session:
        assert state(session, case_id) == "agreed"


def test_nothing_is_declared_that_has_not_arrived(office: Office) -> None:
    with (
        office.database.transaction(CENTER) as session,
        pytest.raises(Refused, match="没有已到账而未确认应缴"),
    ):
        treasury.declare(session, office.auditor)
    declared(office)
    with (
        pytest.raises(DBAPIError, match="more is declared"),
        office.database.transaction(CENTER) as session,
    ):
        session.execute(
            text(
                "insert into remittance (fiscal, interest, declared_on, declared_by)"
                " select 0.01, 0, declared_on, declared_by from remittance"
            )
        )
    with office.database.transaction(office.employer_id) as session:
        assert session.scalars(select(RemittanceRow)).all() == []


def declared(office: Office) -> UUID:
    """A clawback that arrived and was declared by the auditor."""
    grant_id = golden_grant(office)
    end(office, grant_id)
    case_id = decided(office, grant_id)
    pay_all(office, case_id)
    see_all(office, case_id)
    with office.database.transaction(CENTER) as session:
        assert treasury.undeclared(session).total == yuan(120_000)
        return treasury.declare(session, office.auditor)


def test_what_one_declared_another_pays_to_the_treasury(office: Office) -> None:
    remittance = declared(office)
    with office.database.transaction(CENTER) as session:
        with pytest.raises(Forbidden, match="两人"):
            treasury.remit(session, office.auditor, remittance, "GK-1")
        with pytest.raises(Invalid, match="流水号"):
            treasury.remit(session, office.manager, remittance, " ")
        with pytest.raises(NotFound):
            treasury.remit(session, office.manager, office.grant_id, "GK-1")
        treasury.remit(session, office.manager, remittance, "GK-1")
        with pytest.raises(Refused, match="已经上缴"):
            treasury.remit(session, office.manager, remittance, "GK-2")
        (line,) = treasury.remittances(session, office.auditor)
        assert (line.total, line.mine, line.bank_reference) == (yuan(120_000), True, "GK-1")
        connection = session.connection()
        center = book.book_of(connection, None)
        left = [book.balance(connection, center, AccountRef(code)) for code in ("1002", "2103")]
        assert left == [0, 0]
        assert proof.prove(connection) == ()


def test_a_clawback_leaves_the_rest_to_the_settlement(office: Office) -> None:
    """Interest that came after the decision goes back as a surplus."""
    grant_id = golden_grant(office)
    end(office, grant_id)
    clawback = decided(office, grant_id)
    pay_all(office, clawback)
    see_all(office, clawback)
    step(office, office.auditor, clawbacks.close, clawback)
    with office.database.transaction(CENTER) as session:
        number = session.get_one(GrantRow, grant_id).number
        of = book.book_of(session.connection(), office.employer_id)
        book.post(session.connection(), events.interest(of, on("i"), {number: yuan("9.99")}))
    case_id = stated(office, grant_id)
    settled(office, case_id)
    with office.database.transaction(CENTER) as session:
        row = session.get_one(RecallRow, (office.employer_id, case_id))
        assert (row.fiscal, row.interest) == (yuan(0), yuan("9.99"))
        assert session.get_one(GrantRow, grant_id).state == "settled"
        assert proof.prove(session.connection()) == ()
