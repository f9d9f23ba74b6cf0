"""What somebody typed into the search box, and what it may mean: a number, an amount, words."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

TEXT_MOST = 100  # characters
TAIL_LEAST = 4  # digits by which an invoice is known from the end of its number
_CLAIM = re.compile(r"(?:BX)?(20\d\d)-0*(\d{1,6})", re.IGNORECASE)
_VOUCHER = re.compile(
    r"(?:(20\d\d)[-./年]?(0?[1-9]|1[0-2])月?\s*)?([记收付转])\s*(?:字第|[-#号])?\s*0*(\d{1,7})号?"
)
_AMOUNT = re.compile(r"[¥￥]?(\d{1,3}(?:,\d{3})+|\d{1,12})(\.\d{1,2})?元?")
_ARTICLE = re.compile(r"第?\s*(\d{1,2})\s*条|art(?:icle|\.)?\s*(\d{1,2})", re.IGNORECASE)
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_CHINESE_ARTICLE = re.compile(r"第?([一二三]?)(十?)([一二三四五六七八九]?)条")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Voucher:
    """A number of a voucher; `period` (yyyymm) None: of any month."""

    period: int | None
    word: str
    number: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: `text` as it is compared, and everything else that it may be read as."""

    text: str
    claim: tuple[int, int] | None = None  # year and number
    bare: int | None = None  # a claim's number without its year
    voucher: Voucher | None = None
    amount: Decimal | None = None
    article: int | None = None
    tail: str | None = None  # digits at the end of an invoice's number

    @property
    def words(self) -> bool:
        """Tell whether it may be part of a name: one letter or one digit says too little."""
        return len(self.text) > 1 and self.tail is None and self.voucher is None

    @property
    def pattern(self) -> str:
        r"""Give the pattern of texts that hold it.

        >>> Asked("50%").pattern
        '%50\\%%'
        """
        escaped = re.sub(r"([\\%_])", r"\\\1", self.text)
        return f"%{escaped}%"

    def within(self, *texts: str) -> bool:
        """Tell whether one of the texts holds it, whatever the case of its letters."""
        wanted = self.text.casefold()
        return any(wanted in text.casefold() for text in texts)


def read(typed: str) -> Asked | None:
    """Read what was typed; None when it is nothing.

    >>> read(" BX2026-00012 ").claim, read("记-12").voucher
    ((2026, 12), Voucher(period=None, word='记', number=12))
    >>> read("2026-03 记字第7号").voucher, read("￥1,060.00").amount
    (Voucher(period=202603, word='记', number=7), Decimal('1060.00'))
    >>> read("第二十八条").article, read("123456").tail
    (28, '123456')
    """
    text = _SPACE.sub(" ", unicodedata.normalize("NFKC", typed)).strip()[:TEXT_MOST]
    if not text:
        return None
    claim, digits = _CLAIM.fullmatch(text), text.isdecimal() and text.isascii()
    return Asked(
        text,
        claim=(int(claim[1]), int(claim[2])) if claim else None,
        bare=int(text) if digits and len(text) <= TAIL_LEAST + 1 else None,
        voucher=_voucher(text),
        amount=_amount(text),
        article=_article(text),
        tail=text if digits and len(text) >= TAIL_LEAST else None,
    )


def _voucher(text: str) -> Voucher | None:
    found = _VOUCHER.fullmatch(text)
    if not found:
        return None
    period = int(found[1]) * 100 + int(found[2]) if found[1] else None
    return Voucher(period, found[3], int(found[4]))


def _amount(text: str) -> Decimal | None:
    found = _AMOUNT.fullmatch(text)
    if not found:
        return None
    return Decimal(found[1].replace(",", "") + (found[2] or "")).quantize(Decimal("0.01"))


def _article(text: str) -> int | None:
    found = _ARTICLE.fullmatch(text)
    if found:
        return int(found[1] or found[2])
    chinese = _CHINESE_ARTICLE.fullmatch(text)
    if not chinese or not any(chinese.groups()):
        return None
    tens, ten, units = chinese.groups()
    if tens and not ten:
        return _NUMERALS[tens] if not units else None
    return (_NUMERALS.get(tens, 1) * 10 if ten else 0) + _NUMERALS.get(units, 0)
