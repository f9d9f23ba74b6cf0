"""A superuser alone can break the books; the proof names every kind of break."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, text

from ledger import book, events, proof, proof_rows
from ledger.accounts import AccountRef
from ledger.journal import JournalEntry, credit, debit, netted
from ledger.proof import Fault
from tests.database_server import ClonedDatabase, DatabaseServer
from tests.ledger.story import CONF, EMPLOYER, GRANT, RND, Books, act_as, fund, on, yuan


@pytest.fixture(scope="module")
def broken(postgres: DatabaseServer) -> Iterator[ClonedDatabase]:
    """One database for this module: whatever a test broke is rolled back."""
    with postgres.clone() as clone:
        yield clone


@pytest.fixture(scope="module")
def books(broken: ClonedDatabase) -> Books:
    with broken.engine.begin() as connection:
        act_as(connection, "center")
        books = fund(connection)
        spent = book.post(
            connection,
            events.reserve(books.employer, on("r:1"), RND, yuan("100.00")),
            events.spend(books.employer, on("s:1"), RND, yuan("100.00")),
            events.reserve(books.employer, on("r:2"), CONF, yuan("50.00")),
        )
        book.reverse(connection, spent[2].entry_id, on("undo"))
    return books


@pytest.fixture
def tamperer(broken: ClonedDatabase, books: Books) -> Iterator[Connection]:
    """The database's superuser with every trigger and foreign key switched off."""
    assert books.center
    engine = create_engine(broken.admin_url)
    with engine.connect() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        act_as(connection, "center")
        yield connection
    engine.dispose()


def found(connection: Connection) -> set[str]:
    return {fault.check for fault in proof.prove(connection)}


def assert_both_agree(connection: Connection, checks: set[str]) -> None:
    """The database finds what Python finds, at the same numbers; the identities are Python's."""
    by_database: set[str] = set()
    for of in connection.execute(text("select id from ledger.book order by id")).scalars().all():
        verdict = proof.prove_twice(connection, of)
        assert "verifiers" not in {fault.check for fault in verdict.faults}, verdict.faults
        by_database |= {fault.check for fault in proof.prove_by_database(connection, of)}
    assert by_database == {check for check in checks if not check.startswith("I")}


def entry_of(connection: Connection, books: Books, key: str) -> str:
    of = [entry for entry in book.journal(connection, books.employer) if entry.key == key]
    return str(of[0].id)


def test_sound_books_have_no_fault(tamperer: Connection, books: Books) -> None:
    assert proof.prove(tamperer) == ()
    assert proof.prove(tamperer, books.employer) == ()
    assert proof.prove_across(tamperer) == ()


SPENT, LAST = "s:1", "undo"  # the keys of two entries: one inside the book, and its last

