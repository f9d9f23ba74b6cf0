"""What a line of the bank becomes in the book: one entry, dated on the day of the line."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

from sqlalchemy.orm import Session

from ledger import book, events
from ledger.bank.items import BankItem
from ledger.events import Occasion, Purpose
from ledger.journal import BookId, JournalEntry
from service.tables import BookingRow, ClaimRow, GrantRow, RectificationRow

FISCAL: Final = "FISCAL"


class Kind(StrEnum):
    """What a line of the bank may be booked as: the events of `ledger.events`."""

    INTEREST = "interest"
    BANK_FEE = "bank_fee"
    TOP_UP = "top_up"
    STRAY_RECEIPT = "stray_receipt"
    STRAY_RETURN = "stray_return"
    REFUND = "refund"
    PUT_BACK = "put_back"
    MATCHING = "matching"
    RAISED = "raised"

    @property
    def comes_in(self) -> bool:
        """Whether the money comes into the account."""
        return self not in {Kind.BANK_FEE, Kind.STRAY_RETURN}

    @property
    def of_grants(self) -> bool:
        """Whether it concerns grants, one or more."""
        return self in {Kind.INTEREST, Kind.BANK_FEE, Kind.TOP_UP} or self.contributes

    @property
    def contributes(self) -> bool:
        """Whether it adds money that is not the Center's, with the budget of a direction."""
        return self in CONTRIBUTED


CONTRIBUTED: Final[Mapping[Kind, str]] = MappingProxyType(
    {Kind.MATCHING: "MATCH", Kind.RAISED: "RAISED"}
)
Shares: TypeAlias = Mapping[str, Decimal]
_Of: TypeAlias = Callable[[BookId, Occasion, str, Decimal], JournalEntry]
_OF_GRANT: Final[Mapping[Kind, _Of]] = MappingProxyType(
    {Kind.BANK_FEE: events.bank_fee, Kind.TOP_UP: events.top_up}
)
_COMES_BACK: Final[Mapping[Kind, Callable[[BookId, Occasion, Purpose, Decimal], JournalEntry]]] = (
    MappingProxyType({Kind.REFUND: events.refund, Kind.PUT_BACK: events.put_back})
)


def entry_of(
    session: Session, row: BookingRow, line: BankItem, approver: str | None
) -> JournalEntry:
    """Draw up the entry of a booking; its key is the line's, so that a line is booked once."""
    kind, employer = Kind(row.kind), book.book_of(session.connection(), row.employer_id)
    claim = None if row.claim_id is None else session.get_one(ClaimRow, row.claim_id)
    occasion = _occasion(row, line, approver, claim)
    amount = abs(line.amount)
    if kind in _COMES_BACK:
        purpose = _of_case(session, row) if claim is None else _purpose(session, claim)
        return _COMES_BACK[kind](employer, occasion, purpose, amount)
    if kind.of_grants:
        return _of_grants(row, employer, occasion, amount)
    stray = events.stray_receipt if kind is Kind.STRAY_RECEIPT else events.stray_return
    return stray(employer, occasion, amount)


def _of_grants(
    row: BookingRow, employer: BookId, occasion: Occasion, amount: Decimal
) -> JournalEntry:
    kind = Kind(row.kind)
    shares = {grant: Decimal(share) for grant, share in row.shares.items()}
    if kind is Kind.INTEREST:
        return events.interest(employer, occasion, shares)
    (grant,) = shares
    if kind in _OF_GRANT:
        return _OF_GRANT[kind](employer, occasion, grant, amount)
    assert row.category is not None, "a contribution says what it is for"
    budget = {row.category: amount}
    return events.contribute(employer, occasion, grant, CONTRIBUTED[kind], budget)


def _purpose(session: Session, claim: ClaimRow) -> Purpose:
    grant = session.get_one(GrantRow, claim.grant_id)
    assert claim.category is not None, "a posted claim has a category"
    return Purpose(grant.number, FISCAL, claim.category)


def _of_case(session: Session, row: BookingRow) -> Purpose:
    about = session.get_one(RectificationRow, (row.employer_id, row.proceeding_id))
    grant = session.get_one(GrantRow, about.grant_id)
    assert about.category is not None, "an amount has its direction"
    return Purpose(grant.number, FISCAL, about.category)


def _occasion(
    row: BookingRow, line: BankItem, approver: str | None, claim: ClaimRow | None
) -> Occasion:
    """Say when and by whom; what people wrote stays outside, but for why an entry is late."""
    meta = {"bank_line": str(line.id)}
    if claim is not None:
        meta["claim"] = str(claim.id)
    if row.proceeding_id is not None:
        meta["proceeding"] = str(row.proceeding_id)
    if row.late_reason:
        meta["late_reason"] = row.late_reason
    return Occasion(
        key=f"bank_line:{line.id}",
        effective_on=line.day,
        actor=str(row.proposed_by),
        approver=approver,
        memo=line.reference if claim is None else f"退款 {claim.number}",
        meta=meta,
    )
