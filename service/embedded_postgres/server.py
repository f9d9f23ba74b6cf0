"""Start, probe and stop one server."""

import shlex
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from service.embedded_postgres.cluster import check_version
from service.embedded_postgres.operating_system import CannotStart, run
from service.embedded_postgres.place import Place

PORT = "5432"  # only part of the socket's name: there is no network port
START_SECONDS = 120  # recovery after a crash of a busy machine included
RETRY_SECONDS = 20  # how long processes of a killed server may hold its memory
LOG_BYTES_MAX = 8 * 1024 * 1024

# Small memory, few processes: one server beside one product on one machine.
SETTINGS: Mapping[str, str] = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "shared_buffers": "32MB",
    "work_mem": "4MB",
    "maintenance_work_mem": "32MB",
    "max_connections": "40",
    "max_worker_processes": "4",
    "max_parallel_workers": "2",
    "max_parallel_workers_per_gather": "1",
    "max_logical_replication_workers": "0",
    "io_method": "sync",
    "jit": "off",
    "min_wal_size": "32MB",
    "max_wal_size": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %u@%d ",
    "log_checkpoints": "off",
    "log_error_verbosity": "terse",  # no values of rows in the log: they name people and accounts
}


def ping(socket: Path) -> Ping:
    """Ask the server itself, as pg_isready does: `pg_ctl status` believes a dead process."""
    return Ping(PGconn.ping(make_conninfo(host=str(socket), port=PORT, connect_timeout=5).encode()))


def start(place: Place, extra: Mapping[str, str]) -> None:
    """Start the server and wait until it answers, through recovery if need be."""
    check_version(place)
    _prepare_log(place)
    began = time.monotonic()
    answer = ping(place.socket)
    while answer != Ping.OK:
        said = _launch(place, extra) if answer == Ping.NO_RESPONSE else ""
        time.sleep(0.05)
        answer = ping(place.socket)
        patience = RETRY_SECONDS if answer == Ping.NO_RESPONSE else START_SECONDS
        if answer != Ping.OK and time.monotonic() - began > patience:
            raise CannotStart(
                f"服务器没有就绪，原因见日志 {place.log}。",
                f"the server did not become ready; the log says why: {place.log}",
                _end_of_log(place) or said,
            )


def stop(place: Place) -> None:
    """Stop the server, rolling back what is still open. Nothing happens when it does not run."""
    if ping(place.socket) == Ping.NO_RESPONSE:
        return
    stopped = _pg_ctl(place, "--mode=fast", "stop")
    if stopped.returncode != 0:
        raise CannotStart(
            f"原来的服务器停不下来，原因见日志 {place.log}。",
            f"the former server does not stop; the log says why: {place.log}",
            stopped.stdout.strip(),
        )


def _prepare_log(place: Place) -> None:
    """Have a log the server's user can write; what is older than its size limit goes once."""
    if place.log.exists() and place.log.stat().st_size > LOG_BYTES_MAX:
        place.log.replace(place.log.with_suffix(".log.1"))
    if not place.log.exists():
        place.log.touch(mode=0o600)
        if place.user:
            place.user.take(place.log)


def _launch(place: Place, extra: Mapping[str, str]) -> str:
    """Try to start once and give what the starter said."""
    _remove_reused_pid(place.cluster / "postmaster.pid")
    quoted = str(place.socket).replace('"', '""')
    settings = {**SETTINGS, "unix_socket_directories": f'"{quoted}"', **extra}
    options = " ".join(f"-c {shlex.quote(f'{name}={value}')}" for name, value in settings.items())
    return _pg_ctl(place, "-l", place.log.name, "-o", options, "start").stdout.strip()


def _pg_ctl(place: Place, *arguments: str) -> subprocess.CompletedProcess[str]:
    # Relative log, folder by environment: pg_ctl hands its own arguments to a shell.
    return run(
        [place.binaries / "pg_ctl", "--silent", "--wait", f"--timeout={START_SECONDS}", *arguments],
        place.user,
        folder=place.folder,
        environment={"PGDATA": str(place.cluster)},
    )


def _remove_reused_pid(pid_file: Path) -> None:
    """Forget a dead server whose number another program has by now, as after a restart.

    PostgreSQL itself refuses to start then: it sees that the process lives, not what it is.
    """
    if pid_file.exists():
        program = Path("/proc", pid_file.read_text(encoding="ascii").split("\n")[0], "comm")
        if program.exists() and program.read_text(encoding="utf-8").strip() != "postgres":
            pid_file.unlink()


def _end_of_log(place: Place) -> str:
    return "\n".join(place.log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:])
