"""What stands between a claim and a mistake: changed facts, two at once, shares, the database."""

import threading
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import make_transient
from typing_extensions import override

from compliance import library
from compliance.decision import Outcome, replay
from importers.invoice import Invoice
from importers.sandbox import ReaderPool, read_once
from service.actions import claims, intake, paying, register
from service.actions.claims import Change
from service.db import CENTER
from service.demo.drawing import draw
from service.demo.lines import line
from service.messages import Invalid, NotFound, Refused
from service.tables import ClaimRow, DecisionRow, OriginalRow
from tests.service.office import AT, SELLER, SLIP, Office, a_spec, an_invoice, approve_and_pay
from tests.service.test_claims import approve, change, money, row, submit, upload

THREADS = 6


def test_a_claim_of_nobody_is_not_found(office: Office) -> None:
    with (
        pytest.raises(NotFound),
        office.database.transaction(office.employer_id) as session,
    ):
        claims.submit(session, office.maker, uuid4(), 1)


def test_what_became_wrong_after_submission_is_not_approved(office: Office) -> None:
    taken = upload(office, an_invoice())
    submit(office, taken.claim_id)
    with office.database.transaction(CENTER) as session:
        register.rename_employer(
            session, office.manager, office.employer_id, "北京星河智造有限公司", date(2026, 1, 1)
        )
    with pytest.raises(Refused, match="现在不能通过"):
        approve(office, taken.claim_id)
    assert row(office, taken.claim_id).state == "submitted"


def share(office: Office, claim_id: UUID, amount: Decimal) -> UUID:
    """Put a second share of the same invoice beside a claim, as a cover sheet will."""
    with office.database.transaction(office.employer_id) as session:
        other = session.get_one(ClaimRow, claim_id)
        session.expunge(other)
        make_transient(other)
        other.id, other.number, other.amount = uuid4(), f"BX2026-{amount}", amount
        session.add(other)
        session.flush()
        return other.id


def test_shares_of_an_invoice_together_never_exceed_it(office: Office) -> None:
    taken = upload(office, an_invoice())
    change(office, taken.claim_id, Change(amount=Decimal(600)))
    share(office, taken.claim_id, Decimal(460))
    with pytest.raises(Refused, match="不能重复列支"):
        change(office, taken.claim_id, Change(amount=Decimal("600.01")))
    with pytest.raises(DBAPIError, match="exceed its total"):
        share(office, taken.claim_id, Decimal("0.01"))


