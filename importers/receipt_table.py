"""The table of a fiscal receipt: 项目编码, 项目名称, 单位, 数量, 标准, 金额; at times abreast."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from importers.draft import box_around
from importers.invoice import Box, Line, decimal_of
from importers.invoice_sheet import Sheet
from importers.page_labels import Label, joined, lines
from importers.page_text import Word, words
from importers.table_columns import Column, Columns, is_figure

_NAMES = (
    "收费项目名称",
    "收入项目名称",
    "捐赠项目名称",
    "项目名称",
    "捐赠项目",
    "收费项目",
    "收款项目",
)
_HEADERS = dict.fromkeys(_NAMES, "name") | {
    "项目编码": "code", "项目编号": "code", "项目代码": "code",
    "规格": "spec", "规格型号": "spec",
    "数量/单位": "measure", "计量单位": "unit", "单位": "unit", "数量": "quantity",
    "收费标准": "unit_price", "收缴标准": "unit_price", "标准": "unit_price", "单价": "unit_price",
    "金额": "amount", "备注": "note",
}  # fmt: skip
_HEADER = re.compile(
    "|".join(re.escape(word) for word in sorted(_HEADERS, key=len, reverse=True)) + r"|\(元\)"
)
_MOST_HEADERS = 20
_NEEDED = frozenset({"name", "amount"})
_MEASURE = re.compile(r"(-?[\d.,]+)/?(.*)")
_ENDS = ("金额合计", "合计金额", "合计(大写)", "合计", "(大写)")


@dataclass(frozen=True, slots=True)
class Rows:
    """The lines of a receipt with their boxes; whether it is clear what belongs where."""

    lines: tuple[Line, ...] = ()
    boxes: tuple[Box | None, ...] = ()
    notes: tuple[str, ...] = ()
    clear: bool = True


def read(sheet: Sheet) -> Rows | None:
    """Return the lines on a sheet; None when it bears no such table."""
    for name in sheet.finder.all(*_NAMES)[:_MOST_HEADERS]:
        parts = _parts(_columns(sheet, name))
        if parts and all({column.field for column in part} >= _NEEDED for part in parts):
            return _interleaved([_part(sheet, name, part, parts) for part in parts])
    return None


def _columns(sheet: Sheet, name: Label) -> list[Column]:
    """Read the header row: every known header at about the height of that of the name column."""
    row = sorted(
        (
            c
            for c in sheet.text.characters
            if abs(c.middle - name.middle) * 10 < sheet.em * 7 and not c.text.isspace()
        ),
        key=lambda c: c.left,
    )
    text, owners = "".join(c.plain for c in row), [c for c in row for _ in c.plain]
    return [
        Column(
            match[0], _HEADERS[match[0]], owners[match.start()].left, owners[match.end() - 1].right
        )
        for match in _HEADER.finditer(text)
        if match[0] in _HEADERS
    ]


def _parts(columns: list[Column]) -> list[list[Column]]:
    """Divide columns printed twice abreast (hospitals do) before each repeated first header."""
    if not columns:
        return []
    starts = [i for i, column in enumerate(columns) if column.field == columns[0].field]
    return [columns[a:b] for a, b in pairwise([*starts, len(columns)])]


def _part(sheet: Sheet, name: Label, part: list[Column], parts: list[list[Column]]) -> Rows:
    """Read one block of columns: the words below its headers, above the row of the total."""
    place = parts.index(part)
    left = _border(sheet, parts[place - 1][-1], part[0], name) if place else 0
    last = place + 1 == len(parts)
    right = sheet.text.width if last else _border(sheet, part[-1], parts[place + 1][0], name)
    top = name.middle + sheet.em * 7 // 10
    bottom = _bottom(sheet, name)
    found = [
        word
        for word in words(sheet.text)
        if top < word.middle < bottom and left <= word.center < right
    ]
    body = lines(found, sheet.em)
    fields, clear = _assign(sheet, name, part, body)
    groups, grouped = _grouped(body, fields, sheet.em)
    read_lines = tuple(_line(group, fields, sheet.em) for group in groups)
    figures = [figure for line in read_lines for figure in (line.quantity, line.amount) if figure]
    return Rows(
        read_lines,
        tuple(box_around(sheet.page, [w for line in group for w in line]) for group in groups),
        tuple(filter(None, (_cell(group, fields, "note", sheet.em) for group in groups))),
        clear and grouped and all(decimal_of(figure) is not None for figure in figures),
    )


def _bottom(sheet: Sheet, name: Label) -> int:
    """Return where the table ends: above the row of the total."""
    tops = [
        label.middle - sheet.em * 6 // 10
        for wording in _ENDS
        for label in sheet.finder.all(wording)
        if label.top > name.bottom
    ]
    return min(tops, default=sheet.text.height)


def _border(sheet: Sheet, left: Column, right: Column, name: Label) -> int:
    """Return the rule between two headers; the middle of their gap where none is drawn."""
    return _rule(sheet, left, right, name) or (left.right + right.left) // 2


def _rule(sheet: Sheet, left: Column, right: Column, name: Label) -> int | None:
    slack = sheet.em // 3
    return next(
        (
            rule.x
            for rule in sheet.rules
            if left.right - slack <= rule.x <= right.left + slack
            and rule.top <= name.bottom + 2 * sheet.em
            and rule.bottom >= name.bottom + 2 * sheet.em
        ),
        None,
    )


def _assign(
    sheet: Sheet, name: Label, part: list[Column], body: Sequence[list[Word]]
) -> tuple[Mapping[Word, str], bool]:
    """Return the field of every word: between rules, or else by alignment."""
    borders = tuple(_rule(sheet, left, right, name) for left, right in pairwise(part))
    drawn = [border for border in borders if border is not None]
    if len(drawn) == len(borders):
        ruled = {
            word: part[bisect_right(drawn, word.center)].field for line in body for word in line
        }
        return ruled, True
    fields, clear = Columns(tuple(part), borders, sheet.em).assign(body)
    return fields, clear and not any(_has_lone_figure(line, fields) for line in body)


def _has_lone_figure(line: Sequence[Word], fields: Mapping[Word, str]) -> bool:
    """Whether but one of quantity and price is there: without rules it may be the other."""
    held = {fields[word] for word in line}
    return ("quantity" in held) != ("unit_price" in held)


def _grouped(
    body: Sequence[list[Word]], fields: Mapping[Word, str], em: int
) -> tuple[list[list[list[Word]]], bool]:
    """Gather printed lines into rows, each with one amount, and say whether it is certain how.

    Cells of several lines stand in the middle of their row, or begin at its top.
    """
    anchors = [i for i, line in enumerate(body) if any(fields[w] == "amount" for w in line)]
    if not anchors:
        return [], not body
    heights = [_height(line) for line in body]
    nearest = [
        min(anchors, key=lambda a: (abs(heights[a] - height) * 5 // em, a)) for height in heights
    ]
    centred = _by(anchors, nearest, body)
    if all(_balanced(group, heights[a], em) for a, group in zip(anchors, centred, strict=True)):
        return centred, True
    named = all(any(fields[w] == "name" for w in body[a]) for a in anchors)
    if anchors[0] == 0 and named:
        above = [max(a for a in anchors if a <= i) for i in range(len(body))]
        return _by(anchors, above, body), True
    return centred, False


def _by(
    anchors: Sequence[int], owners: Sequence[int], body: Sequence[list[Word]]
) -> list[list[list[Word]]]:
    return [
        [line for line, owner in zip(body, owners, strict=True) if owner == anchor]
        for anchor in anchors
    ]


def _height(line: Sequence[Word]) -> int:
    return sum(word.middle for word in line) // len(line)


def _balanced(group: Sequence[list[Word]], anchor: int, em: int) -> bool:
    """Whether the lines of a row lie evenly above and below its amount."""
    heights = [_height(line) for line in group]
    return abs((min(heights) + max(heights)) // 2 - anchor) * 2 < em


def _cell(
    group: Sequence[list[Word]], fields: Mapping[Word, str], field: str, em: int
) -> str | None:
    text = "".join(joined([w for w in line if fields[w] == field], em) for line in group)
    return text or None


def _line(group: Sequence[list[Word]], fields: Mapping[Word, str], em: int) -> Line:
    cells = {
        name: _cell(group, fields, name, em)
        for name in ("code", "name", "spec", "unit", "quantity", "unit_price", "amount")
    }
    measure = _MEASURE.fullmatch((_cell(group, fields, "measure", em) or "").replace(" ", ""))
    if measure:
        cells |= {"quantity": measure[1], "unit": measure[2] or None}
    for name in ("quantity", "unit_price", "amount"):
        figure = cells[name]
        if figure and is_figure(Word(figure.replace(" ", ""), 0, 0, 0, 0)):
            cells[name] = figure.replace(",", "").replace("¥", "").replace("￥", "").strip()
    return Line(**cells)


def _interleaved(parts: Sequence[Rows]) -> Rows:
    """Return the rows of blocks abreast as they are read: line by line."""
    rows = [
        (part.lines[i], part.boxes[i])
        for i in range(max(len(part.lines) for part in parts))
        for part in parts
        if i < len(part.lines)
    ]
    return Rows(
        tuple(line for line, _ in rows),
        tuple(box for _, box in rows),
        tuple(note for part in parts for note in part.notes),
        all(part.clear for part in parts),
    )
