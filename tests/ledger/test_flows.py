"""What went through a grant in a book, held against what is left of it."""

from sqlalchemy import Connection

from ledger import book, events, flows, proof
from ledger.accounts import AccountRef, Source
from ledger.events import Purpose, Recall
from ledger.flows import Flow
from tests.ledger.story import CONF, GRANT, RND, fund, on, open_books, yuan

MATCHED = Purpose(GRANT, "MATCH", "RND")


def test_a_grant_nobody_knows_has_no_flow(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    assert flows.of_grant(ledger_connection, books.employer, "2099-001") == {}


def test_each_source_says_what_came_what_left_and_what_was_put_back(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    of = books.employer
    book.post(
        ledger_connection,
        events.contribute(of, on("match"), GRANT, "MATCH", {"RND": yuan("3000.00")}),
        events.interest(of, on("interest"), {GRANT: yuan("12.34")}),
        events.reserve(of, on("claim"), RND, yuan("500.00")),
        events.spend(of, on("claim:pay"), RND, yuan("500.00")),
        events.disallow(of, on("finding"), RND, yuan("300.00")),
        events.put_back(of, on("finding:back"), RND, yuan("100.00")),
        events.release_matching(of, on("match:back"), GRANT, "MATCH", {"RND": yuan("1000.00")}),
    )
    assert flows.of_grant(ledger_connection, of, GRANT) == {
        Source.FISCAL: Flow(yuan("60000.00"), restored=yuan("100.00")),
        Source.MATCH: Flow(yuan("3000.00"), returned=yuan("1000.00")),
        Source.INTEREST: Flow(yuan("12.34")),
    }


def test_all_of_it_is_called_back_and_what_was_spent_is_owed_from_own_money(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    of, spent, wrong = books.employer, yuan("800.00"), yuan("200.00")
    book.post(
        ledger_connection,
        events.reserve(of, on("claim"), RND, yuan("1000.00")),
        events.spend(of, on("claim:pay"), RND, yuan("1000.00")),
        events.disallow(of, on("finding"), RND, wrong),
        events.accept(books.center, on("accept"), GRANT, spent),
    )
    unspent = yuan("59000.00")
    recall = Recall(
        GRANT,
        {"FISCAL": unspent},
        {RND: unspent - yuan("20000.00"), CONF: yuan("20000.00")},
        {RND: wrong},
        spent,
        {RND: spent},
    )
    book.post(ledger_connection, *events.claw_back(books.center, of, on("back"), recall))
    assert flows.of_grant(ledger_connection, of, GRANT)[Source.FISCAL] == Flow(
        yuan("60000.00"), returned=yuan("60000.00")
    )
    standing = book.balances(ledger_connection, of, GRANT)
    assert standing[AccountRef("1221.OWN", GRANT)] == spent + wrong
    assert standing[AccountRef("2241.RTN", GRANT, "FISCAL")] == yuan("60000.00")
    assert proof.prove(ledger_connection) == ()


def test_what_was_reversed_counts_as_if_it_had_never_been(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    (wrong,) = book.post(
        ledger_connection, events.interest(books.employer, on("wrong"), {GRANT: yuan("1.00")})
    )
    book.reverse(ledger_connection, wrong.entry_id, on("undo"))
    assert flows.of_grant(ledger_connection, books.employer, GRANT)[Source.INTEREST] == Flow()


def test_what_had_been_spent_is_still_told_when_the_accounts_came_to_nought(
    ledger_connection: Connection,
) -> None:
    books = fund(ledger_connection)
    of, spent, matched = books.employer, yuan("1000.00"), yuan("70.00")
    unspent = yuan("60000.00") - spent
    budget = {RND: unspent - yuan("20000.00"), CONF: yuan("20000.00")}
    book.post(
        ledger_connection,
        events.reserve(of, on("claim"), RND, spent),
        events.spend(of, on("claim:pay"), RND, spent),
        events.contribute(of, on("match"), GRANT, "MATCH", {"RND": matched}),
        events.reserve(of, on("own"), MATCHED, matched),
        events.spend(of, on("own:pay"), MATCHED, matched),
        events.disallow(of, on("own:wrong"), MATCHED, yuan("20.00")),
        *events.return_surplus(
            books.center, of, on("back"), Recall(GRANT, {"FISCAL": unspent}, budget)
        ),
        *events.repay(books.center, of, on("pay"), GRANT, {"FISCAL": unspent}),
        events.recover(books.center, on("come"), GRANT, unspent),
        events.accept(books.center, on("accept"), GRANT, spent),
    )
    rest = book.balances(ledger_connection, of, GRANT)
    promised = {
        ref.category: amount
        for ref, amount in rest.items()
        if (ref.code, ref.source) == ("9001", "FISCAL") and ref.category and amount
    }
    cancelled = events.cancel_commitment(books.center, of, on("cancel"), GRANT, promised)
    book.post(ledger_connection, *cancelled)
    left = {of: book.balances(ledger_connection, of, GRANT)}
    book.post(ledger_connection, *events.close_grant(books.center, on("close"), GRANT, left))
    assert flows.of_grant(ledger_connection, of, GRANT) == {
        Source.FISCAL: Flow(yuan("60000.00"), returned=unspent, closed=spent),
        Source.MATCH: Flow(matched, closed=yuan("50.00"), closed_wrong=yuan("20.00")),
    }


def test_what_was_spent_before_the_book_was_opened_had_been_received(
    ledger_connection: Connection,
) -> None:
    of = open_books(ledger_connection).employer
    opening = {
        AccountRef("1002.S"): yuan("70.00"),
        RND.fund("2401.F"): yuan("70.00"),
        RND.on("5301.X"): yuan("30.00"),
        RND.fund("6117.G"): yuan("30.00"),
        RND.fund("9000"): yuan("100.00"),
        RND.on("9001"): yuan("70.00"),
        RND.on("9003"): yuan("30.00"),
    }
    book.post(ledger_connection, events.open_balances(of, on("opening"), opening))
    assert flows.of_grant(ledger_connection, of, GRANT) == {Source.FISCAL: Flow(yuan("100.00"))}
