"""A red letter that comes after a claim was posted (golden case 13)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import func, select

from ledger import book
from ledger.events import Occasion
from ledger.journal import EntryId
from service.actions import afterwards, claims
from service.actions.afterwards import Wrong
from service.demo.drawing import draw
from service.demo.invoices import InvoiceSpec, red_letter
from service.messages import Refused
from service.permissions import Actor
from service.tables import ClaimRow, DecisionRow
from tests.service.browsing import Web
from tests.service.office import Office, a_spec, approve_and_pay
from tests.service.test_facts import approve, submit, upload

BLUE, RED = "26112000000000000001", "26112000000000000002"
SPEC = a_spec(BLUE)
LATER = timedelta(days=3)
SENTENCE = f"这张发票已被红字发票 {RED} 全额冲销（依据第二十六条）。"


def in_some_days(actor: Actor) -> Actor:
    return replace(actor, at=actor.at + LATER)


def red_arrives(office: Office, of: InvoiceSpec = SPEC) -> None:
    later = replace(office, maker=in_some_days(office.maker))
    upload(later, draw(red_letter(of, RED, date(2026, 3, 11))))


def posted(office: Office) -> UUID:
    claim_id = upload(office, draw(SPEC))
    submit(office, claim_id)
    approve_and_pay(office, claim_id)
    return claim_id


def wrongs(office: Office) -> tuple[Wrong, ...]:
    with office.database.transaction(office.employer_id) as session:
        return afterwards.wrongs(session, in_some_days(office.maker))


def row(office: Office, claim_id: UUID) -> ClaimRow:
    with office.database.transaction(office.employer_id) as session:
        return session.get_one(ClaimRow, claim_id)


def decisions(office: Office, claim_id: UUID) -> list[str]:
    with office.database.transaction(office.employer_id) as session:
        query = select(DecisionRow.outcome).where(DecisionRow.claim_id == claim_id)
        return list(session.scalars(query.order_by(DecisionRow.serial)))


def test_a_posted_claim_is_decided_anew_and_the_desk_says_what_to_do(office: Office) -> None:
    claim_id = posted(office)
    before = row(office, claim_id)
    assert wrongs(office) == ()
    red_arrives(office)
    assert decisions(office, claim_id) == ["pass", "pass", "pass", "pass", "block"]
    assert (row(office, claim_id).outcome, row(office, claim_id).version) == (
        "pass",
        before.version,
    )
    (wrong,) = wrongs(office)
    assert (wrong.claim_id, wrong.number) == (claim_id, before.number)
    assert [finding.message.text() for finding in wrong.findings] == [SENTENCE]
    assert wrong.findings[0].remedy.text() == "请使用重新开具的发票；已列支的，请办理冲销。"


def test_what_was_taken_back_in_the_book_waits_no_longer(office: Office) -> None:
    claim_id = posted(office)
    red_arrives(office)
    entry = row(office, claim_id).entry_id
    assert entry is not None
    with office.database.transaction(office.employer_id) as session:
        occasion = Occasion(
            key="taken back", effective_on=date(2026, 3, 12), actor=str(office.maker.user_id),
            approver=str(office.checker.user_id), memo="红字冲销",
        )  # fmt: skip
        book.reverse(session.connection(), EntryId(entry), occasion)
    assert wrongs(office) == ()


def test_a_submitted_claim_is_no_longer_approved(office: Office) -> None:
    claim_id = upload(office, draw(SPEC))
    submit(office, claim_id)
    red_arrives(office)
    assert row(office, claim_id).outcome == "block"
    assert wrongs(office) == ()
    with pytest.raises(Refused, match=f"现在不能通过：这张发票已被红字发票 {RED}"):
        approve(office, claim_id)


def test_a_draft_turns_red_at_once_and_a_withdrawn_claim_stays(office: Office) -> None:
    withdrawn = upload(office, draw(SPEC))
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, withdrawn).version
        claims.withdraw(session, office.maker, withdrawn, version)
    draft = upload(office, draw(SPEC))
    red_arrives(office)
    assert row(office, draft).outcome == "block"
    assert decisions(office, withdrawn) == ["pass"]


def test_a_red_letter_that_leaves_enough_is_no_wrong(office: Office) -> None:
    claim_id = upload(office, draw(SPEC))
    with office.database.transaction(office.employer_id) as session:
        claim = session.get_one(ClaimRow, claim_id)
        claims.change(
            session, office.maker, claim_id, claim.version, claims.Change(amount=Decimal("100.00"))
        )
    submit(office, claim_id)
    approve_and_pay(office, claim_id)
    red_arrives(office, a_spec(BLUE, amount="500.00"))
    assert decisions(office, claim_id)[-1] == "pass"
    assert wrongs(office) == ()


def test_any_other_voucher_leaves_posted_claims_alone(office: Office) -> None:
    claim_id = posted(office)
    upload(office, draw(a_spec("26112000000000000009", amount="77.00")))
    with office.database.transaction(office.employer_id) as session:
        count = select(func.count()).where(DecisionRow.claim_id == claim_id)
        assert session.scalar(count) == 4


def test_the_desk_shows_what_was_found_after_posting(office: Office, web: Web) -> None:
    claim_id = posted(office)
    maker = web.client("maker")
    assert "入账后发现的问题" not in maker.get("/desk").text
    red_arrives(office)
    page = maker.get("/desk").text
    assert "入账后发现的问题" in page
    assert SENTENCE in page
    assert f'href="/claims/{claim_id}"' in page
