"""What every event needs to be said: when, by whom, on what ground, and for which purpose."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from ledger.accounts import AccountRef
from ledger.journal import BookId, JournalEntry, netted

Movement: TypeAlias = tuple[AccountRef, Decimal]

_EVENTS: Final = uuid.UUID("6b0b6a1e-3f0e-5c55-9d57-2f8a4a0c7d11")


@dataclass(frozen=True)
class Occasion:
    """When, by whom and on what ground: what all entries of one event share.

    `key` names the event once and for all, such as "claim:77:spend"; a repeated key with the same
    content posts nothing new. `event` defaults to an identifier made from the key.
    """

    key: str
    effective_on: date
    actor: str
    approver: str | None = None
    memo: str = ""
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    event: uuid.UUID | None = None

    @property
    def identifier(self) -> uuid.UUID:
        """What the entries of this event bear in every book; later steps of it name it, too."""
        return self.event or uuid.uuid5(_EVENTS, self.key)


@dataclass(frozen=True, order=True)
class Purpose:
    """What a payment is for: a grant, the source of its money, and the spending direction."""

    grant: str
    source: str
    category: str

    def on(self, code: str) -> AccountRef:
        """Return the account of this code for this purpose."""
        return AccountRef(code, self.grant, self.source, self.category)

    def fund(self, code: str) -> AccountRef:
        """Return the account of this code for the grant and source, whatever the direction."""
        return AccountRef(code, self.grant, self.source)


def entry(
    book: BookId, kind: str, occasion: Occasion, movements: Iterable[Movement]
) -> JournalEntry:
    """Return the entry that the movements of this event make in one book."""
    return JournalEntry(
        book=book,
        kind=kind,
        key=occasion.key,
        effective_on=occasion.effective_on,
        postings=netted(movements),
        actor=occasion.actor,
        approver=occasion.approver,
        event=occasion.identifier,
        memo=occasion.memo,
        meta=occasion.meta,
    )


def entries(
    kind: str, occasion: Occasion, movements: Mapping[BookId, Iterable[Movement]]
) -> tuple[JournalEntry, ...]:
    """Return one entry for each book in which the event moves anything at all."""
    return tuple(
        entry(book, kind, occasion, moved)
        for book, of_book in movements.items()
        if netted(moved := list(of_book))
    )
