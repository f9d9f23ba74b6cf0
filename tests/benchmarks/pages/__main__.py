"""`make bench-pages`: how long the server works on each page, for each role, at 100,000 claims.

One employer with so many claims in the books, each with its invoice, verdict, entry, line at the
bank and match; hundreds more wait. Its months are closed up to the last but one, and the book was
proved last night (with `--open`, neither ever happened). Every page that has an address is asked
for by everybody who may see it, in turn, through the whole application (session, database, page,
compression), without a line between. Downloads and parts of pages are left out.

Wall is the clock on the wall, which other work on the machine holds up; processor is what the
product's thread and its backends ran together, as the kernel counts it: about what the wall shows
on a machine that does nothing else. The aim is held against the processor's time.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg
from argon2 import PasswordHasher
from psycopg import sql
from sqlalchemy import select

from importers.sandbox import ReaderPool
from service import passwords
from service.permissions import Role
from service.tables import ClaimRow
from tests import database_server
from tests.benchmarks.checking.__main__ import Place, place
from tests.benchmarks.ledger.growth import run_time
from tests.database_server import ClonedDatabase, connect
from tests.service import office as start
from tests.service.browsing import Client, Web
from tests.service.pages.stories import paid, uploaded

LIFE = Path(__file__).with_name("life.sql")
AIM_MS = 150
HOPELESS_MS = 3_000  # asked for once only
OK, FAULT = 200, 500
WARM_UP = 2
OPEN, UNMATCHED = 400, 40
WHO = ("maker", "checker", "cashier", "auditor", "manager")
AS_A_BROWSER = {"Accept-Encoding": "gzip, br", "Sec-Fetch-Site": "same-origin"}
FILES = {"file", "original", "image", "limit", "budget", "rows"}  # files, and parts of pages
EXAMPLES = {
    "batch_id": "select id from intake_batch limit 1",
    "case_id": "select id from proceeding limit 1",
    "letter_id": "select id from letter limit 1",
    "report_id": "select id from expense_report limit 1",
    "number": "select max(id) from ledger.bank_line",
}
BESIDE = (  # lists and searches in their heaviest forms
    "/claims?state=posted",
    "/claims?state=posted&page=900",
    "/claims?state=draft",
    "/claims?state=submitted",
    "/claims?text=BX2025-054321",
    "/claims?text=检测",
    "/search?q=检测",
    "/search?q=000054321",
    "/search?q=2511200",
    "/search?q=BX2025-0543",
    "/ledger/{book}/journal?before=50000",
    "/claims/{draft}",
)


@dataclass(frozen=True)
class Timed:
    """What a page took in milliseconds, each list in order, and its bytes on the line."""

    who: str
    address: str
    processor: list[float]
    wall: list[float]
    size: int

    @property
    def p95(self) -> float:
        return high(self.processor)

    def told(self) -> str:
        """Give it as a line of the list."""
        return (
            f"{self.who:8} {self.address:58} p50 {statistics.median(self.processor):7.1f}"
            f"   p95 {self.p95:7.1f}   max {self.processor[-1]:7.1f} ms"
            f"   wall p50 {statistics.median(self.wall):7.1f}   p95 {high(self.wall):7.1f} ms"
            f"   {self.size / 1000:6.1f} kB"
        )


def high(times: Sequence[float]) -> float:
    """Give the 95th percentile of times that are in order."""
    return times[min(len(times) - 1, int(len(times) * 0.95))]


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def live(where: Place, web: Web, *, closed: bool = True) -> dict[str, str]:
    """Give the employer everything that 100,000 claims have beside them; and examples' names."""
    office, maker = where.office, web.client("maker")
    address = paid(web, maker)
    draft = uploaded(web, maker, start.an_invoice("26112000000123499999", name="*餐饮服务*餐费"))
    begin_case(web)
    model = address.rpartition("/")[2]
    with office.database.transaction(office.employer_id) as session:
        entry = session.scalars(select(ClaimRow.entry_id).where(ClaimRow.id == model)).one()
    names = {
        "grant_id": str(office.grant_id), "employer_id": str(office.employer_id),
        "book": str(office.employer_id), "claim_id": model, "entry_id": str(entry),
        "draft": draft.rpartition("/")[2],
    }  # fmt: skip
    assert isinstance(office.database, ClonedDatabase)
    with connect(office.database.admin_url) as connection:
        connection.autocommit = True
        fill(connection, names, closed=closed)
        return names | dict(examples(connection))


def begin_case(web: Web) -> None:
    """Have the auditor find something, so that there is a case."""
    found = {
        "problem": "测试费超出任务书范围", "facts": "测试对象与任务书的样机不符。",
        "ground": "任务书第三条", "amount": "", "supply": "测试合同", "claim": "",
        "grant": str(web.office.grant_id),
    }  # fmt: skip
    assert web.client("auditor").send("/rectifications/new", **found).status_code == 302


