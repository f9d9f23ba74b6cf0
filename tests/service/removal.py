"""A selectee goes from the office to the employer beside it, each step by its own person."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from compliance.categories import Category
from compliance.procedures.arrival import ARRIVAL
from ledger import book, identities
from ledger.accounts import AccountRef
from ledger.bank import reconciling, statements
from ledger.bank.items import NewLine
from ledger.bank.statements import NewStatement
from service.actions import arrivals, proceedings, register, transfer_moving, transfers
from service.actions.claims import Change
from service.actions.proceedings import NewCase
from service.actions.transfer_moving import Annex
from service.actions.transfers import Application
from service.db import CENTER
from service.messages import Refused
from service.permissions import Actor
from service.tables import ArrivalRow, ClaimRow, GrantRow, ProceedingRow
from tests.service import neighbour
from tests.service.office import Office, an_invoice
from tests.service.test_claims import change, submit, upload

LAST_DAY = date(2026, 3, 31)
APPLIED_AT = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
LATER_AT = datetime(2026, 4, 2, 2, 0, tzinfo=UTC)
ANNEX = Annex("BCXY-2026-001", date(2026, 4, 1))


NOBODY = UUID(int=0)


@dataclass
class Removal:
    """Both employers, and the case between them once it is opened."""

    old: Office
    new: Office
    case_id: UUID = NOBODY

    def at(self, actor: Actor, at: datetime = LATER_AT) -> Actor:
        return replace(actor, at=at)

    def case(self) -> ProceedingRow:
        with self.old.database.transaction(CENTER) as session:
            return session.get_one(ProceedingRow, self.case_id)

    def state(self) -> str:
        return self.case().state

    def arrival_case(self) -> ProceedingRow:
        """Give the newest case of the new employer."""
        with self.old.database.transaction(CENTER) as session:
            query = (
                select(ProceedingRow)
                .join(ArrivalRow, ArrivalRow.proceeding_id == ProceedingRow.id)
                .order_by(ProceedingRow.number.desc())
                .limit(1)
            )
            return session.scalars(query).one()

    def apply(self, **changes: Any) -> None:
        values = application(self) | changes
        actor = self.at(self.old.maker, APPLIED_AT)
        with self.old.database.transaction(self.old.employer_id) as session:
            self.case_id = transfers.apply(session, actor, Application(**values))

    def consent(self) -> None:
        actor = self.at(self.old.checker, APPLIED_AT)
        with self.old.database.transaction(self.old.employer_id) as session:
            transfers.consent(session, actor, self.case_id, self.case().steps)

    def approve(self, carried_over: str = "") -> None:
        actor = self.at(self.old.manager, APPLIED_AT)
        with self.old.database.transaction(CENTER) as session:
            transfers.approve(session, actor, self.case_id, self.case().steps, carried_over)

    def cut_off(self) -> None:
        with self.old.database.transaction(CENTER) as session:
            actor = self.at(self.old.auditor)
            transfers.cut_off(session, actor, self.case_id, self.case().steps, "示波器 1 台")

    def sign(self) -> None:
        with self.old.database.transaction(self.old.employer_id) as session:
            transfers.sign(session, self.at(self.old.checker), self.case_id, self.case().steps)

    def move(self, annex: Annex = ANNEX) -> None:
        with self.old.database.transaction(CENTER) as session:
            actor = self.at(self.old.manager)
            transfer_moving.move(session, actor, self.case_id, self.case().steps, annex)

    def pay(self, slip: str = "HZ-20260402-01") -> None:
        with self.old.database.transaction(self.old.employer_id) as session:
            actor = self.at(self.old.cashier)
            transfer_moving.pay(session, actor, self.case_id, self.case().steps, slip)

    def confirm(self, slip: str = "DZ-20260402-09") -> None:
        arrival = self.arrival_case()
        with self.old.database.transaction(self.new.employer_id) as session:
            actor = self.at(self.new.checker)
            arrivals.confirm(session, actor, arrival.id, arrival.steps, slip)

    def until_approved(self) -> None:
        self.apply()
        self.consent()
        self.approve()
        reconcile(self.old)

    def until_signed(self) -> None:
        self.until_approved()
        self.cut_off()
        self.sign()


def application(removal: Removal) -> dict[str, Any]:
    return {
        "grant_id": removal.old.grant_id,
        "applied_on": date(2026, 3, 18),
        "paper": "原件由原单位人事部门保存",
        "leaves_on": LAST_DAY,
        "new_name": neighbour.NAME,
        "new_uscc": neighbour.USCC,
        "workplace": "北京市丰台区科技大道 8 号",
        "field": "集成电路",
    }


def prepared(office: Office) -> Removal:
    """Register the new employer with its dedicated account."""
    new = neighbour.beside(office)
    account = register.NewAccount(
        employer_id=new.employer_id, bank="北京银行丰台支行", account_name=neighbour.NAME,
        account_number="1109 0123 4567 8902", registered_on=date(2025, 9, 1),
    )  # fmt: skip
    with office.database.transaction(CENTER) as session:
        register.add_account(session, office.manager, account)
    return Removal(office, new)


def reconcile(office: Office, until: date = date(2026, 4, 1)) -> None:
    """Import what the bank says of the first instalment, and agree on it by two people."""
    line = NewLine(
        date(2026, 3, 10), Decimal("60000.00"), "北京市科协创新服务中心", "", "拨款",
        "20251001-0001", Decimal("60000.00"),
    )  # fmt: skip
    agree(office, (date(2026, 3, 1), until), Decimal("0.00"), [line] if line.day <= until else [])


def reconcile_payment(office: Office, paid: Decimal) -> None:
    """Import what the bank says of the transfer's payment, and agree on it."""
    line = NewLine(
        date(2026, 4, 2), -paid, neighbour.NAME, "", "划转", "HZ-20260402-01",
        Decimal("60000.00") - paid,
    )  # fmt: skip
    agree(office, (date(2026, 4, 2), date(2026, 5, 4)), Decimal("60000.00"), [line])


