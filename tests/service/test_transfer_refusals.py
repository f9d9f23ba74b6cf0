"""划转 (Art. 30): what is refused, with the sentence that says what to do."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from service.actions import advances, claims, money, transfers
from service.actions.transfer_moving import Annex
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.permissions import Role
from service.tables import (
    ClaimRow,
    ProceedingRow,
    TransferRow,
)
from tests.service import grant_ends, neighbour
from tests.service import office as start
from tests.service import removal as moving
from tests.service.office import Office
from tests.service.removal import (
    Removal,
    end,
    in_flight,
    number_of,
    open_matter,
    refused,
    rest,
)
from tests.service.test_advances import approve as approve_advance
from tests.service.test_advances import asked


@pytest.fixture
def removal(office: Office) -> Removal:
    return moving.prepared(office)


LACKING: tuple[tuple[dict[str, Any], str], ...] = (
    ({"new_name": f"{neighbour.NAME}上海分公司"}, "是分支机构，不是独立法人"),
    ({"new_uscc": "91310115MA1H90YB5A"}, "校验不通过"),
    ({"in_beijing": False, "workplace": "天津市"}, "工作地 天津市 不在北京"),
    ({"same_field": False}, "没有声明继续原研究领域"),
    ({"leaves_on": date(2027, 8, 31)}, "只适用于执行期内的工作变动"),
    ({"applied_on": date(2026, 3, 21)}, "申请日期 2026-03-21 还没有到"),
    ({"paper": " "}, "请填写新单位名称、工作地"),
    ({"workplace": "长" * 201}, "每项不超过 200 字"),
)


def test_what_an_application_lacks_is_said_at_once(removal: Removal) -> None:
    for changes, words in LACKING:
        assert words in refused(lambda given=changes: removal.apply(**given))


def test_one_transfer_at_a_time(removal: Removal) -> None:
    removal.apply()
    assert removal.case().number == "划转2026-001"
    assert "已有办理中的划转 划转2026-001" in refused(removal.apply)


def test_an_application_is_for_the_own_grant_only(removal: Removal) -> None:
    other = {"grant_id": removal.new.grant_id}
    assert refused(lambda: removal.apply(**other), kind=NotFound) == "没有这个项目。"
    stranger = replace(removal.old.maker, role=Role.SELECTEE, selectee_id=removal.case_id)
    removal.old = replace(removal.old, maker=stranger)
    assert refused(removal.apply, kind=NotFound) == "没有这个项目。"


def test_a_grant_without_an_agreement_or_money_has_nothing_to_transfer(removal: Removal) -> None:
    swapped = Removal(removal.new, removal.old)
    values = {"new_name": start.NAME, "new_uscc": start.USCC}
    assert "不在执行中，不能申请划转" in refused(lambda: swapped.apply(**values))


def test_the_steps_are_taken_in_their_order_by_their_people(removal: Removal) -> None:
    removal.apply()
    assert "由谁办理" in refused(removal.approve)
    removal.consent()
    assert "由谁办理" in refused(removal.consent)
    removal.approve()
    assert "由谁办理" in refused(removal.sign)
    moving.reconcile(removal.old)
    removal.cut_off()
    assert "由谁办理" in refused(removal.move)
    removal.sign()
    assert "由谁办理" in refused(removal.pay)
    removal.move()
    assert "由谁办理" in refused(removal.confirm)
    removal.old = replace(removal.old, cashier=removal.old.checker)
    assert "由谁办理" in refused(removal.pay)  # a checker is no cashier


def test_who_drew_the_statement_does_not_move_the_money(removal: Removal) -> None:
    removal.until_signed()
    both = replace(removal.old.auditor, role=Role.CENTER_MANAGER)
    removal.old = replace(removal.old, manager=both)
    assert "须由另一人办理" in refused(removal.move, kind=Forbidden)


def test_the_center_needs_the_new_employer_with_its_account(office: Office) -> None:
    removal = Removal(office, neighbour.beside(office))  # no dedicated account there
    removal.apply()
    removal.consent()
    assert "没有登记专门账户：请中心先" in refused(removal.approve)


def test_it_is_no_transfer_to_oneself(removal: Removal) -> None:
    removal.apply(new_name=start.NAME, new_uscc=start.USCC)
    removal.consent()
    assert "同一单位" in refused(removal.approve)


def test_open_matters_are_settled_or_carried_over_in_words(removal: Removal) -> None:
    removal.apply()
    open_matter(removal)
    removal.consent()
    assert "还有未办结的 接收2026-001" in refused(removal.approve)
    assert "不能超过 500 字" in refused(removal.approve, "长" * 501, kind=Invalid)
    removal.approve("由原单位继续办结，责任不随项目转移。")
    moving.reconcile(removal.old)
    removal.cut_off()
    with removal.old.database.transaction(CENTER) as session:
        row = session.get_one(TransferRow, (removal.old.employer_id, removal.case_id))
        assert row.carried_over == "由原单位继续办结，责任不随项目转移。"


def test_nothing_is_cut_off_before_the_last_day_is_over(removal: Removal) -> None:
    removal.apply(leaves_on=date(2026, 4, 2))
    removal.consent()
    removal.approve()
    moving.reconcile(removal.old)
    assert "过了这一天才能截止结算" in refused(removal.cut_off)


def test_nothing_is_cut_off_while_the_bank_is_not_agreed_with(removal: Removal) -> None:
    removal.apply()
    removal.consent()
    removal.approve()
    assert "专户还没有核对过银行余额" in refused(removal.cut_off)
    moving.reconcile(removal.old, date(2026, 3, 9))
    assert "专户只核对到 2026-03-09，2026-03-10 还有收付" in refused(removal.cut_off)


def test_nothing_is_cut_off_while_an_advance_is_not_settled(removal: Removal) -> None:
    office = removal.old
    case_id = asked(office)
    approve_advance(office, case_id)
    removal.apply()
    removal.consent()
    removal.approve("预借由原单位了结")
    moving.reconcile(office)
    assert "预借 预借2026-001 还没有了结" in refused(removal.cut_off)
    with office.database.transaction(office.employer_id) as session:
        advances.withdraw(session, office.maker, case_id, 1)
    removal.cut_off()
    assert removal.state() == "cut_off"


def test_nothing_is_cut_off_while_an_instalment_is_on_its_way(removal: Removal) -> None:
    removal.apply()
    removal.consent()
    with removal.old.database.transaction(CENTER) as session:
        (_, second) = start.instalments_of(session, removal.old.grant_id)
    with removal.old.database.transaction(CENTER) as session:
        money.approve_instalment(session, removal.old.auditor, second)
    with removal.old.database.transaction(CENTER) as session:
        money.send_instalment(session, removal.old.manager, second)
    removal.approve()
    moving.reconcile(removal.old)
    assert "有一笔 40,000.00 元的拨款在途" in refused(removal.cut_off)


@pytest.mark.parametrize("action", ["withdraw", "reject"])
def test_what_ends_after_the_approval_gives_the_grant_back(removal: Removal, action: str) -> None:
    removal.until_approved()
    office = removal.old
    (before,) = moving.grants_of(office, number_of(removal))
    assert (before.state, before.left_on) == ("transferring", date(2026, 3, 31))
    who = (office.maker, office.employer_id) if action == "withdraw" else (office.manager, CENTER)
    end(removal, action, *who)
    (after,) = moving.grants_of(office, number_of(removal))
    assert (after.state, after.left_on) == ("active", None)
    removal.apply()  # and it may be asked for again


def test_the_old_employer_may_object(removal: Removal) -> None:
    removal.apply()
    end(removal, "object", removal.old.checker, removal.old.employer_id)
    assert removal.state() == "rejected"


def test_what_has_moved_is_not_taken_back(removal: Removal) -> None:
    claim = in_flight(removal)
    removal.until_signed()
    removal.move()
    removal.pay()
    removal.confirm()
    office = removal.old
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim.id).version
        claims.return_(session, office.checker, claim.id, version, "逾期未办结")
    rest(removal)
    with office.database.transaction(office.employer_id) as session:
        actor, steps = removal.at(office.checker), removal.case().steps
        transfers.query(session, actor, removal.case_id, steps, "金额不对。")
    words = refused(lambda: end(removal, "reject", office.manager, CENTER))
    assert "已转入新单位，不能再撤回" in words


ANNEXES = (
    (Annex("", date(2026, 4, 1)), "请填写新单位所签补充协议的编号和签订日"),
    (Annex("B-1", None), "请填写新单位所签补充协议的编号和签订日"),
    (Annex("B-1", date(2026, 4, 3)), "签订以后再转入"),
    (Annex("B-1", date(2025, 9, 9)), "早于原任务书的签订日 2025-09-10"),
    (Annex("RWS-2025-002", date(2026, 4, 1)), "任务书编号 RWS-2025-002 已登记"),
)


def test_the_annex_is_signed_and_new(removal: Removal) -> None:
    removal.until_signed()
    for annex, words in ANNEXES:
        assert words in refused(removal.move, annex)


def test_a_suspended_grant_moves_nowhere_until_it_is_lifted(removal: Removal) -> None:
    removal.until_signed()
    office = removal.old
    case_id = grant_ends.end(office, office.grant_id, "suspend")
    assert "起中止：请先由中心办理恢复" in refused(removal.move)
    grant_ends.lift(office, case_id)
    removal.move()
    old, _ = moving.grants_of(office, number_of(removal))
    assert old.state == "transferred"


def test_a_slip_pays_once_and_only_once(removal: Removal) -> None:
    removal.until_signed()
    removal.move()
    assert "请填写银行回单的流水号" in refused(removal.pay, " ", kind=Invalid)
    removal.pay("HZ-1")
    assert "由谁办理" in refused(removal.pay, "HZ-2")


def test_a_grant_that_was_there_before_does_not_come_back(removal: Removal) -> None:
    removal.until_signed()
    removal.move()
    removal.pay()
    removal.confirm()
    _, there = moving.grants_of(removal.old, number_of(removal))
    back = Removal(replace(removal.new, grant_id=there.id), removal.old)
    back.apply(new_name=start.NAME, new_uscc=start.USCC)
    back.consent()
    assert "曾经承担过项目" in refused(back.approve)


@pytest.mark.parametrize("role", [Role.EMPLOYER_MAKER, Role.EMPLOYER_CHECKER, Role.SELECTEE])
def test_an_employer_that_approves_itself_is_refused_in_words(removal: Removal, role: Role) -> None:
    removal.apply()
    removal.consent()
    someone = replace(removal.old.maker, role=role)
    with removal.old.database.transaction(removal.old.employer_id) as session:
        steps = session.get_one(ProceedingRow, removal.case_id).steps
    with (
        removal.old.database.transaction(removal.old.employer_id) as session,
        pytest.raises(Refused),
    ):
        transfers.approve(session, someone, removal.case_id, steps)
