"""What nobody can do to the journal, tried in SQL: by the application, by the owner of the tables.

The owner can write rows by hand; triggers and constraints still hold every promise of an entry.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from ledger import book, events
from ledger.accounts import AccountRef
from tests.database_server import ClonedDatabase, DatabaseServer
from tests.ledger.story import DAY, EMPLOYER, RND, Books, act_as, fund, on, yuan

STORED = ("book", "book_head", "account", "account_type", "balance", "entry", "line")

NEW_ENTRY = (
    "insert into ledger.entry (id, tenant_id, book_id, seq, period, word, no, kind, key,"
    " effective_on, recorded_at, actor, memo, meta, reverses, line_count, request_hash,"
    " prev_hash, hash) overriding system value select {id}, b.tenant_id, b.id, 100 + {id}, 202603,"
    " '记', 100 + {id}, 'by hand', 'by hand {id}', '2026-03-02', now(), 'owner', '', '{{}}',"
    " {reverses}, {lines}, '', '', '' from ledger.book b where b.id = {book}"
)
NEW_LINE = (
    "insert into ledger.line (entry_id, line_no, book_id, account_id, tenant_id, layer,"
    " effective_on, amount, balance_after, account_seq) values "
)


@pytest.fixture(scope="module")
def abused(postgres: DatabaseServer) -> Iterator[ClonedDatabase]:
    """One database for this module: whatever a test did to it is rolled back."""
    with postgres.clone() as clone:
        yield clone


@pytest.fixture(scope="module")
def funded(abused: ClonedDatabase) -> Books:
    """The grant's money and one reservation, committed."""
    with abused.engine.begin() as connection:
        act_as(connection, "center")
        books = fund(connection)
        book.post(connection, events.reserve(books.employer, on("r"), RND, yuan("5.00")))
    return books


@pytest.fixture
def application(abused: ClonedDatabase, funded: Books) -> Iterator[Connection]:
    assert funded.center
    with abused.engine.connect() as connection:
        act_as(connection, "center")
        yield connection


@pytest.fixture
def owner(abused: ClonedDatabase, funded: Books) -> Iterator[Connection]:
    assert funded.center
    engine = create_engine(abused.owner_url)
    with engine.connect() as connection:
        act_as(connection, "center")
        yield connection
    engine.dispose()


def refused(connection: Connection, statement: str, **values: Any) -> tuple[str, str]:
    """Return SQLSTATE and constraint name of the refusal; deferred constraints speak up, too."""
    with pytest.raises(DBAPIError) as error, connection.begin_nested():  # noqa: PT012  # either may
        connection.execute(text(statement), values)
        connection.execute(text("set constraints all immediate"))
    return error.value.orig.sqlstate, error.value.orig.diag.constraint_name or ""  # type: ignore[union-attr]  # psycopg's errors have both


def line_values(connection: Connection, entry: int, *lines: tuple[int, AccountRef, str]) -> str:
    """Lines by hand, right in everything but what a test makes wrong."""
    rows = []
    for number, account, amount in lines:
        row = connection.execute(
            text(
                "select a.id, a.book_id, a.tenant_id, a.layer from ledger.account a"
                " where a.code = :code and a.category = :category and a.book_id ="
                " (select book_id from ledger.entry where id = 3)"
            ),
            {"code": account.code, "category": account.category or ""},
        ).one()
        rows.append(
            f"({entry}, {number}, {row.book_id}, {row.id}, '{row.tenant_id}', '{row.layer}',"
            f" '{DAY}', {amount}, 0, {900 + number})"
        )
    return ", ".join(rows)


BANK = AccountRef("1002.S")
UNSPENT = AccountRef("2401.F", "2026-017", "FISCAL")
AVAILABLE, RESERVED = RND.on("9001"), RND.on("9002")


@pytest.mark.parametrize("table", STORED)
@pytest.mark.parametrize(
    "statement",
    [
        "insert into ledger.{} default values",
        "delete from ledger.{}",
        "truncate ledger.{} cascade",
        "drop table ledger.{} cascade",
        "alter table ledger.{} disable trigger all",
        "select * from ledger.{} for update",
    ],
)
def test_the_application_may_only_read(application: Connection, table: str, statement: str) -> None:
    assert refused(application, statement.format(table))[0] == "42501"


@pytest.mark.parametrize(
    "assignment",
    [
        "balance set posted = posted + 1",
        "book_head set closed_through = '1999-01-01'",
        "entry set memo = ''",
        "line set amount = -amount",
        "account set grant_id = 'X'",
        "book set name = 'X'",
        "account_type set floor_zero = false",
    ],
)
def test_the_application_changes_nothing(application: Connection, assignment: str) -> None:
    assert refused(application, f"update ledger.{assignment}")[0] == "42501"


