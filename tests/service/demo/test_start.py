"""`make demo` tells how to look at the sample programme."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.demo import cast, start
from service.permissions import Role
from service.settings import Settings
from tests.database_server import ClonedDatabase

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


def test_every_log_in_is_announced_with_the_address_and_the_samples(
    database: ClonedDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.demo.programme.cases", lambda: iter(()))
    monkeypatch.setattr("service.demo.programme.IN_PROGRESS", ())  # they rest on claims
    settings = Settings.from_environment({"ZHUANHU_DATA": str(tmp_path)})
    said: list[str] = []
    start.prepare(settings, database, NOW, said.append)
    text = "\n".join(said)
    assert settings.public_url in text
    assert cast.PASSWORD in text
    assert all(f"  {log_in.login} " in text for log_in in cast.LOG_INS)
    assert str(tmp_path / "sample-invoices") in text
    assert len(list((tmp_path / "sample-invoices").iterdir())) == 16


def test_every_role_has_a_name_in_both_languages() -> None:
    assert set(start._ROLES) == set(Role)  # noqa: SLF001  # the table behind the announcement
