from pathlib import Path

from reports import statements
from reports.catalogue import STATEMENTS
from service.permissions import Permission


def test_every_statement_is_listed_under_its_own_name() -> None:
    folder = Path(next(iter(statements.__path__)))
    modules = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    assert modules == set(STATEMENTS)
    assert all(name == statement.name for name, statement in STATEMENTS.items())


def test_every_statement_names_a_permission_that_exists() -> None:
    assert {statement.permission for statement in STATEMENTS.values()} <= set(Permission)


def test_every_statement_has_a_title_of_its_own() -> None:
    assert len({statement.title for statement in STATEMENTS.values()}) == len(STATEMENTS)
