"""居民身份证号码: whether a number can be one, and how it is shown (GB 11643-1999).

Seventeen digits, then a check character by ISO 7064 MOD 11-2. People from abroad have other papers:
of those only the form is looked at. In lists a number is shown masked (个人信息保护法 §28).

>>> holds("11010519491231002X"), holds("110105194912310021"), holds("E12345678")
(True, False, True)
>>> masked("11010519491231002X")
'11**************2X'
"""

import re
from datetime import date
from typing import Final

_CARD: Final = re.compile(r"\d{17}[\dX]")
_OTHER_PAPER: Final = re.compile(r"(?=.*\d)[A-Z0-9]{6,17}")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_SHOWN: Final = 2


def plain(text: str) -> str:
    """Bring a number to one form: no blanks, capital letters."""
    return "".join(text.split()).upper()


def holds(text: str) -> bool:
    """Tell whether a plain number can be one: of a card by its check, of another paper by form."""
    if not _CARD.fullmatch(text):
        return _OTHER_PAPER.fullmatch(text) is not None
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == text[-1]


def masked(text: str) -> str:
    """Write a number with all but its first and last two characters hidden."""
    hidden = "*" * max(len(text) - 2 * _SHOWN, _SHOWN)
    return f"{text[:_SHOWN]}{hidden}{text[-_SHOWN:]}"
