"""追回 from the proposal to the money at the Center, and what is refused on the way."""

from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from compliance.clawback import Mode
from compliance.procedures.clawback import CLAWBACK
from compliance.procedures.settlement import SETTLEMENT
from ledger import book, events, flows, proof
from ledger.accounts import AccountRef, Source
from ledger.events import Purpose
from service.actions import (
    clawbacks,
    desk,
    proceeding_views,
    raising,
    recalls,
    rectification,
    reminding,
    returning_views,
)
from service.actions.clawbacks import NewClawback
from service.actions.proceeding_views import Filter
from service.actions.raising import NewFinding
from service.actions.system import system_actor
from service.db import CENTER
from service.messages import Forbidden, Invalid, Refused
from service.tables import GrantRow, LetterRow, MoveRow, ProceedingRow, RecallRow, RepaymentRow
from tests.service import serving
from tests.service.office import Office
from tests.service.returning import (
    decided,
    end,
    golden_grant,
    later,
    on,
    propose,
    state,
    step,
    top_up,
    unseen,
    yuan,
)

GROUND = {"facts": "会议费列支不实", "ground": "任务书第六条"}


def number(office: Office, grant_id: UUID) -> str:
    with office.database.transaction(CENTER) as session:
        return session.get_one(GrantRow, grant_id).number


@pytest.mark.parametrize(
    ("mode", "due", "own"),
    [
        (Mode.UNSPENT, "105000.00", "0.00"),
        (Mode.UNSPENT_AND_INELIGIBLE, "120000.00", "15000.00"),
        (Mode.FULL, "200000.00", "95000.00"),
    ],
)
def test_the_worked_case_is_decided_and_booked_to_the_fen(
    office: Office, mode: Mode, due: str, own: str
) -> None:
    grant_id = golden_grant(office)
    end(office, grant_id)
    case_id = decided(office, grant_id, mode)
    with office.database.transaction(CENTER) as session:
        row = session.get_one(RecallRow, (office.employer_id, case_id))
        assert (str(row.fiscal), str(row.interest), str(row.own_money)) == (due, "0.00", own)
        assert row.figures["FISCAL"] == {
            "received": "200000.00",
            "moved_out": "0.00",
            "returned": "0.00",
            "eligible": "80000.00",
            "ineligible": "15000.00",
            "balance": "105000.00",
            "restored": "5000.00",
        }
        connection, grant = session.connection(), session.get_one(GrantRow, grant_id)
        of, center = book.book_of(connection, office.employer_id), book.book_of(connection, None)
        owed = AccountRef("2241.RTN", grant.number, "FISCAL")
        assert str(book.balance(connection, of, owed)) == due
        assert str(book.balance(connection, of, AccountRef("1221.OWN", grant.number))) == own
        awaited = AccountRef("1218.R", grant.number)
        assert str(book.balance(connection, center, awaited)) == due
        assert proof.prove(connection) == ()
        shown = returning_views.recalled(session, session.get_one(ProceedingRow, case_id))
        assert shown.decided is not None
        assert [str(each.total) for each in shown.ways] == [
            "15000.00", "105000.00", "120000.00", "200000.00",
        ]  # fmt: skip


def test_a_decision_that_is_not_in_the_ledger_is_refused_by_the_database(office: Office) -> None:
    grant_id = golden_grant(office)
    end(office, grant_id)
    case_id = decided(office, grant_id, Mode.UNSPENT)
    with (
        pytest.raises(DBAPIError, match="permission denied"),
        office.database.transaction(CENTER) as session,
    ):
        session.execute(text("update recall set fiscal = 1"))
    other = golden_case_heard(office)
    with (
        pytest.raises(DBAPIError, match="nothing was decided"),
        office.database.transaction(CENTER) as session,
    ):
        session.execute(
            text(
                "insert into recall select :case, employer_id, grant_id, mode, figures, fiscal,"
                " interest, own_money, decided_by, decided_on, entry_id from recall"
                " where proceeding_id = :other"
            ),
            {"case": other, "other": case_id},
        )


def golden_case_heard(office: Office) -> UUID:
    """A clawback of the office's first grant that waits for its decision."""
    end(office, office.grant_id)
    case_id = propose(office, office.grant_id, Mode.UNSPENT)
    step(office, office.maker, clawbacks.plain("comment"), case_id)
    return case_id


