"""核减: a checker allows a claim in part; the rest is free again and claimed by nobody else."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service import readings
from service.actions import claims, cuts
from service.actions.cuts import Cuts, NewCut
from service.demo.drawing import draw
from service.messages import Forbidden, Refused
from service.permissions import Actor
from service.tables import ClaimRow, InvoiceRow
from tests.service.office import Office, a_spec, an_invoice, approve_and_pay
from tests.service.test_claims import change, money, row, submit, upload

WHY = "其中一项与项目无关，由单位承担。"


def handed_in(office: Office) -> UUID:
    claim_id = upload(office, an_invoice()).claim_id
    submit(office, claim_id)
    return claim_id


def cut(
    office: Office, claim_id: UUID, amount: str, line: int = 1, actor: Actor | None = None
) -> None:
    version = row(office, claim_id).version
    new = NewCut(line=line, amount=Decimal(amount), reason=WHY)
    with office.database.transaction(office.employer_id) as session:
        cuts.cut(session, actor or office.checker, claim_id, version, new)


def cuts_of(office: Office, claim_id: UUID) -> Cuts:
    with office.database.transaction(office.employer_id) as session:
        claim = session.get_one(ClaimRow, claim_id)
        invoice = readings.of(session, session.get_one(InvoiceRow, claim.invoice_id))
        return cuts.of(session, claim, invoice)


def test_what_is_cut_is_neither_paid_nor_kept(office: Office) -> None:
    claim_id = handed_in(office)
    cut(office, claim_id, "60.00")
    assert row(office, claim_id).amount == Decimal("1000.00")
    assert money(office).reserved == Decimal("1000.00")
    approve_and_pay(office, claim_id)
    after = money(office)
    assert (after.spent, after.reserved) == (Decimal("1000.00"), Decimal("0.00"))
    made = cuts_of(office, claim_id)
    assert made.claimed == Decimal("1060.00")
    assert [(each.line, each.amount, each.reason, each.by) for each in made.cuts] == [
        (1, Decimal("60.00"), WHY, office.checker.name)
    ]
    assert "芯片封装测试费" in made.cuts[0].name


def test_several_cuts_add_up(office: Office) -> None:
    claim_id = handed_in(office)
    cut(office, claim_id, "60.00")
    cut(office, claim_id, "100.00", line=0)
    assert row(office, claim_id).amount == Decimal("900.00")
    assert cuts_of(office, claim_id).claimed == Decimal("1060.00")


@pytest.mark.parametrize(
    ("amount", "line", "said"),
    [
        ("1060.00", 0, "不小于列支金额"),
        ("0.00", 0, "大于零"),
        ("1.005", 0, "大于零"),
        ("NaN", 0, "大于零"),
        ("60.00", 2, "没有第 2 行"),
        ("60.00", -1, "没有第 -1 行"),
    ],
)
def test_what_cannot_be_cut_is_refused(office: Office, amount: str, line: int, said: str) -> None:
    claim_id = handed_in(office)
    with pytest.raises(Refused, match=said):
        cut(office, claim_id, amount, line)
    assert row(office, claim_id).amount == Decimal("1060.00")


def test_a_line_is_not_cut_below_nothing(office: Office) -> None:
    spec = a_spec("26112000000123456789", amount="100.00")
    two = replace(spec, lines=(*spec.lines, replace(spec.lines[0], amount="900.00", tax="54.00")))
    claim_id = upload(office, draw(two)).claim_id
    change(office, claim_id, claims.Change(explanation="两次测试，单价不同。"))
    submit(office, claim_id)
    cut(office, claim_id, "106.00")
    with pytest.raises(Refused, match="不能再核减"):
        cut(office, claim_id, "0.01")
    cut(office, claim_id, "0.01", line=2)


def test_a_cut_has_a_reason(office: Office) -> None:
    claim_id = handed_in(office)
    version = row(office, claim_id).version
    new = NewCut(line=1, amount=Decimal(60), reason=" ")
    with office.database.transaction(office.employer_id) as session, pytest.raises(Refused):
        cuts.cut(session, office.checker, claim_id, version, new)


def test_nobody_cuts_an_own_claim_or_one_that_is_not_waiting(office: Office) -> None:
    claim_id = handed_in(office)
    with pytest.raises(Refused):
        cut(office, claim_id, "60.00", actor=office.maker)
    approve_and_pay(office, claim_id)
    with pytest.raises((Refused, Forbidden)):
        cut(office, claim_id, "60.00")


def test_a_claim_given_back_may_ask_for_the_whole_again(office: Office) -> None:
    claim_id = handed_in(office)
    cut(office, claim_id, "60.00")
    with office.database.transaction(office.employer_id) as session:
        version = row(office, claim_id).version
        claims.return_(session, office.checker, claim_id, version, "请补充说明。")
    assert money(office).reserved == Decimal("0.00")
    assert cuts_of(office, claim_id).cuts == ()
    version = row(office, claim_id).version
    with office.database.transaction(office.employer_id) as session:
        wanted = claims.Change(amount=Decimal("1060.00"))
        claims.change(session, office.maker, claim_id, version, wanted)
    later = replace(office.maker, at=office.maker.at + timedelta(hours=1))
    submit(office, claim_id, later)
    assert row(office, claim_id).amount == Decimal("1060.00")


def test_what_was_cut_is_not_claimed_by_another(office: Office) -> None:
    claim_id = handed_in(office)
    cut(office, claim_id, "60.00")
    claim = row(office, claim_id)
    copied = text(
        "insert into claim (employer_id, number, grant_id, agreement_id, invoice_id, amount,"
        " statement, explanation, evidence, state, outcome, made_by, made_at, version)"
        " select employer_id, 'BX-OTHER', grant_id, agreement_id, invoice_id, 60, '', '', '{}',"
        " 'draft', 'review', made_by, made_at, 1 from claim where id = :id"
    )
    with (
        pytest.raises(DBAPIError, match="exceed its total"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(copied, {"id": claim.id})


def test_the_database_lowers_a_claim_by_a_cut_alone(office: Office) -> None:
    claim_id = handed_in(office)
    lowered = text("update claim set amount = amount - 1 where id = :id")
    with (
        pytest.raises(DBAPIError, match="its facts stay"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(lowered, {"id": claim_id})
