"""Claims from the file to the ledger, through the actions and a real database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from compliance.categories import Category
from compliance.decision import Outcome
from ledger import book
from ledger.accounts import AccountRef
from service.actions import claim_views, claims, desk, intake
from service.actions.claims import Change
from service.demo.drawing import draw
from service.demo.invoices import Party
from service.demo.rail import RailSpec
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor, Role
from service.tables import ClaimRow
from tests.service.office import Office, a_spec, an_invoice, approve_and_pay, pay

NUMBER = "26112000000123456789"
MEAL = "*餐饮服务*餐费"


def upload(office: Office, content: bytes, name: str = "发票.pdf") -> intake.Taken:
    taken = intake.take_in(office.desk, office.maker, office.grant_id, name, content)
    assert taken.refusals == ()
    return taken.claims[0]


def row(office: Office, claim_id: UUID) -> ClaimRow:
    with office.database.transaction(office.employer_id) as session:
        return session.get_one(ClaimRow, claim_id)


def change(office: Office, claim_id: UUID, wanted: Change) -> Outcome:
    version = row(office, claim_id).version
    with office.database.transaction(office.employer_id) as session:
        return claims.change(session, office.maker, claim_id, version, wanted).outcome


def submit(office: Office, claim_id: UUID, actor: Actor | None = None) -> None:
    version = row(office, claim_id).version
    with office.database.transaction(office.employer_id) as session:
        claims.submit(session, actor or office.maker, claim_id, version)


def approve(office: Office, claim_id: UUID, actor: Actor | None = None) -> None:
    version = row(office, claim_id).version
    with office.database.transaction(office.employer_id) as session:
        claims.approve(session, actor or office.checker, claim_id, version)


def money(office: Office) -> desk.GrantMoney:
    with office.database.transaction(office.employer_id) as session:
        return desk.grant(session, office.maker, office.grant_id).money


def test_an_honest_invoice_passes_and_ends_in_the_ledger(office: Office) -> None:
    taken = upload(office, an_invoice())
    assert taken.verdict.outcome is Outcome.PASS
    assert taken.amount == Decimal("1060.00")
    submit(office, taken.claim_id)
    assert money(office).reserved == Decimal("1060.00")
    entry_id = approve_and_pay(office, taken.claim_id)
    with office.database.transaction(office.employer_id) as session:
        entry = book.entry(session.connection(), row(office, taken.claim_id).entry_id)  # type: ignore[arg-type]  # a posted claim has one
    assert entry.id == entry_id
    assert entry.actor == str(office.maker.user_id)
    assert entry.approver == str(office.checker.user_id)
    after = money(office)
    assert (after.received, after.spent, after.reserved) == (
        Decimal("60000.00"),
        Decimal("1060.00"),
        Decimal("0.00"),
    )


def test_a_meal_is_blocked_with_its_article_and_a_way_out(office: Office) -> None:
    taken = upload(office, an_invoice(name=MEAL))
    assert taken.verdict.outcome is Outcome.BLOCK
    finding = next(f for f in taken.verdict.findings if f.rule == "negative_list_respected")
    assert finding.article == 28
    assert finding.item == "NL-09"
    assert finding.remedy.text()
    with pytest.raises(Refused, match="不能提交"):
        submit(office, taken.claim_id)


def test_a_blocked_claim_reserves_nothing(office: Office) -> None:
    taken = upload(office, an_invoice(name=MEAL))
    with pytest.raises(Refused):
        submit(office, taken.claim_id)
    assert money(office).reserved == 0
    assert row(office, taken.claim_id).state == "draft"


def test_the_same_invoice_in_another_file_is_the_claim_that_is_there(office: Office) -> None:
    first = upload(office, an_invoice())
    content = an_invoice() + b"\n% saved again\n"
    second = upload(office, content, "another.pdf")
    assert second.already
    assert second.claim_id == first.claim_id
    assert second.verdict.outcome is Outcome.BLOCK
    assert "invoice_claimed_once" in {f.rule for f in second.verdict.findings}
    with office.database.transaction(office.employer_id) as session:
        page = claim_views.claim_page(session, office.maker, first.claim_id)
    assert len(page.renditions) == 2


def test_an_invoice_of_a_withdrawn_claim_can_be_claimed_again(office: Office) -> None:
    first = upload(office, an_invoice())
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, first.claim_id).version
        claims.withdraw(session, office.maker, first.claim_id, version, "传错项目")
    second = upload(office, an_invoice())
    assert not second.already
    assert second.verdict.outcome is Outcome.PASS


def test_withdrawing_a_submitted_claim_frees_its_money(office: Office) -> None:
    taken = upload(office, an_invoice())
    submit(office, taken.claim_id)
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, taken.claim_id).version
        claims.withdraw(session, office.maker, taken.claim_id, version)
    assert money(office).reserved == 0


def test_a_cost_before_approval_asks_for_the_direct_relation_and_is_paid_back(
    office: Office,
) -> None:
    taken = upload(office, an_invoice("25112000000123456780", issued_on=date(2025, 6, 10)))
    assert taken.verdict.outcome is Outcome.REVIEW
    with pytest.raises(Refused, match="说明"):
        submit(office, taken.claim_id)
    wanted = Change(
        statement="样机封装测试，对应任务书研发计划第 2 项", explanation="见直接关系说明"
    )
    change(office, taken.claim_id, wanted)
    submit(office, taken.claim_id)
    approve(office, taken.claim_id)
    posted = row(office, taken.claim_id)
    assert (posted.state, posted.payment_entry_id) == ("posted", None)
    entry_id = pay(office, taken.claim_id)
    with office.database.transaction(office.employer_id) as session:
        connection = session.connection()
        employer_book = book.book_of(connection, office.employer_id)
        kinds = [entry.kind for entry in book.journal(connection, employer_book, limit=2)]
        assert kinds == ["reimburse_employer", "spend_pre_project"]
        grant = desk.grant(session, office.maker, office.grant_id)
        owed = AccountRef("2241.ADV", grant.number)
        assert book.balance(connection, employer_book, owed) == 0
    paid = row(office, taken.claim_id)
    assert (paid.state, paid.entry_id, paid.payment_entry_id) == ("paid", posted.entry_id, entry_id)


def test_nobody_approves_what_he_submitted(office: Office) -> None:
    taken = upload(office, an_invoice())
    submit(office, taken.claim_id)
    both = replace(office.checker, user_id=office.maker.user_id)
    with pytest.raises(Forbidden, match="另一人"):
        approve(office, taken.claim_id, both)


def test_a_role_without_the_step_is_refused(office: Office) -> None:
    taken = upload(office, an_invoice())
    with pytest.raises(Refused, match="不允许"):
        submit(office, taken.claim_id, office.checker)
    with pytest.raises(Refused, match="不允许"):
        approve(office, taken.claim_id)


def test_a_returned_claim_goes_back_with_its_reason_and_its_money(office: Office) -> None:
    taken = upload(office, an_invoice())
    submit(office, taken.claim_id)
    version = row(office, taken.claim_id).version
    with office.database.transaction(office.employer_id) as session:
        with pytest.raises(Invalid, match="退回原因"):
            claims.return_(session, office.checker, taken.claim_id, version, "  ")
        claims.return_(session, office.checker, taken.claim_id, version, "请附合同")
    assert money(office).reserved == 0
    with office.database.transaction(office.employer_id) as session:
        page = claim_views.claim_page(session, office.maker, taken.claim_id)
    assert page.timeline[-1].reason == "请附合同"
    assert page.may == {"submit", "withdraw"}
    submit(office, taken.claim_id)
    assert approve_and_pay(office, taken.claim_id)


def test_an_action_on_a_stale_page_is_refused(office: Office) -> None:
    taken = upload(office, an_invoice())
    stale = row(office, taken.claim_id).version
    change(office, taken.claim_id, Change(category=Category.CONF))
    with (
        pytest.raises(Refused, match="刷新"),
        office.database.transaction(office.employer_id) as session,
    ):
        claims.submit(session, office.maker, taken.claim_id, stale)


def test_a_submitted_claim_is_not_changed(office: Office) -> None:
    taken = upload(office, an_invoice())
    submit(office, taken.claim_id)
    with pytest.raises(Refused, match="已提交"):
        change(office, taken.claim_id, Change(amount=Decimal(1)))


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (Change(amount=Decimal("1060.01")), "价税合计"),
        (Change(amount=Decimal(0)), "大于零"),
        (Change(statement="长" * 2001), "2000"),
        (Change(evidence=frozenset({"no-such-paper"})), "材料"),
    ],
)
def test_what_cannot_be_right_is_said_at_once(office: Office, wanted: Change, why: str) -> None:
    taken = upload(office, an_invoice())
    with pytest.raises(Invalid, match=why):
        change(office, taken.claim_id, wanted)


def test_more_than_the_category_has_left_is_blocked(office: Office) -> None:
    taken = upload(office, an_invoice(amount="50000.00"))
    assert change(office, taken.claim_id, Change(category=Category.CONF)) is Outcome.BLOCK


def test_two_claims_that_together_exceed_the_budget_are_stopped_by_the_ledger(
    office: Office,
) -> None:
    first = upload(office, an_invoice("26112000000000000001", amount="30000.00"))
    second = upload(office, an_invoice("26112000000000000002", amount="30000.00"))
    explained = Change(category=Category.RND, explanation="税务平台当日不能查验，次日补查。")
    for claim in (first, second):
        change(office, claim.claim_id, explained)
    submit(office, first.claim_id)
    with pytest.raises(Refused):
        submit(office, second.claim_id)
    assert money(office).reserved == Decimal("31800.00")


def test_another_employer_sees_nothing(office: Office) -> None:
    taken = upload(office, an_invoice())
    stranger = replace(office.maker, employer_id=UUID(int=7), role=Role.EMPLOYER_MAKER)
    with (
        pytest.raises(NotFound),
        office.database.transaction(UUID(int=7)) as session,
    ):
        claim_views.claim_page(session, stranger, taken.claim_id)
    with pytest.raises(NotFound):
        intake.take_in(office.desk, stranger, office.grant_id, "x.pdf", an_invoice())


def test_an_invoice_of_another_buyer_is_blocked(office: Office) -> None:
    other = Party("上海远航机电有限公司", "91310115MA1K4WMF9Y")
    taken = upload(office, an_invoice(buyer=other))
    assert taken.verdict.outcome is Outcome.BLOCK
    assert "buyer_is_the_employer" in {f.rule for f in taken.verdict.findings}


def test_what_cannot_be_read_is_kept_and_said(office: Office) -> None:
    taken = intake.take_in(
        office.desk, office.maker, office.grant_id, "../x/坏.pdf", b"%PDF-1.7 broken"
    )
    assert taken.file == "坏.pdf"
    assert taken.claims == ()
    assert taken.refusals[0].text()
    empty = intake.take_in(office.desk, office.maker, office.grant_id, "empty.pdf", b"")
    assert "空" in empty.refusals[0].text()


def test_colleagues_on_one_train_do_not_claim_twice(office: Office) -> None:
    def ticket(last: int) -> bytes:
        day = date(2026, 2, 20)
        return draw(
            RailSpec(
                number=f"2611911000100000004{last}", issued_on=day,
                buyer=Party(a_spec(NUMBER).buyer.name, a_spec(NUMBER).buyer.tax_id),
                passenger="沈砚舟", id_no="1101081988****1234",
                e_ticket=f"306712A08601209001430{last}", train="G7101", travel_on=day,
                departure_time="06:23", from_station="南京", to_station="上海虹桥",
                carriage="01车", seat=f"0{last}C号", seat_class="二等座", price="181.00",
            )
        )  # fmt: skip

    upload(office, ticket(1))
    verdict = upload(office, ticket(2)).verdict
    assert "invoice_claimed_once" not in {found.rule for found in verdict.findings}


def test_the_record_of_a_booking_is_not_taken_for_its_invoice(office: Office) -> None:
    """Such a claim could never become right."""
    record = (
        '<xbrl xmlns:einv="http://xbrl.mof.gov.cn/taxonomy/2021-11-30/einv">'
        "<einv:NameOfAccountingEntity>甲</einv:NameOfAccountingEntity>"
        "<einv:InvoiceNumber>26112000001297155376</einv:InvoiceNumber></xbrl>"
    )
    taken = intake.take_in(office.desk, office.maker, office.grant_id, "入账.xml", record.encode())
    assert taken.claims == ()
    assert "请上传它所指的发票原件" in taken.refusals[0].text()


def test_the_list_is_filtered_and_counted(office: Office) -> None:
    for last in range(3):
        upload(office, an_invoice(f"2611200000012345678{last}"))
    upload(office, an_invoice("26112000000999999999", name=MEAL))
    with office.database.transaction(office.employer_id) as session:
        everything = claim_views.list_claims(session, office.maker, claim_views.Filter())
        blocked = claim_views.list_claims(
            session, office.maker, claim_views.Filter(outcome="block", grant_id=office.grant_id)
        )
        found = claim_views.list_claims(
            session, office.maker, claim_views.Filter(text="26112000000123456781", state="draft")
        )
    assert (everything.count, everything.pages) == (4, 1)
    assert everything.amount == Decimal("4240.00")
    assert blocked.count == 1
    assert found.count == 1
    assert blocked.lines[0].title == MEAL


def test_the_original_is_handed_out_byte_for_byte_and_drawn(office: Office) -> None:
    content = an_invoice()
    taken = upload(office, content)
    with office.database.transaction(office.employer_id) as session:
        file = claim_views.original_file(
            session, office.desk.originals, office.maker, taken.claim_id
        )
    assert file.content == content
    assert claim_views.page_image(file, office.desk.readers, 1).startswith(b"\x89PNG")
