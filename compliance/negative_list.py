"""负面清单: a version of the list as data, and how one item is met by one line of an invoice.

The printed tax category speaks first, then the words of the line, then the seller's name. The
remarks describe a purchase but are no purchase: what only they name never weighs more than review.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from compliance import law
from compliance.concepts import concept_in, is_person_name, mentions, split_printed_name
from compliance.finding import Override, Severity
from compliance.messages import Message
from compliance.text import Heading, TextKind, both, each_of, heading_of
from importers.invoice import Invoice, Kind, Line

INVOICE_TEXT = "invoice_text"
PERSON = "person"
HARMLESS = "pass"
DRAWN_FOR = "drawn_for"  # 代开: whom a tax office drew the invoice up for, the real seller


class UnknownNegativeListError(LookupError):
    """No negative list of that version is installed."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What on a line or on its voucher meets an item; the head of the list's file explains each."""

    short_names: frozenset[str]
    keywords: tuple[str, ...]
    whole: frozenset[str]
    unless: tuple[str, ...]
    unless_short_names: frozenset[str]
    kinds: frozenset[str]
    elements: frozenset[str]
    route_kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class SellerTerms:
    """What in the seller's name meets an item, and for which lines it speaks.

    `person`: any seller that is a natural person, whatever the name.
    """

    keywords: tuple[str, ...]
    short_names: frozenset[str]
    line_keywords: tuple[str, ...]
    person: bool

    def named_in(self, seller_name: str) -> bool:
        """Tell whether a seller of that name meets the item, for the lines it speaks for."""
        return mentions(seller_name, self.keywords) or (self.person and is_person_name(seller_name))


@dataclass(frozen=True, slots=True)
class ListException:
    """An exception: given all its papers, and one of its words if it names any, the weight falls.

    `severity` None means that nothing is left to find.
    """

    words: Message
    evidence: frozenset[str]
    keywords: tuple[str, ...]
    severity: Severity | None

    def holds(self, line: Line, evidence: frozenset[str]) -> bool:
        """Tell whether the exception applies to a line with these papers given."""
        named = not self.keywords or mentions(line.name or "", self.keywords)
        return named and self.evidence <= evidence


@dataclass(frozen=True, slots=True)
class Weighed:
    """How heavily a line meets an item, and the words of the exception that eased it, if any."""

    severity: Severity
    exception: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListItem:
    """One prohibition: its words, weight, the way out, and how it is recognised."""

    code: str
    title: Message
    text: Message
    remedy: Message
    severity: Severity
    override: Override
    basis: tuple[str, ...]
    evidence: tuple[str, ...]
    decided_by: str
    why: Message | None
    verified: bool
    terms: Terms
    seller: SellerTerms
    exceptions: tuple[ListException, ...]
    examples: tuple[dict[str, Any], ...]

    def weigh(self, line: Line, invoice: Invoice, evidence: frozenset[str]) -> Weighed | None:
        """Return how heavily the line meets this item; None when it does not."""
        if not self._is_met(line, invoice):
            return None
        for exception in self.exceptions:
            if exception.holds(line, evidence):
                severity = exception.severity
                return Weighed(severity, exception.words) if severity else None
        return Weighed(self.severity)

    def weigh_example(self, example: Mapping[str, Any]) -> str:
        """Return how heavily the line of one of its examples meets this item, or pass."""
        line = Line(name=example["line"])
        kind = Kind(example.get("kind", "e_ordinary"))
        invoice = Invoice(
            kind=kind,
            items=(line,),
            seller_name=example.get("seller"),
            particulars=example.get("particulars", {}),
        )
        weighed = self.weigh(line, invoice, frozenset(example.get("evidence", ())))
        return weighed.severity.value if weighed else HARMLESS

    def weigh_remarks(self, remarks: str) -> Severity | None:
        """Return how heavily the remarks alone meet this item: never more than review."""
        if concept_in(remarks, self.terms.keywords, self.terms.unless) is None:
            return None
        return Severity.REVIEW if self.severity is Severity.BLOCK else self.severity

    def _is_met(self, line: Line, invoice: Invoice) -> bool:
        short_name, text = split_printed_name(line.name or "")
        return (
            invoice.kind.value in self.terms.kinds
            or self._particulars_are_met(text, invoice)
            or self._category_is_met(short_name, text)
            or self._words_are_met(short_name, text)
            or self._seller_is_met(short_name, text, invoice)
        )

    def _particulars_are_met(self, text: str, invoice: Invoice) -> bool:
        said = invoice.particulars
        met = (
            said.get("element") in self.terms.elements
            or said.get("route_kind") in self.terms.route_kinds
        )
        return met and not mentions(text, self.terms.unless)

    def _category_is_met(self, short_name: str | None, text: str) -> bool:
        return short_name in self.terms.short_names and not mentions(text, self.terms.unless)

    def _words_are_met(self, short_name: str | None, text: str) -> bool:
        if short_name in self.terms.unless_short_names:
            return False
        named = concept_in(text, self.terms.keywords, self.terms.unless)
        return text in self.terms.whole or named is not None

    def _seller_is_met(self, short_name: str | None, text: str, invoice: Invoice) -> bool:
        names = (invoice.seller_name or "", invoice.particulars.get(DRAWN_FOR, ""))
        if not any(self.seller.named_in(name) for name in names):
            return False
        if concept_in(text, self.seller.line_keywords) is not None:
            return True
        unnamed = short_name is None and not self.seller.line_keywords
        return unnamed or short_name in self.seller.short_names


