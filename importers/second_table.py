"""The second table of some digital invoices: who travelled, or what carried which goods.

It stands below the lines of the invoice, with a header row of its own. Where it is not certain
which text belongs to which cell, no row is read and a finding says so.
"""

import re
from itertools import pairwise

from importers import column_gutters
from importers.draft import Draft
from importers.invoice_sheet import Sheet
from importers.messages import N_, Message
from importers.page_labels import Label, joined, lines
from importers.page_text import Character, Word

_COLUMNS = {
    "出行人": "passenger",
    "有效身份证件号码": "id_no",
    "有效身份证件号": "id_no",
    "身份证件号码": "id_no",
    "出行日期": "travel_date",
    "出发地": "from_station",
    "到达地": "to_station",
    "等级": "seat_class",
    "交通工具类型": "transport",
    "运输工具种类": "transport",
    "运输工具牌号": "plate",
    "起运地": "from_station",
    "运输货物名称": "cargo",
}
_FIRST = ("出行人", "运输工具种类")
_ONE_LINE = ("travel_date", "plate", "transport", "passenger")  # cells that seldom wrap
_HEADER = re.compile("|".join(_COLUMNS))
_MAX_ROWS = 500

Cells = list[dict[str, list[Word]]]
Header = list[tuple[str, list[Character]]]


def headers(sheet: Sheet) -> list[Label]:
    """Return the first header of each second table."""
    return [
        label
        for wording in _FIRST
        for label in sheet.finder.all(wording)
        if len(_header_row(sheet, label)) > 2  # noqa: PLR2004  # fewer are words of a remark
    ]


def read(sheet: Sheet, draft: Draft) -> None:
    """Add the rows of the second tables of a sheet to the draft."""
    for label in headers(sheet):
        cells = _cells(sheet, label)
        rows = _rows(*cells, sheet.em) if cells is not None else None
        if rows is None or len(rows) > _MAX_ROWS:
            finding = Message(
                N_("无法确定出行人或运输工具各栏的内容，这部分没有读取，请对照票面。")
            )
            draft.doubt(finding, *(field for field, _ in _header_row(sheet, label)))
            return
        draft.rows += tuple(_texts(row, sheet.em) for row in rows)


def _header_row(sheet: Sheet, label: Label) -> Header:
    """Return the fields of the columns with the characters of their headers, from the left."""
    row = sorted(
        (
            c
            for c in sheet.text.characters
            if abs(c.middle - label.middle) * 10 < sheet.em * 6 and not c.text.isspace()
        ),
        key=lambda c: c.left,
    )
    text, owners = "".join(c.plain for c in row), [c for c in row for _ in c.plain]
    return [
        (_COLUMNS[match[0]], owners[match.start() : match.end()])
        for match in _HEADER.finditer(text)
    ]


def _cells(sheet: Sheet, label: Label) -> tuple[Cells, dict[str, int]] | None:
    """Return the words of each printed line by field, and how wide the columns are.

    None when the borders of the columns are not clear.
    """
    header, top = _header_row(sheet, label), label.middle + sheet.em * 6 // 10
    band = (top, _bottom(sheet, label))
    ink = sheet.ink_between(*band) + [c for _, characters in header for c in characters]
    borders: list[int] = []
    for (_, left), (_, right) in pairwise(header):
        column = [c.left for c in ink if c.left > (borders[-1] if borders else 0)]
        border = _rule(sheet, (_center(left), _center(right)), top) or column_gutters.between(
            _center(left), _center(right), ink, sheet.em, min(column)
        )
        if border is None:
            return None
        borders.append(border)
    words = sheet.words_between(*band, borders)
    if any(
        word.left + sheet.em // 2 < x < word.right - sheet.em // 2
        for word in words
        for x in borders
    ):
        return None
    found: Cells = []
    for line in lines(words, sheet.em):
        cells: dict[str, list[Word]] = {}
        for word in line:
            cells.setdefault(header[sum(x <= word.center for x in borders)][0], []).append(word)
        found.append(cells)
    return found, _widths(header, borders)


def _widths(header: Header, borders: list[int]) -> dict[str, int]:
    """Return the widths of the columns; the outermost lie evenly around their headers."""
    centers = [_center(characters) for _, characters in header]
    edges = [2 * centers[0] - borders[0], *borders, 2 * centers[-1] - borders[-1]]
    return {
        field: right - left
        for (field, _), (left, right) in zip(header, pairwise(edges), strict=True)
    }


def _center(characters: list[Character]) -> int:
    return (characters[0].left + characters[-1].right) // 2


def _bottom(sheet: Sheet, label: Label) -> int:
    """Return where the table ends: above the sums, the total or the remarks."""
    below = [*sheet.finder.all("合计", "小计"), *sheet.labels["total_in_words"]]
    edges = [one.top for one in [*below, *sheet.labels["remarks"]] if one.top > label.bottom]
    return min(edges, default=sheet.text.height) - sheet.em // 4


def _rule(sheet: Sheet, centers: tuple[int, int], height: int) -> int | None:
    """Return a rule drawn between two headers."""
    low, high = centers
    rules = (r.x for r in sheet.rules if low < r.x < high and r.top <= height < r.bottom)
    return next(rules, None)


def _rows(cells: Cells, widths: dict[str, int], em: int) -> list[Cells] | None:
    """Gather printed lines into rows; None when it is not clear where each begins."""
    if not cells:
        return []
    anchor = next((f for f in _ONE_LINE if any(f in line for line in cells)), None)
    anchors = [i for i, line in enumerate(cells) if anchor in line]
    if len(anchors) == len(cells) or not anchors:
        return [[line] for line in cells] if anchors else None
    heights = [next(word.middle for words in line.values() for word in words) for line in cells]
    for nearest in (False, True):
        rows: dict[int, Cells] = {i: [] for i in anchors}
        for i, line in enumerate(cells):
            above = [a for a in anchors if a <= i]
            chosen = above[-1] if above else anchors[0]
            if nearest:
                chosen = min(anchors, key=lambda a: abs(heights[a] - heights[i]))
            rows[chosen].append(line)
        if _aligned(rows, heights, em, middle=nearest) and _wrapped(rows, widths, em):
            return list(rows.values())
    return None


def _aligned(rows: dict[int, Cells], heights: list[int], em: int, *, middle: bool) -> bool:
    """Whether every cell begins at the height of its row's anchor, or is centred on it."""
    for anchor, row in rows.items():
        for field in {field for line in row for field in line}:
            places = [word.middle for line in row for word in line.get(field, ())]
            place = (min(places) + max(places)) // 2 if middle else min(places)
            if abs(place - heights[anchor]) * 20 > em * 11:
                return False
    return True


def _wrapped(rows: dict[int, Cells], widths: dict[str, int], em: int) -> bool:
    """Whether all lines of a cell but its last fill it: else they are no lines of one cell."""
    for row in rows.values():
        for field in {field for line in row for field in line}:
            *full, _ = [line[field] for line in row if field in line]
            if any(cell[-1].right - cell[0].left + 3 * em < widths[field] for cell in full):
                return False
    return True


def _texts(row: Cells, em: int) -> dict[str, str]:
    texts: dict[str, str] = {}
    for line in row:
        for field, words in line.items():
            texts[field] = texts.get(field, "") + joined(words, em)
    return texts
