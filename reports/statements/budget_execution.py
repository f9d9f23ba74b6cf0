"""预算执行情况表: what each grant may spend, has spent and has promised, by spending direction.

One section per grant and source of money. Budget figures come from the budget layer (9001 可用,
9002 已预留, 9003 已执行), money received from the financial layer: what came in and was not given
back stands on 2401.F until it is spent and on 6117.G afterwards, so their sum is 累计到账. It is
not kept by direction and appears in the totals only.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import Connection

from compliance import library
from compliance.categories import Category
from ledger.accounts import AccountRef, Source
from reports import still_book
from reports.messages import N_
from reports.scope import GrantLine, Scope
from reports.sheet import Cell, Column, Kind, Label, Provenance, Section, Sheet
from reports.still_book import StillBook

TITLE = N_("预算执行情况表")
COLUMNS = (
    Column(N_("序号"), Kind.NUMBER),
    Column(N_("支出类别"), Kind.TEXT),
    Column(N_("任务书预算"), Kind.MONEY, summed=True),
    Column(N_("调整(+/−)"), Kind.MONEY, summed=True),  # noqa: RUF001  # a minus sign, as printed on the form
    Column(N_("调整后预算"), Kind.MONEY, summed=True),
    Column(N_("累计到账"), Kind.MONEY),
    Column(N_("本期支出"), Kind.MONEY, summed=True),
    Column(N_("累计支出"), Kind.MONEY, summed=True),
    Column(N_("已承诺未支付"), Kind.MONEY, summed=True),
    Column(N_("预算余额"), Kind.MONEY, summed=True),
    Column(N_("执行率%"), Kind.PERCENT),
    Column(N_("超支/未执行说明"), Kind.TEXT),
)
SOURCES = {
    Source.FISCAL: N_("财政资金"),
    Source.MATCH: N_("单位配套资金"),
    Source.RAISED: N_("自筹资金"),
    Source.INTEREST: N_("利息"),
}
SUBTOTAL, TOTAL = N_("小计"), N_("合计")
UNSPENT, OVERSPENT = N_("尚未支出"), N_("超支")
NOTHING = Decimal("0.00")
SHARE = Decimal("0.0001")
_RECEIVED = ("2401.F", "2401.P", "6117.G")  # unspent, handed out in advance, spent


def build(connection: Connection, scope: Scope) -> Sheet:
    """Give the statement of one employer for one month; raise `BookInMotion` as the book does."""
    held = still_book.read(connection, scope.book, scope.month)
    parts = [
        part
        for grant in scope.grants
        for source in Source
        if (part := _part(held, grant, source)) is not None
    ]
    return Sheet(
        title=TITLE,
        columns=COLUMNS,
        headings=(
            Label(N_("承担单位"), scope.employer),
            Label(N_("报表期间"), scope.month.label),
        ),
        sections=tuple(part.section() for part in parts),
        totals=_totals(
            TOTAL, (part.sum for part in parts), sum((part.received for part in parts), NOTHING)
        ),
        provenance=Provenance(
            as_of=scope.month.last,
            chain_head=held.chain_head,
            parameters=(Label(N_("统计期间"), scope.month.key),),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Figures:
    """The additive figures of one row, yuan."""

    planned: Decimal = NOTHING  # 任务书预算
    available: Decimal = NOTHING  # 预算余额
    committed: Decimal = NOTHING  # 已承诺未支付
    spent: Decimal = NOTHING  # 累计支出
    spent_before: Decimal = NOTHING

    @property
    def budget(self) -> Decimal:
        """调整后预算: a right to spend is free, promised or used, and nothing else."""
        return self.available + self.committed + self.spent

    @property
    def any(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def __add__(self, other: "_Figures") -> "_Figures":
        return _Figures(
            *(getattr(self, field.name) + getattr(other, field.name) for field in fields(self))
        )

    def cells(self, received: Decimal | None) -> tuple[Cell, ...]:
        """Give the cells of the columns from 任务书预算 to 执行率."""
        return (
            self.planned,
            self.budget - self.planned,
            self.budget,
            received,
            self.spent - self.spent_before,
            self.spent,
            self.committed,
            self.available,
            self._share(),
        )

    def note(self) -> str | None:
        """Say what the form wants explained.

        The books refuse a budget overspent today; entries dated back can show one on a past day.
        """
        if self.spent > self.budget:
            return OVERSPENT
        return UNSPENT if self.budget and not self.spent else None

    def _share(self) -> Decimal | None:
        if not self.budget:
            return None
        return (self.spent / self.budget).quantize(SHARE, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class _Part:
    """One grant's money of one source."""

    grant: GrantLine
    source: Source
    received: Decimal
    figures: dict[Category, _Figures]

    @property
    def sum(self) -> _Figures:
        return sum(self.figures.values(), _Figures())

    def section(self) -> Section:
        rows = tuple(
            (number, library.category_title(category).text(), *line.cells(None), line.note())
            for number, (category, line) in enumerate(self.figures.items(), start=1)
        )
        headings = (
            Label(N_("项目名称"), self.grant.project),
            Label(N_("项目编号"), self.grant.number),
            Label(N_("入选者"), self.grant.selectee),
            Label(N_("任务书编号"), self.grant.agreement),
            Label(N_("资金来源"), SOURCES[self.source]),
        )
        return Section(headings, rows, _totals(SUBTOTAL, [self.sum], self.received))


def _totals(name: str, parts: Iterable[_Figures], received: Decimal) -> tuple[Cell, ...]:
    return (None, name, *sum(parts, _Figures()).cells(received), None)


def _part(held: StillBook, grant: GrantLine, source: Source) -> _Part | None:
    """Give a grant's figures of one source, or nothing where the books know of none."""
    agreed = source is Source.FISCAL and held.closing.get(AccountRef("9000", grant.number, source))
    figures = {}
    for category in Category:
        planned = grant.budget.get(category, NOTHING) if agreed else NOTHING
        line = _figures(held, grant.number, source, category, planned)
        if line.any:
            figures[category] = line
    unspent_and_used = (AccountRef(code, grant.number, source) for code in _RECEIVED)
    received = sum((held.closing.get(account, NOTHING) for account in unspent_and_used), NOTHING)
    return _Part(grant, source, received, figures) if figures or received else None


def _figures(
    held: StillBook, grant: str, source: Source, category: Category, planned: Decimal
) -> _Figures:
    available, committed, spent = (
        AccountRef(code, grant, source, category) for code in ("9001", "9002", "9003")
    )
    return _Figures(
        planned=planned,
        available=held.closing.get(available, NOTHING),
        committed=held.closing.get(committed, NOTHING),
        spent=held.closing.get(spent, NOTHING),
        spent_before=held.opening.get(spent, NOTHING),
    )
