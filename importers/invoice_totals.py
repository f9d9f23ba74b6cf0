"""The foot of an invoice: 合计, 价税合计 in words and in figures, 备注."""

import re
from collections.abc import Iterable

from importers.draft import Draft, box_around
from importers.invoice_sheet import LEVEL, Sheet
from importers.item_table import Table
from importers.messages import N_, Message
from importers.page_labels import Label, joined, lines
from importers.page_text import Word

_MONEY = re.compile(r"¥?(-?)¥?(\d[\d,]*(?:\.\d{1,2})?)")
_BEGUN = re.compile(r"¥-?[\d,]*")
_MASKED = re.compile(r"\*+")
_NUMERALS = frozenset("零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元角分整正负数()（）")


def money(text: str) -> str | None:
    """Return a printed amount without sign of currency and separators; `***` stays."""
    plain = text.replace(" ", "")
    if _MASKED.fullmatch(plain):
        return plain
    match = _MONEY.fullmatch(plain)
    return match[1] + match[2].replace(",", "") if match else None


def read(sheet: Sheet, table: Table | None, draft: Draft) -> None:
    """Put the totals and the remarks into the draft."""
    figures = sheet.first("total_with_tax")
    if figures:
        _put_total(sheet, draft, figures)
    in_words = sheet.first("total_in_words")
    if in_words:
        _put_words(sheet, draft, in_words, figures)
    if table:
        _put_sums(sheet, table, draft)
    _put_remarks(sheet, draft, in_words)


def _put_total(sheet: Sheet, draft: Draft, label: Label) -> None:
    """Take the amount beside （小写）; two different ones make it uncertain."""
    row = _whole(sheet.row(label), sheet.em)
    amounts = [(value, word) for word in row if (value := money(word.plain)) and "." in value]
    if not amounts:
        amounts = [(value, word) for word in row if (value := money(word.plain))]
    if not amounts:
        return
    value, word = amounts[0]
    draft.put("total_with_tax", value, box_around(sheet.page, [word]))
    if len({value for value, _ in amounts}) > 1:
        draft.doubt(
            Message(N_("价税合计（小写）处有不止一个金额，请对照票面确认。")), "total_with_tax"
        )


def _whole(row: Iterable[Word], em: int) -> list[Word]:
    """Put an amount together that a gap parts after its first figures, as print may."""
    found: list[Word] = []
    for word in row:
        last = found[-1] if found else None
        begun = last is not None and _BEGUN.fullmatch(last.plain) and word.left - last.right < em
        if last is not None and begun and money(last.plain + word.plain):
            top, bottom = min(last.top, word.top), max(last.bottom, word.bottom)
            found[-1] = Word(last.text + word.text, last.left, top, word.right, bottom)
        else:
            found.append(word)
    return found


def _put_words(sheet: Sheet, draft: Draft, label: Label, figures: Label | None) -> None:
    edge = figures.left if figures and figures.left > label.right else sheet.text.width
    near = [word for word in sheet.row(label) if word.center < edge]
    text = "".join(c for word in near for c in word.text if c in _NUMERALS).strip("()（）")
    if "负数" in text:
        text = "（负数）" + text.partition("负数")[2].lstrip(")）")
    draft.put("total_in_words", text, box_around(sheet.page, near))


def _put_sums(sheet: Sheet, table: Table, draft: Draft) -> None:
    """Take the sums of the columns 金额 and 税额 from the row 合计."""
    for field, column in (("total_amount", "amount"), ("total_tax", "tax")):
        found = [word for word in table.sums if table.fields[word] == column]
        value = money("".join(word.plain for word in found))
        draft.put(field, value, box_around(sheet.page, found))


def _put_remarks(sheet: Sheet, draft: Draft, in_words: Label | None) -> None:
    """Take what stands right of the upright 备注, between the totals and the signatures.

    Inside remarks every label is plain text.
    """
    letters = [one for one in sheet.labels["remarks"] if not in_words or one.top > in_words.top]
    floor = _signatures(sheet, letters[-1]) if letters else None
    if not letters or not in_words or floor is None:
        draft.doubt(Message(N_("没有找到备注栏的边界，请对照票面核对备注。")), "remarks")
        return
    near = [
        word
        for word in sheet.words_keeping(*LEVEL)
        if word.center > letters[-1].right and in_words.bottom + sheet.em // 2 < word.middle < floor
    ]
    text = "".join(joined(line, sheet.em) for line in lines(near, sheet.em))
    draft.put("remarks", text, box_around(sheet.page, near))


def _signatures(sheet: Sheet, letters: Label) -> int | None:
    """Return the height of the line of signatures; remarks may name 收款人 and 复核人 too."""
    drawers = [one for one in sheet.labels["drawer"] if one.middle > letters.bottom]
    if drawers:
        return drawers[-1].top
    others = [one for name in ("payee", "reviewer") for one in sheet.labels[name]]
    below = [one.top for one in others if one.middle > letters.bottom]
    return min(below, default=None)
