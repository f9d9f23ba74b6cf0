"""What a loaded text may say: the names and types of values that the installed texts have.

A word mistyped as a name, or a text where a list belongs, would otherwise be passed over in
silence: `keyword` for `keywords` takes an item's words away without anybody being told.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from compliance import library
from compliance.messages import N_, Message
from compliance.text import InvalidTextError, TextKind, place_of, record_of

_LISTS = "list of "
_EMPTY = "empty list"
_TABLE, _TABLES = "table", _LISTS + "table"
_FREE = {"item.examples"}  # each example says what it needs
_WORDS = {
    "text": N_("加引号的文字"),
    "whole number": N_("整数"),
    "true or false": N_("true 或 false"),
    "date": N_("不加引号的日期，例如 2026-01-01"),
    _TABLE: N_("一组名称和值"),
    _TABLES: N_("若干组名称和值"),
    _LISTS + "text": N_("方括号中的一列文字"),
    _LISTS + "whole number": N_("方括号中的一列整数"),
    _LISTS + "date": N_("方括号中的一列日期"),
}


class _Value(NamedTuple):
    """One value of a file: the dotted names that lead to it, its type, the entry it stands in."""

    path: str
    type: str
    place: Message | None


def check(kind: TextKind, content: str) -> None:
    """Refuse a text with a name or a type that its kind does not have (InvalidTextError)."""
    known = _known(kind)
    for value in _values(record_of(content)):
        expected = known.get(value.path)
        if expected is None:
            raise _invalid(value, Message(N_("不认识的名称“{name}”，请核对拼写。"), _name(value)))
        if value.type not in expected and not (value.type == _EMPTY and _takes_list(expected)):
            words = {"type": Message(_WORDS[min(expected)])}
            raise _invalid(value, Message(N_("“{name}”须是{type}。"), _name(value) | words))


def _name(value: _Value) -> dict[str, Any]:
    return {"name": value.path.rpartition(".")[2]}


def _invalid(value: _Value, why: Message) -> InvalidTextError:
    if value.place is None:
        return InvalidTextError(why)
    return InvalidTextError(Message(N_("{place}：{why}"), {"place": value.place, "why": why}))


def _takes_list(expected: frozenset[str]) -> bool:
    return any(each.startswith(_LISTS) for each in expected)


@cache
def _known(kind: TextKind) -> Mapping[str, frozenset[str]]:
    """Give the types that stand under each name in the installed texts of a kind."""
    found = {"replaces": {"text"}}  # stands in none of the first versions
    for path in sorted((library.FOLDER / kind.value).glob("*.toml")):
        for value in _values(record_of(path.read_text(encoding="utf-8"))):
            if value.type != _EMPTY:
                found.setdefault(value.path, set()).add(value.type)
    return {path: frozenset(types) for path, types in found.items()}


def _values(
    record: Mapping[str, Any], under: str = "", place: Message | None = None
) -> Iterator[_Value]:
    for name, value in record.items():
        path = f"{under}{name}"
        its_type = _type(value)
        yield _Value(path, its_type, place)
        if path in _FREE:
            continue
        if its_type == _TABLE:
            yield from _values(value, f"{path}.", place)
        elif its_type == _TABLES:
            for number, entry in enumerate(value, start=1):
                yield from _values(entry, f"{path}.", place or place_of(name, number, entry))


def _type(value: object) -> str:
    if isinstance(value, list):
        types = {_type(each) for each in value}
        return _LISTS + "、".join(sorted(types)) if types else _EMPTY
    names: dict[type, str] = {
        bool: "true or false", int: "whole number", str: "text", datetime: "moment",
        date: "date", dict: _TABLE,
    }  # fmt: skip
    return names.get(type(value), "something else")
