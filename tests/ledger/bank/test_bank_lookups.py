"""Lines of the bank by partner, slip or amount; matches that wait for somebody's word."""

import pytest
from sqlalchemy import Connection

from ledger import book
from ledger.bank import lookups, matches
from ledger.bank.lookups import Sought
from tests.ledger.bank.bank_story import (
    GRANT_IN,
    INTEREST,
    PAID,
    import_march,
    line,
    matched,
    spend,
)
from tests.ledger.story import Books, fund, yuan


@pytest.fixture
def books(ledger_connection: Connection) -> Books:
    funded = fund(ledger_connection)
    spend(ledger_connection, funded, "claim:1", "106.00")
    later = line(25, "-12.34", "HD9", "退款", "测试公司第二部")
    import_march(ledger_connection, funded, GRANT_IN, PAID, INTEREST, later)
    return funded


@pytest.mark.parametrize(
    ("sought", "slips"),
    [
        (Sought(), []),
        (Sought(partner="测试"), ["HD9", "HD2"]),
        (Sought(partner="试公司"), []),
        (Sought(partners=["测试公司", "没有的公司"]), ["HD2"]),
        (Sought(slip="HD"), ["HD9", "HD3", "HD2", "HD1"]),
        (Sought(slip="HD2"), ["HD2"]),
        (Sought(amount=yuan("12.34")), ["HD9", "HD3"]),
        (Sought(slip="HD1", amount=yuan("106.00")), ["HD2", "HD1"]),
    ],
)
def test_lines_are_looked_up_by_what_is_known_of_them(
    ledger_connection: Connection, books: Books, sought: Sought, slips: list[str]
) -> None:
    assert books.employer
    found = lookups.lines(ledger_connection, sought, 10)
    assert [each.reference for each in found] == slips
    assert [each.reference for each in lookups.lines(ledger_connection, sought, 1)] == slips[:1]


def test_a_line_leads_to_its_voucher_while_its_match_stands(
    ledger_connection: Connection, books: Books
) -> None:
    def entries() -> dict[str, bool]:
        found = lookups.lines(ledger_connection, Sought(slip="HD"), 10)
        return {each.reference: each.entry is not None for each in found}

    assert not any(entries().values())
    made = matched(ledger_connection, books)
    assert entries() == {"HD1": True, "HD2": True, "HD3": False, "HD9": False}
    for each in made:
        matches.withdraw(ledger_connection, each, "checker", "另有原因")
    assert not any(entries().values())


def test_an_entry_leads_to_its_lines_of_the_bank_and_to_who_matched_them(
    ledger_connection: Connection, books: Books
) -> None:
    def found() -> list[tuple[str, str | None]]:
        (paid,) = book.journal(ledger_connection, books.employer, limit=1)
        lines = lookups.of_entry(ledger_connection, paid.id)
        return [(each.reference, each.approver) for each in lines]

    assert found() == []
    made = matched(ledger_connection, books)
    assert found() == [("HD2", None)]
    for each in made:
        matches.approve(ledger_connection, each, "checker")
    assert found() == [("HD2", "checker")]
    for each in made:
        matches.withdraw(ledger_connection, each, "checker", "另有原因")
    assert found() == []


def test_what_waits_for_a_word_is_counted_for_those_who_did_not_make_it(
    ledger_connection: Connection, books: Books
) -> None:
    assert lookups.proposed_count(ledger_connection, books.employer, "checker") == 0
    first, second = matched(ledger_connection, books)
    assert lookups.proposed_count(ledger_connection, books.employer, "checker") == 2
    assert lookups.proposed_count(ledger_connection, books.employer, matches.RULES) == 0
    matches.approve(ledger_connection, first, "checker")
    matches.withdraw(ledger_connection, second, "checker", "另有原因")
    assert lookups.proposed_count(ledger_connection, books.employer, "checker") == 0
