"""A funded book, committed, for tests that try to break it and roll back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine

from ledger import book, events
from tests.database_server import ClonedDatabase, DatabaseServer
from tests.ledger.story import RND, Books, act_as, fund, on, yuan


@pytest.fixture(scope="module")
def abused(postgres: DatabaseServer) -> Iterator[ClonedDatabase]:
    """One database for this module: whatever a test did to it is rolled back."""
    with postgres.clone() as clone:
        yield clone


@pytest.fixture(scope="module")
def funded(abused: ClonedDatabase) -> Books:
    """The grant's money and one reservation, committed."""
    with abused.engine.begin() as connection:
        act_as(connection, "center")
        books = fund(connection)
        book.post(connection, events.reserve(books.employer, on("r"), RND, yuan("5.00")))
    return books


@pytest.fixture
def application(abused: ClonedDatabase, funded: Books) -> Iterator[Connection]:
    assert funded.center
    with abused.engine.connect() as connection:
        act_as(connection, "center")
        yield connection


@pytest.fixture
def owner(abused: ClonedDatabase, funded: Books) -> Iterator[Connection]:
    assert funded.center
    engine = create_engine(abused.owner_url)
    with engine.connect() as connection:
        act_as(connection, "center")
        yield connection
    engine.dispose()
