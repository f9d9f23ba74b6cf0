"""`make bench-check`: what a verdict costs where an employer has few earlier claims, and many.

Two databases of the same programme, one with 1,000 posted claims of the employer and one with
100,000 (rows made by SQL), on the product's embedded server. The same claim is checked in both in
turn, which is a round; the order changes from round to round. A check is what the product does for
every change: gather the facts, decide by the whole rulebook, keep the decision. Its claim is one of
an ordinary seller, or of the supplier that every tenth claim is of.

Wall is the clock on the wall, which other work on the machine holds up; processor is what the
product's thread and its backend ran together, as the kernel counts it: about what the wall shows on
a machine that does nothing else. Commits do not wait for a disk; begin and commit are told apart.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg import sql
from sqlalchemy.orm import Session

from compliance import decision
from importers.sandbox import ReaderPool
from service import facts
from service.actions import claims, intake
from service.demo.drawing import draw
from service.demo.invoices import Party
from service.tables import ClaimRow, InvoiceRow
from tests import database_server
from tests.benchmarks.ledger.growth import run_time
from tests.benchmarks.ledger.rounds import spread
from tests.database_server import ClonedDatabase, connect
from tests.service.office import SELLER, Office, a_spec, open_office

HISTORY = Path(__file__).with_name("history.sql")
SUPPLIER = Party("北京长河仪器有限公司", SELLER.tax_id)
CLAIMS_OF_A_SELLER = 50
DAYS = 700
UNTIL = date(2026, 3, 9)
AIM_MS, AIM_GROWTH = 5.0, 1.5
WARM_UP = 12  # statements are prepared after the fifth time, planned for good after the tenth


@dataclass(frozen=True)
class Place:
    """An employer with so many earlier claims, and the claims that are checked, by seller."""

    office: Office
    claims: dict[str, UUID]


@dataclass(frozen=True)
class Times:
    """Milliseconds of one check: on the wall, of processors; and of its transaction on the wall."""

    wall: float
    processor: float
    whole: float


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def place(readers: ReaderPool, folder: Path, earlier: int) -> Iterator[Place]:
    """Lend a programme with so many earlier claims."""
    with database_server.server_of_the_run().clone() as database:
        office = open_office(database, folder, readers)
        drafts = {
            seller.name: _claim(office, seller, f"2611200000000000000{n}")
            for n, seller in enumerate((SELLER, SUPPLIER))
        }
        _fill(database, drafts[SELLER.name], office.checker.user_id, earlier)
        yield Place(office, drafts)


def _claim(office: Office, seller: Party, number: str) -> UUID:
    content = draw(replace(a_spec(number, amount="1234.00"), seller=seller))
    taken = intake.take_in(office.desk, office.maker, office.grant_id, "发票.pdf", content)
    return taken.claims[0].claim_id


def _fill(database: ClonedDatabase, model: UUID, checker: UUID, earlier: int) -> None:
    values = {
        "model": model,
        "checker": checker,
        "earlier": earlier,
        "days": DAYS,
        "until": UNTIL,
        "sellers": max(2, earlier // CLAIMS_OF_A_SELLER),
        "seller": SELLER.name,
        "supplier": SUPPLIER.name,
    }
    script = sql.SQL(HISTORY.read_text("utf-8"))
    with connect(database.admin_url) as connection:
        words = script.format(**{name: sql.Literal(value) for name, value in values.items()})
        for statement in words.as_string(connection).split(";\n"):
            connection.execute(statement.encode())


def check(where: Place, seller: str) -> Times:
    """Check a claim as the product does, in a transaction of its own."""
    office, claim_id = where.office, where.claims[seller]
    began = time.perf_counter()
    with office.database.transaction(office.employer_id) as session:
        claim = session.get_one(ClaimRow, claim_id)
        backend = backend_of(session)
        moment, ran = time.perf_counter(), time.thread_time_ns() / 1000 + run_time(backend)
        claims.check_again(session, office.maker, claim)
        wall = time.perf_counter() - moment
        ran = time.thread_time_ns() / 1000 + run_time(backend) - ran
    return Times(wall * 1000, ran / 1000, (time.perf_counter() - began) * 1000)


def backend_of(session: Session) -> int:
    """Give the process of the database that serves a session."""
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    return driver.info.backend_pid


def parts(where: Place, seller: str, times: int) -> str:
    """Give the medians of gathering, deciding and keeping, in milliseconds of processors."""
    office, claim_id = where.office, where.claims[seller]
    gathering, deciding, checking = [], [], []
    for _ in range(times):
        with office.database.transaction(office.employer_id) as session:
            claim = session.get_one(ClaimRow, claim_id)
            backend = backend_of(session)
            ran = [time.thread_time_ns() / 1000 + run_time(backend)]
            invoice = session.get_one(InvoiceRow, claim.invoice_id)
            gathered = facts.gather(session, office.maker, claim, invoice)
            ran.append(time.thread_time_ns() / 1000 + run_time(backend))
            decision.decide(gathered)
            ran.append(time.thread_time_ns() / 1000 + run_time(backend))
        gathering.append((ran[1] - ran[0]) / 1000)
        deciding.append((ran[2] - ran[1]) / 1000)
        checking.append(check(where, seller).processor)
    gather, decide = statistics.median(gathering), statistics.median(deciding)
    keep = statistics.median(checking) - gather - decide
    return f"gather {gather:.2f}, decide {decide:.2f}, keep {keep:.2f}"


def compare(
    small: Place, large: Place, seller: str, rounds: int
) -> tuple[list[Times], list[Times]]:
    """Check the claim of a seller in both places in turn."""
    for each in (small, large):
        for _ in range(WARM_UP):
            check(each, seller)
    taken: tuple[list[Times], list[Times]] = ([], [])
    for number in range(rounds):
        for which in (0, 1) if number % 2 else (1, 0):
            taken[which].append(check((small, large)[which], seller))
    return taken


def tell(seller: str, few: tuple[int, Sequence[Times]], many: tuple[int, Sequence[Times]]) -> None:
    """Say medians and the growth, round by round."""
    say(f"\n{seller}")
    for earlier, times in (few, many):
        wall = sorted(each.wall for each in times)
        say(
            f"  {earlier:7,} earlier claims"
            f"   processor {statistics.median(each.processor for each in times):5.2f} ms"
            f"   wall {statistics.median(wall):5.2f} (p95 {wall[int(len(wall) * 0.95)]:.2f})"
            f"   with begin and commit {statistics.median(each.whole for each in times):5.2f}"
        )
    for what in ("processor", "wall"):
        pairs = zip(many[1], few[1], strict=True)
        growths = [getattr(large, what) / getattr(small, what) for large, small in pairs]
        mean, low, high = spread(growths)
        say(f"  growth, {what:9} × {mean:.2f} [{low:.2f} to {high:.2f}] (aim {AIM_GROWTH})")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the rounds and print what was found."""
    parser = argparse.ArgumentParser(description="What a verdict costs.")
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=100_000)
    options = parser.parse_args(arguments)
    run = database_server.begin_run()
    readers = ReaderPool(1)
    try:
        with tempfile.TemporaryDirectory() as folder:
            _measure(readers, Path(folder), options)
    finally:
        readers.close()
        database_server.end_run(run)


def _measure(readers: ReaderPool, folder: Path, options: argparse.Namespace) -> None:
    with (
        place(readers, folder / "few", options.few) as small,
        place(readers, folder / "many", options.many) as large,
    ):
        say(f"a verdict, {options.rounds} paired rounds (aim {AIM_MS:g} ms at {options.many:,})")
        for words, seller in (
            (f"an ordinary seller, {CLAIMS_OF_A_SELLER} claims", SELLER.name),
            ("a supplier of every tenth claim", SUPPLIER.name),
        ):
            few, many = compare(small, large, seller, options.rounds)
            tell(words, (options.few, few), (options.many, many))
            told = parts(large, seller, options.rounds // 3 or 1)
            say(f"  of which at {options.many:,}: {told} ms")


if __name__ == "__main__":
    main()
