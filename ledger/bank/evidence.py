"""What speaks for a match, fact by fact: things that anybody can check, never a score.

Facts hold no names of people: matches are kept as long as the journal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

from ledger.bank.items import BankItem, BookItem, total
from ledger.messages import N_, Message

FACTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "amount": N_("金额相同"),
        "sum": N_("银行 {bank} 笔与账面 {book} 笔合计相同"),
        "same_day": N_("同一天"),
        "days": N_("日期相差 {days} 天"),
        "reference": N_("账上记有银行流水号 {reference}"),
        "named": N_("银行摘要写明 {name}"),
        "center": N_("对方户名为中心"),
        "counterparty": N_("对方户名与账上的收付款方一致"),
        "reversal": N_("凭证与其冲销相抵，银行没有发生"),
        "returned": N_("银行一收一付相抵，账上没有发生"),
        "several": N_("还有 {count} 种金额相同的可能，须人工选定"),
        "by_hand": N_("人工指定"),
        "booked": N_("按这笔银行明细入账"),
    }
)
NAME_MIN: Final = 4  # characters: a shorter name is found in every summary


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact; `values` fill its sentence."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def message(self) -> Message:
        """The fact as a sentence."""
        return Message(FACTS[self.code], self.values)

    def to_record(self) -> dict[str, Any]:
        """Return plain JSON data; `from_record` is the inverse."""
        return {"fact": self.code, "values": dict(self.values)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Fact":
        """Build the fact that `to_record` described."""
        return cls(record["fact"], record["values"])


@dataclass(frozen=True, slots=True)
class Clues:
    """What the rest of the product knows about an entry that touches the bank.

    `references`: the bank's own numbers, as somebody copied them from its receipt; `names`: what a
    payment's purpose may quote, such as the number of a claim; `parties`: who should stand on the
    other side, by full name; `from_center`: that is the Center.
    """

    references: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()
    from_center: bool = False


NO_CLUES: Final = Clues()


def of(
    bank: Sequence[BankItem], book: Sequence[BookItem], clues: Mapping[int, Clues]
) -> tuple[Fact, ...]:
    """Return what speaks for the two sides being the same money; `clues` by entry."""
    if not bank:
        return (Fact("reversal"),)
    if not book:
        return (Fact("returned"),)
    facts = [_sum(bank, book), *_days(bank, book)]
    for entry in sorted({item.entry for item in book}):
        facts += _clues(bank, clues.get(entry, NO_CLUES))
    return tuple(dict.fromkeys(facts))


def named(bank: BankItem, clues: Clues) -> bool:
    """Tell whether the bank's line bears a number that the book knows it by."""
    if bank.reference and bank.reference in clues.references:
        return True
    return any(_said(name, bank) for name in (*clues.names, *clues.references))


def _said(name: str, bank: BankItem) -> bool:
    return len(name) >= NAME_MIN and (name in bank.summary or name in bank.reference)


def known_party(bank: BankItem, clues: Clues) -> bool:
    """Tell whether the other side is whom the book expects."""
    return bool(bank.counterparty) and bank.counterparty in clues.parties


def _sum(bank: Sequence[BankItem], book: Sequence[BookItem]) -> Fact:
    assert total(bank) == total(book), "evidence is asked for what comes to the same sum"
    if len(bank) == len(book) == 1:
        return Fact("amount")
    return Fact("sum", {"bank": str(len(bank)), "book": str(len(book))})


def _days(bank: Sequence[BankItem], book: Sequence[BookItem]) -> Iterable[Fact]:
    days = max(abs((one.day - other.day).days) for one in bank for other in book)
    return [Fact("days", {"days": str(days)}) if days else Fact("same_day")]


def _clues(bank: Sequence[BankItem], clues: Clues) -> list[Fact]:
    facts = []
    for item in bank:
        if item.reference and item.reference in clues.references:
            facts.append(Fact("reference", {"reference": item.reference}))
        facts += [
            Fact("named", {"name": name})
            for name in sorted(clues.names | clues.references)
            if name != item.reference and _said(name, item)
        ]
        if item.counterparty and item.counterparty in clues.parties:
            facts.append(Fact("center" if clues.from_center else "counterparty"))
    return facts
