"""冲销: a claim in the books that was wrong is taken back by two people, to the fen."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ledger import book
from ledger.accounts import AccountRef
from ledger.journal import EntryId
from service.actions import afterwards, reversals
from service.actions.booking_entries import Kind
from service.actions.claims import Change
from service.demo.drawing import draw
from service.demo.invoices import red_letter
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from tests.service.faults import Fault, a_notified_fault, raised
from tests.service.neighbour import beside
from tests.service.office import Office, a_spec, an_invoice, approve_and_pay
from tests.service.test_bank import take
from tests.service.test_bookings import proposed
from tests.service.test_claims import approve, change, money, row, submit, upload

REASON = "销售方已开具红字发票"
BLUE, RED = "26112000000123456789", "26112000000123459999"
ZERO = Decimal("0.00")


def paid(office: Office) -> UUID:
    claim_id = upload(office, an_invoice(BLUE)).claim_id
    submit(office, claim_id)
    approve_and_pay(office, claim_id)
    return claim_id


def propose(office: Office, claim_id: UUID, reason: str = REASON) -> UUID:
    version = row(office, claim_id).version
    with office.database.transaction(office.employer_id) as session:
        return reversals.propose(session, office.maker, claim_id, version, reason)


def agree(office: Office, reversal_id: UUID, actor: Actor | None = None) -> EntryId:
    with office.database.transaction(office.employer_id) as session:
        return reversals.agree(session, actor or office.checker, reversal_id)


def balances(office: Office) -> dict[AccountRef, Decimal]:
    with office.database.transaction(office.employer_id) as session:
        connection = session.connection()
        found = book.balances(connection, book.book_of(connection, office.employer_id))
    return {account: amount for account, amount in found.items() if amount}


def test_a_paid_claim_is_taken_back_whole_by_two_people(office: Office) -> None:
    before = balances(office)
    claim_id = paid(office)
    entry = agree(office, propose(office, claim_id))
    claim = row(office, claim_id)
    assert (claim.state, claim.reversal_entry_id) == ("reversed", entry)
    assert balances(office) == before
    assert (money(office).spent, money(office).reserved) == (ZERO, ZERO)
    with office.database.transaction(office.employer_id) as session:
        mirror = book.entry(session.connection(), entry)
    assert mirror.reverses == claim.entry_id
    assert (mirror.actor, mirror.approver) == (
        str(office.maker.user_id), str(office.checker.user_id),
    )  # fmt: skip
    again = upload(office, an_invoice(BLUE))
    assert not again.already  # the invoice may be claimed anew


def test_what_the_employer_got_back_is_taken_back_too(office: Office) -> None:
    before = balances(office)
    claim_id = upload(office, an_invoice(BLUE, issued_on=date(2025, 6, 10))).claim_id
    change(office, claim_id, Change(statement="样机封装测试，对应第 2 项", explanation="见说明"))
    submit(office, claim_id)
    approve_and_pay(office, claim_id)
    agree(office, propose(office, claim_id))
    assert balances(office) == before


def test_what_is_owed_to_the_employer_but_not_paid_is_taken_back(office: Office) -> None:
    before = balances(office)
    claim_id = upload(office, an_invoice(BLUE, issued_on=date(2025, 6, 10))).claim_id
    change(office, claim_id, Change(statement="样机封装测试，对应第 2 项", explanation="见说明"))
    submit(office, claim_id)
    approve(office, claim_id)
    assert row(office, claim_id).state == "posted"
    agree(office, propose(office, claim_id))
    assert balances(office) == before


def test_nobody_agrees_to_what_he_proposed_nor_twice(office: Office) -> None:
    claim_id = paid(office)
    proposal = propose(office, claim_id)
    both = replace(office.checker, user_id=office.maker.user_id)
    with pytest.raises(Forbidden, match="另一人"):
        agree(office, proposal, both)
    with pytest.raises(Refused, match="不允许"):
        agree(office, proposal, office.cashier)
    agree(office, proposal)
    with pytest.raises(Refused, match="已经处理过"):
        agree(office, proposal)


def test_a_proposal_is_made_once_with_a_reason_and_of_what_is_in_the_books(office: Office) -> None:
    claim_id = paid(office)
    with pytest.raises(Invalid, match="冲销的原因"):
        propose(office, claim_id, " ")
    first = propose(office, claim_id)
    with pytest.raises(Refused, match="已有人提出冲销"):
        propose(office, claim_id)
    with office.database.transaction(office.employer_id) as session:
        with pytest.raises(Invalid, match="不同意冲销的原因"):
            reversals.decline(session, office.checker, first, "")
        reversals.decline(session, office.checker, first, "红字发票另有其主")
        assert reversals.waiting(session, office.checker) == ()
    assert row(office, claim_id).state == "paid"
    assert propose(office, claim_id) != first
    draft = upload(office, an_invoice("26112000000123450000", amount="10.00")).claim_id
    with pytest.raises(Refused, match="没有入账"):
        propose(office, draft)


def test_what_the_seller_paid_back_is_not_reversed_as_well(office: Office) -> None:
    claim_id = paid(office)
    proposal = propose(office, claim_id)
    back = "2026-03-10,,500.00,60500.00,北京明远检测技术有限公司,,退款,HD31"
    take(office, back)
    proposed(office, "退款", Kind.REFUND, claim=row(office, claim_id).number)
    with pytest.raises(Refused, match="已按银行退款记账"):
        agree(office, proposal)
    with office.database.transaction(office.employer_id) as session:
        reversals.decline(session, office.checker, proposal, "已退款")
    with pytest.raises(Refused, match="已按银行退款记账"):
        propose(office, claim_id)


def test_what_is_asked_back_of_a_claim_comes_back_once(office: Office) -> None:
    fault = a_notified_fault(office)  # half of 1,060.00
    with pytest.raises(Refused, match=r"530\.00 元由整改事项要求退回"):
        propose(office, fault.claim)
    back = "2026-03-10,,600.00,60600.00,北京明远检测技术有限公司,,退款,HD31"
    take(office, back)
    with pytest.raises(Refused, match=r"还可退 530\.00 元"):
        proposed(office, "退款", Kind.REFUND, claim=row(office, fault.claim).number)
    fault.act(office.checker, "dispute", reason="合同已补签")
    fault.act(fault.second, "uphold_dispute", reason="属实")
    assert fault.state == "dropped"
    propose(office, fault.claim)  # nothing is asked back any more


def test_a_fault_found_meanwhile_keeps_a_claim_from_being_reversed(office: Office) -> None:
    claim_id = paid(office)
    proposal = propose(office, claim_id)
    fault = Fault(office, office.auditor, office.manager, claim_id)
    fault.case = raised(fault)
    with pytest.raises(Refused, match="同一笔支出只退回一次"):
        agree(office, proposal)
    assert row(office, claim_id).state == "paid"


def test_a_neighbour_neither_sees_nor_decides(office: Office) -> None:
    proposal = propose(office, paid(office))
    other = beside(office)
    with other.database.transaction(other.employer_id) as session:
        assert reversals.waiting(session, other.checker) == ()
        with pytest.raises(NotFound):
            reversals.agree(session, other.checker, proposal)


def test_a_red_letter_after_payment_is_found_proposed_and_settled(office: Office) -> None:
    claim_id = paid(office)
    later = replace(office, maker=replace(office.maker, at=office.maker.at.replace(day=12)))
    upload(later, draw(red_letter(a_spec(BLUE), RED, date(2026, 3, 11))))
    with office.database.transaction(office.employer_id) as session:
        (wrong,) = afterwards.wrongs(session, office.maker)
    assert (wrong.claim_id, wrong.due_on, wrong.proposed) == (claim_id, date(2026, 4, 11), False)
    proposal = propose(office, claim_id, wrong.findings[0].message.text())
    with office.database.transaction(office.employer_id) as session:
        assert afterwards.wrongs(session, office.maker)[0].proposed
        (waiting,) = reversals.waiting(session, office.checker, claim_id)
        assert (waiting.id, waiting.own) == (proposal, False)
    agree(office, proposal)
    with office.database.transaction(office.employer_id) as session:
        assert afterwards.wrongs(session, office.maker) == ()


def by_sql(office: Office, statement: str, **values: object) -> None:
    with office.database.transaction(office.employer_id) as session:
        session.execute(text(statement), values)


def test_the_database_takes_no_claim_back_without_two_people_and_a_mirror(office: Office) -> None:
    claim_id = paid(office)
    with pytest.raises(DBAPIError, match="reversal of claim"):
        by_sql(office, "update claim set state = 'reversed', reversal_entry_id = entry_id")
    proposal = propose(office, claim_id)
    decide = (
        "update claim_reversal set state = 'done', decided_by = :who, decided_at = now(),"
        " entry_id = 1 where id = :id"
    )
    with pytest.raises(DBAPIError, match="two_people"):
        by_sql(office, decide, who=office.maker.user_id, id=proposal)
    agree(office, proposal)
    with pytest.raises(DBAPIError, match="stays as it is"):
        by_sql(office, "update claim_reversal set state = 'declined', decision = 'x'")