@pytest.mark.parametrize(
    "call",
    [
        "ledger.refuse('balance_floor', 1, 1)",
        "ledger.accounts_for_posting(1, array['1011'], array[''], array[''], array[''], array[1])",
        "ledger.mirrors(1, 1, 1)",
    ],
)
def test_the_application_calls_only_the_doors(application: Connection, call: str) -> None:
    assert refused(application, f"select {call}")[0] == "42501"


def test_the_application_makes_nothing_in_the_ledgers_schema(application: Connection) -> None:
    assert refused(application, "create table ledger.mine (a int)")[0] == "42501"
    assert refused(application, "set session_replication_role = replica")[0] == "42501"
    assert refused(application, "set role zhuanhu_owner")[0] == "42501"


def test_parts_of_a_fen_are_refused_not_rounded(application: Connection, funded: Books) -> None:
    statement = (
        "select ledger.post(:book, 'k', 'k', '2026-03-02', 'a', null, null, '', '{}', null, '记',"
        " array['9001', '9002'], array['2026-017', '2026-017'], array['FISCAL', 'FISCAL'],"
        " array['RND', 'RND'], array[0.004, -0.004])"
    )
    found = refused(application, statement, book=funded.employer)
    assert found == ("22003", "amount_whole_fen")


@pytest.mark.parametrize(
    ("codes", "amounts", "constraint"),
    [
        ("'9001', '9002'", "1, -2", "entry_balanced"),
        ("'9001', '2401.F'", "1, -1", "entry_balanced"),
        ("'9001', '9001'", "1, -1", "entry_balanced"),
        ("'9001', '9002'", "'NaN', 'NaN'", "line_amount_check"),
        ("'9001', '9002'", "0, 0", "line_amount_check"),
        ("'9001'", "0", "entry_line_count_check"),
        ("'9001', '9999'", "1, -1", "account_in_chart"),
        ("'9001', '1011'", "1, -1", "account_in_chart"),
    ],
)
def test_the_door_itself_refuses_what_is_no_entry(
    application: Connection, funded: Books, codes: str, amounts: str, constraint: str
) -> None:
    categories = ", ".join("''" if "2401" in code else "'RND'" for code in codes.split(", "))
    repeated = codes.count(",") + 1
    statement = (
        "select ledger.post(:book, 'k', 'k', '2026-03-02', 'a', null, null, '', '{}', null, '记',"
        f" array[{codes}], array_fill('2026-017'::text, array[{repeated}]),"
        f" array_fill('FISCAL'::text, array[{repeated}]), array[{categories}],"
        f" array[{amounts}]::numeric[])"
    )
    assert refused(application, statement, book=funded.employer)[1] == constraint


@pytest.mark.parametrize("table", ["entry", "line", "account"])
@pytest.mark.parametrize("change", ["delete from ledger.{}", "truncate ledger.{} cascade"])
def test_not_even_the_owner_removes(owner: Connection, table: str, change: str) -> None:
    assert refused(owner, change.format(table)) == ("55000", "ledger_append_only")


@pytest.mark.parametrize("table", ["book", "book_head", "balance"])
@pytest.mark.parametrize("change", ["delete from ledger.{}", "truncate ledger.{} cascade"])
def test_not_even_the_owner_removes_a_book(owner: Connection, table: str, change: str) -> None:
    assert refused(owner, change.format(table)) == ("55000", "ledger_append_only")


@pytest.mark.parametrize(
    "assignment",
    [
        "entry set memo = 'other'",
        "entry set effective_on = effective_on",
        'entry set meta = \'{"a": "b"}\'',
        "line set amount = amount * 2",
        "line set effective_on = '2026-01-01'",
        "account set grant_id = 'X' where grant_id <> ''",
        "book set tenant_id = gen_random_uuid() where tenant_id is not null",
        "book_head set last_seq = last_seq - 1",
        "book_head set last_hash = '\\x00'",
        "book_head set closed_through = '1990-01-01'",
        "book_head set tenant_id = null where tenant_id is not null",
        "balance set posted = posted + 1",
        "balance set version = version - 1",
        "balance set floor = null where floor is not null",
        "balance set tenant_id = null where tenant_id is not null",
    ],
)
def test_not_even_the_owner_rewrites(owner: Connection, assignment: str) -> None:
    assert refused(owner, f"update ledger.{assignment}") == ("55000", "ledger_append_only")


def test_not_even_the_owner_moves_a_balance_below_its_floor(owner: Connection) -> None:
    statement = (
        "update ledger.balance set posted = 1, version = version + 1"
        " where normal = -1 and floor = 0"
    )
    assert refused(owner, statement) == ("23514", "balance_floor")


