"""Whatever is asked of the ledger, PostgreSQL and the model give the same answer."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine
from typing_extensions import override

from ledger import book, closing, control, events, proof
from ledger.events import Occasion, Purpose
from ledger.journal import BookId, JournalEntry
from ledger.recorded import Posted
from tests.database_server import ClonedDatabase
from tests.faults.ledger_model import Model, ModelBook, Receipt, Refused
from tests.faults.scale import number
from tests.ledger.story import act_as, open_books

FEW = 40
EXAMPLES = number("MODEL_EXAMPLES", FEW)
STEPS = 40
RARE = {"AccountClosed", "ToleranceTooLate", "AccountNotEmpty", "PeriodClosing", "AlreadyReversed"}
EVERY = {
    "granted", "IdempotencyConflict", "BookHalted", "PeriodClosed", "OverBudget",
    "InsufficientFunds", *RARE,
}  # fmt: skip
KNOWN, TOLERANT = "2026-017", "2026-018"
DAYS = st.dates(date(2026, 1, 20), date(2026, 4, 10))
CLOSES = st.dates(date(2026, 1, 1), date(2026, 2, 15))  # so that most days stay open
LAST_CLOSED = date(2026, 3, 31)
AMOUNTS = st.sampled_from(["0.01", "1.00", "40.00", "99.99", "100.00", "250.00"]).map(Decimal)
PURPOSES = st.builds(
    Purpose,
    st.sampled_from([KNOWN, TOLERANT]),
    st.sampled_from(["FISCAL", "MATCH"]),
    st.sampled_from(["RND", "CONF"]),
)
KINDS = st.sampled_from(
    ["reserve", "reserve", "release", "spend", "contribute", "receive", "bank_fee", "top_up",
     "interest", "reimburse_employer"]
)  # fmt: skip
KEYS = st.integers(0, 60).map("k:{}".format)


class LedgerMachine(RuleBasedStateMachine):
    """Both ledgers, asked the same."""

    engine: ClassVar[Engine]
    answers: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.connection = self.engine.connect()
        act_as(self.connection, "center")
        opened = open_books(self.connection)
        self.center, self.employer = opened.center, opened.employer
        self.model = Model({of: ModelBook() for of in (self.center, self.employer)})
        self.posted: list[tuple[JournalEntry, Posted]] = []

    @override
    def teardown(self) -> None:
        try:
            assert proof.prove(self.connection, self.employer) == ()
            for of, model in self.model.books.items():
                assert book.head(self.connection, BookId(of)).seq == len(model.entries)
        finally:
            self.connection.close()  # rolled back: the next example begins anew

    # ── what is posted ──

    @rule(key=KEYS, day=DAYS, purpose=PURPOSES, amount=AMOUNTS, late=st.booleans(), kind=KINDS)
    def post_one(
        self, key: str, day: date, purpose: Purpose, amount: Decimal, kind: str, *, late: bool
    ) -> None:
        self.post(self._entry(kind, self._on(key, day, late=late), purpose, amount))

    @rule(key=KEYS, day=DAYS, purpose=PURPOSES, amount=AMOUNTS)
    def fund(self, key: str, day: date, purpose: Purpose, amount: Decimal) -> None:
        """An event of two books and four entries: all of them or none."""
        occasion = self._on(f"fund:{key}", day)
        grant, much = purpose.grant, amount * 20
        self.post(
            events.appropriate(self.center, self._on(f"money:{key}", day), much),
            *events.commit_agreement(
                self.center, self.employer, occasion, grant, {"RND": much, "CONF": amount}
            ),
            events.receive(self.employer, self._on(f"in:{key}", day), grant, much),
        )

    @rule(key=KEYS, day=DAYS, amounts=st.lists(AMOUNTS, min_size=2, max_size=3), data=st.data())
    def in_both_books(
        self, key: str, day: date, amounts: list[Decimal], data: st.DataObject
    ) -> None:
        entries = [
            events.appropriate(self.center, self._on(f"a:{key}", day), amounts[0]),
            events.bank_fee(self.employer, self._on(f"b:{key}", day), KNOWN, amounts[1]),
        ]
        self.post(*data.draw(st.permutations(entries)))

    @precondition(lambda self: self.posted)
    @rule(data=st.data())
    def ask_again(self, data: st.DataObject) -> None:
        """The same key and content: the first receipt, whatever was closed or halted since."""
        entry, first = data.draw(st.sampled_from(self.posted))
        (again,) = self.post(entry)
        assert again == replace(first, replayed=True)

    @precondition(lambda self: self.posted)
    @rule(data=st.data())
    def ask_for_something_else(self, data: st.DataObject) -> None:
        entry, _ = data.draw(st.sampled_from(self.posted))
        assert self.post(replace(entry, memo="another")) == ()

    @precondition(lambda self: self.posted)
    @rule(data=st.data(), key=KEYS, day=DAYS)
    def reverse(self, data: st.DataObject, key: str, day: date) -> None:
        entry, receipt = data.draw(st.sampled_from(self.posted))
        occasion = self._on(f"undo:{key}", day)
        mirror = events.reverse(entry, receipt.entry_id, occasion)
        first = self.model.books[entry.book].first_open_day()
        self._compare(
            lambda: (book.reverse(self.connection, receipt.entry_id, occasion),),
            [mirror.dated(max(day, first))],
        )

    # ── what governs a book ──

    @precondition(lambda self: self.model.books[self.employer].entries)
    @rule(day=CLOSES, soft=st.booleans())
    def close(self, day: date, *, soft: bool) -> None:
        model = self.model.books[self.employer]
        month = closing.next_month(self.connection, self.employer)
        if soft:
            control.soft_close_through(self.connection, self.employer, day)
            model.soft_close(day)
        elif month is not None and (last := closing.last_day(month)) <= LAST_CLOSED:
            self._same(
                lambda: closing.close_month(self.connection, self.employer, month, "user-1", ()),
                lambda: model.close(last),
            )
        head = book.head(self.connection, self.employer)
        assert (head.closed_through, head.soft_closed_through) == (model.closed, model.soft)

    @rule(halted=st.sampled_from([False, False, True]))
    def halt(self, *, halted: bool) -> None:
        if halted:
            control.halt(self.connection, self.employer, "a fault was found")
        else:
            control.resume(self.connection, self.employer)
        self.model.books[self.employer].halted = halted

    @rule(purpose=PURPOSES, is_open=st.booleans())
    def suspend(self, purpose: Purpose, *, is_open: bool) -> None:
        name = purpose.on("9001")
        control.set_account_open(self.connection, self.employer, name, is_open=is_open)
        self.model.books[self.employer].account(name).is_open = is_open

    @rule(grant=st.sampled_from([KNOWN, TOLERANT]))
    def tolerate(self, grant: str) -> None:
        model, ten = self.model.books[self.employer], Decimal("10.00")
        budgeted = any(name.code == "9001" and name.grant == grant for name in model.accounts)
        if budgeted or grant not in model.tolerances:  # settled once
            self._same(
                lambda: control.set_tolerance(self.connection, self.employer, grant, ten, "user-1"),
                lambda: model.set_tolerance(grant, ten),
            )

    @rule(grant=st.sampled_from([KNOWN, TOLERANT, "unknown"]))
    def close_grant(self, grant: str) -> None:
        self._same(
            lambda: control.close_grant(self.connection, self.employer, grant),
            lambda: self.model.books[self.employer].close_grant(grant),
        )

    @invariant()
    def balances_agree(self) -> None:
        for of, model in self.model.books.items():
            assert book.balances(self.connection, BookId(of)) == model.balances()

    # ── comparing ──

    def post(self, *entries: JournalEntry) -> tuple[Posted, ...]:
        """Post on both sides; give the ledger's receipts, none where both refuse."""
        return self._compare(lambda: book.post(self.connection, *entries), [*entries])

    def _compare(
        self, ask: Callable[[], tuple[Posted, ...]], entries: list[JournalEntry]
    ) -> tuple[Posted, ...]:
        receipts, expected = self._same(ask, lambda: self.model.post(*entries))
        told = [Receipt(r.seq, r.period, r.number, r.replayed) for r in receipts or ()]
        assert told == (expected or [])
        for entry, receipt in zip(entries, receipts or (), strict=bool(receipts)):
            if not receipt.replayed:
                self.posted.append((entry, receipt))
        return receipts or ()

    def _same(self, ask: Callable[[], Any], model: Callable[[], Any]) -> tuple[Any, Any]:
        """Ask both; whatever one refuses the other refuses for the same reason."""
        expected, refused = None, ""
        try:
            expected = model()
        except Refused as error:
            refused = str(error)
        answer, said = None, ""
        try:
            with self.connection.begin_nested():
                answer = ask()
        except book.PostingRefused as error:
            said = type(error).__name__
        assert said == refused
        self.answers[said or "granted"] += 1
        return answer, expected

    def _on(self, key: str, day: date, *, late: bool = False) -> Occasion:
        meta = {"late_reason": "the invoice came late"} if late else {}
        return Occasion(key=key, effective_on=day, actor="user-1", meta=meta)

    def _entry(self, kind: str, on: Occasion, purpose: Purpose, amount: Decimal) -> JournalEntry:
        if kind in {"reserve", "release", "spend"}:
            entry: JournalEntry = getattr(events, kind)(self.employer, on, purpose, amount)
            return entry
        if kind == "contribute":
            budget = {purpose.category: amount}
            return events.contribute(self.employer, on, purpose.grant, "MATCH", budget)
        if kind == "interest":
            return events.interest(self.employer, on, {purpose.grant: amount})
        of_grant: JournalEntry = getattr(events, kind)(self.employer, on, purpose.grant, amount)
        return of_grant


@pytest.mark.slow
def test_postgresql_and_the_model_agree_on_every_answer(database: ClonedDatabase) -> None:
    class Machine(LedgerMachine):
        engine = database.engine
        answers: ClassVar[Counter[str]] = Counter()

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=EXAMPLES == FEW,
            suppress_health_check=[*HealthCheck],
        ),
    )
    print(f"{Machine.answers.total()} answers: {dict(Machine.answers)}")
    missing = EVERY - set(Machine.answers)
    assert missing <= (RARE if EXAMPLES <= FEW else set())
