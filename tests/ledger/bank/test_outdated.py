"""What makes an approved 余额调节表 worth nothing: the bank and the matches go on."""

from datetime import date

import pytest
from sqlalchemy import Connection

from ledger import book, events
from ledger.bank import matches, reconciling, statements
from ledger.bank.refusals import BankRefused
from tests.ledger.bank.bank_story import (
    GRANT_IN,
    LAST,
    PAID,
    import_march,
    matched,
    reconcile,
    spend,
    statement,
)
from tests.ledger.story import GRANT, Books, fund, on, yuan


@pytest.fixture
def books(ledger_connection: Connection) -> Books:
    funded = fund(ledger_connection)
    spend(ledger_connection, funded, "claim:1", "106.00")
    return funded


def test_a_table_is_outdated_by_what_the_bank_says_later(
    ledger_connection: Connection, books: Books
) -> None:
    """The day was not over when the first statement was given out."""
    import_march(ledger_connection, books, GRANT_IN)
    early = reconciling.draw(ledger_connection, books.employer, LAST, "maker")
    reconcile(ledger_connection, books)
    assert reconciling.reconciled(ledger_connection, books.employer, LAST).passed
    import_march(ledger_connection, books, GRANT_IN, PAID)
    found = reconciling.reconciled(ledger_connection, books.employer, LAST)
    assert not found.passed
    assert "对账单或勾对又有变动" in found.message.text()
    with pytest.raises(BankRefused, match="已经过时"):
        reconciling.approve(ledger_connection, early, "checker")


def test_a_table_is_outdated_by_a_match_taken_back(
    ledger_connection: Connection, books: Books
) -> None:
    import_march(ledger_connection, books, GRANT_IN)
    (match,) = matched(ledger_connection, books)
    matches.approve(ledger_connection, match, "checker")
    reconcile(ledger_connection, books)
    assert reconciling.reconciled(ledger_connection, books.employer, LAST).passed
    matches.withdraw(ledger_connection, match, "checker", "另一笔")
    found = reconciling.reconciled(ledger_connection, books.employer, LAST)
    assert "对账单或勾对又有变动" in found.message.text()


def test_of_two_statements_until_one_day_the_later_closes_with_all_lines(
    ledger_connection: Connection, books: Books
) -> None:
    import_march(ledger_connection, books, GRANT_IN, PAID)
    with pytest.raises(BankRefused, match="缺少以前导入过的明细"):
        import_march(ledger_connection, books, GRANT_IN)


def test_a_day_before_the_first_statement_is_not_reconciled_by_it(
    ledger_connection: Connection, books: Books
) -> None:
    before = date(2026, 2, 28)
    fee = events.bank_fee(books.employer, on("fee:february", before), GRANT, yuan("5.00"))
    book.post(ledger_connection, fee)
    statements.import_statement(ledger_connection, books.employer, statement([GRANT_IN]), "maker")
    assert not reconciling.reconciled(ledger_connection, books.employer, before).passed
