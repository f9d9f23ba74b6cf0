"""An invoice beside its image: what was read, where it stands on the page, who vouches for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask_babel import gettext

from compliance.wording import FIELD_TITLES
from importers.invoice import Box, Invoice
from service.messages import N_
from service.pages.words import INVOICE_KINDS, word
from service.web.words import say

PAGES_MAX = 10
AIR = 120  # between the words and the frame around them, hundredths of a point
SHOWN = (
    "kind", "invoice_code", "invoice_number", "issue_date", "check_code", "buyer_name",
    "buyer_tax_id", "seller_name", "seller_tax_id", "total_amount", "total_tax", "total_with_tax",
    "total_in_words", "remarks",
)  # fmt: skip
VOUCHERS = {
    "qr": N_("二维码"),
    "words": N_("大写"),
    "sum": N_("明细合计"),
    "figures": N_("小写"),
    "attachment": N_("内嵌数据"),
    "xml": N_("数据文件"),
    "text": N_("票面文字"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field as read; `mark`: doubtful, concerned by a finding, or empty."""

    name: str
    word: str
    value: str
    mark: str
    agreed: str
    boxed: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands on a page, in hundredths of a point."""

    field: str
    x: int
    y: int
    width: int
    height: int
    mark: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the original with the places of its fields."""

    image: str
    width: int
    height: int
    boxes: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """The original to look at."""

    name: str
    sheets: tuple[Sheet, ...]


def read_fields(invoice: Invoice, concerned: frozenset[str]) -> list[Field]:
    """Give what was read, in the order of an invoice; absent fields are left out."""
    return [
        Field(
            name=name,
            word=gettext(FIELD_TITLES[name]),
            value=value,
            mark=_mark(invoice, name, concerned),
            agreed=_agreed(invoice, name),
            boxed=name in invoice.provenance and invoice.provenance[name].box is not None,
        )
        for name in SHOWN
        if (value := _value(invoice, name)) or name in invoice.uncertain
    ]


def _value(invoice: Invoice, name: str) -> str:
    if name == "kind":
        return word(INVOICE_KINDS, invoice.kind)
    value = getattr(invoice, name)
    return "" if value is None else str(value)


def _mark(invoice: Invoice, name: str, concerned: frozenset[str]) -> str:
    if name in invoice.uncertain:
        return "doubtful"
    return "concerned" if name in concerned else ""


def _agreed(invoice: Invoice, name: str) -> str:
    where = invoice.provenance.get(name)
    channels = dict.fromkeys(where.agrees_with) if where else {}
    known = [VOUCHERS[channel] for channel in channels if channel in VOUCHERS]
    joined: str = gettext("、").join(gettext(words) for words in known)
    return joined


def document(
    invoice: Invoice, name: str, concerned: frozenset[str], image: Callable[[int], str]
) -> Document:
    """Give the pages on which the invoice stands; `image` gives the address of a page's picture."""
    numbers = [invoice.page] if invoice.page else range(1, len(invoice.page_sizes) + 1)
    shown = [number for number in numbers if number <= len(invoice.page_sizes)][:PAGES_MAX]
    places = list(_places(invoice, concerned))
    return Document(
        name,
        tuple(
            Sheet(
                image(number),
                *invoice.page_sizes[number - 1],
                tuple(place for page, place in places if page == number),
            )
            for number in shown
        ),
    )


def _places(invoice: Invoice, concerned: frozenset[str]) -> Iterator[tuple[int, Place]]:
    for name, where in invoice.provenance.items():
        if where.box is not None and name != "items":
            yield where.box.page, _place(name, where.box, _mark(invoice, name, concerned))
    lines_mark = _mark(invoice, "items", concerned)
    for number, box in enumerate(invoice.line_boxes, start=1):
        if box is not None:
            yield box.page, _place(f"line-{number}", box, lines_mark)


def _place(field: str, box: Box, mark: str) -> Place:
    width, height = box.right - box.left + 2 * AIR, box.bottom - box.top + 2 * AIR
    return Place(field, box.left - AIR, box.top - AIR, width, height, mark)


def reader_findings(invoice: Invoice) -> list[str]:
    """Give what the reader itself noticed about the document."""
    return [say(found) for found in invoice.findings]
