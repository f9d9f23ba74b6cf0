"""What in an OFD page cannot be seen, left out and said to be there; pictures not unpacked."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from importers import ofd_pictures, ofd_text
from importers.checks import Channel, Check, Outcome
from importers.comparison import plain
from importers.messages import N_, Message
from importers.ofd_objects import Item
from importers.ofd_page import OfdPage
from importers.ofd_xml import Element, attribute, child, children, name, truth
from importers.page_text import Character

_QUOTED = 40
_FEWEST_DIGITS, _FEWEST_LETTERS = 3, 5  # that could be taken for a value
_MOST_SENTENCES = 12
_ONCE_IN_A_DOCUMENT = ("CommonData", "Pages", "CustomTags", "Attachments", "Annotations")
_ONCE_ON_A_PAGE = ("Area", "Content")
_CODES = 20  # text codes of one object that are looked at


class Way(StrEnum):
    """How text is hidden; the value is what is said of it."""

    INVISIBLE = N_("第 {page} 页有不显示的文字“{text}”（不可见的书写方式），没有采用。")
    TRANSPARENT = N_("第 {page} 页有完全透明的文字“{text}”，没有采用。")
    LIGHT = N_("第 {page} 页有与底色相同、看不见的文字“{text}”，没有采用。")
    UNSEEN = N_("第 {page} 页的可见范围之外有文字“{text}”，没有采用。")
    COVERED = N_("第 {page} 页的文字“{text}”在页面上看不到，没有采用。")


def checks(pages: Iterable[OfdPage]) -> Iterator[Check]:
    """Yield a check for each page and way; one that agrees when no text is hidden."""
    found = [check for page in pages for check in _of_page(page)]
    yield from found[:_MOST_SENTENCES] or [Check(Channel.SHOWN_TEXT, Outcome.AGREES)]


def pictures(pages: Iterable[OfdPage]) -> Iterator[Check]:
    """Yield a check for every page with a picture that cannot be unpacked."""
    for page in pages:
        if ofd_pictures.unreadable(page.document, page.style, page.items):
            message = Message(
                N_(
                    "第 {page} 页有无法解开的图片（缺失、损坏或格式不支持），没有读取其中的二维码。"
                ),
                {"page": str(page.number)},
            )
            yield Check(Channel.QR, Outcome.NOT_VERIFIABLE, message=message)


def fonts(pages: Iterable[OfdPage]) -> Iterator[Check]:
    """Yield a check where fonts inside the file may draw other characters than the text says."""
    numbers = [str(page.number) for page in pages if any(_own_font(page, i) for i in page.items)]
    if numbers:
        message = Message(
            N_("第 {pages} 页的部分文字使用文件自带的字体，字形是否与文字相符，这里无法核对。"),
            {"pages": "、".join(numbers)},
        )
        yield Check(Channel.SHOWN_TEXT, Outcome.NOT_VERIFIABLE, message=message)


def clipped(pages: Iterable[OfdPage]) -> Iterator[Check]:
    """Yield a check for every page with text that is cut off by a path.

    Invoices have none but the count of downloads, which comes as an annotation.
    """
    for page in pages:
        cut = [item for _, item in page.runs() if _is_cut(item)]
        if cut:
            text = plain("".join(map(_said, cut)))[:_QUOTED]
            message = Message(
                N_("第 {page} 页的文字“{text}”设了裁剪范围，页面上不一定看得到，请核对原件。"),
                {"page": str(page.number), "text": text},
            )
            yield Check(Channel.SHOWN_TEXT, Outcome.DIFFERS, message=message)


def _is_cut(item: Item) -> bool:
    if child(item.element, "Clips") is None:
        return False
    figures = sum(character.isdigit() for character in _said(item))
    added = any(name(one) == "Annot" for one in item.element.iterancestors())
    return figures >= _FEWEST_DIGITS or not added


def repeated(pages: Iterable[OfdPage]) -> Iterator[Check]:
    """Yield a check where a file holds twice what counts once: other software takes the other."""
    parts = [part for page in pages for part in _held_once(page)]
    names = sorted({name(child) for part, once in parts for child in _again(part, once)})
    if names:
        message = Message(
            N_(
                "文件的结构有重复（{names}），不同的软件可能显示不同的内容。"
                "请重新从开票平台下载后核对。"
            ),
            {"names": "、".join(names)},
        )
        yield Check(Channel.CONTENTS, Outcome.DIFFERS, message=message)


def _held_once(page: OfdPage) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Yield the parts that a page is made of, each with what may stand in it only once."""
    yield page.document.body, ("DocRoot", "DocInfo")
    yield page.document.root, _ONCE_IN_A_DOCUMENT
    yield page.entry.content, _ONCE_ON_A_PAGE
    for used in children(page.entry.content, "Template"):
        template = page.document.template(attribute(used, "TemplateID") or "")
        if template is not None:
            yield template[1], _ONCE_ON_A_PAGE


def _again(part: Element, once: tuple[str, ...]) -> Iterator[Element]:
    for wanted in once:
        yield from list(children(part, wanted))[1:]


def _own_font(page: OfdPage, item: Item) -> bool:
    if item.kind != "TextObject":
        return False
    embedded = (attribute(item.element, "Font") or "") in page.style.embedded
    return embedded or child(item.element, "CGTransform") is not None


def _of_page(page: OfdPage) -> Iterator[Check]:
    text = page.text()
    shown = page.shown(text)
    seen = plain(_joined(shown.characters))
    hidden: dict[Way, str] = {}
    for item in (*page.unseen, *page.items):
        way = _way(item)
        if way is not None:
            hidden[way] = hidden.get(way, "") + _said(item)
    hidden[Way.UNSEEN] = _unseen(page, text.characters)
    visible = set(shown.characters)
    hidden[Way.COVERED] = _joined(c for c in text.characters if c not in visible)
    for way, said in hidden.items():
        if _could_mislead(plain(said), seen):
            values = {"page": str(page.number), "text": plain(said)[:_QUOTED]}
            message = Message(way.value, values)
            yield Check(Channel.SHOWN_TEXT, Outcome.DIFFERS, message=message)


def _way(item: Item) -> Way | None:
    """Return how a text object is hidden as a whole; None when it is not."""
    paint = ofd_text.paint_of(item)
    if item.kind != "TextObject":
        way = None
    elif paint is None or not truth(item.element, "Visible", default=True):
        way = Way.INVISIBLE
    elif paint.alpha == 0:
        way = Way.TRANSPARENT
    else:
        way = Way.LIGHT if ofd_text.is_white(paint) else None
    return way


def _unseen(page: OfdPage, kept: tuple[Character, ...]) -> str:
    """Return the text that is too small or lies outside: placed, but not on the page."""
    known = {character.run for character in kept}
    return "".join(
        _said(item)
        for run, item in page.runs()
        if _way(item) is None and not any(run + place in known for place in range(_CODES))
    )


def _said(item: Item) -> str:
    return "".join(glyph.text for glyphs in ofd_text.codes(item) for glyph in glyphs)


def _joined(characters: Iterable[Character]) -> str:
    return "".join(character.text for character in characters)


def _could_mislead(text: str, shown: str) -> bool:
    """Whether hidden text says something: not what the page shows as well, nor mere marks."""
    digits = sum(character.isdigit() for character in text)
    letters = sum(character.isalnum() for character in text)
    return (digits >= _FEWEST_DIGITS or letters >= _FEWEST_LETTERS) and text not in shown
