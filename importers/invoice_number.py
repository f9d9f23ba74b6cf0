"""Invoice numbers and codes: what their digits say.

Digital invoices have one number of 20 digits: year (2), region (2), channel (1), sequence (15).
Older electronic invoices have a code of 12 digits — 0, region (4), year (2), batch (3), type (2) —
and a number of 8; paper special invoices have a code of 10.

>>> year("24442000000476894120")
2024
>>> kind_of_code("042001705112")
'toll'
"""

DIGITAL_LENGTH = 20
OLD_LENGTH = 8
CODE_LENGTH = 12
# The first two digits of GB/T 2260; from 91 on the cities with a plan of their own (大连, 宁波,
# 厦门, 青岛, 深圳); 00 stands for the whole country.
_REGIONS = frozenset({
    0, *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55),
    *range(61, 66), *range(91, 96),
})  # fmt: skip
_TYPES = {"11": "ordinary", "12": "toll", "13": "special"}


def is_digital(number: str) -> bool:
    """Whether this is the number of a fully digital invoice."""
    return len(number) == DIGITAL_LENGTH and number.isascii() and number.isdecimal()


def year(number: str) -> int | None:
    """Return the year that a digital number names; None for other numbers."""
    return 2000 + int(number[:2]) if is_digital(number) else None


def has_region(number: str) -> bool:
    """Whether a digital number names a region that there is."""
    return is_region(number[2:4])


def is_region(digits: str) -> bool:
    """Whether two digits name a region that there is."""
    return int(digits) in _REGIONS


def year_of_code(code: str) -> int | None:
    """Return the year in which a 12-digit code was given out; None for other codes."""
    if len(code) != CODE_LENGTH or not code.startswith("0") or not code.isdecimal():
        return None
    return 2000 + int(code[5:7])


def kind_of_code(code: str) -> str | None:
    """Return the kind of electronic invoice a 12-digit code names: ordinary, toll or special."""
    if len(code) != CODE_LENGTH or not code.startswith("0"):
        return None
    return _TYPES.get(code[-2:])
