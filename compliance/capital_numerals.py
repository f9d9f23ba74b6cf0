"""Comparing an amount in capital numerals (大写) with the same amount in figures.

Zeros and the closing 整 are written in many ways and carry nothing, as every digit has its unit;
so both sides are written without them and compared.

>>> says_the_same("壹仟壹佰玖拾陆圆壹角整", Decimal("1196.10"))
True
"""

import unicodedata
from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_SILENT = str.maketrans(dict.fromkeys("零〇○整正⊗×☒ⓧⓍ ", ""))
_VARIANTS = str.maketrans({"元": "圆", "貳": "贰", "弍": "贰", "陸": "陆", "萬": "万", "億": "亿"})


def says_the_same(words: str, amount: Decimal) -> bool:
    """Tell whether the capital numerals name this amount of yuan."""
    return _bare(words) == _bare_words(amount)


def _bare(words: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", words.translate(_SILENT)).split())
    negative = "负" in text
    for mark in ("(负数)", "负数", "负", "人民币", ":"):
        text = text.replace(mark, "")
    text = text.translate(_VARIANTS).translate(_SILENT)
    # 拾圆 is how some issuers write 壹拾圆.
    text = "壹" + text if text.startswith("拾") else text
    return ("负" if negative else "") + text.removeprefix("圆")


def _bare_words(amount: Decimal) -> str:
    yuan, fen = divmod(abs(int(amount.scaleb(2))), 100)
    large = "".join(
        _section(yuan // scale % 10**4) + name
        for scale, name in ((10**8, "亿"), (10**4, "万"), (1, ""))
        if yuan // scale % 10**4
    )
    small = "".join(
        _DIGITS[digit] + unit for digit, unit in zip(divmod(fen, 10), "角分", strict=True) if digit
    )
    return ("负" if amount < 0 else "") + (f"{large}圆" if large else "") + small


def _section(number: int) -> str:
    """Write a number below ten thousand without zeros."""
    digits = ((number // scale % 10, unit) for scale, unit in _UNITS)
    return "".join(_DIGITS[digit] + unit for digit, unit in digits if digit)


_UNITS = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
