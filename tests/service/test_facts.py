"""Rows become the facts that rules know, each from where it is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from compliance.categories import Category
from compliance.facts import (
    Claim,
    ClaimState,
    Event,
    EventKind,
    Hands,
    Listing,
    Member,
    Nearby,
    Payment,
    PaymentMethod,
    PlanItem,
    RedLetter,
    Refund,
    RelatedParty,
    Relation,
    Sameness,
    Standing,
    Usual,
    VatClaim,
    Verification,
    VerifiedAs,
)
from ledger import book
from ledger.bank import statements
from ledger.bank.items import NewLine
from ledger.bank.statements import NewStatement
from service import facts
from service.actions import claims, intake
from service.actions.claims import Change
from service.db import CENTER
from service.demo.drawing import draw
from service.demo.invoices import Party, red_letter
from service.permissions import Actor
from service.tables import (
    AgreementRow,
    Base,
    ClaimRow,
    GrantRow,
    InvoiceRow,
    ListingRow,
    PlanItemRow,
    RelatedPartyRow,
    RenditionRow,
    TeamMemberRow,
    VerificationRow,
)
from tests.service.office import APPROVED_ON, AT, NAME, SELLER, Office, a_spec, an_invoice, pay

SPLIT_DAYS = 10
BEFORE = datetime(2026, 2, 19, 15, 59, 59, tzinfo=UTC)  # the last second of a day in Beijing
STRANGER = Party("北京他家检测有限公司", SELLER.tax_id)
FIRST, SECOND = "26112000000000000001", "26112000000000000002"


def upload(office: Office, content: bytes, name: str = "发票.pdf") -> UUID:
    taken = intake.take_in(office.desk, office.maker, office.grant_id, name, content)
    assert taken.refusals == ()
    return taken.claims[0].claim_id


def gathered(office: Office, claim_id: UUID, actor: Actor | None = None) -> Claim:
    with office.database.transaction(office.employer_id) as session:
        claim = session.get_one(ClaimRow, claim_id)
        invoice = session.get_one(InvoiceRow, claim.invoice_id)
        return facts.gather(session, actor or office.maker, claim, invoice)


@contextmanager
def changing(office: Office, claim_id: UUID) -> Iterator[tuple[Session, ClaimRow]]:
    with office.database.transaction(office.employer_id) as session:
        yield session, session.get_one(ClaimRow, claim_id)


def add(office: Office, *rows: Base) -> None:
    with office.database.transaction(CENTER) as session:
        session.add_all(rows)


def change(office: Office, claim_id: UUID, wanted: Change) -> None:
    with changing(office, claim_id) as (session, claim):
        claims.change(session, office.maker, claim_id, claim.version, wanted)


def submit(office: Office, claim_id: UUID) -> None:
    with changing(office, claim_id) as (session, claim):
        claims.submit(session, office.maker, claim_id, claim.version)


def approve(office: Office, claim_id: UUID) -> None:
    with changing(office, claim_id) as (session, claim):
        claims.approve(session, office.checker, claim_id, claim.version)


def agreement_of(office: Office) -> AgreementRow:
    with office.database.transaction(office.employer_id) as session:
        return session.scalars(select(AgreementRow)).one()


def test_a_new_claim_knows_its_file_its_people_and_where_the_grant_stands(office: Office) -> None:
    content = an_invoice()
    known = gathered(office, upload(office, content, "测试费.pdf"))
    assert known.original.name == "测试费.pdf"
    assert known.original.sha256 == office.desk.originals.store(content)
    assert known.hands == Hands(maker=office.maker.name)
    assert known.standing == Standing(
        first_instalment=Decimal("60000.00"), closed_through=known.standing.closed_through
    )
    assert known.standing.closed_through is not None
    assert known.standing.closed_through < AT.date()
    assert known.team == (Member("林知行", is_selectee=True, from_on=date(2025, 2, 28)),)
    assert known.agreement.signed_on == date(2025, 9, 10)
    assert known.agreement.approved_on == APPROVED_ON
    assert known.payment == Payment(PaymentMethod.TRANSFER)
    assert known.vat is VatClaim.NOT_STATED
    beside = (known.others, known.red_letters, known.nearby, known.refunds, known.listed)
    assert not any(beside)
    assert (known.usual, known.verification, known.plan_item, known.event) == (None,) * 4


def test_what_the_maker_says_of_the_purchase_is_known(office: Office) -> None:
    claim_id = upload(office, an_invoice())
    item = PlanItemRow(
        employer_id=office.employer_id, agreement_id=agreement_of(office).id, number=1,
        title="学术会议", category="CONF",
    )  # fmt: skip
    add(office, item)
    event = Event(
        kind=EventKind.MEETING, rate="MEETING_3", people=20, units=Decimal("1.5"), place="怀柔"
    )
    wanted = Change(
        category=Category.CONF, plan_item_id=item.id, event=event, vat=VatClaim.CLAIMED,
        payment=PaymentMethod.REIMBURSE, payee=" 林知行 ", acceptor="钱验收 ",
    )  # fmt: skip
    change(office, claim_id, wanted)
    known = gathered(office, claim_id)
    assert known.plan_item == PlanItem(1, "学术会议", Category.CONF)
    assert known.agreement.plan == (known.plan_item,)
    assert known.event == event
    assert known.payment == Payment(PaymentMethod.REIMBURSE, "林知行")
    assert known.vat is VatClaim.CLAIMED
    assert known.hands == Hands(office.maker.name, "钱验收")
    change(office, claim_id, Change(category=Category.CONF))
    left = gathered(office, claim_id)
    assert (left.plan_item, left.event, left.payment.payee) == (None, None, "")


def test_hands_are_those_that_acted_and_the_one_that_acts(office: Office) -> None:
    claim_id = upload(office, an_invoice())
    other = replace(office.maker, name="另一位经办")
    assert gathered(office, claim_id, office.auditor).hands.maker == office.maker.name
    submit(office, claim_id)
    assert gathered(office, claim_id, other).hands == Hands(office.maker.name)
    by_checker = gathered(office, claim_id, office.checker)
    assert by_checker.hands == Hands(office.maker.name, "", office.checker.name)
    approve(office, claim_id)
    assert gathered(office, claim_id, office.auditor).hands == by_checker.hands


def test_a_claims_own_money_is_there_for_it_whatever_became_of_it(office: Office) -> None:
    claim_id = upload(office, an_invoice())
    before = gathered(office, claim_id).position
    submit(office, claim_id)
    assert gathered(office, claim_id).position == before
    approve(office, claim_id)
    assert gathered(office, claim_id).position == before
    pay(office, claim_id)
    assert gathered(office, claim_id).position == before


def test_team_related_parties_and_listed_sellers_are_known(office: Office) -> None:
    claim_id = upload(office, an_invoice())
    day = date(2026, 1, 5)
    add(
        office,
        TeamMemberRow(
            employer_id=office.employer_id, grant_id=office.grant_id, name="赵甲", from_on=day,
            until_on=None,
        ),
        *(
            RelatedPartyRow(
                employer_id=office.employer_id, name=name, uscc="", relation="relative",
                declared_by=office.maker.user_id, declared_at=AT, ended_at=ended_at,
            )
            for name, ended_at in (
                ("甲公司", None), ("乙公司", BEFORE), ("丙公司", BEFORE + timedelta(seconds=1)),
            )
        ),
        *(
            ListingRow(
                name=name, uscc=uscc, reason=name, barred=True, from_on=day, until_on=None,
                entered_by=office.auditor.user_id, entered_at=AT,
            )
            for name, uscc in ((SELLER.name, ""), ("改名后的公司", SELLER.tax_id), ("别家", ""))
        ),
    )  # fmt: skip
    known = gathered(office, claim_id)
    assert known.team[1:] == (Member("赵甲", is_selectee=False, from_on=day),)
    assert {party.name for party in known.employer.related} == {"甲公司", "丙公司"}
    assert RelatedParty("甲公司", "", Relation.RELATIVE) in known.employer.related
    assert set(known.listed) == {
        Listing(SELLER.name, barred=True, from_on=day),
        Listing("改名后的公司", barred=True, from_on=day),
    }


def test_a_listed_name_is_the_sellers_in_brackets_of_either_width(office: Office) -> None:
    wide = Party("北京明远（集团）有限公司", SELLER.tax_id)
    claim_id = upload(office, draw(replace(a_spec(FIRST), seller=wide)))
    narrow = wide.name.replace("（", "(").replace("）", ")")
    add(
        office,
        ListingRow(
            name=narrow, uscc="", reason="开票异常", barred=False, from_on=date(2026, 1, 1),
            until_on=None, entered_by=office.auditor.user_id, entered_at=AT,
        ),
    )  # fmt: skip
    assert [each.reason for each in gathered(office, claim_id).listed] == ["开票异常"]


def test_the_newest_answer_of_the_tax_platform_counts_and_earlier_doubts_are_known(
    office: Office,
) -> None:
    claim_id = upload(office, an_invoice())
    with changing(office, claim_id) as (_, claim):
        invoice_id = claim.invoice_id
    answers = ((VerifiedAs.MATCHES, 5), (VerifiedAs.VOID, 9), (VerifiedAs.ABNORMAL, 7))
    add(
        office,
        *(
            VerificationRow(
                employer_id=office.employer_id, invoice_id=invoice_id, result=result.value,
                checked_on=date(2026, 3, day), reference="", recorded_by=office.maker.user_id,
                recorded_at=AT,
            )
            for result, day in answers
        ),
    )  # fmt: skip
    known = gathered(office, claim_id)
    doubted = VerifiedAs.ABNORMAL
    assert known.verification == Verification(VerifiedAs.VOID, date(2026, 3, 9), doubted)


def test_where_the_center_stopped_or_moved_a_grant_is_known(office: Office) -> None:
    claim_id = upload(office, an_invoice())
    stopped, left = date(2026, 2, 1), date(2026, 3, 1)
    with office.database.transaction(CENTER) as session:
        session.execute(update(GrantRow).values(suspended_on=stopped, left_on=left))
    known = gathered(office, claim_id)
    assert (known.standing.suspended_on, known.standing.left_on) == (stopped, left)
    assert known.team[0].until_on == left


def test_a_red_letter_is_known_by_the_number_it_names(office: Office) -> None:
    spec = a_spec(FIRST)
    claim_id = upload(office, draw(spec))
    upload(
        office, draw(red_letter(a_spec("26112000000000000077"), "26112000000000000078", AT.date()))
    )
    assert gathered(office, claim_id).red_letters == ()
    upload(office, draw(red_letter(spec, SECOND, date(2026, 3, 5))))
    known = gathered(office, claim_id)
    assert known.red_letters == (RedLetter(SECOND, date(2026, 3, 5), Decimal("-1060.00")),)


def test_purchases_nearby_are_those_of_the_seller_within_a_month(office: Office) -> None:
    day = date(2026, 2, 20)
    claim_id = upload(office, an_invoice(FIRST, issued_on=day))
    numbers = {}
    for place, days in enumerate((-SPLIT_DAYS, -SPLIT_DAYS - 1, 0, 3)):
        number = f"2611200000000001000{place}"
        content = an_invoice(
            number, issued_on=day + timedelta(days=days), amount=f"{200 + days}.00"
        )
        numbers[days] = number, upload(office, content)
    stranger = replace(a_spec(SECOND), seller=STRANGER)
    upload(office, draw(stranger))
    withdrawn = upload(office, an_invoice("26112000000000019999", amount="7.00"))
    with changing(office, withdrawn) as (session, claim):
        claims.withdraw(session, office.maker, withdrawn, claim.version)
    nearby = gathered(office, claim_id).nearby
    assert [each.invoice_number for each in nearby] == [numbers[n][0] for n in (-SPLIT_DAYS, 0, 3)]
    assert nearby[-1] == Nearby(
        "BX2026-00005", numbers[3][0], day + timedelta(days=3), Decimal("215.18")
    )


def test_what_is_usual_is_told_by_the_claims_handed_in(office: Office) -> None:
    ids = [
        upload(office, an_invoice(f"2611200000000000000{n}", amount=f"{n}00.00")) for n in (1, 2)
    ]
    other = replace(a_spec("26112000000000000009", amount="100.00"), seller=STRANGER)
    ids.append(upload(office, draw(other)))
    assert gathered(office, ids[0]).usual is None  # none of them is handed in
    for claim_id in ids:
        change(office, claim_id, Change(category=Category.RND, explanation="已核对"))
        submit(office, claim_id)
    newest = upload(office, an_invoice("26112000000000000003"))
    usual = Usual(3, Decimal("212.00"), Decimal("0.7500"))
    assert gathered(office, newest).usual == usual
    assert gathered(office, ids[1]).usual == Usual(2, Decimal("106.00"), Decimal("0.5000"))
    change(office, newest, Change(category=Category.CONF))
    assert gathered(office, newest).usual is None


def test_money_that_came_back_from_the_seller_is_known(office: Office) -> None:
    claim_id = upload(office, an_invoice(issued_on=date(2026, 2, 20)))
    lines = (
        (date(2026, 2, 19), Decimal("50.00"), SELLER.name),
        (date(2026, 2, 20), Decimal("300.00"), SELLER.name),
        (date(2026, 3, 2), Decimal("-300.00"), SELLER.name),
        (date(2026, 3, 3), Decimal("400.00"), NAME),
    )
    with office.database.transaction(office.employer_id) as session:
        connection = session.connection()
        new = NewStatement(
            account_number="1109012345678901",
            from_day=date(2026, 2, 1),
            to_day=date(2026, 3, 9),
            opening=Decimal("0.00"),
            closing=Decimal("450.00"),
            lines=tuple(NewLine(day, amount, name) for day, amount, name in lines),
            sha256="0" * 64,
            file_name="流水.csv",
        )
        kept = book.book_of(connection, office.employer_id)
        statements.import_statement(connection, kept, new, str(office.maker.user_id))
    assert gathered(office, claim_id).refunds == (Refund(date(2026, 2, 20), Decimal("300.00")),)


def test_costs_before_approval_are_added_up_for_one_of_them(office: Office) -> None:
    early = APPROVED_ON - timedelta(days=10)
    first = upload(office, an_invoice(FIRST, issued_on=early, amount="100.00"))
    second = upload(office, an_invoice(SECOND, amount="200.00"))
    third = upload(office, an_invoice("26112000000000000003", amount="300.00"))
    change(office, third, Change(cost_on=early))
    assert gathered(office, first).standing.pre_project_claimed == Decimal("318.00")
    assert gathered(office, third).standing.pre_project_claimed == Decimal("106.00")
    assert gathered(office, second).standing.pre_project_claimed == Decimal("0.00")


@pytest.mark.parametrize(("number", "expected"), [(None, [Sameness.FILE]), (SECOND, [])])
def test_one_file_holds_two_invoices_where_two_numbers_are_read(
    office: Office, number: str | None, expected: list[Sameness]
) -> None:
    claim_id = upload(office, an_invoice(FIRST))
    other_id = beside(office, claim_id, number)
    assert [each.same for each in gathered(office, claim_id).others] == expected
    assert [each.same for each in gathered(office, other_id).others] == expected


def beside(office: Office, claim_id: UUID, number: str | None) -> UUID:
    """Claim another invoice of the file of a claim, of which this number was read."""
    with changing(office, claim_id) as (session, claim):
        first = session.get_one(InvoiceRow, claim.invoice_id)
        record = first.record | {"invoice_number": number, "seller_name": None}
        invoice = InvoiceRow(
            employer_id=first.employer_id, original_id=first.original_id, key=None,
            kind=first.kind, number=number, total=first.total, record=record, read_at=AT,
        )  # fmt: skip
        session.add(invoice)
        session.flush()
        rendition = RenditionRow(
            employer_id=first.employer_id, invoice_id=invoice.id,
            original_id=first.original_id, arrived_at=AT, record=None,
        )  # fmt: skip
        other = ClaimRow(
            employer_id=claim.employer_id, number="BX2026-90000", grant_id=claim.grant_id,
            agreement_id=claim.agreement_id, invoice_id=invoice.id, amount=claim.amount,
            statement="", explanation="", evidence=[], state="draft", outcome="review",
            made_by=claim.made_by, made_at=AT,
        )  # fmt: skip
        session.add_all([rendition, other])
        session.flush()
        return other.id


def test_a_withdrawn_claim_is_no_other_claim(office: Office) -> None:
    first = upload(office, an_invoice(FIRST))
    second = upload(office, draw(replace(a_spec(SECOND))))
    same = gathered(office, second).others
    assert [(each.same, each.state) for each in same] == [(Sameness.CONTENT, ClaimState.DRAFT)]
    with changing(office, first) as (session, claim):
        claims.withdraw(session, office.maker, first, claim.version)
    assert gathered(office, second).others == ()
