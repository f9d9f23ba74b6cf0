"""What an event may be given: amounts above nought, of one grant, of money that may go there."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Final

from ledger.accounts import AccountRef, Source
from ledger.events.occasion import Movement, Purpose
from ledger.journal import credit, debit, money

BANK: Final = AccountRef("1002.S")
NOTHING: Final = Decimal("0.00")


def positive(amount: Decimal) -> Decimal:
    """Return an amount of yuan above nought; `ValueError` for any other."""
    if money(amount) <= 0:
        raise ValueError(f"an event moves more than nothing: {amount}")
    return amount


def total(amounts: Iterable[Decimal]) -> Decimal:
    """Return the sum in yuan; `ValueError` for a part below nought."""
    parts = [money(amount) for amount in amounts]
    if any(part < 0 for part in parts):
        raise ValueError(f"no part of an event is less than nothing: {parts}")
    return sum(parts, NOTHING)


def funds(amounts: Mapping[str, Decimal], allowed: Collection[Source]) -> dict[Source, Decimal]:
    """Return yuan by source, those above nought; `ValueError` for a source not allowed here."""
    total(amounts.values())
    found = {Source(source): amount for source, amount in amounts.items() if amount}
    if wrong := found.keys() - set(allowed):
        raise ValueError(f"not money of a source that goes this way: {sorted(wrong)}")
    return found


def purposes(amounts: Mapping[Purpose, Decimal], grant: str) -> dict[Purpose, Decimal]:
    """Return yuan by purpose, those above nought; `ValueError` for one of another grant."""
    total(amounts.values())
    if wrong := {purpose.grant for purpose in amounts} - {grant}:
        raise ValueError(f"an event of grant {grant} moves nothing of {sorted(wrong)}")
    return {purpose: amount for purpose, amount in amounts.items() if amount}


def of_source(amounts: Mapping[Purpose, Decimal], source: Source) -> Decimal:
    """Return how much of the purposes' yuan is of this source."""
    return sum((a for purpose, a in amounts.items() if purpose.source == source), NOTHING)


def budget_opened(budget: Mapping[Purpose, Decimal]) -> list[Movement]:
    """借 9000 预算控制{g, s} / 贷 9001 可用预算{g, s, c} per purpose."""
    return [
        *(debit(amount, purpose.fund("9000")) for purpose, amount in budget.items()),
        *(credit(amount, purpose.on("9001")) for purpose, amount in budget.items()),
    ]


def budget_withdrawn(budget: Mapping[Purpose, Decimal]) -> list[Movement]:
    """借 9001 可用预算{g, s, c} per purpose / 贷 9000 预算控制{g, s}."""
    return [
        *(debit(amount, purpose.on("9001")) for purpose, amount in budget.items()),
        *(credit(amount, purpose.fund("9000")) for purpose, amount in budget.items()),
    ]


def by_category(grant: str, source: str, budget: Mapping[str, Decimal]) -> dict[Purpose, Decimal]:
    """Return a budget by direction, of one grant and source, as one by purpose; not nothing."""
    of_grant = {Purpose(grant, source, category): amount for category, amount in budget.items()}
    positive(total(budget.values()))
    return purposes(of_grant, grant)
