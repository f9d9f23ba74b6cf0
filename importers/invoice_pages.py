"""Dividing a file among its invoices: several per file or page, several pages per invoice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from importers import invoice_heading, qr_code
from importers.document import UnreadableDocument
from importers.invoice import Kind
from importers.invoice_sheet import Sheet, take_apart
from importers.messages import N_, Message
from importers.page import Page
from importers.page_labels import Finder, Label
from importers.page_text import PageText
from importers.qr_code import InvoiceCode

_QR_KINDS = {
    "31": Kind.E_SPECIAL,
    "32": Kind.E_ORDINARY,
    "10": Kind.VAT_E_ORDINARY,
    "20": Kind.VAT_E_SPECIAL,
    "51": Kind.RAIL,
    "61": Kind.AIR,
    "83": Kind.MOTOR_VEHICLE,
    "84": Kind.MOTOR_VEHICLE,
    qr_code.FISCAL: Kind.FISCAL_PROVINCE,
    qr_code.BLOCKCHAIN: Kind.SZ_BLOCKCHAIN,
}
_FEWEST_CHARACTERS = 40  # on any voucher there are hundreds
_HEADS = ("发票代码", "发票号码", "票据代码", "票据号码")
_OF_ANOTHER = frozenset(
    "原字冲属子票"
)  # 原发票号码, 蓝字发票号码, 所属票据代码: of another voucher
_TITLE_ABOVE = 8  # ems from the title of a voucher down to its number, at most
_SHORTEST = 15  # ems from the head of one invoice to that of the next on the same page


@dataclass(slots=True)
class Voucher:
    """One voucher: its kind, whether a title names it, its sheets and 销货清单 pages."""

    kind: Kind
    titled: bool
    sheets: list[Sheet]
    listings: list[Sheet] = field(default_factory=list)


@dataclass(slots=True)
class Division:
    """The vouchers of a file, and the pages that belong to none."""

    vouchers: list[Voucher] = field(default_factory=list)
    others: list[PageText] = field(default_factory=list)


def divide(pages: Iterable[Page]) -> Division:
    """Return the vouchers of a file in the order of its pages."""
    division = Division()
    for page in pages:
        text = page.text()
        if len(text.characters) < _FEWEST_CHARACTERS or invoice_heading.is_listing(text):
            _set_aside(page, text, division)
            continue
        codes = page.codes()
        if not codes and not _may_be_voucher(text):
            _set_aside(page, text, division)
            continue
        rules = page.rules()
        for band in _bands(page.shown(text)):
            _add(division, take_apart(band, rules, _code_of(band, codes)))
    return division


def _may_be_voucher(text: PageText) -> bool:
    if invoice_heading.kind_of(text) is not None:
        return True
    finder = Finder(text)
    return bool(finder.first("发票号码") and finder.first("价税合计"))


def _set_aside(page: Page, text: PageText, division: Division) -> None:
    """Keep a 销货清单 with its invoice and every other page for the record."""
    if division.vouchers and invoice_heading.is_listing(text):
        division.vouchers[-1].listings.append(take_apart(text, page.rules()))
    else:
        division.others.append(text)


def _bands(text: PageText) -> list[PageText]:
    """Cut a page with several invoices, one below the other, above the head of each."""
    finder = Finder(text)
    _refuse_side_by_side(finder)
    tops = sorted(label.top for label in finder.all(*_HEADS) if not _of_another(text, label))
    em, starts = text.em, [0]
    starts += [_above_title(text, b) for a, b in pairwise(tops) if b - a > _SHORTEST * em]
    ends = [*starts[1:], text.height + 1]
    return [text.between(*band) for band in zip(starts, ends, strict=True)]


def _of_another(text: PageText, label: Label) -> bool:
    """Whether a label names the number of another voucher that this one only speaks of."""
    return any(
        character.plain in _OF_ANOTHER
        and abs(character.middle - label.middle) * 4 < text.em
        and -text.em < 4 * (character.right - label.left) < text.em
        for character in text.characters
    )


def _above_title(text: PageText, top: int) -> int:
    """Return where a voucher begins whose number stands at `top`: above its large title."""
    em, floor = text.em, text.type_height * invoice_heading.TITLE_HEIGHT
    large = [
        character.top
        for character in text.characters
        if (character.bottom - character.top) * 10 >= floor
        and top - _TITLE_ABOVE * em < character.middle < top + em
    ]
    return min([top - 2 * em, *(edge - em // 2 for edge in large)])


def _refuse_side_by_side(finder: Finder) -> None:
    """Refuse a page with invoices next to each other: their values could be mixed up."""
    for left, right in pairwise(finder.all("发票号码")):
        if abs(left.middle - right.middle) < finder.em and right.left - left.right > finder.em:
            raise UnreadableDocument(
                Message(N_("一页上并排有几张发票，无法分开读取。请分别上传每张发票的 PDF 原件。"))
            )


def _code_of(band: PageText, codes: tuple[InvoiceCode, ...]) -> InvoiceCode | None:
    """Return the QR code printed on a band: the nearest to its top edge, if on it at all."""
    heights = [character.middle for character in band.characters]
    if not heights:
        return None
    slack = 8 * band.em
    inside = [c for c in codes if min(heights) - slack <= c.top <= max(heights)]
    return min(inside, key=lambda code: abs(code.top - min(heights)), default=None)


def _looks_like_one(sheet: Sheet) -> bool:
    """Tell a voucher from a page that only speaks of one: it bears a number and an amount."""
    numbered = sheet.code is not None or sheet.finder.first("号码", "客票号") is not None
    priced = sheet.finder.first("小写", "金额", "票价", "退票费", "合计") is not None
    return numbered and priced


def _add(division: Division, sheet: Sheet) -> None:
    """Begin a voucher, or continue the last one when the sheet bears the same number."""
    titled = invoice_heading.kind_of(sheet.text)
    kind = titled or _QR_KINDS.get(sheet.code.type if sheet.code else "")
    if kind is None or not _looks_like_one(sheet):
        division.others.append(sheet.text)
        return
    number = invoice_heading.number_of(sheet)
    last = division.vouchers[-1] if division.vouchers else None
    if last and number and number == invoice_heading.number_of(last.sheets[0]):
        last.sheets.append(sheet)
    else:
        division.vouchers.append(Voucher(kind, titled is not None, [sheet]))
