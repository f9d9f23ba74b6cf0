"""Dated texts: every list, standard and calendar that a claim is judged by is one of these.

A text never changes: a change is another version with its own day of effect. Texts of ours come
with the program, others are loaded by the Center as a file; both are read by the same code.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from compliance.messages import N_, Message

SHOWN_DIGITS = 12
FAULTS = (KeyError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError)
"""What building a text from its file raises when something in it does not hold."""
_PLACE = re.compile(r"(?P<why>.*) \(at line (?P<line>\d+), column (?P<column>\d+)\)", re.DOTALL)
_UNKNOWN = re.compile(r"'(?P<value>.*)' is not a valid \w+", re.DOTALL)
_Built = TypeVar("_Built")


class TextKind(StrEnum):
    """What a dated text is about."""

    NEGATIVE_LIST = "negative_list"  # 负面清单
    CATEGORIES = "categories"  # 支出方向
    STANDARDS = "standards"  # 标准和限额
    CALENDAR = "calendar"  # 工作日历

    @property
    def words(self) -> Message:
        """What people call a text of this kind."""
        return Message(_WORDS[self])


_WORDS = {
    TextKind.NEGATIVE_LIST: N_("负面清单"),
    TextKind.CATEGORIES: N_("支出方向"),
    TextKind.STANDARDS: N_("标准和限额"),
    TextKind.CALENDAR: N_("工作日历"),
}


class InvalidTextError(ValueError):
    """A file is no text of its kind; `sentence` says where and what is wrong."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(sentence.text())
        self.sentence = sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands over every text.

    `effective_from` is the first day it applies to; `replaces` the version it takes the place of
    from that day on, None where it stands beside the others; `digest` the SHA-256 of its content.
    """

    kind: TextKind
    version: str
    title: Message
    effective_from: date
    reviewed_on: date
    source: str
    replaces: str | None
    digest: str

    @property
    def name(self) -> str:
        """Return the version and the beginning of its digest: what a decision keeps."""
        return f"{self.version}@{self.digest[:SHOWN_DIGITS]}"


def record_of(content: str) -> dict[str, Any]:
    """Return what a TOML file says; InvalidTextError with the place when it is none."""
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise InvalidTextError(_unreadable(str(error))) from error
    except RecursionError as error:
        raise InvalidTextError(Message(N_("文件嵌套太深，不是这种文件。"))) from error


def _unreadable(why: str) -> Message:
    placed = _PLACE.fullmatch(why)
    if placed is None:
        return Message(N_("文件末尾不是有效的 TOML：{why}"), {"why": why})
    return Message(N_("第 {line} 行第 {column} 列不是有效的 TOML：{why}"), placed.groupdict())


def each_of(
    record: Mapping[str, Any], table: str, build: Callable[[Mapping[str, Any]], _Built]
) -> tuple[_Built, ...]:
    """Build every entry of a table of the file; InvalidTextError says which one does not hold."""
    built = []
    for number, entry in enumerate(record[table], start=1):
        try:
            built.append(build(entry))
        except FAULTS as error:
            raise InvalidTextError(
                Message(
                    N_("{place}：{why}"),
                    {"place": place_of(table, number, entry), "why": why_of(error)},
                )
            ) from error
    return tuple(built)


def place_of(table: str, number: int, entry: object) -> Message:
    """Say which entry of a table is meant: its number, and its code if it has one."""
    code = entry.get("code") if isinstance(entry, Mapping) else None
    values = {"table": table, "number": str(number), "code": str(code)}
    if code is None:
        return Message(N_("[[{table}]] 第 {number} 项"), values)
    return Message(N_("[[{table}]] 第 {number} 项（{code}）"), values)


def why_of(error: Exception) -> Message:
    """Say what does not hold, from the error that building a text raised."""
    if isinstance(error, KeyError):
        return Message(N_("缺少“{name}”。"), {"name": str(error.args[0])})
    unknown = _UNKNOWN.fullmatch(str(error))
    if unknown is not None:
        return Message(N_("“{value}”不在可用的写法之内。"), unknown.groupdict())
    return Message(N_("内容不符合格式：{why}"), {"why": str(error) or type(error).__name__})


def heading_of(kind: TextKind, record: Mapping[str, Any], content: str) -> Heading:
    """Return the heading of a text; KeyError names what is missing."""
    return Heading(
        kind=kind,
        version=record["version"],
        title=both(record, "title"),
        effective_from=record["effective_from"],
        reviewed_on=record["reviewed_on"],
        source=record["source"],
        replaces=record.get("replaces"),
        digest=digest_of(content),
    )


def digest_of(content: str) -> str:
    """Return the SHA-256 of a text, whatever ends its lines."""
    return hashlib.sha256(content.replace("\r\n", "\n").encode()).hexdigest()


def both(record: Mapping[str, Any], name: str) -> Message:
    """Return the words that a text holds in both languages under `name_zh` and `name_en`."""
    return Message(record[f"{name}_zh"], english=record[f"{name}_en"])
