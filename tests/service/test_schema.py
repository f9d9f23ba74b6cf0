import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, MetaData, create_engine, inspect, text
from sqlalchemy.dialects.postgresql import DOMAIN
from sqlalchemy.exc import DBAPIError

import ledger.tables
from service.db import CENTER, NOBODY, Scope
from service.migrations.schema_snapshot import COMMAND, SNAPSHOT, schema_dump
from service.tables import Base
from tests.database_server import ClonedDatabase, connect

CATALOGUE = Path(__file__).with_name("catalogue.sql").read_text(encoding="utf-8")
PREAMBLE, *_SECTIONS = re.split(r"^-- rule: ", CATALOGUE, flags=re.MULTILINE)
RULES: Mapping[str, str] = dict(section.split("\n", 1) for section in _SECTIONS)

Admin = psycopg.Connection[tuple[object, ...]]


@pytest.fixture
def admin(database: ClonedDatabase) -> Iterator[Admin]:
    """The administrator with the views of the catalogue, in a transaction that is rolled back."""
    with connect(database.admin_url) as connection:
        connection.autocommit = False
        connection.execute(PREAMBLE)
        yield connection
        connection.rollback()


def violations(admin: Admin, rule: str) -> list[str]:
    return [str(name) for (name,) in admin.execute(RULES[rule])]


def test_the_migrated_database_breaks_no_rule(admin: Admin) -> None:
    assert {rule: found for rule in RULES if (found := violations(admin, rule))} == {}


GRANT_DATABASE = (
    "do $$ begin execute format('grant {} on database %I to {}', current_database()); end $$"
)

# One way to break each rule; without it a rule could be a query that never finds anything.
BREAKS = {
    "a table has a tenant column or is known to be shared": [
        "create table public.secret (content text)"
    ],
    "row-level security is on and forced": [
        "alter table claim no force row level security",
        "alter table ledger.line disable row level security",
        "create table ledger.draft (tenant_id uuid)",
    ],
    "one restrictive policy compares the tenant for everybody, reading and writing": [
        "drop policy tenant on claim",
        "create policy more on claim as restrictive using (true)",
        "alter policy tenant on claim to zhuanhu_app",
        "alter policy tenant on claim using (true)",
        "alter policy tenant on claim with check (true)",
        "create table public.draft (employer_id uuid)",
    ],
    "a unique key holds the tenant, is a made-up identity, or is reviewed": [
        "create unique index on original (sha256)",
        "create table public.draft (employer_id uuid, no text primary key)",
    ],
    "a reference between tenants' tables holds the tenant on both sides": [
        "alter table claim add foreign key (invoice_id) references invoice",
        "alter table claim add foreign key (made_by, id) references invoice (employer_id, id)",
    ],
    "a view runs with the rights of whoever asks, and none is materialized": [
        "create view public.all_claims as select * from claim",
        "create materialized view public.all_claims as select * from claim",
    ],
    "a function with its owner's rights is reviewed and pins its search path": [
        "alter function zhuanhu_tenant() security definer",
        "alter function ledger.open_book reset search_path",
    ],
    "no function is leakproof": ["alter function zhuanhu_tenant() leakproof"],
    "nothing is granted to everybody": [
        "grant select on annual_call to public",
        "grant execute on function ledger.open_book to public",
        "create function public.new() returns int language sql as 'select 1'",
        "grant usage on schema ledger to public",
        GRANT_DATABASE.format("connect", "public"),
    ],
    "the owner role owns every table": ["create table public.draft (employer_id uuid)"],
    "the application role owns nothing": [
        "grant create on schema public to zhuanhu_app; alter table claim owner to zhuanhu_app"
    ],
    "the application role creates nothing": [
        "grant create on schema public to zhuanhu_app",
        GRANT_DATABASE.format("temporary", "zhuanhu_app"),
    ],
    "neither role is above row-level security or makes roles": [
        "alter role zhuanhu_app bypassrls",
        "alter role zhuanhu_owner superuser",
    ],
    "the application role neither changes nor removes history": [
        "grant delete on decision to zhuanhu_app",
        "grant update (reason) on audit_trail to zhuanhu_app",
    ],
    "history refuses change and truncation whoever asks": [
        "drop trigger append_only on original",
        "alter table decision disable trigger no_truncate",
    ],
    "the application role only reads the tables of the ledger": [
        "grant insert on ledger.entry to zhuanhu_app",
        "grant update (posted) on ledger.balance to zhuanhu_app",
    ],
    "the application role never truncates, references or adds triggers": [
        "grant truncate on web_session to zhuanhu_app"
    ],
}


def test_every_rule_is_broken_once() -> None:
    assert list(BREAKS) == list(RULES)


