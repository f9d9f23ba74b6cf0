"""An invoice beside its image: what was read, where it stands on the page, who vouches for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask_babel import gettext

from compliance import identity_card, masking
from importers import particulars, tax_category, uscc
from importers.checks import Channel
from importers.invoice import Box, Invoice
from service.messages import N_
from service.pages.words import DIVISIONS, FISCAL, INVOICE_KINDS, field_word, word
from service.web.words import say

PAGES_MAX = 10
AIR = 120  # between the words and the frame around them, hundredths of a point
SHOWN = (
    "kind", "invoice_code", "invoice_number", "issue_date", "check_code", "buyer_name",
    "buyer_tax_id", "seller_name", "seller_tax_id", "total_amount", "total_tax", "total_with_tax",
    "total_in_words", "remarks",
)  # fmt: skip
SECRETIVE = frozenset({"seller_tax_id", "buyer_tax_id", "remarks"})
VOUCHERS = {
    Channel.QR: N_("二维码"),
    Channel.WORDS: N_("大写"),
    Channel.FIGURES: N_("小写"),
    Channel.SUM: N_("明细合计"),
    Channel.CHECK_DIGITS: N_("校验位"),
    Channel.NUMBER: N_("号码规则"),
    Channel.TEXT: N_("票面文字"),
    Channel.DATA: N_("文件内的数据"),
    Channel.PIXELS: N_("页面图像"),
    Channel.RENDITION: N_("另一份文件"),
    Channel.PERSON: N_("经办人"),
}
OF_THE_FILE = {
    Channel.SIGNATURE: N_("数字签名"),
    Channel.SHOWN_TEXT: N_("看不见的文字"),
    Channel.REVISIONS: N_("改动痕迹"),
    Channel.CONTENTS: N_("批注、脚本和附件"),
    Channel.DATA: N_("票面与文件内的数据"),
    Channel.PIXELS: N_("票面与页面图像"),
    Channel.RENDITION: N_("票面与另一份文件"),
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
            word=field_word(invoice.kind, name),
            value=said,
            mark=_mark(invoice, name, concerned),
            agreed=agreed(invoice, name),
            boxed=_boxed(invoice, name),
        )
        for name in SHOWN
        if (said := value(invoice, name)) or name in invoice.uncertain
    ] + [
        Field(
            name=name,
            word=field_word(invoice.kind, name),
            value=masking.masked_within(printed),
            mark=_mark(invoice, name, concerned),
            agreed=agreed(invoice, name),
            boxed=_boxed(invoice, name),
        )
        for name in particulars.NAMES
        if (printed := invoice.particulars.get(name, "")) or name in invoice.uncertain
    ]


def _boxed(invoice: Invoice, name: str) -> bool:
    return name in invoice.provenance and invoice.provenance[name].box is not None


def tax_categories(invoice: Invoice) -> list[str]:
    """Give for each line its tax category in words; nothing where the public table has none.

    The codes of a fiscal receipt number charges, and are none of the table's.
    """
    if invoice.kind in FISCAL:
        return [""] * len(invoice.items)
    resolved = (tax_category.resolve(line.name, line.code) for line in invoice.items)
    return [
        f"{word(DIVISIONS, found.division)} · {found.short_name or found.name}"
        if found and found.division
        else ""
        for found in resolved
    ]


def columns(invoice: Invoice) -> list[tuple[str, str]]:
    """Give the columns of the second table (travellers, transports): name and words."""
    used = {name for row in invoice.rows for name in row}
    return [(name, field_word(invoice.kind, name)) for name in particulars.NAMES if name in used]


def value(invoice: Invoice, name: str) -> str:
    """Give a field as people read it."""
    if name == "kind":
        return word(INVOICE_KINDS, invoice.kind)
    read = getattr(invoice, name)
    said = "" if read is None else str(read)
    return _hidden(said) if name in SECRETIVE else said


def _hidden(said: str) -> str:
    """Hide accounts and telephones, and the card of a person who sells in the own name."""
    of_person = identity_card.holds(said) and not uscc.has_valid_check(said)
    return (
        masking.masked(said) if of_person and said[:-1].isdigit() else masking.masked_within(said)
    )


def _mark(invoice: Invoice, name: str, concerned: frozenset[str]) -> str:
    if name in invoice.uncertain:
        return "doubtful"
    return "concerned" if name in concerned else ""


def agreed(invoice: Invoice, name: str) -> str:
    """Give who says the same of a field, in words."""
    where = invoice.provenance.get(name)
    channels = dict.fromkeys(where.agrees_with) if where else {}
    known = [words for channel, words in VOUCHERS.items() if channel.value in channels]
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
            named = "concerned" if f"line-{number}" in concerned else lines_mark
            yield box.page, _place(f"line-{number}", box, named)


def _place(field: str, box: Box, mark: str) -> Place:
    width, height = box.right - box.left + 2 * AIR, box.bottom - box.top + 2 * AIR
    return Place(field, box.left - AIR, box.top - AIR, width, height, mark)


def reader_findings(invoice: Invoice) -> list[str]:
    """Give what the reader noticed, the comparisons do not say and no person has settled since."""
    by_person = {c.fields[0] for c in invoice.checks if c.channel is Channel.PERSON}
    said = {
        check.message
        for check in invoice.checks
        if check.channel in OF_THE_FILE or (check.fields and by_person.issuperset(check.fields))
    }
    return [say(found) for found in invoice.findings if found not in said]
