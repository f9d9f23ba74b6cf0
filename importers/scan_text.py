"""Small losses of recognition that are certain, mended: printed labels, never a value.

A colon after a label that lost it; the title under a seal; the upright labels at the edge of a
form, whose letters are often misread one by one though only one of a few labels can stand there.
Words written large across the page (water marks) are left out: they stand in no field.
"""

import re
from collections.abc import Iterable, Sequence

from importers.ocr_marks import Line, Mark

_LABELS = (
    "纳税人识别号", "名称", "发票代码", "发票号码", "开票日期", "校验码", "机器编号", "开票人",
    "收款人", "复核人", "复核", "地址、电话", "开户行及账号", "开户行及帐号",
)  # fmt: skip
_UPRIGHT = (
    "购买方信息", "销售方信息", "购买方", "销售方", "购货单位", "销货单位", "密码区", "备注",
)  # fmt: skip
_TITLE = re.compile(r"(?:增值税|电子|普通|专用|统一)\S*发票|票据|收据|行程单")
_LOST = {"用发票": "专", "通发票": "普"}
_COLONS = frozenset(":：")
_WATER_MARK = 4  # times the usual height; titles are twice as tall as other letters
_TALL = 16  # tenths of its width
_ALIKE = 50  # per cent of the letters of an upright label that must be read right


def mended(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines with titles and upright labels whole and a colon after every label."""
    lines = _titled(_without_water_marks([*lines]))
    kept = [_upright(line) if _is_upright(line) else line for line in lines]
    names = [line[0] for line in kept if len(line) == 1 and line[0].text == "名"]
    return tuple(_with_colon(line, names) for line in kept if line)


def _without_water_marks(lines: list[Line]) -> list[Line]:
    """Return the lines whose letters are not many times as tall as usual, nor titles."""
    heights = sorted(mark.bottom - mark.top for line in lines for mark in line)
    usual = heights[len(heights) // 2] if heights else 0
    return [
        line
        for line in lines
        if min(mark.bottom - mark.top for mark in line) <= _WATER_MARK * usual
        or _TITLE.search("".join(mark.text for mark in line))
    ]


def _titled(lines: list[Line]) -> list[Line]:
    """Join a title that the tax office's seal covers: 增值税, one letter lost, 用发票."""
    for end in lines:
        lost = _LOST.get("".join(mark.text for mark in end))
        for start in lines if lost else ():
            whole = "".join(mark.text for mark in start).endswith("增值税")
            if whole and _near(start[-1], end[0]):
                between = end[0]._replace(
                    text=lost or "", left=start[-1].right, right=end[0].left, confidence=0
                )
                joined = tuple(
                    mark._replace(top=end[0].top, bottom=end[0].bottom)
                    for mark in (*start, between, *end)
                )
                return [joined, *(line for line in lines if line not in {start, end})]
    return lines


def _near(one: Mark, other: Mark) -> bool:
    """Whether there is room for one letter, not three, between two of the same row."""
    return _level(one, other) and other.left - one.right < 3 * (one.bottom - one.top)


def _is_upright(line: Line) -> bool:
    """Whether its letters stand one below the other."""
    height = line[-1].bottom - line[0].top
    width = max(mark.right for mark in line) - min(mark.left for mark in line)
    return len(line) > 1 and height * 10 > width * _TALL


def _upright(line: Line) -> Line:
    """Return the label that was meant, its letters spread evenly; nothing when it was none."""
    read = [mark.text for mark in line]
    label = max(_UPRIGHT, key=lambda label: (_common(label, read) * 100 // len(label), len(label)))
    if _common(label, read) * 100 < len(label) * _ALIKE:
        return ()
    first, last = line[0], line[-1]
    left, right = min(mark.left for mark in line), max(mark.right for mark in line)
    step = (last.bottom - first.top) // len(label)
    return tuple(
        first._replace(
            text=letter,
            left=left,
            right=right,
            top=first.top + place * step,
            bottom=first.top + place * step + step * 9 // 10,
        )
        for place, letter in enumerate(label)
    )


def _common(label: str, read: Sequence[str]) -> int:
    """Return how many letters two sequences share in the same order."""
    row = [0] * (len(read) + 1)
    for letter in label:
        above = row.copy()
        for place, other in enumerate(read):
            row[place + 1] = (
                above[place] + 1 if letter == other else max(above[place + 1], row[place])
            )
    return row[-1]


def _with_colon(line: Line, names: Sequence[Mark]) -> Line:
    text = "".join(mark.text for mark in line)
    if text.startswith("称") and any(_level(name, line[0]) for name in names):
        return line if text[1:2] in {":", "：", ""} else _inserted(line, 1)
    for label in _LABELS:
        start = text.find(label)
        end = start + len(label)
        if start < 0 or (start > 1 and text[start - 1] != "/"):
            continue
        if end < len(line) and line[end].text not in _COLONS:
            return _inserted(line, end)
        return line
    return line


def _level(one: Mark, other: Mark) -> bool:
    """Whether one character stands left of another at the same height."""
    return one.right <= other.left and other.top < (one.top + one.bottom) // 2 < other.bottom


def _inserted(line: Line, place: int) -> Line:
    """Return the line with a colon before the character at `place`."""
    before, after = line[place - 1], line[place]
    colon = after._replace(text=":", left=before.right, right=max(after.left, before.right))
    return (*line[:place], colon, *line[place:])
