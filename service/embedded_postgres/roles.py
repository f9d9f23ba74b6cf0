"""The roles and the databases inside a fresh server: `service/migrations/*.sql` describe them."""

import secrets
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from service.embedded_postgres.cluster import SUPERUSER, write_private
from service.embedded_postgres.server import PORT

DATABASE = "zhuanhu"
REHEARSAL = "zhuanhu_rehearsal"  # a second database, for rehearsals alone
OWNER = "zhuanhu_owner"
APPLICATION = "zhuanhu_app"
ALL = (SUPERUSER, OWNER, APPLICATION)
SCRIPTS = Path(__file__).parents[1] / "migrations"


def password_file(role: str, home: Path) -> Path:
    """Give the file that keeps the password of a role, readable by its user alone."""
    return home / f"{role}.password"


def password_of(role: str, home: Path) -> str:
    """Give the password of a role from its file, drawing it (256 bits) where there is none."""
    file = password_file(role, home)
    if not file.exists():
        write_private(file, secrets.token_urlsafe(32))
    return file.read_text(encoding="utf-8")


def bring_in(home: Path, socket: Path) -> None:
    """Make the two roles and the databases, or bring them to their state again."""
    password = password_of(SUPERUSER, home)
    where = make_conninfo(host=str(socket), port=PORT, user=SUPERUSER, password=password)
    with psycopg.connect(where, dbname="postgres", autocommit=True) as connection:
        connection.execute((SCRIPTS / "roles.sql").read_bytes())
        for role in (OWNER, APPLICATION):
            _set_password(connection, role, password_of(role, home))
        for name in (DATABASE, REHEARSAL):
            _make_database(connection, name)
    for name in (DATABASE, REHEARSAL):
        with psycopg.connect(where, dbname=name, autocommit=True) as connection:
            connection.execute((SCRIPTS / "database.sql").read_bytes())


def _make_database(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
    known = connection.execute("select 1 from pg_database where datname = %s", [name])
    if known.fetchone() is None:
        connection.execute(
            sql.SQL("create database {} owner {} template template0").format(
                sql.Identifier(name), sql.Identifier(OWNER)
            )
        )


def _set_password(
    connection: psycopg.Connection[tuple[object, ...]], role: str, password: str
) -> None:
    """Set a password so that neither the log nor the statistics of the server ever see it."""
    hashed = connection.pgconn.encrypt_password(
        password.encode(), role.encode(), b"scram-sha-256"
    ).decode()
    connection.execute(
        sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(hashed))
    )
