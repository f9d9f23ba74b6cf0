"""Values that end at the edge of a page: what went on beyond it cannot be seen and is not read.

A character counts as seen while its middle lies on the page; so less than half a character is left
free where a text was cut off.
"""

from collections.abc import Sequence

from importers import particulars
from importers.cross_check import LABELS
from importers.draft import Draft
from importers.invoice import Box
from importers.messages import N_, Message

_NAMES = {**particulars.NAMES, **LABELS, "remarks": N_("备注"), "kind": N_("票据种类")}
_LARGEST = 12_00  # height of type; the box of a value of several lines is higher


def judge(draft: Draft, sizes: Sequence[tuple[int, int]]) -> None:
    """Doubt values cut off at the left or right edge, unless another channel says the same.

    `sizes` are width and height of the pages in hundredths of a point.
    """
    cut = [
        name
        for name, box in draft.boxes.items()
        if not draft.agreements.get(name) and _is_cut(box, sizes)
    ]
    if any(box is not None and _is_cut(box, sizes) for box in draft.line_boxes):
        cut.append("items")
    for name in cut:
        finding = N_("{field}印到了页面边缘，可能不完整，请对照原件核对。")
        draft.doubt(Message(finding, {"field": _NAMES[name]}), name)


def _is_cut(box: Box, sizes: Sequence[tuple[int, int]]) -> bool:
    if box.page > len(sizes):
        return False
    free = min(box.bottom - box.top, _LARGEST) // 2
    return box.left < free or box.right > sizes[box.page - 1][0] - free
