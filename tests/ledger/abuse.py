"""How tests see the database refuse."""

from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError


def refused(connection: Connection, statement: str, **values: Any) -> tuple[str, str]:
    """Return SQLSTATE and constraint name of the refusal; deferred constraints speak up, too."""
    with pytest.raises(DBAPIError) as error, connection.begin_nested():  # noqa: PT012  # either may
        connection.execute(text(statement), values)
        connection.execute(text("set constraints all immediate"))
    return error.value.orig.sqlstate, error.value.orig.diag.constraint_name or ""  # type: ignore[union-attr]  # psycopg's errors have both
