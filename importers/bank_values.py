"""Days and amounts as banks write them."""

import re
import unicodedata
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Final

FEN: Final = Decimal("0.01")
LARGEST: Final = Decimal("99999999999999.99")
_NOISE: Final = Decimal("0.000001")  # what a spreadsheet adds to a figure by counting in halves
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?!\d)")
_PLAIN_DAY: Final = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d{1,5}$)")
_SERIAL: Final = re.compile(r"\d{5}(\.\d+)?")
_SERIAL_BEGIN: Final = date(1899, 12, 30)  # day nought of a spreadsheet's calendar
_SIGN: Final = re.compile(r"^(?:RMB|CNY|¥|￥)|元$")


def day_of(text: str) -> date | None:
    """Return the day that a cell begins with; None where it is none.

    >>> day_of("2026-01-31 10:22:05"), day_of("20260131"), day_of("46053")
    (datetime.date(2026, 1, 31), datetime.date(2026, 1, 31), datetime.date(2026, 1, 31))
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _DAY.match(plain) or _PLAIN_DAY.match(plain)
    try:
        if found is not None:
            return date(*(int(part) for part in found.groups()))
        if _SERIAL.fullmatch(plain):
            return _SERIAL_BEGIN + timedelta(days=int(plain[:5]))
    except ValueError:
        return None
    return None


def amount_of(text: str) -> Decimal | None:
    """Return an amount in yuan with two places; None where the cell holds none.

    >>> amount_of("1,234.50"), amount_of("0.30000000000000004"), amount_of("-")
    (Decimal('1234.50'), Decimal('0.30'), None)
    """
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "")
    plain = _SIGN.sub("", plain).replace("−", "-")  # noqa: RUF001  # a minus sign, as some banks print it
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        return None
    if not amount.is_finite() or abs(amount) > LARGEST:
        return None
    exact = amount.quantize(FEN)
    return exact if abs(exact - amount) < _NOISE else None


def account_of(text: str) -> str | None:
    """Return an account number without blanks, its middle perhaps masked; None where it is none.

    >>> account_of("1109 0010 0712 0101"), account_of("1109****0101"), account_of("1.1E+15")
    ('1109001007120101', '1109****0101', None)
    """
    plain = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text))
    return plain if re.fullmatch(r"[0-9*]{6,40}", plain) else None
