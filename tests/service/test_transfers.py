"""划转 (Art. 30): from the application to the arrival, who is refused, and what moves with it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from compliance.categories import Category
from compliance.machine import Machine
from compliance.procedures.arrival import ARRIVAL
from compliance.procedures.transfer import TRANSFER
from ledger import book, events, identities
from ledger.accounts import AccountRef
from ledger.events import Occasion
from service.actions import claims, money, proceedings, transfers
from service.actions.claims import Change
from service.actions.proceedings import NewCase
from service.actions.transfer_moving import Annex
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.permissions import Role
from service.tables import (
    AgreementRow,
    ClaimRow,
    GrantRow,
    InstalmentRow,
    LetterRow,
    MoveRow,
    TransferRow,
)
from tests.service import grant_ends, neighbour
from tests.service import office as start
from tests.service import removal as moving
from tests.service.office import Office, an_invoice
from tests.service.removal import Removal
from tests.service.test_claims import change, submit, upload


@pytest.fixture
def removal(office: Office) -> Removal:
    return moving.prepared(office)


@pytest.mark.parametrize("machine", [TRANSFER, ARRIVAL], ids=lambda machine: str(machine.name))
def test_the_database_knows_the_same_steps(office: Office, machine: Machine[Any]) -> None:
    with office.database.transaction(CENTER) as session:
        rows = session.scalars(select(MoveRow).where(MoveRow.kind == machine.name))
        known = {(row.source, row.action, row.role, row.target, row.not_by) for row in rows}
    assert known == {
        (each.source.value, each.action, role.value, each.target.value, each.not_by)
        for each in machine.transitions
        for role in each.roles
    }


def number_of(removal: Removal) -> str:
    with removal.old.database.transaction(CENTER) as session:
        return session.get_one(GrantRow, removal.old.grant_id).number


def stands(removal: Removal, whose: Office | None, account: AccountRef) -> Decimal:
    with removal.old.database.transaction(CENTER) as session:
        connection = session.connection()
        found = book.book_of(connection, whose.employer_id if whose else None)
        return book.balance(connection, found, account)


def broken(removal: Removal) -> list[object]:
    """Name every identity of the money that does not hold across the three books."""
    with removal.old.database.transaction(CENTER) as session:
        connection = session.connection()
        center, *employers = (
            {
                identities.Leaf(a.code, a.grant or "", a.source or "", a.category or ""): amount
                for a, amount in book.balances(connection, book.book_of(connection, tenant)).items()
            }
            for tenant in (None, removal.old.employer_id, removal.new.employer_id)
        )
    found: list[object] = [*identities.of_center(center), *identities.across(center, employers)]
    for sums in employers:
        found += identities.of_employer(sums)
    return found


def test_the_rest_goes_to_the_new_employer_and_everything_adds_up(removal: Removal) -> None:
    number = number_of(removal)
    removal.until_signed()
    removal.move()
    fiscal = ("2401.F", number, "FISCAL")
    assert stands(removal, removal.old, AccountRef("2241.OUT", *fiscal[1:])) == Decimal("60000.00")
    assert broken(removal) == []
    removal.pay()
    assert stands(removal, None, AccountRef("1218.T", number)) == Decimal("60000.00")
    assert broken(removal) == []
    removal.confirm()
    assert broken(removal) == []
    assert stands(removal, removal.old, AccountRef(*fiscal)) == 0
    assert stands(removal, removal.old, AccountRef("1002.S")) == 0
    assert stands(removal, removal.new, AccountRef(*fiscal)) == Decimal("60000.00")
    assert stands(removal, removal.new, AccountRef("9001", number, "FISCAL", "RND")) == 80000
    assert removal.state() == "closed"
    assert removal.arrival_case().state == "confirmed"


def test_the_grant_keeps_its_number_its_list_and_what_is_still_to_be_paid(removal: Removal) -> None:
    removal.until_signed()
    removal.move()
    removal.pay()
    removal.confirm()
    old, new = moving.grants_of(removal.old, number_of(removal))
    assert (old.state, old.left_on, old.joined_on) == ("transferred", date(2026, 3, 31), None)
    assert (new.state, new.left_on, new.joined_on) == ("active", None, date(2026, 4, 1))
    assert new.employer_id == removal.new.employer_id
    with removal.old.database.transaction(CENTER) as session:
        before = session.scalars(select(AgreementRow).where(AgreementRow.grant_id == old.id)).one()
        after = session.scalars(select(AgreementRow).where(AgreementRow.grant_id == new.id)).one()
        both = select(InstalmentRow).where(InstalmentRow.grant_id.in_([old.id, new.id]))
        parts = session.scalars(both).all()
    assert after.number == "BCXY-2026-001"
    assert (after.approved_on, after.ends_on) == (before.approved_on, before.ends_on)
    assert after.negative_list == before.negative_list
    assert sorted((part.grant_id == new.id, part.amount, part.state) for part in parts) == [
        (False, Decimal("40000.00"), "stopped"),
        (False, Decimal("60000.00"), "received"),
        (True, Decimal("40000.00"), "planned"),
    ]


def refused(act: Any, *given: Any, kind: type[Refused] = Refused) -> str:
    with pytest.raises(kind) as refusal:
        act(*given)
    return refusal.value.sentence.text()


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


def test_a_selectee_applies_too(removal: Removal) -> None:
    with removal.old.database.transaction(CENTER) as session:
        selectee = session.get_one(GrantRow, removal.old.grant_id).selectee_id
    own = replace(removal.old.maker, role=Role.SELECTEE, selectee_id=selectee)
    removal.old = replace(removal.old, maker=own)
    removal.apply()
    assert removal.state() == "applied"


def test_a_grant_without_an_agreement_or_money_has_nothing_to_transfer(removal: Removal) -> None:
    swapped = Removal(removal.new, removal.old)
    values = {"new_name": start.NAME, "new_uscc": start.USCC}
    assert "不在执行中，不能申请划转" in refused(lambda: swapped.apply(**values))


def test_the_steps_are_taken_in_their_order_by_their_people(removal: Removal) -> None:
    removal.apply()
    assert "请原单位复核人在本页签署同意。" in refused(removal.approve)
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


def open_matter(removal: Removal) -> None:
    """Open another case on the grant: any kind will do, here a second arrival."""
    office = removal.old
    with office.database.transaction(CENTER) as session:
        new = NewCase(
            machine=ARRIVAL, series="接收", title="另一件事", employer_id=office.employer_id,
            grant_id=office.grant_id,
        )  # fmt: skip
        proceedings.open_case(session, office.manager, new)


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


def in_flight(removal: Removal, amount: str = "1000.00") -> ClaimRow:
    """Hand in a claim of the old employer that is not decided yet."""
    office = removal.old
    taken = upload(office, an_invoice(amount=amount))
    change(office, taken.claim_id, Change(category=Category.RND))
    submit(office, taken.claim_id)
    with office.database.transaction(office.employer_id) as session:
        return session.get_one(ClaimRow, taken.claim_id)


def test_claims_in_flight_are_finished_by_the_old_employer(removal: Removal) -> None:
    number = number_of(removal)
    claim = in_flight(removal)
    removal.until_signed()
    removal.move()
    removal.pay()
    removal.confirm()
    assert removal.state() == "confirmed"  # the old side is not done
    own = ("2401.F", number, "FISCAL")
    assert stands(removal, removal.old, AccountRef(*own)) == claim.amount
    assert stands(removal, removal.new, AccountRef(*own)) == Decimal("60000.00") - claim.amount
    assert claim.number in refused(lambda: close(removal))
    assert broken(removal) == []
    start.approve_and_pay(removal.old, claim.id)
    assert stands(removal, removal.old, AccountRef(*own)) == 0
    close(removal)
    assert removal.state() == "closed"
    assert broken(removal) == []


def close(removal: Removal) -> None:
    with removal.old.database.transaction(CENTER) as session:
        actor = removal.at(removal.old.auditor)
        transfers.close(session, actor, removal.case_id, removal.case().steps)


def rest(removal: Removal) -> None:
    with removal.old.database.transaction(CENTER) as session:
        actor = removal.at(removal.old.auditor)
        transfers.cut_off_rest(session, actor, removal.case_id, removal.case().steps)


def test_what_the_last_claims_leave_over_follows_in_a_second_round(removal: Removal) -> None:
    number = number_of(removal)
    claim = in_flight(removal)
    removal.until_signed()
    removal.move()
    removal.pay()
    removal.confirm()
    assert claim.number in refused(lambda: rest(removal))
    office = removal.old
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim.id).version
        claims.return_(session, office.checker, claim.id, version, "逾期未办结")
    assert "先再出结算单补划" in refused(lambda: close(removal))
    rest(removal)
    removal.sign()
    removal.move(Annex())
    removal.pay("HZ-2")
    removal.confirm("DZ-2")
    assert removal.state() == "closed"
    assert stands(removal, removal.new, AccountRef("2401.F", number, "FISCAL")) == 60000
    assert len(moving.grants_of(office, number)) == 2
    assert broken(removal) == []


def test_a_second_round_has_something_to_move(removal: Removal) -> None:
    claim = in_flight(removal)
    removal.until_signed()
    removal.move()
    removal.pay()
    removal.confirm()
    later = replace(
        removal.old,
        checker=removal.at(removal.old.checker),
        cashier=removal.at(removal.old.cashier),
    )
    start.approve_and_pay(later, claim.id)
    assert "可以直接办结" in refused(lambda: rest(removal))


def test_a_book_that_went_on_is_stated_anew(removal: Removal) -> None:
    removal.until_signed()
    in_flight(removal)
    assert "又有变动" in refused(removal.move)
    redraw(removal)
    removal.sign()
    removal.move()
    assert removal.state() == "moved"


def redraw(removal: Removal) -> None:
    with removal.old.database.transaction(CENTER) as session:
        actor = removal.at(removal.old.auditor)
        transfers.redraw(session, actor, removal.case_id, removal.case().steps, "又有一笔报销")


def test_the_old_employer_may_send_the_statement_back(removal: Removal) -> None:
    removal.until_approved()
    removal.cut_off()
    with removal.old.database.transaction(removal.old.employer_id) as session:
        actor, steps = removal.at(removal.old.checker), removal.case().steps
        transfers.query(session, actor, removal.case_id, steps, "资产少列一台。")
    assert removal.state() == "center_approved"
    removal.cut_off()
    assert removal.state() == "cut_off"


def end(removal: Removal, action: str, actor: Any, scope: Any) -> None:
    with removal.old.database.transaction(scope) as session:
        steps = removal.case().steps
        transfers.refuse(session, removal.at(actor), removal.case_id, steps, action, "另有安排")


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


def test_money_that_others_raised_and_interest_go_along_and_the_own_stays(removal: Removal) -> None:
    number = number_of(removal)
    office = removal.old
    with office.database.transaction(CENTER) as session:
        connection = session.connection()
        own = book.book_of(connection, office.employer_id)
        for source in ("MATCH", "RAISED"):
            key = Occasion(f"given:{source}", date(2026, 3, 10), "test")
            budget = {"RND": Decimal("500.00")}
            book.post(connection, events.contribute(own, key, number, source, budget))
        key = Occasion("interest", date(2026, 3, 10), "test")
        book.post(connection, events.interest(own, key, {number: Decimal("1.23")}))
    removal.until_approved()
    moving.reconcile(office, date(2026, 4, 1))
    removal.cut_off()
    removal.sign()
    removal.move()
    removal.pay()
    removal.confirm()
    there = {
        source: stands(removal, removal.new, AccountRef("2401.F", number, source))
        for source in ("FISCAL", "MATCH", "RAISED", "INTEREST")
    }
    assert there == {
        "FISCAL": Decimal("60000.00"), "MATCH": 0, "RAISED": Decimal("500.00"),
        "INTEREST": Decimal("1.23"),
    }  # fmt: skip
    assert stands(removal, office, AccountRef("2401.F", number, "MATCH")) == 500
    assert broken(removal) == []


def test_both_employers_get_the_same_confirmation(removal: Removal) -> None:
    in_flight(removal)
    removal.until_signed()
    removal.move()
    with removal.old.database.transaction(CENTER) as session:
        rows = session.scalars(select(LetterRow).order_by(LetterRow.serial)).all()
    assert [row.proceeding_id for row in rows] == [removal.case_id, removal.arrival_case().id]
    first, second = (dict(row.content) for row in rows)
    assert first.pop("concern")["recipient"] == start.NAME
    assert second.pop("concern")["recipient"] == neighbour.NAME
    assert first == second
    assert first["balances"] == [
        {"source": "财政资金", "balance": "60000.00", "reserved": "1060.00", "moved": "58940.00"}
    ]
    assert first["assets"] == ["示波器 1 台"]
    assert first["in_flight"][0].startswith("原单位办结的在途报销：")
