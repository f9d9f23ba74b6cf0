"""劳务费、讲课费发放表: a voucher of our own, taxed over the month, numbers masked."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from reports.fee_sheet import FeeSheet
from service.actions import claim_views, claims, fee_sheet_views, fee_sheets, papers
from service.actions.fee_sheets import NewFee, NewFeeSheet
from service.messages import Invalid, NotFound, Refused
from service.tables import AuditRow, ClaimRow, FeeRow, FeeSheetRow
from tests.service.neighbour import beside
from tests.service.office import Office
from tests.service.test_claims import row

CARD, OTHER_CARD = "11010519491231002X", "440524188001010014"
EXPERT = NewFee(
    name="陶景明", id_number=CARD, work="讲课费", amount=Decimal(2400), hours=Decimal(4)
)


def a_sheet(office: Office, **changes: object) -> NewFeeSheet:
    sheet = NewFeeSheet(
        grant_id=office.grant_id, kind="lecture", category="CONF", title="可靠性工程方法讲座",
        held_on=date(2026, 3, 6), after_tax=True, fees=(EXPERT,),
    )  # fmt: skip
    return replace(sheet, **changes)  # type: ignore[arg-type]  # by the name of each field


def draw_up(office: Office, **changes: object) -> UUID:
    return fee_sheets.draw_up(office.desk, office.maker, a_sheet(office, **changes))


def sheet_of(office: Office, claim_id: UUID) -> tuple[UUID, FeeSheet]:
    with office.database.transaction(office.employer_id) as session:
        found = fee_sheet_views.of(session, session.get_one(ClaimRow, claim_id))
    assert found is not None
    return found.id, found.sheet


def test_an_expert_who_is_to_receive_2400_costs_2800(office: Office) -> None:
    claim_id = draw_up(office)
    claim = row(office, claim_id)
    assert (claim.amount, claim.category, claim.cost_on) == (
        Decimal("2800.00"), "CONF", date(2026, 3, 6),
    )  # fmt: skip
    _, sheet = sheet_of(office, claim_id)
    (fee,) = sheet.fees
    assert (fee.gross, fee.tax, fee.net) == (Decimal(2800), Decimal(400), Decimal(2400))
    assert (sheet.number, fee.id_number) == ("劳务2026-001", "11**************2X")


def test_a_sheet_is_a_voucher_that_can_be_handed_in_with_its_papers(office: Office) -> None:
    claim_id = draw_up(office)
    assert row(office, claim_id).outcome == "review"  # the notice is missing
    papers.attach(office.desk, office.maker, claim_id, "meeting_notice", "通知.pdf", b"%PDF-1.4 n")
    assert row(office, claim_id).outcome == "pass"
    with office.database.transaction(office.employer_id) as session:
        claims.submit(session, office.maker, claim_id, row(office, claim_id).version)
        page = claim_views.claim_page(session, office.checker, claim_id)
    assert page.invoice.kind == "fee_sheet"
    assert page.invoice.rows[0]["id_no"] == "11**************2X"


def test_the_voucher_on_file_never_shows_a_whole_number(office: Office) -> None:
    claim_id = draw_up(office)
    with office.database.transaction(office.employer_id) as session:
        file = claim_views.original_file(session, office.desk.originals, office.maker, claim_id)
        (record,) = [
            page.invoice.to_record()
            for page in [claim_views.claim_page(session, office.maker, claim_id)]
        ]
    assert file.name == "劳务2026-001.pdf"
    assert CARD not in str(record)


def test_what_a_person_gets_twice_in_a_month_is_taxed_as_one(office: Office) -> None:
    draw_up(office)
    _, sheet = sheet_of(office, draw_up(office, after_tax=False))
    (fee,) = sheet.fees
    # 2,800 and 2,400 are taxed as 5,200: 832, of which 400 were withheld before
    assert (fee.gross, fee.tax, fee.net) == (Decimal(2400), Decimal(432), Decimal(1968))


def test_a_sheet_whose_claim_was_withdrawn_does_not_count_in_the_month(office: Office) -> None:
    claim_id = draw_up(office)
    with office.database.transaction(office.employer_id) as session:
        claims.withdraw(session, office.maker, claim_id, row(office, claim_id).version)
    _, sheet = sheet_of(office, draw_up(office))
    assert sheet.fees[0].tax == Decimal("400.00")


def test_whoever_has_the_numbers_printed_says_why_and_is_in_the_trail(office: Office) -> None:
    sheet_id, _ = sheet_of(office, draw_up(office))
    with office.database.transaction(office.employer_id) as session:
        name, content = fee_sheet_views.to_sign(session, office.checker, sheet_id, "发放签领")
        (step,) = session.scalars(select(AuditRow).where(AuditRow.action == "reveal_fee_sheet"))
        assert (step.actor_name, step.reason) == (office.checker.name, "发放签领")
    assert (name, content[:5]) == ("劳务2026-001.pdf", b"%PDF-")
    with office.database.transaction(office.employer_id) as session, pytest.raises(Invalid):
        fee_sheet_views.to_sign(session, office.checker, sheet_id, "  ")


def test_another_employer_has_nothing_printed(office: Office) -> None:
    sheet_id, _ = sheet_of(office, draw_up(office))
    other = beside(office).maker
    with office.database.transaction(other.employer) as session, pytest.raises(NotFound):
        fee_sheet_views.to_sign(session, other, sheet_id, "看看")


def test_the_selectee_is_not_paid_by_it(office: Office) -> None:
    claim_id = draw_up(office, fees=(replace(EXPERT, name="林知行"),))
    assert row(office, claim_id).outcome == "block"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "gift"}, "只能用于"),
        ({"category": "RND"}, "只能用于"),
        ({"fees": ()}, "至少一位"),
        ({"held_on": date(2026, 3, 11)}, "尚未发生"),
        ({"title": " "}, "事由"),
        ({"fees": (replace(EXPERT, id_number="110105194912310021"),)}, "证件号码不对"),
        ({"fees": (replace(EXPERT, amount=Decimal(0)),)}, "大于零"),
        ({"fees": (replace(EXPERT, amount=Decimal("NaN")),)}, "大于零"),
        ({"fees": (EXPERT, replace(EXPERT, name="方可"))}, "出现了两次"),
    ],
)
def test_what_cannot_be_is_refused(
    office: Office, changes: Mapping[str, object], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        draw_up(office, **changes)


def test_two_people_have_two_rows_and_one_claim(office: Office) -> None:
    other = replace(EXPERT, name="方可", id_number=OTHER_CARD, amount=Decimal(800), hours=None)
    claim_id = draw_up(office, fees=(EXPERT, other), kind="consulting")
    assert row(office, claim_id).amount == Decimal("3600.00")
    _, sheet = sheet_of(office, claim_id)
    assert [fee.id_number for fee in sheet.fees] == ["11**************2X", "44**************14"]


def test_the_database_keeps_a_sheet_to_its_sums(office: Office) -> None:
    sheet_id, _ = sheet_of(office, draw_up(office))
    one = Decimal("1.00")
    more = FeeRow(
        employer_id=office.employer_id, sheet_id=sheet_id, position=9, name="某人",
        id_number=OTHER_CARD, work="讲课费", hours=None, gross=one, tax=Decimal(0), net=one,
    )  # fmt: skip
    with (
        pytest.raises(IntegrityError, match="does not add up"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.add(more)


def test_an_invoice_is_no_sheet(office: Office) -> None:
    draw_up(office)
    with office.database.transaction(office.employer_id) as session:
        claim = session.scalars(select(ClaimRow)).one()
        (sheet,) = session.scalars(select(FeeSheetRow))
        assert claim.invoice_id == sheet.invoice_id
