"""划转 (Art. 30): from the application to the arrival, what is refused, and both books or neither."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, text

from compliance.machine import Machine
from compliance.procedures.arrival import ARRIVAL
from compliance.procedures.transfer import TRANSFER
from ledger import book, identities
from ledger.accounts import AccountRef
from service.db import CENTER
from service.messages import Refused
from service.tables import AgreementRow, GrantRow, InstalmentRow, MoveRow
from tests.service import removal as moving
from tests.service.office import Office
from tests.service.removal import Removal


@pytest.fixture
def removal(office: Office) -> Removal:
    return moving.prepared(office)


@pytest.mark.parametrize("machine", [TRANSFER, ARRIVAL], ids=lambda machine: str(machine.name))
def test_the_database_knows_the_same_steps(office: Office, machine: Machine[Any]) -> None:
    with office.database.transaction(CENTER) as session:
        rows = session.scalars(select(MoveRow).where(MoveRow.kind == machine.name))
        known = {(row.source, row.action, row.role, row.target, row.not_by) for row in rows}
    assert known == {
        (each.source.value, each.action, role.value, each.target.value, each.not_by)
        for each in machine.transitions
        for role in each.roles
    }


def number_of(removal: Removal) -> str:
    with removal.old.database.transaction(CENTER) as session:
        return session.get_one(GrantRow, removal.old.grant_id).number


def stands(removal: Removal, whose: Office | None, account: AccountRef) -> Decimal:
    with removal.old.database.transaction(CENTER) as session:
        connection = session.connection()
        found = book.book_of(connection, whose.employer_id if whose else None)
        return book.balance(connection, found, account)


def broken(removal: Removal) -> list[object]:
    """Name every identity of the money that does not hold across the three books."""
    with removal.old.database.transaction(CENTER) as session:
        connection = session.connection()
        sums = []
        for tenant in (None, removal.old.employer_id, removal.new.employer_id):
            of_book = book.book_of(connection, tenant)
            sums.append(
                {
                    identities.Leaf(a.code, a.grant or "", a.source or "", a.category or ""): amount
                    for a, amount in book.balances(connection, of_book).items()
                }
            )
    center, *employers = sums
    found: list[object] = [*identities.of_center(center), *identities.across(center, employers)]
    for of_book in employers:
        found += identities.of_employer(of_book)
    return found


def test_the_rest_goes_to_the_new_employer_and_everything_adds_up(removal: Removal) -> None:
    number = number_of(removal)
    removal.until_signed()
    removal.move()
    fiscal = ("2401.F", number, "FISCAL")
    assert stands(removal, removal.old, AccountRef("2241.OUT", *fiscal[1:])) == Decimal("60000.00")
    assert broken(removal) == []
    removal.pay()
    assert stands(removal, None, AccountRef("1218.T", number)) == Decimal("60000.00")
    assert broken(removal) == []
    removal.confirm()
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
