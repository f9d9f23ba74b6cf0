"""Structured data inside a file held against its pages, or taken in their place.

Every format whose files hold both comes here. `attached` are whole statements of an invoice (XML
of the issuer), `described` shorter ones (tags, entries about the document). They confirm or
contradict the page; where the page could not be read they lead, and every value of theirs is then
looked for in the text of the pages: it may be forged like any other text.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from importers import code_kind, comparison
from importers.checks import Channel
from importers.cross_check import LABELS
from importers.draft import Draft
from importers.invoice import TEXT_FIELDS, Kind, Line, Source, decimal_of
from importers.messages import N_, Message
from importers.page import Page
from importers.page_text import PageText
from importers.voucher import LAYOUTS, Reading

_RECORDS = frozenset({Kind.NOT_INVOICE, Kind.EINV_RECEIVER_XBRL})
_FAMILIES = (
    frozenset({Kind.E_ORDINARY, Kind.E_ORDINARY_TOLL}),
    frozenset({Kind.VAT_E_ORDINARY, Kind.VAT_E_TOLL}),
    frozenset({Kind.FISCAL_CENTRAL, Kind.FISCAL_PROVINCE}),  # the code on the page decides
)
_COLUMNS = ("name", "spec", "unit", "quantity", "unit_price", "amount", "tax_rate", "tax")
_DIGITAL_LENGTH = 20


def reading(
    read: Reading, attached: Sequence[Draft], described: Sequence[Draft], pages: Sequence[Page]
) -> Reading:
    """Return the vouchers read from pages, held against the data of their file."""
    if not attached and not described:
        return read
    if not read.drafts:
        return _from_data(attached, described, pages) or read
    drafts = []
    for draft, page in read.drafts:
        data = [one for one in (*attached, *described) if _fits(one, draft, read)]
        drafts.append((_confirmed(draft, data, pages), page))
    _doubt_strangers(attached, [draft for draft, _ in drafts])
    return Reading(tuple(drafts), read.others)


def _fits(data: Draft, draft: Draft, read: Reading) -> bool:
    """Whether data speak of a voucher: by its number, or as there is no other."""
    if data.kind in _RECORDS:
        return False
    same = data.values.get("invoice_number") == draft.values.get("invoice_number")
    return same or len(read.drafts) == 1


def _confirmed(draft: Draft, data: list[Draft], pages: Sequence[Page]) -> Draft:
    """Compare a draft with its data; where its kind has no layout, the first data lead."""
    rest = list(data)
    if draft.kind not in LAYOUTS and not draft.values:
        leading = next((one for one in data if one.kind is draft.kind), None)
        if leading is None:
            return draft
        draft = _borne_out(leading, pages)
        rest.remove(leading)
    for one in rest:
        if "kind" not in draft.uncertain:  # the page tells the kind, whatever the data leave open
            one.checks = [check for check in one.checks if check.fields != ("kind",)]
        if one.kind is not draft.kind and one.kind is not Kind.OTHER:
            _compare_kinds(draft, one)
        _settle_cells(draft, one)
        comparison.confirm(draft, one, Channel.DATA)
    return draft


def _settle_cells(draft: Draft, data: Draft) -> None:
    """Let the data say which cell a character of the table belongs to, where all are the same.

    A page says only where characters stand; wrapped names and narrow columns may be ambiguous.
    """
    if not data.items or not _may_be(draft.items, data.items):
        return
    if len(draft.items) != len(data.items):
        draft.line_boxes = ()
    draft.items = data.items
    draft.uncertain.discard("items")
    settled = [c for c in draft.checks if c.channel is Channel.COMPLETE and c.fields == ("items",)]
    for check in settled:
        draft.checks.remove(check)
        if check.message in draft.findings:
            draft.findings.remove(check.message)


def _may_be(printed: Sequence[Line], stated: Sequence[Line]) -> bool:
    """Whether stated cells are the printed characters, only parted otherwise.

    Then each column runs through the page in its order, and what are amounts there stay amounts:
    data that turn letters round, or give one line the amount of another, settle nothing.
    """
    text = _cells(printed, _COLUMNS)
    if Counter(text) != Counter(_cells(stated, _COLUMNS)) or _amounts(printed) != _amounts(stated):
        return False
    return all(_runs_through(text, _cells(stated, (column,))) for column in _COLUMNS)


def _cells(lines: Sequence[Line], columns: Sequence[str]) -> str:
    """Return the text of columns, line after line."""
    return comparison.plain(
        "".join(getattr(line, name) or "" for line in lines for name in columns)
    )


def _amounts(lines: Sequence[Line]) -> list[Decimal]:
    """Return what amounts and taxes there are, line after line."""
    values = (decimal_of(text) for line in lines for text in (line.amount, line.tax))
    return [value for value in values if value is not None]


def _runs_through(text: str, part: str) -> bool:
    """Whether the letters of a part stand in a text in their order, others between them or not."""
    rest = iter(text)
    return all(letter in rest for letter in part)


def _compare_kinds(draft: Draft, data: Draft) -> None:
    """Doubt the kind where page and data name two families (inside one the page tells)."""
    if not any({draft.kind, data.kind} <= family for family in _FAMILIES):
        draft.doubt(
            Message(N_("票面的发票种类与文件内的数据所示的不一致，请核对原件。")),
            "kind",
            by=Channel.DATA,
        )


def _doubt_strangers(attached: Iterable[Draft], drafts: list[Draft]) -> None:
    """Say so where attached data speak of an invoice that no page shows."""
    shown = {draft.values.get("invoice_number") for draft in drafts}
    for data in attached:
        number = data.values.get("invoice_number")
        if len(drafts) > 1 and number and data.kind not in _RECORDS and number not in shown:
            finding = Message(
                N_("文件的附件是发票 {number} 的数据，页面上没有这张发票，请核对原件。"),
                {"number": number},
            )
            for draft in drafts:
                draft.doubt(finding, "invoice_number", by=Channel.DATA)


def _from_data(
    attached: Sequence[Draft], described: Sequence[Draft], pages: Sequence[Page]
) -> Reading | None:
    """Return what the data say where no page was recognised as a voucher; None if nothing."""
    first = pages[0].text().page if pages else 1
    leading = [one for one in attached if one.kind not in _RECORDS]
    if not leading and described and described[0].values.get("invoice_number"):
        leading = [_with_kind(described[0])]
    if not leading:
        return Reading(tuple((one, first) for one in attached[:1]), ()) if attached else None
    drafts = [_borne_out(one, pages) for one in leading]
    for other in described:
        for draft in drafts:
            if other is not draft and len(drafts) == 1:
                comparison.confirm(draft, other, Channel.DATA)
    return Reading(tuple((draft, first) for draft in drafts), ())


def _with_kind(draft: Draft) -> Draft:
    """Settle the kind by code or form of number; a person has to confirm it."""
    number = draft.values["invoice_number"]
    digital = Kind.E_ORDINARY if len(number) == _DIGITAL_LENGTH else Kind.VAT_E_ORDINARY
    draft.kind = code_kind.kind_of(draft.values.get("invoice_code")) or digital
    draft.doubt(Message(N_("没有读到票头，请对照票面确认发票种类。")), "kind")
    return draft


def _borne_out(data: Draft, pages: Sequence[Page]) -> Draft:
    """Return data that lead, each value looked for in the text of the pages."""
    printed = plain(page.text() for page in pages)
    for name in TEXT_FIELDS:
        stated = data.values.get(name)
        if stated is None or data.sources.get(name) is Source.DERIVED:
            continue
        if comparison.plain(stated) in printed:
            data.agree(Channel.TEXT, name)
        else:
            _doubt_unprinted(data, name, stated)
    _bear_out_day(data, printed)
    names = [comparison.plain(line.name) for line in data.items if line.name]
    if not all(name in printed for name in names):
        finding = Message(N_("文件内的明细在页面文字中没有找到，请对照票面核对。"))
        data.doubt(finding, "items", by=Channel.TEXT)
    codes = [code for page in pages for code in page.codes()]
    number = data.values.get("invoice_number")
    data.code = next((code for code in codes if code.number == number), None)
    if data.code is None and "total_with_tax" in data.values:
        _doubt_total(data)
    return data


def _doubt_total(data: Draft) -> None:
    """Doubt a total that no QR code states: what stands somewhere on a page need not be it."""
    finding = Message(
        N_("价税合计取自文件内的数据，页面上没有二维码可以核对，请对照票面确认。"),
    )
    data.doubt(finding, "total_with_tax", by=Channel.TEXT)


def _bear_out_day(data: Draft, printed: str) -> None:
    issued = data.issue_date
    if issued is None:
        return
    forms = (f"{issued:%Y年%m月%d日}", issued.isoformat(), f"{issued:%Y%m%d}",
             f"{issued.year}年{issued.month}月{issued.day}日")  # fmt: skip
    if any(form in printed for form in forms):
        data.agree(Channel.TEXT, "issue_date")
    else:
        _doubt_unprinted(data, "issue_date", issued.isoformat())


def _doubt_unprinted(data: Draft, name: str, stated: str) -> None:
    data.doubt(
        Message(
            N_("{field}：文件内的数据为 {stated}，页面文字中没有找到，请对照票面核对。"),
            {"field": LABELS.get(name, name), "stated": stated},
        ),
        name,
        by=Channel.TEXT,
    )


def plain(texts: Iterable[PageText]) -> str:
    """Return all text of pages in compatibility form, without white space, in drawing order."""
    letters = "".join(c.plain for one in texts for c in one.characters)
    return "".join(unicodedata.normalize("NFKC", letters).split()).replace(",", "")
