"""A proof from the middle of a chain; what only one verifier says; too many faults to tell."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest
from sqlalchemy import Connection, create_engine, text

from ledger import book, control, events, fault, proof, proof_walk
from ledger.proof import Fault
from tests.database_server import ClonedDatabase
from tests.ledger.story import CONF, RND, Books, act_as, fund, on, yuan


@pytest.fixture
def books(database: ClonedDatabase) -> Books:
    with database.engine.begin() as connection:
        act_as(connection, "center")
        books = fund(connection)
        for number in range(4):
            entry = events.reserve(books.employer, on(f"r:{number}"), RND, yuan("1.00"))
            book.post(connection, entry)
        book.post(connection, events.reserve(books.employer, on("c"), CONF, yuan("1.00")))
    return books


@pytest.fixture
def tamperer(database: ClonedDatabase, books: Books) -> Iterator[Connection]:
    assert books.center
    engine = create_engine(database.admin_url)
    with engine.connect() as connection:
        connection.execute(text("set local session_replication_role = replica"))
        act_as(connection, "center")
        yield connection
    engine.dispose()


def seqs(faults: tuple[Fault, ...]) -> set[int | None]:
    return {each.seq for each in faults}


@pytest.mark.parametrize("since", range(8))
def test_a_sound_book_is_sound_from_anywhere_on(
    tamperer: Connection, books: Books, since: int
) -> None:
    verdict = proof.prove_twice(tamperer, books.employer, since)
    assert verdict.holds, verdict.faults
    assert (verdict.by_python, verdict.by_database) == (0, 0)


def test_what_is_believed_is_not_proved_and_what_comes_after_is(
    tamperer: Connection, books: Books
) -> None:
    for seq in (3, 5):
        statement = text("update ledger.entry set memo = 'x' where book_id = :book and seq = :seq")
        tamperer.execute(statement, {"book": books.employer, "seq": seq})
    for since, found in ((0, {3, 5}), (3, {5}), (5, set())):
        verdict = proof.prove_twice(tamperer, books.employer, since)
        assert seqs(verdict.faults) == found
        assert verdict.by_python == verdict.by_database == len(found)


def test_a_line_without_an_entry_is_counted(tamperer: Connection, books: Books) -> None:
    statement = text(
        "insert into ledger.line select 4711, 1, l.book_id, l.account_id, l.tenant_id, l.layer,"
        " l.effective_on, l.amount, l.balance_after, 4711 from ledger.line l"
        " where l.book_id = :book limit 1"
    )
    tamperer.execute(statement, {"book": books.employer})
    verdict = proof.prove_twice(tamperer, books.employer)
    assert [each.text() for each in verdict.faults] == [
        "[lines] 有 1 行分录不属于本账簿的任何凭证。"
    ]
    assert verdict.by_python == verdict.by_database == 1


def test_a_verifier_that_says_something_else_is_a_fault_itself(
    tamperer: Connection, books: Books
) -> None:
    alone = fault.fault(books.employer, "head")
    for silent, by_python, by_database in (
        ("prove", 0, 1),
        ("prove_by_database", 1, 0),
    ):
        speaking = {"prove", "prove_by_database"} - {silent}
        with (
            patch.object(proof, silent, return_value=()),
            patch.object(proof, speaking.pop(), return_value=(alone,)),
        ):
            verdict = proof.prove_twice(tamperer, books.employer)
        assert {each.check for each in verdict.faults} == {"head", "verifiers"}
        assert (verdict.by_python, verdict.by_database) == (by_python, by_database)


def test_of_too_many_faults_the_first_are_told(
    tamperer: Connection, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (fault, proof, proof_walk):
        monkeypatch.setattr(module, "MOST", 3)
    tamperer.execute(text("update ledger.entry set memo = 'x', kind = 'x', hash = '\\x00'"))
    verdict = proof.prove_twice(tamperer, books.employer)
    assert (verdict.by_python, verdict.by_database) == (3, 3)
    assert "verifiers" not in {each.check for each in verdict.faults}


def test_amounts_and_instants_beyond_the_calendar_are_faults_not_errors(
    tamperer: Connection, books: Books
) -> None:
    change = text("update ledger.entry set recorded_at = 'infinity' where book_id = :b and seq = 5")
    tamperer.execute(change, {"b": books.employer})
    found = proof.prove_twice(tamperer, books.employer).faults
    assert {each.check for each in found} == {"chain"}
    assert proof_walk.fen("NaN") == 0
    assert proof_walk.microseconds("infinity") > proof_walk.microseconds("9999-01-01 00:00:00+00")
    assert proof_walk.microseconds("-infinity") < 0
    assert proof_walk.microseconds("0044-03-15 00:00:00+00 BC") < 0


def test_a_halted_book_still_proves_itself(tamperer: Connection, books: Books) -> None:
    control.halt(tamperer, books.employer, "x")
    assert proof.prove_twice(tamperer, books.employer).holds


def keep(connection: Connection, books: Books, **changed: object) -> None:
    """Keep a proof of the employer's book as it stands, or with something changed."""
    head = book.head(connection, books.employer)
    values: dict[str, object] = {
        "book": books.employer, "seq": head.seq, "hash": head.hash, "faults": 0, "first": None,
    }  # fmt: skip
    statement = text("select ledger.record_proof(:book, 0, :seq, :hash, :faults, :first)")
    connection.execute(statement, values | changed)


def spoil(connection: Connection, books: Books, seq: int) -> None:
    statement = text("update ledger.entry set memo = 'x' where book_id = :book and seq = :seq")
    connection.execute(statement, {"book": books.employer, "seq": seq})


def test_the_rest_of_a_book_is_what_came_after_its_newest_proof(
    tamperer: Connection, books: Books
) -> None:
    assert proof.prove_rest(tamperer, books.employer) == ()
    keep(tamperer, books, seq=5, hash=hash_of(tamperer, books, 5))
    spoil(tamperer, books, 4)
    assert seqs(proof.prove_rest(tamperer, books.employer)) == set()
    spoil(tamperer, books, 6)
    assert seqs(proof.prove_rest(tamperer, books.employer)) == {6}


@pytest.mark.parametrize(
    "changed", [{"hash": b"x" * 32}, {"faults": 1, "first": "fault"}, {"seq": 99}]
)
def test_everything_is_proved_where_the_newest_proof_cannot_be_believed(
    tamperer: Connection, books: Books, changed: dict[str, object]
) -> None:
    keep(tamperer, books)
    keep(tamperer, books, **changed)
    spoil(tamperer, books, 4)
    assert seqs(proof.prove_rest(tamperer, books.employer)) == {4}


def hash_of(connection: Connection, books: Books, seq: int) -> bytes:
    statement = text("select hash from ledger.entry where book_id = :book and seq = :seq")
    return bytes(connection.execute(statement, {"book": books.employer, "seq": seq}).scalar_one())
