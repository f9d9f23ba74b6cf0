import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from service.db import (
    CENTER,
    NOBODY,
    Database,
    Scope,
    UnfitDatabase,
    acting_for_center,
    check_schema_and_role,
    migrate,
)
from service.tables import RecommenderRow
from tests.database_server import ClonedDatabase, DatabaseServer, connect

EMPLOYER = UUID("11111111-1111-4111-8111-111111111111")
AS_EMPLOYER = (EMPLOYER, False)
AS_CENTER = (None, True)
AS_NOBODY = (None, False)


def scope_of(session: Session) -> tuple[UUID | None, bool]:
    row = session.execute(text("select zhuanhu_tenant(), zhuanhu_is_center()")).one()
    return row[0], row[1]


@pytest.mark.parametrize(
    ("scope", "seen"), [(EMPLOYER, AS_EMPLOYER), (CENTER, AS_CENTER), (NOBODY, AS_NOBODY)]
)
def test_a_transaction_carries_its_scope(
    database: ClonedDatabase, scope: Scope, seen: tuple[UUID | None, bool]
) -> None:
    with database.transaction(scope) as session:
        assert scope_of(session) == seen


def test_a_pooled_connection_forgets_the_scope_of_its_last_transaction(
    database: ClonedDatabase,
) -> None:
    one = Database(database.application_url, pool_size=1)
    with one.transaction(EMPLOYER) as session:
        backend = session.scalar(text("select pg_backend_pid()"))
    with pytest.raises(ZeroDivisionError), one.transaction(CENTER):
        raise ZeroDivisionError
    with one.engine.connect() as connection:
        assert connection.scalar(text("select pg_backend_pid()")) == backend
        assert connection.scalar(text("select current_setting('zhuanhu.tenant')")) == ""
    one.dispose()


def test_a_transaction_commits_at_its_end_and_rolls_back_when_it_raises(
    database: ClonedDatabase,
) -> None:
    with database.transaction(CENTER) as session:
        session.add(RecommenderRow(name="kept", kind="district"))
    with pytest.raises(ZeroDivisionError):
        add_and_fail(database)
    with database.transaction(CENTER) as session:
        assert session.scalars(text("select name from recommender")).all() == ["kept"]


def add_and_fail(database: ClonedDatabase) -> None:
    with database.transaction(CENTER) as session:
        session.add(RecommenderRow(name="lost", kind="district"))
        session.flush()
        raise ZeroDivisionError


def test_a_transaction_with_a_swallowed_error_is_not_taken_for_committed(
    database: ClonedDatabase,
) -> None:
    with pytest.raises(RuntimeError, match="nothing is committed"):
        swallow_an_error(database)


def swallow_an_error(database: ClonedDatabase) -> None:
    with database.transaction(CENTER) as session, suppress(IntegrityError):
        broken_statement(session)


def test_a_session_has_limits_and_speaks_utc(database: ClonedDatabase) -> None:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "timezone")
    with database.transaction(NOBODY) as session:
        values = [session.scalar(text(f"show {name}")) for name in names]
        assert values == ["30s", "10s", "1min", "UTC"]
        assert session.scalar(text("show transaction_isolation")) == "read committed"


def test_acting_for_the_center_ends_with_the_block(database: ClonedDatabase) -> None:
    with database.transaction(EMPLOYER) as session:
        with acting_for_center(session):
            assert scope_of(session) == AS_CENTER
            with acting_for_center(session):
                assert scope_of(session) == AS_CENTER
            assert scope_of(session) == AS_CENTER
        assert scope_of(session) == AS_EMPLOYER


def test_acting_for_the_center_ends_when_the_block_refuses(database: ClonedDatabase) -> None:
    with database.transaction(EMPLOYER) as session:
        with pytest.raises(ZeroDivisionError), acting_for_center(session):
            raise ZeroDivisionError
        assert scope_of(session) == AS_EMPLOYER


def broken_statement(session: Session) -> None:
    session.execute(text("insert into recommender (name, kind) values (null, 'district')"))


def broken_flush(session: Session) -> None:
    session.add(RecommenderRow(name=None, kind="district"))


