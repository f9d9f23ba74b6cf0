"""A book as a beancount journal, entry by entry, with the balance of each account asserted."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection

from ledger.accounts import AccountRef
from ledger.exchange import naming, reading
from ledger.exchange.reading import Copied, Extent
from ledger.journal import BookId

# beancount knows five roots; ours go by the first digit of a code.
_ROOTS: Final = {
    "1": "Assets",
    "2": "Liabilities",
    "3": "Equity",
    "4": "Income",
    "5": "Expenses",
    "6": "Income",
    "9": "Equity:Budget",
}


def journal(connection: Connection, book: BookId) -> Iterator[str]:
    """Give the journal piece by piece; check it with `bean-check`."""
    extent = reading.extent(connection, book)
    yield _opening(extent)
    for entry in reading.entries(connection, extent):
        yield _transaction(entry)
    yield _assertions(extent)


def account_name(account: AccountRef) -> str:
    """Name an account by root, code and dimensions: Liabilities:2401-F:2026-017:FISCAL."""
    code, *kept = naming.parts(account)
    return ":".join((_ROOTS[code[0]], code.replace(".", "-"), *kept))


def _opening(extent: Extent) -> str:
    head = [
        *(f"; {line}" for line in extent.told()),
        f'option "title" {_text(extent.name)}',
        'option "operating_currency" "CNY"',
        # A fen is an error: amounts of two places leave room for less, whole ones for nothing.
        *(f'option "inferred_tolerance_default" "{c}:0"' for c in naming.COMMODITIES.values()),
    ]
    accounts = (
        f"{extent.first_on} open {account_name(account)} {naming.commodity(account)}\n"
        f"  name: {_text(account.type.name)}\n"
        f"  grant: {_text(account.grant or '')}"
        for account in extent.balances
    )
    return "\n".join([*head, *accounts]) + "\n"


def _transaction(entry: Copied) -> str:
    lines = (
        f"  {account_name(account)}  {amount} {naming.commodity(account)}"
        for account, amount in entry.lines
    )
    told = [
        "",
        f"{entry.effective_on} * {_text(entry.memo)}",
        f"  seq: {entry.seq}",
        f"  voucher: {_text(entry.voucher)}",
        f"  key: {_text(entry.key)}",
        f"  kind: {_text(entry.kind)}",
        f"  recorded: {_text(entry.recorded_at.isoformat())}",
    ]
    return "\n".join([*told, *lines]) + "\n"


def _assertions(extent: Extent) -> str:
    """Assert each balance at the start of the day after the last one, to the fen."""
    day = extent.last_on + timedelta(days=1)
    return "\n" + "".join(
        f"{day} balance {account_name(account)}  {balance} ~ 0.00 {naming.commodity(account)}\n"
        for account, balance in extent.balances.items()
    )


def _text(text: str) -> str:
    escaped = naming.one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
