"""原始凭证分割单: shares of one invoice, together the whole, each a claim of its own."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from service.actions import claims, money, register, splitting
from service.actions.splitting import SplitView
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from service.tables import AnnualCallRow, ClaimRow, RecommenderRow, SplitSheetRow
from tests.service.neighbour import beside
from tests.service.office import APPROVED_ON, BUDGET, Office, an_invoice
from tests.service.test_claims import row, submit, upload

TOTAL = Decimal("1060.00")
HOURS = "按两个项目使用的机时分割。"


def second_grant(office: Office) -> UUID:
    """Give another selectee of the same employer a grant with a signed agreement."""
    with office.database.transaction(CENTER) as session:
        call = session.scalars(select(AnnualCallRow.id)).one()
        recommender = session.scalars(select(RecommenderRow.id)).one()
        selectee = register.NewSelectee(
            name="沈若川", born_on=date(1987, 2, 3), field="集成电路",
            employer_id=office.employer_id, recommender_id=recommender, call_id=call,
        )  # fmt: skip
        grant_id = register.add_selectee(session, office.manager, selectee)
        agreement = money.NewAgreement(
            grant_id=grant_id, number="RWS-2025-009", approved_on=APPROVED_ON,
            signed_on=date(2025, 9, 10), ends_on=date(2027, 8, 30),
            negative_list="default-2025", budget=BUDGET,
            instalments=(money.NewInstalment(Decimal(100000), date(2025, 10, 1)),),
        )  # fmt: skip
        money.sign_agreement(session, office.manager, agreement)
    return grant_id


def divide(office: Office, claim_id: UUID, shares: Mapping[UUID, str]) -> UUID:
    version = row(office, claim_id).version
    amounts = {grant: Decimal(amount) for grant, amount in shares.items()}
    with office.database.transaction(office.employer_id) as session:
        return splitting.divide(session, office.maker, claim_id, version, amounts, HOURS)


def sheet_of(office: Office, claim_id: UUID) -> SplitView:
    with office.database.transaction(office.employer_id) as session:
        found = splitting.of(session, session.get_one(ClaimRow, claim_id))
    assert found is not None
    return found


def test_an_invoice_is_shared_sixty_to_forty(office: Office) -> None:
    claim_id, other = upload(office, an_invoice()).claim_id, second_grant(office)
    divide(office, claim_id, {office.grant_id: "636.00", other: "424.00"})
    sheet = sheet_of(office, claim_id)
    assert [each.amount for each in sheet.shares] == [Decimal("636.00"), Decimal("424.00")]
    assert (sheet.number, sheet.total, sheet.voidable) == ("分割2026-001", TOTAL, True)
    mine, beside_it = (each.claim_id for each in sheet.shares)
    assert mine == claim_id
    assert beside_it is not None
    drafted = row(office, beside_it)
    assert (drafted.grant_id, drafted.state, drafted.evidence) == (other, "draft", ["split_sheet"])
    assert row(office, claim_id).outcome == "pass"  # judged alone
    submit(office, claim_id)
    assert sheet_of(office, claim_id).voidable is False


def test_sixty_and_fifty_are_refused_and_nothing_is_changed(office: Office) -> None:
    claim_id, other = upload(office, an_invoice()).claim_id, second_grant(office)
    with pytest.raises(Refused, match="超过票面价税合计"):
        divide(office, claim_id, {office.grant_id: "636.00", other: "530.00"})
    assert row(office, claim_id).amount == TOTAL


def test_what_no_grant_takes_the_employer_bears_itself(office: Office) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    divide(office, claim_id, {office.grant_id: "1000.00"})
    own = sheet_of(office, claim_id).shares[-1]
    assert (own.claim_id, own.amount) == (None, Decimal("60.00"))


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ("1060.00", "不需要分割单"),
        ("0.00", "不大于零"),
        ("10.005", "最多两位小数"),
        ("NaN", "最多两位小数"),
    ],
)
def test_what_is_no_share_is_refused(office: Office, share: str, said: str) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    with pytest.raises(Refused, match=said):
        divide(office, claim_id, {office.grant_id: share})


def test_the_drafts_own_grant_has_a_share_and_the_sheet_a_reason(office: Office) -> None:
    claim_id, other = upload(office, an_invoice()).claim_id, second_grant(office)
    with pytest.raises(Invalid, match="本项目的分摊金额"):
        divide(office, claim_id, {other: "100.00"})
    version = row(office, claim_id).version
    share = {office.grant_id: Decimal(100)}
    with office.database.transaction(office.employer_id) as session, pytest.raises(Invalid):
        splitting.divide(session, office.maker, claim_id, version, share, " ")


def test_a_divided_invoice_is_not_divided_again_before_its_sheet_is_void(office: Office) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    sheet_id = divide(office, claim_id, {office.grant_id: "1000.00"})
    with pytest.raises(Refused, match="已有分割单"):
        divide(office, claim_id, {office.grant_id: "900.00"})
    with office.database.transaction(office.employer_id) as session, pytest.raises(Invalid):
        splitting.void(session, office.maker, sheet_id, "")
    with office.database.transaction(office.employer_id) as session:
        splitting.void(session, office.maker, sheet_id, "机时统计有误。")
    divide(office, claim_id, {office.grant_id: "900.00"})
    with office.database.transaction(office.employer_id) as session, pytest.raises(Refused):
        splitting.void(session, office.maker, sheet_id, "再次作废。")


def test_a_sheet_stays_once_a_share_is_handed_in(office: Office) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    sheet_id = divide(office, claim_id, {office.grant_id: "1000.00"})
    submit(office, claim_id)
    with office.database.transaction(office.employer_id) as session, pytest.raises(Refused):
        splitting.void(session, office.maker, sheet_id, "机时统计有误。")


def test_no_share_is_handed_in_above_what_the_sheet_says(office: Office) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    divide(office, claim_id, {office.grant_id: "1000.00"})
    version = row(office, claim_id).version
    with office.database.transaction(office.employer_id) as session:
        wanted = claims.Change(amount=Decimal("1060.00"))
        claims.change(session, office.maker, claim_id, version, wanted)
    with pytest.raises(Refused, match="分割单"):
        submit(office, claim_id)


def test_another_employer_sees_and_voids_nothing(office: Office) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    sheet_id = divide(office, claim_id, {office.grant_id: "1000.00"})
    other = beside(office).maker
    with office.database.transaction(other.employer) as session, pytest.raises(NotFound):
        splitting.void(session, other, sheet_id, "不是我们的。")
    with office.database.transaction(other.employer) as session, pytest.raises(NotFound):
        splitting.view(session, other, sheet_id)


def test_a_second_claim_of_the_invoice_has_to_go_first(office: Office) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    other = second_grant(office)
    sheet_id = divide(office, claim_id, {office.grant_id: "500.00", other: "400.00"})
    with office.database.transaction(office.employer_id) as session:
        splitting.void(session, office.maker, sheet_id, "机时统计有误。")
    with pytest.raises(Refused, match="也使用了这张发票"):
        divide(office, claim_id, {office.grant_id: "900.00"})


def test_the_database_keeps_a_sheet_whole(office: Office) -> None:
    claim_id = upload(office, an_invoice()).claim_id
    claim = row(office, claim_id)
    with (
        pytest.raises(IntegrityError, match="are not its invoice"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.add(
            SplitSheetRow(
                employer_id=office.employer_id, number="分割2026-009",
                invoice_id=claim.invoice_id, total=TOTAL, reason=HOURS,
                made_by=office.maker.user_id, made_at=office.maker.at, void_reason="",
            )
        )  # fmt: skip
