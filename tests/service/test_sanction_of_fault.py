"""整改 in vain, then a proposed suspension: only with a reminder and an order on record (CR-15)."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from compliance.grounds import Consequence
from service.actions import sanction_views, sanctions
from service.actions.sanctions import NewSanction
from service.db import CENTER
from service.messages import Refused
from service.tables import ProceedingRow, SanctionRow
from tests.service.faults import Fault, a_notified_fault, pay_back, post
from tests.service.office import Office
from tests.service.test_rectification_pressed import pressed

IN_SQL = text(
    "insert into sanction (proceeding_id, employer_id, grant_id, ground, consequence, facts,"
    " rectification_id, serious_reason) select id, employer_id, grant_id, 'unrectified', 'suspend',"
    " 'x', id, '' from proceeding"
)


@pytest.fixture
def fault(office: Office) -> Fault:
    return a_notified_fault(office)


def cases(fault: Fault) -> list[SanctionRow]:
    with fault.office.database.transaction(CENTER) as session:
        return list(session.scalars(select(SanctionRow)))


def test_an_escalated_fault_proposes_its_suspension_once(fault: Fault) -> None:
    pressed(fault)
    fault.act(fault.office.auditor, "escalate", reason="提请中止")
    (about,) = cases(fault)
    assert (about.ground, about.consequence) == ("unrectified", "suspend")
    assert "仍未整改。提请中止" in about.facts
    with fault.office.database.transaction(CENTER) as session:
        row = session.get_one(ProceedingRow, about.proceeding_id)
        assert row.state == "proposed"
        view = sanction_views.detail(session, fault.office.auditor, row)
        assert view.rectification is not None
        assert view.rectification[0] == about.rectification_id
        offered = sanction_views.offered(session)
        assert [each.id for each in offered.rectifications] == [about.rectification_id]
        escalated = session.get_one(ProceedingRow, about.rectification_id)
        again = sanctions.propose_of_rectification(
            session, fault.office.auditor, escalated, "再次提请"
        )
        assert again is None


def test_a_fault_whose_last_term_runs_or_that_was_mended_suspends_nothing(fault: Fault) -> None:
    office = fault.office
    fault.serve()
    fault.act(office.auditor, "remind")
    fault.until(fault.open_terms()["rectify"].due_on, 1)
    fault.act(office.auditor, "order", reason="逾期未整改")
    fault.serve()
    assert "经过提醒、督促" in refused(fault)  # the ordered term runs
    fault.until(fault.open_terms()["rectify_when_ordered"].due_on, 3)
    fault.morning()
    assert fault.state == "overdue"
    post(fault, pay_back(fault, "530.00", "530.00"))
    fault.act(office.checker, "rectify", result="已退回")
    assert "经过提醒、督促" in refused(fault)  # late, but mended


def refused(fault: Fault) -> str:
    """Propose a suspension for the fault; give why that is refused, by the database too."""
    office = fault.office
    new = NewSanction(
        grant_id=office.grant_id, ground="unrectified", consequence=Consequence.SUSPEND,
        facts="仍未整改。", rectification_id=fault.case,
    )  # fmt: skip
    with (
        pytest.raises(DBAPIError, match="in vain"),
        office.database.transaction(CENTER) as session,
    ):
        session.execute(IN_SQL)
    with pytest.raises(Refused) as error, office.database.transaction(CENTER) as session:
        sanctions.propose(session, office.auditor, new)
    return error.value.sentence.text()


def test_a_fault_that_nobody_ordered_mended_suspends_nothing(fault: Fault) -> None:
    office = fault.office
    new = NewSanction(
        grant_id=office.grant_id, ground="unrectified", consequence=Consequence.SUSPEND,
        facts="仍未整改。", rectification_id=fault.case,
    )  # fmt: skip
    with (
        pytest.raises(Refused, match="经过提醒、督促"),
        office.database.transaction(CENTER) as session,
    ):
        sanctions.propose(session, office.auditor, new)
    with (
        pytest.raises(DBAPIError, match="nobody was reminded"),
        office.database.transaction(CENTER) as session,
    ):
        session.execute(IN_SQL)
