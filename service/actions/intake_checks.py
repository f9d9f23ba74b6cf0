"""Checking the claims of a file anew, by what is known by now: its row says the new verdict."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from compliance.claim_states import MENDABLE
from compliance.facts import ClaimState
from service.actions import claims, intake_batches, intake_views
from service.actions.intake_views import FileView
from service.messages import N_, Refused
from service.permissions import Actor
from service.tables import ClaimRow

_HANDED_IN = N_("这个文件的报销申请已经提交，不能在这里重新检查；请打开申请查看结论。")


def check_again(session: Session, actor: Actor, file_id: UUID) -> FileView:
    """Check the claims that a file made, where their maker can still change them."""
    row = intake_batches.own_file(session, actor, file_id)
    answer = row.answer or {"claims": [], "refusals": []}
    checked = [_checked(session, actor, record) for record in answer["claims"]]
    if not any(is_new for _, is_new in checked):
        raise Refused(_HANDED_IN)
    row.answer = {**answer, "claims": [record for record, _ in checked]}
    row.outcome = intake_views.outcome_of(row.answer)
    row.changed_at = actor.at
    session.flush()
    return intake_views.file_view(row)


def _checked(
    session: Session, actor: Actor, record: Mapping[str, Any]
) -> tuple[dict[str, Any], bool]:
    claim = session.get_one(ClaimRow, UUID(record["id"]))
    if record["already"] or ClaimState(claim.state) not in MENDABLE:
        return dict(record), False
    verdict = claims.check_again(session, actor, claim)
    findings = [finding.to_record() for finding in verdict.findings]
    fresh = {"outcome": verdict.outcome.value, "findings": findings, "amount": str(claim.amount)}
    return {**record, **fresh}, True
