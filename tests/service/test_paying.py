"""付款: three people, the day of the slip, what stands in the way; then bank and closing."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from ledger import book
from ledger.journal import EntryId
from service.actions import bank, claims, closing, paying, register
from service.actions.paying import Slip
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import ClaimRow
from tests.service.neighbour import beside
from tests.service.office import AT, SLIP, Office, an_invoice, pay
from tests.service.statements import ARRIVED
from tests.service.test_bank import confirm_all, seen, take
from tests.service.test_claims import approve, money, row, submit, upload
from tests.service.test_closing import MARCH, later

PAID = "2026-03-10,1060.00,,58940.00,北京明远检测技术有限公司,,转账,20260310-0007"


def approved(office: Office) -> UUID:
    claim_id = upload(office, an_invoice()).claim_id
    submit(office, claim_id)
    approve(office, claim_id)
    return claim_id


def pay_as(office: Office, claim_id: UUID, actor: Actor, slip: Slip = SLIP) -> int:
    version = row(office, claim_id).version
    with office.database.transaction(actor.employer_id or CENTER) as session:
        return paying.pay(session, actor, claim_id, version, slip)


def test_an_approved_claim_keeps_its_money_reserved_until_it_is_paid(office: Office) -> None:
    claim_id = approved(office)
    claim = row(office, claim_id)
    assert (claim.state, claim.entry_id, claim.approved_by) == (
        "approved", None, office.checker.user_id,
    )  # fmt: skip
    assert (money(office).reserved, money(office).spent) == (Decimal("1060.00"), Decimal(0))
    entry = pay(office, claim_id)
    claim = row(office, claim_id)
    assert (claim.state, claim.paid_by, claim.bank_slip, claim.paid_on) == (
        "paid", office.cashier.user_id, SLIP.number, office.cashier.today,
    )  # fmt: skip
    assert claim.entry_id == claim.payment_entry_id == entry
    assert (money(office).reserved, money(office).spent) == (Decimal(0), Decimal("1060.00"))
    with office.database.transaction(office.employer_id) as session:
        kept = book.entry(session.connection(), EntryId(entry))
    assert (kept.actor, kept.approver) == (str(office.maker.user_id), str(office.checker.user_id))
    assert kept.meta["cashier"] == str(office.cashier.user_id)
    assert kept.meta["slip"] == SLIP.number


def test_a_cashier_does_not_approve_and_a_checker_does_not_pay(office: Office) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    submit(office, claim_id)
    with pytest.raises(Refused, match="不允许"):
        approve(office, claim_id, office.cashier)
    approve(office, claim_id)
    for other in (office.checker, office.maker):
        with pytest.raises(Refused, match="不允许"):
            pay_as(office, claim_id, other)
    for hand in (office.maker, office.checker):
        with pytest.raises(Forbidden, match="另一人"):
            pay_as(office, claim_id, replace(office.cashier, user_id=hand.user_id))
    assert row(office, claim_id).state == "approved"


def test_a_cashier_of_another_employer_finds_nothing(office: Office) -> None:
    claim_id = approved(office)
    other = beside(office)
    version = row(office, claim_id).version
    with other.database.transaction(other.employer_id) as session, pytest.raises(NotFound):
        paying.pay(session, other.cashier, claim_id, version, SLIP)


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        (Slip("  "), "银行回单的流水号"),
        (Slip("1" * 61), "不超过 60 字"),
        (Slip("1\n2"), "写成一行"),
        (Slip("1", AT.date() + timedelta(days=1)), "还没有到"),
        (Slip("1", AT.date() - timedelta(days=1)), "早于复核日期"),
    ],
)
def test_a_slip_has_a_number_and_a_day_that_can_be(office: Office, slip: Slip, told: str) -> None:
    claim_id = approved(office)
    with pytest.raises(Invalid, match=told):
        pay_as(office, claim_id, office.cashier, slip)
    assert row(office, claim_id).state == "approved"


def test_a_slip_entered_later_is_booked_on_its_own_day(office: Office) -> None:
    claim_id = approved(office)
    cashier = replace(office.cashier, at=AT + timedelta(days=5))
    entry = pay_as(office, claim_id, cashier, Slip("HD1", AT.date()))
    with office.database.transaction(office.employer_id) as session:
        assert book.entry(session.connection(), EntryId(entry)).effective_on == AT.date()


def test_what_became_wrong_after_approval_is_not_paid_and_goes_back(office: Office) -> None:
    claim_id = approved(office)
    with office.database.transaction(CENTER) as session:
        register.rename_employer(
            session, office.manager, office.employer_id, "北京星河智造有限公司", date(2026, 1, 1)
        )
    with pytest.raises(Refused, match="现在不能付款"):
        pay(office, claim_id)
    version = row(office, claim_id).version
    with office.database.transaction(office.employer_id) as session:
        claims.return_(session, office.cashier, claim_id, version, "单位已更名")
    claim = row(office, claim_id)
    assert (claim.state, claim.approved_by, claim.confirmation) == ("returned", None, "")
    assert money(office).reserved == 0


def test_a_rejected_claim_is_over_and_its_invoice_is_free(office: Office) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    submit(office, claim_id)
    version = row(office, claim_id).version
    with office.database.transaction(office.employer_id) as session:
        with pytest.raises(Invalid, match="不予报销的原因"):
            claims.reject(session, office.checker, claim_id, version, " ")
        claims.reject(session, office.checker, claim_id, version, "与培养方案无关")
    assert row(office, claim_id).state == "rejected"
    assert money(office).reserved == 0
    with pytest.raises(Refused, match="不允许"):
        submit(office, claim_id)
    again = upload(office, an_invoice())
    assert not again.already
    assert again.claim_id != claim_id


def states(office: Office) -> list[str]:
    with office.database.transaction(office.employer_id) as session:
        return [claim.state for claim in session.query(ClaimRow).order_by(ClaimRow.number)]


def test_the_bank_makes_it_reconciled_and_another_look_undoes_it(office: Office) -> None:
    pay(office, approved(office))
    take(office, ARRIVED, PAID)
    told = {fact.message.text() for match in seen(office).proposed for fact in match.evidence}
    assert f"账上记有银行流水号 {SLIP.number}" in told
    assert states(office) == ["paid"]
    confirm_all(office)
    assert states(office) == ["reconciled"]
    (match,) = [each for each in seen(office).approved if each.book[0].amount < 0]
    with office.database.transaction(office.employer_id) as session:
        bank.withdraw(session, office.checker, match.id, "勾错了")
    assert states(office) == ["paid"]


def test_the_closing_of_its_month_archives_it(office: Office) -> None:
    pay(office, approved(office))
    in_may = replace(office, maker=later(office.maker), checker=later(office.checker))
    take(in_may, ARRIVED, PAID, days="2026-03-01至2026-03-31")
    confirm_all(in_may)
    with office.database.transaction(office.employer_id) as session:
        drawn = bank.draw(session, in_may.maker, date(2026, 3, 31))
        bank.approve(session, in_may.checker, drawn)
        closing.soft_close(session, in_may.checker, office.employer_id, MARCH)
    assert states(office) == ["reconciled"]
    with office.database.transaction(CENTER) as session:
        closing.close(session, later(office.auditor), office.employer_id, MARCH)
    assert states(office) == ["archived"]


def test_a_payment_matched_after_its_month_was_closed_is_archived_at_once(office: Office) -> None:
    pay(office, approved(office))
    with office.database.transaction(CENTER) as session:
        auditor = later(office.auditor)
        closing.soft_close(session, auditor, office.employer_id, MARCH)
        closing.close(session, auditor, office.employer_id, MARCH)
    assert states(office) == ["paid"]
    take(office, ARRIVED, PAID)
    confirm_all(office)
    assert states(office) == ["archived"]
