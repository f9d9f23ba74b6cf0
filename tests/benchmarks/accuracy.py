"""How well the reader reads: every sample against its truth, field by field, kind by kind.

Run as `python -m tests.benchmarks.accuracy [--samples FOLDER]` (tests/benchmarks/samples.py says
where they lie). Exit 1 when a bar is not met, 0 otherwise and when there are no samples.
"""

import argparse
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from importers.checks import Channel, Outcome
from importers.document import UnreadableDocument
from importers.invoice import Invoice, Kind
from importers.sandbox import ReaderPool
from tests.benchmarks import samples
from tests.benchmarks.samples import Sample, Truth
from tests.benchmarks.scoring import FIELDS, Mark, Score

WHOLE = ("invoice_code", "invoice_number", "issue_date", "total_amount", "total_tax",
         "total_with_tax", "buyer_tax_id", "seller_tax_id")  # fmt: skip
SCANNED = ("invoice_number", "issue_date", "total_with_tax")
DEFENCES = frozenset({
    Channel.SHOWN_TEXT, Channel.PIXELS, Channel.REVISIONS, Channel.SIGNATURE, Channel.CONTENTS,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bar:
    """At least `tenths` of a percent of the fields `names` have one of `marks`."""

    what: str
    names: tuple[str, ...]
    tenths: int
    scanned: bool | None = False
    marks: tuple[Mark, ...] = (Mark.RIGHT, Mark.DOUBTED)

    def failure(self, score: Score) -> str | None:
        """Say by how much it is missed; None when it is met."""
        good = score.count(self.names, *self.marks, scanned=self.scanned)
        total = score.count(self.names, scanned=self.scanned)
        if good * 1000 >= self.tenths * total:
            return None
        return f"{self.what}: {good} of {total}, the bar is {self.tenths / 10:g} %"


KNOWN = (Mark.RIGHT, Mark.DOUBTED, Mark.UNSURE)
BARS = (
    *(Bar(name, (name,), 1000) for name in WHOLE),
    Bar("kind, right or unsure", ("kind", "is_red"), 1000, marks=KNOWN),
    Bar("names", ("buyer_name", "seller_name"), 995),
    Bar("documents with all lines right", ("items",), 990),
    *(Bar(name, (name,), 980)
      for name in ("total_in_words", "remarks", "check_code", "particulars")),
    *(Bar(f"scans, {name}, right or unsure", (name,), 950, scanned=True, marks=KNOWN)
      for name in SCANNED),
    Bar("not wrong and certain", FIELDS, 1000, None, (*KNOWN, Mark.MISSING)),
)  # fmt: skip


@dataclass(slots=True)
class Report:
    """All counts, the faults of whole files and the time taken."""

    score: Score = field(default_factory=Score)
    faults: list[str] = field(default_factory=list)
    milliseconds: dict[str, list[int]] = field(default_factory=dict)
    unread: int = 0
    split: list[bool] = field(default_factory=list)  # of the files with several vouchers
    flagged: list[bool] = field(default_factory=list)  # of the honest vouchers

    def read(self, sample: Sample, invoices: Sequence[Invoice]) -> None:
        """Compare what was read of a file with the truth."""
        if sample.merged or sample.format == "zip":
            self.split.append(len(invoices) == len(sample.truths))
        if len(invoices) != len(sample.truths):
            self.faults.append(
                f"{sample.file}: {len(invoices)} vouchers read, has {len(sample.truths)}"
            )
        for truth, invoice in pairs(sample, invoices):
            if invoice is None:
                self.unread += 1
            else:
                self.score.add(truth, invoice.to_record())
                self._watch(truth, invoice)

    def refuse(self, sample: Sample, reason: UnreadableDocument) -> None:
        """Note a file of which nothing was read."""
        self.unread += len(sample.truths)
        self.faults.append(f"{sample.file}: {reason}")

    def _watch(self, truth: Truth, invoice: Invoice) -> None:
        """Note what the defences say of a document that nobody tampered with."""
        raised = [
            check
            for check in invoice.checks
            if check.channel in DEFENCES and check.outcome is Outcome.DIFFERS
        ]
        self.flagged.append(bool(raised))
        self.faults += [
            f"{truth['file']}: {check.channel} flagged: {check.message.text()}"
            for check in raised
            if check.message
        ]


def pairs(sample: Sample, invoices: Sequence[Invoice]) -> Iterator[tuple[Truth, Invoice | None]]:
    """Put each truth beside its reading: by the path in an archive, else by the order."""
    if sample.format != "zip":
        yield from zip(sample.truths, (*invoices, *[None] * len(sample.truths)), strict=False)
        return
    inside = {invoice.member: invoice for invoice in invoices}
    for truth in sample.truths:
        yield truth, inside.get(truth["file"].partition("!")[2])


def measure(found: Sequence[Sample]) -> Report:
    """Read every sample in the sandbox, as the product does."""
    report = Report()
    with ReaderPool(1) as pool:
        for sample in found:
            started = time.monotonic_ns()
            try:
                invoices = pool.read(sample.file, sample.content, look=True)
            except UnreadableDocument as unreadable:
                report.refuse(sample, unreadable)
                continue
            taken = (time.monotonic_ns() - started) // 10**6
            report.milliseconds.setdefault(sample.format, []).append(taken)
            report.read(sample, invoices)
    return report


def table(score: Score) -> Iterator[str]:
    """Return a line for each format, kind and field that is not all right, and the sums."""
    head = "".join(f"{mark:>9}" for mark in Mark)
    yield f"{'format':8}{'kind':20}{'field':16}{'fields':>7}{head}"
    for (file_format, kind), vouchers in sorted(score.vouchers.items()):
        cases = score.cases(file_format, kind)
        lacking = {
            name: marks for name, marks in cases.items() if marks.total() != marks[Mark.RIGHT]
        }
        whole = len(cases) - len(lacking)
        yield f"{file_format:8}{kind:20}{vouchers} read, {whole} of {len(cases)} fields all right"
        for name, marks in lacking.items():
            yield row("", name, marks)
    for scanned, title in ((False, "born digital"), (True, "scanned")):
        for name in FIELDS:
            counts = {mark: score.count([name], mark, scanned=scanned) for mark in Mark}
            yield row(title, name, Counter(counts))


def row(title: str, name: str, marks: Counter[Mark]) -> str:
    """Return one line of figures."""
    figures = "".join(f"{marks[mark]:>9}" for mark in Mark)
    return f"{title:28}{name:16}{marks.total():>7}{figures}"


def failures(report: Report) -> Iterator[str]:
    """Name every bar that is not met."""
    if report.unread:
        yield f"{report.unread} vouchers were not read at all"
    for bar in BARS:
        failure = bar.failure(report.score)
        if failure:
            yield failure
    strangers = report.score.of_kind(Kind.NOT_INVOICE)
    if strangers[Mark.RIGHT] != strangers.total():
        yield f"{strangers.total() - strangers[Mark.RIGHT]} files that are no vouchers read as such"
    if not all(report.split):
        yield f"{report.split.count(False)} of {len(report.split)} merged files not split rightly"
    if report.flagged.count(True) * 100 > len(report.flagged):
        yield f"{report.flagged.count(True)} of {len(report.flagged)} honest vouchers flagged"


def times(report: Report) -> Iterator[str]:
    """Say how long the files of each format took."""
    for file_format, taken in report.milliseconds.items():
        median, most = statistics.median(taken), max(taken)
        yield f"{file_format:8}{len(taken):>4} files, median {median:.0f} ms, slowest {most} ms"


def main() -> int:
    """Print the table and say whether the bars are met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--samples", type=Path, default=samples.folder())
    folder: Path = parser.parse_args().samples
    if not (folder / "truth.jsonl").is_file():
        print(f"accuracy: skipped, there are no samples at {folder}")
        return 0
    report = measure(samples.load(folder))
    failed = list(failures(report))
    print(*table(report.score), *report.faults, *report.score.faults, *times(report), sep="\n")
    print(*(failed or ["all bars are met"]), sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
