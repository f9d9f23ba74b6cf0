"""Finding vouchers by their number, and lines of the bank by partner, slip or amount."""

from sqlalchemy.orm import Session

from ledger import lookups
from ledger.bank import lookups as bank_lookups
from ledger.bank.lookups import FoundLine, Sought
from ledger.lookups import FoundVoucher
from service.actions.search_hits import SHOWN, Group, Hit, group
from service.actions.search_query import Asked
from service.permissions import Actor

SLIP_LEAST = 4  # characters by which a slip of the bank is known from its beginning


def vouchers(session: Session, actor: Actor, asked: Asked) -> Group:
    """Find vouchers by word and number, those of the newest month first."""
    wanted = asked.voucher
    if wanted is None:
        return Group("voucher", (), 0)
    found = lookups.vouchers(
        session.connection(), wanted.word, wanted.number, wanted.period, SHOWN + 1
    )
    exact = wanted.period is not None and len(found) == 1
    return group("voucher", [_voucher(actor, each, exact=exact) for each in found])


def _voucher(actor: Actor, found: FoundVoucher, *, exact: bool) -> Hit:
    year, month = divmod(found.period, 100)
    return Hit(
        key=str(found.id),
        name=f"{year}-{month:02d} {found.word}-{found.number}",
        about=(found.memo, "" if actor.employer_id else found.book),
        said=found.kind,
        day=found.effective_on,
        exact=exact,
    )


def bank_lines(session: Session, asked: Asked, partners: list[str]) -> Group:
    """Find lines of the bank, the newest first; `partners` are names that were found already."""
    if asked.voucher is not None:
        return Group("bank_line", (), 0)
    slip = asked.text if len(asked.text) >= SLIP_LEAST and asked.text.isascii() else ""
    sought = Sought(
        partner=asked.text if asked.words else "",
        partners=partners,
        slip=slip,
        amount=asked.amount,
    )
    found = bank_lookups.lines(session.connection(), sought, SHOWN + 1)
    return group("bank_line", [_line(asked, each) for each in found])


def _line(asked: Asked, found: FoundLine) -> Hit:
    return Hit(
        key="" if found.entry is None else str(found.entry),
        name=found.counterparty or found.summary or found.reference,
        about=(found.summary, found.reference),
        amount=found.amount,
        day=found.day,
        exact=found.reference == asked.text,
    )
