"""Buyer and seller: side by side on digital invoices, one above the other on older ones."""

import re
from collections.abc import Mapping, Sequence

from importers import uscc
from importers.draft import Draft, box_around
from importers.invoice_sheet import LEVEL, Sheet
from importers.item_table import Table
from importers.messages import N_, Message
from importers.page_labels import Label, beside, joined, lines
from importers.page_text import Word

_TAX_ID = re.compile(r"[0-9A-Z*]{6,25}")
_PASSWORD = re.compile(r"(?=.*[+*/<>].*[+*/<>])[0-9+\-*/<>]{14,}")
_UPRIGHT_LETTERS = frozenset("购买销售方信息货单位")
_NOBODYS = {
    "buyer": Message(N_("购买方名称附近还有文字，可能是名称的一部分，请核对原件。")),
    "seller": Message(N_("销售方名称附近还有文字，可能是名称的一部分，请核对原件。")),
}
_ROWS = ("tax_id", "address", "bank")


def read(sheet: Sheet, table: Table | None, draft: Draft) -> None:
    """Put the names and tax ids of both parties into the draft."""
    margin = table.right if table else sheet.text.width
    words = [word for word in sheet.words if word.left <= margin + sheet.em // 4]
    names = _party_names(sheet)
    for role, name in _roles(sheet, table, names):
        labels = {"name": name} | _rows_below(sheet, name, names)
        right = _right_edge(sheet, name, names)
        others = [one for one in _level_labels(sheet) if one not in labels.values()]
        found = beside(labels, words, right, sheet.em, others)
        _put_name(sheet, draft, f"{role}_name", found["name"])
        if "tax_id" in found:
            _put_tax_id(sheet, draft, f"{role}_tax_id", found["tax_id"])
        known = {word for near in found.values() for word in near}
        rest = [word for word in words if word not in known and word.center <= right]
        if any(_may_go_on(word, labels, found["name"], sheet.em) for word in rest):
            draft.doubt(_NOBODYS[role], f"{role}_name")
    _doubt_strays(sheet, names, draft)


def _may_go_on(word: Word, labels: Mapping[str, Label], name: Sequence[Word], em: int) -> bool:
    """Whether a word that is nobody's may belong to a name of many lines.

    It stands between the rows of name and number, or as far left as the name and a little above.
    """
    label = labels["name"]
    if word.middle >= label.middle:
        below = labels.get("tax_id")
        within = below is not None and word.middle < below.bottom
        return within and word.center > label.right - em // 4
    aligned = any(abs(word.left - one.left) * 2 < em for one in name)
    return aligned and label.middle - word.middle < 4 * em


def _doubt_strays(sheet: Sheet, names: list[Label], draft: Draft) -> None:
    """Doubt that a tax id is missing where one stands near the parties and is nobody's."""
    missing = [name for name in ("buyer_tax_id", "seller_tax_id") if name not in draft.values]
    near = [
        word
        for word in (sheet.words if missing else ())
        if any(abs(word.middle - name.middle) < 6 * sheet.em for name in names)
    ]
    known = {draft.values.get("buyer_tax_id"), draft.values.get("seller_tax_id")}
    if any(uscc.has_valid_check(w.plain) and uscc.compact(w.plain) not in known for w in near):
        draft.doubt(None, *missing)


def _level_labels(sheet: Sheet) -> list[Label]:
    """Return every label that is written from left to right."""
    return [label for name in LEVEL for label in sheet.labels[name]]


def _party_names(sheet: Sheet) -> list[Label]:
    """Return the name labels of buyer and seller: those with a tax id label close below."""
    ids = sheet.labels["tax_id"]
    names = [
        name
        for name in sheet.labels["name"]
        if any(
            _same_column(sheet, name, one) and 0 < one.top - name.top < 6 * sheet.em for one in ids
        )
    ]
    side_by_side = len(names) > 1 and abs(names[0].middle - names[1].middle) < 2 * sheet.em
    return sorted(names[:2], key=lambda label: label.left if side_by_side else label.top)


def _roles(sheet: Sheet, table: Table | None, names: list[Label]) -> list[tuple[str, Label]]:
    """Tell buyer from seller: the first from the second, a single one by where it stands.

    Older forms have the buyer above the table and the seller below it, digital ones the buyer left.
    """
    if len(names) != 1:
        return list(zip(("buyer", "seller"), names, strict=False))
    if table is None:
        return []
    (name,) = names
    below = name.top > table.header.bottom
    right = name.left > sheet.across(45)
    return [("seller" if below or right else "buyer", name)]


def _same_column(sheet: Sheet, first: Label, second: Label) -> bool:
    return abs(first.left - second.left) < 3 * sheet.em


def _rows_below(sheet: Sheet, name: Label, names: list[Label]) -> dict[str, Label]:
    """Return the other labels of this party: in its column, below its name, above the next."""
    below = [other.top for other in names if other.top > name.bottom + sheet.em]
    floor = min(below, default=name.top + 10 * sheet.em)
    rows: dict[str, Label] = {}
    for row in _ROWS:
        for label in sheet.labels[row]:
            if _same_column(sheet, name, label) and name.top < label.top < floor:
                rows.setdefault(row, label)
    return rows


def _right_edge(sheet: Sheet, name: Label, names: list[Label]) -> int:
    """Return how far to the right the block of this party reaches."""
    right_of = [
        other
        for other in sheet.labels["name"]
        if other.left > name.right and abs(other.middle - name.middle) < 2 * sheet.em
    ]
    if right_of:
        letters = [one.left for one in sheet.labels["seller"] if one.left > name.right]
        return min([*letters, right_of[0].left - 3 * sheet.em // 2])
    if len(names) > 1 and abs(names[0].middle - names[1].middle) < 2 * sheet.em:
        return sheet.text.width
    beyond = sheet.labels["password"] + sheet.labels["remarks"] + sheet.labels["seller"]
    fence = [one.left for one in beyond if one.left > name.right]
    secrets = [word.left for word in sheet.words if _PASSWORD.fullmatch(word.plain)]
    reach = sheet.across(60) if name.left < sheet.across(45) else sheet.text.width
    return min([*fence, *secrets, reach])


def _put_name(sheet: Sheet, draft: Draft, field: str, words: list[Word]) -> None:
    found = [line for line in lines(words, sheet.em) if not _is_letter(line)]
    near = [word for line in found for word in _without_letters(line, sheet.em)]
    text = "".join(joined(line, sheet.em) for line in lines(near, sheet.em)).strip(" :：")
    draft.put(field, text, box_around(sheet.page, near))


def _is_letter(line: list[Word]) -> bool:
    """Whether a line holds but one letter of an upright label that was not found as a whole."""
    return len(line) == 1 and line[0].plain in _UPRIGHT_LETTERS


def _without_letters(line: list[Word], em: int) -> list[Word]:
    """Leave out a single letter of an upright label that stands apart at an end of a line."""
    if len(line) > 1 and line[0].plain in _UPRIGHT_LETTERS and _apart(line[0], line[1], em):
        line = line[1:]
    if len(line) > 1 and line[-1].plain in _UPRIGHT_LETTERS and _apart(line[-2], line[-1], em):
        line = line[:-1]
    return line


def _apart(before: Word, after: Word, em: int) -> bool:
    return (after.left - before.right) * 2 > em


def _put_tax_id(sheet: Sheet, draft: Draft, field: str, words: list[Word]) -> None:
    text = "".join(word.plain for word in words).replace(" ", "").strip(":").upper()
    draft.put(field, text, box_around(sheet.page, words))
    if text and not _TAX_ID.fullmatch(text):
        draft.doubt(None, field)