@dataclass(frozen=True, slots=True)
class NegativeList:
    """One version of the list, its items in the order of their codes."""

    heading: Heading
    items: tuple[ListItem, ...]

    @property
    def title(self) -> Message:
        return self.heading.title

    def decided_by_text(self) -> Iterable[ListItem]:
        """Return the items that the text of an invoice can decide."""
        return (item for item in self.items if item.decided_by == INVOICE_TEXT)


def parse(record: Mapping[str, Any], content: str) -> NegativeList:
    """Build the list that a text describes; KeyError or ValueError when it is none."""
    items = each_of(record, "item", _item)
    codes = [item.code for item in items]
    assert codes == sorted(set(codes)), "items stand once each, in the order of their codes"
    return NegativeList(heading_of(TextKind.NEGATIVE_LIST, record, content), items)


def _item(record: Mapping[str, Any]) -> ListItem:
    evidence = tuple(record.get("evidence", ()))
    assert law.evidence().keys() >= set(evidence), f"{record['code']} asks for an unknown paper"
    return ListItem(
        code=record["code"],
        title=both(record, "title"),
        text=both(record, "text"),
        remedy=both(record, "remedy"),
        severity=Severity(record["severity"]),
        override=Override(record["override"]),
        basis=tuple(record["basis"]),
        evidence=evidence,
        decided_by=record["decided_by"],
        why=both(record, "why") if record["decided_by"] == PERSON else None,
        verified=record.get("verified", True),
        terms=_terms(record.get("match", {})),
        seller=_seller_terms(record.get("seller", {})),
        exceptions=tuple(_exception(each) for each in record.get("exceptions", ())),
        examples=tuple(record["examples"]),
    )


def _terms(record: dict[str, Any]) -> Terms:
    return Terms(
        short_names=frozenset(record.get("short_names", ())),
        keywords=tuple(record.get("keywords", ())),
        whole=frozenset(record.get("whole", ())),
        unless=tuple(record.get("unless", ())),
        unless_short_names=frozenset(record.get("unless_short_names", ())),
        kinds=frozenset(record.get("kinds", ())),
        elements=frozenset(record.get("elements", ())),
        route_kinds=frozenset(record.get("route_kinds", ())),
    )


def _seller_terms(record: dict[str, Any]) -> SellerTerms:
    return SellerTerms(
        tuple(record.get("keywords", ())),
        frozenset(record.get("short_names", ())),
        tuple(record.get("line_keywords", ())),
        record.get("person", False),
    )


def _exception(record: dict[str, Any]) -> ListException:
    severity = None if record["severity"] == HARMLESS else Severity(record["severity"])
    return ListException(
        Message(record["zh"], english=record["en"]),
        frozenset(record.get("evidence", ())),
        tuple(record.get("keywords", ())),
        severity,
    )
