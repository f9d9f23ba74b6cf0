"""The life of one grant's money, from the appropriation to the last claim, every balance said."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Connection

from ledger import book, control, events, proof
from ledger.accounts import AccountRef
from ledger.events import Purpose
from ledger.journal import BookId, JournalEntry
from tests.ledger.story import GRANT, on, open_books, yuan

TRAINING = Purpose(GRANT, "FISCAL", "TRAIN")
RESEARCH = Purpose(GRANT, "FISCAL", "RND")
MATCHED = Purpose(GRANT, "MATCH", "RND")


@dataclass
class Story:
    connection: Connection
    center: BookId
    employer: BookId

    def happens(self, *entries: JournalEntry) -> None:
        book.post(self.connection, *entries)

    def refuses(self, why: type[book.PostingRefused], entry: JournalEntry) -> None:
        with pytest.raises(why), self.connection.begin_nested():
            self.happens(entry)

    def standing(self, of: BookId, **expected: str) -> None:
        """`A1002_S="5.00"`: five yuan on all accounts 1002.S; unnamed ones do not matter."""
        found: dict[str, Decimal] = defaultdict(lambda: yuan("0.00"))
        for account, amount in book.balances(self.connection, of).items():
            found[account.code] += amount
        codes = {name: name.removeprefix("A").replace("_", ".") for name in expected}
        assert {name: str(abs(found[codes[name]])) for name in expected} == expected


@pytest.fixture
def story(ledger_connection: Connection) -> Story:
    books = open_books(ledger_connection)
    return Story(ledger_connection, books.center, books.employer)


def test_one_grant_from_appropriation_to_spending(story: Story) -> None:
    the_center_gets_its_money_and_signs_an_agreement(story)
    an_instalment_is_paid_and_arrives(story)
    the_employer_adds_its_own_money(story)
    a_claim_is_returned_then_paid(story)
    a_cost_from_before_the_agreement_is_paid_back_to_the_employer(story)
    a_purchase_costs_less_than_was_reserved(story)
    nobody_spends_what_is_not_there(story)
    the_bank_adds_interest_and_takes_a_fee(story)
    a_mistake_of_a_closed_month_is_taken_back_in_the_next(story)
    assert proof.prove(story.connection) == ()


def the_center_gets_its_money_and_signs_an_agreement(story: Story) -> None:
    january, february = on("year:2026", date(2026, 1, 8)), on("agreement", date(2026, 2, 12))
    story.happens(events.appropriate(story.center, january, yuan("3000000.00")))
    story.standing(story.center, A1011="3000000.00", A4001="3000000.00", A9101="3000000.00")
    budget = {"RND": yuan("150000.00"), "TRAIN": yuan("30000.00"), "CONF": yuan("20000.00")}
    story.happens(*events.commit_agreement(story.center, story.employer, february, GRANT, budget))
    story.standing(story.center, A9101="2800000.00", A9102="200000.00")
    story.standing(story.employer, A9000="200000.00", A9001="200000.00", A1002_S="0.00")


def an_instalment_is_paid_and_arrives(story: Story) -> None:
    first = yuan("120000.00")
    story.happens(events.disburse(story.center, on("instalment:1:pay"), GRANT, first))
    story.standing(story.center, A1218_T="120000.00", A1011="2880000.00")
    story.standing(story.center, A9102="80000.00", A9103="120000.00")
    assert proof.prove(story.connection) == ()
    story.happens(
        events.receive(story.employer, on("instalment:1:arrived"), GRANT, first),
        events.confirm_receipt(story.center, on("instalment:1:arrived"), GRANT, first),
    )
    story.standing(story.center, A1218_T="0.00", A1218_A="120000.00")
    story.standing(story.employer, A1002_S="120000.00", A2401_F="120000.00")


def the_employer_adds_its_own_money(story: Story) -> None:
    budget = {"RND": yuan("50000.00")}
    story.happens(events.contribute(story.employer, on("match"), GRANT, "MATCH", budget))
    story.standing(story.employer, A1002_S="170000.00", A2401_F="170000.00", A9001="250000.00")


def a_claim_is_returned_then_paid(story: Story) -> None:
    employer = story.employer
    story.happens(events.reserve(employer, on("claim:1"), TRAINING, yuan("12000.00")))
    story.standing(employer, A9001="238000.00", A9002="12000.00")
    story.happens(events.release(employer, on("claim:1:return"), TRAINING, yuan("12000.00")))
    story.standing(employer, A9001="250000.00", A9002="0.00")
    story.happens(
        events.reserve(employer, on("claim:1:again"), TRAINING, yuan("11500.00")),
        events.spend(employer, on("claim:1:pay"), TRAINING, yuan("11500.00")),
    )
    story.standing(employer, A5301_X="11500.00", A6117_G="11500.00", A9003="11500.00")
    story.standing(employer, A1002_S="158500.00", A2401_F="158500.00")


def a_cost_from_before_the_agreement_is_paid_back_to_the_employer(story: Story) -> None:
    employer, cost = story.employer, yuan("8000.33")
    story.happens(
        events.reserve(employer, on("claim:2"), RESEARCH, cost),
        events.spend_pre_project(employer, on("claim:2:approve"), RESEARCH, cost),
    )
    story.standing(employer, A2241_ADV="8000.33", A1002_S="158500.00", A5301_X="19500.33")
    story.happens(events.reimburse_employer(employer, on("claim:2:pay"), GRANT, cost))
    story.standing(employer, A2241_ADV="0.00", A1002_S="150499.67")


def a_purchase_costs_less_than_was_reserved(story: Story) -> None:
    reserved, paid = yuan("30000.00"), yuan("29900.00")
    story.happens(
        events.reserve(story.employer, on("claim:3"), MATCHED, reserved),
        events.spend(story.employer, on("claim:3:pay"), MATCHED, paid, reserved),
    )
    story.standing(story.employer, A5301_X="49400.33", A9002="0.00", A9003="49400.33")
    story.standing(story.employer, A1002_S="120599.67")


def nobody_spends_what_is_not_there(story: Story) -> None:
    employer, little = story.employer, yuan("0.01")
    over = events.reserve(employer, on("claim:4"), TRAINING, yuan("18500.01"))
    story.refuses(book.OverBudget, over)
    story.refuses(book.OverBudget, events.spend(employer, on("claim:5"), RESEARCH, little))
    unowed = events.reimburse_employer(employer, on("claim:6"), GRANT, little)
    story.refuses(book.InsufficientFunds, unowed)


def the_bank_adds_interest_and_takes_a_fee(story: Story) -> None:
    employer, fee = story.employer, yuan("10.00")
    story.happens(events.interest(employer, on("interest:Q1"), {GRANT: yuan("123.45")}))
    story.happens(events.bank_fee(employer, on("fee:1"), GRANT, fee))
    story.standing(employer, A1002_S="120713.12", A1221_OWN="10.00", A2401_F="120723.12")
    story.happens(events.top_up(employer, on("fee:1:back"), GRANT, fee))
    story.standing(employer, A1002_S="120723.12", A1221_OWN="0.00")


def a_mistake_of_a_closed_month_is_taken_back_in_the_next(story: Story) -> None:
    employer = story.employer
    journal = book.journal(story.connection, employer)
    (wrong,) = [entry for entry in journal if entry.key == "claim:3:pay"]
    control.close_through(story.connection, employer, date(2026, 3, 31))
    undone = book.reverse(story.connection, wrong.id, on("claim:3:undo"))
    assert (undone.period, undone.word, undone.number) == (202604, "记", 1)
    story.standing(employer, A5301_X="19500.33", A9002="30000.00", A1002_S="150623.12")
    fiscal = AccountRef("2401.F", GRANT, "FISCAL")
    assert book.balance(story.connection, employer, fiscal) == yuan("100499.67")
