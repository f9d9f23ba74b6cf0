"""Readings against the truth: every field counted as right, unsure, wrong or missing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tests.benchmarks.samples import (
    PlainLine,
    Truth,
    all_lines,
    format_of,
    particulars,
    plain,
    plain_day,
)

FIELDS = (
    "kind", "invoice_code", "invoice_number", "issue_date", "check_code", "buyer_name",
    "buyer_tax_id", "seller_name", "seller_tax_id", "total_amount", "total_tax", "total_with_tax",
    "total_in_words", "remarks", "is_red", "items", "particulars",
)  # fmt: skip
NOT_INVOICE = "not_invoice"


class Mark(StrEnum):
    """How one field came out."""

    RIGHT = "right"
    DOUBTED = "doubted"  # right, though said to be uncertain
    UNSURE = "unsure"  # wrong or absent, and said to be uncertain
    WRONG = "WRONG"  # wrong and certain: the worst fault
    MISSING = "missing"  # absent and not said to be uncertain


@dataclass(frozen=True, slots=True)
class Case:
    """Where a field was read: the format and kind of the voucher."""

    format: str
    kind: str
    name: str

    @property
    def scanned(self) -> bool:
        return self.format == "image"


@dataclass(slots=True)
class Score:
    """All marks by case, and a sentence for each fault."""

    marks: Counter[tuple[Case, Mark]] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    vouchers: Counter[tuple[str, str]] = field(default_factory=Counter)

    def count(self, names: Iterable[str], *marks: Mark, scanned: bool | None = None) -> int:
        """Count fields of vouchers by name and mark (none = all marks)."""
        chosen = frozenset(names)
        return sum(
            number
            for (case, mark), number in self.marks.items()
            if case.name in chosen
            and (not marks or mark in marks)
            and scanned in {None, case.scanned}
            and case.kind != NOT_INVOICE
        )

    def cases(self, file_format: str, kind: str) -> dict[str, Counter[Mark]]:
        """Return the marks of every field of the vouchers of one format and kind."""
        found: dict[str, Counter[Mark]] = {}
        for (case, mark), number in self.marks.items():
            if (case.format, case.kind) == (file_format, kind):
                found.setdefault(case.name, Counter())[mark] += number
        return found

    def of_kind(self, kind: str) -> Counter[Mark]:
        """Return how the kind itself came out, of all files that are of `kind`."""
        found = Counter[Mark]()
        for (case, mark), number in self.marks.items():
            if case.kind == kind and case.name == "kind":
                found[mark] += number
        return found

    def add(self, truth: Truth, reading: Mapping[str, Any]) -> None:
        """Compare one voucher with its truth. `reading` is a record of an invoice."""
        self.vouchers[format_of(truth), truth["kind"]] += 1
        if truth["kind"] == NOT_INVOICE:
            self._field(truth, "kind", reading)
            return
        for name in FIELDS[:-2]:
            self._field(truth, name, reading)
        self._lines(truth, reading)
        self._particulars(truth, reading)

    def _field(self, truth: Truth, name: str, reading: Mapping[str, Any]) -> None:
        pair = plain(reading.get(name)), plain(truth[name])
        self._note(truth, name, pair, doubt=name in reading["uncertain"])

    def _lines(self, truth: Truth, reading: Mapping[str, Any]) -> None:
        """All lines of a voucher are one field: complete and right, or not."""
        want = all_lines(truth)
        got = without_codes(all_lines(reading), want)
        doubt = "items" in reading["uncertain"]
        self._tally(truth, "items", mark_of(got or None, want or None, doubt=doubt))
        for number in range(max(len(got), len(want))):
            pair = next(iter(got[number:]), None), next(iter(want[number:]), None)
            if pair[0] != pair[1]:
                self._fault(truth, f"line {number + 1}", pair, doubt=doubt)

    def _particulars(self, truth: Truth, reading: Mapping[str, Any]) -> None:
        rows = reading.get("rows") or [{}]
        read = {**rows[0], **reading.get("particulars", {})}
        for name, want in particulars(truth).items():
            compared = plain_day if "date" in name else plain
            pair = compared(read.get(name)), compared(want)
            self._note(truth, "particulars", pair, doubt=name in reading["uncertain"], said=name)

    def _note(
        self,
        truth: Truth,
        name: str,
        pair: tuple[str | None, str | None],
        *,
        doubt: bool,
        said: str = "",
    ) -> None:
        self._tally(truth, name, mark_of(*pair, doubt=doubt))
        if pair[0] != pair[1]:
            self._fault(truth, said or name, pair, doubt=doubt)

    def _tally(self, truth: Truth, name: str, mark: Mark) -> None:
        self.marks[Case(format_of(truth), truth["kind"], name), mark] += 1

    def _fault(self, truth: Truth, name: str, pair: tuple[Any, Any], *, doubt: bool) -> None:
        place = f" on page {truth['page']}" if truth["page"] else ""
        unsure = " (unsure)" if doubt else ""
        self.faults.append(f"{truth['file']}{place}, {name}{unsure}: read {pair[0]}, is {pair[1]}")


def without_codes(got: list[PlainLine], want: list[PlainLine]) -> list[PlainLine]:
    """Blank the codes of lines that were read where the truth says nothing about them."""
    if any(line[-1] for line in want):
        return got
    return [(*line[:-1], None) for line in got]


def mark_of(got: object, want: object, *, doubt: bool) -> Mark:
    """Return how a field came out."""
    if got == want:
        return Mark.DOUBTED if doubt else Mark.RIGHT
    if doubt:
        return Mark.UNSURE
    return Mark.MISSING if got is None else Mark.WRONG