TAMPERING: dict[str, tuple[str, set[str]]] = {
    "memo": ("update ledger.entry set memo = 'x' where id = :spent", {"content"}),
    "actor": ("update ledger.entry set actor = 'x' where id = :spent", {"content"}),
    "approver": ("update ledger.entry set approver = null where id = :spent", {"content"}),
    "kind": ("update ledger.entry set kind = 'x' where id = :spent", {"content"}),
    "event": ("update ledger.entry set event_id = null where id = :spent", {"content"}),
    "original document": (
        "update ledger.entry set meta = jsonb_build_object('invoice', 'x') where id = :spent",
        {"content"},
    ),
    "key": ("update ledger.entry set key = 'x' where id = :spent", {"chain"}),
    "recorded a day later": (
        "update ledger.entry set recorded_at = recorded_at + interval '1 day' where id = :spent",
        {"chain"},
    ),
    "recorded before the one before": (
        "update ledger.entry set recorded_at = '1960-01-01Z' where id = :spent",
        {"chain"},
    ),
    "word": ("update ledger.entry set word = '付' where id = :spent", {"content", "voucher"}),
    "number": ("update ledger.entry set no = 99 where id = :spent", {"chain", "voucher"}),
    "day of an entry": (
        "update ledger.entry set effective_on = '2026-03-03' where id = :spent",
        {"content", "lines"},
    ),
    "month of an entry": (
        "update ledger.entry set effective_on = '2026-04-02', period = 202604 where id = :spent",
        {"content", "chain", "lines", "voucher"},
    ),
    "period against the day": (
        (
            "alter table ledger.entry drop constraint entry_period;"
            "update ledger.entry set period = 202604 where id = :spent"
        ),
        {"chain", "voucher"},
    ),
    "previous hash": (
        "update ledger.entry set prev_hash = '\\x00' where id = :spent",
        {"chain"},
    ),
    "request hash": (
        "update ledger.entry set request_hash = '\\x00' where id = :spent",
        {"chain", "content"},
    ),
    "own hash": ("update ledger.entry set hash = '\\x00' where id = :spent", {"chain"}),
    "amounts, evenly": (
        "update ledger.line set amount = amount * 2 where entry_id = :spent",
        {"content", "balance", "floor"},
    ),
    "one amount": (
        "update ledger.line set amount = amount + 1 where entry_id = :spent and line_no = 1",
        {"content", "layers", "balance", "I2", "I4"},
    ),
    "account of a line": (
        (
            "update ledger.line set account_seq = 99, account_id = (select id from ledger.account"
            " where code = '9001' and category = 'CONF') where entry_id = :spent and line_no = 5"
        ),
        {"content", "balance"},
    ),
    "account of a line that does not exist": (
        "update ledger.line set account_id = 4711 where entry_id = :spent and line_no = 5",
        {"content", "balance", "I4"},
    ),
    "layer of a line": (
        "update ledger.line set layer = 'B' where entry_id = :spent and line_no = 1",
        {"lines"},
    ),
    "day of a line": (
        "update ledger.line set effective_on = '2026-01-01' where entry_id = :spent",
        {"lines"},
    ),
    "tenant of a line": (
        "update ledger.line set tenant_id = null where entry_id = :spent",
        {"lines"},
    ),
    "running balance": (
        "update ledger.line set balance_after = 0 where entry_id = :spent and line_no = 1",
        {"balance"},
    ),
    "running number": (
        "update ledger.line set account_seq = 99 where entry_id = :spent and line_no = 1",
        {"balance"},
    ),
    "a line removed": (
        "delete from ledger.line where entry_id = :spent and line_no = 1",
        {"content", "lines", "layers", "balance", "I2", "I4"},
    ),
    "an entry removed from the middle": (
        (
            "delete from ledger.line where entry_id = :spent;"
            "delete from ledger.entry where id = :spent"
        ),
        {"sequence", "chain", "voucher", "balance"},
    ),
    "the last entry removed": (
        "delete from ledger.line where entry_id = :last;delete from ledger.entry where id = :last",
        {"head", "balance"},
    ),
    "an entry repeated": (
        (
            "insert into ledger.entry (book_id, tenant_id, seq, period, word, no, kind, key,"
            " effective_on, recorded_at, actor, memo, meta, line_count, request_hash, prev_hash,"
            " hash) select book_id, tenant_id, seq + 100, period, word, no + 100, kind,"
            " key || '2', effective_on, recorded_at, actor, memo, meta, line_count, request_hash,"
            " prev_hash, hash from ledger.entry where id = :spent"
        ),
        {"sequence", "chain", "content", "voucher", "lines", "head"},
    ),
    "head": ("update ledger.book_head set last_hash = '\\x00' where book_id = 2", {"head"}),
    "head of another": ("update ledger.book_head set tenant_id = null", {"head"}),
    "no head": ("delete from ledger.book_head where book_id = 2", {"head"}),
    "balance": (
        (
            "update ledger.balance set posted = posted - 1 where account_id = (select id from"
            " ledger.account where code = '9001' and category = 'RND')"
        ),
        {"balance"},
    ),
    "version of a balance": (
        (
            "update ledger.balance set version = version + 1 where account_id = (select id from"
            " ledger.account where code = '9001' and category = 'RND')"
        ),
        {"balance"},
    ),
    "no balance": (
        (
            "delete from ledger.balance where account_id = (select id from"
            " ledger.account where code = '9001' and category = 'RND')"
        ),
        {"balance", "account", "tenant", "floor"},
    ),
    "floor": (
        (
            "update ledger.balance set floor = -1000000 where account_id = (select id from"
            " ledger.account where code = '9001' and category = 'RND')"
        ),
        {"floor"},
    ),
    "tenant of an account": (
        (
            "alter table ledger.account drop constraint account_tenant;"
            "update ledger.account set tenant_id = null where code = '1002.S'"
        ),
        {"tenant"},
    ),
    "tenant of an entry": (
        "update ledger.entry set tenant_id = null where id = :spent",
        {"tenant"},
    ),
    "code of an account": (
        "update ledger.account set code = '7777' where code = '1002.S'",
        {"account", "content", "floor", "I1"},
    ),
    "side of an account": (
        "update ledger.account set normal = -1 where code = '1002.S'",
        {"account"},
    ),
    "grant of an account": (
        "update ledger.account set grant_id = '2026-018' where code = '9003'",
        {"content", "I4"},
    ),
    "an account of the other kind of book": (
        "update ledger.account set code = '1002' where code = '1002.S'",
        {"account", "content", "I1"},
    ),
    "a mirror with other lines": (
        "update ledger.line set amount = amount * 2 where entry_id = :last",
        {"content", "balance", "mirror", "floor"},
    ),
    "a mirror of nothing": (
        "update ledger.entry set reverses = 4711 where id = :last",
        {"content", "mirror"},
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found(tamperer: Connection, books: Books, what: str) -> None:
    statements, checks = TAMPERING[what]
    entries = {key: entry_of(tamperer, books, key) for key in (SPENT, LAST)}
    for statement in statements.split(";"):
        told = statement.replace(":spent", entries[SPENT]).replace(":last", entries[LAST])
        assert tamperer.execute(text(told)).rowcount
    assert found(tamperer) == checks
    assert_both_agree(tamperer, checks)


def test_a_fault_says_where_and_what_in_words(tamperer: Connection, books: Books) -> None:
    tamperer.execute(
        text("update ledger.entry set memo = 'x' where key = :key and book_id = :book"),
        {"key": SPENT, "book": books.employer},
    )
    (fault,) = proof.prove(tamperer)
    assert isinstance(fault, Fault)
    assert (fault.book, fault.check, fault.seq) == (books.employer, "content", 4)
    assert str(fault) == "[content #4] 凭证内容与记账时的摘要不符。"
    tamperer.execute(text("update ledger.book_head set last_hash = '\\x00' where book_id = 2"))
    assert str(proof.prove(tamperer)[-1]).startswith("[head] 账簿末端")


def test_money_received_but_never_disbursed_is_found_across_the_books(
    tamperer: Connection, books: Books
) -> None:
    book.post(tamperer, events.receive(books.employer, on("ghost"), GRANT, yuan("7.00")))
    assert proof.prove(tamperer, books.employer) == proof.prove(tamperer, books.center) == ()
    (fault,) = proof.prove_across(tamperer)
    assert fault == proof.prove(tamperer)[0]
    assert (fault.book, fault.check) == (books.center, "I3")
    assert fault.message.values == {"which": GRANT, "left": "60000.00", "right": "60007.00"}


def test_a_broken_identity_inside_the_center_is_found(tamperer: Connection, books: Books) -> None:
    entry = JournalEntry(
        book=books.center,
        kind="by hand",
        key="by hand",
        effective_on=on("x").effective_on,
        actor="user-1",
        postings=netted(
            [
                debit(yuan("5.00"), AccountRef("1002")),
                credit(yuan("5.00"), AccountRef("1218.A", GRANT)),
            ]
        ),
    )
    book.post(tamperer, entry)
    assert {fault.check for fault in proof.prove(tamperer, books.center)} == {"I3"}


def test_an_employer_proves_its_own_book(broken: ClonedDatabase, books: Books) -> None:
    with broken.engine.begin() as connection:
        act_as(connection, EMPLOYER)
        assert proof.prove(connection) == ()
        assert proof.prove(connection, books.center) == ()
        assert proof.prove_across(connection) == ()


def test_books_are_locked_while_they_are_proved_unless_the_transaction_stands_still(
    broken: ClonedDatabase, books: Books
) -> None:
    locks = text(
        "select count(*) from pg_locks where relation = 'ledger.book_head'::regclass"
        " and mode = 'RowShareLock' and database ="  # the server holds databases of other tests too
        " (select oid from pg_database where datname = current_database())"
    )
    for level, locked in [("READ COMMITTED", 1), ("REPEATABLE READ", 0)]:
        with broken.engine.connect().execution_options(isolation_level=level) as connection:
            act_as(connection, "center")
            assert proof.prove(connection, books.employer) == ()
            assert connection.scalar(locks) == locked


def test_a_long_book_is_walked_page_by_page(
    ledger_connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    books = fund(ledger_connection)
    for number in range(6):
        entry = events.reserve(books.employer, on(f"r:{number}"), RND, yuan("1.00"))
        book.post(ledger_connection, entry)
    monkeypatch.setattr(proof_rows, "PAGE", 2)
    assert proof.prove(ledger_connection) == ()
