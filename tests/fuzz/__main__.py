"""Damaged files against every format, damaged texts against every mechanism: `make fuzz`.

`python -m tests.fuzz [--seconds CPU_SECONDS] [--seed N] [--keep FOLDER] [--samples FOLDER]`. Each
format gets an equal share of the time; the texts of all mechanisms share one. The contract: a file
ends as vouchers or as a sentence; no reader fails unforeseen, no child dies but by its limits,
none reaches the wall limit. Prints the seed; files that break the contract are kept. Exit 1 if any.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from importers.sandbox import ReaderPool
from tests.benchmarks import samples
from tests.fuzz import mutation, verdict
from tests.fuzz.seeds import MUTATIONS, TEXTS, Text, corpus
from tests.fuzz.verdict import FAULTS, End, Verdict

SECONDS = 600
LOOKED_AT = 10  # one file in so many is also held against its pixels
_STRETCH = 4  # a share of processor time may take so many times as long on a busy machine


@dataclass(slots=True)
class Tally:
    """What became of the inputs of one target."""

    ends: Counter[End] = field(default_factory=Counter)
    slowest: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, ended: Verdict) -> None:
        self.ends[ended.end] += 1
        self.slowest = max(self.slowest, ended.milliseconds)


class Clock:
    """Processor time of this process and of the children of a pool, from now on."""

    def __init__(self, pool: ReaderPool | None, seconds: float) -> None:
        self.pool, self.spent, self.before = pool, dict[int, float](), dict[int, float]()
        self._look()
        self.before, self.spent = self.spent, {}
        self.seconds, self.began = seconds, time.process_time()
        self.deadline = time.monotonic() + seconds * _STRETCH

    def _look(self) -> None:
        for child in self.pool.children() if self.pool else ():
            used = psutil.Process(child).cpu_times()
            self.spent[child] = used.user + used.system - self.before.get(child, 0)

    def left(self) -> bool:
        self._look()
        spent = time.process_time() - self.began + sum(self.spent.values())
        return spent < self.seconds and time.monotonic() < self.deadline


def fuzz_files(
    name: str, seeds: list[bytes], clock: Clock, seed: str, keep: Callable[[str, bytes], Path]
) -> Tally:
    """Damage and read files of one format until the time is over."""
    assert clock.pool is not None, "files are read in a pool"
    tally = Tally()
    while clock.left():
        number = f"{seed}-{name}-{tally.ends.total()}"
        random = mutation.chance(number)
        content = MUTATIONS[name](random, random.choice(seeds)) or b"\x00"
        look = not random.randrange(LOOKED_AT)
        ended = verdict.of(clock.pool, f"x.{name}", content, look=look)
        tally.add(ended)
        if ended.end in FAULTS:
            tally.faults.append(f"{ended.end} {keep(number, content)}\n{ended.said}")
    return tally


def fuzz_texts(targets: dict[str, Text], clock: Clock, seed: str) -> Iterator[tuple[str, Tally]]:
    """Damage texts for each mechanism in turn until the time is over."""
    tallies = {name: Tally() for name in targets}
    while clock.left():
        for name, target in targets.items():
            tally = tallies[name]
            random = mutation.chance(f"{seed}-{name}-{tally.ends.total()}")
            text = mutation.text(random, random.choice(target.examples).encode())
            ended = read_text(target, text)
            tally.add(ended)
            if ended.end in FAULTS:
                tally.faults.append(f"{ended.end} {name} {text!r}: {ended.said}")
    yield from tallies.items()


def read_text(target: Text, text: str) -> Verdict:
    """Read one text in this process."""
    began = time.monotonic_ns()
    try:
        target.read(text)
    except target.refusal as refusal:
        end, said = End.REFUSED, str(refusal)
    except Exception as escaped:  # noqa: BLE001  # that nothing else comes out is what is tried
        end, said = End.TRACE, repr(escaped)
    else:
        end, said = End.READ, ""
    return Verdict(end, said, (time.monotonic_ns() - began) // 10**6)


def run(seconds: float, seed: str, keep: Path, folder: Path) -> dict[str, Tally]:
    """Fuzz every target for its share of the time."""
    seeds = corpus(folder)
    share = seconds / (len(seeds) + 1)

    def kept(number: str, content: bytes) -> Path:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / number).write_bytes(content)
        return keep / number

    with ReaderPool(1) as pool:
        tallies = {
            name: fuzz_files(name, files, Clock(pool, share), seed, kept)
            for name, files in seeds.items()
        }
    return tallies | dict(fuzz_texts(TEXTS, Clock(None, share), seed))


def table(tallies: dict[str, Tally]) -> Iterator[str]:
    """Return a line for each target, then each fault."""
    yield f"{'target':16}{'inputs':>8}{'slowest ms':>12}" + "".join(f"{end:>12}" for end in End)
    for name, tally in tallies.items():
        ends = "".join(f"{tally.ends[end]:>12}" for end in End)
        yield f"{name:16}{tally.ends.total():>8}{tally.slowest:>12}{ends}"
    for tally in tallies.values():
        yield from tally.faults


def main() -> int:
    """Fuzz for the time given and say whether the contract held."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    default = float(os.environ.get("FUZZ_SECONDS", str(SECONDS)))
    parser.add_argument("--seconds", type=float, default=default, help="of processor time")
    parser.add_argument("--seed", default=str(time.time_ns()))
    kept = Path(tempfile.gettempdir()) / "zhuanhu-fuzz"
    parser.add_argument("--keep", type=Path, default=kept, help="where files that fail are kept")
    parser.add_argument("--samples", type=Path, default=samples.folder())
    options = parser.parse_args()
    print(f"fuzz: seed {options.seed}, {options.seconds:g} s of processor time")
    tallies = run(options.seconds, options.seed, options.keep, options.samples)
    print(*table(tallies), sep="\n")
    faults = sum(len(tally.faults) for tally in tallies.values())
    print(f"{faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
