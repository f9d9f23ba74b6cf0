"""What the character codes of a PDF font stand for by its /ToUnicode map."""

import re
from collections.abc import Iterator

_MOST_ENTRIES = 70_000
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])"
)
_TEXT = re.compile(rb"<([0-9A-Fa-f\s]*)>")


def parse(data: bytes) -> dict[int, str]:
    """Return text by character code: at most 70,000 codes; what is malformed is passed over."""
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(data):
        entries = _pairs(body) if kind == b"bfchar" else _ranges(body)
        for code, text in entries:
            found[code] = text
            if len(found) >= _MOST_ENTRIES:
                return found
    return found


def _pairs(body: bytes) -> Iterator[tuple[int, str]]:
    for code, text in _PAIR.findall(body):
        if code.strip():
            yield _number(code), _text(text)


def _ranges(body: bytes) -> Iterator[tuple[int, str]]:
    for low, high, start, array in _RANGE.findall(body):
        first, last = _number(low), _number(high)
        if array:
            for place, text in enumerate(_TEXT.findall(array)):
                yield first + place, _text(text)
            continue
        text = _text(start)
        for step in range(min(last - first + 1, _MOST_ENTRIES)):
            if text and ord(text[-1]) + step < 0x110000:  # noqa: PLR2004  # the end of Unicode
                yield first + step, text[:-1] + chr(ord(text[-1]) + step)


def _number(digits: bytes) -> int:
    return int(b"".join(digits.split())[-8:] or b"0", 16)


def _text(digits: bytes) -> str:
    plain = b"".join(digits.split())[:64].decode()
    if len(plain) <= 2:  # noqa: PLR2004  # two digits are one byte
        return chr(int(plain, 16)) if plain else ""
    return bytes.fromhex(plain[: len(plain) // 4 * 4]).decode("utf-16-be", "replace")
