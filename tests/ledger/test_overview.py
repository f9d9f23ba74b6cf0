"""The whole programme out of all books: each figure after what the story did to it."""

import random
from datetime import date
from decimal import Decimal
from itertools import islice

import pytest
from sqlalchemy import Connection

from ledger import book, events, overview
from ledger.events import Purpose, Recall
from ledger.overview import FIGURES, Sum
from tests.ledger.recounting import recounted
from tests.ledger.story import (
    EMPLOYER,
    GRANT,
    RND,
    close_months,
    fund,
    on,
    open_books,
    yuan,
)
from tests.ledger.walk import Walk

MATCHED = Purpose(GRANT, "MATCH", "RND")
CAME_IN = ("received", "matched", "raised", "earned", "opened")
STEPS = 120
WENT = ("spent", "called_back", "released", "moving", "balance")


def figures(sums: list[Sum]) -> dict[str, Decimal]:
    return {name: overview.value(name, sums) for name in FIGURES}


def total(found: dict[str, Decimal], names: tuple[str, ...]) -> Decimal:
    return sum((found[name] for name in names), yuan("0.00"))


@pytest.fixture
def lived(ledger_connection: Connection) -> Connection:
    """Sixty thousand of a hundred have come; some is matched, spent, wrong, reversed, recalled."""
    books = fund(ledger_connection)
    of, center = books.employer, books.center
    spent = book.post(
        ledger_connection,
        events.contribute(of, on("match"), GRANT, "MATCH", {"RND": yuan("3000.00")}),
        events.interest(of, on("interest"), {GRANT: yuan("12.34")}),
        events.reserve(of, on("claim"), RND, yuan("500.00")),
        events.spend(of, on("claim:pay"), RND, yuan("500.00")),
        events.reserve(of, on("wrong"), RND, yuan("90.00")),
        events.spend(of, on("wrong:pay"), RND, yuan("90.00")),
        events.disallow(of, on("finding"), RND, yuan("300.00")),
        events.put_back(of, on("finding:back"), RND, yuan("100.00")),
        events.release_matching(of, on("match:back"), GRANT, "MATCH", {"RND": yuan("1000.00")}),
        events.reserve(of, on("waiting"), RND, yuan("70.00")),
        events.disburse(center, on("second"), GRANT, yuan("20000.00")),
    )
    book.reverse(ledger_connection, spent[5].entry_id, on("wrong:reversed"))
    more = book.post(ledger_connection, events.interest(of, on("typo"), {GRANT: yuan("9.99")}))
    book.reverse(ledger_connection, more[0].entry_id, on("typo:reversed"))
    recall = Recall(
        GRANT, {"FISCAL": yuan("1000.00")}, {RND: yuan("1000.00")}, {RND: yuan("200.00")}
    )
    book.post(ledger_connection, *events.claw_back(center, of, on("back"), recall))
    return ledger_connection


def test_each_figure_is_what_the_story_did(lived: Connection) -> None:
    found = figures(overview.sums(lived))
    expected = {
        "disbursed": "80000.00",
        "on_the_way": "20000.00",
        "received": "60000.00",
        "matched": "3000.00",
        "earned": "12.34",
        "spent_rnd": "200.00",
        "disallowed": "0.00",
        "spent": "200.00",
        "called_back": "1200.00",
        "owed_back": "1200.00",
        "released": "1000.00",
        "reserved": "160.00",
        "balance": "60612.34",
    }
    assert {name: found[name] for name in expected} == {
        name: yuan(amount) for name, amount in expected.items()
    }


def test_what_came_in_is_where_it_went(lived: Connection) -> None:
    found = figures(overview.sums(lived))
    assert total(found, CAME_IN) == total(found, WENT) == yuan("63012.34")
    given = ("uncommitted", "committed", "disbursed")
    assert found["appropriated"] == total(found, given)
    assert found["disbursed"] == found["received"] + found["on_the_way"]
    spent = tuple(name for name in FIGURES if name.startswith("spent_"))
    assert found["spent"] == total(found, (*spent, "disallowed"))


def test_the_grants_add_up_to_the_whole(lived: Connection) -> None:
    whole = figures(overview.sums(lived))
    each = overview.sums(lived, each_grant=True)
    for name in FIGURES:
        assert sum(overview.by_grant(name, each).values()) == whole[name], name
    assert overview.by_grant("balance", each) == {(EMPLOYER, GRANT): yuan("60612.34")}
    assert overview.by_grant("on_the_way", each) == {(None, GRANT): yuan("20000.00")}


def test_each_figure_is_what_every_line_says(lived: Connection) -> None:
    assert figures(overview.sums(lived)) == recounted(lived)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_walk_each_figure_is_what_every_line_says(
    ledger_connection: Connection, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # picks steps
    walk = Walk(ledger_connection, open_books(ledger_connection), chance)
    for step in islice(walk.steps(), STEPS):
        book.post(ledger_connection, *step)
        walk.look()
    found = figures(overview.sums(ledger_connection))
    assert found == recounted(ledger_connection)
    assert total(found, CAME_IN) == total(found, WENT)
    assert found["appropriated"] == total(found, ("uncommitted", "committed", "disbursed"))


def test_months_are_counted_that_are_over_and_not_closed(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)  # of March 2026
    assert overview.open_months(ledger_connection, date(2026, 3, 31)) == {EMPLOYER: 0}
    assert overview.open_months(ledger_connection, date(2026, 6, 1)) == {EMPLOYER: 3}
    close_months(ledger_connection, books.employer, date(2026, 4, 30))
    assert overview.open_months(ledger_connection, date(2026, 6, 1)) == {EMPLOYER: 1}
