"""A table that somebody filled in or took from another system: xlsx or csv, cells as text."""

from typing import Final

from importers import bank_table
from importers.document import Document, UnreadableDocument
from importers.messages import N_, Message

ROWS_MAX: Final = 2001  # the headings, and what one file may bring
COLUMNS_MAX: Final = 20
_NO_TABLE: Final = N_(
    "这不是可以读取的表格：请用 xlsx 或 CSV 文件；有密码的先解除密码，xls 先用表格软件另存为 xlsx。"
)
_TOO_LONG: Final = N_("表格一次最多 {most} 行。请拆分后再上传。")


def rows(document: Document) -> list[list[str]]:
    """Return the rows of the longest sheet, or of the csv file, each cell without blanks.

    A cell with a formula is empty: what it shows may be anything.
    """
    try:
        table = bank_table.rows(document)
    except UnreadableDocument as error:
        raise UnreadableDocument(Message(_NO_TABLE)) from error
    if len(table) > ROWS_MAX:
        raise UnreadableDocument(Message(_TOO_LONG, {"most": str(ROWS_MAX - 1)}))
    return [[_shown(cell) for cell in row[:COLUMNS_MAX]] for row in table]


def _shown(cell: str) -> str:
    return "" if cell == bank_table.FORMULA else cell
