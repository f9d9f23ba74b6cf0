"""申诉 end to end: raised, answered by two people of the Center; meanwhile the claim waits."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import cast
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from compliance.categories import Category
from compliance.decision import Decision, Outcome
from compliance.procedures.appeal import APPEAL
from service.actions import (
    appeals,
    claim_views,
    claims,
    corrections,
    inbox_views,
    proceeding_views,
    proceedings,
    replaying,
)
from service.actions.appeal_views import AppealView
from service.actions.appeals import NewAppeal
from service.actions.claims import Change
from service.actions.proceedings import NewCase
from service.actions.replaying import Replayed
from service.db import CENTER
from service.messages import Forbidden, Invalid, NotFound, Refused
from service.pages.case_kinds import PAGES
from service.permissions import Actor
from service.tables import AppealRow, DecisionRow, MoveRow, ProceedingRow
from tests.service import neighbour
from tests.service.office import AT, Office, an_invoice
from tests.service.test_claims import MEAL, approve, change, row, submit, upload

GROUNDS = "这是会议当天的工作餐，会议通知和签到表已随附。"


PROPOSED = text(
    "insert into proceeding_step (employer_id, proceeding_id, kind, number, source, action,"
    " target, actor_id, actor_name, actor_role, at, article, reason) values (:employer, :case,"
    " 'appeal', 1, 'raised', 'propose_grant', 'granting', :actor, 'x', 'center_auditor',"
    " now(), 'x', 'x')"
)


@dataclass
class Appeal:
    """A claim that was appealed for, and the people who may act."""

    office: Office
    claim: UUID
    case: UUID

    def act(self, actor: Actor, action: str, reason: str = "", day: int = 0) -> None:
        """Press a button of the case."""
        on = replace(actor, at=AT + timedelta(days=day))
        with self.office.database.transaction(actor.employer_id or CENTER) as session:
            steps = session.get_one(ProceedingRow, self.case).steps
            said = {"reason": reason}
            PAGES["appeal"].steps[action].do(session, on, self.case, steps, said)

    @property
    def state(self) -> str:
        with self.office.database.transaction(CENTER) as session:
            return session.get_one(ProceedingRow, self.case).state

    @property
    def verdict(self) -> DecisionRow:
        with self.office.database.transaction(CENTER) as session:
            query = select(DecisionRow).where(DecisionRow.claim_id == self.claim)
            return session.scalars(query.order_by(DecisionRow.serial.desc()).limit(1)).one()


def kept_rulings(verdict: DecisionRow) -> list[dict[str, object]]:
    return cast("list[dict[str, object]]", verdict.facts["rulings"])


def blocked(office: Office) -> UUID:
    return upload(office, an_invoice(name=MEAL)).claim_id


def place_of(office: Office, claim_id: UUID, rule: str = "negative_list_respected") -> int:
    with office.database.transaction(office.employer_id) as session:
        findings = claim_views.claim_page(session, office.maker, claim_id).decision.findings
    return next(place for place, each in enumerate(findings) if each.rule == rule)


def raised(office: Office, claim_id: UUID, place: int | None, grounds: str = GROUNDS) -> Appeal:
    version = row(office, claim_id).version
    new = NewAppeal(claim_id=claim_id, version=version, place=place, grounds=grounds)
    with office.database.transaction(office.employer_id) as session:
        return Appeal(office, claim_id, appeals.raise_appeal(session, office.maker, new))


@pytest.fixture
def appeal(office: Office) -> Appeal:
    claim_id = blocked(office)
    return raised(office, claim_id, place_of(office, claim_id))


def test_the_rows_in_the_database_are_the_table(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        rows = session.scalars(select(MoveRow).where(MoveRow.kind == APPEAL.name)).all()
    assert {(r.source, r.action, r.role, r.target, r.not_by) for r in rows} == {
        (line.source.value, line.action, role.value, line.target.value, line.not_by)
        for line in APPEAL.transitions
        for role in line.roles
    }
    assert PAGES["appeal"].steps.keys() == {line.action for line in APPEAL.transitions}


def test_a_ruling_lets_the_claim_pass_and_every_later_verdict_cites_it(appeal: Appeal) -> None:
    office = appeal.office
    appeal.act(office.auditor, "propose_grant", "会议用餐，标准以内。")
    with pytest.raises(Forbidden, match="另一人"):
        appeal.act(office.auditor, "grant")
    appeal.act(office.manager, "grant")
    assert appeal.state == "granted"
    verdict = appeal.verdict
    assert [each["case"] for each in kept_rulings(verdict)] == ["申诉2026-001"]
    cited = [each.message.text() for each in Decision.from_record(verdict.result).findings]
    assert any("申诉 申诉2026-001" in sentence for sentence in cited)
    said = Change(category=Category.CONF, explanation="会议材料随附。")
    assert change(office, appeal.claim, said) is Outcome.REVIEW
    submit(office, appeal.claim)
    approve(office, appeal.claim)
    assert row(office, appeal.claim).state == "approved"


def test_what_was_decided_before_and_after_a_ruling_is_decided_again(appeal: Appeal) -> None:
    office = appeal.office
    appeal.act(office.auditor, "propose_grant", "会议用餐。")
    appeal.act(office.manager, "grant")
    with office.database.transaction(CENTER) as session:
        lines = list(replaying.replay(session, office.maker.today, office.maker.today))
    assert len(lines) > 1
    assert {line.result for line in lines} == {Replayed.SAME}


def test_while_an_appeal_is_open_its_claim_stays_as_it_is(appeal: Appeal) -> None:
    office = appeal.office
    version = row(office, appeal.claim).version
    with pytest.raises(Refused, match="正在申诉（申诉2026-001）"):
        submit(office, appeal.claim)
    for do in (
        lambda s: claims.change(s, office.maker, appeal.claim, version, Change()),
        lambda s: claims.withdraw(s, office.maker, appeal.claim, version, "重来"),
        lambda s: corrections.correct(s, office.maker, appeal.claim, version, {}),
    ):
        with (
            pytest.raises(Refused, match="正在申诉"),
            office.database.transaction(office.employer_id) as session,
        ):
            do(session)
    with office.database.transaction(office.employer_id) as session:
        page = claim_views.claim_page(session, office.maker, appeal.claim)
    assert page.appealed
    assert not page.may & {"submit", "withdraw"}


def test_the_database_hands_no_claim_in_round_its_appeal(appeal: Appeal) -> None:
    office = appeal.office
    with (
        pytest.raises(DBAPIError, match="waits for its appeal"),
        office.database.transaction(office.employer_id) as session,
    ):
        session.execute(
            text("update claim set state = 'submitted', submitted_by = made_by where id = :id"),
            {"id": appeal.claim},
        )


def test_an_appeal_that_is_upheld_leaves_the_block_and_is_not_raised_again(appeal: Appeal) -> None:
    office = appeal.office
    appeal.act(office.manager, "propose_uphold", "没有会议，只有用餐。")
    appeal.act(office.auditor, "uphold")
    assert row(office, appeal.claim).outcome == "block"
    with pytest.raises(Refused, match=r"已就这一项作出答复（申诉2026-001）"):
        raised(office, appeal.claim, place_of(office, appeal.claim))


def test_who_appealed_may_take_it_back_and_appeal_again(appeal: Appeal) -> None:
    office = appeal.office
    appeal.act(office.auditor, "propose_uphold", "没有会议。")
    appeal.act(office.maker, "withdraw")
    assert appeal.state == "withdrawn"
    again = raised(office, appeal.claim, place_of(office, appeal.claim))
    assert again.case != appeal.case


def test_an_answer_that_another_person_does_not_share_is_drawn_up_anew(appeal: Appeal) -> None:
    office = appeal.office
    appeal.act(office.auditor, "propose_grant", "会议用餐。")
    with pytest.raises(Invalid, match="理由"):
        appeal.act(office.manager, "send_back")
    appeal.act(office.manager, "send_back", "请核对签到表人数。")
    assert appeal.state == "raised"


def test_the_employer_reads_the_answer_once_it_is_decided(appeal: Appeal) -> None:
    office = appeal.office

    def seen() -> AppealView:
        with office.database.transaction(office.employer_id) as session:
            view = proceeding_views.case(session, office.maker, appeal.case)
        assert isinstance(view.detail, AppealView)
        return view.detail

    assert seen().grounds == GROUNDS
    assert seen().found is not None
    appeal.act(office.auditor, "propose_uphold", "没有会议。")
    assert seen().answer == ""
    appeal.act(office.manager, "uphold")
    assert seen().answer == "没有会议。"


def test_the_days_of_an_appeal_are_facts_of_the_verdict(appeal: Appeal) -> None:
    office = appeal.office
    appeal.act(office.auditor, "propose_grant", "会议用餐。", day=3)
    appeal.act(office.manager, "grant", day=6)
    assert appeal.verdict.facts["days_appealed"] == 6
    assert [each["on"] for each in kept_rulings(appeal.verdict)] == ["2026-03-16"]
    later = replace(office.maker, at=AT + timedelta(days=20))
    version = row(office, appeal.claim).version
    with office.database.transaction(office.employer_id) as session:
        claims.change(session, later, appeal.claim, version, Change())
    assert appeal.verdict.facts["days_appealed"] == 6


def test_no_days_are_gained_by_an_appeal_that_is_taken_back(appeal: Appeal) -> None:
    office = appeal.office
    appeal.act(office.maker, "withdraw", day=9)
    assert change(office, appeal.claim, Change()) is Outcome.BLOCK
    assert appeal.verdict.facts["days_appealed"] == 0


def test_a_fact_is_not_appealed_against(office: Office) -> None:
    claim_id = upload(office, an_invoice(amount="900000.00")).claim_id
    place = place_of(office, claim_id, "within_account_balance")
    with pytest.raises(Refused, match="裁定不能改变"):
        raised(office, claim_id, place)
    with pytest.raises(Refused, match="已经变化"):
        raised(office, claim_id, 99)


def test_an_appeal_says_why(office: Office) -> None:
    claim_id = blocked(office)
    place = place_of(office, claim_id)
    with pytest.raises(Invalid, match="请写明申诉的理由"):
        raised(office, claim_id, place, "  ")
    with pytest.raises(Invalid, match="不能超过 2000 字"):
        raised(office, claim_id, place, "长" * 2001)


def returned(office: Office) -> UUID:
    claim_id = upload(office, an_invoice()).claim_id
    submit(office, claim_id)
    version = row(office, claim_id).version
    with office.database.transaction(office.employer_id) as session:
        claims.return_(session, office.checker, claim_id, version, "请补充验收单")
    return claim_id


def test_the_ground_of_a_return_is_appealed_against(office: Office) -> None:
    appeal = raised(office, returned(office), None, "测试服务没有验收单，合同约定以报告为准。")
    appeal.act(office.auditor, "propose_grant", "合同约定以报告为准，退回理由不成立。")
    appeal.act(office.manager, "grant")
    with office.database.transaction(office.employer_id) as session:
        (told,) = claim_views.claim_page(session, office.checker, appeal.claim).appeals
    assert told.granted
    assert told.returned_for == "请补充验收单"
    assert told.answer == "合同约定以报告为准，退回理由不成立。"
    assert appeal.verdict.facts["rulings"] == []
    submit(office, appeal.claim)
    with pytest.raises(Refused, match="不是草稿"):
        raised(office, appeal.claim, None)


def test_a_draft_was_not_returned(office: Office) -> None:
    with pytest.raises(Refused, match="没有被退回"):
        raised(office, blocked(office), None)


def test_the_same_return_is_answered_once(office: Office) -> None:
    appeal = raised(office, returned(office), None)
    appeal.act(office.auditor, "propose_uphold", "验收单是必须的。")
    appeal.act(office.manager, "uphold")
    with pytest.raises(Refused, match="不能再次申诉"):
        raised(office, appeal.claim, None)


def test_nothing_is_ruled_about_a_claim_that_is_over(appeal: Appeal) -> None:
    office = appeal.office
    with office.database.transaction(CENTER) as session:
        session.execute(
            text("update claim set state = 'withdrawn' where id = :id"), {"id": appeal.claim}
        )
    with pytest.raises(Refused, match="已经冻结或作废"):
        appeal.act(office.auditor, "propose_grant", "会议用餐。")
    with office.database.transaction(CENTER) as session:
        case = session.get_one(ProceedingRow, appeal.case)
        assert appeals.shut(session, case) == {"propose_grant", "grant"}
    said = {"employer": office.employer_id, "case": appeal.case, "actor": office.auditor.user_id}
    with (
        pytest.raises(DBAPIError, match="not there to be ruled about"),
        office.database.transaction(CENTER) as session,
    ):
        session.execute(PROPOSED, said)


def test_an_appeal_stays_as_it_was_raised(appeal: Appeal) -> None:
    office = appeal.office
    for changed in ("update appeal set grounds = 'x'", "delete from appeal"):
        with (
            pytest.raises(DBAPIError),
            office.database.transaction(CENTER) as session,
        ):
            session.execute(text(changed))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"finding": None, "returned_for": "没有"}, "was not returned"),
        ({"finding": {"rule": "x", "severity": "block"}}, "no newest verdict"),
        ({"amount": 1}, "cannot be appealed for now"),
    ],
)
def test_the_database_keeps_no_appeal_without_its_ground(
    appeal: Appeal, wrong: dict[str, object], said: str
) -> None:
    office = appeal.office
    appeal.act(office.maker, "withdraw")
    with pytest.raises(DBAPIError, match=said):
        appeal_anyhow(appeal, wrong)


def appeal_anyhow(appeal: Appeal, wrong: dict[str, object]) -> None:
    office = appeal.office
    with office.database.transaction(CENTER) as session:
        about = session.get_one(AppealRow, (office.employer_id, appeal.case))
        kept = {each.name: getattr(about, each.name) for each in AppealRow.__table__.columns}
        another = proceedings.open_case(session, office.maker, another_case(office))
        session.add(AppealRow(**(kept | {"proceeding_id": another.id} | wrong)))


def another_case(office: Office) -> NewCase:
    return NewCase(
        machine=APPEAL, series="申诉", title="另一件", employer_id=office.employer_id,
        grant_id=office.grant_id,
    )  # fmt: skip


def test_another_employer_sees_nothing_of_it(appeal: Appeal) -> None:
    stranger = neighbour.beside(appeal.office)
    with (
        pytest.raises(NotFound),
        appeal.office.database.transaction(stranger.employer_id) as session,
    ):
        proceeding_views.case(session, stranger.maker, appeal.case)


def test_whoever_answers_is_told(appeal: Appeal) -> None:
    office = appeal.office
    with office.database.transaction(CENTER) as session:
        told, _ = inbox_views.messages(session, office.auditor, str, waiting=True, page=1)
    assert "申诉2026-001" in {each.number for each in told}


def test_the_maker_is_told_of_the_answer(appeal: Appeal) -> None:
    office = appeal.office
    appeal.act(office.auditor, "propose_uphold", "没有会议。")
    assert told(office, office.maker) == []
    appeal.act(office.manager, "uphold")
    assert told(office, office.maker) == [("申诉2026-001", "中心已答复，请按答复办理")]
    assert told(office, office.auditor) == []


def told(office: Office, actor: Actor) -> list[tuple[str, str]]:
    with office.database.transaction(actor.employer_id or CENTER) as session:
        found, _ = inbox_views.messages(session, actor, str, waiting=True, page=1)
    return [(each.number, each.to_do) for each in found if each.number.startswith("申诉")]
