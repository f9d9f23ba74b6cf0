"""A fault found at a claim of the office, and the people and days of its rectification."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import select

from ledger import book
from ledger.accounts import AccountRef
from service.actions import bank, bookings, raising, reminding
from service.actions.booking_entries import Kind
from service.actions.bookings import NewBooking
from service.actions.raising import NewFinding
from service.actions.system import system_actor
from service.db import CENTER
from service.pages.case_kinds import PAGES
from service.permissions import Actor, Role
from service.tables import (
    DeadlineRow,
    GrantRow,
    LetterRow,
    ProceedingRow,
    ProceedingStepRow,
)
from tests.service import serving
from tests.service.office import AT, Office, an_invoice, approve_and_pay, user
from tests.service.statements import a_file
from tests.service.test_bank import seen
from tests.service.test_claims import submit, upload

HALF = Decimal("530.00")
BACK = "{day},,{amount},{balance},本单位,,整改退回,HD-{reference}"


@dataclass
class Fault:
    """A claim in the books and a rectification of it, with the people who may act."""

    office: Office
    second: Actor  # another auditor
    third: Actor  # another manager
    claim: UUID
    case: UUID = field(default_factory=uuid4)
    day: int = 0  # since the office opened

    def as_of(self, actor: Actor) -> Actor:
        return replace(actor, at=AT + timedelta(days=self.day))

    def act(self, actor: Actor, action: str, **said: str) -> None:
        """Press a button of the case."""
        with self.office.database.transaction(actor.employer_id or CENTER) as session:
            steps = session.get_one(ProceedingRow, self.case).steps
            typed = {"reason": "", **said}
            PAGES["rectification"].steps[action].do(
                session, self.as_of(actor), self.case, steps, typed
            )

    @property
    def state(self) -> str:
        with self.office.database.transaction(CENTER) as session:
            return session.get_one(ProceedingRow, self.case).state

    @property
    def steps(self) -> list[str]:
        with self.office.database.transaction(CENTER) as session:
            query = select(ProceedingStepRow.action).order_by(ProceedingStepRow.number)
            return list(session.scalars(query.where(ProceedingStepRow.proceeding_id == self.case)))

    @property
    def letters(self) -> list[str]:
        with self.office.database.transaction(CENTER) as session:
            query = select(LetterRow.kind).order_by(LetterRow.issued_at, LetterRow.id)
            return list(session.scalars(query.where(LetterRow.proceeding_id == self.case)))

    def morning(self) -> list[int]:
        """Let the clock remind; give the marks it told."""
        database = self.office.database
        at = datetime(2026, 3, 10, 0, 0, tzinfo=UTC) + timedelta(days=self.day)
        with database.transaction(CENTER) as session:
            waiting = reminding.running(session)
        told = []
        for deadline in waiting:
            with database.transaction(CENTER) as session:
                told.append(reminding.remind(session, system_actor(at), deadline))
        return [mark for mark in told if mark is not None]

    def serve(self) -> None:
        """Let every letter that is on its way be served on this day."""
        serving.serve(self.office, self.as_of(self.office.auditor))

    def open_terms(self) -> dict[str, DeadlineRow]:
        with self.office.database.transaction(CENTER) as session:
            rows = session.scalars(select(DeadlineRow).where(DeadlineRow.met_on.is_(None)))
            return {row.term: row for row in rows}

    def until(self, due: date, more: int) -> None:
        self.day = (due - date(2026, 3, 10)).days + more


def finding(fault: Fault, **changes: object) -> NewFinding:
    said: dict[str, object] = {
        "grant_id": fault.office.grant_id,
        "problem": "测试费超出任务书范围",
        "facts": "所附合同的测试对象与任务书的样机不符。",
        "ground": "任务书第三条、负面清单 NL-21",
        "amount": HALF,
        "supply": "测试合同和样机清单",
        "claim_id": fault.claim,
    }
    return NewFinding(**{**said, **changes})  # type: ignore[arg-type]  # by name


def raised(fault: Fault, **changes: object) -> UUID:
    with fault.office.database.transaction(CENTER) as session:
        actor = fault.as_of(fault.office.auditor)
        return raising.raise_finding(session, actor, finding(fault, **changes)).id


def a_fault(office: Office) -> Fault:
    """A claim of 1,060.00 paid, and half of it asked back; nobody was told yet."""
    taken = upload(office, an_invoice())
    submit(office, taken.claim_id)
    approve_and_pay(office, taken.claim_id)
    second = user(office.database, "auditor2", Role.CENTER_AUDITOR)
    third = user(office.database, "manager2", Role.CENTER_MANAGER)
    found = Fault(office, second, third, taken.claim_id)
    found.case = raised(found)
    return found


def a_notified_fault(office: Office) -> Fault:
    """The same, and the employer was sent the notice."""
    found = a_fault(office)
    found.act(office.manager, "notify")
    return found


def pay_back(fault: Fault, amount: str, balance: str, reference: str = "1") -> UUID:
    """Let money arrive and propose it for the rectification."""
    office, maker = fault.office, fault.as_of(fault.office.maker)
    day = maker.today.isoformat()
    line = BACK.format(day=day, amount=amount, balance=balance, reference=reference)
    content = a_file(line, days=f"{day}至{day}")
    assert bank.take_in(office.desk, maker, "退回.csv", content).refusals == ()
    number = next(
        free.item.id for free in seen(office).free_bank if free.item.reference == f"HD-{reference}"
    )
    with office.database.transaction(CENTER) as session:
        case = session.get_one(ProceedingRow, fault.case).number
    new = NewBooking(bank_line=number, kind=Kind.PUT_BACK, reason="自有资金退回", finding=case)
    with office.database.transaction(office.employer_id) as session:
        return bookings.propose(session, maker, new)


def post(fault: Fault, booking: UUID) -> None:
    office = fault.office
    with office.database.transaction(office.employer_id) as session:
        bookings.post(session, fault.as_of(office.checker), booking)


def balance(fault: Fault, code: str) -> Decimal:
    with fault.office.database.transaction(CENTER) as session:
        employer = bank.book_of(session, fault.office.employer_id)
        grant = session.get_one(GrantRow, fault.office.grant_id).number
        account = AccountRef(code, grant, "FISCAL", "RND")
        return book.balance(session.connection(), employer, account)
