"""The table of goods and services: its columns by header, rules and alignment; its lines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from importers.draft import box_around
from importers.invoice import Box, Line
from importers.invoice_sheet import Sheet
from importers.page_labels import Label, joined, lines
from importers.page_text import Character, Word
from importers.table_columns import Column, Columns, is_figure

_NAMES = ("货物或应税劳务、服务名称", "货物或应税劳务名称", "货物(劳务)名称", "项目名称")
_HEADERS = dict.fromkeys(_NAMES, "name") | {
    "规格型号": "spec",
    "单位": "unit",
    "数量": "quantity",
    "单价": "unit_price",
    "金额": "amount",
    "税率/征收率": "tax_rate",
    "税率": "tax_rate",
    "征收率": "tax_rate",
    "税额": "tax",
}
_OTHER = (
    "序号",
    "车牌号", "类型", "通行日期起", "通行日期止", "建筑服务发生地", "建筑项目名称", "面积单位",
    "产权证书/不动产权证号", "租赁期起止", "起运地", "到达地", "运输工具种类", "运输工具牌号",
    "运输货物名称", "跨地(市)标志",
)  # fmt: skip
_HEADER = re.compile(
    "|".join(re.escape(word) for word in sorted([*_HEADERS, *_OTHER], key=len, reverse=True))
)
_ITEM_START = re.compile(r"\*[^*]+\*?")
_ENDS = ("出行人", "小计", "合计")


@dataclass(frozen=True, slots=True)
class Table:
    """The columns, the lines between header and 合计, and the words of the row 合计."""

    columns: Columns
    body: tuple[list[Word], ...]
    fields: Mapping[Word, str]  # of every word of the body and of the row 合计
    clear: bool  # whether every cell of the body makes sense
    sums: tuple[Word, ...]
    em: int
    page: int

    @property
    def has_toll_columns(self) -> bool:
        """Whether plate and times of passage stand where specification and price would."""
        return any(column.header.startswith("通行日期") for column in self.columns.columns)

    @property
    def right(self) -> int:
        """The right end of what the table holds; what begins beyond it stands in the margin."""
        words = [word.right for word, field in self.fields.items() if field == "tax"]
        return max([*words, *(column.right for column in self.columns.columns)])


def find(sheet: Sheet) -> Table | None:
    """Return the table of a sheet; None when it has no header of a name column and 金额."""
    for name in sorted(sheet.finder.all(*_NAMES), key=lambda label: label.top):
        columns = _columns(sheet, name)
        if any(column.field == "amount" for column in columns):
            return _table(sheet, name, columns)
    return None


def _columns(sheet: Sheet, name: Label) -> tuple[Column, ...]:
    """Read the header row: every known header at the height of that of the name column."""
    row = sorted(
        (
            c
            for c in sheet.text.characters
            if abs(c.middle - name.middle) * 10 < sheet.em * 6 and not c.text.isspace()
        ),
        key=lambda c: c.left,
    )
    text = "".join(c.plain for c in row)
    owners = [c for c in row for _ in c.plain]
    return tuple(
        _column(match[0], owners[match.start() : match.end()]) for match in _HEADER.finditer(text)
    )


def _column(header: str, characters: list[Character]) -> Column:
    return Column(header, _HEADERS.get(header, ""), characters[0].left, characters[-1].right)


def _table(sheet: Sheet, name: Label, columns: tuple[Column, ...]) -> Table:
    ends = _ends(sheet, name)
    bottom = min((label.middle - sheet.em * 6 // 10 for label in ends), default=sheet.text.height)
    total = sheet.first("total_in_words")
    if total and total.top > name.bottom:
        bottom = min(bottom, total.top - sheet.em // 4)
    top = name.middle + sheet.em * 6 // 10
    body = lines((word for word in sheet.words if top < word.middle < bottom), sheet.em)
    sums = [label for label in ends if _is_sum(sheet, label)]
    placed = Columns(columns, _borders(sheet, columns, name), sheet.em)
    sum_words = tuple(_sum_words(sheet, sums[-1])) if sums else ()
    fields, clear = placed.assign(body)
    fields = {**fields, **{word: placed.of_sum(word) for word in sum_words}}
    return Table(placed, tuple(body), fields, clear, sum_words, sheet.em, sheet.page)


def _ends(sheet: Sheet, name: Label) -> list[Label]:
    """Return the labels below the header that end the table's body."""
    total = sheet.first("total_in_words")
    taken = total.places if total else frozenset()
    return [
        label
        for label in sheet.finder.all(*_ENDS)
        if label.top > name.bottom
        and not label.places & taken
        and (total is None or label.top < total.top)
        and label.left < name.right + 4 * sheet.em
    ]


