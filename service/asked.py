"""Questions to the database that are put into words once, however often they are asked.

A verdict asks a handful of them; what SQLAlchemy would do for each anew is more than their answer
costs the database. Rows of several tables come back as values of one row.
"""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import ClauseElement, Connection, Row, Table, Text, func, literal_column, select
from sqlalchemy import cast as cast_in_sql
from sqlalchemy.dialects.postgresql import psycopg
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import ScalarSelect, SelectBase

from service.tables import Base

_DIALECT = psycopg.dialect()  # type: ignore[no-untyped-call]  # it is without types


class Question:
    """A statement with named `bindparam`s, compiled when the module is loaded.

    Whatever else it compares with stands in its words (`fixed`), so that the database can plan
    for it.
    """

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=_DIALECT)
        self._words = str(compiled)
        unnamed = [name for name, value in compiled.params.items() if value is not None]
        assert not unnamed, f"not in the words: {unnamed}"

    def all(self, connection: Connection, **values: object) -> Sequence[Row[Any]]:
        """Ask it with these values; give all rows."""
        return connection.exec_driver_sql(self._words, values).all()

    def tell(self, connection: Connection, **values: object) -> None:
        """Carry it out with these values; it answers nothing."""
        connection.exec_driver_sql(self._words, values)

    def one(self, connection: Connection, **values: object) -> Row[Any]:
        """Ask it with these values; give its only row."""
        return connection.exec_driver_sql(self._words, values).one()


def table(row: type[Base]) -> Table:
    """Give the table of a kind of rows: no row is loaded, no object made."""
    return cast("Table", row.__table__)


def nested(query: SelectBase) -> ScalarSelect[Any]:
    """Give the rows of a query, in their order, as one value: a list of records by column name.

    A record is JSON: days are ISO texts, and amounts are to be asked for as `exact`.
    """
    rows = query.subquery()
    listed = func.jsonb_agg(func.to_jsonb(rows.table_valued()))
    return select(func.coalesce(listed, literal_column("'[]'::jsonb"))).scalar_subquery()


def exact(amount: ColumnElement[Any]) -> ColumnElement[str]:
    """Give an amount as text, so that no digit is lost on the way."""
    return cast_in_sql(amount, Text)


def fixed(value: int | str) -> ColumnElement[Any]:
    """Give a value that is the same each time a question is asked."""
    return literal_column(f"'{value}'" if isinstance(value, str) else str(value))