@pytest.mark.parametrize("rule", BREAKS)
def test_a_broken_rule_is_found(admin: Admin, rule: str) -> None:
    for statement in BREAKS[rule]:
        admin.execute("savepoint whole")
        admin.execute(statement.encode())
        assert violations(admin, rule), statement
        admin.execute("rollback to whole")
        assert not violations(admin, rule)


def test_the_snapshot_is_the_migrated_schema(database: ClonedDatabase) -> None:
    with connect(database.admin_url) as connection:
        if connection.info.server_version < 180000:
            pytest.skip("the snapshot is written in the words of PostgreSQL 18")
    same = schema_dump(database.admin_url) == SNAPSHOT.read_text(encoding="utf-8")
    assert same, f"the schema has changed; look at the difference made by: {COMMAND}"


def differences(database: ClonedDatabase, metadata: MetaData, **options: object) -> list[Any]:
    engine = create_engine(database.admin_url)
    with engine.connect() as connection:
        everything = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts={**everything, **options})
        found: list[Any] = compare_metadata(context, metadata)
    engine.dispose()
    return found


def test_the_tables_in_python_are_those_of_the_migrations(database: ClonedDatabase) -> None:
    assert differences(database, Base.metadata) == []


@pytest.mark.filterwarnings("ignore:Did not recognize type 'xid8'")
def test_the_ledgers_columns_in_python_are_those_of_the_migrations(
    database: ClonedDatabase,
) -> None:
    def of_the_ledger(name: str | None, kind: str, _parents: object) -> bool:
        return kind != "schema" or name == "ledger"

    def for_reading(_thing: object, _name: object, kind: str, *_: object) -> bool:
        return kind in {"table", "column"}  # its keys and defaults are the migration's alone

    def unlike(*compared: Any) -> bool | None:
        inspected, ours = compared[-2:]
        if not isinstance(inspected, DOMAIN):
            return None  # as it is compared otherwise
        return not isinstance(inspected.data_type, type(ours))

    found = differences(
        database,
        ledger.tables.METADATA,
        include_schemas=True,
        compare_type=unlike,
        include_name=of_the_ledger,
        include_object=for_reading,
        compare_server_default=False,
    )
    # the reader may leave out columns that only the ledger's own functions need
    assert [what for what in found if what[0] != "remove_column"] == []


def test_the_checks_in_python_are_those_of_the_migrations(database: ClonedDatabase) -> None:
    migrated = inspect(database.engine)
    for table in Base.metadata.tables.values():
        checks = {check.name for check in table.constraints if isinstance(check, CheckConstraint)}
        found = {check["name"] for check in migrated.get_check_constraints(table.name)}
        assert checks == found, table.name


ONE, OTHER = uuid4(), uuid4()


@pytest.fixture
def two_employers(database: ClonedDatabase) -> ClonedDatabase:
    """Two employers, each with one former name."""
    employer = text(
        "insert into employer (id, name, uscc, registered_address, address_evidence, contact,"
        " created_at) values (:id, 'name', :uscc, '', '', '', now())"
    )
    with database.transaction(CENTER) as session:
        for employer_id, uscc in ((ONE, "9" * 18), (OTHER, "8" * 18)):
            session.execute(employer, {"id": employer_id, "uscc": uscc})
            session.execute(INSERT, {"employer": employer_id})
    return database


INSERT = text(
    "insert into former_name (employer_id, name, until_on) values (:employer, 'old', '2026-01-01')"
)


@pytest.mark.parametrize(("scope", "seen"), [(ONE, {ONE}), (CENTER, {ONE, OTHER}), (NOBODY, set())])
def test_a_scope_sees_its_own_rows_only(
    two_employers: ClonedDatabase, scope: Scope, seen: set[UUID]
) -> None:
    with two_employers.transaction(scope) as session:
        assert set(session.scalars(text("select employer_id from former_name"))) == seen
        assert set(session.scalars(text("select id from employer"))) == seen


@pytest.mark.parametrize("scope", [ONE, NOBODY])
def test_a_scope_writes_no_row_of_another_employer(
    two_employers: ClonedDatabase, scope: Scope
) -> None:
    with pytest.raises(DBAPIError, match="row-level security"):
        write_for_other(two_employers, scope)
    with two_employers.transaction(scope) as session:
        changed = session.scalars(
            text("update employer set name = 'new' where id = :other returning id"),
            {"other": OTHER},
        )
        assert changed.all() == []


def write_for_other(database: ClonedDatabase, scope: Scope) -> None:
    with database.transaction(scope) as session:
        session.execute(INSERT, {"employer": OTHER})


def test_without_a_scope_nothing_is_seen(two_employers: ClonedDatabase) -> None:
    with two_employers.engine.connect() as connection:
        assert connection.scalar(text("select count(*) from former_name")) == 0
