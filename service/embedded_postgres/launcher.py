"""Start and stop the embedded server of a data folder, one at a time however many ask."""

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.pq import Ping
from sqlalchemy import URL

from service.embedded_postgres import place, roles, server
from service.embedded_postgres.cluster import SUPERUSER, create_cluster
from service.embedded_postgres.operating_system import CannotStart

READY = "ready-2"  # its number rises when roles or databases are added: they are then brought in


@dataclass(frozen=True, slots=True)
class Endpoint:
    """How to reach the database in three roles. Printing a URL hides its password."""

    application_url: URL
    owner_url: URL
    admin_url: URL

    @property
    def rehearsal(self) -> "Endpoint":
        """The same roles in the second database, that of the rehearsals."""
        return Endpoint(
            self.application_url.set(database=roles.REHEARSAL),
            self.owner_url.set(database=roles.REHEARSAL),
            self.admin_url.set(database=roles.REHEARSAL),
        )


def ensure(data_folder: Path, extra: Mapping[str, str] | None = None) -> Endpoint:
    """Have the server of a data folder running and give its endpoint; milliseconds if it runs.

    `extra` are server settings over the product's own. Raises `CannotStart`.
    """
    return _ensure(place.home_of(data_folder), extra or {})[0]


def stop(data_folder: Path) -> None:
    """Stop the server of a data folder; the data stay. Nothing happens where none runs."""
    home = place.home_of(data_folder)
    if home.exists():
        with _alone(home):
            known = place.find(home)
            if known:
                server.stop(known)


@contextmanager
def running(data_folder: Path, extra: Mapping[str, str] | None = None) -> Iterator[Endpoint]:
    """Have the server running inside the block; stop it afterwards if this call started it."""
    endpoint, started = _ensure(place.home_of(data_folder), extra or {})
    try:
        yield endpoint
    finally:
        if started:
            stop(data_folder)


def _ensure(home: Path, extra: Mapping[str, str]) -> tuple[Endpoint, bool]:
    """Give the endpoint, and whether this call started the server."""
    try:
        socket = place.socket_of(home)
        if socket and _is_complete(home) and server.ping(socket) == Ping.OK:
            return _endpoint(home, socket), False
        with _alone(home):
            return _start(home, extra)
    except PermissionError as error:
        raise CannotStart(
            f"数据文件夹属于另一个用户（{error.filename}）；请用启动过它的用户运行。",
            f"the data folder belongs to another user ({error.filename}); "
            "run as the user who started it first.",
        ) from error
    except (OSError, psycopg.Error) as error:
        raise CannotStart(
            f"数据文件夹 {home} 不能使用，原因见下。",
            f"the data folder {home} cannot be used for the reason below.",
            str(error),
        ) from error


def _is_complete(home: Path) -> bool:
    """Tell whether roles and database were made, and their passwords are still there."""
    files = [roles.password_file(role, home) for role in roles.ALL]
    return all(file.exists() for file in (home / READY, *files))


def _start(home: Path, extra: Mapping[str, str]) -> tuple[Endpoint, bool]:
    found = place.prepare(home)
    was_running = server.ping(found.socket) == Ping.OK
    if not found.cluster.exists():
        create_cluster(found, roles.password_of(SUPERUSER, home))
    server.start(found, extra)
    if not _is_complete(home):
        roles.bring_in(home, found.socket)
        (home / READY).touch()
    return _endpoint(home, found.socket), not was_running


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold the lock of a data folder's server; the operating system frees it when we die."""
    if not home.exists():
        home.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            home.chmod(0o711)  # the server's user passes through to its own folders
    with (home / "lock").open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _endpoint(home: Path, socket: Path) -> Endpoint:
    def url(role: str) -> URL:
        return URL.create(
            "postgresql+psycopg",
            username=role,
            password=roles.password_of(role, home),
            database=roles.DATABASE,
            query={"host": str(socket), "port": server.PORT},
        )

    return Endpoint(url(roles.APPLICATION), url(roles.OWNER), url(SUPERUSER))
