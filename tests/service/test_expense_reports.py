"""报销单: composed of claims of one grant, handed in whole, three people, all or nothing."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from service.actions import claims, expense_report_steps, expense_report_views, expense_reports
from service.actions.claims import Change
from service.actions.expense_report_steps import SheetRefusedError
from service.actions.expense_report_views import Sheet
from service.actions.expense_reports import Words
from service.actions.paying import Slip
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import ClaimRow
from tests.service.neighbour import beside
from tests.service.office import Office, an_invoice
from tests.service.test_claims import change, upload

DAYS = (date(2026, 2, 20), date(2026, 2, 12), date(2026, 2, 4))
WORDS = Words(title="赴上海检测样机", people="林知行", note="两张票据")
NUMBERS = ("26112000000123456789", "26112000000998800017", "26112000000555500031")


def drafts(office: Office, count: int = 2) -> list[UUID]:
    """Upload invoices of days and amounts far enough apart that none needs an explanation."""
    return [
        upload(
            office,
            an_invoice(
                number, amount=f"{1000 + 700 * place}.00", issued_on=date(2026, 2, 20 - 8 * place)
            ),
            f"{number}.pdf",
        ).claim_id
        for place, number in enumerate(NUMBERS[:count])
    ]


def composed(office: Office, count: int = 2) -> tuple[UUID, list[UUID]]:
    found = drafts(office, count)
    with office.database.transaction(office.employer_id) as session:
        return expense_reports.compose(session, office.maker, WORDS, found), found


def view(office: Office, report: UUID, actor: Actor | None = None) -> Sheet:
    with office.database.transaction(office.employer_id) as session:
        return expense_report_views.view(session, actor or office.maker, report)


def seen(office: Office, report: UUID) -> dict[UUID, int]:
    sheet = view(office, report)
    return {each.page.claim.id: each.page.claim.version for each in sheet.members}


def submit(office: Office, report: UUID) -> int:
    versions = seen(office, report)
    with office.database.transaction(office.employer_id) as session:
        return expense_report_steps.submit(session, office.maker, report, versions)


def approve(office: Office, report: UUID) -> int:
    versions = seen(office, report)
    with office.database.transaction(office.employer_id) as session:
        return expense_report_steps.approve(session, office.checker, report, versions, {})


def pay(office: Office, report: UUID) -> int:
    versions = seen(office, report)
    with office.database.transaction(office.employer_id) as session:
        slip = Slip("20260310-0099")
        return expense_report_steps.pay(session, office.cashier, report, versions, slip)


def test_a_sheet_goes_from_hand_to_hand_as_one(office: Office) -> None:
    report, _ = composed(office)
    sheet = view(office, report)
    assert (sheet.row.number, sheet.row.state) == ("报2026-001", "draft")
    assert sheet.total == Decimal("2862.00")
    (effect,) = sheet.effects
    assert (effect.before, effect.after) == (Decimal("80000.00"), Decimal("77138.00"))
    assert sheet.may == {"submit", "add", "split_off", "describe", "dissolve"}
    assert submit(office, report) == 2
    sheet = view(office, report, office.checker)
    assert sheet.row.state == "submitted"
    assert sheet.may == {"approve", "give_back"}
    (effect,) = sheet.effects
    assert (effect.before, effect.after) == (Decimal("80000.00"), Decimal("77138.00"))
    assert approve(office, report) == 2
    assert view(office, report, office.cashier).may == {"pay"}
    assert pay(office, report) == 2
    sheet = view(office, report)
    assert (sheet.row.state, sheet.may) == ("paid", frozenset())
    assert {each.page.claim.bank_slip for each in sheet.members} == {"20260310-0099"}


def test_one_that_cannot_go_on_holds_all_of_the_sheet_back(office: Office) -> None:
    good = drafts(office, 1)
    meal = upload(office, an_invoice(NUMBERS[1], name="*餐饮服务*餐费"), "餐费.pdf").claim_id
    with office.database.transaction(office.employer_id) as session:
        report = expense_reports.compose(session, office.maker, WORDS, [*good, meal])
    with pytest.raises(SheetRefusedError) as refused:
        submit(office, report)
    (reason,) = refused.value.reasons
    assert "不能提交" in reason.template
    assert view(office, report).row.state == "draft"
    with office.database.transaction(office.employer_id) as session:
        assert {session.get_one(ClaimRow, each).state for each in (*good, meal)} == {"draft"}


def test_a_claim_of_a_sheet_is_not_handed_in_alone(office: Office) -> None:
    report, (first, second) = composed(office)
    with pytest.raises(Refused, match="在报销单"):
        alone(office, first)
    with pytest.raises(DBAPIError, match="handed in whole"):
        past_the_action(office, first)
    split_off(office, report, second)
    alone(office, first)
    assert view(office, report).row.state == "submitted"


def alone(office: Office, claim: UUID) -> None:
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim).version
        claims.submit(session, office.maker, claim, version)


def past_the_action(office: Office, claim: UUID) -> None:
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim).version
        claims.submit(session, office.maker, claim, version, together=True)


def split_off(office: Office, report: UUID, claim: UUID) -> None:
    with office.database.transaction(office.employer_id) as session:
        expense_reports.split_off(session, office.maker, report, claim)


def test_what_comes_back_goes_again_with_its_sheet(office: Office) -> None:
    report, (first, _) = composed(office)
    submit(office, report)
    versions = seen(office, report)
    with office.database.transaction(office.employer_id) as session:
        with pytest.raises(Invalid, match="退回原因"):
            expense_report_steps.give_back(session, office.checker, report, versions, " ")
        claims.return_(session, office.checker, first, versions[first], "请补合同")
    sheet = view(office, report)
    assert sheet.row.state == "returned"
    assert "add" not in sheet.may
    assert submit(office, report) == 1
    versions = seen(office, report)
    with office.database.transaction(office.employer_id) as session:
        assert (
            expense_report_steps.give_back(session, office.checker, report, versions, "重做") == 2
        )
    assert "dissolve" in view(office, report).may


def test_nobody_approves_or_pays_what_went_through_the_own_hands(office: Office) -> None:
    report, _ = composed(office)
    submit(office, report)
    versions = seen(office, report)
    with (
        office.database.transaction(office.employer_id) as session,
        pytest.raises((Forbidden, SheetRefusedError, Refused)),
    ):
        expense_report_steps.approve(session, office.maker, report, versions, {})


def test_a_page_that_is_older_than_the_sheet_changes_nothing(office: Office) -> None:
    report, (first, _) = composed(office)
    versions = seen(office, report)
    del versions[first]
    with office.database.transaction(office.employer_id) as session:
        with pytest.raises(Refused, match="刚被他人改过"):
            expense_report_steps.submit(session, office.maker, report, versions)
        with pytest.raises(Refused, match="没有可以这样办理"):
            expense_report_steps.pay(session, office.cashier, report, versions, Slip("1"))
        with pytest.raises(Refused, match="刚被他人改过"):
            expense_reports.describe(session, office.maker, report, 99, WORDS)


def test_a_sheet_is_described_anew_filled_up_and_given_up(office: Office) -> None:
    report, found = composed(office)
    extra = upload(
        office, an_invoice(NUMBERS[2], amount="2400.00", issued_on=date(2026, 2, 4)), "三.pdf"
    ).claim_id
    with office.database.transaction(office.employer_id) as session:
        assert [line.claim.id for line in expense_report_views.wallet(session, office.maker)] == [
            extra
        ]
        expense_reports.add(session, office.maker, report, [extra])
        version = view(office, report).row.version
        expense_reports.describe(session, office.maker, report, version, Words(title="改了"))
    assert len(view(office, report).members) == 3
    with office.database.transaction(office.employer_id) as session:
        expense_reports.dissolve(session, office.maker, report)
    sheet = view(office, report)
    assert (sheet.row.state, sheet.members, sheet.may) == ("dissolved", (), frozenset())
    with office.database.transaction(office.employer_id) as session:
        with pytest.raises(Refused, match="已解散"):
            expense_reports.add(session, office.maker, report, found)
        lines, count = expense_report_views.sheets(session, office.maker, None)
        assert (count, lines[0].claims, lines[0].amount) == (1, 0, Decimal("0.00"))
        assert expense_report_views.counts(session, office.maker) == {"dissolved": 1}
        with pytest.raises(NotFound, match="没有申请"):
            expense_report_views.number_of(session, office.maker, report)


def test_what_does_not_belong_on_a_sheet_is_refused(office: Office) -> None:
    report, found = composed(office)
    with office.database.transaction(office.employer_id) as session:
        for claims_given, told in (
            (found, "已在报销单"), ([], "请先勾选"), ([office.grant_id], "没有这份报销申请"),
        ):  # fmt: skip
            with pytest.raises(Refused, match=told):
                expense_reports.compose(session, office.maker, WORDS, claims_given)
        with pytest.raises(Invalid, match="报销事由"):
            expense_reports.compose(session, office.maker, Words(title=" "), found)
        with pytest.raises(Invalid, match="不能超过"):
            expense_reports.compose(session, office.maker, Words(title="长" * 101), found)
        with pytest.raises(NotFound, match="没有这份申请"):
            expense_reports.split_off(session, office.maker, report, office.grant_id)
        with pytest.raises(NotFound, match="没有这张报销单"):
            expense_reports.find(session, office.maker, office.grant_id)


def test_a_sheet_of_another_employer_is_not_there(office: Office) -> None:
    report, _ = composed(office)
    other = beside(office)
    with office.database.transaction(other.employer_id) as session, pytest.raises(NotFound):
        expense_report_views.view(session, other.maker, report)
    with office.database.transaction(other.employer_id) as session:
        assert session.scalar(text("select count(*) from expense_report")) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "update expense_report set state = 'paid'",
        "update expense_report_member set removed_at = now()",
        "delete from expense_report",
        "update expense_report set number = '报2026-777'",
    ],
)
def test_the_database_holds_a_sheet_together(office: Office, statement: str) -> None:
    report, _ = composed(office)
    submit(office, report)
    with pytest.raises(DBAPIError), office.database.transaction(office.employer_id) as session:
        session.execute(text(statement))


def test_the_history_of_a_sheet_tells_who_did_what_with_it(office: Office) -> None:
    report, (first, second) = composed(office)
    with office.database.transaction(office.employer_id) as session:
        expense_reports.describe(session, office.maker, report, 1, Words(title="改了"))
    submit(office, report)
    approve(office, report)
    pay(office, report)
    steps = view(office, report).history
    assert [(each.action, each.reason) for each in steps] == [
        ("compose_sheet", None), ("describe_sheet", None), ("submit_sheet", None),
        ("approve_sheet", None), ("pay_sheet", "20260310-0099"),
    ]  # fmt: skip
    assert [each.name for each in steps][-1] == office.cashier.name
    with office.database.transaction(office.employer_id) as session:
        claim = session.get_one(ClaimRow, first)
        place = expense_report_views.place_of(session, office.maker, claim)
        assert place is not None
        assert (place.number, place.position, place.count) == ("报2026-001", 1, 2)
        assert (place.before, place.after) == (None, second)


def test_one_slip_does_not_pay_sellers_and_the_employer(office: Office) -> None:
    """An employer that advanced one of the costs is owed that money: another payment."""
    report, advanced = _with_one_advanced(office)
    submit(office, report)
    versions = seen(office, report)
    with office.database.transaction(office.employer_id) as session:
        own = {advanced: "合同约定在先，属于本项目"}
        expense_report_steps.approve(session, office.checker, report, versions, own)
    with pytest.raises(Refused, match="两笔付款"):
        pay(office, report)
    versions = seen(office, report)
    with office.database.transaction(office.employer_id) as session:
        slip = Slip("20260310-0100")
        done = expense_report_steps.pay(session, office.cashier, report, versions, slip, "approved")
    assert done == 1
    sheet = view(office, report, office.cashier)
    assert [each.page.claim.id for each in sheet.in_state("posted")] == [advanced]
    assert sheet.may == {"pay"}
    assert pay(office, report) == 1
    assert view(office, report).row.state == "paid"


def _with_one_advanced(office: Office) -> tuple[UUID, UUID]:
    early = an_invoice("25112000000123456780", issued_on=date(2025, 6, 10))
    advanced = upload(office, early, "早.pdf").claim_id
    said = Change(statement="样机封装测试，对应任务书研发计划第 2 项", explanation="见直接关系说明")
    change(office, advanced, said)
    with office.database.transaction(office.employer_id) as session:
        found = [*drafts(office, 1), advanced]
        return expense_reports.compose(session, office.maker, WORDS, found), advanced


def test_two_people_who_act_on_a_sheet_at_once_do_not_lock_each_other_out(office: Office) -> None:
    """Claims stand on the sheet in the other order than their numbers; one of the two wins."""
    first, second = drafts(office)
    with office.database.transaction(office.employer_id) as session:
        report = expense_reports.compose(session, office.maker, WORDS, [second])
        expense_reports.add(session, office.maker, report, [first])
    submit(office, report)
    versions = seen(office, report)

    def approval(session: Session) -> None:
        expense_report_steps.approve(session, office.checker, report, versions, {})

    def return_by_number(session: Session) -> None:
        for claim in (first, second):
            claims.return_(session, office.checker, claim, versions[claim], "重做")
            time.sleep(0.05)  # time enough for the other to hold what is wanted next

    assert sorted(_at_once(office, approval, return_by_number)) == [False, True]
    assert view(office, report).row.state in {"approved", "returned"}


def _at_once(office: Office, *acts: Callable[[Session], None]) -> list[bool]:
    """Do things at the same time; tell which were done. Anything but a refusal is raised."""
    start = threading.Barrier(len(acts))

    def one(act: Callable[[Session], None]) -> bool:
        start.wait()
        try:
            with office.database.transaction(office.employer_id) as session:
                act(session)
        except (Refused, SheetRefusedError):
            return False
        return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))
