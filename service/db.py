"""Transactions in the name of one employer, of the Center, or of nobody.

Row-level security in the database compares every row with the setting `zhuanhu.tenant`. It is set
here and nowhere else, for one transaction at a time, so that a pooled connection forgets it.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path
from typing import Final, Literal
from uuid import UUID

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg.errors import UndefinedTable
from psycopg.pq import TransactionStatus
from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import DBAPIError, InvalidRequestError, ProgrammingError
from sqlalchemy.orm import Session

MIGRATIONS = Path(__file__).parent / "migrations"
OWNER_ROLE = "zhuanhu_owner"


class Everybody(Enum):
    """The two scopes that are no employer."""

    CENTER = "center"  # all rows
    NOBODY = ""  # only rows that belong to no employer


CENTER: Final = Everybody.CENTER
NOBODY: Final = Everybody.NOBODY
Scope = UUID | Literal[Everybody.CENTER, Everybody.NOBODY]

# Limits of one session of the product; a report or a claim that needs more is a mistake.
SESSION_SETTINGS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    "timezone": "UTC",
    "search_path": "public,pg_temp",  # temporary tables never stand in for ours
}
POOL_SIZE = 5
POOL_OVERFLOW = 5
POOL_WAIT_SECONDS = 10

_READ_ONLY = text("set transaction read only")
_TAKE_TIME = text(
    "select set_config('statement_timeout', '0', true),"
    " set_config('idle_in_transaction_session_timeout', '0', true)"
)
_SET_SCOPE = text("select set_config('zhuanhu.tenant', :scope, true)")
_SCOPE = text("select coalesce(current_setting('zhuanhu.tenant', true), '')")
_MARKED = text("select exists (select from rehearsal_ground)")
NOT_A_STAGE = (
    "这个数据库不是演练库；请检查 ZHUANHU_REHEARSAL_DATABASE_URL，它须指向另一个空的数据库。\n"
    "this is not a database of rehearsals: ZHUANHU_REHEARSAL_DATABASE_URL must name another, empty "
    "one."
)
A_STAGE = (
    "这是演练库，不能用来记真实的账；请检查 ZHUANHU_DATABASE_URL。\n"
    "this is the database of rehearsals, no real book may stand in it: check ZHUANHU_DATABASE_URL."
)


class UnfitDatabase(Exception):  # noqa: N818  # what is the matter, for the operator
    """The product must not run on this database; the sentence says why and the way out."""


class Database:
    """The database as the application role sees it."""

    def __init__(self, url: str | URL, pool_size: int = POOL_SIZE) -> None:
        options = " ".join(f"-c {name}={value}" for name, value in SESSION_SETTINGS.items())
        self.engine = create_engine(
            url,
            isolation_level="READ COMMITTED",
            pool_size=pool_size,
            max_overflow=POOL_OVERFLOW,
            pool_timeout=POOL_WAIT_SECONDS,
            pool_pre_ping=True,
            hide_parameters=True,  # values name people and accounts: not for the log
            connect_args={"options": options, "application_name": "zhuanhu"},
        )

    @contextmanager
    def transaction(self, scope: Scope) -> Iterator[Session]:
        """Work as an employer, `CENTER` or `NOBODY`: commit at the end, roll back on an error."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            session.execute(_SET_SCOPE, {"scope": _setting(scope)})
            yield session
            session.flush()
            _refuse_failed(session)

    @contextmanager
    def snapshot(self, scope: Scope) -> Iterator[Session]:
        """Read what stands at one moment, holding nobody up, for as long as that takes."""
        engine = self.engine.execution_options(isolation_level="REPEATABLE READ")
        with Session(engine) as session, session.begin():
            session.execute(_READ_ONLY)
            session.execute(_SET_SCOPE, {"scope": _setting(scope)})
            session.execute(_TAKE_TIME)
            yield session

    def ping(self) -> None:
        """Ask the database for a sign of life; raises when it gives none."""
        with self.engine.connect() as connection:
            connection.execute(text("select 1"))

    def dispose(self) -> None:
        """Close all pooled connections."""
        self.engine.dispose()


@contextmanager
def acting_for_center(session: Session) -> Iterator[None]:
    """See and write all rows inside the block: what an employer's action does at the Center.

    Both books of one instalment are posted so, in one transaction.
    """
    session.flush()  # what was made before is written with the rights of before
    before = {"scope": session.scalar(_SCOPE)}
    session.execute(_SET_SCOPE, {"scope": CENTER.value})
    try:
        yield
        session.flush()
    except BaseException:
        with suppress(InvalidRequestError, DBAPIError):  # to be rolled back, the setting as well
            session.execute(_SET_SCOPE, before)
        raise
    session.execute(_SET_SCOPE, before)


