"""Money lies in the dedicated account: interest, fees, what does not belong there."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ledger.accounts import AccountRef, Source
from ledger.events.amounts import BANK, positive
from ledger.events.occasion import Occasion, entry
from ledger.journal import BookId, JournalEntry, credit, debit

_OWN: Final = AccountRef("3999")


def interest(employer: BookId, occasion: Occasion, shares: Mapping[str, Decimal]) -> JournalEntry:
    """利息入账: the bank credits interest; `shares` says which grant earned how much.

    借 1002.S 专户银行存款 / 贷 2401.F 专项资金未用余额{g, INTEREST} per grant.
    Shares by daily balances come from `ledger.splits`.
    """
    movements = [
        movement
        for grant, amount in shares.items()
        for movement in (
            debit(positive(amount), BANK),
            credit(amount, AccountRef("2401.F", grant, Source.INTEREST)),
        )
    ]
    return entry(employer, "interest", occasion, movements)


def bank_fee(employer: BookId, occasion: Occasion, grant: str, amount: Decimal) -> JournalEntry:
    """银行手续费: a bank fee is no cost of the grant; the employer has to put it back.

    借 1221.OWN 应由单位自有资金补足{g} / 贷 1002.S 专户银行存款.
    """
    positive(amount)
    return entry(
        employer,
        "bank_fee",
        occasion,
        [debit(amount, AccountRef("1221.OWN", grant)), credit(amount, BANK)],
    )


def top_up(employer: BookId, occasion: Occasion, grant: str, amount: Decimal) -> JournalEntry:
    """自有资金补足: the employer puts its own money into the dedicated account for what it owes.

    借 1002.S 专户银行存款 / 贷 1221.OWN 应由单位自有资金补足{g}.
    """
    positive(amount)
    return entry(
        employer,
        "top_up",
        occasion,
        [debit(amount, BANK), credit(amount, AccountRef("1221.OWN", grant))],
    )


def stray_receipt(employer: BookId, occasion: Occasion, amount: Decimal) -> JournalEntry:
    """误入款: money that belongs to no grant has come into the dedicated account (Art. 26).

    借 1002.S 专户银行存款 / 贷 3999 单位自有资金往来.
    """
    positive(amount)
    return entry(employer, "stray_receipt", occasion, [debit(amount, BANK), credit(amount, _OWN)])


def stray_return(employer: BookId, occasion: Occasion, amount: Decimal) -> JournalEntry:
    """误入款转出: the money that did not belong there leaves the dedicated account again.

    借 3999 单位自有资金往来 / 贷 1002.S 专户银行存款.
    """
    positive(amount)
    return entry(employer, "stray_return", occasion, [debit(amount, _OWN), credit(amount, BANK)])
