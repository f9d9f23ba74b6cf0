import os
import pwd
import shutil
import stat
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from service.embedded_postgres import CannotStart, ensure, place, programs, running, stop
from service.embedded_postgres.operating_system import (
    ServerUser,
    can_enter,
    can_execute,
    choose_user,
)
from tests.database_server import RUN_FOLDER
from tests.service.embedded_server import QUICK, ask, data_folder, postmaster, where

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root hands the server to another user"),
]
DAEMON = ServerUser(pwd.getpwnam("daemon").pw_uid, pwd.getpwnam("daemon").pw_gid)


@pytest.fixture
def open_checkout() -> None:
    """Another user can read this checkout and run the wheel where it lies."""
    program = programs.installed() / "bin" / "postgres"
    if not (can_enter(Path(__file__).parent, DAEMON) and can_execute(program, DAEMON)):
        pytest.skip("the checkout or the virtual environment is closed to other users")


@pytest.fixture
def folder() -> Iterator[Path]:
    with data_folder() as free:
        yield free


def test_for_root_the_server_runs_as_an_unprivileged_user(folder: Path) -> None:
    ensure(folder, QUICK)
    assert Path("/proc", str(postmaster(folder))).stat().st_uid != 0
    assert place.home_of(folder).stat().st_uid == 0


def test_without_any_unprivileged_user_root_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody_known(name: str) -> pwd.struct_passwd:
        raise KeyError(name)

    monkeypatch.setattr(pwd, "getpwnam", nobody_known)
    with pytest.raises(CannotStart, match="no user postgres or nobody"):
        choose_user(folder)


@pytest.fixture
def closed() -> Iterator[Path]:
    """A data folder below a folder that only root enters, as below /root."""
    parent = Path(tempfile.mkdtemp(dir=os.environ[RUN_FOLDER]))  # mode 0700
    yield parent / "data"
    elsewhere = where(parent / "data").folder
    stop(parent / "data")
    shutil.rmtree(elsewhere)
    shutil.rmtree(parent)


def test_below_a_closed_folder_server_and_programs_lie_in_var_lib(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = closed.parent / "site-packages"  # closed as well, as a virtual environment below /root
    site.symlink_to(programs.installed().parents[1])
    wheel = site / programs.installed().relative_to(site.resolve())
    monkeypatch.setattr(programs, "installed", lambda: wheel)
    for _ in range(2):
        endpoint = ensure(closed, QUICK)
        assert ask(endpoint.application_url, "select current_user") == "zhuanhu_app"
        found = where(closed)
        assert found.folder.parent == place.SYSTEM_FOLDER
        assert found.binaries.is_relative_to(found.folder)
        assert sorted(path.name for path in closed.glob("*/*.password"))
        stop(closed)
    assert stat.S_IMODE(closed.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("system_folder", "told"), [("/proc/zhuanhu", "cannot be made"), ("closed", "cannot enter")]
)
def test_where_no_place_is_left_root_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, system_folder: str, told: str
) -> None:
    folder.mkdir(mode=0o700)
    monkeypatch.setattr(place, "SYSTEM_FOLDER", folder / system_folder)
    with pytest.raises(CannotStart, match=told):
        ensure(folder / "data")


@pytest.mark.usefixtures("open_checkout")
def test_an_ordinary_user_runs_the_server_alone(folder: Path) -> None:
    folder.mkdir(mode=0o700)
    DAEMON.take(folder)

    def start_and_stop() -> None:
        with running(folder, QUICK) as endpoint:
            assert ask(endpoint.application_url, "select current_user") == "zhuanhu_app"

    assert in_the_name_of(DAEMON.uid, start_and_stop) == ""
    assert where(folder).cluster.stat().st_uid == DAEMON.uid


@pytest.mark.usefixtures("open_checkout")
def test_root_serves_an_ordinary_users_cluster_in_that_users_name(folder: Path) -> None:
    folder.mkdir(mode=0o711)
    DAEMON.take(folder)
    assert in_the_name_of(DAEMON.uid, lambda: start(folder)) == ""
    stop(folder)
    ensure(folder, QUICK)
    assert Path("/proc", str(postmaster(folder))).stat().st_uid == DAEMON.uid


def test_another_users_data_folder_is_refused_with_a_sentence(folder: Path) -> None:
    ensure(folder, QUICK)
    told = in_the_name_of(DAEMON.uid, lambda: start(folder))
    assert "the data folder belongs to another user" in told


@pytest.mark.usefixtures("open_checkout")
def test_a_user_without_a_name_is_told_what_initdb_says(folder: Path) -> None:
    folder.mkdir()
    os.chown(folder, 54321, 54321)
    told = in_the_name_of(54321, lambda: start(folder))
    assert "initdb failed" in told
    assert "could not look up effective user ID 54321" in told


def start(data_folder: Path) -> None:
    ensure(data_folder, QUICK)


def in_the_name_of(uid: int, work: Callable[[], None]) -> str:
    """Work as another user and give the sentence of what was refused; '' when all went well.

    By a fork: that user may not be able to start this very Python.
    """
    reader, writer = os.pipe()
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        child = os.fork()  # threads of the test runner do not matter to the child
    if child == 0:
        try:
            os.setgroups([])
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
            work()
        except BaseException as error:  # noqa: BLE001  # the parent judges
            os.write(writer, f"{type(error).__name__}: {error}".encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader, encoding="utf-8") as told:
        return told.read()