def _is_sum(sheet: Sheet, label: Label) -> bool:
    letters = "".join(
        sheet.text.characters[place].plain
        for place in sorted(label.places, key=lambda place: sheet.text.characters[place].left)
    )
    return letters in {"合计", "小计"}


def _sum_words(sheet: Sheet, label: Label) -> list[Word]:
    """Return the amounts at the height of the row 合计 (they may hang half a line lower)."""
    return [
        word
        for word in sheet.words
        if abs(word.middle - label.middle) * 10 < sheet.em * 8
        and word.left > label.right
        and (is_figure(word) or word.plain == "¥")
    ]


def _borders(sheet: Sheet, columns: tuple[Column, ...], name: Label) -> tuple[int | None, ...]:
    """Return the rule between each two neighbouring columns, None where none is drawn."""
    return tuple(
        next(
            (
                rule.x
                for rule in sheet.rules
                if left.right - sheet.em // 3 <= rule.x <= right.left + sheet.em // 3
                and rule.top <= name.bottom + 2 * sheet.em
                and rule.bottom >= name.bottom + 4 * sheet.em
            ),
            None,
        )
        for left, right in pairwise(columns)
    )


@dataclass(slots=True)
class _Row:
    """One line of the invoice while it is put together: its words, line after line."""

    lines: list[list[Word]]

    def line(self, table: Table) -> Line:
        cells: dict[str, str] = {}
        for words in self.lines:
            columns: dict[str, list[Word]] = {}
            for word in words:
                columns.setdefault(table.fields[word], []).append(word)
            for field, cell in columns.items():
                cells[field] = cells.get(field, "") + joined(cell, table.em)
        cells.pop("", None)
        for field in ("quantity", "unit_price", "amount", "tax"):
            if field in cells:
                cells[field] = cells[field].replace(",", "").replace("¥", "").replace("￥", "")
        return Line(**cells)

    def box(self, page: int) -> Box | None:
        return box_around(page, [word for words in self.lines for word in words])


def items(table: Table) -> tuple[tuple[Line, ...], tuple[Box | None, ...], bool]:
    """Return the lines, their boxes, and whether it is clear which text belongs where."""
    rows, clear = _rows(table)
    return (
        tuple(row.line(table) for row in rows),
        tuple(row.box(table.page) for row in rows),
        clear and table.clear,
    )


def _rows(table: Table) -> tuple[list[_Row], bool]:
    """Gather wrapped lines into rows: every row has exactly one amount."""
    printed = list(table.body)
    anchors = [i for i, line in enumerate(printed) if _has(table, line, "amount")]
    if not anchors:
        return [], not printed
    starts = [i for i, line in enumerate(printed) if _starts_item(table, line)]
    if len(starts) == len(anchors) and starts[0] == 0:
        return _from_starts(printed, starts, anchors), True
    rows = {anchor: _Row([]) for anchor in anchors}
    for i, line in enumerate(printed):
        above = [anchor for anchor in anchors if anchor <= i]
        rows[above[-1] if above else anchors[0]].lines.append(line)
    return list(rows.values()), len(anchors) in {1, len(printed)}


def _from_starts(printed: list[list[Word]], starts: list[int], anchors: list[int]) -> list[_Row]:
    """Each row begins where its name begins (*category*…); its amounts may hang lower."""
    rows = []
    for number, (start, anchor) in enumerate(zip(starts, anchors, strict=True)):
        end = starts[number + 1] if number + 1 < len(starts) else len(printed)
        inside = {*range(start, end), anchor} - {a for a in anchors if a != anchor}
        rows.append(_Row([printed[i] for i in sorted(inside)]))
    return rows


def _has(table: Table, line: list[Word], field: str) -> bool:
    return any(table.fields[word] == field for word in line)


def _starts_item(table: Table, line: list[Word]) -> bool:
    names = [word for word in line if table.fields[word] == "name"]
    return bool(names) and _ITEM_START.match(names[0].plain) is not None
