"""Fixtures of the service: reading processes kept warm, and an office that can take claims."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from importers.sandbox import ReaderPool
from service import passwords
from tests.database_server import ClonedDatabase
from tests.service.browsing import Web
from tests.service.mail_box import MailBox, opened
from tests.service.office import Office, open_office


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Log in at little cost: the same hashing with the smallest parameters."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        )
        yield


@pytest.fixture(scope="session")
def readers() -> Iterator[ReaderPool]:
    pool = ReaderPool(1)
    yield pool
    pool.close()


@pytest.fixture
def office(database: ClonedDatabase, tmp_path: Path, readers: ReaderPool) -> Office:
    return open_office(database, tmp_path, readers)


@pytest.fixture
def web(office: Office, tmp_path: Path) -> Web:
    return Web(office, tmp_path)


@pytest.fixture
def mail_box() -> Iterator[MailBox]:
    """A mail server without encryption that keeps what it is sent."""
    with opened() as box:
        yield box
