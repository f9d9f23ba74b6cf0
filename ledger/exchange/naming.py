"""Names of accounts and commodities in plain-text journals.

Money and the right to spend it are two commodities, so that the other program holds each layer of
an entry to nought by itself. Different accounts never get the same name.
"""

import re
from typing import Final

from ledger.accounts import AccountRef, Layer

COMMODITIES: Final = {Layer.FINANCIAL: "CNY", Layer.BUDGET: "BUDGET"}  # both count yuan

# A grant's number that both programs take as it is; it never holds two hyphens in a row.
_PLAIN: Final = re.compile(r"[A-Z0-9](?:-?[A-Za-z0-9])*")


def commodity(account: AccountRef) -> str:
    """Say what lies on an account: CNY, or BUDGET for the right to spend."""
    return COMMODITIES[account.type.layer]


def parts(account: AccountRef) -> tuple[str, ...]:
    """Give the account's code and what it is kept apart by, each fit to be part of a name."""
    category = account.category and account.category.replace("_", "-")
    kept = (account.grant, account.source, category)
    return (account.code, *(_fit(part) for part in kept if part is not None))


def _fit(part: str) -> str:
    return part if _PLAIN.fullmatch(part) else f"X--{part.encode().hex()}"


def one_line(text: str) -> str:
    """Give a text without line breaks, control characters and runs of spaces."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
