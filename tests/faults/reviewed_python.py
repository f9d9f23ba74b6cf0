"""Mutants of the ledger's Python that mean the same as the original, each with the reason."""

from typing import Final

_SIGN: Final = "the sign of an account is 1 or -1: to divide by it is to multiply"
_NONE: Final = "one group is one group, whatever it is called"

REVIEWED: Final[dict[str, str]] = {
    "ledger.splits: 60 → 61 in _WIDE: Final = Context(prec=60)  # an amount times a sum of balances"
    " times days, to the last digit": "room to spare",
    "ledger.splits: GtE → Gt in if day >= after:": "a balance of the day after adds no day",
    "ledger.identities: without line 44 in def _whole(_: Leaf) -> str:": _NONE,
    "ledger.events.closing: Mult → Div in return [credit(amount * account.type.sign, account)"
    " for account, amount in left.items()]": _SIGN,
    "ledger.events.granting: Mult → Div in [debit(amount * account.type.sign, account)"
    " for account, amount in balances.items()],": _SIGN,
}
