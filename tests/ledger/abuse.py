"""Attempts to break the books as data: who tries what, and how the database must refuse.

An attempt runs on a bare connection: on a test's own, as the role itself, or on a superuser's that
takes the role for the while, so that one transaction can hold a damaged schema and all attempts.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

import psycopg
import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from typing_extensions import override

from tests.ledger.story import EMPLOYER, OTHER_EMPLOYER

Bare: TypeAlias = psycopg.Connection[tuple[Any, ...]]
Refusal: TypeAlias = tuple[str, str]  # SQLSTATE; the constraint's name, or the column's

DENIED: Refusal = ("42501", "")
APPEND_ONLY: Refusal = ("55000", "ledger_append_only")
ACCEPTED: Refusal = ("00000", "")


class Who(StrEnum):
    """Role and tenant of whoever tries."""

    APPLICATION = "zhuanhu_app of center"
    EMPLOYER = f"zhuanhu_app of {EMPLOYER}"
    STRANGER = f"zhuanhu_app of {OTHER_EMPLOYER}"
    OWNER = "zhuanhu_owner of center"
    OWNER_FOR_STRANGER = f"zhuanhu_owner of {OTHER_EMPLOYER}"

    @property
    def role(self) -> str:
        return self.partition(" of ")[0]

    @property
    def tenant(self) -> str:
        return self.partition(" of ")[2]


@dataclass(frozen=True)
class Abuse:
    """One attempt. What comes `before` it is legal; all of it is rolled back."""

    who: Who
    statement: str
    refusal: Refusal
    before: tuple[str, ...] = ()

    @override
    def __str__(self) -> str:
        return f"{self.who.role}: {'; '.join((*self.before, self.statement))}"


def answer(connection: Bare, abuse: Abuse, *, savepoint: bool = True) -> Refusal:
    """Try it as the connection's own role and give how the database answered; roll it back."""
    with _undone(connection, savepoint=True):
        connection.execute(_literal(act_as_tenant(abuse.who)))
        for statement in abuse.before:
            connection.execute(_literal(statement))
        try:
            with _undone(connection, savepoint=savepoint):
                # deferred constraints speak up, too
                connection.execute(_literal(f"{abuse.statement}; set constraints all immediate"))
        except psycopg.Error as error:
            return error.sqlstate or "", error.diag.constraint_name or error.diag.column_name or ""
        return ACCEPTED


@contextmanager
def acting(connection: Bare, who: Who) -> Iterator[None]:
    """Let a superuser's transaction act as somebody else inside the block; undo all of it."""
    with _undone(connection, savepoint=True):
        connection.execute(_literal(f"set local session authorization {who.role}"))
        connection.execute(_literal(act_as_tenant(who)))
        yield


def act_as_tenant(who: Who) -> str:
    return f"select set_config('zhuanhu.tenant', '{who.tenant}', true)"


def refused(connection: Connection, statement: str, **values: Any) -> Refusal:
    """Return SQLSTATE and constraint name of the refusal; deferred constraints speak up, too."""
    with pytest.raises(DBAPIError) as error, connection.begin_nested():  # noqa: PT012  # either may
        connection.execute(text(statement), values)
        connection.execute(text("set constraints all immediate"))
    return error.value.orig.sqlstate, error.value.orig.diag.constraint_name or ""  # type: ignore[union-attr]  # psycopg's errors have both


@contextmanager
def _undone(connection: Bare, *, savepoint: bool) -> Iterator[None]:
    """Roll back what the block does, inside the transaction if there is one."""
    if not savepoint:  # the transaction itself fails with the statement, as it does for a client
        yield
        return
    with connection.transaction(force_rollback=True):
        yield


def _literal(statement: str) -> bytes:
    return statement.encode()
