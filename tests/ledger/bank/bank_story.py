"""Examples for the bank: lines that fit the funded book, statements made of them."""

import hashlib
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from ledger import book, events
from ledger.bank import matches, matching, reconciling, statements
from ledger.bank.items import BankItem, BookItem, NewLine
from ledger.bank.matching import Proposal
from ledger.bank.statements import NewStatement
from tests.ledger.story import RND, Books, on, yuan

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)


def line(day: int, amount: str, reference: str = "", summary: str = "", party: str = "") -> NewLine:
    return NewLine(date(2026, 3, day), yuan(amount), party, "", summary, reference)


GRANT_IN = line(2, "60000.00", "HD1", "拨款", "中心")
PAID = line(12, "-106.00", "HD2", "报销 BX2026-00001", "测试公司")
INTEREST = line(21, "12.34", "HD3", "结息")


def statement(
    lines: Iterable[NewLine],
    *,
    opening: str = "0.00",
    days: tuple[date, date] = (FIRST, LAST),
    name: str = "三月.csv",
) -> NewStatement:
    held = tuple(lines)
    return NewStatement(
        account_number="1109",
        from_day=days[0],
        to_day=days[1],
        opening=yuan(opening),
        closing=sum((each.amount for each in held), yuan(opening)),
        lines=held,
        sha256=hashlib.sha256(repr((held, opening, days, name)).encode()).hexdigest(),
        file_name=name,
    )


def spend(connection: Connection, books: Books, key: str, amount: str, day: int = 10) -> None:
    """A payment of the employer from the dedicated account."""
    when = date(2026, 3, day)
    book.post(
        connection,
        events.reserve(books.employer, on(f"{key}:r", when), RND, yuan(amount)),
        events.spend(books.employer, on(key, when), RND, yuan(amount)),
    )


def import_march(connection: Connection, books: Books, *lines: NewLine) -> None:
    statements.import_statement(connection, books.employer, statement(lines), "maker")


def matched(connection: Connection, books: Books) -> tuple[int, ...]:
    """Propose what the search finds."""
    sides = matches.sides(connection, books.employer)
    found = matching.search(sides.free_bank, sides.free_book, {})
    return matches.propose(connection, books.employer, found.proposals)


def reconcile(connection: Connection, books: Books, day: date = LAST) -> int:
    """Draw up the table of a day and approve it."""
    drawn = reconciling.draw(connection, books.employer, day, "maker")
    reconciling.approve(connection, drawn, "checker")
    return drawn


def by_hand(bank: Iterable[BankItem], entries: Iterable[BookItem]) -> Proposal:
    return Proposal(matching.MANUAL, tuple(bank), tuple(entries), ())


def bank_item(number: int, day: int, amount: str, **said: str) -> BankItem:
    return BankItem(date(2026, 3, day), number, Decimal(amount), **said)


def book_item(entry: int, day: int, amount: str, reverses: int | None = None) -> BookItem:
    return BookItem(date(2026, 3, day), entry, 1, Decimal(amount), reverses=reverses)
