"""银行存款余额调节表 as a printable sheet: two sides, each closed by its adjusted balance.

The form is explanation, not voucher: nothing is posted from it.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from ledger.bank.adjusting import AdjustingTable
from ledger.bank.items import BankItem, BookItem
from reports.messages import N_
from reports.sheet import Cell, Column, Kind, Label, Provenance, Section, Sheet

TITLE: Final = N_("银行存款余额调节表")
COLUMNS: Final = (
    Column(N_("项目"), Kind.TEXT),
    Column(N_("日期"), Kind.DATE),
    Column(N_("摘要"), Kind.TEXT),
    Column(N_("流水号或凭证号"), Kind.TEXT),
    Column(N_("金额"), Kind.MONEY),
)
BOOK, BANK = N_("单位银行存款账"), N_("银行对账单")
SIDE, ADJUSTED = N_("一方"), N_("调节后余额")
BOOK_BALANCE, STATEMENT_BALANCE = N_("账面余额"), N_("对账单余额")
BANK_IN, BANK_OUT = N_("加：银行已收、单位未收"), N_("减：银行已付、单位未付")
BOOK_IN, BOOK_OUT = N_("加：单位已收、银行未收"), N_("减：单位已付、银行未付")
DIFFERENCE = N_("差额（第一份对账单期初与账面期初之差）")
_CENT: Final = Decimal("0.01")


def sheet(table: AdjustingTable, employer: str, account: str, chain_head: str) -> Sheet:
    """Give the sheet of a table; what its title takes away (减) stands without a minus."""
    book_rows = [
        _row(BOOK_BALANCE, table.book_balance),
        *_bank_rows(BANK_IN, table.bank_in),
        *_bank_rows(BANK_OUT, table.bank_out),
    ]
    bank_rows = [
        _row(STATEMENT_BALANCE, table.statement_balance),
        *_book_rows(BOOK_IN, table.book_in),
        *_book_rows(BOOK_OUT, table.book_out),
    ]
    sections = [
        _section(BOOK, book_rows, table.adjusted_book),
        _section(BANK, bank_rows, table.adjusted_bank),
    ]
    if table.difference:
        sections.append(
            _section(DIFFERENCE, [_row(DIFFERENCE, table.difference)], table.difference)
        )
    return Sheet(
        title=TITLE,
        columns=COLUMNS,
        headings=(
            Label(N_("单位名称"), employer),
            Label(N_("专户账号"), account),
            Label(N_("截止日期"), table.day.isoformat()),
        ),
        sections=tuple(sections),
        totals=None,
        provenance=Provenance(as_of=table.day, chain_head=chain_head),
    )


def _row(title: str, amount: Decimal) -> tuple[Cell, ...]:
    return (title, None, None, None, amount.quantize(_CENT))


def _bank_rows(title: str, items: Iterable[BankItem]) -> list[tuple[Cell, ...]]:
    return [
        (
            title,
            item.day,
            " ".join(text for text in (item.summary, item.counterparty) if text) or None,
            item.reference or None,
            abs(item.amount).quantize(_CENT),
        )
        for item in items
    ]


def _book_rows(title: str, items: Iterable[BookItem]) -> list[tuple[Cell, ...]]:
    return [
        (
            title,
            item.day,
            item.memo.strip() or None,
            item.voucher or None,
            abs(item.amount).quantize(_CENT),
        )
        for item in items
    ]


def _section(title: str, rows: Sequence[tuple[Cell, ...]], adjusted: Decimal) -> Section:
    return Section(
        headings=(Label(SIDE, title),),
        rows=tuple(rows),
        totals=(ADJUSTED, None, None, None, adjusted.quantize(_CENT)),
    )