def agree(office: Office, days: tuple[date, date], opening: Decimal, lines: list[NewLine]) -> None:
    """Import a statement and agree on the account at its end, by two people."""
    since, until = days
    with office.database.transaction(office.employer_id) as session:
        connection = session.connection()
        of_book = book.book_of(connection, office.employer_id)
        new = NewStatement(
            account_number="1109012345678901", from_day=since, to_day=until, opening=opening,
            closing=sum((each.amount for each in lines), opening), lines=tuple(lines),
            sha256=f"{until.toordinal():064x}", file_name="对账单.xlsx",
        )  # fmt: skip
        statements.import_statement(connection, of_book, new, str(office.maker.user_id))
        drawn = reconciling.draw(connection, of_book, until, str(office.maker.user_id))
        reconciling.approve(connection, drawn, str(office.checker.user_id))


def grants_of(office: Office, number: str) -> list[GrantRow]:
    """Give the rows of one grant at all employers, the oldest first."""
    with office.database.transaction(CENTER) as session:
        query = select(GrantRow).where(GrantRow.number == number)
        return list(session.scalars(query.order_by(GrantRow.joined_on.nulls_first())))


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
        center, *employers = (
            {
                identities.Leaf(a.code, a.grant or "", a.source or "", a.category or ""): amount
                for a, amount in book.balances(connection, book.book_of(connection, tenant)).items()
            }
            for tenant in (None, removal.old.employer_id, removal.new.employer_id)
        )
    found: list[object] = [*identities.of_center(center), *identities.across(center, employers)]
    for sums in employers:
        found += identities.of_employer(sums)
    return found


def refused(act: Any, *given: Any, kind: type[Refused] = Refused) -> str:
    with pytest.raises(kind) as refusal:
        act(*given)
    return refusal.value.sentence.text()


def in_flight(removal: Removal, amount: str = "1000.00") -> ClaimRow:
    """Hand in a claim of the old employer that is not decided yet."""
    office = removal.old
    taken = upload(office, an_invoice(amount=amount))
    change(office, taken.claim_id, Change(category=Category.RND))
    submit(office, taken.claim_id)
    with office.database.transaction(office.employer_id) as session:
        return session.get_one(ClaimRow, taken.claim_id)


def close(removal: Removal) -> None:
    with removal.old.database.transaction(CENTER) as session:
        actor = removal.at(removal.old.auditor)
        transfers.close(session, actor, removal.case_id, removal.case().steps)


def rest(removal: Removal, at: datetime = LATER_AT) -> None:
    with removal.old.database.transaction(CENTER) as session:
        actor = removal.at(removal.old.auditor, at)
        transfers.cut_off_rest(session, actor, removal.case_id, removal.case().steps)


def redraw(removal: Removal) -> None:
    with removal.old.database.transaction(CENTER) as session:
        actor = removal.at(removal.old.auditor)
        transfers.redraw(session, actor, removal.case_id, removal.case().steps, "又有一笔报销")


def end(removal: Removal, action: str, actor: Any, scope: Any) -> None:
    with removal.old.database.transaction(scope) as session:
        steps = removal.case().steps
        transfers.refuse(session, removal.at(actor), removal.case_id, steps, action, "另有安排")


def open_matter(removal: Removal) -> None:
    """Open another case on the grant: any kind will do, here a second arrival."""
    office = removal.old
    with office.database.transaction(CENTER) as session:
        new = NewCase(
            machine=ARRIVAL, series="接收", title="另一件事", employer_id=office.employer_id,
            grant_id=office.grant_id,
        )  # fmt: skip
        proceedings.open_case(session, office.manager, new)
