"""What nobody can do to the bank's tables, tried in SQL: by the application and by the owner."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from ledger.bank import matches
from tests.database_server import ClonedDatabase
from tests.ledger.bank.bank_story import FIRST, GRANT_IN, LAST, PAID, by_hand, import_march
from tests.ledger.story import OTHER_EMPLOYER, Books, act_as

STORED = (
    "bank_statement", "bank_line", "bank_match", "bank_match_member", "bank_match_state",
    "reconciliation", "reconciliation_state",
)  # fmt: skip
MEMBER = (
    "insert into ledger.bank_match_member (match_id, place, tenant_id, book_id, bank_line_id,"
    " entry_id, line_no, amount) values "
)


def refused(connection: Connection, statement: str, **values: Any) -> tuple[str, str]:
    """Return SQLSTATE and constraint name of the refusal; deferred constraints speak up, too."""
    with pytest.raises(DBAPIError) as error, connection.begin_nested():  # noqa: PT012  # either may
        connection.execute(text(statement), values)
        connection.execute(text("set constraints all immediate"))
    return error.value.orig.sqlstate, error.value.orig.diag.constraint_name or ""  # type: ignore[union-attr]  # psycopg's errors have both


@pytest.fixture
def application(abused: ClonedDatabase, funded: Books) -> Iterator[Connection]:
    assert funded.center
    with abused.engine.connect() as connection:
        act_as(connection, "center")
        yield connection


@pytest.fixture
def matched(owner: Connection, funded: Books) -> int:
    """The grant's money, matched by hand; rolled back with the owner's transaction."""
    import_march(owner, funded, GRANT_IN, PAID)
    sides = matches.sides(owner, funded.employer)
    chosen = by_hand(sides.bank[:1], sides.book)
    return matches.propose(owner, funded.employer, [chosen], "maker")[0]


@pytest.mark.parametrize("table", STORED)
@pytest.mark.parametrize(
    "statement",
    [
        "insert into ledger.{} default values",
        "delete from ledger.{}",
        "update ledger.{} set book_id = 1",
        "truncate ledger.{} cascade",
        "alter table ledger.{} disable trigger all",
    ],
)
def test_the_application_may_only_read(application: Connection, table: str, statement: str) -> None:
    assert refused(application, statement.format(table))[0] == "42501"


@pytest.mark.parametrize(
    "call",
    [
        "ledger.check_statements(1, 1)",
        "ledger.book_balance(1, '2026-03-31')",
    ],
)
def test_the_application_calls_only_the_doors(application: Connection, call: str) -> None:
    assert refused(application, f"select {call}")[0] == "42501"


@pytest.mark.parametrize("table", STORED)
def test_not_even_the_owner_rewrites(owner: Connection, matched: int, table: str) -> None:
    assert matched
    append_only = ("55000", "ledger_append_only")
    matches.withdraw(owner, matched, "checker", "选错了")
    owner.execute(
        text(
            "select ledger.decide_reconciliation(ledger.draw_reconciliation(book_id, :day, 60000,"
            " array[0, 106, 0, 106], '{}', 'maker'), 'withdrawn', 'checker', 'x')"
            " from ledger.bank_match"
        ).bindparams(day=LAST)
    )
    owner.execute(text("set constraints all immediate"))
    assert refused(owner, f"update ledger.{table} set book_id = book_id") == append_only  # noqa: S608  # likewise
    assert refused(owner, f"delete from ledger.{table}") == append_only  # noqa: S608  # the names above
    assert refused(owner, f"truncate ledger.{table} cascade") == append_only


def _row(owner: Connection, matched: int) -> dict[str, int | str]:
    row = owner.execute(
        text(
            "select m.book_id, m.tenant_id, b.id as free, l.entry_id, l.line_no"
            " from ledger.bank_match m join ledger.bank_line b on b.amount < 0"
            " join ledger.line l on l.amount = 5 where m.id = :match limit 1"
        ),
        {"match": matched},
    ).one()
    return {
        "book": row.book_id, "tenant": str(row.tenant_id), "free": row.free,
        "entry": row.entry_id, "line": row.line_no, "match": matched,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("members", "constraint"),
    [
        ("({match}, 3, '{tenant}', {book}, {free}, null, null, -106)", "match_sums"),
        ("({match}, 3, '{tenant}', {book}, {free}, null, null, 0)", "match_sealed"),
        ("({match}, 3, null, {book}, {free}, null, null, 0)", "tenant"),
        ("({match}, 3, '{tenant}', {book}, null, null, null, 0)", "member_side"),
        ("({match}, 3, '{tenant}', {book}, {free}, {entry}, {line}, 0)", "member_side"),
    ],
)
def test_nothing_is_added_to_a_match(
    owner: Connection, matched: int, members: str, constraint: str
) -> None:
    statement = MEMBER + members.format(**_row(owner, matched))
    told = refused(owner, statement)
    assert told[1] == constraint or (constraint == "tenant" and told[0] in {"42501", "23514"})


def test_a_match_by_hand_holds_the_lines_as_they_are(owner: Connection, matched: int) -> None:
    values = _row(owner, matched)
    owner.execute(
        text(
            "insert into ledger.bank_match (id, tenant_id, book_id, rule, evidence, maker,"
            " member_count) overriding system value"
            " values (900, :tenant, :book, 'amount', '[]', 'rules', 2)"
        ),
        {"tenant": values["tenant"], "book": values["book"]},
    )
    other_account = (
        "(900, 1, '{tenant}', {book}, {free}, null, null, -5),"
        " (900, 2, '{tenant}', {book}, null, {entry}, {line}, 5)"
    )
    assert refused(owner, MEMBER + other_account.format(**values))[1] == "match_own_lines"
    assert refused(owner, "select 1")[1] == "match_has_members"


def test_states_belong_to_their_match(owner: Connection, matched: int) -> None:
    insert = (
        "insert into ledger.bank_match_state (match_id, state, tenant_id, book_id, actor, reason)"
        " select id, '{state}', {tenant}, book_id, '{actor}', '' from ledger.bank_match"
        " where id = :match"
    )
    other = f"'{OTHER_EMPLOYER}'"
    assert refused(
        owner, insert.format(state="approved", tenant=other, actor="checker"), match=matched
    )[1] in {
        "match_sealed",
        "state_tenant",
    }
    own = insert.format(state="approved", tenant="tenant_id", actor="maker")
    assert refused(owner, own, match=matched)[1] == "match_two_people"
    silent = insert.format(state="withdrawn", tenant="tenant_id", actor="maker")
    assert refused(owner, silent, match=matched)[1] == "state_reason"


def test_a_table_by_hand_balances_and_its_state_is_its_own(
    owner: Connection, funded: Books
) -> None:
    insert = (
        "insert into ledger.reconciliation (id, tenant_id, book_id, day, statement_balance,"
        " book_balance, bank_in, bank_out, book_in, book_out, lists, last_seq, maker)"
        " overriding system value select 900, tenant_id, id, :day, 1, 1, {lists}, '{{}}', 0, 'x'"
        " from ledger.book where id = :book"
    )
    wrong = insert.format(lists="1, 0, 0, 0")
    assert refused(owner, wrong, day=FIRST, book=funded.employer)[1] == "reconciliation_holds"
    owner.execute(text(insert.format(lists="0, 0, 0, 0")), {"day": FIRST, "book": funded.employer})
    state = (
        "insert into ledger.reconciliation_state (reconciliation_id, state, tenant_id, book_id,"
        " actor) values (900, 'approved', :tenant, :book, 'y')"
    )
    told = refused(owner, state, tenant=OTHER_EMPLOYER, book=funded.employer)
    assert told[1] in {"match_sealed", "reconciliation_state_tenant"}
