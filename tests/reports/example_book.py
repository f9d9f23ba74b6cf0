"""A small employer's book with two grants over two months, its figures easy to check by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count
from uuid import uuid4

from sqlalchemy import Connection

from compliance.categories import Category
from ledger import book, events
from ledger.events import Occasion, Purpose
from ledger.journal import BookId, JournalEntry
from reports.period import Month
from reports.scope import GrantLine, Scope

AUGUST, SEPTEMBER = Month(2026, 8), Month(2026, 9)
FIRST, SECOND = "BJ-2026-001", "BJ-2026-002"
BUDGET = {
    FIRST: {Category.RND: Decimal("60000.00"), Category.CONF: Decimal("20000.00")},
    SECOND: {Category.TRAIN: Decimal("30000.00")},
}


@dataclass
class ExampleBook:
    """The books of the Center and of one employer, and the entries of a story in them."""

    connection: Connection

    def __post_init__(self) -> None:
        self.numbers = count()
        self.center = book.open_book(self.connection, "center", None, "中心")
        self.employer: BookId = book.open_book(
            self.connection, "employer", uuid4(), "北京样例科技有限公司"
        )

    def occasion(self, day: date) -> Occasion:
        return Occasion(key=f"test:{next(self.numbers)}", effective_on=day, actor="someone")

    def post(self, *entries: JournalEntry) -> None:
        book.post(self.connection, *entries)

    def agree(self, grant: str, day: date, budget: Mapping[Category, Decimal]) -> None:
        self.post(
            events.appropriate(self.center, self.occasion(day), sum(budget.values(), Decimal(0)))
        )
        words = {category.value: amount for category, amount in budget.items()}
        self.post(
            *events.commit_agreement(self.center, self.employer, self.occasion(day), grant, words)
        )

    def receive(self, grant: str, day: date, amount: str) -> None:
        self.post(events.receive(self.employer, self.occasion(day), grant, Decimal(amount)))

    def reserve(self, grant: str, day: date, category: str, amount: str) -> None:
        purpose = Purpose(grant, "FISCAL", category)
        self.post(events.reserve(self.employer, self.occasion(day), purpose, Decimal(amount)))

    def spend(
        self, grant: str, day: date, category: str, amount: str, received: str | None = None
    ) -> None:
        """Pay a claim that was handed in the same day, from money received that day if need be."""
        if received is not None:
            self.receive(grant, day, received)
        self.reserve(grant, day, category, amount)
        purpose = Purpose(grant, "FISCAL", category)
        self.post(events.spend(self.employer, self.occasion(day), purpose, Decimal(amount)))

    def tell_story(self) -> None:
        """August: both agreements, money for the first. September: spending, promises, matching."""
        for grant, budget in BUDGET.items():
            self.agree(grant, date(2026, 8, 3), budget)
        self.receive(FIRST, date(2026, 8, 10), "50000.00")
        self.spend(FIRST, date(2026, 8, 20), "RND", "12345.67")
        self.spend(FIRST, date(2026, 9, 1), "RND", "1000.00")
        self.spend(FIRST, date(2026, 9, 30), "CONF", "0.01")
        self.reserve(FIRST, date(2026, 9, 30), "RND", "654.33")
        self.post(
            events.contribute(
                self.employer,
                self.occasion(date(2026, 9, 5)),
                FIRST,
                "MATCH",
                {"EXCH": Decimal("8000.00")},
            )
        )
        interest = {FIRST: Decimal("3.21")}
        self.post(events.interest(self.employer, self.occasion(date(2026, 9, 21)), interest))
        self.spend(FIRST, date(2026, 10, 1), "RND", "777.77")

    def scope(self, month: Month = SEPTEMBER) -> Scope:
        return Scope(
            book=self.employer,
            employer="北京样例科技有限公司",
            month=month,
            grants=tuple(
                GrantLine(
                    number=number,
                    project="2026年度卓越工程师成长计划",
                    selectee=selectee,
                    agreement=f"RW-{number}",
                    budget=BUDGET[number],
                )
                for number, selectee in ((FIRST, "王样例"), (SECOND, "李样例"))
            ),
        )
