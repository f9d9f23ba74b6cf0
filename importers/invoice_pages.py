"""Dividing a file among its invoices: several per file or page, several pages per invoice."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from importers import foreign, invoice_heading, page_regions, qr_code
from importers.document import UnreadableDocument
from importers.invoice import Kind
from importers.invoice_sheet import Sheet, take_apart
from importers.messages import N_, Message
from importers.page import Page
from importers.page_labels import Finder
from importers.page_regions import Region
from importers.page_text import PageText, Rule
from importers.qr_code import InvoiceCode

_QR_KINDS = {
    "31": Kind.E_SPECIAL,
    "32": Kind.E_ORDINARY,
    "10": Kind.VAT_E_ORDINARY,
    "20": Kind.VAT_E_SPECIAL,
    "01": Kind.VAT_PAPER_SPECIAL,
    "04": Kind.VAT_PAPER_ORDINARY,
    "51": Kind.RAIL,
    "61": Kind.AIR,
    "83": Kind.MOTOR_VEHICLE,
    "84": Kind.MOTOR_VEHICLE,
    qr_code.FISCAL: Kind.FISCAL_PROVINCE,
    qr_code.BLOCKCHAIN: Kind.SZ_BLOCKCHAIN,
}
_FEWEST_CHARACTERS = 40  # on any voucher there are hundreds


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
        if _is_none(text):
            _set_aside(page, text, division)
            continue
        codes = page.codes()
        if not codes and not _may_be_voucher(text):
            _set_aside(page, text, division)
            continue
        rules = page.rules()
        for region in _regions(page.shown(text)):
            code = _code_of(region, codes)
            _add(division, take_apart(region.text, _inside(rules, region), code))
    return division


def _is_none(text: PageText) -> bool:
    """Whether a page is no voucher at first sight: all but empty, a list, a paper about others."""
    if len(text.characters) < _FEWEST_CHARACTERS or invoice_heading.is_listing(text):
        return True
    return foreign.speaks_of_others(text)


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


def _regions(text: PageText) -> list[Region]:
    """Part a page among its invoices; refuse it where their values could be mixed up."""
    try:
        return page_regions.divide(text)
    except page_regions.NotDivisible as error:
        raise UnreadableDocument(
            Message(N_("一页上并排有几张发票，无法分开读取。请分别上传每张发票的 PDF 原件。"))
        ) from error


def _code_of(region: Region, codes: tuple[InvoiceCode, ...]) -> InvoiceCode | None:
    """Return the QR code of a region: with the number printed there, or by its place."""
    digits = "".join(c.plain for c in region.text.characters if c.plain.isdecimal())
    heights = [character.middle for character in region.text.characters]
    if not heights:
        return None
    slack = 0 if region.top else 8 * region.text.em
    inside = [
        code
        for code in codes
        if region.left <= code.left < region.right
        and min(heights) - slack <= code.top + 2 * region.text.em
        and code.top <= max(heights)
    ]
    named = [code for code in codes if code.number in digits]
    near = min(named or inside, key=lambda code: abs(code.top - min(heights)), default=None)
    if near is not None and any(near.contradicts(code) for code in codes):
        return replace(near, rivalled=True)
    return near


def _inside(rules: tuple[Rule, ...], region: Region) -> tuple[Rule, ...]:
    """Return the rules that cross a region."""
    return tuple(
        rule
        for rule in rules
        if region.left <= rule.x < region.right
        and rule.top < region.bottom
        and rule.bottom > region.top
    )


def _looks_like_one(sheet: Sheet) -> bool:
    """Tell a voucher from a page that only speaks of one: it bears a number and an amount."""
    numbered = sheet.code is not None or sheet.finder.first("号码", "客票号", "识别号") is not None
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
