"""A transfer is in all books concerned or in none, wherever it is cut short; the database holds it.

ZHUANHU_EVERY_STATEMENT=1 breaks each step at each of its statements; without it at some of them.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError
from typing_extensions import override

from compliance.procedures.transfer import TRANSFER
from ledger import book
from service.actions import closing_statements, proceedings
from service.db import CENTER, Scope
from service.messages import Refused
from service.tables import (
    ArrivalAmountRow,
    ArrivalRow,
    ProceedingRow,
    ProceedingStepRow,
    TransferPaymentRow,
    TransferRestRow,
    TransferRow,
)
from tests.service import removal as moving
from tests.service.office import Office
from tests.service.removal import Removal, broken

STRIDE = 1 if os.environ.get("ZHUANHU_EVERY_STATEMENT") else 9
ROWS = (
    "talent_grant", "selectee", "agreement", "agreement_budget", "plan_item", "instalment",
    "proceeding", "proceeding_step", "grant_step", "transfer", "transfer_payment", "arrival",
    "arrival_amount", "deadline", "audit_trail", "ledger.entry", "ledger.line",
)  # fmt: skip


class CutShortError(Exception):
    """The connection broke."""


@pytest.fixture
def removal(office: Office) -> Removal:
    return moving.prepared(office)


@contextmanager
def broken_at(removal: Removal, number: int) -> Iterator[None]:
    """Let the statement of that number, counted from 1, fail."""
    left = [number]

    def count(*_: object) -> None:
        left[0] -= 1
        if not left[0]:
            raise CutShortError

    engine = removal.old.database.engine
    event.listen(engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", count)


def everything(removal: Removal) -> tuple[object, ...]:
    """Say what stands in all three books, and how many rows there are of each kind."""
    with removal.old.database.transaction(CENTER) as session:
        connection = session.connection()
        books = tuple(
            tuple(sorted(book.balances(connection, book.book_of(connection, tenant)).items()))
            for tenant in (None, removal.old.employer_id, removal.new.employer_id)
        )
        rows = tuple(session.scalar(text(f"select count(*) from {name}")) for name in ROWS)  # noqa: S608  # names from above
        states = tuple(
            session.execute(text("select number, state from talent_grant order by 1, 2"))
        )
    return books, rows, tuple(map(tuple, states))


def is_whole(removal: Removal, act: Callable[[], None]) -> int:
    """Break a step at its statements until it gets through; give how many attempts failed."""
    before, number, failed = everything(removal), 1, 0
    while True:
        try:
            with broken_at(removal, number):
                act()
        except CutShortError:
            failed += 1
            assert everything(removal) == before, number
            number += STRIDE
        else:
            assert everything(removal) != before
            return failed


def test_every_step_that_moves_money_is_taken_in_all_books_or_in_none(removal: Removal) -> None:
    removal.until_signed()
    for act in (removal.move, removal.pay, removal.confirm):
        assert is_whole(removal, act) * STRIDE > 20
    assert removal.state() == "closed"


def test_what_the_ledger_refuses_leaves_nothing_behind(removal: Removal) -> None:
    """The new employer's book is halted: nothing leaves the old one either."""
    removal.until_signed()
    with removal.old.database.transaction(CENTER) as session:
        connection = session.connection()
        new = book.book_of(connection, removal.new.employer_id)
        connection.execute(text("select ledger.halt(:book, :why)"), {"book": new, "why": "复核"})
    before = everything(removal)
    with pytest.raises(Refused):
        removal.move()
    assert everything(removal) == before


def attempt(removal: Removal, write: Callable[[Any], object], scope: Scope) -> None:
    with removal.old.database.transaction(scope) as session:
        write(session)
        session.flush()


def guarded(
    removal: Removal, words: str, write: Callable[[Any], object], scope: Scope = CENTER
) -> None:
    """Write past the actions; the database refuses in words of its own."""
    with pytest.raises(DBAPIError) as refusal:
        attempt(removal, write, scope)
    error = refusal.value.orig
    assert isinstance(error, psycopg.Error)
    assert words in f"{error} {error.diag.constraint_name}"


def test_the_database_takes_no_step_that_is_not_in_the_books(removal: Removal) -> None:
    removal.until_signed()
    actor = removal.at(removal.old.manager)

    def step(session: Any) -> None:
        case = session.merge(removal.case(), load=True)
        proceedings.step(session, actor, case, TRANSFER, "move")

    guarded(removal, "transfer_is_in_the_ledger", step)


