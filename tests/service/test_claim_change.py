"""What a maker says of a claim is held against what can be true."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from compliance.facts import Event, EventKind
from service.actions.claims import Change
from service.db import CENTER
from service.messages import Invalid
from service.tables import AgreementRow, ClaimRow, PlanItemRow
from tests.service.office import Office, an_invoice
from tests.service.test_facts import agreement_of, change, upload

MEETING = Event(kind=EventKind.MEETING, rate="MEETING_3", people=20, units=Decimal("1.5"))


def refused(office: Office, wanted: Change) -> str:
    claim_id = upload(office, an_invoice())
    with pytest.raises(Invalid) as refusal:
        change(office, claim_id, wanted)
    return refusal.value.sentence.text()


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (Change(explanation="长" * 2001), "说明不能超过 2000 字，请精简。"),
        (Change(statement="长" * 2001), "说明不能超过 2000 字，请精简。"),
        (Change(payee="长" * 101), "收款方、验收人和地点须写成一行，且不超过 100 字。"),
        (Change(acceptor="钱\n验收"), "收款方、验收人和地点须写成一行，且不超过 100 字。"),
        (
            Change(event=replace(MEETING, place="怀\u200b柔")),
            "收款方、验收人和地点须写成一行，且不超过 100 字。",
        ),
        (Change(evidence=frozenset({"nothing"})), "没有名为 nothing 的材料种类。"),
        (Change(amount=Decimal("0.001")), "列支金额最多两位小数。"),
        (
            Change(event=replace(MEETING, rate="MEETING_9")),
            "没有名为 MEETING_9 的标准，请从列表中选择。",
        ),
        (
            Change(event=replace(MEETING, people=10_001)),
            "人数不能超过 10000，天数或小时数不能超过 1000。",
        ),
        (
            Change(event=replace(MEETING, units=Decimal("1000.5"))),
            "人数不能超过 10000，天数或小时数不能超过 1000。",
        ),
        (
            Change(event=replace(MEETING, units=Decimal("0.7"))),
            "天数或小时数以半为单位，例如 1.5。",
        ),
        (
            Change(plan_item_id=UUID(int=5)),
            "所选事项不在本任务书的培养方案内，请重新选择。",
        ),
    ],
)
def test_what_cannot_be_so_is_refused(office: Office, wanted: Change, sentence: str) -> None:
    assert refused(office, wanted) == sentence


def test_an_item_of_another_agreement_is_refused(office: Office) -> None:
    mine = agreement_of(office)
    with office.database.transaction(CENTER) as session:
        other = AgreementRow(
            employer_id=mine.employer_id, grant_id=mine.grant_id, number=mine.number, version=9,
            approved_on=mine.approved_on, signed_on=mine.signed_on, ends_on=mine.ends_on,
            negative_list=mine.negative_list, recorded_at=mine.recorded_at,
        )  # fmt: skip
        session.add(other)
        session.flush()
        item = PlanItemRow(
            employer_id=mine.employer_id, agreement_id=other.id, number=1, title="别的事项"
        )
        session.add(item)
        session.flush()
        item_id = item.id
    claim_id = upload(office, an_invoice())
    with office.database.transaction(office.employer_id) as session:
        claim = session.get_one(ClaimRow, claim_id)
        assert claim.agreement_id == other.id  # the newest counts for new claims
        claim.agreement_id = mine.id
    with pytest.raises(Invalid, match="不在本任务书"):
        change(office, claim_id, Change(plan_item_id=item_id))
