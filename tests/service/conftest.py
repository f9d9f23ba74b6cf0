"""Fixtures of the service: reading processes kept warm, and an office that can take claims."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from importers.sandbox import ReaderPool
from service import passwords
from service.db import CENTER
from service.settings import Settings
from tests.database_server import ClonedDatabase, DatabaseServer, Prepared, prepared
from tests.service import group_platform
from tests.service.browsing import Web
from tests.service.certificates import certify
from tests.service.group_platform import Platform
from tests.service.mail_box import MailBox, opened
from tests.service.office import Office, come_back, noted, open_office
from tests.service.outside import SITE, Outside


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


@pytest.fixture(scope="session")
def founded(
    postgres: DatabaseServer,
    readers: ReaderPool,
    tmp_path_factory: pytest.TempPathFactory,
    _cheap_passwords: None,
) -> Prepared:
    """A template in which the office is open: hundreds of tests begin there."""
    folder = tmp_path_factory.mktemp("founding")
    return prepared(postgres, "office", lambda found: noted(open_office(found, folder, readers)))


@pytest.fixture
def database(request: pytest.FixtureRequest, postgres: DatabaseServer) -> Iterator[ClonedDatabase]:
    """A database of its own; for a test in the office the copy of one with the office open."""
    in_office = "office" in request.fixturenames
    template = request.getfixturevalue("founded").template if in_office else None
    with postgres.clone(template) as clone:
        yield clone


@pytest.fixture
def office(
    database: ClonedDatabase, founded: Prepared, tmp_path: Path, readers: ReaderPool
) -> Office:
    return come_back(founded.note, database, tmp_path, readers)


@pytest.fixture
def web(office: Office, tmp_path: Path) -> Web:
    return Web(office, tmp_path)


@pytest.fixture
def mail_box() -> Iterator[MailBox]:
    """A mail server without encryption that keeps what it is sent."""
    with opened() as box:
        yield box


@pytest.fixture
def platform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    certified = certify(tmp_path)
    ours = SimpleNamespace(create_default_context=lambda: certified.trusting)
    monkeypatch.setattr("service.robots.ssl", ours)
    with group_platform.opened(certified.serving) as found:
        yield found


@pytest.fixture
def outside(office: Office, mail_box: MailBox, platform: Platform, tmp_path: Path) -> Outside:
    settings = Settings.from_environment(
        {
            "ZHUANHU_DATA": str(tmp_path),
            "ZHUANHU_PUBLIC_URL": SITE,
            "ZHUANHU_SMTP_URL": mail_box.url,
            "ZHUANHU_MAIL_FROM": "zhuanhu@example.org",
            "ZHUANHU_ROBOT_HOSTS": platform.host,
        }
    )
    with office.database.transaction(CENTER) as session:
        session.execute(text("update inbox_message set over_at = at where over_at is null"))
    return Outside(office, settings)
