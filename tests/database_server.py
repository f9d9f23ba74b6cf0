"""The database server of one test run, and fresh databases on it.

All workers of a run share one server and one migrated template; a test gets a clone of it. The
server is the embedded one, or the one at ZHUANHU_TEST_DATABASE_ADMIN_URL.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from service import embedded_postgres
from service.db import Database, migrate
from service.embedded_postgres.roles import APPLICATION, OWNER, SCRIPTS

FOLDERS = "zhuanhu-tests-"
RUN_FOLDER = "ZHUANHU_TEST_RUN_FOLDER"
OTHER_SERVER = "ZHUANHU_TEST_DATABASE_ADMIN_URL"
MEMORY = Path("/dev/shm")  # noqa: S108  # mkdtemp makes a private folder in it
MEMORY_BYTES = 1024**3
# Tests lose nothing in a power cut.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class ClonedDatabase(Database):
    """A test's own database as the application role sees it, with the ways in for other roles."""

    def __init__(self, server: "DatabaseServer", name: str) -> None:
        self.application_url = server.application_url.set(database=name)
        self.owner_url = server.owner_url.set(database=name)
        self.admin_url = server.admin_url.set(database=name)
        super().__init__(self.application_url)


@dataclass(frozen=True)
class DatabaseServer:
    """A server with both roles and a migrated template."""

    application_url: URL
    owner_url: URL
    admin_url: URL
    prefix: str  # of every database of this run

    @property
    def template(self) -> str:
        return f"{self.prefix}_template"

    def create(self, name: str, template: str) -> None:
        """Make a database; nobody may be connected to its template."""
        quoted = [sql.Identifier(part) for part in (name, OWNER, template, APPLICATION)]
        with connect(self.admin_url) as connection:
            for statement in (
                "create database {0} owner {1} template {2} encoding 'UTF8' strategy file_copy",
                "revoke all on database {0} from public",
                "grant connect on database {0} to {3}",
            ):
                connection.execute(sql.SQL(statement).format(*quoted))

    def drop(self, name: str) -> None:
        """Remove a database and everybody in it."""
        with connect(self.admin_url) as connection:
            statement = sql.SQL("drop database if exists {} with (force)")
            connection.execute(statement.format(sql.Identifier(name)))

    @contextmanager
    def clone(self, template: str | None = None) -> Iterator[ClonedDatabase]:
        """Lend a fresh copy of the migrated template, or of another."""
        name = f"{self.prefix}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{next(_NUMBERS)}"
        self.create(name, template or self.template)
        database = ClonedDatabase(self, name)
        try:
            yield database
        finally:
            database.dispose()
            self.drop(name)


@dataclass(frozen=True)
class Prepared:
    """A template that holds more than the schema, and what its maker noted of it."""

    template: str
    note: str


_NUMBERS = count()


def connect(url: URL) -> psycopg.Connection[tuple[object, ...]]:
    """Open a plain connection, each statement its own transaction."""
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(plain, autocommit=True)


def server_of_the_run() -> DatabaseServer:
    """Give the server of this run; the first worker to ask starts it and builds the template."""
    folder = Path(os.environ[RUN_FOLDER])
    with (folder / "lock").open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        server = _server(folder)
        if not (folder / "migrated").exists():
            _build_template(server)
            (folder / "migrated").touch()
    return server


def prepared(server: DatabaseServer, what: str, fill: Callable[[ClonedDatabase], str]) -> Prepared:
    """Give a template that the first worker to ask fills; the others wait for it."""
    folder = Path(os.environ[RUN_FOLDER])
    template, note = f"{server.prefix}_{what}", folder / f"{what}.note"
    with (folder / "lock").open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            server.create(template, server.template)
            database = ClonedDatabase(server, template)
            try:
                text = fill(database)
            finally:
                database.dispose()  # nobody may be connected to a template
            note.write_text(text, encoding="utf-8")
    return Prepared(template, note.read_text(encoding="utf-8"))


def begin_run() -> Path:
    """Make the folder of a run and name it to the workers, which inherit the environment."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=FOLDERS, dir=_temporary()))
    folder.chmod(0o711)  # started by root, the server runs as another user
    (folder / "pid").write_text(str(os.getpid()), encoding="ascii")
    os.environ[RUN_FOLDER] = str(folder)
    return folder


def end_run(folder: Path) -> None:
    """Stop the server of a run, or leave another's server as it was, and forget the folder."""
    if OTHER_SERVER in os.environ and (folder / "migrated").exists():
        server = _server(folder)
        with connect(server.admin_url) as connection:
            names = connection.execute(
                "select datname from pg_database where starts_with(datname, %s)", [server.prefix]
            ).fetchall()
        for (name,) in names:
            server.drop(str(name))
    embedded_postgres.stop(folder)
    shutil.rmtree(folder)


def _server(folder: Path) -> DatabaseServer:
    prefix = f"zhuanhu_{hashlib.sha256(folder.name.encode()).hexdigest()[:8]}"
    if given := os.environ.get(OTHER_SERVER):
        admin = make_url(given)
        password = hashlib.sha256(given.encode()).hexdigest()
        application = admin.set(username=APPLICATION, password=password)
        owner = admin.set(username=OWNER, password=password)
        return DatabaseServer(application, owner, admin, prefix)
    endpoint = embedded_postgres.ensure(folder, FAST)
    return DatabaseServer(endpoint.application_url, endpoint.owner_url, endpoint.admin_url, prefix)


def _build_template(server: DatabaseServer) -> None:
    with connect(server.admin_url) as connection:
        connection.execute((SCRIPTS / "roles.sql").read_bytes())
        for url in (server.owner_url, server.application_url):
            statement = sql.SQL("alter role {} password {}")
            role, password = sql.Identifier(str(url.username)), sql.Literal(url.password)
            connection.execute(statement.format(role, password))
    server.create(server.template, "template0")
    with connect(server.admin_url.set(database=server.template)) as connection:
        connection.execute((SCRIPTS / "database.sql").read_bytes())
    migrate(server.owner_url.set(database=server.template))


def _temporary() -> Path:
    """Give where a run's server lies: in memory if there is room, a clone is 20 times faster."""
    roomy = MEMORY.exists() and shutil.disk_usage(MEMORY).free >= MEMORY_BYTES
    return MEMORY if roomy and os.access(MEMORY, os.W_OK) else Path(tempfile.gettempdir())


def sweep() -> None:
    """End the servers of runs that were killed."""
    for folder in _temporary().glob(f"{FOLDERS}*"):
        pid = folder / "pid"
        with suppress(FileNotFoundError):  # another run sweeps it at the same time
            if folder.stat().st_uid == os.geteuid() and not _lives(pid.read_text("ascii")):
                dead = folder.rename(folder.with_suffix(".dead"))
                embedded_postgres.stop(dead)
                shutil.rmtree(dead)


def _lives(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    return True
