"""What the application role cannot do even by SQL: jump states, forge facts, skip the ledger."""

from decimal import Decimal

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from compliance.facts import ClaimState
from compliance.procedures.claim import CLAIM
from service.db import CENTER
from service.tables import ClaimRow, MoveRow
from tests.service.office import AT, Office, an_invoice
from tests.service.test_claim_guards import share
from tests.service.test_claims import submit, upload

PATHS = {  # how the database itself lets a claim come into each state that has no entry
    ClaimState.DRAFT: [],
    ClaimState.SUBMITTED: ["submitted"],
    ClaimState.RETURNED: ["submitted", "returned"],
    ClaimState.APPROVED: ["submitted", "approved"],
    ClaimState.FROZEN: ["submitted", "frozen"],
    ClaimState.REJECTED: ["submitted", "rejected"],
    ClaimState.WITHDRAWN: ["withdrawn"],
}
PROCEDURE = ("cannot become", "is closed", "stays")


def move(session: Session, office: Office, target: str) -> None:
    """Write a state with all that its columns ask for."""
    claim = session.scalars(select(ClaimRow)).one()
    values: dict[str, object] = {"state": target}
    frozen = {"frozen_from": claim.state, "frozen_on": AT.date()}
    values |= frozen if target == "frozen" else dict.fromkeys(frozen)
    if target == "submitted" and claim.submitted_by is None:
        values["submitted_by"] = office.maker.user_id
    if target == "approved":
        values["approved_by"] = office.checker.user_id
    if target == "returned":
        values["approved_by"] = None
    if target in {"posted", "paid"}:
        values["entry_id"] = 1
    if target == "paid":
        values |= {
            "paid_by": office.cashier.user_id, "paid_at": AT, "paid_on": AT.date(),
            "bank_slip": "1", "payment_entry_id": 1,
        }  # fmt: skip
    session.execute(
        update(ClaimRow).values(values), execution_options={"synchronize_session": False}
    )
    session.expire_all()


def by_sql(office: Office, statement: str, **values: object) -> None:
    with office.database.transaction(office.employer_id) as session:
        session.execute(text(statement), values)


def refusal(session: Session, office: Office, target: ClaimState) -> str:
    """Try to move the claim; give the database's words when it refuses."""
    trial = session.begin_nested()
    try:
        move(session, office, target.value)
    except DBAPIError as error:
        return str(error.orig)
    else:
        return ""
    finally:
        trial.rollback()


def test_the_database_knows_the_procedure_of_a_claim(office: Office) -> None:
    upload(office, an_invoice())
    for state, path in PATHS.items():
        allowed = {step.target for step in CLAIM.leaving(state)}
        if state is ClaimState.FROZEN:  # back to where it was frozen only
            allowed = {ClaimState.SUBMITTED, ClaimState.WITHDRAWN}
        with office.database.transaction(CENTER) as session:
            whole = session.begin_nested()
            for step in path:
                move(session, office, step)
            for target in set(ClaimState) - {state}:
                words = refusal(session, office, target)
                refused = any(said in words for said in PROCEDURE)
                assert refused == (target not in allowed), (state, target, words)
            whole.rollback()


def test_the_database_has_the_table_of_a_claim(office: Office) -> None:
    with office.database.transaction(office.employer_id) as session:
        rows = session.scalars(select(MoveRow).where(MoveRow.kind == "claim")).all()
        kept = {(row.source, row.action, row.role, row.target, row.not_by) for row in rows}
    assert kept == {
        (each.source, each.action, role.value, each.target, each.not_by)
        for each in CLAIM.transitions
        for role in each.roles
    }


def test_only_the_center_freezes_and_releases(office: Office) -> None:
    taken = upload(office, an_invoice())
    submit(office, taken.claim_id)
    with office.database.transaction(office.employer_id) as session:
        assert "by the Center" in refusal(session, office, ClaimState.FROZEN)
    with office.database.transaction(CENTER) as session:
        move(session, office, "frozen")
    with office.database.transaction(office.employer_id) as session:
        for target in (ClaimState.SUBMITTED, ClaimState.WITHDRAWN):
            assert "by the Center" in refusal(session, office, target)


