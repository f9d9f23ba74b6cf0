"""Pictures of pages of any file; at most `MAX_PIXELS`, whatever the page claims to be."""

import io
import math
from contextlib import closing
from fractions import Fraction

import pypdfium2

from importers import ofd_image, pdf_file, scan_picture
from importers.document import MAX_PIXELS, Document, FileType, UnreadableDocument
from importers.messages import N_, Message

_POINTS_PER_INCH = 72


def png(document: Document, page: int, dpi: int) -> bytes:
    """Return page `page` (from 1) as PNG at `dpi` or, for huge pages, less."""
    if document.file_type is FileType.OFD:
        return ofd_image.png(document, page, dpi)
    if document.file_type is FileType.IMAGE:
        return scan_picture.png(document, page, dpi)
    if document.file_type is not FileType.PDF:
        raise UnreadableDocument(
            Message(N_("这种文件不能显示页面图像。请下载原件，用本机软件查看。"))
        )
    with pdf_file.opened(document) as pdf:
        if not 1 <= page <= len(pdf):
            raise UnreadableDocument(Message(N_("文件没有这一页。请返回第一页。")))
        with closing(pdf_file.upright(pdf, page)) as opened:
            image = opened.render(scale=scale(opened, dpi)).to_pil()
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=1)
    return stream.getvalue()


def scale(page: pypdfium2.PdfPage, dpi: int) -> Fraction:
    """Return pixels per point for `dpi`, less where the page would have more than MAX_PIXELS."""
    wanted = Fraction(dpi, _POINTS_PER_INCH)
    width, height = (math.ceil(size) for size in page.get_size())
    pixels = math.ceil(width * wanted) * math.ceil(height * wanted)
    if pixels <= MAX_PIXELS:
        return wanted
    return wanted * math.isqrt(MAX_PIXELS) / (math.isqrt(pixels) + 1)
