"""What people do with a whole sheet: hand in, approve, give back, pay; all of it or nothing."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from compliance.claim_states import MENDABLE
from service.actions import claims, expense_reports, paying
from service.actions.paying import Slip
from service.messages import N_, Invalid, Refused, Sayable
from service.permissions import Actor
from service.tables import ClaimRow

Seen = Mapping[UUID, int]  # the versions of the claims that the reader saw


class SheetRefusedError(Exception):
    """A sheet does not go on: for each claim in the way, why."""

    def __init__(self, reasons: Sequence[Sayable]) -> None:
        super().__init__("; ".join(each.template for each in reasons))
        self.reasons = tuple(reasons)


def submit(session: Session, actor: Actor, report_id: UUID, seen: Seen) -> int:
    """Hand in all claims of a sheet that are not; tell how many these were."""

    def act(claim: ClaimRow, version: int) -> None:
        claims.submit(session, actor, claim.id, version, together=True)

    return _each(session, actor, report_id, seen, MENDABLE, act)


def approve(
    session: Session, actor: Actor, report_id: UUID, seen: Seen, confirmations: Mapping[UUID, str]
) -> int:
    """Approve all that was handed in, each with the reason of the checker's own where it needs one.

    Raises `SheetRefusedError` with the reasons, and nothing is approved, where one may not be.
    """

    def act(claim: ClaimRow, version: int) -> None:
        claims.approve(session, actor, claim.id, version, confirmations.get(claim.id, ""))

    return _each(session, actor, report_id, seen, {"submitted"}, act)


def give_back(session: Session, actor: Actor, report_id: UUID, seen: Seen, reason: str) -> int:
    """Give a whole sheet back to its maker, with one reason for all of it."""
    if not reason.strip():
        raise Invalid(N_("请写明退回原因：经办人要知道改什么。"))

    def act(claim: ClaimRow, version: int) -> None:
        claims.return_(session, actor, claim.id, version, reason)

    return _each(session, actor, report_id, seen, {"submitted"}, act)


def pay(session: Session, actor: Actor, report_id: UUID, seen: Seen, slip: Slip) -> int:
    """Pay all that waits for it by one slip of the bank."""

    def act(claim: ClaimRow, version: int) -> None:
        paying.pay(session, actor, claim.id, version, slip)

    return _each(session, actor, report_id, seen, {"approved", "posted"}, act)


def _each(
    session: Session,
    actor: Actor,
    report_id: UUID,
    seen: Seen,
    states: "frozenset[str] | set[str]",
    act: Callable[[ClaimRow, int], None],
) -> int:
    row = expense_reports.find(session, actor, report_id)
    wanted = [claim for _, claim in expense_reports.members(session, row) if claim.state in states]
    if not wanted:
        raise Refused(
            N_("报销单 {number} 上没有可以这样办理的申请，请刷新页面。"), number=row.number
        )
    refused: list[Sayable] = []
    for claim in wanted:
        if claim.id not in seen:
            raise Refused(N_("报销单 {number} 刚被他人改过，请刷新页面后再办。"), number=row.number)
        try:
            with session.begin_nested():
                act(claim, seen[claim.id])
        except Refused as reason:
            refused.append(reason.sentence)
    if refused:
        raise SheetRefusedError(refused)
    return len(wanted)
