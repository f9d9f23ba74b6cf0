"""Which negative list a claim is judged by, when its agreement has several versions."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from service.actions import money
from service.actions.claims import Change
from service.db import CENTER
from service.messages import Invalid
from service.tables import AgreementRow, DecisionRow
from tests.service.loaded_texts import LIST, a_list, a_row, keep
from tests.service.office import Office, an_agreement, an_invoice
from tests.service.test_claims import change, upload

OTHER = "haidian-2026"
AMENDED_ON = date(2026, 2, 1)


@pytest.fixture
def amended(office: Office) -> Office:
    """An office whose agreement names another list from the first of February 2026 on."""
    with office.database.transaction(CENTER) as session:
        keep(session, a_row(office, a_list(OTHER, replaces=None), version=OTHER))
        first = session.scalars(select(AgreementRow)).one()
        session.add(
            AgreementRow(
                employer_id=first.employer_id, grant_id=first.grant_id, number=first.number,
                version=2, approved_on=first.approved_on, signed_on=AMENDED_ON,
                ends_on=first.ends_on, negative_list=OTHER, recorded_at=first.recorded_at,
            )
        )  # fmt: skip
    return office


def judged_by(office: Office, claim_id: UUID) -> str:
    """Give the version of the list of the newest decision of a claim."""
    with office.database.transaction(office.employer_id) as session:
        facts = session.scalars(
            select(DecisionRow.facts)
            .where(DecisionRow.claim_id == claim_id)
            .order_by(DecisionRow.serial.desc())
            .limit(1)
        ).one()
    return str(facts["texts"]["negative_list"]).partition("@")[0]  # type: ignore[index]  # facts are JSON


def test_costs_before_the_amendment_keep_the_list_of_before(amended: Office) -> None:
    taken = upload(amended, an_invoice(issued_on=date(2026, 1, 31)))
    assert judged_by(amended, taken.claim_id) == LIST


def test_costs_from_the_day_of_the_amendment_on_meet_its_list(amended: Office) -> None:
    taken = upload(amended, an_invoice(issued_on=AMENDED_ON))
    assert judged_by(amended, taken.claim_id) == OTHER
    assert taken.verdict.outcome.value == "block"


def test_the_day_of_the_cost_counts_before_that_of_the_invoice(amended: Office) -> None:
    taken = upload(amended, an_invoice(issued_on=AMENDED_ON))
    change(amended, taken.claim_id, Change(cost_on=date(2026, 1, 31)))
    assert judged_by(amended, taken.claim_id) == LIST


def test_an_agreement_names_a_list_that_is_at_hand(office: Office) -> None:
    with (
        pytest.raises(Invalid, match="没有版本为 haidian-2026 的负面清单"),
        office.database.transaction(CENTER) as session,
    ):
        money._check_agreement(session, named(office, OTHER))  # noqa: SLF001  # before a grant is found
    with office.database.transaction(CENTER) as session:
        keep(session, a_row(office, a_list(OTHER, replaces=None), version=OTHER))
        money._check_agreement(session, named(office, OTHER))  # noqa: SLF001  # likewise


def named(office: Office, version: str) -> money.NewAgreement:
    return replace(an_agreement(office.grant_id), negative_list=version)
