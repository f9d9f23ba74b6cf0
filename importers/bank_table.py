"""The cells of a bank's statement as text: xlsx or csv, from strangers.

Numbers are taken from the text of the file and never pass through a float. A cell with a formula
is marked: a bank gives out figures, and what a formula shows may be anything.
"""

import csv
import io
import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from importers import packed, xml_tree
from importers.document import Document, FileType, UnreadableDocument
from importers.messages import N_, Message
from importers.packed import Packed
from importers.xml_tree import Node

ROWS_MAX: Final = 6000
COLUMNS_MAX: Final = 40
CELL_MAX: Final = 400  # characters; longer texts are cut: no field of a statement is so long
FORMULA: Final = "\ufffe=formula"  # a noncharacter: no text of a file holds it
Row = Sequence[str]

_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_PLACE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_OTHER_FILE: Final = N_(
    "这不是可以读取的对账单：请从网银下载 Excel（xlsx）或 CSV 格式的账户明细；"
    "下载到的是 xls、PDF 或网页时，用表格软件打开后另存为 xlsx 再上传。"
)
_BROKEN: Final = N_(
    "对账单文件打不开：可能已损坏、有密码或过大。请从网银按月重新下载，或另存为 CSV 后再上传。"
)
_TOO_LONG: Final = N_("对账单一次最多 {most} 行。请按月分开下载后再上传。")


def rows(document: Document) -> list[Row]:
    """Return the rows of the sheet that has most, or of the csv file, each cell without blanks."""
    content = document.content
    if document.content.startswith(_OLD_EXCEL):
        raise UnreadableDocument(Message(_OTHER_FILE))
    if content.startswith(b"PK"):
        table = _xlsx(content)
    elif document.file_type is FileType.UNKNOWN:
        table = _csv(content)
    else:
        raise UnreadableDocument(Message(_OTHER_FILE))
    if len(table) > ROWS_MAX:
        raise UnreadableDocument(Message(_TOO_LONG, {"most": str(ROWS_MAX)}))
    return table


def _clean(text: str) -> str:
    """Drop what nobody sees, and the marks that keep a spreadsheet from reading a number."""
    seen = "".join(
        " " if c.isspace() else c for c in text[:CELL_MAX] if c.isprintable() or c == "\t"
    )
    return seen.strip().removeprefix("'").strip()


def _csv(content: bytes) -> list[Row]:
    text = _decoded(content)
    delimiter = "\t" if text.count("\t") > text.count(",") else ","
    try:
        lines = list(islice(csv.reader(io.StringIO(text), delimiter=delimiter), ROWS_MAX + 1))
    except csv.Error as error:
        raise UnreadableDocument(Message(_BROKEN)) from error
    return [[_unquoted(_clean(cell)) for cell in line[:COLUMNS_MAX]] for line in lines]


def _unquoted(text: str) -> str:
    """Give the text of ="0123", as banks write numbers that must keep their noughts."""
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1].strip()
    return FORMULA if text.startswith("=") else text


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableDocument(Message(_OTHER_FILE))


def _xlsx(content: bytes) -> list[Row]:
    try:
        book = packed.opened(content)
        shared = _shared(book)
        sheets = [name for name in book.names() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
        tables = [_sheet(xml_tree.parse(book.read(name)), shared) for name in sorted(sheets)[:8]]
    except UnreadableDocument as error:
        raise UnreadableDocument(Message(_BROKEN)) from error
    if not tables:
        raise UnreadableDocument(Message(_OTHER_FILE))
    return max(tables, key=len)


def _shared(book: Packed) -> list[str]:
    if "xl/sharedStrings.xml" not in book:
        return []
    return [
        _text(item) for item in xml_tree.parse(book.read("xl/sharedStrings.xml")).children("si")
    ]


def _text(item: Node) -> str:
    """Join the runs of a text; what tells the pronunciation is no part of it."""
    parts = [run.child("t") if run.name == "r" else run for run in item.children("t", "r")]
    return "".join(part.element.text or "" for part in parts if part is not None)


def _sheet(root: Node, shared: list[str]) -> list[Row]:
    data = root.child("sheetData")
    table: list[Row] = []
    for row in data.children("row") if data else ():
        number = row.attribute("r") or ""
        if number.isascii() and number.isdigit():  # rows that were never filled are left out
            table += [()] * min(int(number) - 1 - len(table), ROWS_MAX + 1 - len(table))
        table.append(_row(row, shared))
        if len(table) > ROWS_MAX:
            break
    return table


def _row(row: Node, shared: list[str]) -> Row:
    cells: dict[int, str] = {}
    for place, cell in enumerate(row.children("c")):
        column = _column(cell.attribute("r"), place)
        if column < COLUMNS_MAX:
            cells[column] = _clean_cell(cell, shared)
    return [cells.get(column, "") for column in range(max(cells, default=-1) + 1)]


def _column(reference: str | None, place: int) -> int:
    found = _PLACE.fullmatch(reference or "")
    if found is None:
        return place
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _clean_cell(cell: Node, shared: list[str]) -> str:
    if cell.child("f") is not None:
        return FORMULA
    kind = cell.attribute("t")
    inline = cell.child("is")
    if kind == "inlineStr" and inline is not None:
        return _clean(_text(inline))
    value = cell.text("v") or ""
    if kind == "s":
        known = value.isascii() and value.isdigit() and int(value[:7]) < len(shared)
        return _clean(shared[int(value)]) if known else ""
    return _clean(value)
