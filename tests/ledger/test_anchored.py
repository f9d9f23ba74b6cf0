"""Anchors find what no chain shows by itself: a book rewritten, or cut off with its head."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from ledger import anchor, anchored, book, events, proof
from ledger.anchor import End
from ledger.journal import BookId
from tests.database_server import ClonedDatabase
from tests.ledger.story import EMPLOYER, RND, Books, act_as, fund, on, yuan

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
AT = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
CUT = """
delete from ledger.line where entry_id in
    (select id from ledger.entry where book_id = {book} and seq > {seq});
delete from ledger.entry where book_id = {book} and seq > {seq};
update ledger.book_head h set last_seq = e.seq, last_hash = e.hash, last_at = e.recorded_at
  from ledger.entry e where e.book_id = h.book_id and e.seq = {seq} and h.book_id = {book};
update ledger.balance b set posted = coalesce(s.posted, 0), version = coalesce(s.version, 0)
  from ledger.account a left join lateral (select sum(l.amount) as posted, count(*) as version
       from ledger.line l where l.account_id = a.id) s on true
 where a.id = b.account_id and a.book_id = {book}
"""


@pytest.fixture
def books(database: ClonedDatabase) -> Books:
    with database.engine.begin() as connection:
        act_as(connection, "center")
        return fund(connection)


@pytest.fixture
def tamperer(database: ClonedDatabase, books: Books) -> Iterator[Connection]:
    """The database's superuser with every trigger and foreign key switched off."""
    assert books.center
    engine = create_engine(database.admin_url)
    with engine.connect() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        act_as(connection, "center")
        yield connection
    engine.dispose()


def test_each_anchor_names_the_one_before_and_the_end_of_every_book(
    ledger_connection: Connection,
) -> None:
    assert anchored.newest(ledger_connection) is None
    books = fund(ledger_connection)
    lines = [anchored.make(ledger_connection, KEY, AT)]
    book.post(ledger_connection, events.reserve(books.employer, on("r"), RND, yuan("5.00")))
    lines.append(anchored.make(ledger_connection, KEY, AT))
    public = {anchor.fingerprint(KEY.public_key()): KEY.public_key()}
    assert list(anchor.flaws(lines, public)) == []
    assert anchored.kept_after(ledger_connection, 0) == tuple(lines)
    assert anchored.kept_after(ledger_connection, 1) == (lines[1],)
    newest = anchored.newest(ledger_connection)
    assert newest is not None
    assert newest.anchor.number == 2
    end = anchored.sworn_end(newest, books.employer)
    assert end is not None
    assert end.seq == book.head(ledger_connection, books.employer).seq
    assert anchored.sworn_end(newest, BookId(4711)) is None
    both = [anchor.parse(line) for line in lines]
    assert anchored.against(ledger_connection, both) == ()
    assert anchored.against(ledger_connection, ()) == ()


def test_anchors_are_the_centers_alone(ledger_connection: Connection) -> None:
    fund(ledger_connection)
    anchored.make(ledger_connection, KEY, AT)
    act_as(ledger_connection, EMPLOYER)
    assert anchored.newest(ledger_connection) is None
    with pytest.raises(DBAPIError, match="row-level security"):
        anchored.make(ledger_connection, KEY, AT)


def test_a_tail_cut_off_with_its_head_is_found_by_the_anchor_alone(
    tamperer: Connection, books: Books
) -> None:
    book.post(tamperer, events.reserve(books.employer, on("r"), RND, yuan("5.00")))
    sworn = [anchor.parse(anchored.make(tamperer, KEY, AT))]
    for statement in CUT.format(book=books.employer, seq=2).split(";"):
        tamperer.execute(text(statement))
    assert proof.prove_twice(tamperer, books.employer).holds  # sound as far as it goes
    (fault,) = anchored.against(tamperer, sworn)
    assert (fault.book, fault.check, fault.seq) == (books.employer, "anchor", 3)
    assert "被改写或截断" in fault.text()


def test_an_empty_book_has_the_end_it_began_with(tamperer: Connection, books: Books) -> None:
    sworn = anchor.parse(anchored.make(tamperer, KEY, AT))
    assert [end.seq for end in sworn.ends if end.book == books.other] == [0]
    assert anchored.against(tamperer, [sworn]) == ()
    forged = [End(books.other, 0, "00" * 32)]
    lying = anchor.Anchor(1, sworn.made_at, None, sworn.key, tuple(forged))
    assert [fault.book for fault in anchored.against(tamperer, [lying])] == [books.other]
