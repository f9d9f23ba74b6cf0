"""A small programme made through the actions, for the tests of the service to start from."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.categories import Category
from importers.invoice import Kind, Line
from importers.sandbox import ReaderPool
from ledger.journal import EntryId
from service.actions import claims, money, paying, people, register
from service.actions.intake import Desk
from service.actions.paying import Slip
from service.actions.system import system_actor
from service.db import CENTER, Database
from service.demo.drawing import draw
from service.demo.invoices import InvoiceSpec, Party
from service.originals import Originals
from service.permissions import Actor, Role
from service.tables import ClaimRow, InstalmentRow, UserRow

AT = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)  # 10:00 in Beijing
APPROVED_ON = date(2025, 8, 31)
NAME, USCC = "北京星河精工科技有限公司", "91110108MA01234537"
SELLER = Party("北京明远检测技术有限公司", "91110108059234565L")
PASSWORD = "correct horse battery"  # noqa: S105  # of invented users
SLIP = Slip("20260310-0007")
BUDGET = {Category.RND: Decimal(80000), Category.CONF: Decimal(20000)}


@dataclass(frozen=True)
class Office:
    """One employer with one grant whose first instalment has arrived."""

    desk: Desk
    employer_id: UUID
    grant_id: UUID
    maker: Actor
    checker: Actor
    cashier: Actor
    auditor: Actor
    manager: Actor

    @property
    def database(self) -> Database:
        return self.desk.database


def user(database: Database, login: str, role: Role, uscc: str | None = None) -> Actor:
    """Add a user and give it as somebody who acts."""
    new = people.NewUser(
        login=login, name=f"{login} 的姓名", role=role, password=PASSWORD, employer_uscc=uscc
    )
    with database.transaction(CENTER) as session:
        user_id = people.add_user(session, system_actor(AT), new)
        row = session.scalars(select(UserRow).where(UserRow.id == user_id)).one()
    return Actor(
        user_id=user_id, name=row.name, role=role, employer_id=row.employer_id,
        selectee_id=None, at=AT,
    )  # fmt: skip


def open_office(database: Database, folder: Path, readers: ReaderPool) -> Office:
    """Make the programme up to the receipt of the first instalment."""
    desk = Desk(database, Originals(folder / "originals"), readers, look=False)
    manager = user(database, "manager", Role.CENTER_MANAGER)
    auditor = user(database, "auditor", Role.CENTER_AUDITOR)
    employer_id, grant_id = found(database, manager)
    maker = user(database, "maker", Role.EMPLOYER_MAKER, USCC)
    checker = user(database, "checker", Role.EMPLOYER_CHECKER, USCC)
    cashier = user(database, "cashier", Role.EMPLOYER_CASHIER, USCC)
    office = Office(desk, employer_id, grant_id, maker, checker, cashier, auditor, manager)
    receive_first(office)
    return office


def noted(office: Office) -> str:
    """Write down what is needed to come back to an office in a copy of its database."""
    people = (office.maker, office.checker, office.cashier, office.auditor, office.manager)
    return json.dumps(
        {
            "employer": str(office.employer_id),
            "grant": str(office.grant_id),
            "people": [[str(each.user_id), each.name, each.role.value] for each in people],
        }
    )


def come_back(note: str, database: Database, folder: Path, readers: ReaderPool) -> Office:
    """Give the office of which a note was made; `database` is a copy of the one it was in."""
    kept = json.loads(note)
    employer_id = UUID(kept["employer"])
    people = [
        Actor(
            user_id=UUID(user_id), name=name, role=Role(role), selectee_id=None, at=AT,
            employer_id=employer_id if Role(role).of_employer else None,
        )
        for user_id, name, role in kept["people"]
    ]  # fmt: skip
    desk = Desk(database, Originals(folder / "originals"), readers, look=False)
    return Office(desk, employer_id, UUID(kept["grant"]), *people)


def found(database: Database, manager: Actor) -> tuple[UUID, UUID]:
    """Register everything and sign the agreement; give the employer and the grant."""
    with database.transaction(CENTER) as session:
        register.open_center_book(session)
        call = register.add_call(session, manager, a_call())
        register.add_notice(session, manager, call, date(2025, 8, 20), "https://example.invalid/")
        recommender = register.add_recommender(session, manager, "海淀区科协", "区科协")
        employer_id = register.add_employer(session, manager, an_employer())
        register.add_account(session, manager, an_account(employer_id))
        grant_id = register.add_selectee(
            session, manager, a_selectee(employer_id, recommender, call)
        )
        money.appropriate(session, manager, "京财预〔2025〕1号", Decimal(500000))
        money.sign_agreement(session, manager, an_agreement(grant_id))
    return employer_id, grant_id


def a_call() -> register.NewCall:
    return register.NewCall(
        year=2025, title="2025 年申报通知", born_on_or_after=date(1979, 8, 1), quota=10,
        grant_amount=Decimal(100000),
    )  # fmt: skip


def an_employer() -> register.NewEmployer:
    return register.NewEmployer(name=NAME, uscc=USCC, registered_address="北京市海淀区知春路 1 号")


def an_account(employer_id: UUID) -> register.NewAccount:
    return register.NewAccount(
        employer_id=employer_id, bank="北京银行中关村支行", account_name=NAME,
        account_number="1109 0123 4567 8901", registered_on=date(2025, 9, 1),
    )  # fmt: skip


def a_selectee(employer_id: UUID, recommender: UUID, call: UUID) -> register.NewSelectee:
    return register.NewSelectee(
        name="林知行", born_on=date(1984, 5, 6), field="集成电路", employer_id=employer_id,
        recommender_id=recommender, call_id=call,
    )  # fmt: skip


def an_agreement(grant_id: UUID) -> money.NewAgreement:
    return money.NewAgreement(
        grant_id=grant_id,
        number="RWS-2025-001",
        approved_on=APPROVED_ON,
        signed_on=date(2025, 9, 10),
        ends_on=date(2027, 8, 30),
        negative_list="default-2025",
        budget=BUDGET,
        instalments=(
            money.NewInstalment(Decimal(60000), date(2025, 10, 1)),
            money.NewInstalment(Decimal(40000), date(2026, 10, 1)),
        ),
    )


def first_instalment(office: Office) -> UUID:
    with office.database.transaction(CENTER) as session:
        query = select(InstalmentRow.id).order_by(InstalmentRow.position).limit(1)
        return session.scalars(query).one()


def instalments_of(session: Session, grant_id: UUID) -> list[UUID]:
    query = select(InstalmentRow.id).where(InstalmentRow.grant_id == grant_id)
    return list(session.scalars(query.order_by(InstalmentRow.position)))


def receive_first(office: Office) -> None:
    """Approve, send and confirm the first instalment, each step by its own person."""
    instalment = first_instalment(office)
    with office.database.transaction(CENTER) as session:
        money.approve_instalment(session, office.auditor, instalment)
    with office.database.transaction(CENTER) as session:
        money.send_instalment(session, office.manager, instalment)
    with office.database.transaction(office.employer_id) as session:
        money.confirm_receipt(session, office.checker, instalment, "20251001-0001")


def approve_and_pay(office: Office, claim_id: UUID, confirmation: str = "") -> EntryId:
    """Approve a submitted claim and pay it, each by its own person; give the payment's entry."""
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim_id).version
        claims.approve(session, office.checker, claim_id, version, confirmation)
    return pay(office, claim_id)


