"""Claims as tables to take along: the list as filtered, and 《不通过清单》 to be handed on.

The second says of each claim that did not pass what is wrong, by which article and rule, and the
way out: whoever bought the thing can mend it without looking into the system.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from reports.messages import N_
from reports.sheet import Cell, Column, Kind, Label, Provenance, Section, Sheet

CLAIMS: Final = N_("报销申请清单")
REJECTED: Final = N_("不通过清单")
TOTAL: Final = N_("合计")
NOTHING: Final = Decimal("0.00")
LIST_COLUMNS: Final = (
    Column(N_("申请编号"), Kind.TEXT),
    Column(N_("项目"), Kind.TEXT),
    Column(N_("发票号码"), Kind.TEXT),
    Column(N_("开票日期"), Kind.DATE),
    Column(N_("销售方"), Kind.TEXT),
    Column(N_("支出方向"), Kind.TEXT),
    Column(N_("金额"), Kind.MONEY, summed=True),
    Column(N_("结论"), Kind.TEXT),
    Column(N_("状态"), Kind.TEXT),
    Column(N_("付款日期"), Kind.DATE),
    Column(N_("银行回单"), Kind.TEXT),
    Column(N_("经办人"), Kind.TEXT),
)
REJECTED_COLUMNS: Final = (
    Column(N_("文件"), Kind.TEXT),
    Column(N_("申请编号"), Kind.TEXT),
    Column(N_("发票号码"), Kind.TEXT),
    Column(N_("开票日期"), Kind.DATE),
    Column(N_("销售方"), Kind.TEXT),
    Column(N_("金额"), Kind.MONEY, summed=True),
    Column(N_("结论"), Kind.TEXT),
    Column(N_("问题"), Kind.TEXT),
    Column(N_("检查项目"), Kind.TEXT),
    Column(N_("依据"), Kind.TEXT),
    Column(N_("怎样改正"), Kind.TEXT),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedClaim:
    """A claim in the list; what it does not say is None."""

    number: str
    grant: str
    invoice: str | None
    issued_on: date | None
    seller: str | None
    direction: str | None
    amount: Decimal
    outcome: str
    state: str
    paid_on: date | None
    slip: str | None
    maker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with a claim, or with a file of which no claim could be made.

    `amount` stands with the first fault of a claim only, so that the column adds up.
    """

    file: str | None
    number: str | None
    invoice: str | None
    issued_on: date | None
    seller: str | None
    amount: Decimal | None
    outcome: str
    wrong: str
    rule: str | None
    article: str | None
    remedy: str | None


def listed(claims: Iterable[ListedClaim], employer: str, head: Provenance) -> Sheet:
    """Give the list of claims."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.number, each.grant, each.invoice, each.issued_on, each.seller, each.direction,
            each.amount, each.outcome, each.state, each.paid_on, each.slip, each.maker,
        )
        for each in claims
    )  # fmt: skip
    return _sheet(CLAIMS, LIST_COLUMNS, rows, employer, head)


def rejected(faults: Iterable[Fault], employer: str, head: Provenance) -> Sheet:
    """Give the list of what did not pass."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.file, each.number, each.invoice, each.issued_on, each.seller, each.amount,
            each.outcome, each.wrong, each.rule, each.article, each.remedy,
        )
        for each in faults
    )  # fmt: skip
    return _sheet(REJECTED, REJECTED_COLUMNS, rows, employer, head)


def _sheet(
    title: str,
    columns: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
    employer: str,
    head: Provenance,
) -> Sheet:
    money = next(place for place, column in enumerate(columns) if column.summed)
    totals: list[Cell] = [None] * len(columns)
    totals[0] = TOTAL
    totals[money] = sum((_amount(row[money]) for row in rows), NOTHING)
    return Sheet(
        title=title,
        columns=columns,
        headings=(Label(N_("承担单位"), employer),),
        sections=(Section((), rows, tuple(totals)),),
        totals=None,
        provenance=head,
        signatures=(),
    )


def _amount(cell: Cell) -> Decimal:
    return cell if isinstance(cell, Decimal) else NOTHING
