"""The menu of statements: what there is, what it shows, who may see it, who builds it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from reports.scope import Scope
from reports.sheet import Column, Sheet
from reports.statements import budget_execution


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of the menu."""

    name: str
    title: str  # to be translated
    columns: tuple[Column, ...]
    permission: str  # of the service's table
    build: Callable[[Connection, Scope], Sheet]


STATEMENTS = {
    statement.name: statement
    for statement in (
        Statement(
            "budget_execution",
            budget_execution.TITLE,
            budget_execution.COLUMNS,
            "see_reports",
            budget_execution.build,
        ),
    )
}
