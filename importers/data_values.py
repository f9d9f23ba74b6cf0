"""Values in structured data, brought into the form in which invoices print them.

>>> day("20260227172851000")
datetime.date(2026, 2, 27)
>>> amount("￥1,200.00")
'1200.00'
>>> amount("1.0E7")
'10000000'
>>> percent("0.0900")
'9%'
"""

import re
import unicodedata
from datetime import date

from importers import chinese_amount
from importers.invoice import decimal_of

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\d{2}|\d{4}|\d{6}|\d{9})?(?!\d)")


def day(text: str | None) -> date | None:
    """Read a day, with or without a time: 2024-05-18 10:08, 2024年5月18日, 20240518."""
    match = text and (_DAY.match(text) or _DIGITS.match(text))
    try:
        return date(*(int(part) for part in match.groups())) if match else None
    except ValueError:
        return None


def iso_day(text: str | None) -> str | None:
    """Return a day as ISO text; what is no day stays as it is."""
    read = day(text)
    return read.isoformat() if read else text


def amount(text: str | None) -> str | None:
    """Return an amount without currency sign, blanks and thousands separators."""
    if text is None:
        return None
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    plain = plain.lstrip("¥￥+").removesuffix("元").replace(",", "")
    value = decimal_of(plain) if "e" in plain.lower() else None  # 1.0E7, as some systems write
    return (plain if value is None else f"{value:f}") or None


def percent(text: str | None) -> str | None:
    """Write a tax rate given as a share the way invoices print it; others stay as they are."""
    value = decimal_of(text)
    if value is None or not 0 <= value < 1:
        return text
    plain = f"{value.scaleb(2):f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) + "%"


def in_words(text: str | None) -> str | None:
    """Return a total in capital numerals; None when it is no amount of whole cents."""
    value = decimal_of(text)
    try:
        return chinese_amount.words(value) if value is not None else None
    except chinese_amount.InvalidAmount:
        return None
