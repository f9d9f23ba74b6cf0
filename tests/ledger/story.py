"""Examples the ledger's tests share: days, people, books, a grant that has money."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Connection, text

from ledger import book, closing, events
from ledger.events import Occasion, Purpose
from ledger.journal import BookId

EMPLOYER = UUID("11111111-1111-4111-8111-111111111111")
OTHER_EMPLOYER = UUID("22222222-2222-4222-8222-222222222222")
GRANT = "2026-017"
DAY = date(2026, 3, 2)
RND = Purpose(GRANT, "FISCAL", "RND")
CONF = Purpose(GRANT, "FISCAL", "CONF")
BUDGET = {"RND": Decimal("80000.00"), "CONF": Decimal("20000.00")}


def yuan(amount: str) -> Decimal:
    return Decimal(amount)


def on(key: str, day: date = DAY, event: UUID | None = None) -> Occasion:
    return Occasion(key=key, effective_on=day, actor="user-1", approver="user-2", event=event)


@dataclass(frozen=True)
class Books:
    center: BookId
    employer: BookId
    other: BookId


def act_as(connection: Connection, tenant: UUID | str) -> None:
    connection.execute(
        text("select set_config('zhuanhu.tenant', :tenant, true)"), {"tenant": str(tenant)}
    )


def open_books(connection: Connection) -> Books:
    return Books(
        center=book.open_book(connection, "center", None, "中心"),
        employer=book.open_book(connection, "employer", EMPLOYER, "甲公司"),
        other=book.open_book(connection, "employer", OTHER_EMPLOYER, "乙公司"),
    )


def close_months(connection: Connection, of: BookId, through: date) -> None:
    """Close every month of a book that ends by a day, for good and without a word of a list."""
    while (month := closing.next_month(connection, of)) and closing.last_day(month) <= through:
        closing.close_month(connection, of, month, "user-1", ())


def fund(connection: Connection) -> Books:
    """The grant has a budget of 100 000 and its first 60 000 on the dedicated account."""
    books = open_books(connection)
    first = yuan("60000.00")
    book.post(
        connection,
        events.appropriate(books.center, on("appropriation:2026"), yuan("1000000.00")),
        *events.commit_agreement(books.center, books.employer, on("agreement:1"), GRANT, BUDGET),
        events.disburse(books.center, on("instalment:1:pay"), GRANT, first),
        events.receive(books.employer, on("instalment:1:arrive"), GRANT, first),
        events.confirm_receipt(books.center, on("instalment:1:confirm"), GRANT, first),
    )
    return books
