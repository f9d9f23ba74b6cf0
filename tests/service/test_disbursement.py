"""Instalments that are stopped and go on, gates of a payment, slips that prove a receipt."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from service.actions import bank, disbursement_gates, disbursement_stop, money
from service.db import CENTER
from service.messages import Refused
from service.tables import AuditRow, GrantRow, InstalmentRow
from tests.service.office import Office, instalments_of
from tests.service.statements import ARRIVED, a_file


def grant_of(session: Session, office: Office) -> GrantRow:
    return session.get_one(GrantRow, office.grant_id)


def states(office: Office) -> list[str]:
    with office.database.transaction(CENTER) as session:
        query = select(InstalmentRow.state).order_by(InstalmentRow.position)
        return list(session.scalars(query))


def second(office: Office) -> UUID:
    with office.database.transaction(CENTER) as session:
        return instalments_of(session, office.grant_id)[1]


def test_what_is_not_paid_is_stopped_and_what_arrived_stays(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        stopped = disbursement_stop.stop(
            session, office.manager, grant_of(session, office), "项目中止"
        )
    assert stopped == 1
    assert states(office) == ["received", "stopped"]


def test_an_approved_instalment_is_stopped_and_needs_its_approval_anew(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        money.approve_instalment(session, office.auditor, second(office))
    with office.database.transaction(CENTER) as session:
        disbursement_stop.stop(session, office.manager, grant_of(session, office), "项目中止")
    with office.database.transaction(CENTER) as session, pytest.raises(Refused):
        money.send_instalment(session, office.manager, second(office))
    with office.database.transaction(CENTER) as session:
        disbursement_stop.resume(session, office.manager, grant_of(session, office), "恢复执行")
    assert states(office) == ["received", "planned"]
    with office.database.transaction(CENTER) as session:
        told = session.execute(
            select(AuditRow.action, AuditRow.source, AuditRow.target, AuditRow.article)
            .where(AuditRow.subject_id == second(office), AuditRow.action.like("%_instalment"))
            .order_by(AuditRow.id)
        ).all()
    assert [tuple(each) for each in told] == [
        ("approve_instalment", "planned", "approved", "第二十四条"),
        ("stop_instalment", "approved", "stopped", "第三十二条"),
        ("resume_instalment", "stopped", "planned", "第三十二条"),
    ]


def test_a_grant_that_is_not_being_carried_out_gets_nothing(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        grant_of(session, office).suspended_on = date(2026, 3, 1)
        session.flush()
        (why,) = disbursement_gates.unmet(session, second(office), office.auditor.today)
        assert why.text() == "项目不在执行中，停止拨付（第三十二条）"
        with pytest.raises(Refused, match="停止拨付"):
            money.approve_instalment(session, office.auditor, second(office))


def on_its_way(office: Office) -> UUID:
    instalment = second(office)
    with office.database.transaction(CENTER) as session:
        money.approve_instalment(session, office.auditor, instalment)
    with office.database.transaction(CENTER) as session:
        money.send_instalment(session, office.manager, instalment)
    return instalment


def test_one_slip_confirms_one_receipt(office: Office) -> None:
    instalment = on_its_way(office)
    with (
        office.database.transaction(office.employer_id) as session,
        pytest.raises(Refused, match="20251001-0001 已用于确认另一笔拨款"),
    ):
        money.confirm_receipt(session, office.checker, instalment, " 20251001-0001 ")
    with office.database.transaction(office.employer_id) as session:
        money.confirm_receipt(session, office.checker, instalment, "20260310-0007")
    assert states(office) == ["received", "received"]


def test_the_database_holds_one_slip_for_one_receipt(office: Office) -> None:
    instalment = on_its_way(office)
    with (
        pytest.raises(IntegrityError, match="uq_instalment_bank_reference"),
        office.database.transaction(CENTER) as session,
    ):
        session.get_one(InstalmentRow, instalment).bank_reference = "20251001-0001"


def test_an_amount_that_the_bank_does_not_know_is_refused(office: Office) -> None:
    instalment = on_its_way(office)
    line = "2026-03-10,,39999.99,99999.99,北京市科协创新服务中心,0200,拨款,LS-77"
    bank.take_in(office.desk, office.maker, "三月.csv", a_file(ARRIVED, line))
    with (
        office.database.transaction(office.employer_id) as session,
        pytest.raises(Refused, match=r"LS-77 的金额是 39,999.99 元，与拨款 40,000.00 元不符"),
    ):
        money.confirm_receipt(session, office.checker, instalment, "LS-77")
    assert states(office) == ["received", "sent"]


@pytest.mark.parametrize("state", ["received", "sent"])
def test_the_database_stops_nothing_that_was_paid(office: Office, state: str) -> None:
    instalment = on_its_way(office)
    if state == "received":
        with office.database.transaction(CENTER) as session:
            instalment = instalments_of(session, office.grant_id)[0]
    with pytest.raises(OperationalError), office.database.transaction(CENTER) as session:
        stop_by_hand(session, instalment)


def stop_by_hand(session: Session, instalment: UUID) -> None:
    row = session.get_one(InstalmentRow, instalment)
    row.state, row.approved_by = "stopped", None
