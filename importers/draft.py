"""An invoice while it is being read: values with their places, doubts and agreements."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from importers.invoice import Box, Invoice, Kind, Line, Provenance, Source
from importers.messages import Message
from importers.pdf_labels import Label
from importers.pdf_words import Word


def box_around(page: int, things: Iterable[Word | Label]) -> Box | None:
    """Return the smallest box around words or labels of a page; None when there are none."""
    edges = [(thing.left, thing.top, thing.right, thing.bottom) for thing in things]
    if not edges:
        return None
    left, top, right, bottom = zip(*edges, strict=True)
    return Box(page, min(left), min(top), max(right), max(bottom))


@dataclass(slots=True)
class Draft:
    """What was read so far. `values` holds text fields by name, only those that were found."""

    kind: Kind
    values: dict[str, str] = field(default_factory=dict)
    issue_date: date | None = None
    items: tuple[Line, ...] = ()
    list_items: tuple[Line, ...] = ()
    line_boxes: tuple[Box | None, ...] = ()
    sources: dict[str, Source] = field(default_factory=dict)
    boxes: dict[str, Box] = field(default_factory=dict)
    agreements: dict[str, list[str]] = field(default_factory=dict)
    uncertain: set[str] = field(default_factory=set)
    findings: list[Message] = field(default_factory=list)

    def put(
        self, name: str, value: str | None, box: Box | None = None, source: Source = Source.TEXT
    ) -> None:
        """Note a value and where it was read; nothing happens for None or an empty text."""
        if value:
            self.values[name] = value
            self.note(name, box, source)
            if "\ufffd" in value:  # a character that the file does not name
                self.uncertain.add(name)

    def note(self, name: str, box: Box | None, source: Source = Source.TEXT) -> None:
        """Note where a field was read."""
        self.sources[name] = source
        if box is not None:
            self.boxes[name] = box

    def agree(self, channel: str, *names: str) -> None:
        """Note that an independent channel says the same of these fields."""
        for name in names:
            self.agreements.setdefault(name, []).append(channel)

    def doubt(self, finding: Message | None, *names: str) -> None:
        """Make fields uncertain and say why (once)."""
        self.uncertain.update(names)
        if finding is not None and finding not in self.findings:
            self.findings.append(finding)

    @property
    def is_red(self) -> bool:
        """Whether it is a 红字 invoice: a negative total, or remarks that name the blue one."""
        negative = self.values.get("total_with_tax", "").startswith("-")
        return negative or "被红冲" in self.values.get("remarks", "")

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
            **self.values,
        )
