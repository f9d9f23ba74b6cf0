"""By when somebody must act in a case."""

from compliance.procedures.reallocation import REALLOCATION
from service.actions import proceedings
from service.actions.proceedings import NewCase
from service.db import CENTER
from service.tables import GrantRow
from tests.service.office import Office


def test_no_case_that_waits_for_somebody_lies_without_a_day(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        grant = session.get_one(GrantRow, office.grant_id)
        new = NewCase(
            machine=REALLOCATION, series="调剂", title="调剂", employer_id=grant.employer_id,
            grant_id=grant.id,
        )  # fmt: skip
        row = proceedings.open_case(session, office.maker, new)
        (due,) = proceedings.open_deadlines(session, row)
        assert (due.term, due.roles, due.starts_on) == (
            "handle", "employer_checker", office.maker.today,
        )  # fmt: skip
        proceedings.start(session, row, REALLOCATION, "decide_reallocation", office.maker.today)
        assert [each.term for each in proceedings.open_deadlines(session, row)] == [
            "decide_reallocation"
        ]
