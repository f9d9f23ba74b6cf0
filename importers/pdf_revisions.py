"""Whether a PDF was changed after it was first saved: each change is appended to the file.

An earlier revision is the file cut off at its %%EOF. A signature appends to the file too; that
changes no text.
"""

import re
from collections import Counter
from collections.abc import Iterator

import pypdfium2

from importers.checks import Channel, Check, Outcome
from importers.document import MAX_PAGES
from importers.invoice import TEXT_FIELDS
from importers.messages import N_, Message
from importers.page_image import scale

EVERYTHING = (
    *TEXT_FIELDS,
    "issue_date",
    "items",
)  # doubted where the file itself cannot be trusted
_END = re.compile(rb"startxref\s{1,8}\d{1,10}\s{1,8}%%EOF(?:\r\n|\r|\n)?")
_COMPARED = 4  # revisions: the first ones and the last before the present
_HEAD = 2048
_LOOKED_AT = 5  # pages; invoices have fewer
_DOTS_PER_INCH = 100
_QUOTED = 60  # characters of each side of a difference

_REPLACED = N_(
    "文件在首次保存后被改过（共 {count} 个版本），页面文字也变了：原有“{before}”，现有“{now}”。"
    "请到国家税务总局全国增值税发票查验平台查验，并向开票方核实。"
)
_ADDED = N_(
    "文件在首次保存后被改过（共 {count} 个版本），页面上增加了文字“{now}”。"
    "请到国家税务总局全国增值税发票查验平台查验，并向开票方核实。"
)
_REMOVED = N_(
    "文件在首次保存后被改过（共 {count} 个版本），页面上去掉了文字“{before}”。"
    "请到国家税务总局全国增值税发票查验平台查验，并向开票方核实。"
)


def check(pdf: pypdfium2.PdfDocument, content: bytes) -> Check:
    """Compare the text of the file with that of its earlier revisions."""
    earlier = ends(content)[:-1]
    if not earlier:
        return Check(Channel.REVISIONS, Outcome.AGREES)
    values = {"count": str(len(earlier) + 1)}
    now = _words(pdf)
    for before in _texts(content, earlier):
        if before != now:
            return _changed(before, now, values)
    return Check(
        Channel.REVISIONS,
        Outcome.AGREES,
        message=Message(
            N_("文件分 {count} 次保存（例如加盖电子签名），各次保存的页面文字相同。"), values
        ),
    )


def ends(content: bytes) -> list[int]:
    """Return where each revision ends; the first part of a linearised file is none."""
    ends = [found.end() for found in _END.finditer(content)]
    linearised = b"/Linearized" in content[:_HEAD] and len(ends) > 1
    return ends[1:] if linearised else ends


def shows_the_same(pdf: pypdfium2.PdfDocument, content: bytes, end: int) -> bool:
    """Whether the revision that ends at `end` has the same text and looks the same as the file."""
    try:
        with pypdfium2.PdfDocument(content[:end]) as before:
            alike = len(before) == len(pdf) <= _LOOKED_AT and _words(before) == _words(pdf)
            return alike and all(
                _picture(before, index) == _picture(pdf, index) for index in range(len(pdf))
            )
    except pypdfium2.PdfiumError:
        return False


def _picture(pdf: pypdfium2.PdfDocument, index: int) -> bytes:
    """Draw a page as readers see it, stamps and form fields included."""
    page = pdf[index]
    try:
        image = page.render(scale=scale(page, _DOTS_PER_INCH), grayscale=True).to_pil()
        return bytes(image.tobytes())
    finally:
        page.close()


def _texts(content: bytes, ends: list[int]) -> Iterator[Counter[str]]:
    """Yield the words of earlier revisions, as far as they can be opened."""
    chosen = ends if len(ends) <= _COMPARED else [*ends[: _COMPARED - 1], ends[-1]]
    for end in chosen:
        try:
            with pypdfium2.PdfDocument(content[:end]) as pdf:
                yield _words(pdf)
        except pypdfium2.PdfiumError:
            continue


def _words(pdf: pypdfium2.PdfDocument) -> Counter[str]:
    words: Counter[str] = Counter()
    for index in range(min(len(pdf), MAX_PAGES)):
        page = pdf[index]
        text = page.get_textpage()
        words.update(text.get_text_range().split())
        text.close()
        page.close()
    return words


def _changed(before: Counter[str], now: Counter[str], values: dict[str, str]) -> Check:
    sides = {
        "before": " ".join((before - now).elements())[:_QUOTED],
        "now": " ".join((now - before).elements())[:_QUOTED],
    }
    template = _REPLACED if sides["before"] and sides["now"] else _ADDED
    if not sides["now"]:
        template = _REMOVED
    message = Message(template, values | sides)
    return Check(Channel.REVISIONS, Outcome.DIFFERS, EVERYTHING, message)
