"""Servers for the tests of the launcher."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from service.embedded_postgres import place, stop
from tests.database_server import RUN_FOLDER, connect

# Nothing here pulls the plug of the machine; commits still reach the operating system.
QUICK = {"fsync": "off"}


@contextmanager
def data_folder() -> Iterator[Path]:
    """Lend a data folder that does not exist yet; its server is stopped in the end."""
    parent = Path(tempfile.mkdtemp(dir=os.environ[RUN_FOLDER]))
    parent.chmod(0o711)  # started by root, the server runs as another user
    try:
        yield parent / "data"
    finally:
        stop(parent / "data")
        shutil.rmtree(parent)


def ask(url: URL, statement: str) -> object:
    """Give the one value of a statement."""
    with connect(url) as connection:
        row = connection.execute(statement.encode()).fetchone()
    assert row is not None
    return row[0]


def where(data_folder: Path) -> place.Place:
    """Give the place of a server that was started."""
    found = place.find(place.home_of(data_folder))
    assert found is not None
    return found


def postmaster(data_folder: Path) -> int:
    """Give the process number of the server, as its own file says it."""
    return int((where(data_folder).cluster / "postmaster.pid").read_text().split("\n")[0])