def pay(office: Office, claim_id: UUID, slip: Slip = SLIP) -> EntryId:
    """Pay an approved claim; give the payment's entry."""
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim_id).version
        return paying.pay(session, office.cashier, claim_id, version, slip)


def an_invoice(
    number: str = "26112000000123456789",
    *,
    name: str = "*研发和技术服务*芯片封装测试费",
    amount: str = "1000.00",
    issued_on: date = date(2026, 2, 20),
    buyer: Party | None = None,
) -> bytes:
    """Draw a digital ordinary invoice with one line at 6 %."""
    return draw(a_spec(number, name=name, amount=amount, issued_on=issued_on, buyer=buyer))


def a_spec(
    number: str,
    *,
    name: str = "*研发和技术服务*芯片封装测试费",
    amount: str = "1000.00",
    issued_on: date = date(2026, 2, 20),
    buyer: Party | None = None,
) -> InvoiceSpec:
    """Give what such an invoice says."""
    tax = (Decimal(amount) * Decimal("0.06")).quantize(Decimal("0.01"))
    line = Line(
        name=name, unit="次", quantity="1", unit_price=amount, amount=amount, tax_rate="6%",
        tax=str(tax),
    )  # fmt: skip
    return InvoiceSpec(
        kind=Kind.E_ORDINARY,
        number=number,
        issued_on=issued_on,
        buyer=buyer or Party(NAME, USCC),
        seller=SELLER,
        lines=(line,),
    )
