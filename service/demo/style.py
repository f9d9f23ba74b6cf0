"""How a producer's software writes its documents: one invoice looks different from each issuer.

Everything here leaves the facts alone; a reading of the same spec in any style says the same.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

SONG = "STSong-Light"  # a font named but not embedded, its texts in UniGB-UCS2-H
_IDEOGRAPHIC_SPACE = "\u3000"
_SHORT = 2  # characters of a label that is spread with wide blanks
RADICALS: Mapping[int, int] = {
    ord(folded): radical
    for radical in range(0x2F00, 0x2FD6)
    if len(folded := unicodedata.normalize("NFKC", chr(radical))) == 1
}


class Sheet(StrEnum):
    """The paper that a form is put on."""

    FORM = "form"  # as large as the form
    A4 = "a4"  # upright, the form at its top


class DateForm(StrEnum):
    """How days are written."""

    USUAL = "{year}年{month:02}月{day:02}日"
    APART = "{year} 年{month:02} 月{day:02}日"
    SHORT = "{year}年{month}月{day}日"
    ISO = "{year}-{month:02}-{day:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What varies between producers; the default is the plainest.

    `value_drop` (hundredths of a point) is how far values stand below the base line of their
    label; `downloads` is the count written down the right margin; `rotation` turns the page in
    the file while it looks the same on the screen.
    """

    font: str | None = None  # None = the embedded typeface
    glyphs_apart: bool = False  # every character an object of its own
    doubled: bool = False  # texts written twice, a little apart, to look bold
    ruled: bool = True
    colon: str = "："
    spread_labels: bool = False  # 名　　称, 开 票 人
    value_drop: int = 0
    dates: DateForm = DateForm.USUAL
    grouped_ids: bool = False  # blanks inside long numbers
    radicals: bool = False  # ⽅ for 方: what some fonts hand out on copying
    money_mark: str = "¥"
    seal_text: bool = False  # the oval mark as text, which mixes with the title
    values_last: bool = False  # all labels first, as where a template lies below
    downloads: int | None = None
    sheet: Sheet = Sheet.FORM
    rotation: int = 0
    info: bool = False  # the facts in the Info dictionary of the file
    producer: str = "zhuanhu"

    def label(self, text: str) -> str:
        """Return how a label is worded."""
        head = text.rstrip("：:")
        tail = self.colon if head != text else ""
        if self.spread_labels and head.isalpha() and len(head) <= _SHORT:
            head = (_IDEOGRAPHIC_SPACE * 2).join(head)
        elif self.spread_labels and head.isalpha() and len(head) <= 2 * _SHORT:
            head = " ".join(head)
        return head + tail

    def written(self, text: str) -> str:
        """Return a text in the code points that the producer's fonts hand out."""
        return text.translate(RADICALS) if self.radicals else text

    def day(self, day: date) -> str:
        """Return a day as it is printed."""
        return self.dates.value.format(year=day.year, month=day.month, day=day.day)

    def identifier(self, text: str) -> str:
        """Return a tax id as it is printed."""
        return f"{text[:1]} {text[1:]}" if self.grouped_ids and text.isascii() else text


PLAIN = Style()
STYLES: Mapping[str, Style] = {
    "plain": PLAIN,
    "unruled": Style(ruled=False, downloads=1, producer="Suwell OFD convertor"),
    "named font": Style(font=SONG, colon=":", money_mark="￥", producer="iText 2.1.7"),
    "glyph by glyph": Style(glyphs_apart=True, dates=DateForm.APART, values_last=True),
    "doubled": Style(doubled=True, spread_labels=True, producer="gp-template"),
    "low values": Style(value_drop=3_00, seal_text=True, dates=DateForm.SHORT),
    "radicals": Style(radicals=True, grouped_ids=True, colon=":"),
    "A4": Style(sheet=Sheet.A4, dates=DateForm.APART, spread_labels=True),
    "turned": Style(rotation=90, values_last=True, money_mark="￥"),
    "upside down": Style(rotation=180, seal_text=True),
    "with facts": Style(info=True, dates=DateForm.ISO, producer="openhtmltopdf.com"),
}
