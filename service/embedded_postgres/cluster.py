"""Make the cluster: the folder of one server's databases."""

import os
import shutil
import tempfile
from pathlib import Path

from service.embedded_postgres.operating_system import CannotStart, run
from service.embedded_postgres.place import Place
from service.embedded_postgres.programs import MAJOR_VERSION

SUPERUSER = "postgres"


def create_cluster(place: Place, password: str) -> None:
    """Make an empty cluster whose superuser has this password; half a cluster never stays."""
    fresh = place.folder / "cluster.new"
    password_file = place.folder / "first.password"
    shutil.rmtree(fresh, ignore_errors=True)
    password_file.unlink(missing_ok=True)
    fresh.mkdir(mode=0o700)
    write_private(password_file, password)
    if place.user:
        place.user.take(fresh)
        place.user.take(password_file)
    made = run(
        [
            place.binaries / "initdb", f"--pgdata={fresh}", f"--username={SUPERUSER}",
            "--encoding=UTF8", "--locale=C", "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--auth=scram-sha-256", f"--pwfile={password_file}", "--data-checksums",
            "--no-instructions",
        ],
        place.user,
    )  # fmt: skip
    password_file.unlink()
    if made.returncode != 0:
        raise CannotStart(
            f"初始化失败（文件夹 {place.folder}）。",
            f"initdb failed (folder {place.folder}).",
            made.stdout.strip(),
        )
    fresh.rename(place.cluster)


def write_private(file: Path, text: str) -> None:
    """Write a file that nobody else can read, whole or not at all."""
    handle, fresh = tempfile.mkstemp(dir=file.parent)  # mode 0600
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    Path(fresh).replace(file)


def check_version(place: Place) -> None:
    """Refuse a cluster of another PostgreSQL with a sentence instead of a puzzle in the log."""
    version = (place.cluster / "PG_VERSION").read_text(encoding="ascii").strip()
    if version != str(MAJOR_VERSION):
        raise CannotStart(
            f"{place.cluster} 是 PostgreSQL {version} 的数据，本程序带的是 {MAJOR_VERSION}；"
            "请先用旧版本导出，再导入新的数据文件夹。",
            f"{place.cluster} was made by PostgreSQL {version}, this product brings "
            f"{MAJOR_VERSION}; dump it with the former version and load it into a new data folder.",
        )
