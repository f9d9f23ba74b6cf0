"""What the letters of a rectification say: the notice, the reminder, the order."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from ledger import book
from ledger.journal import EntryId
from reports.letters.parts import Fact, article, day
from reports.letters.rectification import RectificationNotice
from reports.letters.reminder import ReminderLetter
from service.actions import letters, proceedings
from service.tables import ClaimRow, InvoiceRow, ProceedingRow, RectificationRow


def notice(session: Session, row: ProceedingRow) -> RectificationNotice:
    """Say what was found and what is asked."""
    return _notice(session, row, ordered=False)


def order(session: Session, row: ProceedingRow, reason: str) -> RectificationNotice:
    """Say it again, as an order after a reminder."""
    return _notice(session, row, ordered=True, other=(reason,))


def reminder(session: Session, row: ProceedingRow) -> ReminderLetter:
    """Remind of the term that runs; it starts no other."""
    about = _about(session, row)
    dues = "、".join(day(each.due_on) for each in proceedings.open_deadlines(session, row))
    return ReminderLetter(
        concern=letters.concern(session, row),
        matter=f"按整改通知书对“{row.title}”（{row.number}）完成整改，期限至 {dues}",
        basis=_basis(about),
        facts=tuple(_facts(session, about)),
        term=None,
    )


def _notice(
    session: Session, row: ProceedingRow, *, ordered: bool, other: tuple[str, ...] = ()
) -> RectificationNotice:
    about = _about(session, row)
    return RectificationNotice(
        concern=letters.concern(session, row),
        facts=tuple(_facts(session, about)),
        basis=_basis(about),
        put_back=about.amount or None,
        papers=(about.supply,) if about.supply else (),
        adjustment=about.adjust,
        other=other,
        term="rectify_when_ordered" if ordered else "rectify",
        ordered=ordered,
    )


def _about(session: Session, row: ProceedingRow) -> RectificationRow:
    return session.get_one(RectificationRow, (row.employer_id, row.id))


def _basis(about: RectificationRow) -> tuple[str, ...]:
    return (about.ground, article(28), article(32, "（二）3"), article(33))


def _facts(session: Session, about: RectificationRow) -> Iterator[Fact]:
    claim = session.get(ClaimRow, about.claim_id) if about.claim_id else None
    if claim is None or claim.entry_id is None:
        yield Fact(text=about.facts, amount=about.amount or None)
        return
    invoice = session.get_one(InvoiceRow, claim.invoice_id)
    entry = book.entry(session.connection(), EntryId(claim.entry_id))
    yield Fact(
        text=about.facts,
        amount=about.amount or claim.amount,
        voucher=f"{entry.period // 100}-{entry.period % 100:02d} {entry.word}-{entry.number}",
        invoice=invoice.number or "",
    )