def _refuse_failed(session: Session) -> None:
    """Raise where a failed statement was swallowed: COMMIT would roll back without a word."""
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    if driver.info.transaction_status != TransactionStatus.INTRANS:
        raise RuntimeError("a statement failed and nobody rolled back: nothing is committed")


def migrate(owner_url: str | URL) -> None:
    """Bring the schema to the newest revision, all or nothing, one process at a time.

    Logs in as the owner role. A database that is up to date is left as it is.
    """
    command.upgrade(_alembic(owner_url), "head")


def check_schema_and_role(database: Database, *, rehearsal: bool = False) -> None:
    """Raise `UnfitDatabase` unless the schema is this version's and the role is held by its rows.

    A superuser, a role with BYPASSRLS or the owner of the tables would see every employer's rows.
    A database is for real books or for rehearsals, for good: never for the other.
    """
    with database.engine.connect() as connection:
        _check_role(connection)
        _check_schema(connection)
        if rehearsal != connection.scalar(_MARKED):
            raise UnfitDatabase(NOT_A_STAGE if rehearsal else A_STAGE)


def prepare_rehearsal(owner_url: str | URL) -> None:
    """Migrate the database of the rehearsals and mark it as such, as the owner role.

    `UnfitDatabase` when somebody logs in there already: it is then a database of real books.
    """
    migrate(owner_url)
    engine = create_engine(owner_url)
    try:
        with engine.begin() as connection:
            if connection.scalar(_MARKED):
                return
            connection.execute(_SET_SCOPE, {"scope": CENTER.value})
            if connection.scalar(text("select exists (select from user_account)")):
                raise UnfitDatabase(NOT_A_STAGE)
            connection.execute(text("insert into rehearsal_ground values (true)"))
    finally:
        engine.dispose()


def empty_rehearsal(owner_url: str | URL) -> None:
    """Make the database of the rehearsals anew, as the owner role; no other is ever touched."""
    engine = create_engine(owner_url)
    try:
        with engine.begin() as connection:
            if not connection.scalar(_MARKED):
                raise UnfitDatabase(NOT_A_STAGE)
            connection.execute(text("set local lock_timeout = '10s'"))
            connection.execute(text("drop schema ledger cascade"))
            connection.execute(text("drop schema public cascade"))
            connection.execute(text("create schema public"))
            connection.execute(text((MIGRATIONS / "database.sql").read_text("utf-8")))
    finally:
        engine.dispose()
    prepare_rehearsal(owner_url)


def _check_role(connection: Connection) -> None:
    role = connection.execute(
        text(
            "select rolname as name, exists (select from pg_roles m"
            " where (m.rolsuper or m.rolbypassrls or m.rolcreaterole)"
            " and pg_has_role(r.oid, m.oid, 'member')) as mighty,"
            " exists (select from pg_class where relowner = r.oid) as owns,"
            " pg_has_role(r.oid, d.datdba, 'member') as rules"
            " from pg_roles r, pg_database d"
            " where r.rolname = current_user and d.datname = current_database()"
        )
    ).one()
    if role.mighty or role.owns or role.rules:
        raise UnfitDatabase(
            f"角色 {role.name} 不受行级安全约束（超级用户、BYPASSRLS 或数据库所有者）；"
            "请在 ZHUANHU_DATABASE_URL 中使用 zhuanhu_app。\n"
            f"row-level security does not bind role {role.name} (superuser, BYPASSRLS or owner); "
            "use zhuanhu_app in ZHUANHU_DATABASE_URL."
        )


def _check_schema(connection: Connection) -> None:
    wanted = ScriptDirectory.from_config(_alembic(connection.engine.url)).get_current_head()
    try:
        found = connection.scalar(text("select version_num from alembic_version"))
    except ProgrammingError as error:
        if not isinstance(error.orig, UndefinedTable):
            raise
        found = None
    if found != wanted:
        raise UnfitDatabase(
            f"数据库结构版本是 {found}，本程序需要 {wanted}；请先运行 zhuanhu migrate。\n"
            f"the schema is at revision {found}, this product needs {wanted}; "
            "run zhuanhu migrate first."
        )


def _setting(scope: Scope) -> str:
    return str(scope) if isinstance(scope, UUID) else scope.value


def _alembic(url: str | URL) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["url"] = url
    return config
