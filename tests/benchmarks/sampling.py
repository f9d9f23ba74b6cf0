"""What a sample of a large frame costs: `python -m tests.benchmarks.sampling [--items 1000000]`.

Reads the frame's file, plans, draws, extends, checks by drawing again, and evaluates, once for each
way of drawing and once at a tenth of the size; each frame in a process of its own, whose peak of
memory is told. Times are processor seconds. The aims: plan, select and evaluate 1,000,000 items
within 10 s and 1 GiB.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from compliance.sampling import selection, sizes
from compliance.sampling.evaluation import Figures, Observation, evaluate
from compliance.sampling.frame import Frame, Item
from compliance.sampling.plan import Method, Plan, Purpose, Selection, Unit

MIB = 1024  # of the kilobytes of getrusage
PLAN = Plan(
    seed="benchmark",
    high_value=50_000_000,
    take_all=frozenset({"override"}),
    tolerable=Fraction(2, 100),
    expected=Fraction(1, 200),
)


def frame_file(folder: Path, count: int) -> Path:
    """Write a frame of a thousand grants, amounts of 1 yuan to a million, one in 10,000 marked."""
    chance = random.Random(8)  # noqa: S311  # the same amounts each time, nothing secret
    items = (
        Item(
            f"91110108MA{number % 997:08d}/BX2026-{number:07d}",
            int(10 ** chance.uniform(2, 8)),
            f"ZX2026-{number % 1_000:04d}",
            frozenset({"override"} if chance.random() < 1e-4 else ()),
        )
        for number in range(count)
    )
    path = folder / f"frame-{count}.csv"
    path.write_bytes(Frame(items).content())
    return path


def plans() -> Iterator[Plan]:
    for way in Selection:
        yield replace(PLAN, selection=way, per_group=1 if way is Selection.RANDOM else 0)
        yield replace(PLAN, selection=way, unit=Unit.RECORD, purpose=Purpose.ATTRIBUTE)
    yield replace(PLAN, selection=Selection.RANDOM, unit=Unit.RECORD, method=Method.RATIO, size=250)


class Watch:
    """Processor seconds by step."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.process_time()
        yield
        self.seconds[name] = time.process_time() - begun


def once(plan: Plan, frame: Frame) -> Watch:
    """Take a check from its plan to its answer."""
    watch = Watch()
    with watch.step("plan"):
        sizes.side_by_side(plan, frame.count, frame.total)
    with watch.step("select"):
        sample = selection.select(plan, frame)
    with watch.step("extend"):
        larger = selection.extend(sample, plan, frame, 50)
    with watch.step("evaluate"):
        seen = [
            Observation(
                key=each.key,
                value=each.value,
                audited=each.value - (each.value // 3 if number == 7 else 0),
                deviates=number == 7,
                stratum=each.stratum,
                hits=each.hits,
                round=each.round,
            )
            for number, each in enumerate(larger.drawn)
        ]
        evaluate(plan, Figures.of(frame, larger), seen)
    return watch


def measure(path: Path) -> None:
    """Measure one frame and print one line for each plan."""
    begun = time.process_time()
    frame = Frame.read(path.read_bytes())
    read = time.process_time() - begun
    begun = time.process_time()
    assert len(frame.hash) == 64
    print(f"{frame.count:,} items: read {read:.2f} s, hash {time.process_time() - begun:.2f} s")
    for plan in plans():
        seconds = once(plan, frame).seconds
        whole = sum(seconds.values()) - seconds["extend"]
        parts = ", ".join(f"{name} {second:.2f}" for name, second in seconds.items())
        print(f"  {plan.unit:8} {plan.selection:8} {whole:5.2f} s ({parts})")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    print(f"  peak of memory {peak:,.0f} MiB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=1_000_000)
    parser.add_argument("--frame", type=Path, help="measure this file in this process")
    options = parser.parse_args()
    if options.frame:
        measure(options.frame)
        return
    with tempfile.TemporaryDirectory(prefix="zhuanhu-bench-") as folder:
        for count in (options.items // 10, options.items):
            path = frame_file(Path(folder), count)
            subprocess.run([sys.executable, "-m", __spec__.name, "--frame", str(path)], check=True)


if __name__ == "__main__":
    main()
