"""Invented identifiers that keep the form and the check characters of real ones.

>>> organisation_code(7)
'91110108MA7308899R'
>>> digital_number(date(2026, 4, 2), 1297155376)
'26112000001297155376'
"""

import hashlib
from datetime import date

from importers import uscc

_STEP = 390_127  # no common factor with a million: every serial has its own code
_AREA_CHARACTERS = "0123456789+-*/<>"


def organisation_code(serial: int, district: str = "110108") -> str:
    """Return a valid 统一社会信用代码 of a company; `district` holds six digits, 11… is Beijing.

    Neighbouring serials (below a million) give codes that differ in their first characters.
    """
    body = f"MA{serial * _STEP % 1_000_000:06d}"
    body = f"91{district}{body}{uscc.organisation_check_character(body)}"
    return body + uscc.check_character(body)


def digital_number(issued_on: date, serial: int, region: str = "11") -> str:
    """Return a 20-digit number: year, region (11 = Beijing), channel 2 (e-tax platform), serial."""
    return f"{issued_on:%y}{region}2{serial:015d}"


def older_code(issued_on: date, kind: str = "11", region: str = "1100", batch: int = 1) -> str:
    """Return a 12-digit 发票代码; `kind` 11 electronic ordinary, 12 toll, 13 electronic special."""
    return f"0{region}{issued_on:%y}{batch:03d}{kind}"


def check_code(seed: str) -> str:
    """Return a 校验码 of 20 digits that always follows the same `seed`."""
    return str(int(hashlib.sha256(seed.encode()).hexdigest(), 16))[-20:]


def machine_number(seed: str) -> str:
    """Return a 机器编号 of 12 digits."""
    return "49" + check_code(seed)[:10]


def password_area(seed: str) -> tuple[str, ...]:
    """Return the four rows of 27 characters of a 密码区."""
    digest = b"".join(hashlib.sha256(f"{seed}{part}".encode()).digest() for part in range(4))
    text = "".join(_AREA_CHARACTERS[byte % 16] for byte in digest)
    return tuple(text[row * 27 : row * 27 + 27] for row in range(4))


def qr_check(payload: str) -> str:
    """Return the four hexadecimal digits that close a QR text; the real algorithm is not public."""
    return hashlib.sha256(payload.encode()).hexdigest()[:4].upper()


def paper_code(issued_on: date, region: str = "1100") -> str:
    """Return the 10-digit code of a paper 增值税专用发票: region, year, batch, language, sheets."""
    return f"{region}{issued_on:%y}1130"


def blockchain_code(issued_on: date) -> str:
    """Return the 12-digit code of a 深圳电子普通发票."""
    return f"144032{issued_on:%y}4810"


def machine_printed_code(issued_on: date) -> str:
    """Return the 12-digit code of a 广东通用机打发票（电子）."""
    return f"144002{issued_on:%y}6510"


def hexadecimal(seed: str, count: int) -> str:
    """Return `count` (at most 64) hexadecimal digits that always follow the same `seed`."""
    return hashlib.sha256(seed.encode()).hexdigest()[:count]
