"""What the owner of the tables might try on closed months, each in a transaction of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from ledger import book, events
from tests.database_server import ClonedDatabase
from tests.ledger.story import RND, Books, act_as, fund, on, yuan


@contextmanager
def owner_of(database: ClonedDatabase) -> Iterator[tuple[Connection, Books]]:
    """Lend a transaction of the owner in which a grant has money and one reservation in March."""
    engine = create_engine(database.owner_url)
    with engine.connect() as connection:
        act_as(connection, "center")
        books = fund(connection)
        book.post(connection, events.reserve(books.employer, on("r"), RND, yuan("5.00")))
        yield connection, books
    engine.dispose()


def refused(connection: Connection, statement: str, **values: object) -> tuple[str, str]:
    """Return SQLSTATE and constraint name of the refusal."""
    with pytest.raises(DBAPIError) as error, connection.begin_nested():
        connection.execute(text(statement), values)
    return error.value.orig.sqlstate, error.value.orig.diag.constraint_name or ""  # type: ignore[union-attr]  # psycopg's errors have both
