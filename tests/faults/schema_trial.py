"""Try everything on a damaged schema and tell who notices.

Damage and attempts share one transaction that is rolled back: dozens of mutants a second.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import ModuleType

import psycopg
import pytest
from sqlalchemy import Connection, Engine, create_engine, text

from ledger import book, events, proof
from tests.database_server import ClonedDatabase, connect
from tests.faults.schema_mutants import Mutant
from tests.ledger import test_book, test_story
from tests.ledger.abuse import Abuse, Bare, Refusal, Who, acting, answer
from tests.ledger.abused_books import found as found_books
from tests.ledger.attempts import every_attempt
from tests.ledger.story import RND, fund, on, yuan

Behaviour = Callable[[Connection], None]


@dataclass
class Trial:
    """A founded database for the attempts, an empty one for the tests of behaviour."""

    bare: Bare
    attempts: tuple[Abuse, ...]
    engine: Engine
    behaviours: tuple[Behaviour, ...]
    impossible: list[str] = field(default_factory=list)

    def survivors(self, mutants: Iterable[Mutant]) -> list[str]:
        """Give the mutants that nobody notices. Those another object forbids are `impossible`."""
        return [mutant.name for mutant in mutants if self._notice(mutant) is None]

    def baseline(self) -> list[str]:
        """What is wrong with the undamaged schema: nothing."""
        wrong = [str(abuse) for abuse in self.attempts if self._differs(abuse)]
        return wrong + [name for name, error in self._failing(None) if error]

    def _notice(self, mutant: Mutant) -> str | None:
        try:
            with self.bare.transaction(force_rollback=True):
                self.bare.execute(mutant.statement.encode())
                for abuse in sorted(self.attempts, key=lambda abuse: _far(abuse, mutant)):
                    if self._differs(abuse):
                        return str(abuse)
        except psycopg.errors.InvalidTableDefinition:  # part of a key: the key is a mutant itself
            self.impossible.append(mutant.name)
            return "impossible"
        except (psycopg.errors.SyntaxError, psycopg.errors.UndefinedFunction):
            self.impossible.append(mutant.name)  # no such function could ever be installed
            return "impossible"
        return next((name for name, error in self._failing(mutant) if error), None)

    def _differs(self, abuse: Abuse) -> bool:
        return self._answer(abuse) != abuse.refusal

    def _answer(self, abuse: Abuse) -> Refusal:
        try:
            with acting(self.bare, abuse.who):
                return answer(self.bare, abuse)
        except psycopg.Error as error:  # what comes before the attempt fails, too
            return "before", str(error)

    def _failing(self, mutant: Mutant | None) -> Iterator[tuple[str, BaseException | None]]:
        with self.engine.connect() as connection:
            if mutant:
                connection.exec_driver_sql(mutant.statement.replace("%", "%%"))
            connection.execute(text(f"set local session authorization {Who.APPLICATION.role}"))
            connection.execute(text("select set_config('zhuanhu.tenant', 'center', true)"))
            for behaviour in self.behaviours:
                yield behaviour.__name__, _failure(connection, behaviour)


@contextmanager
def trial(founded: ClonedDatabase, empty: ClonedDatabase) -> Iterator[Trial]:
    with founded.engine.begin() as connection:
        found_books(connection)
    engine = create_engine(empty.admin_url)
    try:
        with connect(founded.admin_url) as bare:
            bare.execute("set statement_timeout = '5s'")  # a loop without its end is noticed, too
            attempts = tuple(every_attempt(bare))
            behaviours = (the_books_prove, *_tests_of(test_book), *_tests_of(test_story))
            yield Trial(bare, attempts, engine, behaviours)
    finally:
        engine.dispose()


def the_books_prove(connection: Connection) -> None:
    """What was posted, taken back and posted elsewhere is found in order."""
    books = fund(connection)
    posted = book.post(
        connection,
        events.reserve(books.employer, on("r:1"), RND, yuan("100.00")),
        events.spend(books.employer, on("s:1"), RND, yuan("40.00"), yuan("100.00")),
        events.appropriate(books.center, on("more"), yuan("1.00")),
    )
    book.reverse(connection, posted[1].entry_id, on("undo"))
    assert proof.prove(connection) == ()


def _tests_of(module: ModuleType) -> Iterator[Behaviour]:
    """Every test of a module that needs nothing but a connection for the Center."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if name.startswith("test_") and [*inspect.signature(function).parameters] == [
            "ledger_connection"
        ]:
            yield function


def _failure(connection: Connection, behaviour: Behaviour) -> BaseException | None:
    savepoint = connection.begin_nested()
    try:
        behaviour(connection)
        if _is_alive(connection):  # the last thing of some tests is a refusal
            connection.execute(text("set constraints all immediate"))
    except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001  # whatever it notices
        return error
    else:
        return None
    finally:
        savepoint.rollback()


def _is_alive(connection: Connection) -> bool:
    bare: Bare = connection.connection.driver_connection  # type: ignore[assignment]  # psycopg's
    return bare.info.transaction_status is not psycopg.pq.TransactionStatus.INERROR


def _far(abuse: Abuse, mutant: Mutant) -> int:
    """How unlikely an attempt is to notice: those that expect just this object come first."""
    if abuse.refusal[1] in mutant.about:
        return 0
    return 1 if any(about in abuse.statement for about in mutant.about) else 2
