from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from ledger import refusals
from ledger.refusals import PostingRefused, refusal

MIGRATIONS = Path("service/migrations/versions")


def error(connection: Connection, statement: str) -> DBAPIError:
    try:
        with connection.begin_nested():
            connection.execute(text(statement))
    except DBAPIError as found:
        return found
    raise AssertionError("the database did not refuse")


def raised(constraint: str, detail: str = "") -> str:
    return (
        "do $$ begin raise exception using errcode = '23514',"
        f" constraint = '{constraint}', detail = '{detail}'; end $$"
    )


def test_an_error_that_is_not_ours_is_no_refusal(ledger_connection: Connection) -> None:
    assert refusal(error(ledger_connection, "select 1/0")) is None
    assert refusal(error(ledger_connection, raised("entry_balanced"))) is None
    assert refusal(error(ledger_connection, raised("balance_floor", "in prose"))) is None
    assert refusal(DBAPIError("select 1", None, ValueError("a bug of the driver"))) is None


def test_a_check_without_our_words_is_still_a_refusal(ledger_connection: Connection) -> None:
    found = refusal(error(ledger_connection, raised("entry_reversed_once", "Key (a)=(1)")))
    assert isinstance(found, refusals.AlreadyReversed)
    assert found.message.values == {}


def test_every_constraint_that_is_mapped_exists_in_the_database() -> None:
    sql = "".join(file.read_text(encoding="utf-8") for file in MIGRATIONS.glob("*.sql"))
    for name in [*refusals._BY_CONSTRAINT, "balance_floor"]:  # noqa: SLF001  # the mapping is the subject
        assert f"'{name}'" in sql or f"constraint {name}" in sql


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    kinds = [*PostingRefused.__subclasses__(), refusals.OverBudget, refusals.InsufficientFunds]
    sentences = [kind.TEMPLATE for kind in kinds if hasattr(kind, "TEMPLATE")]
    assert len(sentences) == len(set(sentences)) == 15
