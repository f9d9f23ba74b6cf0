"""What nobody can do to closed months, tried in SQL: by the application and by the owner."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from ledger import closing
from ledger.journal import BookId
from tests.database_server import DatabaseServer
from tests.ledger.closed_books import owner_of, refused

MARCH = 202603
PRIMARY = "period_close_pkey"
# a close of the month after, as the row of March with what a case changes
CLOSE = (
    "insert into ledger.period_close (book_id, tenant_id, month, preceding, through, closed_by,"
    " last_seq, last_hash, checks) select {book_id}, {tenant_id}, {month}, {preceding},"
    " {through}, {closed_by}, {last_seq}, last_hash, {checks} from ledger.period_close"
    " where book_id = :book and month = 202603"
)
SOUND_CLOSE = {
    "book_id": "book_id",
    "tenant_id": "tenant_id",
    "month": "202604",
    "preceding": "202603",
    "through": "'2026-04-30'",
    "closed_by": "'user-1'",
    "last_seq": "last_seq",
    "checks": "'[]'",
}
SNAPSHOT = (
    "insert into ledger.balance_snapshot (account_id, month, book_id, tenant_id, layer, posted,"
    " debits) select account_id, {month}, {book_id}, {tenant_id}, {layer}, {posted}, {debits}"
    " from ledger.balance_snapshot s where s.book_id = :book and s.month = 202603"
    " and s.posted > 0"
)
SOUND_SNAPSHOT = {
    "month": "202604",
    "book_id": "book_id",
    "tenant_id": "tenant_id",
    "layer": "layer",
    "posted": "posted",
    "debits": "debits",
}


@pytest.fixture(scope="module")
def ours(postgres: DatabaseServer) -> Iterator[tuple[Connection, BookId]]:
    """The owner in a transaction in which March is closed; whatever a test does is rolled back."""
    with postgres.clone() as database, owner_of(database) as (connection, books):
        closing.close_month(connection, books.employer, MARCH, "user-1", ())
        yield connection, books.employer


@pytest.mark.parametrize("table", ["period_close", "balance_snapshot"])
@pytest.mark.parametrize(
    "statement",
    [
        "insert into ledger.{} default values",
        "update ledger.{} set month = 1",
        "delete from ledger.{}",
        "truncate ledger.{} cascade",
        "alter table ledger.{} disable trigger all",
        "select * from ledger.{} for update",
    ],
)
def test_the_application_may_only_read(
    ledger_connection: Connection, table: str, statement: str
) -> None:
    assert refused(ledger_connection, statement.format(table))[0] == "42501"


@pytest.mark.parametrize("call", ["ledger.next_month(1)", "ledger.month_named(202603)"])
def test_the_application_closes_by_the_door_only(ledger_connection: Connection, call: str) -> None:
    assert refused(ledger_connection, f"select {call}")[0] == "42501"


@pytest.mark.parametrize(
    "change",
    [
        "update ledger.period_close set closed_by = 'somebody'",
        "delete from ledger.period_close",
        "truncate ledger.period_close cascade",
        "update ledger.balance_snapshot set posted = posted",
        "delete from ledger.balance_snapshot",
        "truncate ledger.balance_snapshot",
    ],
)
def test_not_even_the_owner_changes_a_closed_month(
    ours: tuple[Connection, BookId], change: str
) -> None:
    assert refused(ours[0], change) == ("55000", "ledger_append_only")


def test_the_sound_rows_that_the_cases_change_are_taken(ours: tuple[Connection, BookId]) -> None:
    connection, employer = ours
    with connection.begin_nested() as savepoint:
        for statement in (CLOSE.format(**SOUND_CLOSE), SNAPSHOT.format(**SOUND_SNAPSHOT)):
            assert connection.execute(text(statement), {"book": employer}).rowcount
        savepoint.rollback()


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"month": "202605", "through": "'2026-05-31'"}, "close_follows"),
        ({"preceding": "202604"}, "close_follows"),
        ({"through": "'2026-05-31'"}, "close_whole_month"),
        ({"through": "'2026-04-29'"}, "close_whole_month"),
        ({"month": "202606", "preceding": "202605", "through": "'2026-06-30'"}, "close_chained"),
        ({"preceding": "null"}, "close_follows_once"),
        (
            {"month": "202603", "preceding": "202602", "through": "'2026-03-31'"},
            "period_close_pkey",
        ),
        ({"last_seq": "last_seq + 1"}, "close_entry"),
        ({"tenant_id": "gen_random_uuid()"}, "close_tenant"),
        ({"closed_by": "''"}, "period_close_closed_by_check"),
        ({"checks": "'{}'"}, "close_checked"),
        ({"checks": '\'[{"outcome"\\: "failed"}]\''}, "close_checked"),
    ],
)
def test_a_close_by_hand_is_one_that_could_have_been(
    ours: tuple[Connection, BookId], changed: dict[str, str], constraint: str
) -> None:
    connection, employer = ours
    statement = CLOSE.format(**SOUND_CLOSE | changed)
    assert refused(connection, statement, book=employer)[1] == constraint


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"month": "202605"}, "snapshot_close"),
        ({"month": "202603"}, "balance_snapshot_pkey"),
        ({"layer": "'?'"}, "snapshot_account"),
        ({"tenant_id": "gen_random_uuid()"}, "snapshot_tenant"),
        ({"debits": "-1", "posted": "-2"}, "balance_snapshot_check"),
        ({"posted": "debits + 1"}, "balance_snapshot_check"),
    ],
)
def test_a_snapshot_by_hand_is_one_that_could_have_been(
    ours: tuple[Connection, BookId], changed: dict[str, str], constraint: str
) -> None:
    connection, employer = ours
    with connection.begin_nested() as savepoint:
        connection.execute(text(CLOSE.format(**SOUND_CLOSE)), {"book": employer})
        statement = SNAPSHOT.format(**SOUND_SNAPSHOT | changed)
        assert refused(connection, statement, book=employer)[1] == constraint
        savepoint.rollback()
