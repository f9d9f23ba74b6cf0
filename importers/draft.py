"""An invoice while it is being read: values with their places, doubts and agreements."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from importers import particulars
from importers.checks import Channel, Check, Outcome
from importers.invoice import Box, Invoice, Kind, Line, Provenance, Source
from importers.messages import Message
from importers.page_labels import Label
from importers.page_text import Word
from importers.qr_code import InvoiceCode

_MISLEADING = re.compile(  # a character the file does not name, or one that turns text around
    "[\ufffd\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)


def box_around(page: int, things: Iterable[Word | Label]) -> Box | None:
    """Return the smallest box around words or labels of a page; None when there are none."""
    edges = [(thing.left, thing.top, thing.right, thing.bottom) for thing in things]
    if not edges:
        return None
    left, top, right, bottom = zip(*edges, strict=True)
    return Box(page, min(left), min(top), max(right), max(bottom))


@dataclass(slots=True)
class Draft:
    """What was read so far. `values` holds text fields by name, only those that were found.

    `source` is where values come from unless told otherwise; `code` the QR code on the voucher.
    """

    kind: Kind
    source: Source = Source.TEXT
    code: InvoiceCode | None = None
    values: dict[str, str] = field(default_factory=dict)
    issue_date: date | None = None
    items: tuple[Line, ...] = ()
    list_items: tuple[Line, ...] = ()
    line_boxes: tuple[Box | None, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    boxes: dict[str, Box] = field(default_factory=dict)
    particulars: dict[str, str] = field(default_factory=dict)
    rows: tuple[dict[str, str], ...] = ()
    agreements: dict[str, list[Channel]] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    uncertain: set[str] = field(default_factory=set)
    findings: list[Message] = field(default_factory=list)

    def put(
        self, name: str, value: str | None, box: Box | None = None, source: Source | None = None
    ) -> None:
        """Note a value and where it was read; nothing happens for None or an empty text.

        A name of `importers.particulars` is put there.
        """
        if value:
            (self.particulars if name in particulars.NAMES else self.values)[name] = value
            self.note(name, box, source)
            if _MISLEADING.search(value):
                self.uncertain.add(name)

    def note(self, name: str, box: Box | None, source: Source | None = None) -> None:
        """Note where a field was read."""
        self.sources[name] = source or self.source
        if box is not None:
            self.boxes[name] = box

    def agree(self, channel: Channel, *names: str) -> None:
        """Note that an independent channel says the same of these fields."""
        for name in names:
            known = self.agreements.setdefault(name, [])
            if channel not in known:
                known.append(channel)

    def doubt(self, finding: Message | None, *names: str, by: Channel = Channel.COMPLETE) -> None:
        """Make fields uncertain and say why (once); `by` is what they do not agree with."""
        self.uncertain.update(names)
        if finding is not None:
            self.report(Check(by, Outcome.DIFFERS, names, finding))

    def report(self, check: Check) -> None:
        """Note a comparison; a difference is a finding too, said once."""
        if check not in self.checks:
            self.checks.append(check)
        if check.outcome is Outcome.DIFFERS and check.message not in self.findings:
            assert check.message is not None, "a difference is explained"
            self.findings.append(check.message)

    def _all_checks(self) -> tuple[Check, ...]:
        """Return the agreements, channel by channel, then what was reported."""
        fields: dict[Channel, list[str]] = {}
        for name, channels in self.agreements.items():
            for channel in channels:
                fields.setdefault(channel, []).append(name)
        agreed = [Check(channel, Outcome.AGREES, tuple(names)) for channel, names in fields.items()]
        return (*agreed, *self.checks)

    @property
    def is_red(self) -> bool:
        """Whether it is a 红字 invoice: a negative total, or it names the blue one."""
        negative = self.values.get("total_with_tax", "").startswith("-")
        named = "red_of_number" in self.particulars or "red_slip" in self.particulars
        return negative or named or "被红冲" in self.values.get("remarks", "")

    def build(
        self, page: int | None, pages: int, page_sizes: tuple[tuple[int, int], ...]
    ) -> Invoice:
        """Return the finished invoice."""
        provenance = {
            name: Provenance(source, self.boxes.get(name), tuple(self.agreements.get(name, ())))
            for name, source in self.sources.items()
        }
        return Invoice(
            kind=self.kind,
            issue_date=self.issue_date,
            items=self.items,
            list_items=self.list_items,
            line_boxes=self.line_boxes,
            is_red=self.is_red,
            uncertain=frozenset(self.uncertain),
            findings=tuple(self.findings),
            page=page,
            pages=pages,
            provenance=provenance,
            page_sizes=page_sizes,
            particulars=self.particulars,
            rows=self.rows,
            checks=self._all_checks(),
            **self.values,
        )
