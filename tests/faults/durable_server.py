"""A server of our own with the product's own settings: what it acknowledged lies on the disk."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine

from service.db import migrate
from service.embedded_postgres import Endpoint, ensure, place, stop
from tests.database_server import connect
from tests.ledger.story import Books, act_as, fund

STOP_SECONDS = 30


@dataclass(frozen=True)
class DurableServer:
    folder: Path
    endpoint: Endpoint
    books: Books
    settings: Mapping[str, str]

    @property
    def postmaster(self) -> int:
        """The process number of the server, as its own file says it."""
        found = place.find(place.home_of(self.folder))
        assert found is not None
        return int((found.cluster / "postmaster.pid").read_text().split("\n")[0])

    def backends(self) -> list[int]:
        """The processes that serve the application."""
        with connect(self.endpoint.admin_url) as connection:
            rows = connection.execute(
                "select pid from pg_stat_activity where usename = 'zhuanhu_app'"
            ).fetchall()
        return [pid for (pid,) in rows if isinstance(pid, int)]

    def start_again(self) -> None:
        ensure(self.folder, self.settings)


@contextmanager
def durable_server(settings: Mapping[str, str] | None = None) -> Iterator[DurableServer]:
    """Lend a server on the disk with funded books, and remove it."""
    parent = Path(tempfile.mkdtemp(prefix="zhuanhu-faults-"))
    parent.chmod(0o711)  # started by root, the server runs as another user
    folder, given = parent / "data", dict(settings or {})
    try:
        endpoint = ensure(folder, given)
        migrate(endpoint.owner_url)
        engine = create_engine(endpoint.application_url)
        with engine.begin() as connection:
            act_as(connection, "center")
            books = fund(connection)
        engine.dispose()
        with connect(endpoint.admin_url) as connection:
            connection.execute("checkpoint")  # not even a hasty server loses its beginning
        yield DurableServer(folder, endpoint, books, given)
    finally:
        _end(folder)
        stop(folder)
        shutil.rmtree(parent)


def _end(folder: Path) -> None:
    """Stop the server at once: what it would still write to the disk is thrown away anyway."""
    found = place.find(place.home_of(folder))
    pid_file = found.cluster / "postmaster.pid" if found else None
    if pid_file is None or not pid_file.exists():
        return
    postmaster = int(pid_file.read_text().split("\n")[0])
    with suppress(ProcessLookupError):
        os.kill(postmaster, signal.SIGQUIT)
    ends = time.monotonic() + STOP_SECONDS
    while pid_file.exists() and time.monotonic() < ends:
        time.sleep(0.05)


def kill(pid: int) -> None:
    """SIGKILL, the end that no program can see coming."""
    with suppress(ProcessLookupError):  # it ended by itself a moment ago
        os.kill(pid, signal.SIGKILL)
