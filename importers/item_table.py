"""The table of goods and services: its columns by header, rules and alignment; its lines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from importers import column_gutters, second_table
from importers.invoice_sheet import Sheet
from importers.page_labels import Label, lines
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
_PARTICULARS = {
    "车牌号": "plate",
    "类型": "vehicle_type",
    "通行日期起": "date_from",
    "通行日期止": "date_to",
    "建筑服务发生地": "place",
    "建筑项目名称": "project",
    "产权证书/不动产权证号": "property_certificate",
    "产权证书/不动产权证号码": "property_certificate",
    "面积单位": "area_unit",
    "序号": "",
}  # columns that only invoices of some kinds of business have; 序号 holds nothing of worth
_BELOW = ("total_in_words", "remarks", "drawer", "payee", "reviewer")  # labels below every table
_PAGE_NUMBER = re.compile(r"(?:[第共]\d+页[,，/]?){1,2}|\d+/\d+")
SPECIAL = frozenset(field for field in _PARTICULARS.values() if field)
_HEADER = re.compile(
    "|".join(re.escape(word) for word in sorted([*_HEADERS, *_PARTICULARS], key=len, reverse=True))
)
Borders = tuple[int | None, ...]


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
    header: Label  # that of the names

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
        if {"name", "amount"} <= {column.field for column in columns}:
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
    field = _HEADERS.get(header) or _PARTICULARS[header]
    return Column(header, field, characters[0].left, characters[-1].right, tuple(characters))


def _table(sheet: Sheet, name: Label, columns: tuple[Column, ...]) -> Table:
    sums = _sums(sheet, name)
    bottom = min((label.middle - sheet.em * 6 // 10 for label in sums), default=sheet.text.height)
    below = [label for kind in _BELOW for label in sheet.labels[kind]]
    for label in [*below, *second_table.headers(sheet)]:
        if label.top > name.bottom:
            bottom = min(bottom, label.top - sheet.em // 4)
    top = name.middle + sheet.em * 6 // 10
    borders, certain = _gutters(sheet, columns, _borders(sheet, columns, name), (top, bottom))
    inside = sheet.words_between(top, bottom, [x for x in borders if x is not None])
    body = [line for line in lines(inside, sheet.em) if not _is_page_number(line)]
    placed = Columns(columns, borders, sheet.em)
    sum_words = tuple(_sum_words(sheet, sums[-1])) if sums else ()
    fields, clear = placed.assign(body)
    clear = clear and not any(_has_stray_ordinal(line, fields) for line in body)
    fields = {**fields, **{word: placed.of_sum(word) for word in sum_words}}
    clear = (
        clear and certain and _is_complete(columns) and not _overflows(inside, borders, sheet.em)
    )
    return Table(placed, tuple(body), fields, clear, sum_words, sheet.em, sheet.page, name)


def _has_stray_ordinal(line: list[Word], fields: Mapping[Word, str]) -> bool:
    """Whether a figure stands under 序号 beside no amount: the rest of a wrapped name, perhaps."""
    held = {fields[word] for word in line}
    return "amount" not in held and any(not fields[word] and is_figure(word) for word in line)


def _is_complete(columns: tuple[Column, ...]) -> bool:
    """Whether no header is missing; a column without one would pass for part of the next."""
    fields = {column.field for column in columns}
    measures = {"unit", "quantity", "unit_price"}
    return fields >= {"amount", "tax_rate", "tax"} and ("spec" not in fields or fields >= measures)


def _is_page_number(line: list[Word]) -> bool:
    """Whether a line says 共 2 页 第 1 页 and nothing else."""
    return _PAGE_NUMBER.fullmatch("".join(word.plain for word in line)) is not None


def _overflows(inside: list[Word], borders: Borders, em: int) -> bool:
    """Whether a text reaches so far over a border that it may hold the cell beyond it too."""
    return any(
        x is not None and word.left + em // 2 < x < word.right - em // 2
        for word in inside
        for x in borders
    )


def _gutters(
    sheet: Sheet, columns: tuple[Column, ...], borders: Borders, band: tuple[int, int]
) -> tuple[Borders, bool]:
    """Look for borders where no rule is drawn; tell whether they are certain.

    Specifications lie between names and units, figures are told apart by their alignment; tables
    with columns of other texts need every border.
    """
    if None not in borders:
        return borders, True
    ink = sheet.ink_between(*band)
    if any(column.field in SPECIAL for column in columns):
        heads = [c for column in columns for c in column.characters]
        found: Borders = ()
        for border, (left, right) in zip(borders, pairwise(columns), strict=True):
            before = [c.left for c in ink if not found or (found[-1] or c.left) < c.left]
            start = min((x for x in before if x < left.center), default=None)
            between = column_gutters.between(
                left.center, right.center, [*ink, *heads], sheet.em, start
            )
            found = (*found, border or between)
        texts = [i for i, column in enumerate(columns) if column.field in SPECIAL]
        return found, None not in found[: max(texts) + 1]
    name = next(i for i, column in enumerate(columns) if column.field == "name")
    if borders[name] is not None or len(columns) < name + 3 or columns[name + 1].field != "spec":
        return borders, True
    numbered = columns[name - 1].right if name else 0  # 序号 stands before the names
    ink = [character for character in ink if character.left >= numbered]
    three, exact = columns[name : name + 3], not sheet.text.recognised
    border, certain = column_gutters.border(three, ink, sheet.em, exact=exact)
    return (*borders[:name], border, *borders[name + 1 :]), certain


def _sums(sheet: Sheet, name: Label) -> list[Label]:
    """Return 小计 and 合计 below the body, from the top; names of goods may hold these words."""
    total = sheet.first("total_in_words")
    found = [
        label
        for label in sheet.finder.all("合计", "小计")
        if label.top > name.bottom
        and (total is None or label.top < total.top)
        and (total is None or not label.places & total.places)
        and label.left < name.right + 4 * sheet.em
        and _stands_alone(sheet, label)
    ]
    lowest = found[-1:]
    return [label for label in found[:-1] if _is_sum_row(sheet, label)] + lowest


def _stands_alone(sheet: Sheet, label: Label) -> bool:
    """Whether no other character follows upon or goes before the two of a label."""
    half = sheet.em // 2
    return not any(
        abs(c.middle - label.middle) < half
        and label.left - half < c.right
        and c.left < label.right + half
        and place not in label.places
        and not c.text.isspace()
        for place, c in enumerate(sheet.text.characters)
    )


def _is_sum_row(sheet: Sheet, label: Label) -> bool:
    """Whether beside a label stand amounts and nothing else: no unit, no rate."""
    row = [
        word
        for word in sheet.words
        if abs(word.middle - label.middle) * 2 < sheet.em and word.left > label.right
    ]
    return bool(row) and all(is_figure(w) and not w.plain.endswith("%") for w in row)


def _sum_words(sheet: Sheet, label: Label) -> list[Word]:
    """Return the amounts at the height of the row 合计 (they may hang half a line lower)."""
    return [
        word
        for word in sheet.words
        if abs(word.middle - label.middle) * 10 < sheet.em * 8
        and word.left > label.right
        and (is_figure(word) or word.plain == "¥")
    ]


def _borders(sheet: Sheet, columns: tuple[Column, ...], name: Label) -> Borders:
    """Return the rule between each two neighbouring columns, None where none is drawn."""
    tall = [
        rule.x
        for rule in sheet.rules
        if rule.top <= name.bottom + 2 * sheet.em and rule.bottom >= name.bottom + 4 * sheet.em
    ]
    return tuple(_between(tall, left, right) for left, right in pairwise(columns))


def _between(rules: list[int], left: Column, right: Column) -> int | None:
    """Return the rule between two headers; where a header overflows its column, near their gap."""
    inside = [x for x in rules if left.center < x < right.center]
    return min(inside, key=lambda x: max(left.right - x, x - right.left, 0), default=None)
