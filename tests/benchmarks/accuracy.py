"""How well the reader reads: every sample against its truth, field by field, kind by kind.

Run as `python -m tests.benchmarks.accuracy [--samples FOLDER]`. The folder holds `truth.jsonl` and
the files it names; by default $ZHUANHU_SAMPLES or ../shared/samples beside the project. Values are
compared after NFKC and removal of white space. Exit 1 when a bar is not met, 0 otherwise and when
there are no samples.
"""

import argparse
import json
import os
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from importers.document import UnreadableDocument
from importers.invoice import Invoice, line_record
from importers.sandbox import ReaderPool

ROOT = Path(__file__).resolve().parents[2]
FIELDS = (
    "kind", "invoice_code", "invoice_number", "issue_date", "check_code", "buyer_name",
    "buyer_tax_id", "seller_name", "seller_tax_id", "total_amount", "total_tax", "total_with_tax",
    "total_in_words", "remarks",
)  # fmt: skip
READ = frozenset({
    "e_ordinary", "e_special", "e_ordinary_toll", "vat_e_ordinary", "vat_e_special", "vat_e_toll",
})  # fmt: skip
BARS = dict.fromkeys(
    ("kind", "invoice_number", "invoice_code", "issue_date", "total_amount", "total_tax",
     "total_with_tax"), 100,
) | dict.fromkeys(("buyer_name", "buyer_tax_id", "seller_name", "seller_tax_id"), 99)  # fmt: skip
ITEMS_BAR = 98


@dataclass(slots=True)
class Tally:
    """Counts of one field of one kind."""

    right: int = 0
    uncertain: int = 0  # wrong or absent, and said to be uncertain
    wrong: int = 0  # wrong and certain: the worst fault
    missing: int = 0  # absent and not said to be uncertain
    doubted: int = 0  # right, though said to be uncertain

    @property
    def total(self) -> int:
        return self.right + self.uncertain + self.wrong + self.missing

    def add(self, got: object, want: object, *, doubt: bool) -> None:
        if got == want:
            self.right += 1
            self.doubted += doubt
        elif doubt:
            self.uncertain += 1
        elif got is None:
            self.missing += 1
        else:
            self.wrong += 1


@dataclass(slots=True)
class Report:
    """All counts, the faults found and the time taken."""

    tallies: defaultdict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    faults: list[str] = field(default_factory=list)
    milliseconds: list[int] = field(default_factory=list)
    unread: int = 0


def plain(value: object) -> str | None:
    """Return a value as it is compared."""
    if value is None:
        return None
    return "".join(unicodedata.normalize("NFKC", str(value)).split())


def plain_lines(lines: Sequence[dict[str, Any]]) -> list[tuple[str | None, ...]]:
    """Return lines as they are compared: eight columns each."""
    columns = ("name", "spec", "unit", "quantity", "unit_price", "amount", "tax_rate", "tax")
    return [tuple(plain(line.get(column)) for column in columns) for line in lines]


def compare(report: Report, truth: dict[str, Any], invoice: Invoice) -> None:
    """Count every field of one invoice."""
    got = invoice.to_contract(truth["file"])
    for name in FIELDS:
        tally = report.tallies[truth["kind"], name]
        pair = plain(got[name]), plain(truth[name])
        before = tally.wrong + tally.missing
        tally.add(*pair, doubt=name in invoice.uncertain)
        if tally.wrong + tally.missing > before:
            report.faults.append(f"{truth['file']} {name}: read {pair[0]}, is {pair[1]}")
    compare_lines(report, truth, invoice)


def compare_lines(report: Report, truth: dict[str, Any], invoice: Invoice) -> None:
    """Count every item line, all columns together; surplus lines count as wrong."""
    got = plain_lines([line_record(line) for line in (*invoice.items, *invoice.list_items)])
    want = plain_lines([*truth["items"], *truth["extra"].get("list_items", [])])
    tally = report.tallies[truth["kind"], "items"]
    for index in range(max(len(got), len(want))):
        read = got[index] if index < len(got) else None
        real = want[index] if index < len(want) else None
        tally.add(read, real, doubt="items" in invoice.uncertain)
        if read != real and "items" not in invoice.uncertain:
            report.faults.append(f"{truth['file']} line {index + 1}: read {read}, is {real}")


def measure(samples: Path) -> Report:
    """Read every PDF of the samples in the sandbox, as the product does."""
    report = Report()
    with ReaderPool(1) as pool:
        for file, truths in _files(samples):
            content = (samples / file).read_bytes()
            started = time.monotonic_ns()
            try:
                invoices = pool.read(file, content)
            except UnreadableDocument as unreadable:
                report.unread += len(truths)
                report.faults.append(f"{file}: {unreadable}")
                continue
            report.milliseconds.append((time.monotonic_ns() - started) // 10**6)
            if len(invoices) != len(truths):
                report.faults.append(f"{file}: {len(invoices)} invoices read, has {len(truths)}")
            for truth, invoice in zip(truths, invoices, strict=False):
                compare(report, truth, invoice)
    return report


def _files(samples: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    by_file: dict[str, list[dict[str, Any]]] = {}
    for line in (samples / "truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        if truth["file"].endswith(".pdf") and "!" not in truth["file"]:
            by_file.setdefault(truth["file"], []).append(truth)
    yield from by_file.items()


def table(report: Report) -> Iterator[str]:
    """Return the lines of the table."""
    head = f"{'kind':20}{'field':18}{'right':>7}{'unsure':>8}"
    yield f"{head}{'WRONG':>7}{'missing':>9}{'doubted':>9}"
    for (kind, name), t in report.tallies.items():
        yield (
            f"{kind:20}{name:18}{t.right:>3}/{t.total:<3}{t.uncertain:>8}{t.wrong:>7}"
            f"{t.missing:>9}{t.doubted:>9}"
        )


def failures(report: Report) -> Iterator[str]:
    """Name every bar that is not met on the kinds that are read."""
    if report.unread:
        yield f"{report.unread} invoices could not be read at all"
    for name in (*FIELDS, "items"):
        tallies = [t for (kind, one), t in report.tallies.items() if kind in READ and one == name]
        right, total = sum(t.right for t in tallies), sum(t.total for t in tallies)
        bar = ITEMS_BAR if name == "items" else BARS.get(name, 0)
        if right * 100 < bar * total:
            yield f"{name}: {right} of {total} right, the bar is {bar} %"
    wrong = sum(t.wrong for t in report.tallies.values())
    if wrong:
        yield f"{wrong} wrong values presented as certain"


def main() -> int:
    """Print the table and say whether the bars are met."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    default = os.environ.get("ZHUANHU_SAMPLES", str(ROOT.parent / "shared" / "samples"))
    parser.add_argument("--samples", type=Path, default=Path(default))
    samples: Path = parser.parse_args().samples
    if not (samples / "truth.jsonl").is_file():
        print(f"accuracy: skipped, there are no samples at {samples}")
        return 0
    report = measure(samples)
    times = sorted(report.milliseconds)
    print(*table(report), *report.faults, sep="\n")
    print(f"{len(times)} files, median {times[len(times) // 2]} ms, slowest {times[-1]} ms")
    failed = list(failures(report))
    print(*(failed or ["all bars are met"]), sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
