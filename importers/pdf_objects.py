"""The objects of a PDF found by scanning its bytes, the table of contents (xref) left aside.

So objects of earlier revisions, and such as a crafted table hides, are seen too. Nothing is
interpreted but dictionaries as text; packed objects (ObjStm) are unpacked within limits. An
encrypted file is to be freed of that first (`pdf_file.plain`).
"""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

_OBJECT = re.compile(rb"(\d{1,8})[\s\0]+\d{1,5}[\s\0]+obj\b")
_END_OF_HEAD = re.compile(rb"endobj|\bstream(?:\r\n|\n|\r)")
_ESCAPED_NAME = re.compile(rb"/[\w.+-]*#[\w.+#-]*")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED = re.compile(rb"/Type[\s\0]*/ObjStm")
_LENGTH = re.compile(rb"/Length[\s\0]+(\d{1,9})\b(?![\s\0]+\d+[\s\0]+R)")
_MOST_OBJECTS = 20_000
_LONGEST_HEAD = 1 << 20
_MOST_UNPACKED = 8 << 20  # bytes of one stream, and of all packed objects together


@dataclass(frozen=True, slots=True)
class PdfObject:
    """One object: its number, its dictionary or value as text, and its stream as stored."""

    number: int
    head: bytes
    stream: bytes = b""

    def has(self, name: str) -> bool:
        """Whether the dictionary, or one inside it, has or names /name."""
        return re.search(rb"/%s(?![\w.+-])" % name.encode(), self.head) is not None

    def reference(self, key: str) -> int | None:
        """Return the number of the object that /key refers to."""
        found = re.search(rb"/%s[\s\0]+(\d{1,8})[\s\0]+\d+[\s\0]+R" % key.encode(), self.head)
        return int(found[1]) if found else None

    def references(self, key: str) -> tuple[int, ...]:
        """Return the numbers of the objects in the array /key."""
        found = re.search(rb"/%s[\s\0]*\[([^\[\]]*)\]" % key.encode(), self.head)
        return numbers_in(found[1]) if found else ()

    def name(self, key: str) -> str | None:
        """Return the name that /key has as its value."""
        found = re.search(rb"/%s[\s\0]*/([^\s\0/<>\[\]()]+)" % key.encode(), self.head)
        return found[1].decode("latin-1") if found else None

    def data(self) -> bytes:
        """Return the stream unpacked, at most 8 MiB; empty when it is packed in another way."""
        if not self.has("Filter"):
            return self.stream
        if self.name("Filter") == "FlateDecode" or re.search(
            rb"/Filter[\s\0]*\[[\s\0]*/FlateDecode[\s\0]*\]", self.head
        ):
            return _inflated(self.stream, _MOST_UNPACKED)
        return b""


def numbers_in(array: bytes) -> tuple[int, ...]:
    """Return the numbers of the objects referred to in the text of an array."""
    return tuple(int(n) for n in re.findall(rb"(\d{1,8})[\s\0]+\d+[\s\0]+R", array))


def _inflated(data: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, limit)
    except zlib.error:
        return b""


@dataclass(frozen=True, slots=True)
class PdfObjects:
    """All objects in the order of the file; one number may occur in several versions."""

    all: tuple[PdfObject, ...]
    by_number: Mapping[int | None, Sequence[PdfObject]]

    def versions(self, number: int | None) -> tuple[PdfObject, ...]:
        """Return every version of an object; none for None."""
        return tuple(self.by_number.get(number, ()))

    def naming(self, name: str) -> tuple[PdfObject, ...]:
        """Return the objects whose dictionary has or names /name."""
        return tuple(item for item in self.all if item.has(name))


def scan(content: bytes) -> PdfObjects:
    """Return the objects of a PDF; what is no object is passed over, and nothing is raised."""
    found, room = [], _MOST_UNPACKED
    for item in _plain_objects(content):
        found.append(item)
        if item.stream and _PACKED.search(item.head):
            unpacked = item.data()[:room]
            room -= len(unpacked)
            found.extend(_packed_objects(item, unpacked))
        if len(found) >= _MOST_OBJECTS:
            break
    by_number: dict[int | None, list[PdfObject]] = {}
    for item in found:
        by_number.setdefault(item.number, []).append(item)
    return PdfObjects(tuple(found), by_number)


def _plain_objects(content: bytes) -> Iterator[PdfObject]:
    place = 0
    while (start := _OBJECT.search(content, place)) is not None:
        end = _END_OF_HEAD.search(content, start.end(), start.end() + _LONGEST_HEAD)
        if end is None:
            place = start.end()
            continue
        head = _unescaped(content[start.end() : end.start()])
        stream, place = b"", end.end()
        if end[0] != b"endobj":
            close = _end_of_stream(content, head, end.end())
            stream, place = content[end.end() : close], close
        yield PdfObject(int(start[1]), head, stream)


def _unescaped(head: bytes) -> bytes:
    """Return a dictionary whose names are written plainly: /J#61vaScript is /JavaScript."""
    if b"#" not in head:
        return head
    return _ESCAPED_NAME.sub(_plain_name, head)


def _plain_name(name: re.Match[bytes]) -> bytes:
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), name[0])


def _end_of_stream(content: bytes, head: bytes, start: int) -> int:
    """Return where a stream ends: after /Length where that is true, else at the next mark."""
    length = _LENGTH.search(head)
    if length is not None:
        end = start + int(length[1])
        if content[end : end + 12].lstrip().startswith(b"endstream"):
            return end
    end = content.find(b"endstream", start)
    return end if end >= 0 else len(content)


def _packed_objects(container: PdfObject, data: bytes) -> Iterator[PdfObject]:
    first = re.search(rb"/First[\s\0]+(\d{1,7})", container.head)
    if first is None:
        return
    begin = int(first[1])
    numbers = [int(n) for n in re.findall(rb"\d{1,8}", data[:begin])][: 2 * _MOST_OBJECTS]
    places = [*numbers[1::2], len(data)]
    for number, start, end in zip(numbers[::2], places, places[1:], strict=False):
        yield PdfObject(number, _unescaped(data[begin + start : begin + max(start, end)]))