def test_an_entry_without_lines_cannot_be_committed(owner: Connection, funded: Books) -> None:
    statement = NEW_ENTRY.format(id=900, book=funded.employer, lines=2, reverses="null")
    assert refused(owner, statement) == ("23503", "entry_has_lines")


HAND_MADE = {
    "unbalanced": ((1, AVAILABLE, "1"), (2, RESERVED, "-2")),
    "unbalanced by layer": ((1, BANK, "1"), (2, RESERVED, "-1")),
    "incomplete": ((1, AVAILABLE, "1"),),
    "too long": ((1, AVAILABLE, "1"), (2, RESERVED, "-2"), (3, UNSPENT, "1")),
    "with a hole": ((1, AVAILABLE, "1"), (3, RESERVED, "-1")),
}


@pytest.mark.parametrize("how", HAND_MADE)
def test_lines_written_by_hand_are_complete_and_even(
    owner: Connection, funded: Books, how: str
) -> None:
    entry = NEW_ENTRY.format(id=900, book=funded.employer, lines=2, reverses="null")
    owner.execute(text(entry))
    lines = NEW_LINE + line_values(owner, 900, *HAND_MADE[how])
    assert refused(owner, lines) == ("23514", "entry_balanced")


def test_even_lines_written_by_hand_are_accepted_so_that_the_refusals_mean_something(
    owner: Connection, funded: Books
) -> None:
    entry = NEW_ENTRY.format(id=900, book=funded.employer, lines=2, reverses="null")
    owner.execute(text(entry))
    even = line_values(owner, 900, (1, AVAILABLE, "1"), (2, RESERVED, "-1"))
    owner.execute(text(NEW_LINE + even))
    owner.execute(text("set constraints all immediate"))


@pytest.mark.parametrize(
    ("wrong", "right"), [("2026-03-03", "2026-03-02"), ("null", "tenant"), ("'B'", "'F'")]
)
def test_lines_agree_with_their_entry_and_their_account(
    owner: Connection, funded: Books, wrong: str, right: str
) -> None:
    entry = NEW_ENTRY.format(id=900, book=funded.employer, lines=2, reverses="null")
    owner.execute(text(entry))
    lines = line_values(owner, 900, (1, BANK, "1"), (2, UNSPENT, "-1"))
    if right == "tenant":
        right = f"'{EMPLOYER}'"
    constraint = "line_account" if right == "'F'" else "entry_balanced"
    assert right in lines
    assert refused(owner, NEW_LINE + lines.replace(right, wrong))[1] == constraint


def test_a_sealed_entry_takes_no_more_lines(owner: Connection) -> None:
    more = line_values(owner, 3, (10, AVAILABLE, "1"), (11, RESERVED, "-1"))
    assert refused(owner, NEW_LINE + more) == ("23514", "entry_balanced")


def test_lines_never_touch_an_account_of_another_book(owner: Connection, funded: Books) -> None:
    entry = NEW_ENTRY.format(id=900, book=funded.center, lines=2, reverses="null")
    owner.execute(text(entry))
    lines = line_values(owner, 900, (1, BANK, "1"), (2, UNSPENT, "-1"))
    assert refused(owner, NEW_LINE + lines) == ("23514", "entry_balanced")
    for number in (1, 2):
        lines = lines.replace(
            f"(900, {number}, {funded.employer},", f"(900, {number}, {funded.center},"
        )
    disguised = lines.replace(f"'{EMPLOYER}'", "null")
    assert refused(owner, NEW_LINE + disguised) == ("23503", "line_account")


def test_a_reversal_written_by_hand_mirrors_its_original(owner: Connection, funded: Books) -> None:
    last = owner.scalar(text("select max(id) from ledger.entry"))
    entry = NEW_ENTRY.format(id=900, book=funded.employer, lines=2, reverses=last)
    owner.execute(text(entry))
    half = line_values(owner, 900, (1, AVAILABLE, "-4"), (2, RESERVED, "4"))
    assert refused(owner, NEW_LINE + half) == ("23514", "reversal_mirrors")
    whole = line_values(owner, 900, (1, AVAILABLE, "-5"), (2, RESERVED, "5"))
    owner.execute(text(NEW_LINE + whole))