def fill(
    connection: psycopg.Connection[tuple[object, ...]], names: dict[str, str], *, closed: bool
) -> None:
    values = {
        "entry": int(names["entry_id"]), "draft": names["draft"], "open": OPEN,
        "unmatched": UNMATCHED, "closed": closed,
    }  # fmt: skip
    script = sql.SQL(LIFE.read_text("utf-8"))
    words = script.format(**{name: sql.Literal(value) for name, value in values.items()})
    for statement in words.as_string(connection).split(";\n"):
        if statement.strip():
            connection.execute(statement.encode())


def examples(connection: psycopg.Connection[tuple[object, ...]]) -> Iterator[tuple[str, str]]:
    for name, query in EXAMPLES.items():
        found = connection.execute(query.encode()).fetchone()
        if found is not None and found[0] is not None:
            yield name, str(found[0])


def addresses(web: Web, names: dict[str, str]) -> Iterator[str]:
    """Give every page with an example of each thing that an address names, and some lists."""
    adapter = web.app.url_map.bind("localhost")
    for rule in web.app.url_map.iter_rules():
        page = "GET" in (rule.methods or ()) and not rule.rule.startswith("/api")
        if not page or rule.endpoint.rpartition(".")[2] in FILES or rule.arguments - names.keys():
            continue
        yield adapter.build(rule.endpoint, {name: names[name] for name in rule.arguments})
    for each in BESIDE:
        yield each.format(**names)


def ran(backends: Sequence[int]) -> float:
    """Give the milliseconds that this thread and these backends have run so far."""
    return time.thread_time() * 1000 + sum(run_time(each) for each in backends) / 1000


def backends_of(web: Web) -> list[int]:
    """Give the processes of the database that serve the application."""
    assert isinstance(web.office.database, ClonedDatabase)
    query = "select pid from pg_stat_activity where datname = current_database() and usename = %s"
    database = web.office.database
    with connect(database.admin_url) as connection:
        found = connection.execute(query, [database.application_url.username]).fetchall()
    return [int(str(pid)) for (pid,) in found]


def timed(web: Web, client: Client, asked: tuple[str, str], rounds: int) -> Timed | None:
    """Ask for a page again and again; nothing when it is none, or not for them."""
    who, address = asked
    first = client.get(address, headers=AS_A_BROWSER)
    assert first.status_code < FAULT, f"{who} {address}: {first.status_code}"
    if first.status_code != OK or first.mimetype != "text/html":
        return None
    backends = backends_of(web)
    processor, wall = [], []
    for _ in range(WARM_UP + rounds):
        began, before = time.perf_counter(), ran(backends)
        client.get(address, headers=AS_A_BROWSER)
        processor.append(ran(backends) - before)
        wall.append((time.perf_counter() - began) * 1000)
        if wall[-1] > HOPELESS_MS:
            return Timed(who, address, processor[-1:], wall[-1:], len(first.data))
    kept = sorted(processor[WARM_UP:]), sorted(wall[WARM_UP:])
    return Timed(who, address, *kept, len(first.data))


def measure(web: Web, names: dict[str, str], rounds: int, only: str) -> list[Timed]:
    """Measure every page for everybody who may see it."""
    found = []
    pages = [each for each in dict.fromkeys(addresses(web, names)) if only in each]
    for who in WHO:
        client = web.client(who)
        for address in pages:
            taken = timed(web, client, (who, address), rounds)
            if taken is not None:
                found.append(taken)
                say(taken.told())
    return found


def tell(found: Sequence[Timed]) -> None:
    """Say how many pages keep the aim, and which do not."""
    late = [each for each in found if each.p95 > AIM_MS]
    say(f"\n{len(found) - len(late)} of {len(found)} within {AIM_MS} ms (p95)")
    for each in sorted(late, key=lambda one: -one.p95):
        say(each.told())


def main(arguments: Sequence[str] | None = None) -> None:
    """Fill a database, ask for every page and print what it took."""
    parser = argparse.ArgumentParser(description="How long the server works on each page.")
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--only", default="", help="only addresses that contain this")
    parser.add_argument("--open", action="store_true", help="no month was closed, no book proved")
    options = parser.parse_args(arguments)
    passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # noqa: SLF001  # logging in is not measured
    run = database_server.begin_run()
    readers = ReaderPool(1)
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            place(readers, Path(folder), options.claims) as where,
        ):
            web = Web(where.office, Path(folder))
            start.user(where.office.database, "admin", Role.ADMINISTRATOR)
            names = live(where, web, closed=not options.open)
            say(f"{options.claims:,} claims of one employer, {options.rounds} rounds a page")
            tell(measure(web, names, options.rounds, options.only))
    finally:
        readers.close()
        database_server.end_run(run)


if __name__ == "__main__":
    main()
