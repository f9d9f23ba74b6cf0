"""预借: asked for, approved, paid out by three people; offset by claims, the rest given back."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from compliance.categories import Category
from compliance.procedures.advance import ADVANCE
from ledger import book
from ledger.accounts import AccountRef
from service.actions import advances, claims, proceedings, reversals
from service.actions.advances import NewAdvance
from service.messages import Invalid, NotFound, Refused
from service.tables import DeadlineRow, GrantRow, MoveRow, ProceedingRow
from tests.service.neighbour import beside
from tests.service.office import Office, an_invoice
from tests.service.test_claims import money, row, submit, upload

SUM = Decimal("3000.00")


def asked(office: Office, amount: Decimal = SUM) -> UUID:
    new = NewAdvance(
        grant_id=office.grant_id, category=Category.RND, amount=amount, recipient="赵工",
        purpose="封装测试费预付",
    )  # fmt: skip
    with office.database.transaction(office.employer_id) as session:
        return advances.ask(session, office.maker, new)


def case(office: Office, case_id: UUID) -> tuple[str, int]:
    with office.database.transaction(office.employer_id) as session:
        found = session.get_one(ProceedingRow, case_id)
        return found.state, found.steps


def approve(office: Office, case_id: UUID) -> None:
    with office.database.transaction(office.employer_id) as session:
        advances.approve(session, office.checker, case_id, case(office, case_id)[1])


def pay(office: Office, case_id: UUID) -> None:
    with office.database.transaction(office.employer_id) as session:
        advances.pay(session, office.cashier, case_id, case(office, case_id)[1], "20260310-7")


def outstanding(office: Office) -> UUID:
    case_id = asked(office)
    approve(office, case_id)
    pay(office, case_id)
    return case_id


def approved_claim(office: Office, amount: str = "1000.00", number: str = "1") -> UUID:
    invoice = an_invoice(f"2611200000012345678{number}", amount=amount)
    claim_id = upload(office, invoice).claim_id
    submit(office, claim_id)
    with office.database.transaction(office.employer_id) as session:
        claims.approve(session, office.checker, claim_id, row(office, claim_id).version)
    return claim_id


def offset(office: Office, case_id: UUID, claim: str) -> None:
    with office.database.transaction(office.employer_id) as session:
        advances.offset(session, office.cashier, case_id, case(office, case_id)[1], claim)


def give_back(office: Office, case_id: UUID, amount: str, slip: str = "20260310-9") -> None:
    steps = case(office, case_id)[1]
    with office.database.transaction(office.employer_id) as session:
        advances.give_back(session, office.cashier, case_id, steps, Decimal(amount), slip)


def owed(office: Office, case_id: UUID) -> tuple[Decimal, Decimal]:
    """Give what the case says is owed, and what the book says."""
    with office.database.transaction(office.employer_id) as session:
        grant = session.get_one(GrantRow, office.grant_id)
        kept = book.book_of(session.connection(), office.employer_id)
        account = AccountRef("1221.PRE", grant.number, "FISCAL", "RND")
        found = session.get_one(ProceedingRow, case_id)
        return (
            advances.remaining(session, found),
            book.balance(session.connection(), kept, account),
        )


def test_an_advance_is_offset_by_a_claim_and_the_rest_comes_back(office: Office) -> None:
    case_id = outstanding(office)
    assert money(office).reserved == SUM
    assert owed(office, case_id) == (SUM, SUM)
    claim_id = approved_claim(office)
    offset(office, case_id, row(office, claim_id).number)
    claim = row(office, claim_id)
    assert (claim.state, claim.bank_slip) == ("reconciled", "预借2026-001")
    assert owed(office, case_id) == (Decimal("1940.00"), Decimal("1940.00"))
    give_back(office, case_id, "940.00")
    assert case(office, case_id)[0] == "outstanding"
    give_back(office, case_id, "1000.00", "20260310-10")
    assert case(office, case_id)[0] == "settled"
    assert owed(office, case_id) == (Decimal("0.00"), Decimal("0.00"))
    after = money(office)
    assert (after.spent, after.reserved) == (Decimal("1060.00"), Decimal("0.00"))


def test_the_deadline_runs_from_the_payment_until_all_is_settled(office: Office) -> None:
    case_id = outstanding(office)
    give_back(office, case_id, "1000.00")
    with office.database.transaction(office.employer_id) as session:
        running = DeadlineRow.met_on.is_(None)
        (due,) = session.scalars(
            select(DeadlineRow).where(DeadlineRow.proceeding_id == case_id, running)
        )
        assert (due.term, due.starts_on, due.due_on, due.met_on) == (
            "settle_advance", date(2026, 3, 10), date(2026, 5, 9), None,
        )  # fmt: skip
    give_back(office, case_id, "2000.00", "20260310-10")
    with office.database.transaction(office.employer_id) as session:
        found = session.get_one(ProceedingRow, case_id)
        assert proceedings.open_deadlines(session, found) == []


def test_three_people_have_a_hand_in_it(office: Office) -> None:
    case_id = asked(office)
    with office.database.transaction(office.employer_id) as session, pytest.raises(Refused):
        advances.approve(session, office.maker, case_id, 0)
    approve(office, case_id)
    with office.database.transaction(office.employer_id) as session, pytest.raises(Refused):
        advances.pay(session, office.checker, case_id, 1, "20260310-7")


def test_an_advance_may_be_refused_or_given_up(office: Office) -> None:
    refused, given_up = asked(office), asked(office)
    with office.database.transaction(office.employer_id) as session:
        advances.refuse(session, office.checker, refused, 0, "可以先取得发票再付款。")
    approve(office, given_up)
    assert money(office).reserved == SUM
    with office.database.transaction(office.employer_id) as session:
        advances.withdraw(session, office.maker, given_up, 1)
    assert money(office).reserved == Decimal("0.00")
    assert [case(office, each)[0] for each in (refused, given_up)] == ["refused", "withdrawn"]
    before = asked(office)
    with office.database.transaction(office.employer_id) as session:
        advances.withdraw(session, office.maker, before, 0)
    assert case(office, before)[0] == "withdrawn"


def test_a_claim_above_what_is_left_is_paid_as_usual(office: Office) -> None:
    case_id = outstanding(office)
    claim_id = approved_claim(office, "4000.00")
    number = row(office, claim_id).number
    with pytest.raises(Refused, match="超过预借余额"):
        offset(office, case_id, number)
    assert case(office, case_id) == ("outstanding", 2)


def test_only_an_approved_claim_of_the_same_direction_is_held_against_it(office: Office) -> None:
    case_id = outstanding(office)
    claim_id = upload(office, an_invoice()).claim_id
    submit(office, claim_id)
    for number in (row(office, claim_id).number, "BX2026-09999"):
        with pytest.raises(Refused, match="待付款申请"):
            offset(office, case_id, number)


@pytest.mark.parametrize("amount", ["3000.01", "0.00", "1.005"])
def test_no_more_comes_back_than_went_out(office: Office, amount: str) -> None:
    case_id = outstanding(office)
    with pytest.raises(Refused, match="退回金额"):
        give_back(office, case_id, amount)


def test_a_payment_names_its_slip(office: Office) -> None:
    case_id = asked(office)
    approve(office, case_id)
    with office.database.transaction(office.employer_id) as session, pytest.raises(Invalid):
        advances.pay(session, office.cashier, case_id, 1, " ")


@pytest.mark.parametrize(("amount", "recipient"), [("0.00", "赵工"), ("100.00", " ")])
def test_what_is_no_advance_is_refused(office: Office, amount: str, recipient: str) -> None:
    new = NewAdvance(
        grant_id=office.grant_id, category=Category.RND, amount=Decimal(amount),
        recipient=recipient, purpose="预付",
    )  # fmt: skip
    with office.database.transaction(office.employer_id) as session, pytest.raises(Invalid):
        advances.ask(session, office.maker, new)


def test_no_advance_beyond_the_budget_or_for_a_grant_that_stands_still(office: Office) -> None:
    case_id = asked(office, Decimal("80000.01"))
    with pytest.raises(Refused):
        approve(office, case_id)
    other = beside(office)
    new = NewAdvance(
        grant_id=other.grant_id, category=Category.RND, amount=SUM, recipient="赵工",
        purpose="预付",
    )  # fmt: skip
    with office.database.transaction(office.employer_id) as session, pytest.raises(NotFound):
        advances.ask(session, office.maker, new)
    with other.database.transaction(other.employer_id) as session, pytest.raises(Refused):
        advances.ask(session, other.maker, new)  # agreed, but nothing has arrived yet


def test_a_claim_offset_by_an_advance_is_not_taken_back_as_if_it_was_paid(office: Office) -> None:
    case_id, claim_id = outstanding(office), approved_claim(office)
    offset(office, case_id, row(office, claim_id).number)
    version = row(office, claim_id).version
    refused = pytest.raises(Refused, match="以预借款冲销")
    with office.database.transaction(office.employer_id) as session, refused:
        reversals.propose(session, office.maker, claim_id, version, "发票有误。")


def test_the_database_lets_nobody_overdraw_an_advance(office: Office) -> None:
    case_id = outstanding(office)
    used = text(
        "insert into advance_use (employer_id, proceeding_id, amount, bank_slip, made_by, made_at)"
        " values (:employer, :case, 3000.01, 'x', :user, now())"
    )
    told = {"employer": office.employer_id, "case": case_id, "user": office.cashier.user_id}
    with (
        pytest.raises(DBAPIError, match="would be overdrawn"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(used, told)
    unpaid = told | {"case": asked(office)}
    with (
        pytest.raises(DBAPIError, match="is not outstanding"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(used, unpaid)


def test_the_table_of_the_procedure_stands_in_the_database(office: Office) -> None:
    with office.database.transaction(office.employer_id) as session:
        stored = {
            (each.source, each.action, each.role, each.target, each.not_by)
            for each in session.scalars(select(MoveRow).where(MoveRow.kind == ADVANCE.name))
        }
    assert stored == {
        (each.source.value, each.action, role.value, each.target.value, each.not_by)
        for each in ADVANCE.transitions
        for role in each.roles
    }
