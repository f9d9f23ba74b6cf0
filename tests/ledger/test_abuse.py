"""What nobody can do to the journal, tried in SQL: by the application and by the owner.

The attempts are data: see `attempts`.
"""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from sqlalchemy import Connection, text

from tests.database_server import DatabaseServer, connect
from tests.ledger.abuse import Bare, answer
from tests.ledger.abused_books import found
from tests.ledger.attempts import every_attempt


@pytest.fixture(scope="module")
def roles(postgres: DatabaseServer) -> Iterator[dict[str, Bare]]:
    """A connection of each role to books with a row in every table."""
    with ExitStack() as stack:
        database = stack.enter_context(postgres.clone())
        with database.engine.begin() as connection:
            found(connection)
        yield {
            "zhuanhu_app": stack.enter_context(connect(database.application_url)),
            "zhuanhu_owner": stack.enter_context(connect(database.owner_url)),
        }


@pytest.mark.slow
@pytest.mark.parametrize("savepoint", [True, False], ids=["in a savepoint", "in a transaction"])
def test_every_attempt_is_answered_as_the_catalogue_says(
    roles: dict[str, Bare], *, savepoint: bool
) -> None:
    attempts = [*every_attempt(roles["zhuanhu_owner"])]
    assert len(attempts) > 400
    wrong = [
        f"{attempt}\n  {found} instead of {attempt.refusal}"
        for attempt in attempts
        if (found := answer(roles[attempt.who.role], attempt, savepoint=savepoint))
        != attempt.refusal
    ]
    assert wrong == []


def test_the_application_becomes_nobody_else(roles: dict[str, Bare]) -> None:
    """On its own connection: where a superuser takes the role, he could go back."""
    with pytest.raises(Exception, match="permission denied"):
        roles["zhuanhu_app"].execute("set session authorization zhuanhu_owner")


def test_the_ledger_belongs_to_a_role_that_row_security_binds(owner: Connection) -> None:
    owners = owner.execute(
        text(
            "select distinct r.rolname, r.rolsuper, r.rolbypassrls from pg_roles r join ("
            " select relowner as who from pg_class where relnamespace = 'ledger'::regnamespace"
            " union select proowner from pg_proc where pronamespace = 'ledger'::regnamespace"
            ") owned on owned.who = r.oid"
        )
    ).all()
    assert [tuple(row) for row in owners] == [("zhuanhu_owner", False, False)]


def test_every_door_pins_its_search_path(owner: Connection) -> None:
    doors = owner.execute(
        text(
            "select proname, proconfig, has_function_privilege('zhuanhu_app', oid, 'execute') as"
            " may, prosecdef from pg_proc where pronamespace = 'ledger'::regnamespace"
        )
    ).all()
    assert doors  # their names are reviewed in tests/service/catalogue.sql
    for row in doors:
        if row.proname.startswith(
            "faults"
        ):  # asks with the rights of whoever calls, changes nothing
            assert not row.prosecdef
            continue
        assert row.prosecdef == row.may
        if row.may:
            assert "search_path=pg_catalog, pg_temp" in row.proconfig
