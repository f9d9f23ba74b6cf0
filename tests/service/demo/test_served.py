"""The letters of the sample programme are served by post, but the newest of each employer."""

from uuid import UUID

import pytest

from service.actions import letter_views, letters
from service.actions.letter_views import Filter
from service.db import CENTER
from service.demo import served
from service.tables import ProceedingRow
from tests.database_server import ClonedDatabase
from tests.reports import letter_examples
from tests.service import enquiry
from tests.service.office import Office


@pytest.fixture
def case_id(office: Office, database: ClonedDatabase, monkeypatch: pytest.MonkeyPatch) -> UUID:
    enquiry.install(monkeypatch, database)
    return enquiry.opened(office)


def test_all_but_the_newest_letter_are_served_once(office: Office, case_id: UUID) -> None:
    with office.database.transaction(CENTER) as session:
        case = session.get_one(ProceedingRow, case_id)
        for content in letter_examples.EXAMPLES[:3]:
            letters.issue(session, office.auditor, case, content)
    for _ in range(2):
        served.serve(office.database, office.auditor)
    with office.database.transaction(CENTER) as session:
        lines, _ = letter_views.register(session, office.auditor, Filter())
    assert [line.served.evidence if line.served else "" for line in lines] == [
        "", "EMS 1234567800002", "EMS 1234567800001",
    ]  # fmt: skip
