"""How a grant stands: budget and money, the tolerance to the fen, sources kept apart for ever."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import Connection

from ledger import book, control, events, proof, standing
from ledger.accounts import AccountRef, Source
from ledger.events import Purpose, Recall
from ledger.standing import DirectionStanding, GrantStanding, Overdrawn, SourceStanding
from tests.ledger.story import CONF, EMPLOYER, GRANT, RND, Books, fund, on, open_books, yuan

TOLERANCE = yuan("100.00")
OTHER_GRANT = "2026-018"
FEN = yuan("0.01")


def stands(connection: Connection, books: Books) -> GrantStanding:
    return standing.standing(connection, books.employer, GRANT)


def direction(found: GrantStanding, purpose: Purpose) -> DirectionStanding:
    (one,) = (
        each
        for each in found.directions
        if (each.source, each.category) == (purpose.source, purpose.category)
    )
    return one


def source(found: GrantStanding, name: Source) -> SourceStanding:
    (one,) = (each for each in found.sources if each.source is name)
    return one


def fund_with_tolerance(connection: Connection) -> Books:
    control.set_tolerance(connection, open_books(connection).employer, GRANT, TOLERANCE, "user-1")
    return fund(connection)


def test_a_grant_nobody_knows_has_nothing(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    found = standing.standing(ledger_connection, books.employer, "2099-001")
    assert found == GrantStanding("2099-001", (), ())
    assert found.overdrawn == ()


def test_the_smaller_of_budget_and_money_may_be_spent(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    found = stands(ledger_connection, books)
    assert source(found, Source.FISCAL) == SourceStanding(
        Source.FISCAL, yuan("60000.00"), yuan("0.00"), yuan("0.00")
    )
    assert direction(found, RND).may_be_spent == yuan("60000.00")  # of a budget of 80 000
    assert direction(found, CONF).may_be_spent == yuan("20000.00")  # though more has arrived


def test_what_is_spent_and_reserved_is_available_no_more(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    book.post(
        ledger_connection,
        events.reserve(books.employer, on("r:1"), CONF, yuan("500.00")),
        events.spend(books.employer, on("s:1"), CONF, yuan("400.00"), yuan("500.00")),
        events.reserve(books.employer, on("r:2"), CONF, yuan("30.00")),
        events.reserve(books.employer, on("r:3"), RND, yuan("7.00")),
    )
    found = stands(ledger_connection, books)
    conf = direction(found, CONF)
    assert (conf.budget, conf.spent, conf.reserved) == (
        yuan("20000.00"), yuan("400.00"), yuan("30.00"),
    )  # fmt: skip
    assert conf.available == conf.may_be_spent == yuan("19570.00")
    assert source(found, Source.FISCAL).available == yuan("59563.00")
    assert found.overdrawn == ()


def test_an_advance_is_reserved_until_it_is_offset(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    much = yuan("500.00")
    before = stands(ledger_connection, books)
    book.post(
        ledger_connection,
        events.reserve(books.employer, on("r"), CONF, much),
        events.advance(books.employer, on("a"), CONF, much),
    )
    handed_out = stands(ledger_connection, books)
    assert source(handed_out, Source.FISCAL) == SourceStanding(
        Source.FISCAL, yuan("60000.00"), yuan("0.00"), much
    )
    book.post(ledger_connection, events.settle_advance(books.employer, on("o"), CONF, much))
    settled = source(stands(ledger_connection, books), Source.FISCAL)
    assert settled.available == source(before, Source.FISCAL).available - much
    assert (settled.spent, settled.reserved) == (much, yuan("0.00"))


def test_a_budget_without_tolerance_ends_at_nought(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    all_of_it = stands(ledger_connection, books)
    limit = direction(all_of_it, CONF).may_be_spent
    entry = events.reserve(books.employer, on("r"), CONF, limit + FEN)
    with pytest.raises(book.OverBudget), ledger_connection.begin_nested():
        book.post(ledger_connection, entry)
    book.post(ledger_connection, events.reserve(books.employer, on("r"), CONF, limit))
    found = direction(stands(ledger_connection, books), CONF)
    assert found.may_be_spent == found.available == 0
    assert stands(ledger_connection, books).overdrawn == ()


def test_a_tolerance_is_used_to_the_fen_and_not_a_fen_further(
    ledger_connection: Connection,
) -> None:
    books = fund_with_tolerance(ledger_connection)
    assert standing.tolerances(ledger_connection, books.employer) == {GRANT: TOLERANCE}
    limit = direction(stands(ledger_connection, books), CONF).may_be_spent
    assert limit == yuan("20100.00")
    entry = events.reserve(books.employer, on("r"), CONF, limit + FEN)
    with pytest.raises(book.OverBudget) as refused, ledger_connection.begin_nested():
        book.post(ledger_connection, entry)
    assert refused.value.available == limit
    book.post(
        ledger_connection,
        events.reserve(books.employer, on("r"), CONF, limit),
        events.spend(books.employer, on("s"), CONF, limit),
    )
    assert book.balance(ledger_connection, books.employer, CONF.on("9001")) == -TOLERANCE
    found = stands(ledger_connection, books)
    assert found.overdrawn == (Overdrawn(Source.FISCAL, "CONF", TOLERANCE, TOLERANCE),)
    assert direction(found, CONF).may_be_spent == 0
    with pytest.raises(book.OverBudget), ledger_connection.begin_nested():
        book.post(ledger_connection, events.reserve(books.employer, on("r:2"), CONF, FEN))
    assert proof.prove(ledger_connection) == ()


def test_a_tolerance_never_makes_money(ledger_connection: Connection) -> None:
    books = fund_with_tolerance(ledger_connection)
    book.post(ledger_connection, events.reserve(books.employer, on("r"), RND, yuan("59990.00")))
    assert direction(stands(ledger_connection, books), CONF).may_be_spent == yuan("10.00")


def test_an_overdrawn_direction_is_put_right_by_reallocation(
    ledger_connection: Connection,
) -> None:
    books = fund_with_tolerance(ledger_connection)
    over = yuan("20060.00")
    book.post(ledger_connection, events.reserve(books.employer, on("r"), CONF, over))
    (warning,) = stands(ledger_connection, books).overdrawn
    assert warning.by == yuan("60.00")
    moved = events.reallocate(books.employer, on("m"), RND, CONF, warning.by)
    book.post(ledger_connection, moved)
    assert stands(ledger_connection, books).overdrawn == ()
    assert proof.prove(ledger_connection) == ()


def test_another_grant_in_the_book_does_not_count(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    before = stands(ledger_connection, books)
    book.post(
        ledger_connection,
        *events.commit_agreement(
            books.center, books.employer, on("agreement:2"), OTHER_GRANT, {"CE": yuan("5.00")}
        ),
    )
    everything = book.balances(ledger_connection, books.employer)
    assert standing.of_balances(everything, GRANT) == stands(ledger_connection, books) == before


def _with_matching(connection: Connection) -> tuple[Books, Purpose]:
    """The grant has 3 000 of the employer's own beside its fiscal money, and spent of both."""
    books = fund(connection)
    match = Purpose(GRANT, "MATCH", "RND")
    book.post(
        connection,
        events.contribute(books.employer, on("c"), GRANT, "MATCH", {"RND": yuan("3000.00")}),
        events.reserve(books.employer, on("r:1"), match, yuan("1000.00")),
        events.spend(books.employer, on("s:1"), match, yuan("1000.00")),
        events.reserve(books.employer, on("r:2"), RND, yuan("100.00")),
        events.spend(books.employer, on("s:2"), RND, yuan("100.00")),
    )
    return books, match


