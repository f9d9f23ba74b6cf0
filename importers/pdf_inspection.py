"""The file-level checks of a PDF: is all text shown, was the file changed, what else is in it.

Structure only: what the picture of a page says against its text is judged elsewhere, by
character recognition. Every check names the page and what is hidden or shown there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pypdfium2

from importers import (
    pdf_annotations,
    pdf_contents,
    pdf_fonts,
    pdf_objects,
    pdf_revisions,
    pdf_signatures,
)
from importers.checks import Channel, Check, Outcome
from importers.comparison import plain
from importers.draft import Draft
from importers.messages import N_, Message
from importers.page_text import Character
from importers.pdf_drawing import Hiding
from importers.pdf_fonts import Lie
from importers.pdf_page import PdfPage
from importers.pdf_revisions import EVERYTHING
from importers.voucher import Reading

_QUOTED = 40
_FEWEST_DIGITS, _FEWEST_LETTERS = 3, 6  # that could be taken for a value
_FULL_PAGE = 40  # characters: fewer are no page of recognised text
_MOST_SENTENCES = 12  # a file with more faults needs no longer list
_WAYS = {
    Hiding.INVISIBLE: N_("第 {page} 页有不显示的文字“{text}”（不可见的书写方式），没有采用。"),
    Hiding.TRANSPARENT: N_("第 {page} 页有完全透明的文字“{text}”，没有采用。"),
    Hiding.LIGHT: N_("第 {page} 页有与底色相同、看不见的文字“{text}”，没有采用。"),
    Hiding.CLIPPED: N_("第 {page} 页有被裁掉、看不见的文字“{text}”，没有采用。"),
    Hiding.LAYER: N_("第 {page} 页有隐藏图层上的文字“{text}”，没有采用。"),
    Hiding.PAINTED_OVER: N_("第 {page} 页的文字“{text}”被后画的色块盖住，没有采用。"),
    Hiding.UNDER_IMAGE: N_("第 {page} 页的文字“{text}”被后贴的图片盖住，没有采用。"),
    Hiding.TINY: N_("第 {page} 页有小得看不见的文字“{text}”，没有采用。"),
    Hiding.OUTSIDE: N_("第 {page} 页的可见范围之外有文字“{text}”，没有采用。"),
    Hiding.NO_INK: N_("第 {page} 页的文字“{text}”在页面上看不到，没有采用。"),
}
_SCAN = N_("第 {page} 页是图片，另附看不见的识别文字；没有采用这些文字。")
_REPLACED = N_(
    "第 {page} 页显示的是“{shown}”，文件却另存了替代文字“{said}”，按显示的读取。请核对原件，"
    "并重新从开票平台下载文件。"
)
_LIE = N_(
    "第 {page} 页显示的字“{shown}”在文字层里写成“{said}”，读到的值不可信。请对照票面逐项核对，"
    "并重新从开票平台下载文件。"
)


def noted(
    reading: Reading, pdf: pypdfium2.PdfDocument, content: bytes, pages: Sequence[PdfPage]
) -> Reading:
    """Return a reading with the checks of its file."""
    drafts = [draft for draft, _ in reading.drafts]
    return replace(reading, checks=reading.checks + inspect(pdf, content, pages, drafts))


def inspect(
    pdf: pypdfium2.PdfDocument,
    content: bytes,
    pages: Sequence[PdfPage],
    drafts: Iterable[Draft] = (),
) -> tuple[Check, ...]:
    """Return the checks of a whole file; what concerns one draft alone is reported on it."""
    objects = pdf_objects.scan(pages[0].content)  # without encryption
    checks = [
        *_summed(Channel.SHOWN_TEXT, [*_concealed(pages), *_lying(pages, objects)]),
        *_summed(
            Channel.CONTENTS,
            [*pdf_contents.checks(pdf, content, objects), *pdf_annotations.checks(pages, objects)],
        ),
        pdf_revisions.check(pdf, content),
        *pdf_signatures.checks(pdf, content, objects, drafts),
    ]
    return tuple(dict.fromkeys(checks))


def _summed(channel: Channel, found: list[Check]) -> list[Check]:
    """Return what was found, not without end; an agreement when there is nothing to say."""
    return found[:_MOST_SENTENCES] or [Check(channel, Outcome.AGREES)]


# ── text that is not shown ──


def _concealed(pages: Iterable[PdfPage]) -> Iterator[Check]:
    for page in pages:
        reading = page.reading()
        if not (reading.hidden or page.inkless or reading.replaced):
            continue
        hidden: dict[Hiding, list[Character]] = {}
        for hiding, character in reading.hidden:
            hidden.setdefault(hiding, []).append(character)
        if page.inkless:
            hidden[Hiding.NO_INK] = list(page.inkless)
        yield from _named(page, hidden)
        if reading.replaced:
            said, shown = reading.replaced
            values = _place(page) | {"said": said[:_QUOTED], "shown": shown[:_QUOTED]}
            message = Message(_REPLACED, values)
            yield Check(Channel.SHOWN_TEXT, Outcome.DIFFERS, message=message)


def _named(page: PdfPage, hidden: dict[Hiding, list[Character]]) -> Iterator[Check]:
    inkless = set(page.inkless)
    shown = plain("".join(c.text for c in page.text().characters if c not in inkless))
    if not shown and _is_scan(hidden):
        message = Message(_SCAN, _place(page))
        yield Check(Channel.SHOWN_TEXT, Outcome.NOT_VERIFIABLE, message=message)
        return
    for hiding, characters in hidden.items():
        text = "".join(character.text for character in characters)
        if _could_mislead(plain(text), shown):
            message = Message(_WAYS[hiding], _place(page) | {"text": text[:_QUOTED]})
            fields = EVERYTHING if hiding is Hiding.UNDER_IMAGE else ()
            yield Check(Channel.SHOWN_TEXT, Outcome.DIFFERS, fields, message)


def _is_scan(hidden: dict[Hiding, list[Character]]) -> bool:
    """Whether the hidden text is what a scanning program recognised: a page full of it."""
    ways = set(hidden) <= {Hiding.INVISIBLE, Hiding.UNDER_IMAGE}
    return ways and sum(map(len, hidden.values())) >= _FULL_PAGE


def _could_mislead(text: str, shown: str) -> bool:
    """Whether hidden text says something: not what the page shows as well, nor mere marks."""
    digits = sum(character.isdigit() for character in text)
    letters = sum(character.isalnum() for character in text)
    return (digits >= _FEWEST_DIGITS or letters >= _FEWEST_LETTERS) and text not in shown


def _place(page: PdfPage) -> dict[str, str]:
    return {"page": str(page.number)}


# ── fonts that lie ──


def _lying(pages: Iterable[PdfPage], objects: pdf_objects.PdfObjects) -> Iterator[Check]:
    lies = pdf_fonts.lies(objects)
    if not lies:
        return
    for page in pages:
        told = dict.fromkeys(_told(page, lies))
        if told:
            values = {
                "said": "、".join(lie.said for lie in told)[:_QUOTED],
                "shown": "、".join(lie.shown for lie in told)[:_QUOTED],
            }
            message = Message(_LIE, _place(page) | values)
            yield Check(Channel.SHOWN_TEXT, Outcome.DIFFERS, EVERYTHING, message)


def _told(page: PdfPage, lies: dict[str, tuple[Lie, ...]]) -> Iterator[Lie]:
    """Yield the lies of the fonts of a page that its text contains."""
    for name, text in pdf_fonts.texts(page.opened()).items():
        for lie in lies.get(name, ()):
            if plain(lie.said) in plain(text):
                yield lie
