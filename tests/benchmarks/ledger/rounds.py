"""Rounds of pgbench, in turn, and what one posting took of processor, log and disk in them."""

import math
import os
import re
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg

from service.embedded_postgres import programs
from tests.benchmarks.ledger.contestants import LARGEST_KEY, Arena, Contestant

_TICK: Final = 1e6 / os.sysconf("SC_CLK_TCK")  # microseconds
_COUNTED: Final = re.compile(r"actually processed: (\d+)")
_SPEED: Final = re.compile(r"tps = ([\d.]+)")


@dataclass(frozen=True)
class Load:
    """How one round presses: clients, books (1: a hot one), whether commits wait, for how long.

    A round lasts `seconds`, or so many `postings` of each client.
    """

    clients: int
    books: int
    durable: bool
    seconds: int = 1
    postings: int | None = None


@dataclass(frozen=True)
class Round:
    """What one round gave: postings a second; microseconds, log bytes and journal bytes of one."""

    speed: float
    processor: float
    log: float
    disk: float


class Meter:
    """Reads the server: processor of backends that ended, log position, size of tables."""

    def __init__(self, admin: psycopg.Connection[tuple[object, ...]]) -> None:
        self.admin = admin
        self._postmaster = int(_stat(admin.info.backend_pid)[1])
        self._lasting = self._children()

    def ended_backends(self) -> float:
        """Give user and system microseconds of all backends that have ended, when they have."""
        while self._children() - self._lasting:
            time.sleep(0.002)
        fields = _stat(self._postmaster)
        return (int(fields[13]) + int(fields[14])) * _TICK

    def _children(self) -> set[int]:
        file = Path(f"/proc/{self._postmaster}/task/{self._postmaster}/children")
        return {int(pid) for pid in file.read_text("ascii").split()}

    def log(self) -> int:
        return self._number("select (pg_current_wal_insert_lsn() - '0/0')::bigint")

    def settle(self) -> None:
        """Write out what is dirty, so that no stage pays for the one before.

        Not between rounds: after it, each page touched first goes into the log as a whole.
        """
        self.admin.execute("checkpoint")

    def _number(self, statement: str) -> int:
        found = self.admin.execute(statement.encode()).fetchone()
        assert found is not None
        return int(str(found[0]))


def run(meter: Meter, arena: Arena, contestant: Contestant, load: Load) -> Round:
    """Let one contestant post for a round."""
    last_book = arena.first_book + load.books - 1
    head = (
        f"\\set book random({arena.first_book}, {last_book})\n\\set key random(1, {LARGEST_KEY})\n"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as file:
        file.write(head + contestant.script)
        file.flush()
        disk = arena.journal_bytes(contestant)
        processor, log = meter.ended_backends(), meter.log()
        said = _pgbench(contestant, load, Path(file.name))
        processor, log = meter.ended_backends() - processor, meter.log() - log
        disk = arena.journal_bytes(contestant) - disk
    count = int(_found(_COUNTED, said))
    return Round(float(_found(_SPEED, said)), processor / count, log / count, disk / count)


def rounds(
    meter: Meter, arena: Arena, contestants: Sequence[Contestant], load: Load, count: int
) -> dict[str, list[Round]]:
    """Let the contestants post in turn, so many times, in the other order every second time."""
    gathered: dict[str, list[Round]] = {contestant.name: [] for contestant in contestants}
    meter.settle()
    for number in range(count):
        for contestant in contestants if number % 2 == 0 else contestants[::-1]:
            gathered[contestant.name].append(run(meter, arena, contestant, load))
    return gathered


def spread(ratios: Sequence[float]) -> tuple[float, float, float]:
    """Give the geometric mean of paired ratios and the bounds two standard errors away."""
    logs = [math.log(ratio) for ratio in ratios]
    mean = statistics.fmean(logs)
    error = statistics.stdev(logs) / math.sqrt(len(logs)) if len(logs) > 1 else math.nan
    return math.exp(mean), math.exp(mean - 2 * error), math.exp(mean + 2 * error)


def paired(gathered: Mapping[str, list[Round]], one: str, other: str, what: str) -> list[float]:
    """Give the ratios of two contestants, round by round, of one attribute of `Round`."""
    return [
        getattr(mine, what) / getattr(theirs, what)
        for mine, theirs in zip(gathered[one], gathered[other], strict=True)
    ]


def _pgbench(contestant: Contestant, load: Load, script: Path) -> str:
    url = contestant.url
    options = f"-c zhuanhu.tenant=center -c synchronous_commit={'on' if load.durable else 'off'}"
    environment = {
        **os.environ,
        "PGHOST": str(url.query["host"]), "PGPORT": str(url.query["port"]),
        "PGUSER": str(url.username), "PGPASSWORD": str(url.password),
        "PGDATABASE": str(url.database), "PGOPTIONS": options,
    }  # fmt: skip
    ends = f"--time={load.seconds}"
    if load.postings is not None:
        ends = f"--transactions={load.postings}"
    command: list[str | Path] = [
        programs.installed() / "bin" / "pgbench", "--no-vacuum", "--protocol=prepared",
        f"--client={load.clients}", f"--jobs={min(2, load.clients)}", ends, f"--file={script}",
    ]  # fmt: skip
    ran: subprocess.CompletedProcess[str] = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False
    )
    if ran.returncode != 0 or "failed transactions: 0" not in ran.stdout:
        raise RuntimeError(f"{contestant.name}: {ran.stdout}{ran.stderr}")
    return ran.stdout


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    assert match, text
    return match[1]


def _stat(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
