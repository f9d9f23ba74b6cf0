"""A funded book, committed, for tests that try to break it and roll back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine

from tests.database_server import ClonedDatabase, DatabaseServer
from tests.ledger.abused_books import found
from tests.ledger.story import Books, act_as


@pytest.fixture(scope="module")
def abused(postgres: DatabaseServer) -> Iterator[ClonedDatabase]:
    """One database for this module: whatever a test did to it is rolled back."""
    with postgres.clone() as clone:
        yield clone


@pytest.fixture(scope="module")
def funded(abused: ClonedDatabase) -> Books:
    """Books with a row in every table, committed."""
    with abused.engine.begin() as connection:
        return found(connection)


@pytest.fixture
def owner(abused: ClonedDatabase, funded: Books) -> Iterator[Connection]:
    assert funded.center
    engine = create_engine(abused.owner_url)
    with engine.connect() as connection:
        act_as(connection, "center")
        yield connection
    engine.dispose()
