"""Whether a posting, and a balance at a day, cost more in a journal a thousand times as long."""

import random
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, create_engine, text

from ledger import moments
from ledger.accounts import AccountRef
from ledger.journal import BookId
from ledger.moments import Moment
from tests.benchmarks.ledger.contestants import HERE, Arena, Contestant, posting_script
from tests.benchmarks.ledger.rounds import Load, Meter, paired, run, spread
from tests.database_server import connect

LINES_OF_A_GRANT: Final = 80
STEP: Final = 10_000  # grants that are filled in at once
UNDER_WAY: Final = 1_000  # grants that are posted for; the others are history, and asked about
_FIRST_DAY: Final = date(2024, 2, 1)
_DAYS: Final = 660
_DIRECTIONS: Final = ("RND", "TRAIN", "EXCH", "CONF")


class Journal:
    """A database whose journal has so many lines."""

    def __init__(self, arena: Arena, name: str) -> None:
        self.arena = arena
        self.grants = 0
        self.name = name
        self.admin_url = arena.endpoint.admin_url.set(database=name)
        self.url = arena.endpoint.application_url.set(database=name)

    def grow(self, lines: int) -> None:
        """Fill in grants until the journal has so many lines."""
        template = (HERE / "fill.sql").read_text("utf-8")
        wanted = lines // LINES_OF_A_GRANT
        with connect(self.admin_url) as connection:
            while self.grants < wanted:
                last = min(wanted, self.grants + STEP)
                values = {"first": self.grants + 1, "last": last}
                place = {"books": self.arena.books, "first_book": self.arena.first_book}
                connection.execute(template.format(**values, **place).encode())
                self.grants = last
            connection.execute("vacuum analyze")
            connection.execute("checkpoint")

    def contestant(self) -> Contestant:
        """Post for the grants that are under way, each in the book where it is."""
        first = max(1, self.grants - UNDER_WAY + 1)
        book = f"({self.arena.first_book} + :grant % {self.arena.books})"
        script = f"\\set grant random({first}, {self.grants})\n" + posting_script(
            1, grant="('G' || :grant)", book=book
        )
        return Contestant(self.name, self.url, script, ("ledger.entry", "ledger.line"))


def journals(arena: Arena, meter: Meter) -> tuple[Journal, Journal]:
    """Make two copies of the arena's database: one that stays small, one to grow."""
    template = str(arena.endpoint.admin_url.database)
    for name in ("small", "grown"):
        statement = f"create database {name} template {template} strategy file_copy"
        meter.admin.execute(statement.encode())
    return Journal(arena, "small"), Journal(arena, "grown")


def compare(meter: Meter, small: Journal, grown: Journal, load: Load, rounds: int) -> str:
    """Give what the grown journal costs beside the small one: posting and asking, in ratios."""
    gathered: dict[str, list[float]] = {"posting": [], "asking": []}
    pair = {journal.name: journal for journal in (small, grown)}
    for journal in pair.values():  # so that neither pays for pages never touched before
        run(meter, journal.arena, journal.contestant(), load)
    for number in range(rounds):
        order = [*pair.values()][:: 1 if number % 2 == 0 else -1]
        postings = {j.name: [run(meter, j.arena, j.contestant(), load)] for j in order}
        gathered["posting"] += paired(postings, "grown", "small", "processor")
        asked = {j.name: balance_at_day(j, load.postings or 500) for j in order}
        gathered["asking"].append(asked["grown"] / asked["small"])
    return "   ".join(f"{what} {_said(ratios)}" for what, ratios in gathered.items())


def balance_at_day(journal: Journal, questions: int) -> float:
    """Give the microseconds of the backend for the balance of an account at a past day."""
    engine = create_engine(journal.url)
    chance = random.Random(questions)  # noqa: S311  # the same questions every time
    with engine.connect() as connection:
        connection.execute(text("select set_config('zhuanhu.tenant', 'center', false)"))
        backend = connection.scalar(text("select pg_backend_pid()"))
        for _ in range(20):
            _ask(connection, journal, chance)
        began = run_time(backend)
        for _ in range(questions):
            _ask(connection, journal, chance)
        taken = run_time(backend) - began
    engine.dispose()
    return taken / questions


def _ask(connection: Connection, journal: Journal, chance: random.Random) -> None:
    number = chance.randint(1, journal.grants)
    account = AccountRef("9002", f"G{number}", "FISCAL", chance.choice(_DIRECTIONS))
    day = _FIRST_DAY + timedelta(chance.randrange(_DAYS))
    book = BookId(journal.arena.first_book + number % journal.arena.books)
    moments.balance(connection, book, account, Moment(until=day))


def run_time(pid: int) -> float:
    """Give the microseconds that a process has run, as exactly as the kernel counts them."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[0]) / 1000
    except FileNotFoundError:  # a kernel without that count: the clock on the wall
        return time.perf_counter() * 1e6


def _said(ratios: list[float]) -> str:
    mean, low, high = spread(ratios)
    return f"× {mean:.2f} [{low:.2f} to {high:.2f}]"
