"""Where one invoice ends and the next begins on a page that holds several.

An invoice begins at its head: its number, with a date or a large title near by (in remarks a number
stands alone). Heads one below the other are cut apart by a white band, heads side by side by a
white strip. Where it is not certain that the parts side by side each hold one whole invoice, the
page is not divided: nothing may be mixed up.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from importers.invoice_heading import TITLE_HEIGHT
from importers.page_labels import Finder, Label
from importers.page_text import Character, PageText

_NUMBERS = ("发票代码", "发票号码", "票据号码")  # 票据代码 stands far left of its number
_OF_ANOTHER = frozenset(
    "原字冲属子票"
)  # 原发票号码, 蓝字发票号码, 所属票据代码: of another voucher
_TITLE_ABOVE = 8  # ems from the title of a voucher down to its number, at most
_SHORTEST = 15  # ems from the head of one invoice to that of the next below it
_HEAD = 6  # ems from 发票号码 up or down to 开票日期, at most
_ABOVE = 2  # ems that a voucher without a large title reaches above its number
_LEVEL = 2  # ems that the same label differs in height on vouchers side by side, at most
_AMOUNTS = ("合计", "小写", "金额", "票价", "退票费")
_AT_LEFT = (
    ("票据代码",), ("项目名称", "货物或应税劳务"), ("票价", "退票费"), ("购买方名称",),
)  # fmt: skip
_TOTALS = (("价税合计",), ("金额合计",), ("票价", "退票费"))  # the first that is printed counts
_SIGNATURES = ("开票人", "复核", "收款人")


class NotDivisible(ValueError):  # noqa: N818  # says what the page is
    """Several invoices stand on the page, and where each of them ends cannot be told."""


class Region(NamedTuple):
    """The part of a page that one invoice takes, and its characters."""

    left: int
    top: int
    right: int
    bottom: int
    text: PageText

    def holds(self, x: int, y: int) -> bool:
        """Whether a point lies in it."""
        return self.left <= x < self.right and self.top <= y < self.bottom


def divide(text: PageText) -> list[Region]:
    """Return one region for each invoice, row by row; NotDivisible when that is not certain."""
    finder = Finder(text)
    rows = _heads(finder)
    cuts = [0, *(_cut_between(finder, *pair) for pair in pairwise(rows)), text.height + 1]
    regions: list[Region] = []
    for row, (top, bottom) in zip(rows or [[]], pairwise(cuts), strict=True):
        strips = _strips(text, row, top, bottom)
        if len(strips) > 1 and not all(_whole(strip) for strip in strips):
            raise NotDivisible
        regions += strips
    return regions


def _heads(finder: Finder) -> list[list[Label]]:
    """Return the labels of numbers at the heads of vouchers, row by row, one for each voucher."""
    dates = finder.all("开票日期", "填开日期")
    rows: list[list[tuple[str, Label]]] = []
    for wording, label in _numbers(finder):
        dated = any(abs(one.top - label.top) < _HEAD * finder.em for one in dates)
        if _of_another(finder.text, label) or not (dated or _titled(finder.text, label)):
            continue
        if rows and label.top - rows[-1][0][1].top < _SHORTEST * finder.em:
            rows[-1].append((wording, label))
        else:
            rows.append([(wording, label)])
    return _with_amounts(finder, [_one_each(row) for row in rows])


def _with_amounts(finder: Finder, rows: list[list[Label]]) -> list[list[Label]]:
    """Keep the rows with an amount below, before the next: remarks may speak of dates as well."""
    amounts = [label.top for label in finder.all(*_AMOUNTS)]
    if len(rows) < 2:  # noqa: PLR2004  # nothing to choose from
        return rows
    ends = [*(row[0].top for row in rows[1:]), finder.text.height]
    return [
        row
        for row, end in zip(rows, ends, strict=True)
        if any(row[0].bottom + finder.em // 2 < top < end for top in amounts)
    ]


def _numbers(finder: Finder) -> list[tuple[str, Label]]:
    found = [(wording, label) for wording in _NUMBERS for label in finder.all(wording)]
    return sorted(found, key=lambda pair: (pair[1].top, pair[1].left))


def _one_each(row: list[tuple[str, Label]]) -> list[Label]:
    """Keep the labels of the wording that stands most often in a row: code, or number."""
    often = Counter(wording for wording, _ in row)
    chosen = max(often, key=lambda wording: often[wording])
    return sorted((label for word, label in row if word == chosen), key=lambda label: label.left)


def _titled(text: PageText, label: Label) -> bool:
    """Whether large type stands on a level with a label or a little above it."""
    return any(
        label.top - _TITLE_ABOVE * text.em < c.middle < label.bottom + text.em for c in _large(text)
    )


def _large(text: PageText) -> Iterable[Character]:
    floor = text.type_height * TITLE_HEIGHT
    return (c for c in text.characters if (c.bottom - c.top) * 10 >= floor)


def _of_another(text: PageText, label: Label) -> bool:
    """Whether a label names the number of another voucher that this one only speaks of."""
    return any(
        character.plain in _OF_ANOTHER
        and abs(character.middle - label.middle) * 4 < text.em
        and -text.em < 4 * (character.right - label.left) < text.em
        for character in text.characters
    )


def _cut_between(finder: Finder, above: list[Label], row: list[Label]) -> int:
    """Return the middle of the widest white band between the last signature and the heads.

    Where nothing is signed since the heads above, a voucher begins above its large title.
    """
    em, top = finder.em, min(head.top for head in row)
    begun = max(head.bottom for head in above)
    large = [c for c in _large(finder.text) if top - _TITLE_ABOVE * em < c.middle < top + em]
    tallest = max((c.bottom - c.top for c in large), default=0)  # text above may be large, too
    titles = [c.top for c in large if (c.bottom - c.top) * 10 > tallest * 9]
    ends = [label.bottom for label in finder.all(*_SIGNATURES) if begun < label.bottom < top]
    spans = ((c.top, c.bottom) for c in finder.text.characters if not c.text.isspace())
    if ends and (gap := _widest(_gaps(spans, max(ends), min([top, *titles])))) is not None:
        return gap
    return min([top - _ABOVE * em, *(edge - em // 2 for edge in titles)])


def _strips(text: PageText, row: list[Label], top: int, bottom: int) -> list[Region]:
    """Cut a row of invoices between the end of each and the beginning of the next."""
    band = text.between(top, bottom)
    ends = [0, *_borders(band, row), text.width + 1]
    return [
        Region(left, top, right, bottom, _within(band, left, right))
        for left, right in pairwise(ends)
    ]


def _borders(band: PageText, row: list[Label]) -> list[int]:
    """Return the widest white strip between each head and what the next invoice begins with."""
    if len(row) < 2:  # noqa: PLR2004  # nothing stands beside it
        return []
    borders = []
    begins = sorted(_begins(Finder(band), len(row)), key=lambda label: label.left)
    for head, begin in zip(row, begins[1:], strict=False):
        spans = ((c.left, c.right) for c in band.characters if not c.text.isspace())
        border = _widest(_gaps(spans, head.right, begin.left))
        if border is None:
            raise NotDivisible
        borders.append(border)
    return borders


def _begins(finder: Finder, count: int) -> list[Label]:
    """Return what stands near the left edge of each voucher of a row, once on each.

    Remarks may hold such a wording, too: those count that stand on one level, the highest.
    """
    for wordings in _AT_LEFT:
        for first in (found := finder.all(*wordings)):
            level = [label for label in found if abs(label.top - first.top) < _LEVEL * finder.em]
            if len(level) == count:
                return level
    raise NotDivisible


def _within(band: PageText, left: int, right: int) -> PageText:
    kept = tuple(c for c in band.characters if left <= _center(c) < right)
    return replace(band, characters=kept)


def _center(character: Character) -> int:
    return (character.left + character.right) // 2


def _gaps(spans: Iterable[tuple[int, int]], low: int, high: int) -> list[tuple[int, int]]:
    """Return the gaps between `low` and `high` that none of the spans touches."""
    gaps, reached = [], low
    for start, end in sorted(spans):
        if start >= high:
            break
        if start > reached:
            gaps.append((reached, start))
        reached = max(reached, end)
    return [*gaps, (reached, high)] if reached < high else gaps


def _widest(gaps: list[tuple[int, int]]) -> int | None:
    """Return the middle of the widest gap; None when there is none."""
    if not gaps:
        return None
    start, end = max(gaps, key=lambda gap: gap[1] - gap[0])
    return (start + end) // 2


def _whole(region: Region) -> bool:
    """Whether a region holds one head and one total, no less and no more."""
    finder = Finder(region.text)
    counts = [len(finder.all(*wordings)) for wordings in _TOTALS]
    return [len(row) for row in _heads(finder)] == [1] and next(filter(None, counts), 0) == 1