def test_a_claim_begins_as_a_draft(office: Office) -> None:
    upload(office, an_invoice())
    copy = (
        "insert into claim select gen_random_uuid(), employer_id, 'BX-2', grant_id, agreement_id,"
        " invoice_id, category, category_reason, 1, cost_on, '', '', '{}', 'submitted', outcome,"
        " made_by, made_at, made_by, made_at, null, null, null, 1 from claim"
    )
    with pytest.raises(DBAPIError, match="cannot become submitted"):
        by_sql(office, copy)


def test_a_claim_is_posted_only_with_its_entry(office: Office) -> None:
    taken = upload(office, an_invoice())
    submit(office, taken.claim_id)
    with office.database.transaction(office.employer_id) as session:
        move(session, office, "approved")
        for target in (ClaimState.POSTED, ClaimState.PAID):
            assert "not in the ledger" in refusal(session, office, target)


@pytest.mark.parametrize("words", ["evidence = '{agenda}'", "explanation = 'another'"])
def test_what_eased_a_verdict_stays_after_submission(office: Office, words: str) -> None:
    taken = upload(office, an_invoice())
    submit(office, taken.claim_id)
    with pytest.raises(DBAPIError, match="facts stay"):
        by_sql(office, f"update claim set {words}")  # noqa: S608  # words above


def test_a_negative_draft_makes_no_room_for_more_than_the_invoice(office: Office) -> None:
    taken = upload(office, an_invoice())
    share(office, taken.claim_id, Decimal(-1000))
    with pytest.raises(DBAPIError, match="exceed its total"):
        share(office, taken.claim_id, Decimal(1000))


def test_nothing_is_submitted_on_an_invoice_without_a_total(office: Office) -> None:
    upload(office, an_invoice())
    blank = (
        "with blank as (insert into invoice (employer_id, original_id, kind, record, read_at)"
        " select employer_id, original_id, kind, record, read_at from invoice"
        " returning id, employer_id)"
        " insert into claim select gen_random_uuid(), c.employer_id, 'BX-2', grant_id,"
        " agreement_id, blank.id, category, category_reason, 1, cost_on, '', '', '{}', 'draft',"
        " outcome, made_by, made_at, made_by, made_at, null, null, null, 1 from claim c, blank"
    )
    with office.database.transaction(office.employer_id) as session:
        session.execute(text(blank))
    with pytest.raises(DBAPIError, match="no total"):
        by_sql(office, "update claim set state = 'submitted' where number = 'BX-2'")


OUT_OF_ORDER = {
    "amount": "update instalment set amount = 1",
    "people": "update instalment set approved_by = :b, sent_by = :a where state = 'received'",
    "leap": (
        "update instalment set state = 'received', approved_by = :a, sent_by = :b,"
        " sent_on = now(), received_by = :a, received_on = now() where state = 'planned'"
    ),
    "birth": (
        "insert into instalment select gen_random_uuid(), employer_id, agreement_id, grant_id, 9,"
        " amount, due_on, 'approved', :a from instalment where state = 'planned'"
    ),
}


def test_an_instalment_keeps_its_amount_its_order_and_its_people(office: Office) -> None:
    for statement in OUT_OF_ORDER.values():
        with pytest.raises(DBAPIError, match="cannot become"):
            by_sql(office, statement, a=office.auditor.user_id, b=office.manager.user_id)


def test_an_instalment_is_sent_only_with_its_entry(office: Office) -> None:
    approved = "update instalment set state = 'approved', approved_by = :a where state = 'planned'"
    by_sql(office, approved, a=office.auditor.user_id)
    sent = (
        "update instalment set state = 'sent', sent_by = :b, sent_on = now(), center_entry_id = 1"
        " where state = 'approved'"
    )
    with pytest.raises(DBAPIError, match="not in the ledger"):
        by_sql(office, sent, b=office.manager.user_id)


FIXED = (
    "agreement set approved_on = '2020-01-01'",
    "agreement_budget set amount = 1",
    "talent_grant set number = 'x'",
    "employer set uscc = '91110108MA01234538'",
    "dedicated_account set account_number = '12345678'",
    "user_account set role = 'employer_checker'",
    "former_name set name = 'x'",
)


def test_what_decisions_rest_on_is_out_of_the_applications_reach(office: Office) -> None:
    for words in FIXED:
        with pytest.raises(DBAPIError, match="permission denied"):
            by_sql(office, f"update {words}")
