"""What a statement is asked for: whose book, which grants, up to which month."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from compliance.categories import Category
from ledger.journal import BookId
from reports.period import Month


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLine:
    """How a grant is named in the heading of a form."""

    number: str  # 项目编号: the grant in the ledger
    project: str  # 项目名称
    selectee: str  # 入选者
    agreement: str  # 任务书编号
    budget: Mapping[Category, Decimal]  # 任务书预算: as first agreed, yuan


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """One employer's book and grants for one month (and, where a column says so, until its end)."""

    book: BookId
    employer: str  # 承担单位
    month: Month
    grants: tuple[GrantLine, ...]
