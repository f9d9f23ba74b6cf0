"""The top of an invoice: its kind by the title; code, number, date and check code."""

import re
from collections.abc import Iterable
from datetime import date

from importers.draft import Draft, box_around
from importers.invoice import Kind
from importers.invoice_sheet import Sheet
from importers.page_labels import beside
from importers.page_text import Character, PageText, Word

_TITLES = (  # the first that fits; the text is in compatibility form without blanks
    # a seal may hide one of the brackets
    (re.compile(r"电子发票(?:\(增值税专用发票|增值税专用发票\))"), Kind.E_SPECIAL),
    (re.compile(r"电子发票(?:\(普通发票|普通发票\))"), Kind.E_ORDINARY),
    (re.compile(r"电子发票\(铁路电子客票\)"), Kind.RAIL),
    (re.compile(r"电子发票\(航空运输电子客票行程单\)|航空运输电子客票行程单"), Kind.AIR),
    (re.compile(r"增值税电子专用发票"), Kind.VAT_E_SPECIAL),
    (re.compile(r"增值税电子普通发票"), Kind.VAT_E_ORDINARY),
    (re.compile(r"深圳电子普通发票"), Kind.SZ_BLOCKCHAIN),
    (re.compile(r"通用机打发票\(电子\)"), Kind.MACHINE_PRINTED_E),
    (re.compile(r"增值税专用发票"), Kind.VAT_PAPER_SPECIAL),
    (re.compile(r"增值税普通发票"), Kind.VAT_PAPER_ORDINARY),
    (re.compile(r"中央\S{0,12}(票据|收据|缴款书)\(电子\)"), Kind.FISCAL_CENTRAL),
    (re.compile(r"(票据|收据|缴款书)\(电子\)"), Kind.FISCAL_PROVINCE),
    (re.compile(r"(机动车|二手车)销售统一发票"), Kind.MOTOR_VEHICLE),
    (re.compile(r"定额发票|出租\S{0,6}发票|通用\S{0,4}发票"), Kind.OTHER),
)
_LISTING = re.compile(r"销售货物或者提供应税劳务\S{0,4}清单|销货清单|收费明细\(电子\)")
TITLE_HEIGHT = 13  # tenths of the usual type: titles are set larger than everything else
_DATE = re.compile(r"(\d{4})[年\-/.]?(\d{1,2})[月\-/.]?(\d{1,2})日?")
_FORMS = {
    "invoice_code": re.compile(r"(?<!\d)(?:\d{12}|\d{10})(?!\d)"),
    "invoice_number": re.compile(r"(?<!\d)(?:\d{20}|\d{8})(?!\d)"),
    "check_code": re.compile(r"(?<!\d)\d{20}(?!\d)|^[0-9a-f]{5}$"),
}

_UNLABELLED = {
    "invoice_code": re.compile(r"(\d{12}|\d{10})"),
    "invoice_number": re.compile(r"(?:№|N[o0°º]\.?)?[:.]?(\d{8})", re.IGNORECASE),
}
_PAPER = frozenset({Kind.VAT_PAPER_ORDINARY, Kind.VAT_PAPER_SPECIAL})
_RECEIPT_NUMBER = re.compile(r"[^\d]*(\d{10})(?!\d)")


def kind_of(text: PageText) -> Kind | None:
    """Return the kind that the title of a page names; None when no title is known.

    Large type in drawing order first, then in reading order (seals print over titles).
    """
    em, floor = text.em, text.type_height * TITLE_HEIGHT
    large = [c for c in text.characters if (c.bottom - c.top) * 10 >= floor]
    for title in (_text(large), _text(sorted(large, key=lambda c: (c.middle // em, c.left)))):
        for form, kind in _TITLES:
            if form.search(title):
                return kind
    return None


def is_listing(text: PageText) -> bool:
    """Whether the page is a 销货清单 that belongs to an older invoice."""
    return kind_of(text) is None and _LISTING.search(_text(text.characters)) is not None


def _text(characters: Iterable[Character]) -> str:
    return "".join(character.plain for character in characters if not character.text.isspace())


def has_toll_mark(sheet: Sheet) -> bool:
    """Whether 通行费 stands alone above the parties of an invoice."""
    floor = min((label.top for label in sheet.labels["name"]), default=0)
    return any(word.plain.strip("()") == "通行费" and word.bottom < floor for word in sheet.words)


def number_of(sheet: Sheet) -> str | None:
    """Return the invoice number a sheet bears, if there is exactly one."""
    draft = Draft(Kind.OTHER)
    read(sheet, draft)
    return draft.values.get("invoice_number") or _receipt_number(sheet)


def _receipt_number(sheet: Sheet) -> str | None:
    """Return the number of a fiscal receipt."""
    label = sheet.finder.first("票据号码")
    near = "".join(word.plain for word in sheet.row(label)) if label else ""
    match = _RECEIPT_NUMBER.match(near)
    return match[1] if match else None


def read(sheet: Sheet, draft: Draft) -> None:
    """Put code, number, date and check code into the draft."""
    labels = {
        name: found
        for name in ("invoice_code", "invoice_number", "issue_date", "check_code")
        if (found := sheet.first(name))
    }
    values = beside(labels, sheet.words, sheet.text.width, sheet.em)
    for name, near in values.items():
        plain = _plain(near)
        if name == "issue_date":
            draft.issue_date = date_in(plain)
            if draft.issue_date:
                draft.note(name, box_around(sheet.page, near))
            continue
        candidates = set(_FORMS[name].findall(plain))
        draft.put(name, candidates.pop() if candidates else None, box_around(sheet.page, near))
        if candidates:
            draft.doubt(None, name)
    if draft.kind in _PAPER:
        _read_unlabelled(sheet, draft)


def _read_unlabelled(sheet: Sheet, draft: Draft) -> None:
    """Take code and number of a paper form, printed large and small at its top without labels.

    Printed but once, and without a QR code, they are uncertain. The machine's number looks alike.
    """
    machine = {word for label in sheet.finder.all("机器编号") for word in sheet.row(label)}
    floor = min((label.top for label in sheet.labels["name"]), default=0)
    for name, form in _UNLABELLED.items():
        found = [
            (match[1], word)
            for word in sheet.words
            if word not in machine and word.bottom < floor and (match := form.fullmatch(word.plain))
        ]
        if name in draft.values or len({value for value, _ in found}) != 1:
            continue
        draft.put(name, found[0][0], box_around(sheet.page, [found[0][1]]))
        if len(found) == 1 and sheet.code is None:
            draft.doubt(None, name)


def _plain(words: list[Word]) -> str:
    return "".join(word.plain for word in words).replace(" ", "").lstrip(":")


def date_in(text: str) -> date | None:
    """Return the first date in a text; None when there is none or it does not exist."""
    match = _DATE.search(text)
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None
