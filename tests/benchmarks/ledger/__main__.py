"""`make bench-ledger`: what a posting costs beside the least that could do, and beside pgledger.

Everything runs on the product's own embedded server in a temporary folder, autovacuum off, load by
pgbench with prepared statements, one round after the other in turn; a ratio is of two rounds that
lie side by side, given as geometric mean and the bounds two standard errors away. Contestants:

ours               `ledger.post` with all its promises, 2 lines; and 8 lines
raw CTE            head, entry, 2 lines, 2 balances in bare tables, in one statement
raw BEGIN…COMMIT   the same statement by statement
pgledger           with --pgledger FILE.sql (its ULID functions first): a transfer of 2 entries;
                   it is no part of the project

Processor is user and system time of the backends as their parent counts it when they end.
"""

import argparse
import itertools
import os
import statistics
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.ledger import doors, growth
from tests.benchmarks.ledger.contestants import Arena, arena
from tests.benchmarks.ledger.rounds import Load, Meter, Round, paired, rounds, run, spread

CLIENTS = (1, 4, 8)
OURS = "ours"


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def ratio(values: Sequence[float]) -> str:
    mean, low, high = spread(values)
    return f"{mean:5.2f} [{low:.2f} to {high:.2f}]"


def costs(meter: Meter, place: Arena, options: argparse.Namespace) -> None:
    """One client, spread books, commits that do not wait: processor, log, disk of one posting."""
    everybody = [*place.contestants.values()]
    load = Load(1, place.books, durable=False, postings=options.postings)
    for contestant in everybody:
        run(meter, place, contestant, load)  # plans are made, pages are there
    place.tidy()
    gathered = rounds(meter, place, everybody, load, options.rounds)
    say(f"\nwhat one posting costs ({options.rounds} rounds of {options.postings}, medians)")
    say("                    processor us   log bytes   journal bytes")
    for c in everybody:
        rows = gathered[c.name]
        say(
            f"  {c.name:17} {statistics.median(r.processor for r in rows):13.0f}"
            f" {statistics.median(r.log for r in rows):11.0f} {_journal(gathered, c.name):15.0f}"
        )
    for name in gathered:
        for rival in ("pgledger", "raw BEGIN…COMMIT", "raw CTE"):
            if name.startswith(OURS) and rival in gathered:
                say(
                    f"  {name} ÷ {rival}: processor"
                    f" {ratio(paired(gathered, name, rival, 'processor'))},"
                    f" log {ratio(paired(gathered, name, rival, 'log'))},"
                    f" journal {_journal(gathered, name) / _journal(gathered, rival):.2f}"
                )


def _journal(gathered: Mapping[str, Sequence[Round]], name: str) -> float:
    """Give journal bytes over all rounds: files grow by pages, and index pages by halves."""
    return statistics.fmean(r.disk for r in gathered[name])


def speeds(meter: Meter, place: Arena, options: argparse.Namespace) -> None:
    """Postings a second of the two-line contestants under each kind of load."""
    runners = [c for c in place.contestants.values() if "8" not in c.name]
    say(f"\npostings a second, ours ÷ theirs ({options.rounds} paired rounds of"
        f" {options.seconds} s; median speeds behind)")  # fmt: skip
    for durable, books, clients in itertools.product(
        (False, True), (place.books, 1), options.clients
    ):
        load = Load(clients, books, durable, options.seconds, options.short)
        gathered = rounds(meter, place, runners, load, options.rounds)
        where = "one hot book" if books == 1 else f"{books} books"
        say(f"  {where}, {clients} clients, commits {'wait' if durable else 'do not wait'}")
        for name in gathered:
            if name != OURS:
                say(f"    ÷ {name:17} {ratio(paired(gathered, OURS, name, 'speed'))}")
        say(f"      {_medians(gathered)}")
        place.tidy()


def _medians(gathered: Mapping[str, Sequence[Round]]) -> str:
    return ", ".join(
        f"{name} {statistics.median(r.speed for r in rows):.0f}" for name, rows in gathered.items()
    )


def through_the_door(_: Meter, place: Arena, options: argparse.Namespace) -> None:
    """As the product posts: `ledger.book` over SQLAlchemy."""
    batch = options.batch
    say("\nthrough ledger.book (SQLAlchemy, one connection)")
    with doors.door(place, durable=False) as ours:
        doors.seconds(ours, batch, 1)
        client = [doors.client_processor(ours, batch) for _ in range(options.rounds)]
        say(f"  client processor, microseconds a posting: median {statistics.median(client):.0f}")
    for durable in (False, True):
        with doors.door(place, durable=durable) as ours:
            pairs = [
                doors.seconds(ours, batch, 1) / doors.seconds(ours, batch, batch)
                for _ in range(options.rounds)
            ]
        say(f"  {batch} postings in a commit, times as fast as one by one, commits"
            f" {'wait' if durable else 'do not wait'}: {ratio(pairs)}")  # fmt: skip
    with doors.door(place, durable=True) as ours:
        taken = doors.latencies(ours, options.steady, 50)
    say(
        f"  reserve and settle, 50 a second, commits wait: median"
        f" {statistics.median(taken):.1f} ms, p99 {doors.percentile(taken, 0.99):.1f} ms"
    )


def grows(meter: Meter, place: Arena, options: argparse.Namespace) -> None:
    """The same in a journal that is short and in one that grows."""
    sizes = [int(float(size)) for size in options.growth]
    if len(sizes) < 2:
        return
    small, grown = growth.journals(place, meter)
    small.grow(sizes[0])
    say(f"\nprocessor beside a journal of {sizes[0]:,} lines ({options.rounds} paired rounds)")
    load = Load(1, place.books, durable=False, postings=options.postings)
    for size in sizes[1:]:
        grown.grow(size)
        say(f"  {size:12,} lines: {growth.compare(meter, small, grown, load, options.rounds)}")


STAGES: Final = {"cost": costs, "speed": speeds, "door": through_the_door, "growth": grows}


def options_from(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pgledger", type=Path, help="SQL file that installs pgledger")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--seconds", type=int, default=1, help="of a round of speed")
    parser.add_argument("--postings", type=int, default=1000, help="in a round of cost")
    parser.add_argument("--batch", type=int, default=100, help="postings in one commit")
    parser.add_argument("--steady", type=int, default=500, help="postings at a steady pace")
    parser.add_argument("--books", type=int, default=500)
    parser.add_argument("--clients", type=int, nargs="*", default=CLIENTS)
    parser.add_argument("--growth", nargs="*", default=["1e4", "1e5", "1e6"], help="1e4 … 1e7")
    parser.add_argument("--short", type=int, help="postings of each client instead of --seconds")
    parser.add_argument("--only", nargs="+", choices=STAGES, default=[*STAGES], help="stages")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    options = options_from(arguments)
    with tempfile.TemporaryDirectory(prefix="zhuanhu-bench-") as folder:
        Path(folder).chmod(0o711)
        with arena(Path(folder), options.books, options.pgledger) as place:
            say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {options.books} books")
            with place.admin() as admin:
                meter = Meter(admin)
                for stage in options.only:
                    STAGES[stage](meter, place, options)


if __name__ == "__main__":
    main()
