"""Fixtures that every package's tests may use: a database of their own; how many examples."""

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Connection, text

from tests.database_server import (
    ClonedDatabase,
    DatabaseServer,
    begin_run,
    end_run,
    server_of_the_run,
)

RUN_FOLDER = pytest.StashKey[Path]()
_SERIAL = itertools.count()
OFFICE = {"office", "founded_clock"}  # fixtures that found a programme first
HERE = Path(__file__).parent
UNTRACED = (
    "benchmarks/", "faults/", "fuzz/", "journeys/", "importers/test_sandbox",
    "importers/test_scans", "service/demo/test_round_trip", "service/demo/test_ofd_round_trip",
)  # fmt: skip
EXAMPLES = os.environ.get("ZHUANHU_EXAMPLES")  # of each property; more of them are drawn at random
settings.register_profile(
    "zhuanhu",
    max_examples=int(EXAMPLES or 50),
    derandomize=not EXAMPLES,
    print_blob=True,
    deadline=None,  # the first drawing loads the typeface
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("zhuanhu")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # the one process that outlives all workers
        config.stash[RUN_FOLDER] = begin_run()


@pytest.fixture(autouse=True)
def _data_of_its_own(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let no test write where `make demo` keeps its data; the folder is made by who needs it."""
    folder = tmp_path_factory.getbasetemp() / f"data-{next(_SERIAL)}"
    monkeypatch.setenv("ZHUANHU_DATA", str(folder))


def pytest_unconfigure(config: pytest.Config) -> None:
    if RUN_FOLDER in config.stash:
        end_run(config.stash[RUN_FOLDER])


@pytest.fixture(scope="session")
def postgres() -> DatabaseServer:
    """The server of this run, with the migrated template."""
    return server_of_the_run()


@pytest.fixture
def database(postgres: DatabaseServer) -> Iterator[ClonedDatabase]:
    """A fresh migrated database, as the application role; gone after the test."""
    with postgres.clone() as clone:
        yield clone


@pytest.fixture
def ledger_connection(database: ClonedDatabase) -> Iterator[Connection]:
    """A transaction of the application role for the Center, rolled back at the end."""
    with database.engine.connect() as connection:
        connection.execute(text("select set_config('zhuanhu.tenant', 'center', true)"))
        yield connection


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the stories of the service that need an office out of `make check`.

    Tests that run whole programs or draw thousands of examples are not traced: other tests hold the
    coverage of the same lines, and tracing doubles what these take.
    """
    for item in items:
        if isinstance(item, pytest.Function) and OFFICE & set(item.fixturenames):
            item.add_marker(pytest.mark.slow)
        if item.path.relative_to(HERE).as_posix().startswith(UNTRACED):
            item.add_marker(pytest.mark.no_cover)