def test_a_payment_is_whole_and_in_the_ledger(removal: Removal) -> None:
    removal.until_signed()
    removal.move()

    def paid(amount: str) -> Callable[[Any], None]:
        def write(session: Any) -> None:
            statement = closing_statements.newest(session, removal.case())
            session.add(
                TransferPaymentRow(
                    statement_id=statement.id, employer_id=statement.employer_id,
                    amount=Decimal(amount), bank_slip="X", paid_on=moving.LAST_DAY,
                    paid_by=removal.old.cashier.user_id, entry_id=1,
                )
            )  # fmt: skip

        return write

    for amount in ("60000.00", "59999.99"):
        guarded(removal, "transfer_payment_is_whole", paid(amount))


def test_an_arrival_is_what_left_and_told_once(removal: Removal) -> None:
    removal.until_signed()
    removal.move()
    arrival = removal.arrival_case()

    def more(session: Any) -> None:
        row = ArrivalAmountRow(
            proceeding_id=arrival.id, employer_id=arrival.employer_id, source="RAISED",
            amount=Decimal("0.01"),
        )  # fmt: skip
        session.add(row)

    def tell(session: Any) -> None:
        session.get_one(ArrivalRow, (arrival.employer_id, arrival.id)).bank_reference = "X"

    guarded(removal, "arrival_is_what_left", more)
    guarded(removal, "arrival_is_told_once", tell)
    removal.pay()
    removal.confirm()
    guarded(removal, "arrival_is_told_once", tell)


def test_where_a_transfer_goes_is_for_the_center_to_say(removal: Removal) -> None:
    removal.apply()
    key = (removal.old.employer_id, removal.case_id)

    def write(session: Any) -> None:
        session.get_one(TransferRow, key).new_employer_id = removal.new.employer_id

    guarded(removal, "transfer_goes_on_by_the_center", write, removal.old.employer_id)


def test_a_statement_adds_up_and_stays(removal: Removal) -> None:
    removal.until_signed()

    def change(session: Any) -> None:
        session.scalars(select(TransferRestRow)).one().balance = Decimal("1.00")

    guarded(removal, "permission denied", change)

    def wrong(session: Any) -> None:
        statement = closing_statements.newest(session, removal.case())
        session.add(
            TransferRestRow(
                statement_id=statement.id, employer_id=statement.employer_id, source="RAISED",
                balance=Decimal("5.00"), reserved=Decimal("1.00"), advanced=Decimal("0.00"),
                moved=Decimal("5.00"),
            )
        )  # fmt: skip

    guarded(removal, "ck_transfer_rest_adds_up", wrong)


def test_neither_employer_sees_the_other_s_rows(removal: Removal) -> None:
    removal.until_signed()
    removal.move()
    kinds = {removal.old.employer_id: "transfer", removal.new.employer_id: "arrival"}
    for employer, kind in kinds.items():
        with removal.old.database.transaction(employer) as session:
            assert set(session.scalars(select(ProceedingStepRow.kind))) <= {kind}
            rests = session.scalars(select(TransferRestRow)).all()
            assert bool(rests) is (kind == "transfer")
            assert bool(session.scalars(select(ArrivalRow)).all()) is (kind == "arrival")


def test_of_several_who_act_at_once_one_is_heard(removal: Removal) -> None:
    removal.until_signed()
    for step in ("move", "pay", "confirm"):
        arrival = removal.arrival_case() if step == "confirm" else None
        page = Page(removal.old, removal.new, removal.case_id, removal.case(), arrival)
        with ThreadPoolExecutor(4) as people:
            answers = sorted(people.map(pressed, [getattr(page, step)] * 4))
        assert answers[0] == "", step
        assert all("请刷新页面" in answer for answer in answers[1:]), answers
    assert broken(removal) == []


def pressed(act: Callable[[], None]) -> str:
    """Act; give what was answered, '' where it was done."""
    try:
        act()
    except Refused as refusal:
        return refusal.sentence.text()
    return ""


@dataclass
class Page(Removal):
    """What somebody looks at: the cases as they stood when the page was opened."""

    seen: ProceedingRow | None = None
    seen_arrival: ProceedingRow | None = None

    @override
    def case(self) -> ProceedingRow:
        assert self.seen is not None
        return self.seen

    @override
    def arrival_case(self) -> ProceedingRow:
        assert self.seen_arrival is not None
        return self.seen_arrival
