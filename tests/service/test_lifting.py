"""恢复: what a suspended grant goes back to when its suspension is lifted."""

from datetime import date

from service.actions import money, register, sanctions
from service.db import CENTER
from tests.service import neighbour
from tests.service.neighbour import beside
from tests.service.office import Office, instalments_of
from tests.service.test_sanctions import state, suspended, take


def test_money_that_arrives_during_a_suspension_is_there_when_it_is_lifted(office: Office) -> None:
    other = beside(office)  # its agreement is signed; nothing was paid yet
    with office.database.transaction(CENTER) as session:
        account = register.NewAccount(
            employer_id=other.employer_id, bank="北京银行丰台支行", account_name=neighbour.NAME,
            account_number="1109 0123 4567 8902", registered_on=date(2025, 9, 1),
        )  # fmt: skip
        register.add_account(session, office.manager, account)
        (part,) = instalments_of(session, other.grant_id)
    with office.database.transaction(CENTER) as session:
        money.approve_instalment(session, office.auditor, part)
    with office.database.transaction(CENTER) as session:
        money.send_instalment(session, office.manager, part)
    case_id = suspended(other)
    with office.database.transaction(other.employer_id) as session:
        money.confirm_receipt(session, other.checker, part, "20260310-11")
    assert state(other) == "suspended"
    take(other, other.auditor, case_id, sanctions.propose_lift, reason="已经消除影响。")
    take(other, other.manager, case_id, sanctions.lift, reason="同意。")
    assert state(other) == "active"
