"""What reading costs, kind by kind: `python -m tests.benchmarks.reading` (`make bench-read`).

Each file is read in turn by bare pdfium (the text of the same pages, PDF only), by the reader in
this process, by the reader in a warm sandbox, and so that its key fields are also recognised on the
pages as shown (on request); several rounds, one run, one core at a time.
Figures are processor milliseconds per file (in the sandbox: of its children and of the caller),
median and 95th percentile; files a second of one core follow from their mean. On the samples
if they are there, else on drawn files. Linux only: the kernel's account of each thread is read.
"""

import argparse
import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pypdfium2

from importers import registry
from importers.document import Document, UnreadableDocument
from importers.sandbox import ReaderPool
from tests.benchmarks import samples
from tests.fuzz.seeds import of_drawings

ROUNDS = 5
MILLION = 10**6


@dataclass(slots=True)
class Costs:
    """Processor nanoseconds per reading, one for each file and round."""

    pdfium: list[int] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)
    sandboxed: list[int] = field(default_factory=list)
    looked: list[int] = field(default_factory=list)

    def add(self, other: "Costs") -> None:
        for mine, theirs in (
            (self.pdfium, other.pdfium),
            (self.alone, other.alone),
            (self.sandboxed, other.sandboxed),
            (self.looked, other.looked),
        ):
            mine.extend(theirs)


def files(folder: Path) -> dict[tuple[str, str], list[bytes]]:
    """Return what is read, by format and kind."""
    found: dict[tuple[str, str], list[bytes]] = {}
    if (folder / "truth.jsonl").is_file():
        for sample in samples.load(folder):
            several = len(sample.truths) > 1
            kind = f"{len(sample.truths)} in one" if several else sample.truths[0]["kind"]
            found.setdefault((sample.format, kind), []).append(sample.content)
    else:
        for file_format, contents in of_drawings().items():
            found[file_format, "drawn"] = contents
    return dict(sorted(found.items()))


def of_children() -> int:
    """Return the processor nanoseconds that children have used, the dead and the living."""
    dead = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = round((dead.ru_utime + dead.ru_stime) * 10**9)
    for child in psutil.Process().children(recursive=True):
        for thread in Path(f"/proc/{child.pid}/task").glob("*/schedstat"):
            with suppress(OSError):  # a thread may end while we look
                total += int(thread.read_text().split()[0])
    return total


def cost(work: Callable[[], object], *, children: bool = False) -> int:
    """Return the processor nanoseconds that `work` takes, here and in the children if asked."""
    theirs = of_children() if children else 0
    began = time.process_time_ns()
    with suppress(UnreadableDocument):
        work()
    ours = time.process_time_ns() - began
    return ours + (of_children() - theirs if children else 0)


def bare_text(content: bytes) -> None:
    """Let pdfium give the text of every page."""
    with pypdfium2.PdfDocument(content) as pdf:
        for page in pdf:
            page.get_textpage().get_text_range()


def measure(contents: list[bytes], file_format: str, pool: ReaderPool, rounds: int) -> Costs:
    """Read each file in each way, in turn."""
    costs, name = Costs(), f"x.{file_format}"
    for turn in range(rounds + 1):
        for content in contents:
            document = Document(name, content)
            one = Costs()
            if file_format == "pdf":
                one.pdfium.append(cost(lambda content=content: bare_text(content)))  # type: ignore[misc]  # bound now
            one.alone.append(cost(lambda document=document: registry.read(document)))  # type: ignore[misc]  # bound now
            one.sandboxed.append(
                cost(lambda content=content: pool.read(name, content), children=True)  # type: ignore[misc]  # bound now
            )
            one.looked.append(
                cost(lambda content=content: pool.read(name, content, look=True), children=True)  # type: ignore[misc]  # bound now
            )
            if turn:  # the first round warms up
                costs.add(one)
    return costs


def row(title: tuple[str, str], count: int, costs: Costs) -> str:
    """Return one line of figures."""
    mean = statistics.mean(costs.sandboxed)
    figures = f"{10**9 / mean:>9.1f}" + middle_and_high(costs.sandboxed)
    figures += middle_and_high(costs.looked) + middle_and_high(costs.alone)
    if costs.pdfium:
        ratio = sum(costs.alone) / sum(costs.pdfium)
        figures += middle_and_high(costs.pdfium) + f"{ratio:>8.1f}"
    return f"{title[0]:8}{title[1]:20}{count:>5}{figures}"


def middle_and_high(nanoseconds: list[int]) -> str:
    """Return median and 95th percentile in milliseconds."""
    ordered = sorted(nanoseconds)
    high = ordered[int(len(ordered) * 0.95)]
    return f"{statistics.median(ordered) / MILLION:>9.1f}{high / MILLION:>9.1f}"


def table(folder: Path, rounds: int) -> Iterator[str]:
    """Return the lines of the table, each as soon as it is measured."""
    pair = f"{'median':>9}{'p95':>9}"
    ways = f"{'sandbox ms':>18}{'with pixels ms':>18}{'no sandbox ms':>18}{'pdfium ms':>18}"
    yield f"{'':33}{'files/s':>9}{ways}{'times':>8}"
    yield f"{'format':8}{'kind':20}{'files':>5}{'per core':>9}{pair * 4}{'pdfium':>8}"
    by_format: dict[str, tuple[int, Costs]] = {}
    with ReaderPool(1) as pool:
        for title, contents in files(folder).items():
            costs = measure(contents, title[0], pool, rounds)
            yield row(title, len(contents), costs)
            count, whole = by_format.get(title[0], (0, Costs()))
            whole.add(costs)
            by_format[title[0]] = count + len(contents), whole
    for file_format, (count, whole) in by_format.items():
        yield row((file_format, "all"), count, whole)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--samples", type=Path, default=samples.folder())
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, {options.rounds} rounds after one to warm up")
    for line in table(options.samples, options.rounds):
        print(line, flush=True)


if __name__ == "__main__":
    main()
