"""Where our accounts go in the employer's statutory books, as dated data.

Our books are a management ledger of the dedicated account. What an employer books by its own
accounting system (会计制度) is its own decision: the map in `texts/statutory.toml` is a proposal,
and says of each row whether the employer's accountant has to confirm it.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

from ledger.accounts import CATEGORIES, CHART, AccountRef, Source

_TEXTS: Final = Path(__file__).parent / "texts"


class Regime(StrEnum):
    """The accounting system an employer follows."""

    ENTERPRISE = "enterprise"  # 企业会计准则
    SMALL_ENTERPRISE = "small_enterprise"  # 小企业会计准则
    INSTITUTION = "institution"  # 政府会计制度, for 事业单位
    ASSOCIATION = "association"  # 民间非营利组织会计制度


class Books(StrEnum):
    """The set of books a voucher goes into; institutions keep both side by side (平行记账)."""

    FINANCIAL = "financial"  # 财务会计
    BUDGET = "budget"  # 预算会计


@dataclass(frozen=True)
class System:
    """A regime's name, the texts it stands in, and which books it keeps."""

    title: str
    source: str
    books: tuple[Books, ...]


@dataclass(frozen=True)
class Statutory:
    """A statutory account (科目). `confirm`: the employer's accountant has to confirm its use.

    `cash`: an account of budget books that takes what was paid or received against the others.
    """

    code: str
    name: str
    confirm: bool
    cash: bool
    basis: str


@dataclass(frozen=True)
class NotBooked:
    """Why an account of ours is in no statutory book."""

    reason: str


class UnmappedAccountError(LookupError):
    """The map does not say where an account goes on that day."""


@dataclass(frozen=True)
class Rule:
    """A row of the map: for which accounts and days it speaks, and what it says."""

    regime: Regime | None  # None: every regime
    books: Books | None  # None: every set of books
    codes: frozenset[str]
    sources: frozenset[str]  # empty: every source
    categories: frozenset[str]  # empty: every category
    effective_from: date
    effective_until: date
    says: Statutory | NotBooked

    @property
    def narrowness(self) -> int:
        """Count by how much more than a code the row asks for; the narrower row wins."""
        return bool(self.sources) + bool(self.categories)

    def speaks_for(self, regime: Regime, books: Books, account: AccountRef, on: date) -> bool:
        """Tell whether the row is about this account of this regime on this day."""
        return (
            self.regime in {None, regime}
            and self.books in {None, books}
            and account.code in self.codes
            and (not self.sources or account.source in self.sources)
            and (not self.categories or account.category in self.categories)
            and self.effective_from <= on <= self.effective_until
        )


@dataclass(frozen=True)
class StatutoryMap:
    """The whole map. `left_out` names kinds of entries that are never booked, and why."""

    systems: Mapping[Regime, System]
    rules: tuple[Rule, ...]
    left_out: Mapping[str, str]
    summaries: Mapping[str, str]  # kind of entry → how its 摘要 begins

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the map; raise `ValueError` for what cannot be."""
        data = tomllib.loads(text)
        since: date = data["effective_from"]
        systems = {Regime(name): _system(given) for name, given in data["regime"].items()}
        return cls(
            systems=systems,
            rules=tuple(_rule(row, since) for row in data["account"]),
            left_out=data["left_out"],
            summaries=data["summaries"],
        )

    def booked(
        self, regime: Regime, books: Books, account: AccountRef, on: date
    ) -> Statutory | NotBooked:
        """Say where an account goes on a day; raise `UnmappedAccountError` where no row does."""
        found = [rule for rule in self.rules if rule.speaks_for(regime, books, account, on)]
        if not found:
            raise UnmappedAccountError(f"{regime}, {books}: {account} is not mapped on {on}")
        return max(found, key=lambda rule: rule.narrowness).says


@cache
def standard() -> StatutoryMap:
    """Give the map that comes with the product."""
    return StatutoryMap.read((_TEXTS / "statutory.toml").read_text(encoding="utf-8"))


def _system(given: Mapping[str, Any]) -> System:
    return System(given["title"], given["source"], tuple(Books(name) for name in given["books"]))


def _rule(row: Mapping[str, Any], since: date) -> Rule:
    regime = row.get("regime")
    rule = Rule(
        regime=None if regime is None else Regime(regime),
        books=None if regime is None else Books(row.get("books", "financial")),
        codes=_known(row["codes"], CHART),
        sources=_known(row.get("sources", []), Source),
        categories=_known(row.get("categories", []), CATEGORIES),
        effective_from=row.get("effective_from", since),
        effective_until=row.get("effective_until", date.max),
        says=_says(row),
    )
    if rule.effective_from > rule.effective_until:
        raise ValueError(f"a row that never speaks: {row}")
    return rule


def _says(row: Mapping[str, Any]) -> Statutory | NotBooked:
    if "account" not in row:
        return NotBooked(row["reason"])
    return Statutory(
        code=row["account"],
        name=row["name"],
        confirm=row["confirm"],
        cash=row.get("cash", False),
        basis=row["basis"],
    )


def _known(names: Iterable[str], known: Iterable[str]) -> frozenset[str]:
    found = frozenset(names)
    if unknown := found - set(known):
        raise ValueError(f"unknown in the map: {sorted(unknown)}")
    return found
