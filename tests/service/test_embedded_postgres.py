import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.pq import Ping

from service.embedded_postgres import CannotStart, ensure, place, programs, running, server, stop
from tests.database_server import connect
from tests.service.embedded_server import QUICK, ask, data_folder, postmaster, where

pytestmark = pytest.mark.slow


@pytest.fixture
def folder() -> Iterator[Path]:
    with data_folder() as free:
        yield free


@pytest.fixture(scope="module")
def started() -> Iterator[Path]:
    with data_folder() as used:
        ensure(used, QUICK)
        yield used


def test_each_role_logs_in_to_its_database(started: Path) -> None:
    endpoint = ensure(started)
    roles = [
        ask(url, "select current_user || ' in ' || current_database()")
        for url in (endpoint.application_url, endpoint.owner_url, endpoint.admin_url)
    ]
    assert roles == ["zhuanhu_app in zhuanhu", "zhuanhu_owner in zhuanhu", "postgres in zhuanhu"]


def test_nobody_enters_without_the_password(started: Path) -> None:
    endpoint = ensure(started)
    for url in (endpoint.application_url, endpoint.owner_url, endpoint.admin_url):
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            connect(url.set(password="guess"))  # noqa: S106  # a wrong one
    rules = (where(started).cluster / "pg_hba.conf").read_text().splitlines()
    methods = {rule.split()[-1] for rule in rules if rule and not rule.startswith("#")}
    assert methods == {"scram-sha-256"}


def test_passwords_are_for_their_user_alone_and_are_never_printed(started: Path) -> None:
    endpoint = ensure(started)
    files = sorted(place.home_of(started).glob("*.password"))
    assert len(files) == 3
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert file.read_text() not in repr(endpoint)
    assert len({file.read_text() for file in files}) == 3


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("listen_addresses", ""),
        ("data_checksums", "on"),
        ("password_encryption", "scram-sha-256"),
        ("jit", "off"),
        ("max_connections", "40"),
        ("server_encoding", "UTF8"),
        ("fsync", "off"),
    ],
)
def test_the_server_is_set_up_for_one_product_on_one_machine(
    started: Path, setting: str, value: str
) -> None:
    assert ask(ensure(started).admin_url, f"show {setting}") == value


def test_asking_again_starts_nothing(started: Path) -> None:
    before = postmaster(started)
    assert ensure(started) == ensure(started)
    assert postmaster(started) == before


def test_data_and_passwords_outlive_a_stop(started: Path) -> None:
    endpoint = ensure(started)
    with connect(endpoint.owner_url) as owner:
        owner.execute("create table kept as select 42 as answer")
    stop(started)
    with pytest.raises(psycopg.OperationalError):
        connect(endpoint.owner_url)
    assert ensure(started, QUICK) == endpoint
    assert ask(endpoint.owner_url, "select answer from kept") == 42


def test_committed_rows_survive_the_sudden_death_of_the_server(started: Path) -> None:
    endpoint = ensure(started)
    with connect(endpoint.owner_url) as owner:
        owner.execute("create table survivor as select 42 as answer")
    os.kill(postmaster(started), signal.SIGKILL)
    assert ensure(started, QUICK) == endpoint
    assert ask(endpoint.owner_url, "select answer from survivor") == 42


def test_a_process_number_taken_by_another_program_does_not_keep_the_server_down(
    started: Path,
) -> None:
    pid_file = where(started).cluster / "postmaster.pid"
    owner = pid_file.stat()
    content = pid_file.read_text().split("\n", 1)[1]
    os.kill(postmaster(started), signal.SIGKILL)
    await_silence(started)
    with subprocess.Popen(["sleep", "60"], user=owner.st_uid) as other:
        pid_file.write_text(f"{other.pid}\n{content}")
        endpoint = ensure(started, QUICK)
        other.kill()
    assert ask(endpoint.admin_url, "select 1") == 1


def await_silence(data_folder: Path) -> None:
    for _ in range(200):
        if server.ping(where(data_folder).socket) == Ping.NO_RESPONSE:
            return
        time.sleep(0.02)
    pytest.fail("the server still answers")


def test_processes_that_start_at_once_share_one_server(folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from service.embedded_postgres import ensure;"
        "from tests.database_server import connect;"
        "connection = connect(ensure(Path(sys.argv[1]), {'fsync': 'off'}).application_url);"
        "print(connection.execute('select pg_postmaster_start_time()').fetchone())"
    )
    command = [sys.executable, "-c", program, str(folder)]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    answers = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert len(set(answers)) == 1