def by_source(found: GrantStanding) -> dict[Source, tuple[Decimal, Decimal]]:
    return {each.source: (each.funded, each.available) for each in found.sources}


def test_sources_are_never_mixed(ledger_connection: Connection) -> None:
    books, match = _with_matching(ledger_connection)
    found = stands(ledger_connection, books)
    assert by_source(found) == {
        Source.FISCAL: (yuan("60000.00"), yuan("59900.00")),
        Source.MATCH: (yuan("3000.00"), yuan("2000.00")),
    }
    assert direction(found, match).may_be_spent == yuan("2000.00")
    assert direction(found, RND).may_be_spent == yuan("59900.00")


def test_money_keeps_its_source_when_the_grant_moves(ledger_connection: Connection) -> None:
    books, match = _with_matching(ledger_connection)
    money = {"FISCAL": yuan("59900.00"), "MATCH": yuan("500.00")}
    budget = {RND: yuan("39900.00"), CONF: yuan("20000.00"), match: yuan("500.00")}
    approved = events.approve_transfer(books.employer, books.other, on("t"), GRANT, money, budget)
    book.post(ledger_connection, *approved)
    paid, arrived = (replace(on(key), event=on("t").identifier) for key in ("t:pay", "t:arrive"))
    book.post(
        ledger_connection,
        *events.pay_transfer(books.center, books.employer, paid, GRANT, money),
        *events.receive_transfer(books.center, books.other, arrived, GRANT, money),
    )
    old = stands(ledger_connection, books)
    new = standing.standing(ledger_connection, books.other, GRANT)
    assert by_source(new) == {
        Source.FISCAL: (yuan("59900.00"), yuan("59900.00")),
        Source.MATCH: (yuan("500.00"), yuan("500.00")),
    }
    assert by_source(old) == {
        Source.FISCAL: (yuan("100.00"), yuan("0.00")),
        Source.MATCH: (yuan("2500.00"), yuan("1500.00")),
    }
    assert direction(new, match).may_be_spent == yuan("500.00")
    assert proof.prove(ledger_connection) == ()


def test_what_is_clawed_back_is_owed_by_source(ledger_connection: Connection) -> None:
    books, _match = _with_matching(ledger_connection)
    unspent = yuan("59900.00")
    recall = Recall(
        GRANT, {"FISCAL": unspent}, budget={RND: yuan("39900.00"), CONF: yuan("20000.00")}
    )
    book.post(ledger_connection, *events.claw_back(books.center, books.employer, on("b"), recall))
    found = stands(ledger_connection, books)
    assert by_source(found) == {
        Source.FISCAL: (yuan("100.00"), yuan("0.00")),
        Source.MATCH: (yuan("3000.00"), yuan("2000.00")),  # the employer's own stays its own
    }
    owed = AccountRef("2241.RTN", GRANT, "FISCAL")
    assert book.balance(ledger_connection, books.employer, owed) == unspent
    assert proof.prove(ledger_connection) == ()


def test_a_verdict_reads_the_balances_of_its_grant_and_the_closed_days(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    head = book.head(ledger_connection, books.employer)
    balances = book.balances(ledger_connection, books.employer, grant=GRANT)
    assert balances
    hand = standing.at_hand(ledger_connection, EMPLOYER, GRANT)
    assert hand.book == books.employer
    assert hand.closed_through == head.closed_through
    assert dict(hand.balances) == balances
    assert len(hand.balances) == len(balances)


def test_a_grant_nobody_knows_has_a_book_without_balances(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    hand = standing.at_hand(ledger_connection, EMPLOYER, "2099-001")
    assert (hand.book, hand.balances) == (books.employer, ())


def test_an_employer_without_a_book_is_refused(ledger_connection: Connection) -> None:
    with pytest.raises(book.BookUnknown):
        standing.at_hand(ledger_connection, UUID(int=99), GRANT)
