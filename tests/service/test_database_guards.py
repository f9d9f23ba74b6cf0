"""What the application role cannot do even by SQL: jump states, forge facts, skip the ledger."""

from decimal import Decimal

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from compliance.facts import ClaimState
from compliance.procedures.claim import CLAIM
from tests.service.office import Office, an_invoice
from tests.service.test_claim_guards import share
from tests.service.test_claims import submit, upload

MOVE = text("update claim set state = :state, submitted_by = coalesce(submitted_by, made_by)")
SIGNED = text("update claim set approved_by = :checker, entry_id = 1, state = 'posted'")
PATHS = {  # how the database itself lets a claim come into each state
    ClaimState.DRAFT: [],
    ClaimState.SUBMITTED: ["submitted"],
    ClaimState.RETURNED: ["submitted", "returned"],
    ClaimState.WITHDRAWN: ["withdrawn"],
}


def by_sql(office: Office, statement: str, **values: object) -> None:
    with office.database.transaction(office.employer_id) as session:
        session.execute(text(statement), values)


def refusal(session: Session, office: Office, target: ClaimState) -> str:
    """Try to move the claim; give the database's words when it refuses."""
    trial = session.begin_nested()
    try:
        if target is ClaimState.POSTED:
            session.execute(SIGNED, {"checker": office.checker.user_id})
        else:
            session.execute(MOVE, {"state": target.value})
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
        with office.database.transaction(office.employer_id) as session:
            whole = session.begin_nested()
            for step in path:
                session.execute(MOVE, {"state": step})
            for target in set(ClaimState) - {state}:
                words = refusal(session, office, target)
                refused = "cannot become" in words or "is closed" in words
                assert refused == (target not in allowed), (state, target, words)
            whole.rollback()


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
        assert "not in the ledger" in refusal(session, office, ClaimState.POSTED)


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
