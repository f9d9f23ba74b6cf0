"""An employer's transaction reaches its own book and no other."""

from uuid import UUID

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from ledger import book, control, events, moments, proof
from ledger.accounts import AccountRef
from tests.database_server import ClonedDatabase
from tests.ledger.story import (
    EMPLOYER,
    GRANT,
    RND,
    Books,
    act_as,
    fund,
    on,
    yuan,
)

ROWS = ("book", "book_head", "account", "balance", "entry", "line")


@pytest.fixture
def books(ledger_connection: Connection) -> Books:
    return fund(ledger_connection)


@pytest.fixture
def employer(ledger_connection: Connection, books: Books) -> Connection:
    assert books.center
    act_as(ledger_connection, EMPLOYER)
    return ledger_connection


def test_an_employer_posts_to_its_own_book(employer: Connection, books: Books) -> None:
    posted = book.post(employer, events.reserve(books.employer, on("r"), RND, yuan("5.00")))[0]
    book.reverse(employer, posted.entry_id, on("undo"))
    assert book.balance(employer, books.employer, RND.on("9002")) == 0
    assert proof.prove(employer) == ()


@pytest.mark.parametrize("whose", ["other", "center"])
def test_an_employer_cannot_post_to_another_book(
    employer: Connection, books: Books, whose: str
) -> None:
    entry = {
        "other": events.receive(books.other, on("x"), GRANT, yuan("5.00")),
        "center": events.appropriate(books.center, on("x"), yuan("5.00")),
    }[whose]
    with pytest.raises(book.BookUnknown):
        book.post(employer, entry)


def test_what_an_employer_posts_beside_its_book_stands_nowhere(
    employer: Connection, books: Books
) -> None:
    mine = events.reserve(books.employer, on("r"), RND, yuan("5.00"))
    theirs = events.confirm_receipt(books.center, on("x"), GRANT, yuan("5.00"))
    with pytest.raises(book.BookUnknown), employer.begin_nested():
        book.post(employer, mine, theirs)
    assert book.balance(employer, books.employer, RND.on("9002")) == 0


def test_an_employer_sees_no_row_of_another(employer: Connection) -> None:
    for table in ROWS:
        tenants = employer.execute(text(f"select distinct tenant_id from ledger.{table}")).all()  # noqa: S608  # the tables above
        assert [row.tenant_id for row in tenants] == [EMPLOYER]


def test_an_employer_neither_reads_closes_nor_suspends_another_book(
    employer: Connection, books: Books
) -> None:
    assert book.balances(employer, books.center) == {}
    assert book.journal(employer, books.center) == ()
    assert moments.trial_balance(employer, books.other) == ()
    assert moments.balances(employer, books.center) == {}
    with pytest.raises(book.BookUnknown):
        book.book_of(employer, None)
    with pytest.raises(book.BookUnknown):
        book.head(employer, books.other)
    with pytest.raises(book.BookUnknown), employer.begin_nested():
        control.soft_close_through(employer, books.other, on("x").effective_on)
    with pytest.raises(book.BookUnknown), employer.begin_nested():
        control.set_account_open(employer, books.center, AccountRef("1011"), is_open=False)


def test_an_employer_does_not_suspend_an_account_by_its_number(
    employer: Connection, books: Books
) -> None:
    act_as(employer, "center")
    account = employer.scalar(
        text("select id from ledger.account where book_id = :book limit 1"),
        {"book": books.center},
    )
    act_as(employer, EMPLOYER)
    employer.execute(text("select ledger.set_account_open(:account, false)"), {"account": account})
    act_as(employer, "center")
    assert employer.scalar(text("select bool_and(open) from ledger.balance"))


def test_an_employer_does_not_reverse_an_entry_of_the_center(
    employer: Connection, books: Books
) -> None:
    act_as(employer, "center")
    theirs = book.journal(employer, books.center)[0]
    act_as(employer, EMPLOYER)
    with pytest.raises(LookupError):
        book.reverse(employer, theirs.id, on("undo"))


def test_an_employer_opens_no_book_for_another(employer: Connection) -> None:
    assert book.open_book(employer, "employer", EMPLOYER, "甲公司")
    with pytest.raises(ProgrammingError), employer.begin_nested():
        book.open_book(employer, "employer", UUID(int=3), "丙公司")


@pytest.mark.parametrize("setting", ["", "nobody"])
def test_a_transaction_of_nobody_sees_nothing(database: ClonedDatabase, setting: str) -> None:
    with database.engine.begin() as connection:
        act_as(connection, "center")
        fund(connection)
    with database.engine.begin() as connection:
        if setting:
            act_as(connection, "")
        for table in ROWS:
            assert connection.scalar(text(f"select count(*) from ledger.{table}")) == 0  # noqa: S608  # the tables above
        assert proof.prove(connection) == ()


def test_every_table_with_a_tenant_has_forced_row_security_and_one_restrictive_policy(
    ledger_connection: Connection,
) -> None:
    rows = ledger_connection.execute(
        text(
            "select c.relname, c.relrowsecurity and c.relforcerowsecurity as forced,"
            " (select count(*) from pg_policy p where p.polrelid = c.oid and not p.polpermissive)"
            " as restrictive,"
            " (select count(*) from pg_policy p where p.polrelid = c.oid and p.polpermissive)"
            " as permissive from pg_class c join pg_attribute a on a.attrelid = c.oid"
            " where c.relnamespace = 'ledger'::regnamespace and c.relkind = 'r'"
            " and a.attname = 'tenant_id' order by 1"
        )
    ).all()
    assert {row.relname for row in rows} >= {*ROWS, "budget_control"}
    assert {tuple(row)[1:] for row in rows} == {(True, 1, 1)}
