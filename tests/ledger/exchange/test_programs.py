"""beancount and hledger find what we find in every book, and find a fen that is out of place."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, text

from ledger.accounts import AccountRef
from tests.database_server import DatabaseServer
from tests.ledger.exchange.lives import lived, ours, written
from tests.ledger.exchange.programs import PROGRAMS, Program
from tests.ledger.story import GRANT, act_as, open_books

pytestmark = pytest.mark.slow


@pytest.fixture(params=PROGRAMS)
def program(request: pytest.FixtureRequest) -> Program:
    return PROGRAMS[request.param]


def test_they_accept_the_books_of_a_story_and_sum_what_we_sum(
    ledger_connection: Connection, program: Program, tmp_path: Path
) -> None:
    books = lived(ledger_connection)
    for of in (books.center, books.employer):
        path = written(ledger_connection, of, program, tmp_path)
        assert program.check(path) == ""
        assert program.balances(path) == ours(ledger_connection, of, program) != {}


def test_a_book_without_entries_is_a_journal_too(
    ledger_connection: Connection, program: Program, tmp_path: Path
) -> None:
    path = written(ledger_connection, open_books(ledger_connection).other, program, tmp_path)
    assert program.check(path) == ""
    assert program.balances(path) == {}


def a_fen_in_one_line(journal: str, _program: Program) -> str:
    return _replaced(journal, "  999.99 CNY", "  1000.00 CNY")


def a_fen_of_the_budget(journal: str, _program: Program) -> str:
    return _replaced(journal, "  1000.01 BUDGET", "  1000.02 BUDGET")


def a_line_that_is_gone(journal: str, _program: Program) -> str:
    gone = re.search(r"\n[^\n]+  999\.99 CNY(?=\n)", journal)
    assert gone is not None
    return _replaced(journal, gone[0], "")


def an_entry_that_is_gone(journal: str, _program: Program) -> str:
    (gone,) = [piece for piece in journal.split("\n\n") if "bank_fee" in piece]
    return _replaced(journal, gone, "")


def money_moved_evenly_to_another_account(journal: str, program: Program) -> str:
    fiscal, matched = (
        program.account_name(AccountRef("2401.F", GRANT, source)) for source in ("FISCAL", "MATCH")
    )
    return _replaced(journal, f"{fiscal}  999.99", f"{matched}  999.99")


def a_fen_of_a_balance(journal: str, _program: Program) -> str:
    head, end = journal.rsplit("\n\n", 1)
    return f"{head}\n\n{_replaced(end, '5000.00', '5000.01')}"


def a_layer_that_pays_for_the_other(journal: str, _program: Program) -> str:
    return journal.replace("  999.99 CNY", "  999.99 BUDGET", 1)


def _replaced(journal: str, old: str, new: str) -> str:
    assert journal.count(old) > 0
    return journal.replace(old, new, 1)


CHANGES = (
    a_fen_in_one_line,
    a_fen_of_the_budget,
    a_line_that_is_gone,
    an_entry_that_is_gone,
    money_moved_evenly_to_another_account,
    a_fen_of_a_balance,
    a_layer_that_pays_for_the_other,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_they_find(
    ledger_connection: Connection,
    program: Program,
    tmp_path: Path,
    change: Callable[[str, Program], str],
) -> None:
    path = written(ledger_connection, lived(ledger_connection).employer, program, tmp_path)
    journal = path.read_text(encoding="utf-8")
    path.write_text(change(journal, program), encoding="utf-8")
    assert "alance" in program.check(path)


@pytest.fixture(scope="module")
def tampered_balance(postgres: DatabaseServer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The journals of a book whose stored balance a superuser raised by a fen."""
    folder = tmp_path_factory.mktemp("tampered")
    with postgres.clone() as clone:
        engine = create_engine(clone.admin_url)
        with engine.begin() as connection:
            act_as(connection, "center")
            books = lived(connection)
            connection.execute(text("set local session_replication_role = replica"))
            changed = connection.execute(
                text(
                    "update ledger.balance set posted = posted + 0.01 where account_id ="
                    " (select id from ledger.account where code = '1002.S')"
                )
            )
            assert changed.rowcount == 1
            for program in PROGRAMS.values():
                written(connection, books.employer, program, folder)
        engine.dispose()
    return folder


def test_they_find_a_stored_balance_that_is_not_the_sum_of_its_lines(
    tampered_balance: Path, program: Program
) -> None:
    told = program.check(tampered_balance / f"book.{program.name}")
    assert "64003.06" in told  # the sum of the lines
    assert "64003.07" in told  # what is stored
