"""工作台: what waits and until when, what it warns of, and what somebody did."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlalchemy import select

from compliance import deadlines
from compliance.categories import Category
from ledger.bank.reconciling import Check
from ledger.messages import Message
from service import texts
from service.actions import (
    claims,
    desk,
    desk_alerts,
    desk_tasks,
    doings,
    execution,
    money,
    register,
)
from service.actions.bank_views import Waiting
from service.actions.desk import CategoryMoney
from service.actions.desk_alerts import Alert
from service.actions.desk_tasks import Seen, Task
from service.db import CENTER
from service.permissions import Actor
from service.tables import AnnualCallRow, GrantRow, RecommenderRow
from tests.service.loaded_texts import a_list
from tests.service.office import Office, a_selectee, an_invoice, approve_and_pay, instalments_of
from tests.service.test_advances import outstanding
from tests.service.test_claims import row, submit, upload
from tests.service.test_law_texts import approve as approve_text
from tests.service.test_law_texts import load

QUIET = Waiting(0, 0, 0, Check(passed=True, message=Message("")))


def on(actor: Actor, day: date) -> Actor:
    """Let somebody come on another day, at ten in the morning in Beijing."""
    return replace(actor, at=datetime(day.year, day.month, day.day, 2, tzinfo=UTC))


def waiting(office: Office, actor: Actor, bank: Waiting = QUIET) -> list[Task]:
    with office.database.transaction(office.employer_id) as session:
        to_confirm = desk.employer_desk(session, actor).to_confirm
        return list(desk_tasks.tasks(session, actor, Seen(to_confirm, bank, ())))


def warned(office: Office, day: date, bank: Waiting = QUIET, **changed: object) -> list[Alert]:
    """Give the warnings of a day; `changed` is said of the money of the one grant."""
    actor = on(office.maker, day)
    with office.database.transaction(office.employer_id) as session:
        grants = desk.grants(session, actor)
        if changed:
            grants = [
                replace(grant, money=replace(grant.money, **changed))  # type: ignore[arg-type]  # any field
                for grant in grants
            ]
        return list(desk_alerts.alerts(session, actor, grants, bank))


def said(alerts: list[Alert]) -> str:
    return "\n".join(f"{alert.weight} {alert.sentence.text()}" for alert in alerts)


def test_what_waits_is_listed_by_the_day_it_is_due(office: Office) -> None:
    first = upload(office, an_invoice()).claim_id
    submit(office, first)
    with office.database.transaction(CENTER) as session:
        second = instalments_of(session, office.grant_id)[1]
        money.approve_instalment(session, on(office.auditor, date(2026, 10, 9)), second)
    with office.database.transaction(CENTER) as session:
        money.send_instalment(session, on(office.manager, date(2026, 10, 9)), second)
    checker = on(office.checker, date(2026, 10, 12))
    claim, receipt = waiting(office, checker)
    assert (claim.kind, claim.count, claim.amount) == ("claim:submitted", 1, Decimal("1060.00"))
    assert claim.when is not None
    assert receipt.when is not None
    assert (claim.when.day, claim.when.late) == (date(2026, 3, 24), True)  # ten working days
    assert claim.when.left < -100
    # a Saturday was worked instead
    assert (receipt.kind, receipt.when.left, receipt.when.late) == ("receipt", 3, False)
    assert waiting(office, on(office.cashier, date(2026, 10, 12))) == []


def test_what_a_maker_returned_waits_since_it_was_told(office: Office) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    upload(office, an_invoice("26112000000123456790", name="*餐饮服务*餐费"))
    upload(office, an_invoice("26112000000123456799"))
    submit(office, claim_id)
    with office.database.transaction(office.employer_id) as session:
        version = row(office, claim_id).version
        back = on(office.checker, date(2026, 3, 12))
        claims.return_(session, back, claim_id, version, "请补充说明。")
    found = {task.kind: task for task in waiting(office, office.maker)}
    assert list(found) == ["claim:returned", "claim:blocked", "claim:draft"]
    returned = found["claim:returned"].when
    assert returned is not None
    assert returned.day == date(2026, 3, 26)
    assert found["claim:draft"].when is None
    assert (found["claim:blocked"].count, found["claim:draft"].count) == (1, 1)  # never both


def test_matters_and_the_bank_wait_too(office: Office) -> None:
    outstanding(office)
    bank = replace(QUIET, matches=2, bookings=1)
    kinds = {task.kind: task for task in waiting(office, office.checker, bank)}
    assert (kinds["bank:matches"].count, kinds["bank:bookings"].count) == (2, 1)
    assert "bank:tables" not in kinds
    (case,) = [task for task in waiting(office, office.cashier) if task.kind == "case"]
    assert case.case is not None
    assert case.number == case.case.number
    assert case.when is not None


def test_days_that_are_over_count_below_nought_even_when_nobody_worked(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        calendar = texts.library(session).calendar()
    friday, saturday, monday = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 9)
    assert deadlines.left(friday, monday, calendar) == 1
    assert deadlines.left(monday, monday, calendar) == 0
    assert deadlines.left(saturday, friday, calendar) == -1
    assert deadlines.left(monday, friday, calendar) == -1


def test_the_end_of_the_period_and_late_money_are_told_in_time(office: Office) -> None:
    quiet = said(warned(office, date(2026, 3, 10)))
    assert "执行期" not in quiet
    assert "拨款" not in quiet
    soon = said(warned(office, date(2026, 9, 15)))
    assert "第 2 笔拨款 ¥40,000.00 预计 2026-10-01 拨付" in soon
    late = said(warned(office, date(2026, 10, 20)))
    assert "第 2 笔拨款 ¥40,000.00 原定 2026-10-01，等待中心拨付" in late
    ending = said(warned(office, date(2027, 7, 1)))
    assert "review “林知行”的执行期到 2027-08-30 为止，还剩" in ending
    over = warned(office, date(2027, 9, 1))
    assert over[0].weight == "block"
    assert "已于 2027-08-30 届满" in over[0].sentence.text()


def test_what_stands_before_an_instalment_is_named(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        session.get_one(GrantRow, office.grant_id).suspended_on = date(2026, 9, 1)
    told = said(warned(office, date(2026, 10, 20)))
    assert "还没有拨付：项目不在执行中，停止拨付（第三十二条）" in told
    told = said(warned(office, date(2026, 9, 20)))
    assert "还差：项目不在执行中" in told


def test_a_direction_near_or_over_its_budget_is_told(office: Office) -> None:
    def direction(spent: str) -> str:
        part = CategoryMoney(Category.CONF, Decimal(20000), Decimal(spent), Decimal(0))
        return said(warned(office, date(2026, 3, 10), categories=(part,)))

    assert "参加学术会议" not in direction("17999.99")
    assert "review “林知行”的参加学术会议已用 90.00%，只剩 ¥2,000.00" in direction("18000")
    assert "block “林知行”的参加学术会议已超出预算 ¥500.00（已用 102.50%）" in direction("20500")


def test_advances_the_bank_and_open_months_are_told(office: Office) -> None:
    outstanding(office)
    old = replace(QUIET, recent=Check(passed=False, message=Message("银行余额没有核对。")))
    early = said(warned(office, date(2026, 3, 10), old))
    assert "预借款" not in early
    assert "银行余额没有核对。" in early
    assert "还没有结" not in early
    near, late = (said(warned(office, date(2026, 5, day))) for day in (6, 31))
    assert "review 预借款 预借2026-001 应于 2026-05-09 前冲销或退回。" in near
    assert "2026-03 的账还没有结" in late
    assert "block 预借款 预借2026-001 应于 2026-05-09 前冲销或退回，已经逾期。" in late


def test_a_text_that_changed_own_drafts_says_how_many(office: Office) -> None:
    upload(office, an_invoice())
    text = load(office, a_list(effective_from=date(2026, 3, 10)))
    approve_text(office, text)
    told = said(warned(office, date(2026, 3, 11)))
    assert "自 2026-03-10 起施行，1 张草稿的结论随之更新" in told
    assert "起施行" not in said(warned(office, date(2026, 5, 1)))


def test_a_text_that_changes_nothing_says_so(office: Office) -> None:
    approve_text(office, load(office, a_list(effective_from=date(2026, 3, 20))))
    assert "现有草稿的结论不受影响" in said(warned(office, date(2026, 3, 11)))


def test_a_grant_without_agreement_is_told_of_the_window(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        call = session.scalars(select(AnnualCallRow.id)).one()
        recommender = session.scalars(select(RecommenderRow.id)).one()
        new = a_selectee(office.employer_id, recommender, call)
        register.add_selectee(session, office.manager, replace(new, name="周予安"))
    told = said(warned(office, date(2026, 3, 10)))
    assert "“周予安”尚未立项" in told
    assert "窗口从 2025-09-10 起" in told


def test_spending_by_month_is_added_up_anew_after_each_posting(office: Office) -> None:
    def months() -> list[tuple[date, Decimal]]:
        with office.database.transaction(office.employer_id) as session:
            found = execution.by_month(session, office.employer_id)
            return [(each.first_on, each.spent) for every in found.values() for each in every]

    assert months() == months() == []
    claim_id = upload(office, an_invoice()).claim_id
    submit(office, claim_id)
    approve_and_pay(office, claim_id)
    assert months() == months() == [(date(2026, 3, 1), Decimal("1060.00"))]


def test_what_somebody_did_is_listed_newest_first_with_its_number(office: Office) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    submit(office, claim_id, on(office.maker, date(2026, 3, 11)))
    outstanding(office)

    def done(
        actor: Actor, before: int | None = None, most: int = 20
    ) -> tuple[list[str], int | None]:
        with office.database.transaction(office.employer_id) as session:
            found, older = doings.doings(session, actor, before, most)
            return [f"{each.action} {each.title} {each.number}".strip() for each in found], older

    mine, older = done(office.maker)
    assert mine == [
        "submit_claim  BX2026-00001",
        "open_advance 发起办理 预借2026-001",
        "draft_claim  BX2026-00001",
    ]
    assert older is None
    newest, older = done(office.maker, most=1)
    assert newest == mine[:1]
    assert done(office.maker, older)[0] == mine[1:]
    assert done(office.checker)[0] == ["approve_advance 同意预借 预借2026-001"]
    assert done(office.cashier, most=1)[1] is None