def test_who_proposed_does_not_decide_and_silence_is_no_objection(office: Office) -> None:
    grant_id = golden_grant(office)
    end(office, grant_id)
    case_id = propose(office, grant_id)
    with office.database.transaction(CENTER) as session:
        (unserved,) = reminding.running(session)
        clock = system_actor(later(office.auditor, 25).at)
        assert reminding.remind(session, clock, unserved) is not None
        assert state(session, case_id) == "proposed"  # nobody was asked yet
    serving.serve(office, office.auditor)
    with office.database.transaction(CENTER) as session:
        (deadline,) = reminding.running(session)
        clock = system_actor(later(office.auditor, 25).at)
        assert reminding.remind(session, clock, deadline) is not None
        assert state(session, case_id) == "heard"
    with pytest.raises(Forbidden):
        step(office, office.auditor, clawbacks.decide, case_id, mode="unspent")
    with pytest.raises(Invalid, match="理由"):
        step(office, office.manager, clawbacks.decide, case_id, mode="unspent", reason="")
    step(office, office.manager, clawbacks.plain("drop"), case_id)
    with office.database.transaction(CENTER) as session:
        assert state(session, case_id) == "dropped"


def test_what_is_not_paid_in_time_is_urged_and_referred(office: Office) -> None:
    grant_id = golden_grant(office)
    end(office, grant_id)
    case_id = decided(office, grant_id)
    serving.serve(office, office.auditor)
    with office.database.transaction(CENTER) as session:
        (deadline,) = reminding.running(session)
        reminding.remind(session, system_actor(later(office.auditor, 60).at), deadline)
        assert state(session, case_id) == "overdue"
        row = session.get_one(ProceedingRow, case_id)
        assert clawbacks.shut(session, row) == {"refer"}
    manager = later(office.manager, 60)
    with pytest.raises(Refused, match="还没有催告"):
        step(office, manager, clawbacks.refer, case_id, referred_to="北京市财政局")
    step(office, manager, clawbacks.urge, case_id)
    with pytest.raises(Invalid, match="哪个部门"):
        step(office, manager, clawbacks.refer, case_id, referred_to=" ")
    step(office, manager, clawbacks.refer, case_id, referred_to="北京市财政局")
    step(office, later(office.cashier, 61), clawbacks.pay_part, case_id,
         part_amount=yuan(100_000), part_reference="HD-1")  # fmt: skip
    with office.database.transaction(CENTER) as session:
        assert state(session, case_id) == "referred"
        assert clawbacks.shut(session, session.get_one(ProceedingRow, case_id)) == frozenset()
        kinds = session.scalars(select(LetterRow.kind).order_by(LetterRow.issued_at))
        assert sorted(kinds) == [
            "clawback_notice", "clawback_reminder", "comment_invitation", "referral",
        ]  # fmt: skip


def test_a_grant_that_goes_on_gives_back_what_was_spent_wrongly_only(office: Office) -> None:
    grant_id = golden_grant(office)
    with pytest.raises(Refused, match="仍在执行"):
        propose(office, grant_id, Mode.UNSPENT)
    case_id = decided(office, grant_id, Mode.INELIGIBLE)
    of_grant = number(office, grant_id)
    top_up(office, of_grant, yuan(15_000))
    step(office, office.cashier, clawbacks.pay_rest, case_id, rest_reference="HD-1")
    with office.database.transaction(CENTER) as session:
        (found,) = recalls.figures(session, session.get_one(GrantRow, grant_id))
        assert (found.balance, found.returned) == (yuan(105_000), yuan(15_000))
        assert not found.ineligible
        shown = desk.grant(session, office.auditor, grant_id).money
        (rnd,) = [each for each in shown.categories if each.category == "RND"]
        assert (rnd.budget, rnd.spent) == (yuan(135_000), yuan(80_000))  # 15 000 went back
        step_id = unseen(session, case_id)
    step(office, office.manager, clawbacks.arrive, case_id,
         arrived_repayment=step_id, arrived_reference="ZX-1")  # fmt: skip


def test_a_second_clawback_waits_for_the_first_and_nothing_is_not_clawed_back(
    office: Office,
) -> None:
    grant_id = golden_grant(office)
    with pytest.raises(Refused, match="没有应退回的资金"):
        propose(office, office.grant_id, Mode.INELIGIBLE)
    end(office, grant_id)
    propose(office, grant_id)
    with pytest.raises(Refused, match="正在办理这个项目的追回"):
        propose(office, grant_id)
    new = NewClawback(grant_id=grant_id, mode=Mode.FULL, facts=" ", ground="x")
    with office.database.transaction(CENTER) as session, pytest.raises(Invalid, match="事实"):
        clawbacks.propose(session, office.auditor, new)


