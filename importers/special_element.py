"""What makes an invoice special: sub-title (通行费, 建筑服务 …), extra columns, machine number."""

import re
from collections.abc import Sequence
from itertools import pairwise

from importers import second_table
from importers.draft import Draft, box_around
from importers.invoice_sheet import Sheet
from importers.item_rows import Items
from importers.page_labels import beside, lines
from importers.page_text import Word

ELEMENTS = frozenset({
    "通行费", "成品油", "旅客运输服务", "货物运输服务", "建筑服务", "不动产经营租赁服务",
    "不动产租赁", "不动产销售", "机动车", "二手车", "农产品收购", "自产农产品销售", "光伏收购",
    "代收车船税", "差额征税", "差额征税-差额开票", "差额征税-全额开票", "稀土", "矿产品", "卷烟",
    "医疗服务", "收购", "代开", "报废产品收购", "拖拉机和联合收割机", "机动车零配件", "民航",
    "铁路", "医疗服务(住院)", "医疗服务(门诊)", "出口", "出口发票",
})  # fmt: skip
_MACHINE = re.compile(r"\d{12}")
_GAP = 4  # ems between two letters of a spaced sub-title


def read(sheets: Sequence[Sheet], tables: Sequence[Items], draft: Draft) -> None:
    """Put sub-title, machine number, extra columns and second tables into the draft."""
    _put_element(sheets[0], draft)
    _put_machine(sheets[0], draft)
    _put_columns(sheets, tables, draft)
    for sheet in sheets:
        second_table.read(sheet, draft)


def _put_element(sheet: Sheet, draft: Draft) -> None:
    """Take the sub-title: it stands alone above the parties, often below the QR code."""
    floor = min((label.top for label in sheet.labels["name"]), default=0)
    above = [word for word in sheet.words if word.bottom < floor]
    for line in lines(above, sheet.em):
        for start in range(len(line)):
            for end in range(start + 1, len(line) + 1):
                part = line[start:end]
                text = "".join(word.plain for word in part).strip("()[]【】")
                if text in ELEMENTS and not _spread(part, sheet.em):
                    draft.put("element", text, box_around(sheet.page, part))
                    return


def _spread(words: list[Word], em: int) -> bool:
    return any(after.left - before.right > _GAP * em for before, after in pairwise(words))


def _put_machine(sheet: Sheet, draft: Draft) -> None:
    label = sheet.first("machine")
    if label is None:
        return
    near = beside({"machine": label}, sheet.words, label.right + 12 * sheet.em, sheet.em)["machine"]
    match = _MACHINE.search("".join(word.plain for word in near))
    draft.put("machine_number", match[0] if match else None, box_around(sheet.page, near))


def _put_columns(sheets: Sequence[Sheet], tables: Sequence[Items], draft: Draft) -> None:
    """Take extra columns: once where all lines say the same, else as one row for each line.

    Where the columns are not clear (the lines are doubted then) nothing is taken, and each of
    them is doubted.
    """
    rows = [row for items in tables for row in items.others]
    if not all(items.clear for items in tables):
        draft.doubt(None, *(name for row in rows for name in row))
        return
    boxes = [box for items in tables for box in items.boxes]
    filled = [row for row in rows if row]
    names = dict.fromkeys(name for row in filled for name in row)
    for name in names:
        values = {row.get(name) for row in filled}
        if len(values) == 1:
            draft.put(name, values.pop(), boxes[0] if len(rows) == 1 and sheets else None)
    if any(row != filled[0] for row in filled):
        draft.rows += tuple(rows)
