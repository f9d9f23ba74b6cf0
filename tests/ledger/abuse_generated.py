"""Attempts that follow from the schema itself: a new table is tried from its first day."""

# ruff: noqa: S608  # statements for tests, every value in them ours

from collections.abc import Iterator

from tests.ledger.abuse import ACCEPTED, APPEND_ONLY, DENIED, Abuse, Bare, Refusal, Who
from tests.ledger.abuse_statements import copy
from tests.ledger.story import EMPLOYER

# Rows that move under rules of their own, and the chart, which comes with a migration.
MOVING = frozenset({"account_type", "balance", "book", "book_head"})
CHART = "account_type"
OF_THE_CENTER = frozenset({CHART, "anchor"})  # no row of these is an employer's
# A trigger that looks for the row's master is asked before the column itself.
SEALED: Refusal = ("23514", "match_sealed")
ASKED_FIRST = {
    ("bank_match_state", "match_id"),
    ("bank_match_state", "tenant_id"),
    ("reconciliation_state", "reconciliation_id"),
    ("reconciliation_state", "tenant_id"),
}

_TRIES = (
    "insert into ledger.{} default values",
    "delete from ledger.{}",
    "truncate ledger.{} cascade",
    "drop table ledger.{} cascade",
    "alter table ledger.{} disable trigger all",
    "select * from ledger.{} for update",
    "lock table ledger.{} in share mode",
    (
        "create trigger mine before insert on ledger.{} for each row"
        " execute function pg_catalog.suppress_redundant_updates_trigger()"
    ),
)
_TABLES = (
    "select relname from pg_class where relnamespace = 'ledger'::regnamespace and relkind = 'r'"
    " order by 1"
)
_COLUMNS = (
    "select c.relname, a.attname, a.attnotnull and a.attgenerated = '',"
    " a.attidentity <> '' or a.attgenerated <> ''"
    " from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relkind = 'r'"
    " and c.relnamespace = 'ledger'::regnamespace and a.attnum > 0 and not a.attisdropped"
    " order by c.relname, a.attnum"
)
_FUNCTIONS = (
    "select oid::regprocedure::text, proname, array(select 'null::' || t::regtype::text"
    " from unnest(proargtypes) with ordinality as x (t, n) order by n)::text[],"
    " has_function_privilege('zhuanhu_app', oid, 'execute') from pg_proc"
    " where pronamespace = 'ledger'::regnamespace and prorettype <> 'trigger'::regtype"
)
_SEQUENCES = (
    "select relname from pg_class where relnamespace = 'ledger'::regnamespace and relkind = 'S'"
)


def of_the_schema(connection: Bare) -> Iterator[Abuse]:
    """Every attempt that the tables, columns and functions of the schema suggest."""
    for (table,) in connection.execute(_TABLES).fetchall():
        yield from _of_table(str(table))
    for table, column, required, computed in connection.execute(_COLUMNS).fetchall():
        yield from _of_column(str(table), str(column), required=required, computed=computed)
    for _, name, arguments, is_door in connection.execute(_FUNCTIONS).fetchall():
        if not is_door:
            call = f"select ledger.{name}({', '.join(arguments)})"
            yield Abuse(Who.APPLICATION, call, DENIED)
    for (sequence,) in connection.execute(_SEQUENCES).fetchall():
        yield Abuse(Who.APPLICATION, f"select nextval('ledger.{sequence}')", DENIED)
        yield Abuse(Who.APPLICATION, f"select last_value from ledger.{sequence}", DENIED)
    for statement in (
        "create table ledger.mine (a int)",
        "create temporary table mine (a int)",
        "set session_replication_role = replica",
        "set role zhuanhu_owner",
    ):
        yield Abuse(Who.APPLICATION, statement, DENIED)


def _of_column(table: str, column: str, *, required: bool, computed: bool) -> Iterator[Abuse]:
    if not computed:
        change = f"update ledger.{table} set {column} = {column}"
        yield Abuse(Who.APPLICATION, change, DENIED)
    if required:
        nothing = ("23502", column) if (table, column) not in ASKED_FIRST else SEALED
        yield Abuse(Who.OWNER, copy(table, **{column: "null"}), nothing)
    if column == "tenant_id":
        theirs = f"insert into ledger.{table} (tenant_id) values ('{EMPLOYER}')"
        foreign = DENIED if (table, column) not in ASKED_FIRST else SEALED
        yield Abuse(Who.OWNER_FOR_STRANGER, theirs, foreign)
        for who in (Who.STRANGER, Who.OWNER_FOR_STRANGER):
            yield Abuse(who, _sees_others(table), ACCEPTED)


def _of_table(table: str) -> Iterator[Abuse]:
    yield Abuse(Who.APPLICATION, _is_readable(table), ACCEPTED)
    for statement in _TRIES:
        yield Abuse(Who.APPLICATION, statement.format(table), DENIED)
    if table != CHART:
        for change in ("delete from ledger.{}", "truncate ledger.{} cascade"):
            yield Abuse(Who.OWNER, change.format(table), APPEND_ONLY)
    if table not in MOVING:
        column = "tenant_id"
        change = f"update ledger.{table} set {column} = {column}"
        yield Abuse(Who.OWNER, change, APPEND_ONLY)


def _is_readable(table: str) -> str:
    """A block that fails where the Center does not see the employer's rows."""
    whose = "true" if table in OF_THE_CENTER else f"tenant_id = '{EMPLOYER}'"
    return (
        f"do $$ begin if not exists (select from ledger.{table} where {whose}) then"
        " raise exception 'sees no row'; end if; end $$"
    )


def _sees_others(table: str) -> str:
    """A block that fails when the reader sees rows of another tenant."""
    return (
        f"do $$ begin if exists (select from ledger.{table} where tenant_id is distinct from"
        " public.zhuanhu_tenant()) then raise exception 'sees rows of others'; end if; end $$"
    )
