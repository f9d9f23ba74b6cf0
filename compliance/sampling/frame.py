"""The frame of a check (抽样总体): the items that can be drawn, in one order and with one hash.

The order does not depend on who lists the items: it is that of the keys' UTF-8 bytes. The same
items give the same canonical file everywhere, so the same hash and sample (docs/sampling.md).
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from compliance.messages import N_, Message

HEADER: Final = "key,value,group,marks"
LARGEST: Final = 10**15
"""No item is worth more fen than this, so that other programs can count in 64 bits."""
_NEVER = re.compile(r"[\s,\"\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class FrameError(ValueError):
    """The items make no frame; `sentence` says which and why."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text())
        self.sentence = said


class Item(NamedTuple):
    """One item that can be drawn: a claim.

    `key` names it among all (employer code and claim number), `value` is its amount in fen and may
    be 0 or less, `group` is what it belongs to (the grant's code, or "" for none), `marks` are
    words such as override, explained, watched.
    """

    key: str
    value: int
    group: str = ""
    marks: frozenset[str] = frozenset()


class Frame:
    """All items of a check, in the order of their keys; it never changes."""

    def __init__(self, items: Iterable[Item]) -> None:
        """Put the items in order; FrameError when two have one key or a word cannot be written."""
        self.items: Final = tuple(sorted(items, key=itemgetter(0)))  # as their bytes in UTF-8
        _check(self.items)

    @classmethod
    def read(cls, content: bytes) -> "Frame":
        """Return the frame that a file holds, its lines in any order; FrameError names the line."""
        try:
            lines = content.decode().split("\n")
        except UnicodeDecodeError as error:
            raise FrameError(Message(N_("清单须是 UTF-8 编码的文本文件。"))) from error
        if lines[0] != HEADER or lines[-1]:
            raise FrameError(
                Message(N_("清单首行须是“{header}”，每行以换行符（LF）结束。"), {"header": HEADER})
            )
        return cls(_item(number, line) for number, line in enumerate(lines[1:-1], 2))

    def content(self) -> bytes:
        """Return the canonical file: UTF-8, LF, the header, one line for each item in order."""
        lines = (
            f"{key},{value},{group},{' '.join(sorted(marks))}\n"
            for key, value, group, marks in self.items
        )
        return f"{HEADER}\n{''.join(lines)}".encode()

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the canonical file, in hex."""
        return hashlib.sha256(self.content()).hexdigest()

    @property
    def count(self) -> int:
        """How many items there are."""
        return len(self.items)

    @cached_property
    def total(self) -> int:
        """The sum of all values, in fen."""
        return sum(item.value for item in self.items)


def _check(items: Sequence[Item]) -> None:
    """Refuse what cannot be written in one way only; all words at once, because it is faster."""
    marks = {mark for each in {item.marks for item in items} for mark in each}
    words = [item.key for item in items] + [*{item.group for item in items} - {""}, *marks]
    if not all(words) or _NEVER.search("".join(words)):
        raise _unwritable(next(item.key for item in items if not _writable(item)))
    for item in items:
        if abs(item.value) > LARGEST:
            said = N_("“{key}”的金额超过 {limit} 分。")
            raise FrameError(Message(said, {"key": item.key, "limit": str(LARGEST)}))
    for earlier, later in pairwise(items):
        if earlier.key == later.key:
            raise FrameError(Message(N_("编号“{key}”在清单中出现了不止一次。"), {"key": later.key}))


def _writable(item: Item) -> bool:
    words = (item.key, *item.marks)
    return all(words) and not any(map(_NEVER.search, (*words, item.group)))


def _unwritable(key: str) -> FrameError:
    return FrameError(
        Message(
            N_("“{key}”的编号、分组或标记为空，或含有空格、逗号、引号或控制字符。"), {"key": key}
        )
    )


def _item(number: int, line: str) -> Item:
    try:
        key, value, group, marks = line.split(",")
        listed = marks.split(" ") if marks else []
        amount = int(value)
        assert str(amount) == value, "written in the one way"
        assert sorted({*listed}) == listed, "in order, each once"
    except (ValueError, AssertionError) as error:
        raise FrameError(
            Message(
                N_(
                    "第 {line} 行须是四列：编号、以分为单位的整数金额、分组、按序用空格隔开的标记。"
                ),
                {"line": str(number)},
            )
        ) from error
    return Item(key, amount, group, frozenset(listed))
