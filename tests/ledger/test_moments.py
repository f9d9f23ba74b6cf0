"""Balances at any moment, against every line kept in plain Python."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from ledger import book, closing, events, moments
from ledger.accounts import AccountRef, Layer
from ledger.journal import JournalEntry, Posting
from ledger.moments import Moment
from tests.ledger.story import CONF, DAY, GRANT, RND, Books, fund, on, open_books, yuan

pytestmark = pytest.mark.slow

BANK = AccountRef("1002.S")
CONTROL = AccountRef("9000", GRANT, "FISCAL")
MARCH_ENDS = date(2026, 3, 31)
NEXT_MONTH = date(2026, 4, 7)


def test_now_is_what_the_balances_say(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    for of in (books.center, books.employer, books.other):
        standing = book.balances(ledger_connection, of)
        assert moments.balances(ledger_connection, of) == standing
        assert moments.balances(ledger_connection, of, grant=GRANT) == book.balances(
            ledger_connection, of, GRANT
        )
    assert moments.balance(ledger_connection, books.employer, BANK) == yuan("60000.00")


def test_an_account_nobody_opened_stands_at_nought(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    for moment in (Moment(), Moment(until=DAY)):
        assert moments.balance(ledger_connection, books.employer, RND.on("9003"), moment) == 0
        assert moments.balances(ledger_connection, books.other, moment) == {}


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="carries its zone"):
        Moment(known=datetime(2026, 3, 31, 12))  # noqa: DTZ001  # the case


def test_a_late_entry_counts_for_its_day_but_not_before_it_was_known(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    first = book.post(
        ledger_connection, events.reserve(books.employer, on("r:1", NEXT_MONTH), RND, yuan("7.00"))
    )[0]
    late = book.post(
        ledger_connection, events.reserve(books.employer, on("r:2", DAY), RND, yuan("5.00"))
    )[0]

    def reserved(moment: Moment) -> Decimal:
        return moments.balance(ledger_connection, books.employer, RND.on("9002"), moment)

    assert reserved(Moment(until=MARCH_ENDS)) == yuan("5.00")
    assert reserved(Moment(until=MARCH_ENDS, known=first.recorded_at)) == 0
    assert reserved(Moment(known=first.recorded_at)) == yuan("7.00")
    assert reserved(Moment(known=first.recorded_at - timedelta(microseconds=1))) == 0
    assert reserved(Moment(known=late.recorded_at)) == reserved(Moment()) == yuan("12.00")


def test_the_trial_balance_counts_until_a_day_and_is_even(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    later = events.reserve(books.employer, on("r", NEXT_MONTH), RND, yuan("7.00"))
    known = book.post(ledger_connection, later)[0].recorded_at - timedelta(microseconds=1)
    for moment in (Moment(until=MARCH_ENDS), Moment(known=known), Moment(MARCH_ENDS, known)):
        march = {
            row.account: row
            for row in moments.trial_balance(ledger_connection, books.employer, moment)
        }
        assert march[RND.on("9001")].balance == yuan("80000.00")
        assert RND.on("9002") not in march
    rows = moments.trial_balance(ledger_connection, books.employer)
    for layer in Layer:
        inside = [row for row in rows if row.account.type.layer is layer]
        assert sum(row.debits for row in inside) == sum(row.credits for row in inside)
    now = {row.account: row for row in rows}
    assert now[RND.on("9001")].balance == yuan("79993.00")
    assert (str(now[RND.on("9002")].debits), now[RND.on("9002")].credits) == ("0.00", yuan("7.00"))
    assert {a: row.balance for a, row in now.items()} == book.balances(
        ledger_connection, books.employer
    )
    assert now[BANK].balance == now[BANK].debits == yuan("60000.00")


# ── against a naive model ──

FIRST_DAY = date(2025, 1, 1)
LAST_TO_CLOSE = 202508
ACCOUNTS = (BANK, AccountRef("3999"), RND.on("9001"), CONF.on("9001"), CONTROL)


@dataclass(frozen=True)
class KeptLine:
    account: AccountRef
    amount: Decimal
    day: date
    recorded_at: datetime


def naive(lines: Sequence[KeptLine], moment: Moment) -> dict[AccountRef, tuple[Decimal, Decimal]]:
    """Return debits and credits per account, by looking at every line."""
    sums: dict[AccountRef, tuple[Decimal, Decimal]] = defaultdict(lambda: (Decimal(0), Decimal(0)))
    for line in lines:
        until, known = moment.until or date.max, moment.known or datetime.max.replace(tzinfo=UTC)
        if line.day <= until and line.recorded_at <= known:
            debits, credits_ = sums[line.account]
            more = max(line.amount, Decimal(0)), max(-line.amount, Decimal(0))
            sums[line.account] = debits + more[0], credits_ + more[1]
    return dict(sums)


MOVES = st.tuples(
    st.sampled_from([(BANK, AccountRef("3999")), (CONTROL, RND.on("9001"))]),
    st.decimals("0.01", "99.99", places=2),
    st.booleans(),  # give it back, as far as it is there
    st.integers(0, 150),  # days after the first
)
STEPS = st.lists(st.one_of(MOVES, st.just("close")), min_size=1, max_size=24)


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example rolls back
)
@given(steps=STEPS, data=st.data())
def test_every_moment_is_what_a_list_of_all_lines_says(
    ledger_connection: Connection, steps: list[Any], data: st.DataObject
) -> None:
    books = open_books(ledger_connection)
    lines: list[KeptLine] = []
    with ledger_connection.begin_nested() as savepoint:
        for number, step in enumerate(steps):
            if step == "close":
                _close_next(ledger_connection, books)
            else:
                lines += _post(ledger_connection, books, number, step)
        _compare(ledger_connection, books, lines, data)
        assert list(closing.prove_closing(ledger_connection, books.employer)) == []
        savepoint.rollback()


def _close_next(connection: Connection, books: Books) -> None:
    month = closing.next_month(connection, books.employer)
    if month is not None and month <= LAST_TO_CLOSE:
        closing.close_month(connection, books.employer, month, "user-1", ())


def _post(connection: Connection, books: Books, number: int, step: Any) -> list[KeptLine]:
    (debited, credited), amount, back, days = step
    first_open = book.head(connection, books.employer).closed_through + timedelta(days=1)
    day = max(FIRST_DAY + timedelta(days=days), first_open)
    if back and book.balance(connection, books.employer, debited) >= amount:
        amount = -amount
    entry = JournalEntry(
        book=books.employer,
        kind="move",
        key=f"move:{number}",
        effective_on=day,
        postings=(Posting(debited, amount), Posting(credited, -amount)),
        actor="user-1",
    )
    posted = book.post(connection, entry)[0]
    return [KeptLine(p.account, p.amount, day, posted.recorded_at) for p in entry.postings]


def _compare(
    connection: Connection, books: Books, lines: list[KeptLine], data: st.DataObject
) -> None:
    instants = [None, *(line.recorded_at for line in lines)]
    days = [None, *(line.day for line in lines), *(line.day - timedelta(days=1) for line in lines)]
    for _ in range(8):
        moment = Moment(data.draw(st.sampled_from(days)), data.draw(st.sampled_from(instants)))
        expected = naive(lines, moment)
        found = moments.trial_balance(connection, books.employer, moment)
        assert {row.account: (row.debits, row.credits) for row in found} == expected
        standing = moments.balances(connection, books.employer, moment)
        for account in ACCOUNTS:
            debits, credits_ = expected.get(account, (Decimal(0), Decimal(0)))
            balance = account.type.sign * (debits - credits_)
            assert moments.balance(connection, books.employer, account, moment) == balance
            assert standing.get(account, Decimal(0)) == balance
