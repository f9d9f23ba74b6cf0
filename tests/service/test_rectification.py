"""整改 end to end: raised, notified, accepted, paid back, verified, closed; or heard."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from compliance.procedures.rectification import RECTIFICATION
from ledger import proof
from service.actions import (
    bank,
    letter_service,
    open_findings,
    proceeding_views,
    proceedings,
)
from service.actions.letter_service import Service
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.pages.case_kinds import PAGES
from service.tables import LetterRow, MoveRow, RectificationRow
from tests.service.faults import (
    HALF,
    Fault,
    a_fault,
    a_notified_fault,
    balance,
    pay_back,
    post,
    raised,
)
from tests.service.office import Office, an_invoice
from tests.service.test_claims import upload


@pytest.fixture
def fault(office: Office) -> Fault:
    return a_fault(office)


@pytest.fixture
def notified(office: Office) -> Fault:
    return a_notified_fault(office)


def test_the_rows_in_the_database_are_the_table(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        rows = session.scalars(select(MoveRow).where(MoveRow.kind == RECTIFICATION.name)).all()
    there = {(r.source, r.action, r.role, r.target, r.not_by) for r in rows}
    assert there == {
        (line.source.value, line.action, role.value, line.target.value, line.not_by)
        for line in RECTIFICATION.transitions
        for role in line.roles
    }


def test_every_button_of_the_table_does_something() -> None:
    pressed = {line.action for line in RECTIFICATION.transitions} - {"lapse"}
    assert PAGES["rectification"].steps.keys() == pressed


def test_a_fault_is_accepted_paid_back_verified_and_closed(notified: Fault) -> None:
    office = notified.office
    notified.act(office.checker, "accept")
    assert balance(notified, "5301.D") == HALF
    assert balance(notified, "5301.X") == HALF
    with pytest.raises(Refused, match=r"还差 530\.00 元"):
        notified.act(office.checker, "rectify", result="已整改")
    post(notified, pay_back(notified, "200.00", "200.00"))
    assert balance(notified, "5301.D") == Decimal("330.00")
    notified.day = 1
    with pytest.raises(Refused, match=r"还应退回 330\.00 元，少于这笔 400\.00 元"):
        pay_back(notified, "400.00", "600.00", "9")
    notified.day = 2
    post(notified, pay_back(notified, "330.00", "930.00", "2"))
    assert balance(notified, "5301.D") == Decimal("0.00")
    notified.act(office.checker, "rectify", result="退回 530 元并补充了合同")
    notified.act(office.auditor, "verify")
    with pytest.raises(Forbidden, match="另一人"):
        notified.act(office.auditor, "close")
    notified.act(office.manager, "close")
    assert notified.state == "closed"
    assert notified.open_terms() == {}
    with office.database.transaction(CENTER) as session:
        employer = bank.book_of(session, office.employer_id)
        assert proof.prove(session.connection(), employer) == ()
        assert open_findings.of_grant(session, office.grant_id) == []


def test_who_found_the_fault_does_not_send_the_notice(fault: Fault) -> None:
    with pytest.raises(Forbidden, match="发出整改通知须由另一人办理"):
        fault.act(fault.office.auditor, "notify")
    with pytest.raises(NotFound):  # nobody told the employer yet
        fault.act(fault.office.checker, "accept")
    assert fault.state == "raised"


def test_the_database_holds_that_another_person_sends_the_notice(fault: Fault) -> None:
    office = fault.office
    insert = text(
        "insert into proceeding_step (employer_id, proceeding_id, kind, number, source, action,"
        " target, actor_id, actor_name, actor_role, at, article, reason) values (:employer, :case,"
        " 'rectification', 1, 'raised', 'notify', 'notified', :actor, 'x', 'center_auditor',"
        " now(), 'x', '')"
    )
    said = {"employer": office.employer_id, "case": fault.case, "actor": office.auditor.user_id}
    with (
        pytest.raises(DBAPIError, match="needs another person"),
        office.database.transaction(CENTER) as session,
    ):
        session.execute(insert, said)


def test_the_time_runs_from_the_day_on_which_the_notice_was_served(notified: Fault) -> None:
    office = notified.office
    assert notified.letters == ["rectification_notice"]
    notified.day = 3
    with office.database.transaction(CENTER) as session:
        letter = session.scalars(select(LetterRow.id)).one()
        service = Service(method="direct", served_on=date(2026, 3, 12), received_by="前台")
        letter_service.serve(session, notified.as_of(office.auditor), letter, service)
    deadline = notified.open_terms()["rectify"]
    assert (deadline.starts_on, deadline.due_on) == (date(2026, 3, 12), date(2026, 4, 2))
    assert deadline.roles == "employer_checker"


def test_an_upheld_dispute_ends_the_matter(notified: Fault) -> None:
    office = notified.office
    notified.act(office.checker, "dispute", reason="合同已补签")
    assert {"rectify", "decide"} == notified.open_terms().keys()
    assert notified.open_terms()["rectify"].stopped_on == date(2026, 3, 10)
    with pytest.raises(Forbidden, match="另一人"):
        notified.act(office.auditor, "uphold_dispute", reason="属实")
    notified.act(notified.second, "uphold_dispute", reason="属实")
    assert (notified.state, notified.open_terms()) == ("dropped", {})
    assert balance(notified, "5301.D") == Decimal("0.00")


def test_the_clock_stands_while_a_dispute_and_an_appeal_are_decided(notified: Fault) -> None:
    office = notified.office
    before = notified.open_terms()["rectify"].due_on
    with pytest.raises(Refused, match="不能申请复核"):
        notified.act(office.checker, "appeal", reason="x")
    notified.act(office.checker, "dispute", reason="合同已补签")
    notified.day = 7  # five working days
    assert notified.morning() == [-5]  # of the Center's own term; the employer's stands
    notified.act(notified.second, "dismiss_dispute", reason="补签在付款之后")
    after = notified.open_terms()["rectify"]
    assert (before, after.due_on, after.more_days) == (date(2026, 3, 31), date(2026, 4, 8), 5)
    with pytest.raises(Refused, match="已有答复；如不同意，请申请复核"):
        notified.act(office.checker, "dispute", reason="x")
    notified.act(office.checker, "appeal", reason="请另一人看")
    with pytest.raises(Refused, match="您的角色不允许"):
        notified.act(notified.second, "dismiss_appeal", reason="x")
    notified.act(office.manager, "dismiss_appeal", reason="维持")
    assert notified.open_terms()["rectify"].due_on == date(2026, 4, 8)
    with pytest.raises(Refused, match="已经复核或认可"):
        notified.act(office.checker, "appeal", reason="x")


def test_a_manager_who_judged_does_not_judge_the_appeal(notified: Fault) -> None:
    office = notified.office
    notified.act(office.checker, "dispute", reason="x")
    notified.act(office.manager, "dismiss_dispute", reason="x")
    notified.act(office.checker, "appeal", reason="x")
    with pytest.raises(Forbidden, match="另一人"):
        notified.act(office.manager, "uphold_appeal", reason="x")
    notified.act(notified.third, "uphold_appeal", reason="x")
    assert notified.state == "dropped"


def test_a_dispute_comes_in_time_and_not_after_the_fault_was_accepted(notified: Fault) -> None:
    office = notified.office
    notified.day = 11
    with pytest.raises(Refused, match="应在 2026-03-20 前提出"):
        notified.act(office.checker, "dispute", reason="x")
    notified.act(office.checker, "accept")
    with pytest.raises(Refused, match="已经认可，请按要求"):
        notified.act(office.checker, "accept")
    notified.day = 1
    with pytest.raises(Refused, match="已经认可，不能再提出申辩"):
        notified.act(office.checker, "dispute", reason="x")


def test_time_is_extended_once_for_who_asks_in_time(notified: Fault) -> None:
    office = notified.office
    with pytest.raises(Refused, match="没有申请"):
        notified.act(office.manager, "extend")
    notified.act(office.maker, "ask_extension", reason="样机在外地")
    notified.act(office.manager, "extend")
    deadline = notified.open_terms()["rectify"]
    assert (deadline.days, deadline.more_days, deadline.due_on) == (15, 10, date(2026, 4, 15))
    with pytest.raises(Refused, match="已经延期一次"):
        notified.act(office.maker, "ask_extension", reason="再延")
    assert notified.state == "notified"


def test_nobody_asks_for_more_time_when_it_is_over(notified: Fault) -> None:
    notified.until(notified.open_terms()["rectify"].due_on, 1)
    with pytest.raises(Refused, match="已经届满"):
        notified.act(notified.office.checker, "ask_extension", reason="x")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"amount": Decimal("1060.01")}, r"最多 530\.00 元"),  # half is asked back already
        ({"amount": Decimal(-1)}, "正数"),
        ({"facts": " "}, "请写明问题、事实和依据"),
        ({"amount": Decimal("0.00"), "supply": ""}, "至少提出一项整改要求"),
        ({"claim_id": None}, "请选择支出方向"),
        ({"claim_id": None, "category": "RND", "amount": Decimal(600)}, r"最多 530\.00 元"),
        ({"claim_id": None, "grant_id": UUID(int=1)}, "没有这个项目"),
        ({"claim_id": UUID(int=1)}, "没有这个报销申请"),
        ({"adjust": "调" * 2001}, "不能超过 2000 字"),
    ],
)
def test_what_is_wrong_with_a_finding_is_told_at_once(
    fault: Fault, changes: dict[str, object], told: str
) -> None:
    with pytest.raises((Invalid, Refused, NotFound), match=told):
        raised(fault, **changes)


def test_only_what_is_in_the_books_can_be_found_wrong(fault: Fault) -> None:
    taken = upload(fault.office, an_invoice("26112000000123456790"))
    with pytest.raises(Refused, match="还没有入账"):
        raised(fault, claim_id=taken.claim_id)


def test_a_fault_without_money_is_answered_with_papers(fault: Fault) -> None:
    office = fault.office
    fault.act(office.manager, "drop", reason="重复提出")
    fault.case = raised(fault, amount=Decimal("0.00"), claim_id=None, problem="缺少验收单")
    fault.act(office.manager, "notify")
    fault.act(office.checker, "accept")
    fault.act(office.checker, "rectify", result="已补充验收单")
    fault.act(office.auditor, "verify")
    assert fault.state == "verified"
    with office.database.transaction(CENTER) as session:
        about = session.get_one(RectificationRow, (office.employer_id, fault.case))
        assert (about.origin, about.disallowed_entry_id) == ("hand", None)


def test_nobody_at_the_employer_reads_who_at_the_center_acted(notified: Fault) -> None:
    office = notified.office
    with office.database.transaction(office.employer_id) as session:
        page = proceeding_views.case(session, office.checker, notified.case)
    assert [step.who for step in page.done] == ["", ""]
    assert [each.action for each in page.open if each.mine] == [
        "rectify", "accept", "dispute", "ask_extension",
    ]  # fmt: skip
    assert page.line.roles == ("employer_checker",)


def test_a_case_that_moved_meanwhile_is_not_moved_again(fault: Fault) -> None:
    office = fault.office
    with (
        pytest.raises(Refused, match="刚被他人处理过"),
        office.database.transaction(CENTER) as session,
    ):
        PAGES["rectification"].steps["notify"].do(session, office.manager, fault.case, 7, {})


def test_of_two_who_act_at_once_the_slower_one_is_told(fault: Fault) -> None:
    office = fault.office

    def slower() -> None:
        with office.database.transaction(CENTER) as session:
            row = proceedings.take(session, office.manager, RECTIFICATION, fault.case, 0)
            fault.act(fault.second, "notify")  # in a transaction of its own, meanwhile
            proceedings.step(session, office.manager, row, RECTIFICATION, "notify")

    with pytest.raises(Refused, match="刚被他人处理过"):
        slower()
    assert fault.steps == ["notify"]


def test_the_database_holds_that_a_fault_stays_as_it_was_found(fault: Fault) -> None:
    office = fault.office
    for change in (
        "update rectification set disallowed_entry_id = 1",  # of another entry
        "update rectification set amount = 1",
        "delete from rectification",
        "update deadline_mark set mark = 5",
    ):
        with pytest.raises(DBAPIError), office.database.transaction(CENTER) as session:
            session.execute(text(change))
    with office.database.transaction(CENTER) as session:
        about = session.get_one(RectificationRow, (office.employer_id, fault.case))
        assert (about.amount, about.disallowed_entry_id) == (HALF, None)


def test_the_database_holds_that_nothing_is_reported_before_the_money_is_back(
    notified: Fault,
) -> None:
    office = notified.office
    notified.act(office.checker, "accept")

    def report() -> None:
        with office.database.transaction(office.employer_id) as session:
            row = proceedings.take(session, office.checker, RECTIFICATION, notified.case, 2)
            proceedings.step(session, office.checker, row, RECTIFICATION, "rectify", "已整改")

    with pytest.raises(DBAPIError, match="are put back"):
        report()


def seen_by_the_employer(fault: Fault) -> list[UUID]:
    checker = fault.as_of(fault.office.checker)
    with fault.office.database.transaction(fault.office.employer_id) as session:
        lines, _ = proceeding_views.cases(session, checker, proceeding_views.Filter())
    return [line.id for line in lines]


def test_an_employer_learns_of_a_fault_when_it_is_notified_and_not_before(fault: Fault) -> None:
    checker = fault.as_of(fault.office.checker)
    with (
        fault.office.database.transaction(fault.office.employer_id) as session,
        pytest.raises(NotFound, match="没有这个事项"),
    ):
        proceeding_views.case(session, checker, fault.case)
    assert seen_by_the_employer(fault) == []
    fault.act(fault.office.manager, "notify")
    assert seen_by_the_employer(fault) == [fault.case]


def test_an_employer_never_learns_of_a_fault_that_was_dropped_unsaid(fault: Fault) -> None:
    fault.act(fault.office.manager, "drop", reason="查无此事")
    assert seen_by_the_employer(fault) == []
