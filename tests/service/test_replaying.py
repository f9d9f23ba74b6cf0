"""Replay: whatever was changed of a stored decision is told, and the others are replayed."""

from datetime import date

import pytest

from service.actions import replaying
from service.db import CENTER
from tests.database_server import ClonedDatabase
from tests.service.office import Office, an_invoice
from tests.service.test_claims import upload
from tests.service.test_proving import tamper


@pytest.mark.parametrize(
    ("change", "result"),
    [
        ("outcome = 'pass'", "differs"),
        ("rulebook_version = '1-000000000000'", "differs"),
        ("result = result - 'findings'", "unreadable"),
        ("result = '[]'", "unreadable"),
        ("facts = jsonb_set(facts, '{amount}', '\"x\"')", "unreadable"),
        ("facts = jsonb_set(facts, '{amount}', '\"NaN\"')", "unreadable"),
        ("facts = jsonb_set(facts, '{today}', '7')", "unreadable"),
        ("facts = jsonb_set(facts, '{invoice,rows}', '[{\"no such\": \"name\"}]')", "unreadable"),
        ("facts = jsonb_set(facts, '{invoice}', 'null')", "unreadable"),
        ("facts = facts - 'texts'", "unreadable"),
    ],
)
def test_replay_tells_whatever_was_changed_of_a_decision_and_goes_on(
    office: Office, database: ClonedDatabase, change: str, result: str
) -> None:
    upload(office, an_invoice(name="*餐饮服务*餐费"))
    upload(office, an_invoice("26112000000123456780"))
    first = "where serial = (select min(serial) from decision)"
    tamper(database, f"update decision set {change} {first}")  # noqa: S608  # words of this test
    with office.database.transaction(CENTER) as session:
        lines = list(replaying.replay(session, date(2026, 3, 1), date(2026, 3, 31)))
    assert [line.result.value for line in lines] == [result, "same"]
