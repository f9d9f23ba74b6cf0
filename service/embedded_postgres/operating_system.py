"""Which user of the operating system runs the server, and what that user can reach.

PostgreSQL refuses to run as root. For root the server runs as `postgres`, or as `nobody` where
there is no such user; no user is created and no existing folder's mode is changed.
"""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

COMMAND_SECONDS = 300  # no command of ours takes longer, not even recovery after a crash


class CannotStart(RuntimeError):  # noqa: N818  # what is the matter, for the operator
    """The embedded PostgreSQL cannot run; the sentence says why and the way out, in two languages.

    It is read by whoever starts the product, before any page or language exists.
    """

    def __init__(self, chinese: str, english: str, detail: str = "") -> None:
        lines = (f"内置数据库无法启动：{chinese}", f"Embedded PostgreSQL cannot start: {english}")
        super().__init__("\n".join((*lines, detail) if detail else lines))


@dataclass(frozen=True, slots=True)
class ServerUser:
    """The unprivileged user under whose name the server runs while we are root."""

    uid: int
    gid: int

    def take(self, path: Path) -> None:
        """Hand a path that we have just made to this user."""
        os.chown(path, self.uid, self.gid, follow_symlinks=False)


def choose_user(cluster: Path) -> ServerUser | None:
    """Give the user to switch to, or None where the server runs under our own name.

    A cluster that exists keeps its owner: PostgreSQL serves no other user's files.
    """
    if os.geteuid() != 0:
        return None
    if cluster.exists() and (owner := cluster.stat()).st_uid != 0:
        return ServerUser(owner.st_uid, owner.st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(entry.pw_uid, entry.pw_gid)
    raise CannotStart(
        "root 不能直接运行 PostgreSQL，而本机没有 postgres 或 nobody 用户；请改用普通用户运行。",
        "root may not run PostgreSQL and there is no user postgres or nobody; "
        "run as an ordinary user.",
    )


def run(
    command: Sequence[str | Path],
    user: ServerUser | None,
    *,
    folder: Path = Path("/"),
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a command as the server's user, detached from our terminal, and give what it said.

    Raises `PermissionError` where that user may not execute the program.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return subprocess.run(  # noqa: S603  # programs of the wheel and paths of ours, no shell
        command,
        user=user.uid if user else None,
        group=user.gid if user else None,
        extra_groups=[] if user else None,
        cwd=folder,
        env={**clean, "LC_ALL": "C", **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        start_new_session=True,  # Ctrl-C in our terminal is not for the server
        timeout=COMMAND_SECONDS,
        check=False,
    )


def can_enter(folder: Path, user: ServerUser | None) -> bool:
    """Tell whether the server's user can reach a folder: every parent must let it through."""
    return run(["/bin/sh", "-c", 'cd -- "$1"', "sh", folder], user).returncode == 0


def can_execute(program: Path, user: ServerUser | None) -> bool:
    """Tell whether the server's user can run a program of the wheel where it lies."""
    try:
        return run([program, "-V"], user).returncode == 0
    except PermissionError:
        return False
