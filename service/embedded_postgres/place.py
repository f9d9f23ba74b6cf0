"""Where the parts of one embedded server lie.

All of it lies in `<data folder>/embedded_postgres`. Two things may force a part elsewhere, and a
record in that folder then says where: a closed parent folder (such as /root) when root starts the
server, and a path too long for a unix socket.
"""

import hashlib
import json
import os
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from service.embedded_postgres.operating_system import (
    CannotStart,
    ServerUser,
    can_enter,
    choose_user,
)
from service.embedded_postgres.programs import programs_for

SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_BYTES = 107  # what a unix socket address holds, without its final zero
SYSTEM_FOLDER = Path("/var/lib/zhuanhu")


@dataclass(frozen=True, slots=True)
class Place:
    """The folders of one embedded server."""

    home: Path  # ours: lock, record, passwords
    folder: Path  # reachable by the server's user: cluster, log
    socket: Path
    binaries: Path
    user: ServerUser | None

    @property
    def cluster(self) -> Path:
        return self.folder / "cluster"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"


def home_of(data_folder: Path) -> Path:
    """Give the folder that holds everything we keep about the server of a data folder."""
    return data_folder.resolve() / "embedded_postgres"


def prepare(home: Path) -> Place:
    """Find the place of the server, making what is missing. The caller holds the lock of `home`."""
    record = _Record(home / "place.json")
    folder = record.path("folder") or home
    user = choose_user(folder / "cluster")
    if folder == home and not can_enter(home, user):
        folder = _system_folder(home, user)
        record.set("folder", folder)
    binaries = programs_for(folder, user)
    socket = _socket(folder, record, user)
    return Place(home, folder, socket, binaries, user)


def socket_of(home: Path) -> Path | None:
    """Give the folder of the socket of a server that was started before."""
    return _Record(home / "place.json").path("socket")


def find(home: Path) -> Place | None:
    """Give the place of a server that was started before, changing nothing; None if never."""
    record = _Record(home / "place.json")
    socket = record.path("socket")
    folder = record.path("folder") or home
    if socket is None or not (folder / "cluster").exists():
        return None
    user = choose_user(folder / "cluster")
    return Place(home, folder, socket, programs_for(folder, user), user)


class _Record:
    """A small file of paths that cannot be computed again; paths inside `home` move with it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.home = file.parent
        self.paths: dict[str, str] = (
            json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        )

    def path(self, name: str) -> Path | None:
        return self.home / self.paths[name] if name in self.paths else None

    def set(self, name: str, path: Path) -> None:
        inside = path.is_relative_to(self.home)
        self.paths[name] = str(path.relative_to(self.home) if inside else path)
        fresh = self.file.with_suffix(".new")
        fresh.write_text(json.dumps(self.paths, indent=1), encoding="utf-8")
        fresh.replace(self.file)


def _short_hash(home: Path) -> str:
    return hashlib.sha256(os.fsencode(home)).hexdigest()[:12]


def _system_folder(home: Path, user: ServerUser | None) -> Path:
    """Make a folder below /var/lib for a server whose data folder is closed to it.

    The random part keeps a new data folder from meeting the books of a deleted one at its path.
    """
    folder = SYSTEM_FOLDER / f"{_short_hash(home)}-{secrets.token_hex(3)}"
    try:
        for path in (SYSTEM_FOLDER, folder):
            if not path.exists():
                path.mkdir(parents=True)
                path.chmod(0o711)
    except OSError as error:
        raise CannotStart(
            f"数据库用户进不了数据文件夹，也无法建立 {folder}（{error.strerror}）；"
            "请用 ZHUANHU_DATA 指定数据库用户可进入的文件夹。",
            f"its user cannot enter the data folder and {folder} cannot be made "
            f"({error.strerror}); set ZHUANHU_DATA to a folder that its user can enter.",
        ) from error
    if not can_enter(folder, user):
        raise CannotStart(
            f"数据库用户进不了 {folder}；请检查上级文件夹的权限。",
            f"its user cannot enter {folder}; check the modes of the folders above it.",
        )
    return folder


def _socket(folder: Path, record: _Record, user: ServerUser | None) -> Path:
    """Give a private folder for the socket with a path short enough, made where it is missing."""
    socket = record.path("socket") or folder / "socket"
    if len(os.fsencode(socket / SOCKET_NAME)) > SOCKET_PATH_BYTES:
        socket = Path(tempfile.gettempdir()) / f"zhuanhu-{_short_hash(record.home)}"
    if not _is_private(socket, user):
        if socket.exists():  # someone else's, or a mode we did not give: never use it
            socket = Path(tempfile.mkdtemp(prefix=f"{socket.name}-", dir=socket.parent))
        socket.mkdir(mode=0o700, exist_ok=True)
        if user:
            user.take(socket)
    record.set("socket", socket)
    return socket


def _is_private(folder: Path, user: ServerUser | None) -> bool:
    if not folder.exists():
        return False
    found = folder.lstat()
    owner = user.uid if user else os.geteuid()
    mine = found.st_uid == owner and stat.S_ISDIR(found.st_mode)
    return mine and stat.S_IMODE(found.st_mode) == stat.S_IRWXU
