"""Dated texts: every list, standard and calendar that a claim is judged by is one of these.

A text never changes: a change is another version with its own day of effect. Texts of ours come
with the program, others are loaded by the Center as a file; both are read by the same code.
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from compliance.messages import N_, Message

SHOWN_DIGITS = 12


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
    """Return what a TOML file says; InvalidTextError when it is none."""
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        raise InvalidTextError(
            Message(N_("文件不是有效的 TOML：{why}"), {"why": str(error)})
        ) from error


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
