"""What people do with a whole sheet: hand in, approve, give back, pay; all of it or nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from compliance.claim_states import MENDABLE
from service.actions import claims, expense_reports, paying
from service.actions.paying import Slip
from service.messages import N_, Invalid, Refused, Sayable
from service.permissions import Actor
from service.tables import ClaimRow

PAYABLE: Final = frozenset({"approved", "posted"})  # to the payee; back to the employer
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

    return _Deed(session, actor, "submit_sheet").each(report_id, seen, MENDABLE, act)


def approve(
    session: Session, actor: Actor, report_id: UUID, seen: Seen, confirmations: Mapping[UUID, str]
) -> int:
    """Approve all that was handed in, each with the reason of the checker's own where it needs one.

    Raises `SheetRefusedError` with the reasons, and nothing is approved, where one may not be.
    """

    def act(claim: ClaimRow, version: int) -> None:
        claims.approve(session, actor, claim.id, version, confirmations.get(claim.id, ""))

    return _Deed(session, actor, "approve_sheet").each(report_id, seen, {"submitted"}, act)


def give_back(session: Session, actor: Actor, report_id: UUID, seen: Seen, reason: str) -> int:
    """Give a whole sheet back to its maker, with one reason for all of it."""
    if not reason.strip():
        raise Invalid(N_("请写明退回原因：经办人要知道改什么。"))

    def act(claim: ClaimRow, version: int) -> None:
        claims.return_(session, actor, claim.id, version, reason)

    deed = _Deed(session, actor, "return_sheet", reason.strip())
    return deed.each(report_id, seen, {"submitted"}, act)


def pay(  # what an action is told, and whom the slip paid
    session: Session, actor: Actor, report_id: UUID, seen: Seen, slip: Slip, state: str = ""
) -> int:
    """Pay by one slip all that waits in one state: to the sellers, or back to the employer.

    `state` may be left out where all that waits for a payment stands in the same one.
    """
    row = expense_reports.find(session, actor, report_id)
    states = payable(expense_reports.members(session, row))
    if not state and len(states) > 1:
        raise Refused(
            N_(
                "报销单 {number} 上有付给收款方的，也有归还单位垫付的，是两笔付款："
                "请按各自的银行回单分别登记。"
            ),
            number=row.number,
        )

    def act(claim: ClaimRow, version: int) -> None:
        paying.pay(session, actor, claim.id, version, slip)

    deed = _Deed(session, actor, "pay_sheet", slip.number.strip())
    return deed.each(report_id, seen, {state} & states if state else states, act)


def payable(members: Sequence[tuple[object, ClaimRow]]) -> frozenset[str]:
    """Name the states in which claims of a sheet wait for a payment."""
    return PAYABLE & {claim.state for _, claim in members}


@dataclass(frozen=True, slots=True)
class _Deed:
    """What somebody does with a whole sheet; `said` stands in its history."""

    session: Session
    actor: Actor
    action: str
    said: str = ""

    def each(
        self,
        report_id: UUID,
        seen: Seen,
        states: "frozenset[str] | set[str]",
        act: Callable[[ClaimRow, int], None],
    ) -> int:
        """Take the step with every claim in one of the states, locked in order; or with none."""
        row = expense_reports.find(self.session, self.actor, report_id)
        expense_reports.lock(self.session, row)
        found = [claim for _, claim in expense_reports.members(self.session, row)]
        wanted = sorted(
            (claim for claim in found if claim.state in states), key=lambda claim: claim.number
        )
        if not wanted:
            raise Refused(
                N_("报销单 {number} 上没有可以这样办理的申请，请刷新页面。"), number=row.number
            )
        if any(claim.id not in seen for claim in wanted):
            raise Refused(N_("报销单 {number} 刚被他人改过，请刷新页面后再办。"), number=row.number)
        refused = [*self._refusals(wanted, seen, act)]
        if refused:
            raise SheetRefusedError(refused)
        expense_reports.record(self.session, self.actor, row, self.action, self.said)
        return len(wanted)

    def _refusals(
        self, wanted: Sequence[ClaimRow], seen: Seen, act: Callable[[ClaimRow, int], None]
    ) -> Iterator[Sayable]:
        for claim in wanted:
            try:
                with self.session.begin_nested():
                    act(claim, seen[claim.id])
            except Refused as reason:
                yield reason.sentence