def test_a_block_stops_the_server_that_it_started(folder: Path) -> None:
    with running(folder, QUICK) as endpoint:
        assert ask(endpoint.application_url, "select 1") == 1
        with running(folder, QUICK):
            pass
        assert ask(endpoint.application_url, "select 1") == 1
    with pytest.raises(psycopg.OperationalError):
        connect(endpoint.application_url)


def test_stopping_what_never_ran_does_nothing(folder: Path) -> None:
    stop(folder)
    assert not folder.exists()
    place.home_of(folder).mkdir(parents=True)
    stop(folder)


def test_a_first_start_that_was_cut_off_begins_again(folder: Path) -> None:
    unfinished = place.home_of(folder) / "cluster.new"
    unfinished.mkdir(parents=True)
    place.home_of(folder).chmod(0o711)
    folder.chmod(0o711)
    (unfinished / "base").mkdir()
    assert ask(ensure(folder, QUICK).application_url, "select 1") == 1


def test_a_path_too_long_for_a_socket_gets_a_private_folder(folder: Path) -> None:
    long = folder / ("long" * 25)
    first = socket_in_use(long)
    first.chmod(0o755)  # as if a stranger had made it
    second = socket_in_use(long)
    assert second != first
    assert socket_in_use(long) == second
    for socket in (first, second):
        assert len(os.fsencode(socket / place.SOCKET_NAME)) <= place.SOCKET_PATH_BYTES
        shutil.rmtree(socket)


def socket_in_use(data_folder: Path) -> Path:
    with running(data_folder, QUICK) as endpoint:
        assert ask(endpoint.application_url, "select 1") == 1
        socket = where(data_folder).socket
        assert stat.S_IMODE(socket.stat().st_mode) == 0o700
    return socket


def test_a_moved_data_folder_takes_its_server_along(folder: Path) -> None:
    endpoint = ensure(folder, QUICK)
    stop(folder)
    moved = folder.rename(folder.with_name("moved"))
    with running(moved, QUICK) as again:
        assert again.application_url.password == endpoint.application_url.password
        assert where(moved).socket.is_relative_to(moved)


def test_a_full_log_makes_room(started: Path) -> None:
    log = where(started).log
    stop(started)
    os.truncate(log, server.LOG_BYTES_MAX + 1)
    ensure(started, QUICK)
    assert log.stat().st_size < server.LOG_BYTES_MAX
    assert log.with_suffix(".log.1").stat().st_size > server.LOG_BYTES_MAX


def test_a_server_that_cannot_start_says_why_and_where_its_log_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "RETRY_SECONDS", 0)
    with pytest.raises(CannotStart, match="内置数据库无法启动") as caught:
        ensure(folder, {"shared_buffers": "much"})
    sentence = str(caught.value)
    assert "Embedded PostgreSQL cannot start" in sentence
    assert str(where(folder).log) in sentence
    assert 'invalid value for parameter "shared_buffers"' in where(folder).log.read_text()


def test_a_server_that_does_not_stop_is_told(
    started: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensure(started, QUICK)
    with monkeypatch.context() as hurried:
        hurried.setattr(server, "START_SECONDS", 0)
        with pytest.raises(CannotStart, match="does not stop"):
            stop(started)
    await_silence(started)
    ensure(started, QUICK)


def test_a_cluster_of_another_version_is_left_alone(folder: Path) -> None:
    ensure(folder, QUICK)
    stop(folder)
    version = where(folder).cluster / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(CannotStart, match="was made by PostgreSQL 17"):
        ensure(folder)
    version.write_text(f"{programs.MAJOR_VERSION}\n")


def test_a_lost_password_is_drawn_anew_but_the_administrators(folder: Path) -> None:
    before = ensure(folder, QUICK)
    (place.home_of(folder) / "zhuanhu_app.password").unlink()
    after = ensure(folder, QUICK)
    assert after.application_url.password != before.application_url.password
    assert ask(after.application_url, "select current_user") == "zhuanhu_app"
    (place.home_of(folder) / "postgres.password").unlink()
    with pytest.raises(CannotStart, match="password authentication failed"):
        ensure(folder, QUICK)


def test_a_data_folder_that_cannot_be_one_is_told(folder: Path) -> None:
    folder.write_text("a file")
    with pytest.raises(CannotStart, match="Not a directory"):
        ensure(folder, QUICK)
    folder.unlink()


def test_a_missing_wheel_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "MAJOR_VERSION", 99)
    with pytest.raises(CannotStart, match="PostgreSQL 99 is not installed"):
        ensure(folder)
