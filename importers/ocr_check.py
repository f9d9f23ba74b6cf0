"""The judge of what recognition read: certain is only what a second, independent channel says too.

Number, code, check code and date are certain when the QR code bears them out; totals when words
and figures, or sums, do; tax ids when both their check characters do. Names and lines have no such
channel: they are certain when every character was read with the highest confidence and a second
reading of the same place, cut out and scaled differently, says the same. All the rest is listed as
uncertain, absent values too (of particulars those that such a voucher usually bears): recognition
may have passed them over.
"""

import re
from collections.abc import Mapping

from importers import particulars, uscc, usual_particulars
from importers.checks import Channel, Check, Outcome
from importers.comparison import plain
from importers.cross_check import LABELS
from importers.draft import Draft
from importers.invoice import TEXT_FIELDS, Box, Kind, Line, Source
from importers.messages import N_, Message
from importers.ocr_marks import Mark
from importers.scan_page import ScanPage
from importers.ticket_check import NEVER_PRINTED

Scans = Mapping[int, ScanPage]

_PROOF = {
    "invoice_number": {Channel.QR},
    "invoice_code": {Channel.QR},
    "check_code": {Channel.QR},
    "issue_date": {Channel.QR},
    "total_with_tax": {Channel.QR, Channel.WORDS},
    "total_amount": {Channel.QR, Channel.SUM},
    "total_tax": {Channel.SUM},
    "total_in_words": {Channel.FIGURES},
    "buyer_tax_id": {Channel.CHECK_DIGITS},
    "seller_tax_id": {Channel.CHECK_DIGITS},
}
_NAMES = ("buyer_name", "seller_name")
_DIGITAL = frozenset({Kind.E_ORDINARY, Kind.E_SPECIAL, Kind.E_ORDINARY_TOLL})
_ABSENT = frozenset({"invoice_code", "check_code"})  # on digital invoices
_SURE = 950  # per mille
_CLEAR = 800
_QR_TYPES = {
    Kind.VAT_PAPER_SPECIAL: "01",
    Kind.VAT_PAPER_ORDINARY: "04",
    Kind.VAT_E_ORDINARY: "10",
    Kind.VAT_E_SPECIAL: "20",
    Kind.E_SPECIAL: "31",
    Kind.E_ORDINARY: "32",
}
_AMOUNTS = frozenset({"total_amount", "total_tax", "total_with_tax"})
_MONEY = re.compile(r"-?\d+\.\d{2}")
_ITEM = re.compile(r"\*[^*]+\*[^*]+", re.DOTALL)
_FORCED_LETTERS = {"O": "0", "I": "1", "Z": "2", "S": "5"}  # letters that no USCC has
_FORCED = str.maketrans(_FORCED_LETTERS)
_MORE_LABELS = (
    particulars.NAMES
    | LABELS
    | {"remarks": N_("备注"), "kind": N_("票据种类"), "is_red": N_("红字标记")}
)


def mend(draft: Draft, scans: Scans) -> None:
    """Replace misread characters where a second channel proves what was printed."""
    for field in ("buyer_tax_id", "seller_tax_id"):
        if field in draft.values:
            _mend_tax_id(draft, field, _marks(draft.boxes.get(field), scans))
    if draft.code is not None:
        for field, stated in (
            ("invoice_number", draft.code.number),
            ("invoice_code", draft.code.code),
            ("check_code", draft.code.check_code),
        ):
            printed = draft.values.get(field)
            if stated and printed and _misread(printed, stated, draft.boxes.get(field), scans):
                draft.put(field, stated, draft.boxes.get(field), Source.QR)


def _mend_tax_id(draft: Draft, field: str, marks: tuple[Mark, ...]) -> None:
    """Put letters right that no 统一社会信用代码 has, then one character its checks point out."""
    value = draft.values[field]
    forced = value.translate(_FORCED)
    if len(value) != uscc.LENGTH or uscc.has_valid_check(value):
        return
    if uscc.has_valid_check(forced):
        draft.put(field, forced, draft.boxes.get(field))
        return
    rivals = {mark.text.upper(): mark.rival.upper().translate(_FORCED) for mark in marks}
    ways = {
        forced[:place] + rivals.get(letter, letter) + forced[place + 1 :]
        for place, letter in enumerate(value)
    }
    right = [way for way in ways if uscc.is_valid(way)]
    if len(right) == 1:
        draft.put(field, right[0], draft.boxes.get(field))


def _misread(printed: str, stated: str, box: Box | None, scans: Scans) -> bool:
    """Whether the difference is one of recognition: where it was unsure, or knew the right one."""
    if printed == stated or len(printed) != len(stated):
        return False
    digits = [mark for mark in _marks(box, scans) if mark.text.isalnum()]
    if "".join(mark.text for mark in digits)[-len(printed) :] != printed:
        return False
    pairs = zip(digits[-len(printed) :], stated, strict=True)
    return all(right in {mark.text, mark.rival} or mark.confidence < _SURE for mark, right in pairs)


