"""记账 of lines of the bank: one proposes, another posts; line and entry are then one money."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from ledger import book, proof
from ledger.accounts import AccountRef
from ledger.closing import Outcome
from ledger.journal import EntryId
from service.actions import bank, bank_views, booking_views, bookings, closing
from service.actions.booking_entries import Kind
from service.actions.bookings import NewBooking
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.tables import AuditRow, BookingRow, ClaimRow, GrantRow
from tests.service.neighbour import beside
from tests.service.office import SELLER, Office, an_invoice, approve_and_pay
from tests.service.statements import ARRIVED, FEE, INTEREST
from tests.service.test_bank import DAY, head, seen, take
from tests.service.test_claims import row, submit, upload
from tests.service.test_closing import MARCH, later

STRAY = "2026-03-10,,500.00,60500.00,某贸易公司,,货款,HD11"
BACK = "2026-03-10,500.00,,60000.00,某贸易公司,,退回,HD12"
TOP_UP = "2026-03-10,,10.00,60012.34,本单位,,补足,HD13"


def line_of(office: Office, summary: str) -> int:
    return next(free.item.id for free in seen(office).free_bank if free.item.summary == summary)


def proposed(office: Office, summary: str, kind: Kind, **said: object) -> UUID:
    given: dict[str, object] = {"reason": "银行回单", "grant_id": None, **said}
    if kind in {Kind.BANK_FEE, Kind.TOP_UP}:
        given["grant_id"] = office.grant_id
    new = NewBooking(bank_line=line_of(office, summary), kind=kind, **given)  # type: ignore[arg-type]  # by name
    with office.database.transaction(office.employer_id) as session:
        return bookings.propose(session, office.maker, new)


def posted(office: Office, booking: UUID) -> int:
    with office.database.transaction(office.employer_id) as session:
        return bookings.post(session, office.checker, booking)


def balance(office: Office, code: str, *dims: str) -> Decimal:
    with office.database.transaction(CENTER) as session:
        connection = session.connection()
        employer = bank.book_of(session, office.employer_id)
        grant = session.get_one(GrantRow, office.grant_id).number
        account = AccountRef(code, grant, *dims) if dims or code == "1221.OWN" else AccountRef(code)
        return book.balance(connection, employer, account)


def test_interest_and_a_fee_are_booked_by_two_people_and_matched(office: Office) -> None:
    take(office, ARRIVED, INTEREST, FEE)
    before = head(office)
    first = proposed(office, "结息", Kind.INTEREST)
    second = proposed(office, "账户管理费", Kind.BANK_FEE)
    assert head(office) == before  # a proposal posts nothing
    page = seen(office)
    assert [each.kind for each in page.bookings] == [Kind.INTEREST, Kind.BANK_FEE]
    assert [share for _, share in page.bookings[0].shares] == [Decimal("12.34")]
    assert page.bookings[0].maker_name == office.maker.name
    assert all(free.booked for free in page.free_bank)
    with office.database.transaction(office.employer_id) as session:
        assert bank_views.waiting(session, office.checker, 35).bookings == 2
        assert bank_views.waiting(session, office.maker, 35).bookings == 0
    posted(office, first)
    posted(office, second)
    assert balance(office, "2401.F", "INTEREST") == Decimal("12.34")
    assert balance(office, "1221.OWN") == Decimal("10.00")
    assert balance(office, "1002.S") == Decimal("60002.34")
    page = seen(office)
    assert (page.bookings, page.free_bank, len(page.approved)) == ((), (), 2)
    match = page.approved[0]
    assert (match.maker, match.approver) == (
        str(office.maker.user_id),
        str(office.checker.user_id),
    )
    assert [fact.message.text() for fact in match.evidence] == [
        "金额相同",
        "同一天",
        "按这笔银行明细入账",
    ]


def test_the_entry_is_the_lines_and_every_step_is_in_the_trail(office: Office) -> None:
    take(office, ARRIVED, INTEREST)
    number = line_of(office, "结息")
    first = proposed(office, "结息", Kind.INTEREST)
    entry_id = posted(office, first)
    with office.database.transaction(CENTER) as session:
        entry = book.entry(session.connection(), EntryId(entry_id))
        assert proof.prove(session.connection(), entry.book) == ()
        trail = session.execute(
            select(AuditRow.action, AuditRow.actor_id, AuditRow.target)
            .where(AuditRow.subject == "booking", AuditRow.subject_id == first)
            .order_by(AuditRow.id)
        ).all()
    assert (entry.kind, entry.effective_on, entry.actor, entry.approver) == (
        "interest",
        DAY,
        str(office.maker.user_id),
        str(office.checker.user_id),
    )
    assert entry.key == f"bank_line:{number}"
    assert [tuple(step) for step in trail] == [
        ("propose_booking", office.maker.user_id, "proposed"),
        ("post_booking", office.checker.user_id, "posted"),
    ]


def test_nobody_posts_their_own_proposal_and_nothing_is_decided_twice(office: Office) -> None:
    take(office, ARRIVED, INTEREST)
    booking = proposed(office, "结息", Kind.INTEREST)
    with (
        pytest.raises(Forbidden, match="请由另一人复核"),
        office.database.transaction(office.employer_id) as session,
    ):
        bookings.post(session, replace(office.checker, user_id=office.maker.user_id), booking)
    posted(office, booking)
    with pytest.raises(Refused, match="已经处理过"):
        posted(office, booking)
    with (
        pytest.raises(Refused, match="已经处理过"),
        office.database.transaction(office.employer_id) as session,
    ):
        bookings.withdraw(session, office.maker, booking, "不对")
    with pytest.raises(NotFound, match="没有这笔待复核的记账"):
        posted(office, uuid4())


def test_a_line_is_proposed_once_and_again_after_it_was_withdrawn(office: Office) -> None:
    take(office, ARRIVED, INTEREST)
    booking = proposed(office, "结息", Kind.INTEREST)
    with pytest.raises(Refused, match="已经提出记账或已入账"):
        proposed(office, "结息", Kind.STRAY_RECEIPT)
    with office.database.transaction(office.employer_id) as session:
        with pytest.raises(Invalid, match="请写明撤回或退回的原因"):
            bookings.withdraw(session, office.maker, booking, " ")
        bookings.withdraw(session, office.maker, booking, "应按项目分摊")
    assert seen(office).bookings == ()
    posted(office, proposed(office, "结息", Kind.INTEREST, grant_id=office.grant_id))
    assert balance(office, "2401.F", "INTEREST") == Decimal("12.34")


def test_a_posted_line_is_not_booked_again_though_its_match_is_withdrawn(office: Office) -> None:
    take(office, ARRIVED, INTEREST)
    number = line_of(office, "结息")
    posted(office, proposed(office, "结息", Kind.INTEREST))
    with office.database.transaction(office.employer_id) as session:
        with pytest.raises(Refused, match="已与凭证勾对"):
            bookings.free_line(session, office.employer_id, number)
        with pytest.raises(NotFound, match="没有这笔银行明细"):
            bookings.free_line(session, office.employer_id, 0)
        bank.withdraw(session, office.checker, seen(office).approved[0].id, "再看看")
    with pytest.raises(Refused, match="已经提出记账或已入账"):
        proposed(office, "结息", Kind.INTEREST)


def test_a_line_that_was_matched_meanwhile_is_not_posted(office: Office) -> None:
    take(office, ARRIVED)
    (match,) = seen(office).proposed
    with office.database.transaction(office.employer_id) as session:
        bank.withdraw(session, office.maker, match.id, "另作处理")
    booking = proposed(office, "拨款", Kind.STRAY_RECEIPT)
    with office.database.transaction(office.employer_id) as session:
        assert bank.search(session, office.maker) == 1
    with pytest.raises(Refused, match="已与凭证勾对"):
        posted(office, booking)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"kind": Kind.BANK_FEE}, "收付方向与所选的类型不符"),
        ({"kind": Kind.INTEREST, "reason": " "}, "请写明这笔是什么款项"),
        ({"kind": Kind.TOP_UP, "grant_id": None}, "请选择这笔属于哪个项目"),
        ({"kind": Kind.TOP_UP}, "余额只有 0.00 元"),
        ({"kind": Kind.INTEREST, "grant_id": UUID(int=1)}, "没有这个项目"),
        ({"kind": Kind.REFUND}, "请填写这笔退款对应的报销申请编号"),
        ({"kind": Kind.REFUND, "claim": "BX-9"}, "没有编号为 BX-9 的已入账报销申请"),
    ],
)
def test_what_is_wrong_with_a_proposal_is_told_at_once(
    office: Office, said: dict[str, object], told: str
) -> None:
    take(office, ARRIVED, INTEREST)
    given: dict[str, object] = {"reason": "回单", "grant_id": office.grant_id, **said}
    new = NewBooking(bank_line=line_of(office, "结息"), **given)  # type: ignore[arg-type]  # by name
    with (
        pytest.raises(Refused, match=told),
        office.database.transaction(office.employer_id) as session,
    ):
        bookings.propose(session, office.maker, new)
    assert seen(office).bookings == ()


def test_the_employer_makes_good_for_a_fee(office: Office) -> None:
    take(
        office, ARRIVED, FEE.replace("60002.34", "59990.00"), TOP_UP.replace("60012.34", "60000.00")
    )
    posted(office, proposed(office, "账户管理费", Kind.BANK_FEE))
    assert balance(office, "1221.OWN") == Decimal("10.00")
    posted(office, proposed(office, "补足", Kind.TOP_UP))
    assert balance(office, "1221.OWN") == Decimal("0.00")


def test_money_that_strayed_in_is_returned_and_no_more(office: Office) -> None:
    take(office, ARRIVED, STRAY, BACK)
    with pytest.raises(Refused, match=r"误入款只有 0\.00 元，不能转出 500\.00 元"):
        proposed(office, "退回", Kind.STRAY_RETURN)
    posted(office, proposed(office, "货款", Kind.STRAY_RECEIPT))
    assert balance(office, "3999") == Decimal("500.00")
    posted(office, proposed(office, "退回", Kind.STRAY_RETURN))
    assert balance(office, "3999") == Decimal("0.00")
    assert balance(office, "1002.S") == Decimal("60000.00")


def a_posted_claim(office: Office) -> ClaimRow:
    taken = upload(office, an_invoice())
    submit(office, taken.claim_id)
    approve_and_pay(office, taken.claim_id)
    return row(office, taken.claim_id)


def test_a_supplier_pays_back_a_part_and_never_more_than_was_spent(office: Office) -> None:
    claim = a_posted_claim(office)
    assert claim.amount == Decimal("1060.00")
    part = f"2026-03-10,,400.00,60400.00,{SELLER.name},,退款一,TK1"
    rest = f"2026-03-10,,700.00,61100.00,{SELLER.name},,退款二,TK2"
    take(office, ARRIVED, part, rest)
    with office.database.transaction(office.employer_id) as session:
        page = booking_views.line(session, office.maker, line_of(office, "退款一"))
    assert (page.usual, page.late) == (Kind.REFUND, False)
    assert [known.number for known in page.claims] == [claim.number]
    booking = proposed(office, "退款一", Kind.REFUND, claim=f" {claim.number} ")
    assert seen(office).bookings[0].claim == claim.number
    with pytest.raises(Refused, match=r"还可退 660\.00 元，少于这笔退款 700\.00 元"):
        proposed(office, "退款二", Kind.REFUND, claim=claim.number)
    posted(office, booking)
    assert balance(office, "5301.X", "FISCAL", "RND") == Decimal("660.00")
    assert balance(office, "9001", "FISCAL", "RND") == Decimal("79340.00")
    assert balance(office, "2401.F", "FISCAL") == Decimal("59340.00")


def test_interest_is_shared_out_by_what_each_grant_had(office: Office) -> None:
    take(office, ARRIVED, INTEREST)
    with office.database.transaction(office.employer_id) as session:
        page = booking_views.line(session, office.maker, line_of(office, "结息"))
    assert page.usual is Kind.INTEREST
    assert page.claims == ()
    assert [grant_id for grant_id, _ in page.grants] == [office.grant_id]


def test_interest_before_any_money_is_no_grants(office: Office) -> None:
    early = INTEREST.replace("2026-03-10", "2026-03-05").replace("60012.34", "12.34")
    take(office, early, days="2026-03-01至2026-03-05")
    with pytest.raises(Refused, match="2026-03-05 以前账上没有专项资金"):
        proposed(office, "结息", Kind.INTEREST)


def test_a_late_booking_says_why_and_a_closed_month_takes_none(office: Office) -> None:
    take(office, ARRIVED, INTEREST, FEE)
    auditor = later(office.auditor)
    fee = proposed(office, "账户管理费", Kind.BANK_FEE)
    with office.database.transaction(CENTER) as session:
        (check,) = (
            each
            for each in closing.checks(session, auditor, office.employer_id, MARCH)
            if each.name == "bookings"
        )
        assert check.outcome is Outcome.FAILED
        assert "有 1 笔月末以前的银行明细还在等复核入账" in check.message.text()
        closing.soft_close(session, auditor, office.employer_id, MARCH)
    with pytest.raises(Refused, match="2026-03-31 以前的月份正在结账"):
        posted(office, fee)
    with pytest.raises(Refused, match="2026-03-10 的这一笔须写明补记原因"):
        proposed(office, "结息", Kind.INTEREST)
    late = proposed(office, "结息", Kind.INTEREST, late_reason="回单月底才到")
    assert seen(office).bookings[0].late_reason == "回单月底才到"
    posted(office, late)
    with office.database.transaction(office.employer_id) as session:
        bookings.withdraw(session, office.checker, fee, "请写明补记原因")
        assert booking_views.line(session, office.maker, line_of(office, "账户管理费")).late


def test_a_line_of_a_closed_month_is_refused_with_the_way_out(office: Office) -> None:
    auditor = later(office.auditor)
    with office.database.transaction(CENTER) as session:
        closing.soft_close(session, auditor, office.employer_id, MARCH)
        closing.close(session, auditor, office.employer_id, MARCH)
    take(office, ARRIVED, INTEREST)
    with pytest.raises(
        Refused, match="账已结到 2026-03-31，银行 2026-03-10 的这一笔不能再按当日入账"
    ):
        proposed(office, "结息", Kind.INTEREST, late_reason="晚了")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("state = 'posted', decided_by = :maker, decided_at = now(), entry_id = 1", "two_people"),
        ("state = 'posted', decided_by = :checker, decided_at = now(), entry_id = 1", "not in the"),
        ("state = 'posted', decided_by = :checker, decided_at = now()", "posted_whole"),
        ("state = 'withdrawn', decided_by = :checker, decided_at = now()", "with_reason"),
        ("decision = 'x'", "stays as it is"),
        ("reason = 'x'", "permission denied"),
    ],
)
def test_the_database_lets_nobody_post_or_change_a_booking_past_the_ledger(
    office: Office, words: str, told: str
) -> None:
    take(office, ARRIVED, INTEREST)
    proposed(office, "结息", Kind.INTEREST)
    people = {"maker": office.maker.user_id, "checker": office.checker.user_id}
    with (
        pytest.raises(DBAPIError, match=told),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(text(f"update booking set {words}"), people)  # noqa: S608  # words above


def test_the_database_keeps_what_is_no_line_of_the_employer_out(office: Office) -> None:
    take(office, ARRIVED, INTEREST)
    booking = proposed(office, "结息", Kind.INTEREST)
    columns = [column.name for column in BookingRow.__table__.columns if column.name != "id"]
    for changed, told in (
        ({"bank_line_id": "0"}, "no such line"),
        ({"kind": "'stray_return'", "shares": "'{}'"}, "no such line"),
        ({"state": "'posted'"}, "begins as a proposal"),
        ({}, "uq_booking_bank_line"),
    ):
        said = ", ".join(changed.get(name, name) for name in columns)
        copy = f"insert into booking ({', '.join(columns)}) select {said} from booking"  # noqa: S608  # names
        with (
            pytest.raises(DBAPIError, match=told),
            office.database.transaction(office.employer_id) as session,
        ):
            session.execute(text(copy))
    posted(office, booking)


def test_another_employer_neither_sees_nor_decides_nor_uses_what_is_ours(office: Office) -> None:
    claim = a_posted_claim(office)
    take(office, ARRIVED, INTEREST)
    number = line_of(office, "结息")
    booking = proposed(office, "结息", Kind.INTEREST)
    other = beside(office)
    theirs = NewBooking(bank_line=number, kind=Kind.INTEREST, reason="回单")
    with other.database.transaction(other.employer_id) as session:
        with pytest.raises(NotFound, match="没有这笔待复核的记账"):
            bookings.post(session, other.checker, booking)
        with pytest.raises(NotFound, match="没有这笔待复核的记账"):
            bookings.withdraw(session, other.maker, booking, "不对")
        with pytest.raises(NotFound, match="没有这笔银行明细"):
            bookings.propose(session, other.maker, theirs)
        assert session.scalars(select(BookingRow)).all() == []
        assert bookings.waiting_count(session, other.checker) == 0
        assert booking_views.refunds_of(session, office.employer_id, claim.id) == ()
    with office.database.transaction(office.employer_id) as session:
        bookings.withdraw(session, office.maker, booking, "另选项目")
    with pytest.raises(NotFound, match="没有这个项目"):
        proposed(office, "结息", Kind.INTEREST, grant_id=other.grant_id)


MATCHED = "2026-03-10,,5000.00,65000.00,本单位基本户,,配套,HD21"


@pytest.mark.parametrize(("kind", "source"), [(Kind.MATCHING, "MATCH"), (Kind.RAISED, "RAISED")])
def test_what_others_add_opens_the_budget_of_its_direction(
    office: Office, kind: Kind, source: str
) -> None:
    take(office, ARRIVED, MATCHED)
    booking = proposed(office, "配套", kind, grant_id=office.grant_id, category="CONF")
    posted(office, booking)
    assert balance(office, "2401.F", source) == Decimal("5000.00")
    assert balance(office, "9001", source, "CONF") == Decimal("5000.00")
    assert balance(office, "2401.F", "FISCAL") == Decimal("60000.00")


def test_what_others_add_says_what_it_is_for(office: Office) -> None:
    take(office, ARRIVED, MATCHED)
    with pytest.raises(Invalid, match="用于哪个支出方向"):
        proposed(office, "配套", Kind.MATCHING, grant_id=office.grant_id)