@pytest.mark.parametrize("breaks", [broken_statement, broken_flush])
def test_a_database_error_while_acting_for_the_center_keeps_its_own_name(
    database: ClonedDatabase, breaks: Callable[[Session], None]
) -> None:
    with database.transaction(EMPLOYER) as session:
        with pytest.raises(IntegrityError), session.begin_nested(), acting_for_center(session):
            breaks(session)
        assert scope_of(session) == AS_EMPLOYER


def test_a_connection_lost_while_acting_for_the_center_is_told(database: ClonedDatabase) -> None:
    with pytest.raises(DBAPIError, match="terminating connection"):
        lose_connection(database)


def lose_connection(database: ClonedDatabase) -> None:
    with database.transaction(EMPLOYER) as session, acting_for_center(session):
        backend = session.scalar(text("select pg_backend_pid()"))
        with connect(database.admin_url) as admin:
            admin.execute("select pg_terminate_backend(%s, 5000)", [backend])
        session.execute(text("select 1"))


def test_what_was_added_before_is_written_with_the_rights_of_before(
    database: ClonedDatabase,
) -> None:
    with database.transaction(EMPLOYER) as session:
        row = RecommenderRow(name="before", kind="district")
        session.add(row)
        with acting_for_center(session):
            assert row not in session.new


def test_a_database_gives_a_sign_of_life_or_raises(postgres: DatabaseServer) -> None:
    with postgres.clone() as clone:
        clone.ping()
        clone.dispose()
    with pytest.raises(OperationalError, match="does not exist"):
        clone.ping()


def test_the_migrated_database_and_the_application_role_are_fit(database: ClonedDatabase) -> None:
    check_schema_and_role(database)


@pytest.mark.parametrize("role", ["owner", "administrator", "member of the owner"])
def test_a_role_that_row_level_security_does_not_bind_is_refused(
    database: ClonedDatabase, role: str
) -> None:
    urls = {"owner": database.owner_url, "administrator": database.admin_url}
    url = urls.get(role) or member_of_owner(database)
    other = Database(url)
    with pytest.raises(UnfitDatabase, match="row-level security does not bind role"):
        check_schema_and_role(other)
    other.dispose()
    if role not in urls:
        with connect(database.admin_url) as admin:
            admin.execute(f"drop role {url.username}")


def member_of_owner(database: ClonedDatabase) -> URL:
    name = f"member_{database.admin_url.database}"
    with connect(database.admin_url) as admin:
        admin.execute(f"create role {name} login password '{name}' in role zhuanhu_owner")
    return database.application_url.set(username=name, password=name)


@pytest.mark.parametrize(
    "broken_by", ["drop table alembic_version", "update alembic_version set version_num = '0000'"]
)
def test_a_schema_of_another_revision_is_refused(database: ClonedDatabase, broken_by: str) -> None:
    with connect(database.admin_url) as admin:
        admin.execute(broken_by)
    with pytest.raises(UnfitDatabase, match="run zhuanhu migrate first"):
        check_schema_and_role(database)


def test_another_error_while_the_schema_is_checked_keeps_its_name(
    database: ClonedDatabase,
) -> None:
    with connect(database.admin_url) as admin:
        admin.execute("revoke select on alembic_version from zhuanhu_app")
    with pytest.raises(DBAPIError, match="permission denied"):
        check_schema_and_role(database)


def test_migrating_again_changes_nothing(database: ClonedDatabase) -> None:
    migrate(database.owner_url)
    check_schema_and_role(database)


def test_two_processes_may_migrate_at_once(postgres: DatabaseServer) -> None:
    name = f"{postgres.prefix}_both"
    postgres.create(name, "template0")
    url = postgres.owner_url.set(database=name)
    migrating = "import sys; from service.db import migrate; migrate(sys.argv[1])"
    command = [sys.executable, "-c", migrating, url.render_as_string(hide_password=False)]
    both = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    with connect(url) as owner:
        assert owner.execute("select count(*) from alembic_version").fetchone() == (1,)
    postgres.drop(name)
