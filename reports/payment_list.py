"""付款清单 of a batch of instalments: whom the Center's bank is to pay, how much, what for."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reports.messages import N_
from reports.sheet import Cell, Column, Kind, Label, Provenance, Section, Sheet

TITLE = N_("拨付付款清单")
COLUMNS = (
    Column(N_("序号"), Kind.NUMBER),
    Column(N_("收款单位"), Kind.TEXT),
    Column(N_("户名"), Kind.TEXT),
    Column(N_("开户银行"), Kind.TEXT),
    Column(N_("账号"), Kind.TEXT),
    Column(N_("项目编号"), Kind.TEXT),
    Column(N_("入选者"), Kind.TEXT),
    Column(N_("期次"), Kind.NUMBER),
    Column(N_("金额"), Kind.MONEY, summed=True),
    Column(N_("用途"), Kind.TEXT),
    Column(N_("付款回单"), Kind.TEXT),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment; no account where the employer has registered none."""

    employer: str
    account_name: str | None
    bank: str | None
    account_number: str | None
    grant: str
    selectee: str
    position: int
    amount: Decimal
    slip: str | None


def build(
    number: str, title: str, people: Iterable[Label], payments: Iterable[Payment], head: Provenance
) -> Sheet:
    """Give the list of a batch; `people`: who proposed, approved and paid it."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            place, each.employer, each.account_name, each.bank, each.account_number, each.grant,
            each.selectee, each.position, each.amount, f"专项资金拨款 {each.grant}", each.slip,
        )
        for place, each in enumerate(payments, start=1)
    )  # fmt: skip
    amount = sum((row[8] for row in rows if isinstance(row[8], Decimal)), Decimal("0.00"))
    totals: tuple[Cell, ...] = (None, N_("合计"), *[None] * 6, amount, None, None)
    return Sheet(
        title=TITLE,
        columns=COLUMNS,
        headings=(Label(N_("批次"), f"{number} {title}"), *people),
        sections=(Section((), rows, totals),),
        totals=None,
        provenance=head,
    )
