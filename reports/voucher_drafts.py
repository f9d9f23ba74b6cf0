"""凭证草稿: vouchers of a month as the employer's own system would book them, one row a line.

One section per set of books. What the employer books is its accountant's decision; rows that rest
on configuration rather than on a text that was read say so.
"""

from collections.abc import Iterable
from decimal import Decimal

from compliance import library
from compliance.categories import Category
from ledger.accounts import Source
from ledger.exchange.reading import Extent
from ledger.exchange.vouchers import Draft, DraftLine
from ledger.statutory import Books, System
from reports.messages import N_
from reports.period import Month
from reports.sheet import Cell, Column, Kind, Label, Provenance, Section, Sheet

TITLE = N_("凭证草稿")
COLUMNS = (
    Column(N_("日期"), Kind.DATE),
    Column(N_("凭证字号"), Kind.TEXT),
    Column(N_("摘要"), Kind.TEXT),
    Column(N_("科目编码"), Kind.TEXT),
    Column(N_("科目名称"), Kind.TEXT),
    Column(N_("借方"), Kind.MONEY, summed=True),
    Column(N_("贷方"), Kind.MONEY, summed=True),
    Column(N_("项目"), Kind.TEXT),
    Column(N_("资金来源"), Kind.TEXT),
    Column(N_("支出方向"), Kind.TEXT),
    Column(N_("附件张数"), Kind.NUMBER),
    Column(N_("账套"), Kind.TEXT),
    Column(N_("备注"), Kind.TEXT),
)
BOOKS = {Books.FINANCIAL: N_("财务会计"), Books.BUDGET: N_("预算会计")}
SOURCES = {
    Source.FISCAL.value: N_("财政资金"),
    Source.MATCH.value: N_("单位配套资金"),
    Source.RAISED.value: N_("自筹资金"),
    Source.INTEREST.value: N_("利息"),
}
TO_CONFIRM = N_("科目待单位会计确认")
NOT_STATUTORY = N_("本表由专户管理账生成，仅供单位会计参考；专户管理账不是单位的法定会计账簿。")
TOTAL = N_("合计")
NOTHING = Decimal("0.00")


def sheet(drafts: Iterable[Draft], extent: Extent, system: System, month: Month) -> Sheet:
    """Give the form of a month's drafts under an accounting system."""
    found = [*drafts]
    return Sheet(
        title=TITLE,
        columns=COLUMNS,
        headings=(
            Label(N_("承担单位"), extent.name),
            Label(N_("报表期间"), month.label),
            Label(N_("会计制度"), system.title),
        ),
        sections=tuple(
            _section(books, [draft for draft in found if draft.books is books])
            for books in system.books
        ),
        totals=None,
        provenance=Provenance(
            as_of=month.last,
            chain_head=f"{extent.last_seq} {extent.last_hash.hex()}",
            parameters=(Label(N_("对照依据"), system.source), Label(N_("说明"), NOT_STATUTORY)),
        ),
    )


def _section(books: Books, drafts: list[Draft]) -> Section:
    lines = [line for draft in drafts for line in draft.lines]
    debits = sum((line.amount for line in lines if line.amount > 0), NOTHING)
    credits_ = sum((-line.amount for line in lines if line.amount < 0), NOTHING)
    blank: list[Cell] = [None] * len(COLUMNS)
    blank[4:7] = [TOTAL, debits, credits_]
    return Section(
        headings=(Label(N_("账套"), BOOKS[books]),),
        rows=tuple(_row(draft, line) for draft in drafts for line in draft.lines),
        totals=tuple(blank),
    )


def _row(draft: Draft, line: DraftLine) -> tuple[Cell, ...]:
    return (
        draft.day,
        draft.number,
        draft.summary,
        line.account.code,
        line.account.name,
        line.amount if line.amount > 0 else None,
        -line.amount if line.amount < 0 else None,
        line.grant,
        SOURCES[line.source] if line.source else None,
        library.category_title(Category(line.category)).text() if line.category else None,
        draft.originals,
        BOOKS[draft.books],
        TO_CONFIRM if line.account.confirm else None,
    )
