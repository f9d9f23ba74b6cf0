"""A book as an hledger journal, entry by entry, with the balance of each account asserted."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from sqlalchemy import Connection

from ledger.accounts import AccountRef
from ledger.exchange import naming, reading
from ledger.exchange.reading import Copied, Extent
from ledger.journal import BookId

# hledger's letters for kinds of accounts, by the first digit of a code.
_TYPES: Final = {"1": "A", "2": "L", "3": "E", "4": "R", "5": "X", "6": "R", "9": "E"}
# What would end a tag's value or begin something else; and the sign that stands for them.
_IN_TAGS: Final = {ord(c): f"%{ord(c):02X}" for c in "%,;[]\n"}
_IN_MEMO: Final = str.maketrans(";|", "；｜")


def journal(connection: Connection, book: BookId) -> Iterator[str]:
    """Give the journal piece by piece; check it with `hledger check -s`."""
    extent = reading.extent(connection, book)
    yield _opening(extent)
    for entry in reading.entries(connection, extent):
        yield _transaction(entry)
    if extent.balances:
        yield _assertions(extent)


def account_name(account: AccountRef) -> str:
    """Name an account by layer, code and dimensions, such as F:2401.F:2026-017:FISCAL."""
    return ":".join((account.type.layer.value, *naming.parts(account)))


def _opening(extent: Extent) -> str:
    head = [
        *(f"; {line}" for line in extent.told()),
        "decimal-mark .",
        *(f"commodity 1000.00 {name}" for name in naming.COMMODITIES.values()),
    ]
    accounts = (
        f"account {account_name(account)}  ; type:{_TYPES[account.code[0]]},"
        f" name:{account.type.name}, grant:{_tag(account.grant or '')}"
        for account in extent.balances
    )
    return "\n".join([*head, *accounts]) + "\n"


def _transaction(entry: Copied) -> str:
    memo = naming.one_line(entry.memo).translate(_IN_MEMO)
    tags = {
        "seq": str(entry.seq),
        "key": entry.key,
        "kind": entry.kind,
        "recorded": entry.recorded_at.isoformat(),
    }
    shown = ", ".join(f"{name}:{_tag(value)}" for name, value in tags.items())
    lines = (_line(account, amount) for account, amount in entry.lines)
    head = f"{entry.effective_on} * ({entry.voucher}) {memo}  ; {shown}"
    return "\n".join(["", head, *lines]) + "\n"


def _line(account: AccountRef, amount: Decimal) -> str:
    return f"    {account_name(account)}  {amount} {naming.commodity(account)}"


def _assertions(extent: Extent) -> str:
    """Assert each balance after the last day; hledger checks by day, then by place in the file."""
    nothing = Decimal("0.00")
    lines = (
        f"{_line(account, nothing)} == {balance} {naming.commodity(account)}"
        for account, balance in extent.balances.items()
    )
    return "\n".join(["", f"{extent.last_on} * balances", *lines]) + "\n"


def _tag(text: str) -> str:
    return naming.one_line(text).translate(_IN_TAGS)
