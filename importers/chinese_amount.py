"""Amounts in capital Chinese numerals (大写金额), both ways.

Rules: 支付结算办法, annex 1 正确填写票据和结算凭证的基本规定: 壹贰叁…, 圆 or 元, 整 or 正 after
whole yuan (optional after jiao), one 零 for zeros inside a number.

>>> words(Decimal("16409.02"))
'壹万陆仟肆佰零玖圆零贰分'
>>> parse("人民币壹拾万柒仟元零伍角叁分")
Decimal('107000.53')
"""

import re
import unicodedata
from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_VALUES = {character: value for value, character in enumerate(_DIGITS)} | {
    "〇": 0, "○": 0, "貳": 2, "陸": 6, "弍": 2,
}  # fmt: skip
_SMALL = {"仟": 1000, "佰": 100, "拾": 10}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_LIMIT = Decimal(10) ** 12
_MARKS = "ⓧⓍ⊗×☒"  # the crossed circle that stands before the words on invoices
_FORM = re.compile(
    r"(?P<sign>[(]负数[)]|负)?"
    r"(?:(?P<yuan>[^圆元角分整正]+)[圆元])?"
    r"零?(?:(?P<jiao>[^圆元角分整正])角)?"
    r"零?(?:(?P<fen>[^圆元角分整正])分)?"
    r"[整正]?"
)


class InvalidAmount(ValueError):  # noqa: N818  # named as in python-stdnum
    """The text is no amount in capital numerals."""


def parse(text: str) -> Decimal:
    """Return the amount in yuan, two places; InvalidAmount when the words are not one amount."""
    plain = "".join(unicodedata.normalize("NFKC", _unmarked(text)).split())
    match = _FORM.fullmatch(plain.removeprefix("人民币"))
    if match is None or not (match["yuan"] or match["jiao"] or match["fen"]):
        raise InvalidAmount(text)
    fen = _integer(match["yuan"] or "零") * 100
    fen += _digit(match["jiao"] or "零") * 10 + _digit(match["fen"] or "零")
    return Decimal(-fen if match["sign"] else fen).scaleb(-2)


def _unmarked(text: str) -> str:
    return "".join(character for character in text if character not in _MARKS)


def _digit(character: str) -> int:
    if character not in _VALUES:
        raise InvalidAmount(character)
    return _VALUES[character]


def _integer(text: str) -> int:
    """Read whole yuan: sections below ten thousand, each closed by 万 or 亿 in falling order."""
    total, section, ceiling = 0, "", 10**12
    for character in text:
        scale = _LARGE.get(character)
        if scale is None:
            section += character
            continue
        if scale >= ceiling:
            raise InvalidAmount(text)
        total, section, ceiling = total + _section(section) * scale, "", scale
    return total + (_section(section) if section else 0)


def _section(text: str) -> int:
    """Read a number below ten thousand; units must fall, a leading 拾 counts as 壹拾."""
    total, digit, ceiling = 0, 1 if text[:1] == "拾" else 0, 10**4
    for character in text:
        scale = _SMALL.get(character)
        if scale is None:
            if digit:  # two digits without a unit between them
                raise InvalidAmount(text)
            digit = _digit(character)
            continue
        if scale >= ceiling or not digit:
            raise InvalidAmount(text)
        total, digit, ceiling = total + digit * scale, 0, scale
    if not text:
        raise InvalidAmount("a unit without a number before it")
    return total + digit


def words(amount: Decimal) -> str:
    """Return `amount` (yuan, at most two places, below 10^12) in capital numerals."""
    fen = amount.scaleb(2)
    if fen != fen.to_integral_value() or abs(amount) >= _LIMIT:
        raise InvalidAmount(str(amount))
    yuan, rest = divmod(abs(int(fen)), 100)
    sign = "（负数）" if amount < 0 else ""
    if not rest:
        return f"{sign}{_integer_words(yuan) or '零'}圆整"
    return f"{sign}{_integer_words(yuan) + '圆' if yuan else ''}{_small_change(yuan, rest)}"


def _small_change(yuan: int, rest: int) -> str:
    """Write jiao and fen; 零 stands before them where a zero was passed over."""
    jiao, fen = divmod(rest, 10)
    zero = "零" if yuan and (not jiao or yuan % 10 == 0) else ""
    return zero + (f"{_DIGITS[jiao]}角" if jiao else "") + (f"{_DIGITS[fen]}分" if fen else "")


def _integer_words(number: int) -> str:
    text, missing_zero = "", False
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, number = divmod(number, scale)
        if not section:
            missing_zero = bool(text)
            continue
        if text and (missing_zero or section < 1000):  # noqa: PLR2004  # its thousand is a zero passed over
            text += "零"
        text, missing_zero = text + _section_words(section) + name, False
    return text


def _section_words(number: int) -> str:
    text, zero = "", False
    for scale, name in ((1000, "仟"), (100, "佰"), (10, "拾"), (1, "")):
        digit, number = divmod(number, scale)
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + name
        zero = not digit
    return text
