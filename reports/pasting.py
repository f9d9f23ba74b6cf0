"""粘贴单: vouchers on A4, one or two to a sheet, whole and upright, with a line to cut along."""

from io import BytesIO
from itertools import pairwise
from typing import Final, SupportsInt

from PIL import Image
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable
from typing_extensions import override

from reports import typeface
from reports.paper import Leaf, Picture

PAGE_WIDTH, PAGE_HEIGHT = (int(side) for side in A4)  # whole points, as all places here
MARGIN: Final = 28
FOOT: Final = 62  # above the number of the page
HEAD: Final = 34
CAPTION: Final = 20
SIZE: Final = 9
QUALITY: Final = 85  # of a JPEG: letters of 6 points stay sharp
CUT: Final = "裁切线"


def picture(content: bytes, caption: str, voucher: str) -> Picture:
    """Take a drawn page of a voucher, made small enough that a month of them can be printed."""
    with Image.open(BytesIO(content)) as drawn:
        plain = drawn.convert("RGB")
    buffer = BytesIO()
    plain.save(buffer, "JPEG", quality=QUALITY)
    return Picture(buffer.getvalue(), plain.width, plain.height, caption, voucher)


def leaves(pictures: tuple[Picture, ...], words: str, *, paired: bool = True) -> tuple[Leaf, ...]:
    """Spread vouchers over sheets in their order: two that lie flat share one if they may.

    Two pages of one voucher never do: once cut apart, they could not be told from two vouchers.
    """
    spread: list[list[Picture]] = []
    for each in pictures:
        last = spread[-1] if spread else []
        if paired and len(last) == 1 and _share(last[0], each):
            last.append(each)
        else:
            spread.append([each])
    whole = len(spread)
    return tuple(
        Leaf(f"{words}　粘贴单 {place} / {whole}", tuple(found))
        for place, found in enumerate(spread, start=1)
    )


def _share(one: Picture, other: Picture) -> bool:
    """Tell whether two pictures may stand on one sheet."""
    return not one.upright and not other.upright and one.voucher != other.voucher


def qr_code(address: str, side: int) -> Drawing:
    """Draw a QR code with its quiet zone; `side` in points."""
    widget = QrCodeWidget(address, barLevel="M", barWidth=side, barHeight=side)
    drawing = Drawing(side, side)
    drawing.add(widget)
    return drawing


class Sheet(Flowable):
    """A leaf as it is drawn: it fills the page from edge to edge, whatever the frame."""

    def __init__(self, leaf: Leaf) -> None:
        super().__init__()
        self.leaf = leaf

    @override
    def wrap(self, aW: SupportsInt, aH: SupportsInt) -> tuple[int, int]:  # reportlab's names
        """Take all the room there is, so that nothing else stands on the page."""
        return int(aW), int(aH)

    def draw(self) -> None:
        """Draw the head, the vouchers and the line between them, measured from the page's edge."""
        x, y = self.canv.absolutePosition(0, 0)
        self.canv.saveState()
        self.canv.translate(-x, -y)
        self.canv.setFont(typeface.NAME, SIZE)
        top = PAGE_HEIGHT - HEAD
        self.canv.drawString(MARGIN, top, self.leaf.words)
        edges = self._edges(top - CAPTION // 2)
        for voucher, (upper, lower) in zip(self.leaf.pictures, edges, strict=True):
            self._paste(voucher, upper, lower)
        for (_, lower), (upper, _) in pairwise(edges):
            self._cut((lower + upper) // 2)
        self.canv.restoreState()

    def _edges(self, top: int) -> list[tuple[int, int]]:
        """Give the upper and lower edge of each voucher's room."""
        count = len(self.leaf.pictures)
        height = (top - FOOT) // count
        gap = CAPTION // 2 if count > 1 else 0
        return [
            (top - place * height - (gap if place else 0), top - (place + 1) * height + gap)
            for place in range(count)
        ]

    def _paste(self, voucher: Picture, upper: int, lower: int) -> None:
        self.canv.drawString(MARGIN, upper - SIZE - 2, voucher.caption)
        width, height = PAGE_WIDTH - 2 * MARGIN, upper - CAPTION - lower
        if width * voucher.height > height * voucher.width:  # it would be too high
            width = height * voucher.width // voucher.height
        else:
            height = width * voucher.height // voucher.width
        place = (PAGE_WIDTH - width) // 2, upper - CAPTION - height
        self.canv.drawImage(ImageReader(BytesIO(voucher.content)), *place, width, height)

    def _cut(self, height: int) -> None:
        self.canv.saveState()
        self.canv.setDash(4, 3)
        self.canv.setLineWidth(0.5)
        self.canv.line(MARGIN, height, PAGE_WIDTH - MARGIN - 40, height)
        self.canv.restoreState()
        self.canv.drawRightString(PAGE_WIDTH - MARGIN, height - SIZE // 3, CUT)
