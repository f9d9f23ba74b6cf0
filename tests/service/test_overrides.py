"""What may be let pass, by whom, and what nobody may."""

from uuid import UUID

import pytest
from sqlalchemy import select

from compliance.categories import Category
from compliance.decision import Decision
from service.actions import claims
from service.actions.claims import Change
from service.messages import Invalid, Refused
from service.tables import AuditRow, ClaimRow, DecisionRow
from tests.service.office import Office, an_invoice
from tests.service.test_facts import change, upload

FITTING_OUT = "*建筑服务*办公室装修"  # NL-05: two people may let it pass
PENALTY = "*现代服务*违约金"  # NL-01: nobody may
WHY = "任务书第三章列有实验室改造，预算表第 12 行，见附件。"
REASON = "已对照任务书原件第 12 行。"


def submit(office: Office, claim_id: UUID) -> None:
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim_id).version
        claims.submit(session, office.maker, claim_id, version)


def approve(office: Office, claim_id: UUID, confirmation: str = "") -> None:
    with office.database.transaction(office.employer_id) as session:
        version = session.get_one(ClaimRow, claim_id).version
        claims.approve(session, office.checker, claim_id, version, confirmation)


def explained(office: Office, name: str) -> UUID:
    claim_id = upload(office, an_invoice(name=name))
    change(office, claim_id, Change(category=Category.RND, explanation=WHY))
    return claim_id


def test_what_two_people_may_let_pass_is_submitted_with_an_explanation_only(
    office: Office,
) -> None:
    claim_id = upload(office, an_invoice(name=FITTING_OUT))
    change(office, claim_id, Change(category=Category.RND))
    with pytest.raises(Refused, match="请先填写说明再提交"):
        submit(office, claim_id)
    change(office, claim_id, Change(category=Category.RND, explanation=WHY))
    submit(office, claim_id)


def test_what_nobody_may_let_pass_is_not_submitted_whatever_the_explanation(
    office: Office,
) -> None:
    claim_id = explained(office, PENALTY)
    with pytest.raises(Refused, match=r"不能提交：.*罚款违约"):
        submit(office, claim_id)


@pytest.mark.parametrize("confirmation", ["", " \n "])
def test_the_checker_confirms_with_a_reason_of_their_own(office: Office, confirmation: str) -> None:
    claim_id = explained(office, FITTING_OUT)
    submit(office, claim_id)
    with pytest.raises(Refused, match=r"须由复核人写明确认理由才能通过：.*基建装修"):
        approve(office, claim_id, confirmation)


def test_the_confirmation_stays_on_the_claim_and_in_the_trail(office: Office) -> None:
    claim_id = explained(office, FITTING_OUT)
    submit(office, claim_id)
    approve(office, claim_id, f" {REASON} ")
    with office.database.transaction(office.employer_id) as session:
        assert session.get_one(ClaimRow, claim_id).confirmation == REASON
        trail = select(AuditRow.reason).where(AuditRow.action == "approve_claim")
        assert session.scalars(trail).one() == REASON


def test_a_confirmation_has_its_length(office: Office) -> None:
    claim_id = explained(office, FITTING_OUT)
    submit(office, claim_id)
    with pytest.raises(Invalid, match="确认理由不能超过 2000 字"):
        approve(office, claim_id, "长" * 2001)


def test_a_sound_claim_needs_no_confirmation(office: Office) -> None:
    claim_id = upload(office, an_invoice())
    submit(office, claim_id)
    approve(office, claim_id)
    with office.database.transaction(office.employer_id) as session:
        assert session.get_one(ClaimRow, claim_id).confirmation == ""
        newest = session.scalars(select(DecisionRow).order_by(DecisionRow.serial.desc())).first()
        assert newest is not None
        verdict = Decision.from_record(newest.result)
    assert verdict.final == verdict.to_explain == verdict.to_confirm == ()
