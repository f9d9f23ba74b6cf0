"""The tax category of a line: the short name printed before it (`*…*`) and the 税收分类编码.

Source: 商品和服务税收分类编码表, public table of 2017-12-18 (`texts/tax_codes.csv`). Later invoices
print newer short names, which are no error; invoices before 2018 often print none.

>>> resolve("*研发和技术服务*测试费").division.value
'services'
>>> resolve("*交通运输服务*客运服务费").known
False
>>> resolve("餐费") is None
True
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType

_PREFIX = re.compile(r"\s*[*＊]\s*([^*＊]{1,40}?)\s*[*＊]")
LENGTH = 19
_CLASS = 3  # digits that name division and class: 304 is 现代服务


class Division(StrEnum):
    """The six divisions of the table, by the first digit of a code."""

    GOODS = "goods"  # 货物
    LABOUR = "labour"  # 劳务
    SERVICES = "services"  # 销售服务
    INTANGIBLE = "intangible"  # 无形资产
    REAL_ESTATE = "real estate"  # 不动产
    NOT_TAXED = "not taxed"  # 未发生销售行为的不征税项目


_DIVISIONS = dict(zip("123456", Division, strict=True))


@dataclass(frozen=True, slots=True)
class TaxCategory:
    """What prefix and code of a line say together.

    `codes` are all codes of the table with this short name; `code` the one on the line, written
    out to 19 digits; `name` what the table calls it or its nearest parent.
    """

    short_name: str | None
    division: Division | None
    codes: tuple[str, ...] = ()
    code: str | None = None
    name: str | None = None

    @property
    def known(self) -> bool:
        """Whether the table has the short name; newer ones it has not."""
        return bool(self.codes)

    @property
    def contradicts(self) -> bool:
        """Whether the code belongs to another class than every code of the short name.

        Within a class later tables have moved codes between short names, so that is no sign.
        """
        if self.code is None or not self.codes:
            return False
        return all(code[:_CLASS] != self.code[:_CLASS] for code in self.codes)


@dataclass(frozen=True, slots=True)
class _Table:
    names: Mapping[str, str]  # code → name
    codes: Mapping[str, tuple[str, ...]]  # short name → codes


def prefix_of(name: str | None) -> str | None:
    """Return the short name before the name of a line; None when there is none."""
    match = _PREFIX.match(name or "")
    return match[1] if match else None


def resolve(name: str | None, code: str | None = None) -> TaxCategory | None:
    """Return the category of a line; None when it has neither short name nor code."""
    short = prefix_of(name)
    full = _full(code)
    if short is None and full is None:
        return None
    table = _table()
    codes = table.codes.get(short or "", ())
    leading = full or (codes[0] if codes else "")
    return TaxCategory(
        short_name=short,
        division=_DIVISIONS.get(leading[:1]),
        codes=codes,
        code=full,
        name=_name(table, full) if full else None,
    )


def _full(code: str | None) -> str | None:
    """Write a code out to 19 digits: some systems leave the zeros at its end away."""
    digits = "".join((code or "").split())
    if not digits.isdecimal() or len(digits) > LENGTH or digits[0] not in _DIVISIONS:
        return None
    return digits.ljust(LENGTH, "0")


def _name(table: _Table, code: str) -> str | None:
    """Return what the table calls a code or, for newer codes, its nearest parent."""
    for length in range(LENGTH, 0, -2):  # one digit, then pairs
        name = table.names.get(code[:length].ljust(LENGTH, "0"))
        if name is not None:
            return name
    return None


@cache
def _table() -> _Table:
    """Load the table when it is first needed: most processes never do."""
    text = resources.files("importers").joinpath("texts/tax_codes.csv").read_text("utf-8")
    lines = text.splitlines()[1:]  # the first line names the source
    names: dict[str, str] = {}
    codes: dict[str, list[str]] = {}
    for row in csv.DictReader(lines):
        names[row["code"]] = row["name"]
        if row["short_name"]:
            codes.setdefault(row["short_name"], []).append(row["code"])
    grouped = {short: tuple(found) for short, found in codes.items()}
    return _Table(MappingProxyType(names), MappingProxyType(grouped))