def test_a_reversal_stays_in_the_book_of_its_original(owner: Connection, funded: Books) -> None:
    first_of_center = owner.scalar(
        text("select min(id) from ledger.entry where book_id = :book"), {"book": funded.center}
    )
    entry = NEW_ENTRY.format(id=900, book=funded.employer, lines=2, reverses=first_of_center)
    owner.execute(text(entry))
    lines = line_values(owner, 900, (1, AVAILABLE, "1"), (2, RESERVED, "-1"))
    assert refused(owner, NEW_LINE + lines) == ("23514", "reversal_mirrors")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("seq = 1", "entry_seq"),
        ("no = 1", "entry_voucher"),
        ("key = 'agreement:1'", "entry_key"),
        ("period = 202604", "entry_period"),
        ("line_count = 1", "entry_line_count_check"),
        ("reverses = 4711", "entry_reverses_fkey"),
    ],
)
def test_numbers_and_keys_are_unique(
    owner: Connection, funded: Books, change: str, constraint: str
) -> None:
    """Written as an insert of a copy of the last entry with one value changed."""
    column, value = change.split(" = ")
    row = owner.execute(
        text("select * from ledger.entry where book_id = :book order by seq desc limit 1"),
        {"book": funded.employer},
    ).one()
    names = [name for name in row._fields if name not in {"id", "xact"}]
    fresh = {"seq": "99", "no": "99", "key": "'fresh'", column: value}
    picked = ", ".join(fresh.get(name, name) for name in names)
    statement = (
        f"insert into ledger.entry ({', '.join(names)}) select {picked}"  # noqa: S608  # our names
        f" from ledger.entry where id = {row.id}"
    )
    assert refused(owner, statement)[1] == constraint


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ("'9001', '', 'FISCAL', 'RND', 'B', -1", "account_in_chart"),
        ("'9001', 'G', 'FISCAL', 'RND', 'F', -1", "account_in_chart"),
        ("'9001', 'G', 'FISCAL', 'RND', 'B', 1", "account_in_chart"),
        ("'9001', 'G', 'FISCAL', 'WINE', 'B', -1", "account_category"),
        ("'9001', 'G', 'GIFT', 'RND', 'B', -1", "account_source"),
        ("'9001', 'a|b', 'FISCAL', 'RND', 'B', -1", "account_grant"),
        ("'1011', '', '', '', 'F', 1", "account_in_chart"),
        ("'9001', '2026-017', 'FISCAL', 'RND', 'B', -1", "account_leaf"),
    ],
)
def test_an_account_by_hand_is_a_leaf_of_the_chart(
    owner: Connection, funded: Books, values: str, constraint: str
) -> None:
    statement = (  # the values are those above
        "insert into ledger.account (tenant_id, book_id, book_kind, code, grant_id, source,"  # noqa: S608  # ours
        f" category, layer, normal) select tenant_id, id, kind, {values} from ledger.book"
        " where id = :book"
    )
    assert refused(owner, statement, book=funded.employer)[1] == constraint


def test_rows_of_an_employer_bear_its_name(owner: Connection, funded: Books) -> None:
    account = (
        "insert into ledger.account (tenant_id, book_id, book_kind, code, layer, normal)"
        " select {tenant}, id, kind, '3999', 'F', -1 from ledger.book where id = :book"
    )
    for tenant, constraint in [
        ("null", "account_tenant"),
        ("gen_random_uuid()", "account_book_tenant"),
    ]:
        statement = account.format(tenant=tenant)
        assert refused(owner, statement, book=funded.employer)[1] == constraint
    second = "insert into ledger.book (tenant_id, kind, name) values ({}, '{}', 'X')"
    assert refused(owner, second.format("null", "center"))[1] == "book_one_per_tenant"
    assert refused(owner, second.format("null", "employer"))[1] == "book_of_tenant"
    assert refused(owner, second.format("gen_random_uuid()", "center"))[1] == "book_of_tenant"


def test_the_ledger_belongs_to_a_role_that_row_security_binds(owner: Connection) -> None:
    owners = owner.execute(
        text(
            "select distinct r.rolname, r.rolsuper, r.rolbypassrls from pg_roles r join ("
            " select relowner as who from pg_class where relnamespace = 'ledger'::regnamespace"
            " union select proowner from pg_proc where pronamespace = 'ledger'::regnamespace"
            ") owned on owned.who = r.oid"
        )
    ).all()
    assert [tuple(row) for row in owners] == [("zhuanhu_owner", False, False)]


def test_every_door_pins_its_search_path(owner: Connection) -> None:
    doors = owner.execute(
        text(
            "select proname, proconfig, has_function_privilege('zhuanhu_app', oid, 'execute') as"
            " may, prosecdef from pg_proc where pronamespace = 'ledger'::regnamespace"
        )
    ).all()
    assert {row.proname for row in doors if row.may} == {
        "open_book",
        "lock_books",
        "open_account",
        "post",
        "close_through",
        "set_account_open",
    }
    for row in doors:
        assert row.prosecdef == row.may
        if row.may:
            assert "search_path=pg_catalog, pg_temp" in row.proconfig
