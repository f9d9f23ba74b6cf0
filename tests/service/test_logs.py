"""The log tells what failed and where, and never the values of rows."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service import logs
from tests.database_server import ClonedDatabase


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_each_event_is_one_json_object_with_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    structlog.get_logger().warning("账未结", book=3)
    logging.getLogger("library").warning("late by %s s", 3)
    first, second = lines(capsys)
    assert (first["event"], first["book"], first["level"]) == ("账未结", 3, "warning")
    assert second["event"] == "late by 3 s"


def test_an_error_of_ours_is_told_with_its_reason_and_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure()
    try:
        int("no number")
    except ValueError:
        structlog.get_logger().exception("fixity")
        logging.getLogger("library").exception("fixity")
    for line in lines(capsys):
        assert "no number" in str(line["reason"])
        assert "test_logs.py" in str(line["places"])


def test_an_error_of_the_database_keeps_its_values_to_itself(
    capsys: pytest.CaptureFixture[str], database: ClonedDatabase
) -> None:
    logs.configure()
    with database.engine.connect() as connection:
        try:
            connection.execute(text("select 'geheim-7781'::int"))
        except DBAPIError as error:
            structlog.get_logger().error("failed", exc_info=error)
    written = capsys.readouterr().err
    assert "DataError" in written
    assert "geheim-7781" not in written
