"""Opening image files: at most MAX_PIXELS and MAX_PAGES, upright as the camera noted."""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps

from importers.document import MAX_PAGES, MAX_PIXELS, Document, UnreadableDocument
from importers.messages import N_, Message

_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "TIFF", "GIF")
_DAMAGED = N_("图片已损坏，无法打开。请重新拍照或扫描后再上传，最好上传开票平台下载的原件。")
_HEIC = N_("这是 HEIC 格式的照片，无法打开。请在手机上转为 JPEG（或截图）后再上传。")
_TOO_LARGE = N_("图片超过 {limit} 万像素的上限，没有读取。请缩小图片后再上传。")
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif"})
_ANIMATED = frozenset({"GIF", "WEBP", "PNG"})  # of these only the first frame is a document
_POINTS_PER_INCH = 72
_LONGEST = 5000  # pixels; more helps no reader
WIDTH = 59_500  # hundredths of a point: every picture counts as wide as a sheet of A4
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def is_heic(content: bytes) -> bool:
    """Whether this is a photograph in the HEIC family, which we cannot open."""
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS


def opened(document: Document) -> Iterator[Image.Image]:
    """Yield the pages of an image file in colour, one at a time."""
    if is_heic(document.content):
        raise UnreadableDocument(Message(_HEIC))
    try:
        with Image.open(io.BytesIO(document.content), formats=_FORMATS) as image:
            count = 1 if image.format in _ANIMATED else getattr(image, "n_frames", 1)
            _check_pages(count)
            for frame in range(count):
                image.seek(frame)
                yield _page(image)
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise UnreadableDocument(Message(_DAMAGED)) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error


def _check_pages(count: int) -> None:
    if count > MAX_PAGES:
        raise UnreadableDocument(
            Message(
                N_("图片文件有 {pages} 页，超过 {limit} 页的上限。请拆分后只上传发票页。"),
                {"pages": str(count), "limit": str(MAX_PAGES)},
            )
        )


def _too_large() -> UnreadableDocument:
    return UnreadableDocument(Message(_TOO_LARGE, {"limit": str(MAX_PIXELS // 10_000)}))


def _page(image: Image.Image) -> Image.Image:
    """Return one frame on white paper."""
    if image.width * image.height > MAX_PIXELS:
        raise _too_large()
    upright = ImageOps.exif_transpose(image)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        layer = upright.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        upright = Image.alpha_composite(paper, layer)
    if upright.mode.startswith("I;16"):
        upright = upright.point(lambda value: value / 256).convert("L")
    page = upright.convert("RGB")
    page.thumbnail((_LONGEST, _LONGEST))
    return page


def png(document: Document, page: int, dpi: int) -> bytes:
    """Return page `page` (from 1) as PNG, as wide as A4 at `dpi`, never enlarged."""
    for number, picture in enumerate(opened(document), start=1):
        if number == page:
            wide = max(WIDTH * dpi // (100 * _POINTS_PER_INCH), 1)
            picture.thumbnail((wide, MAX_PIXELS // wide))
            stream = io.BytesIO()
            picture.save(stream, "PNG", compress_level=1)
            return stream.getvalue()
    raise UnreadableDocument(Message(N_("文件没有这一页。请返回第一页。")))