def test_many_uploads_of_one_invoice_at_once_make_one_claim(office: Office) -> None:
    content = an_invoice()
    taken: list[intake.Taken] = []
    start = threading.Barrier(THREADS)

    def take(place: int) -> None:
        start.wait()
        taken.append(upload(office, content + b"\n%" + str(place % 3).encode() + b"\n"))

    threads = [threading.Thread(target=take, args=(place,)) for place in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({each.claim_id for each in taken}) == 1
    assert sorted(each.already for each in taken) == [False] + [True] * (THREADS - 1)


def test_many_payments_at_once_post_once(office: Office) -> None:
    taken = upload(office, an_invoice())
    submit(office, taken.claim_id)
    approve(office, taken.claim_id)
    version = row(office, taken.claim_id).version
    posted: list[int] = []
    refused: list[Refused] = []
    start = threading.Barrier(THREADS)

    def try_payment() -> None:
        start.wait()
        try:
            with office.database.transaction(office.employer_id) as session:
                entry = paying.pay(session, office.cashier, taken.claim_id, version, SLIP)
                posted.append(entry)
        except Refused as refusal:
            refused.append(refusal)

    threads = [threading.Thread(target=try_payment) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(posted), len(refused)) == (1, THREADS - 1)
    assert money(office).spent == Decimal("1060.00")


def test_a_decision_is_replayed_from_its_stored_facts(office: Office) -> None:
    taken = upload(office, an_invoice(name="*餐饮服务*餐费"))
    with office.database.transaction(office.employer_id) as session:
        (kept,) = session.query(DecisionRow).filter_by(claim_id=taken.claim_id)
    again = replay(kept.facts, kept.rulebook_version, library.installed())
    assert again.outcome is Outcome.BLOCK
    assert again.to_record() == kept.result


def by_sql(office: Office, claim_id: UUID, **values: object) -> None:
    with office.database.transaction(office.employer_id) as session:
        session.execute(update(ClaimRow).where(ClaimRow.id == claim_id).values(**values))


def test_the_database_itself_wants_three_people_each_of_their_own_role(office: Office) -> None:
    taken = upload(office, an_invoice())
    checker, cashier = office.checker.user_id, office.cashier.user_id
    by_sql(office, taken.claim_id, state="submitted", submitted_by=checker)
    for hand in (office.maker.user_id, cashier):
        with pytest.raises(DBAPIError, match="approved by a checker"):
            by_sql(office, taken.claim_id, state="approved", approved_by=hand)
    with pytest.raises(DBAPIError, match="maker_is_not_checker"):
        by_sql(office, taken.claim_id, state="approved", approved_by=checker)
    other = upload(office, an_invoice("26112000000123456780"))
    by_sql(office, other.claim_id, state="submitted", submitted_by=cashier)
    by_sql(office, other.claim_id, state="approved", approved_by=checker)
    with pytest.raises(DBAPIError, match="paid by a cashier"):
        by_sql(office, other.claim_id, state="paid", paid_by=checker)
    with pytest.raises(DBAPIError, match="maker_is_not_payer"):
        by_sql(
            office, other.claim_id, state="paid", paid_by=cashier, paid_at=AT, paid_on=AT.date(),
            bank_slip="1", payment_entry_id=1, entry_id=1,
        )  # fmt: skip


def test_the_facts_of_a_submitted_claim_stay_even_by_sql(office: Office) -> None:
    taken = upload(office, an_invoice())
    submit(office, taken.claim_id)
    with (
        pytest.raises(DBAPIError, match="facts stay"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(update(ClaimRow).where(ClaimRow.id == taken.claim_id).values(amount=1))
    approve_and_pay(office, taken.claim_id)
    with (
        pytest.raises(DBAPIError, match="cannot become draft"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(update(ClaimRow).where(ClaimRow.id == taken.claim_id).values(state="draft"))


def test_what_came_up_after_submission_is_answered_before_approval(office: Office) -> None:
    first = upload(office, an_invoice())
    submit(office, first.claim_id)
    second = upload(office, an_invoice("26112000000123456780"))  # alike but for its number
    change(office, second.claim_id, Change(explanation="两笔业务"))
    submit(office, second.claim_id)
    with pytest.raises(Refused, match="提交后出现了新的"):
        approve(office, first.claim_id)
    approve(office, second.claim_id)


def test_an_answer_about_one_field_answers_for_no_other(office: Office) -> None:
    spec = a_spec("26112000000123456789")
    first = upload(office, draw(spec))
    renamed = draw(replace(spec, seller=replace(SELLER, name="北京明远检测（集团）有限公司")))
    assert upload(office, renamed).already
    change(office, first.claim_id, Change(explanation="销售方更名"))
    submit(office, first.claim_id)
    dearer = replace(spec, lines=(line("*研发和技术服务*测试费", Decimal("9000.00")),))
    assert upload(office, draw(dearer)).already
    with pytest.raises(Refused, match="提交后出现了新的"):
        approve(office, first.claim_id)


def test_a_note_at_submission_is_no_answer_to_what_the_same_rule_finds_later(
    office: Office,
) -> None:
    first = upload(office, an_invoice())
    change(office, first.claim_id, Change(amount=Decimal(600)))
    share(office, first.claim_id, Decimal(460))  # a draft on the same invoice: noted only
    submit(office, first.claim_id)
    alike = upload(office, an_invoice("26112000000123456780"))
    change(office, alike.claim_id, Change(explanation="两笔业务"))
    submit(office, alike.claim_id)
    with pytest.raises(Refused, match=r"提交后出现了新的.*都相同的另一张发票"):
        approve(office, first.claim_id)


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(9999, 12, 31)])
def test_an_invoice_of_whatever_day_is_taken_in_and_judged(office: Office, day: date) -> None:
    taken = upload(office, draw(a_spec("26112000000123456789", issued_on=day)))
    assert taken.verdict.outcome is Outcome.BLOCK
    change(office, taken.claim_id, Change(cost_on=day))


def test_an_amount_is_a_number_in_whole_fen(office: Office) -> None:
    taken = upload(office, an_invoice())
    for amount, words in (("100.005", "两位小数"), ("NaN", "须大于零"), ("Infinity", "须大于零")):
        with pytest.raises(Invalid, match=words):
            change(office, taken.claim_id, Change(amount=Decimal(amount)))


def test_first_claims_at_once_are_numbered_without_gap(office: Office) -> None:
    numbers: list[str] = []
    start = threading.Barrier(THREADS)

    def count() -> None:
        start.wait()
        with office.database.transaction(office.employer_id) as session:
            numbers.append(str(register.next_number(session, office.employer_id, "new")))

    threads = [threading.Thread(target=count) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [str(number) for number in range(1, THREADS + 1)]


def test_a_withdrawn_invoice_taken_in_twice_at_once_is_claimed_once(office: Office) -> None:
    content = an_invoice()
    taken = upload(office, content)
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, taken.claim_id).version
        claims.withdraw(session, office.maker, taken.claim_id, version, "传错项目")
    (invoice,) = read_once("x.pdf", content)
    again: list[bool] = []
    start = threading.Barrier(THREADS)

    class Reader(ReaderPool):
        @override
        def read(self, name: str, content: bytes, *, look: bool = False) -> tuple[Invoice, ...]:
            start.wait()  # all have read before any goes on
            return (invoice,)

    at_once = replace(office, desk=replace(office.desk, readers=Reader(1)))
    threads = [
        threading.Thread(target=lambda: again.append(upload(at_once, content).already))
        for _ in range(THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(again) == [False] + [True] * (THREADS - 1)


@pytest.mark.parametrize("table", [OriginalRow, DecisionRow])
def test_history_is_not_removed(office: Office, table: type[OriginalRow | DecisionRow]) -> None:
    upload(office, an_invoice())
    with (
        pytest.raises(DBAPIError, match="permission denied"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(delete(table))


def test_one_employers_transaction_sees_no_row_of_another(office: Office) -> None:
    upload(office, an_invoice())
    with office.database.transaction(uuid4()) as session:
        for name in ("employer", "claim", "invoice", "original", "talent_grant", "audit_trail"):
            assert session.scalar(text(f"select count(*) from {name}")) == 0  # noqa: S608  # names above


def test_an_agreement_is_needed_before_anything_is_taken_in(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        grant = session.execute(text("select selectee_id, call_id from talent_grant")).one()
        recommender = session.scalar(text("select id from recommender"))
        new = register.NewSelectee(
            name="苏映川", born_on=date(1985, 1, 1), field="新材料", employer_id=office.employer_id,
            recommender_id=recommender, call_id=grant.call_id,
        )  # fmt: skip
        without = register.add_selectee(session, office.manager, new)
    with pytest.raises(NotFound, match="任务书"):
        intake.take_in(office.desk, office.maker, without, "x.pdf", an_invoice())


def test_a_document_that_is_no_voucher_is_named_and_kept(office: Office) -> None:
    from io import BytesIO  # noqa: PLC0415  # only here

    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415  # only here

    file = BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 720, "Itinerary of a trip, not an invoice")
    canvas.save()
    taken = intake.take_in(office.desk, office.maker, office.grant_id, "trip.pdf", file.getvalue())
    assert taken.claims == ()
    assert "不是发票" in taken.refusals[0].text()
    stranger = replace(office.maker, at=office.maker.at)
    with office.database.transaction(office.employer_id) as session:
        kept = session.query(OriginalRow).filter_by(name="trip.pdf").one()
    assert kept.stored_by == stranger.user_id
