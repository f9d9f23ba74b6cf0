"""整改 not done in time: reminded by the clock, ordered, lapsed, escalated (Art. 32)."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from service.actions import disbursement_gates, open_findings
from service.db import CENTER
from service.messages import Refused
from service.tables import DeadlineMarkRow, GrantRow, InstalmentRow, SanctionRow
from tests.service.faults import HALF, Fault, a_notified_fault, balance, pay_back, post
from tests.service.office import Office


@pytest.fixture
def notified(office: Office) -> Fault:
    return a_notified_fault(office)


def pressed(fault: Fault) -> None:
    """Let the employer do nothing until the order has lapsed."""
    office = fault.office
    fault.serve()
    due = fault.open_terms()["rectify"].due_on
    fault.until(due, -7)
    assert fault.morning() == [-5]
    assert fault.state == "reminded"
    with pytest.raises(Refused, match="才届满，期限内不能责令"):
        fault.act(office.auditor, "order", reason="x")
    fault.until(due, 1)
    assert fault.morning() == [1]
    fault.act(office.auditor, "order", reason="请在 10 个工作日内退回")
    fault.serve()
    fault.until(fault.open_terms()["rectify_when_ordered"].due_on, 5)
    assert 1 in fault.morning()


def test_nothing_is_ordered_and_nothing_lapses_before_it_was_served(notified: Fault) -> None:
    office = notified.office
    notified.until(notified.open_terms()["rectify"].due_on, 1)
    assert notified.morning() == [1]
    notified.act(office.auditor, "remind")
    with pytest.raises(Refused, match="还没有送达"):
        notified.act(office.auditor, "order", reason="请退回")
    notified.serve()  # after the reminder: the whole term begins only now
    deadline = notified.open_terms()["rectify"]
    assert deadline.starts_on == notified.as_of(office.auditor).today
    with pytest.raises(Refused, match="才届满，期限内不能责令"):
        notified.act(office.auditor, "order", reason="请退回")
    notified.until(deadline.due_on, 1)
    notified.act(office.auditor, "order", reason="请退回")
    notified.until(notified.open_terms()["rectify_when_ordered"].due_on, 5)
    assert 1 in notified.morning()
    assert notified.state == "ordered"  # told of it, but nobody was ever ordered
    notified.serve()
    deadline = notified.open_terms()["rectify_when_ordered"]
    assert deadline.starts_on == notified.as_of(office.auditor).today
    notified.until(deadline.due_on, 5)
    assert 1 in notified.morning()
    assert notified.state == "overdue"


def test_pressing_leads_over_reminder_and_order_to_a_proposed_suspension(notified: Fault) -> None:
    office = notified.office
    pressed(notified)
    assert notified.state == "overdue"
    assert balance(notified, "5301.D") == HALF
    with office.database.transaction(CENTER) as session:
        grant = session.get_one(GrantRow, office.grant_id)
        today = notified.as_of(office.auditor).today
        assert open_findings.overdue(session, grant, today) == "整改2026-001"
        planned = session.scalars(
            select(InstalmentRow.id).where(InstalmentRow.state == "planned")
        ).one()
        unmet = [each.text() for each in disbursement_gates.unmet(session, planned, today)]
        assert unmet == ["整改2026-001 逾期未完成整改（第三十二条（二）3）"]
    notified.act(office.auditor, "escalate", reason="提请中止")
    with office.database.transaction(CENTER) as session:
        proposed = session.scalars(select(SanctionRow)).one()
        assert (proposed.ground, proposed.rectification_id) == ("unrectified", notified.case)
    assert notified.steps == ["notify", "remind", "order", "lapse", "escalate"]
    assert notified.letters == ["rectification_notice", "rectification_notice"]
    with pytest.raises(Refused, match="没有退回或列入追回"):
        notified.act(office.auditor, "settle", reason="x")
    post(notified, pay_back(notified, "530.00", "530.00"))
    notified.act(office.checker, "rectify", result="已退回")  # late, but it is put right
    notified.act(office.manager, "send_back", reason="材料不全")
    # the proposed suspension waits to be dealt with, too
    assert notified.open_terms().keys() == {"rectify_again", "handle"}
    with pytest.raises(Refused, match="不能再申请延期"):
        notified.act(office.checker, "ask_extension", reason="x")


def test_no_suspension_is_proposed_without_reminder_and_order(notified: Fault) -> None:
    office = notified.office
    with pytest.raises(Refused, match="还没有经过提醒、督促和期限届满"):
        notified.act(office.auditor, "escalate", reason="x")
    statement = text(
        "insert into procedure_move values"
        " ('rectification', 'notified', 'escalate', 'center_auditor', 'escalated', null)"
    )
    with pytest.raises(DBAPIError, match="denied"), office.database.transaction(CENTER) as session:
        session.execute(statement)


def test_each_mark_is_told_once(notified: Fault) -> None:
    due = notified.open_terms()["rectify"].due_on
    assert notified.morning() == []
    notified.until(due, -7)
    assert (notified.morning(), notified.morning()) == ([-5], [])
    notified.until(due, 0)
    assert (notified.morning(), notified.morning()) == ([0], [])
    notified.until(due, 8)
    assert notified.morning() == [5]
    with notified.office.database.transaction(CENTER) as session:
        marks = session.scalars(select(DeadlineMarkRow.mark).order_by(DeadlineMarkRow.mark))
        assert list(marks) == [-5, 0, 5]
