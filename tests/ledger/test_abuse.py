"""What nobody can do to the journal, tried in SQL: by the application and by the owner."""

import pytest
from sqlalchemy import Connection, text

from tests.ledger.abuse import refused
from tests.ledger.story import Books

STORED = ("book", "book_head", "account", "account_type", "balance", "entry", "line")


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
        "soft_close_through",
        "set_account_open",
        "set_tolerance",
        "halt",
        "close_grant",
        "import_statement",
        "propose_match",
        "decide_match",
        "draw_reconciliation",
        "decide_reconciliation",
    }
    for row in doors:
        assert row.prosecdef == row.may
        if row.may:
            assert "search_path=pg_catalog, pg_temp" in row.proconfig