def test_a_decision_waits_while_money_is_reserved_or_handed_out(office: Office) -> None:
    grant_id = golden_grant(office)
    of_grant = number(office, grant_id)
    rnd = Purpose(of_grant, "FISCAL", "RND")
    end(office, grant_id)
    case_id = propose(office, grant_id)
    step(office, office.checker, clawbacks.plain("accept"), case_id)
    with office.database.transaction(CENTER) as session:
        of = book.book_of(session.connection(), office.employer_id)
        book.post(
            session.connection(),
            events.reserve(of, on("r"), rnd, yuan(100)),
            events.reserve(of, on("a"), rnd, yuan(50)),
            events.advance(of, on("a:out"), rnd, yuan(50)),
        )
    with pytest.raises(Refused, match="元预借款没有冲销"):
        step(office, office.manager, clawbacks.decide, case_id, mode="unspent")
    with office.database.transaction(CENTER) as session:
        of = book.book_of(session.connection(), office.employer_id)
        book.post(session.connection(), events.return_advance(of, on("a:back"), rnd, yuan(50)))
    with pytest.raises(Refused, match="被未办完的报销申请占用"):
        step(office, office.manager, clawbacks.decide, case_id, mode="unspent")


def test_what_was_promised_and_will_not_be_paid_is_cancelled_with_the_decision(
    office: Office,
) -> None:
    """The office's grant received 60 000 of 100 000; interest comes back as interest."""
    of_grant = number(office, office.grant_id)
    with office.database.transaction(CENTER) as session:
        of = book.book_of(session.connection(), office.employer_id)
        book.post(session.connection(), events.interest(of, on("i"), {of_grant: yuan("12.34")}))
    end(office, office.grant_id)
    case_id = decided(office, office.grant_id, Mode.UNSPENT)
    with office.database.transaction(CENTER) as session:
        connection = session.connection()
        center = book.book_of(connection, None)
        row = session.get_one(RecallRow, (office.employer_id, case_id))
        assert (row.fiscal, row.interest) == (yuan(60_000), yuan("12.34"))
        assert book.balance(connection, center, AccountRef("9102", of_grant)) == 0
        assert proof.prove(connection) == ()
    step(office, office.cashier, clawbacks.pay_rest, case_id, rest_reference="HD-1")
    with office.database.transaction(CENTER) as session:
        paid = session.scalars(select(RepaymentRow)).one()
        assert (paid.fiscal, paid.interest) == (yuan(60_000), yuan("12.34"))


def test_an_employer_sees_its_clawbacks_and_another_does_not(office: Office) -> None:
    grant_id = golden_grant(office)
    end(office, grant_id)
    case_id = propose(office, grant_id)
    with office.database.transaction(office.employer_id) as session:
        lines, total = proceeding_views.cases(session, office.checker, Filter(kind="clawback"))
        assert (total, lines[0].mine) == (1, True)
        assert proceeding_views.case(session, office.checker, case_id).detail


@pytest.mark.parametrize("machine", [CLAWBACK, SETTLEMENT], ids=lambda each: each.name)
def test_the_database_knows_the_tables_of_the_procedures(office: Office, machine: object) -> None:
    assert machine in (CLAWBACK, SETTLEMENT)
    kind = CLAWBACK if machine is CLAWBACK else SETTLEMENT
    with office.database.transaction(CENTER) as session:
        rows = session.scalars(select(MoveRow).where(MoveRow.kind == kind.name))
        held = {(r.source, r.action, r.role, r.target, r.not_by) for r in rows}
    assert held == {
        (each.source.value, each.action, role.value, each.target.value, each.not_by)
        for each in kind.transitions
        for role in each.roles
    }


def test_what_is_clawed_back_need_not_be_put_back_as_well(office: Office) -> None:
    """A rectification whose cost was clawed back can be reported as done."""
    grant_id = golden_grant(office)
    found = NewFinding(
        grant_id=grant_id, claim_id=None, problem="不属于任务", facts="事实", ground="第六条",
        amount=yuan(3_000), category="RND",
    )  # fmt: skip
    with office.database.transaction(CENTER) as session:
        fault = raising.raise_finding(session, office.auditor, found).id
    step(office, office.manager, rectification.notify, fault)
    step(office, office.checker, rectification.accept, fault)
    with pytest.raises(Refused, match="还差"):
        step(office, office.checker, rectification.rectify, fault, result="已整改")
    case_id = decided(office, grant_id, Mode.INELIGIBLE)
    step(office, office.checker, rectification.rectify, fault, result="已列入追回")
    with office.database.transaction(CENTER) as session:
        assert state(session, fault) == "rectified"
        row = session.get_one(RecallRow, (office.employer_id, case_id))
        assert row.fiscal == yuan(18_000)


def test_nothing_is_decided_on_figures_that_do_not_add_up(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {Source.FISCAL: flows.Flow(received=yuan("60000.01"))}
    monkeypatch.setattr(flows, "of_grant", lambda *_: wrong)
    end(office, office.grant_id)
    with pytest.raises(Refused, match=r"60000\.01 元，支出与余额合计 60000\.00 元，不相等"):
        propose(office, office.grant_id, Mode.UNSPENT)
