"""`make bench-signals`: what a night's look through the whole population costs.

Two databases of the same programme, one with 10,000 claims in the books and one with 100,000 (rows
made by SQL, as for `make bench-check`), on the product's embedded server. Each is looked through
twice: the first look finds and keeps, the second finds all again and keeps nothing. The parts are
told apart once more: reading the population, and finding every kind of signal in it. The aim holds
for the first look at the larger one, on the wall.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from compliance import signalbook
from importers.sandbox import ReaderPool
from service.actions import signal_population, signals
from service.actions.system import system_actor
from service.db import CENTER
from tests import database_server
from tests.benchmarks.checking.__main__ import Place, place, say
from tests.service.office import AT

SMALL, LARGE = 10_000, 100_000
AIM_SECONDS = 10.0


def look(where: Place) -> tuple[float, signals.Seen]:
    """Look through the population as the clock does; give the seconds and what came of it."""
    begun = time.perf_counter()
    with where.office.database.transaction(CENTER) as session:
        seen = signals.look(session, system_actor(AT))
    return time.perf_counter() - begun, seen


def parts(where: Place) -> tuple[float, float, Counter[str]]:
    """Give the seconds of reading and of finding, and how many signals of each kind there are."""
    with where.office.database.transaction(CENTER) as session:
        begun = time.perf_counter()
        population = signal_population.gather(session, AT.date())
        read = time.perf_counter()
        found = Counter(kind.code for kind, _ in signalbook.find_all(population))
    return read - begun, time.perf_counter() - read, found


def measure(readers: ReaderPool, folder: Path, earlier: int) -> float:
    """Look through a programme of so many claims twice; say what it took, give the first."""
    with place(readers, folder, earlier) as where:
        first, seen = look(where)
        again, _ = look(where)
        reading, finding, found = parts(where)
    say(
        f"{seen.claims:8,} claims   first look {first:5.2f} s   again {again:5.2f} s"
        f"   reading {reading:5.2f} s   finding {finding:5.2f} s   signals {seen.found:6,}"
    )
    say("           " + ", ".join(f"{kind} {count:,}" for kind, count in found.most_common()))
    return first


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", type=int, default=LARGE)
    large = parser.parse_args().large
    run, readers = database_server.begin_run(), ReaderPool(1)
    try:
        with tempfile.TemporaryDirectory(prefix="zhuanhu-bench-") as folder:
            few = measure(readers, Path(folder) / "small", SMALL)
            many = measure(readers, Path(folder) / "large", large)
    finally:
        readers.close()
        database_server.end_run(run)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    say(
        f"growth {many / few:.1f} times for {large // SMALL} times the claims; at most {peak:,} MiB"
    )
    say(f"aim {AIM_SECONDS:.0f} s: {'kept' if many <= AIM_SECONDS else 'missed'}")
    sys.exit(many > AIM_SECONDS)


if __name__ == "__main__":
    main()