def judge(draft: Draft, scans: Scans) -> None:
    """Make uncertain what no second channel bears out; to be asked after the cross-checks."""
    doubted = [name for name in _unproven(draft, scans) if name not in draft.uncertain]
    if doubted:
        labels = "、".join(_MORE_LABELS[name] for name in doubted)
        said = Message(
            N_("图片上的文字由程序识别，以下各项没有第二处可以印证，请对照图片核对：{fields}。"),
            {"fields": labels},
        )
        draft.doubt(None, *doubted)
        draft.findings.append(said)
        draft.report(Check(Channel.PIXELS, Outcome.NOT_VERIFIABLE, tuple(doubted), said))


def _unproven(draft: Draft, scans: Scans) -> list[str]:
    fields = [name for name in (*TEXT_FIELDS, "issue_date") if not _proven(draft, name, scans)]
    if not _lines_sure(draft, scans) and not _never_printed(draft, "items"):
        fields.append("items")
    if "total_with_tax" in {*fields, *draft.uncertain}:
        fields.append("is_red")
    if not _kind_sure(draft):
        fields.append("kind")
    borne = draft.particulars.keys() | usual_particulars.names(draft)
    return [*fields, *(name for name in sorted(borne) if not _from_data(draft, name))]


def _proven(draft: Draft, name: str, scans: Scans) -> bool:
    """Whether a second channel bears out what a field says, or that there is no such field."""
    if _from_data(draft, name) or _never_printed(draft, name):
        return True
    value = draft.values.get(name)
    if name in _NAMES and value:
        return _is_name(value) and _sure(draft.boxes.get(name), scans, value)
    if name in _ABSENT and draft.kind in _DIGITAL and value is None:
        return True
    return bool(_PROOF.get(name, set()) & set(draft.agreements.get(name, ()))) and _in_form(
        draft, name, scans
    )


def _never_printed(draft: Draft, name: str) -> bool:
    """Whether a field was not found that vouchers of this kind, if it is sure, never bear."""
    found = draft.items if name == "items" else draft.values.get(name)
    return not found and name in NEVER_PRINTED.get(draft.kind, ()) and _kind_sure(draft)


def _from_data(draft: Draft, name: str) -> bool:
    """Whether data inside the file say it: nothing that recognition could misread."""
    read = draft.sources.get(name) in {Source.ATTACHMENT, Source.XML}
    return read or Channel.DATA in draft.agreements.get(name, ())


def _in_form(draft: Draft, name: str, scans: Scans) -> bool:
    """Whether a value has its form: sums do not prove how an amount is printed, or a mask."""
    value = draft.values.get(name, "")
    if name.endswith("tax_id"):
        return _id_sure(value, _marks(draft.boxes.get(name), scans))
    return name not in _AMOUNTS or _MONEY.fullmatch(value) is not None


def _id_sure(value: str, marks: tuple[Mark, ...]) -> bool:
    """Whether both check characters are right; or the last, which no single slip passes, is.

    Some registered ids fail the inner one: then every character must have been clear.
    """
    clear = all(mark.confidence >= _CLEAR or mark.text in _FORCED_LETTERS for mark in marks)
    return uscc.is_valid(value) or (clear and uscc.has_valid_check(value))


def _kind_sure(draft: Draft) -> bool:
    """Whether the QR code says the same as the title, or there is none and the title says much."""
    expected = _QR_TYPES.get(draft.kind)
    if draft.code is not None and expected is not None and draft.code.type.isdecimal():
        return draft.code.type == expected
    return draft.kind not in {Kind.VAT_PAPER_SPECIAL, Kind.VAT_PAPER_ORDINARY}


def _marks(box: Box | None, scans: Scans) -> tuple[Mark, ...]:
    return scans[box.page].marks_in(box) if box is not None and box.page in scans else ()


def _lines_sure(draft: Draft, scans: Scans) -> bool:
    """Whether sums bear out the amounts of the lines, and all their text was read twice alike."""
    if _from_data(draft, "items"):
        return True
    if not all(map(_whole, (*draft.items, *draft.list_items))):
        return False
    sums = [Channel.SUM in draft.agreements.get(f"total_{name}", ()) for name in ("amount", "tax")]
    boxes = draft.line_boxes
    return (
        bool(boxes)
        and not draft.rows
        and all(sums)
        and all(_sure(box, scans, None) for box in boxes)
    )


def _is_name(value: str) -> bool:
    """Whether nothing of a neighbouring field clings to a name: none begins or ends with these."""
    return not value[0].isdecimal() and not value[-1].isdecimal() and ":" not in plain(value)


def _whole(line: Line) -> bool:
    """Whether a line has all that belongs together: both stars, quantity with price."""
    starred = _ITEM.fullmatch(line.name or "") is not None
    return starred and (line.quantity is None) == (line.unit_price is None)


def _sure(box: Box | None, scans: Scans, value: str | None) -> bool:
    marks = [mark for mark in _marks(box, scans) if mark.confidence]
    if box is None or not marks or min(mark.confidence for mark in marks) < _SURE:
        return False
    first = "".join(mark.text for mark in marks)
    again = scans[box.page].reread(marks)
    return plain(again) == plain(first) and (value is None or plain(value) in plain(first))
