"""划转 (Art. 30): from the application to the arrival, who is refused, and what moves with it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from compliance.categories import Category
from compliance.machine import Machine
from compliance.procedures.arrival import ARRIVAL
from compliance.procedures.transfer import TRANSFER
from ledger import book, events
from ledger.accounts import AccountRef
from ledger.bank import matches
from ledger.events import Occasion, Purpose
from service.actions import bank_clues, claims, closing_statements, proving, transfers
from service.actions.claims import Change
from service.actions.transfer_moving import Annex
from service.db import CENTER
from service.demo.invoices import Party
from service.permissions import Role
from service.tables import (
    AgreementRow,
    ClaimRow,
    GrantRow,
    InstalmentRow,
    LetterRow,
    MoveRow,
)
from tests.service import neighbour
from tests.service import office as start
from tests.service import removal as moving
from tests.service.office import Office, an_invoice
from tests.service.removal import (
    Removal,
    broken,
    close,
    in_flight,
    number_of,
    redraw,
    refused,
    rest,
    stands,
)
from tests.service.test_claims import change, upload


@pytest.fixture
def removal(office: Office) -> Removal:
    return moving.prepared(office)


def test_the_database_knows_the_same_steps(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        rows = session.scalars(select(MoveRow).where(MoveRow.kind.in_(["transfer", "arrival"])))
        known = {
            (row.kind, row.source, row.action, row.role, row.target, row.not_by) for row in rows
        }
    machines: tuple[Machine[Any], ...] = (TRANSFER, ARRIVAL)
    assert known == {
        (of.name, each.source.value, each.action, role.value, each.target.value, each.not_by)
        for of in machines
        for each in of.transitions
        for role in each.roles
    }


def test_the_rest_goes_to_the_new_employer_and_everything_adds_up(removal: Removal) -> None:
    number = number_of(removal)
    removal.until_signed()
    removal.move()
    assert proving.prove(removal.old.database).holds
    fiscal = ("2401.F", number, "FISCAL")
    assert stands(removal, removal.old, AccountRef("2241.OUT", *fiscal[1:])) == Decimal("60000.00")
    assert broken(removal) == []
    removal.pay()
    assert proving.prove(removal.old.database).holds
    assert stands(removal, None, AccountRef("1218.T", number)) == Decimal("60000.00")
    assert broken(removal) == []
    removal.confirm()
    assert proving.prove(removal.old.database).holds
    assert proving.prove_across(removal.old.database) == ()
    assert broken(removal) == []
    assert stands(removal, removal.old, AccountRef(*fiscal)) == 0
    assert stands(removal, removal.old, AccountRef("1002.S")) == 0
    assert stands(removal, removal.new, AccountRef(*fiscal)) == Decimal("60000.00")
    assert stands(removal, removal.new, AccountRef("9001", number, "FISCAL", "RND")) == 80000
    assert removal.state() == "closed"
    assert removal.arrival_case().state == "confirmed"


def test_the_grant_keeps_its_number_its_list_and_what_is_still_to_be_paid(removal: Removal) -> None:
    removal.until_signed()
    removal.move()
    removal.pay()
    removal.confirm()
    old, new = moving.grants_of(removal.old, number_of(removal))
    assert (old.state, old.left_on, old.joined_on) == ("transferred", date(2026, 3, 31), None)
    assert (new.state, new.left_on, new.joined_on) == ("active", None, date(2026, 4, 1))
    assert new.employer_id == removal.new.employer_id
    with removal.old.database.transaction(CENTER) as session:
        before = session.scalars(select(AgreementRow).where(AgreementRow.grant_id == old.id)).one()
        after = session.scalars(select(AgreementRow).where(AgreementRow.grant_id == new.id)).one()
        both = select(InstalmentRow).where(InstalmentRow.grant_id.in_([old.id, new.id]))
        parts = session.scalars(both).all()
    assert after.number == "BCXY-2026-001"
    assert (after.approved_on, after.ends_on) == (before.approved_on, before.ends_on)
    assert after.negative_list == before.negative_list
    assert sorted((part.grant_id == new.id, part.amount, part.state) for part in parts) == [
        (False, Decimal("40000.00"), "stopped"),
        (False, Decimal("60000.00"), "received"),
        (True, Decimal("40000.00"), "planned"),
    ]


def test_a_selectee_applies_too(removal: Removal) -> None:
    with removal.old.database.transaction(CENTER) as session:
        selectee = session.get_one(GrantRow, removal.old.grant_id).selectee_id
    own = replace(removal.old.maker, role=Role.SELECTEE, selectee_id=selectee)
    removal.old = replace(removal.old, maker=own)
    removal.apply()
    assert removal.state() == "applied"


def test_claims_in_flight_are_finished_by_the_old_employer(removal: Removal) -> None:
    number = number_of(removal)
    claim = in_flight(removal)
    removal.until_signed()
    removal.move()
    removal.pay()
    removal.confirm()
    assert removal.state() == "confirmed"  # the old side is not done
    own = ("2401.F", number, "FISCAL")
    assert stands(removal, removal.old, AccountRef(*own)) == claim.amount
    assert stands(removal, removal.new, AccountRef(*own)) == Decimal("60000.00") - claim.amount
    assert claim.number in refused(lambda: close(removal))
    assert broken(removal) == []
    start.approve_and_pay(removal.old, claim.id)
    assert stands(removal, removal.old, AccountRef(*own)) == 0
    close(removal)
    assert removal.state() == "closed"
    assert broken(removal) == []


def test_what_the_last_claims_leave_over_follows_in_a_second_round(removal: Removal) -> None:
    number = number_of(removal)
    claim = in_flight(removal)
    removal.until_signed()
    removal.move()
    removal.pay()
    removal.confirm()
    assert claim.number in refused(lambda: rest(removal))
    office = removal.old
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim.id).version
        claims.return_(session, office.checker, claim.id, version, "逾期未办结")
    assert "先再出结算单补划" in refused(lambda: close(removal))
    rest(removal)
    removal.sign()
    removal.move(Annex())
    assert "已用于另一笔划转" in refused(removal.pay, "HZ-20260402-01")
    removal.pay("HZ-2")
    assert "已用于确认另一笔划转" in refused(removal.confirm, "DZ-20260402-09")
    removal.confirm("DZ-2")
    assert removal.state() == "closed"
    assert stands(removal, removal.new, AccountRef("2401.F", number, "FISCAL")) == 60000
    assert len(moving.grants_of(office, number)) == 2
    assert broken(removal) == []


def test_a_second_round_has_something_to_move(removal: Removal) -> None:
    claim = in_flight(removal)
    removal.until_signed()
    removal.move()
    removal.pay()
    removal.confirm()
    later = replace(
        removal.old,
        checker=removal.at(removal.old.checker),
        cashier=removal.at(removal.old.cashier),
    )
    start.approve_and_pay(later, claim.id)
    assert "可以直接办结" in refused(lambda: rest(removal))


def test_a_book_that_went_on_is_stated_anew(removal: Removal) -> None:
    removal.until_signed()
    in_flight(removal)
    assert "又有变动" in refused(removal.move)
    redraw(removal)
    removal.sign()
    removal.move()
    assert removal.state() == "moved"


def test_the_old_employer_may_send_the_statement_back(removal: Removal) -> None:
    removal.until_approved()
    removal.cut_off()
    with removal.old.database.transaction(removal.old.employer_id) as session:
        actor, steps = removal.at(removal.old.checker), removal.case().steps
        transfers.query(session, actor, removal.case_id, steps, "资产少列一台。")
    assert removal.state() == "center_approved"
    removal.cut_off()
    assert removal.state() == "cut_off"


def test_money_that_others_raised_and_interest_go_along_and_the_own_stays(removal: Removal) -> None:
    number = number_of(removal)
    office = removal.old
    with office.database.transaction(CENTER) as session:
        connection = session.connection()
        own = book.book_of(connection, office.employer_id)
        for source in ("MATCH", "RAISED"):
            key = Occasion(f"given:{source}", date(2026, 3, 10), "test")
            budget = {"RND": Decimal("500.00")}
            book.post(connection, events.contribute(own, key, number, source, budget))
        key = Occasion("interest", date(2026, 3, 10), "test")
        book.post(connection, events.interest(own, key, {number: Decimal("1.23")}))
    removal.until_approved()
    moving.reconcile(office, date(2026, 4, 1))
    removal.cut_off()
    removal.sign()
    removal.move()
    removal.pay()
    removal.confirm()
    there = {
        source: stands(removal, removal.new, AccountRef("2401.F", number, source))
        for source in ("FISCAL", "MATCH", "RAISED", "INTEREST")
    }
    assert there == {
        "FISCAL": Decimal("60000.00"), "MATCH": 0, "RAISED": Decimal("500.00"),
        "INTEREST": Decimal("1.23"),
    }  # fmt: skip
    assert stands(removal, office, AccountRef("2401.F", number, "MATCH")) == 500
    assert broken(removal) == []


def test_both_employers_get_the_same_confirmation(removal: Removal) -> None:
    in_flight(removal)
    removal.until_signed()
    removal.move()
    with removal.old.database.transaction(CENTER) as session:
        rows = session.scalars(select(LetterRow).order_by(LetterRow.serial)).all()
    assert [row.proceeding_id for row in rows] == [removal.case_id, removal.arrival_case().id]
    first, second = (dict(row.content) for row in rows)
    assert first.pop("concern")["recipient"] == start.NAME
    assert second.pop("concern")["recipient"] == neighbour.NAME
    assert first == second
    assert first["balances"] == [
        {"source": "财政资金", "balance": "60000.00", "reserved": "1060.00", "moved": "58940.00"}
    ]
    assert first["assets"] == ["示波器 1 台"]
    assert first["in_flight"][0].startswith("原单位办结的在途报销：")


def test_a_grant_whose_money_is_spent_moves_with_its_budget_alone(removal: Removal) -> None:
    number = number_of(removal)
    purpose = Purpose(number, "FISCAL", "RND")
    with removal.old.database.transaction(CENTER) as session:
        own = book.book_of(session.connection(), removal.old.employer_id)
        for step in (events.reserve, events.spend):
            key = Occasion(f"all:{step.__name__}", date(2026, 3, 10), "test")
            book.post(session.connection(), step(own, key, purpose, Decimal("60000.00")))
    removal.until_signed()
    removal.move()
    assert removal.state() == "paid"  # there was nothing to pay
    removal.confirm("")
    assert removal.state() == "closed"
    assert stands(removal, removal.new, AccountRef("2401.F", number, "FISCAL")) == 0
    assert stands(removal, removal.new, AccountRef("9001", number, "FISCAL", "RND")) == 20000
    _, there = moving.grants_of(removal.old, number)
    assert there.state == "active"
    assert broken(removal) == []


def test_what_is_not_finished_in_thirty_days_is_void_and_its_money_follows(
    removal: Removal,
) -> None:
    claim = in_flight(removal)
    removal.until_signed()
    removal.move()
    removal.pay()
    removal.confirm()
    moving.reconcile_payment(removal.old, Decimal("58940.00"))
    in_time = datetime(2026, 4, 30, 2, 0, tzinfo=UTC)
    assert "请在 2026-04-30 以前办结" in refused(lambda: rest(removal, in_time))
    rest(removal, datetime(2026, 5, 5, 2, 0, tzinfo=UTC))
    assert removal.state() == "cut_off"
    with removal.old.database.transaction(CENTER) as session:
        assert session.get_one(ClaimRow, claim.id).state == "withdrawn"
        statement = closing_statements.newest(session, removal.case())
        number = session.get_one(GrantRow, removal.old.grant_id).number
        stated = closing_statements.stated(session, statement, number)
    assert (stated.money, statement.claims) == ({"FISCAL": Decimal("1060.00")}, "")


def test_18_each_side_charges_what_is_of_its_own_days_in_its_own_name(removal: Removal) -> None:
    removal.until_signed()
    removal.move()
    removal.pay()
    removal.confirm()
    _, there = moving.grants_of(removal.old, number_of(removal))
    old = replace(removal.old, maker=removal.at(removal.old.maker))
    new = replace(removal.new, grant_id=there.id, maker=removal.at(removal.new.maker))
    buyer = Party(neighbour.NAME, neighbour.USCC)
    said = [
        blocked(old, an_invoice("26112000000100000001", issued_on=date(2026, 4, 1))),
        blocked(new, an_invoice("26112000000100000002", issued_on=date(2026, 3, 31), buyer=buyer)),
        blocked(new, an_invoice("26112000000100000003", issued_on=date(2026, 4, 1), buyer=buyer)),
        blocked(new, an_invoice("26112000000100000004", issued_on=date(2026, 4, 1))),
    ]
    assert "before_leaving" in said[0]
    assert said[1:] == [{"before_leaving"}, set(), {"buyer_is_the_employer"}]


def blocked(office: Office, content: bytes) -> set[str]:
    """Name the rules that stop an invoice for good, the direction of it known."""
    taken = upload(office, content)
    change(office, taken.claim_id, Change(category=Category.RND))
    with office.database.transaction(office.employer_id) as session:
        claim = session.get_one(ClaimRow, taken.claim_id)
        decided = claims.check(session, office.maker, claim)
    return {found.rule for found in decided.final}


def test_both_ends_of_the_payment_are_known_to_the_bank_s_matching(removal: Removal) -> None:
    removal.until_signed()
    removal.move()
    removal.pay()
    removal.confirm()
    ends = (
        (removal.old, "HZ-20260402-01", neighbour.NAME),
        (removal.new, "DZ-20260402-09", start.NAME),
    )
    for office, slip, party in ends:
        with office.database.transaction(office.employer_id) as session:
            connection = session.connection()
            items = matches.book_items(connection, book.book_of(connection, office.employer_id))
            found = bank_clues.clues(session, items)[items[-1].entry]
        assert (found.references, found.parties) == (frozenset({slip}), frozenset({party}))
        assert found.names == {number_of(removal)}
