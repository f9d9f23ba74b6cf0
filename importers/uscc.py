"""统一社会信用代码: the 18-character identifier of Chinese organisations (GB 32100-2015).

1 registering authority, 2 class, 3-8 region, 9-17 organisation code with its own check character
(GB 11714-1997), 18 check character. Both check characters are tested.

>>> validate("1210 0000 4000 0062 4D")
'12100000400000624D'
>>> is_valid("91110302791614657K")  # last character wrong
False
>>> is_valid("91110108MA001UEF9")  # too short
False
"""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # 31 characters: no I, O, S, V, Z
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_INNER_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
LENGTH = 18


class InvalidCode(ValueError):  # noqa: N818  # named as in python-stdnum: what is wrong, not that it is an error
    """The text is no 统一社会信用代码."""


def compact(code: str) -> str:
    """Return the code without white space, hyphens or lower case."""
    return "".join(code.split()).replace("-", "").upper()


def check_character(body: str) -> str:
    """Return the 18th character for the first 17 (`body`), all from `ALPHABET`."""
    total = sum(
        ALPHABET.index(character) * weight for character, weight in zip(body, _WEIGHTS, strict=True)
    )
    return ALPHABET[-total % 31]


def organisation_check_character(body: str) -> str:
    """Return the 9th character of an organisation code (GB 11714) for its first eight."""
    total = sum(
        _INNER_ALPHABET.index(character) * weight
        for character, weight in zip(body, _INNER_WEIGHTS, strict=True)
    )
    check = -total % 11
    return "X" if check == 10 else str(check)  # noqa: PLR2004  # GB 11714 writes ten as X, eleven as 0


def validate(code: str) -> str:
    """Return the compact code; InvalidCode says which part of it is wrong."""
    code = compact(code)
    if len(code) != LENGTH:
        raise InvalidCode("wrong length")
    if any(character not in ALPHABET for character in code):
        raise InvalidCode("a character that the standard does not use")
    if organisation_check_character(code[8:16]) != code[16]:
        raise InvalidCode("the check character of the organisation code is wrong")
    if check_character(code[:17]) != code[17]:
        raise InvalidCode("the last check character is wrong")
    return code


def has_valid_check(code: str) -> bool:
    """Tell whether form and last check character are right, whatever the organisation code.

    Enough to rule out a misread character; some registered codes fail the inner check.
    """
    code = compact(code)
    if len(code) != LENGTH or any(character not in ALPHABET for character in code):
        return False
    return check_character(code[:17]) == code[17]


def is_valid(code: str) -> bool:
    """Tell whether both check characters and the form are right."""
    try:
        validate(code)
    except InvalidCode:
        return False
    return True
