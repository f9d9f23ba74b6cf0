"""批量导出 (Art. 34): an export of many rows is asked for by one person, allowed by another.

Whoever asked downloads it within a day; each download is in the trail and in the access log.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from service import audit
from service.actions import need_to_know
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import BulkExportRow, UserRow

ARTICLE: Final = "第三十四条"
ASKED_MOST: Final = 1000
REASON_MOST: Final = 500
APPROVED, DECLINED = "approved", "declined"
GOOD_FOR: Final = timedelta(days=1)
LISTED: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class NewExport:
    """What is to leave: the export, its address with all filters, its rows, and why."""

    what: str
    asked: str
    rows: int
    purpose: str


@dataclass(frozen=True, slots=True)
class ExportView:
    """A request in the list; `open_until`: as long as the requester may download."""

    row: BulkExportRow
    requester: str
    decider: str
    may_decide: bool
    open_until: datetime | None


def ask(session: Session, actor: Actor, new: NewExport) -> UUID:
    """Ask for an export, with a purpose that says something."""
    if len(new.asked) > ASKED_MOST:
        raise Invalid(N_("导出条件太长，请减少筛选条件后再申请。"))
    row = BulkExportRow(
        what=new.what, asked=new.asked, row_count=new.rows,
        purpose=need_to_know.checked(new.purpose), requested_by=actor.user_id,
        requested_at=actor.at, reason="",
    )  # fmt: skip
    session.add(row)
    _record(session, actor, row, "request_export", row.purpose)
    return row.id


def decide(session: Session, actor: Actor, export_id: UUID, decision: str, reason: str) -> None:
    """Allow an export or not; never one's own, and with a reason where it is not."""
    row = session.get(BulkExportRow, export_id, with_for_update=True)
    if row is None:
        raise NotFound(N_("没有这项批量导出申请。"))
    if row.decision is not None:
        raise Refused(N_("这项批量导出申请已经办理。"), ARTICLE)
    if row.requested_by == actor.user_id:
        raise Forbidden(N_("批量导出由您申请，请由另一人批准。"), ARTICLE)
    said = reason.strip()[:REASON_MOST]
    if decision == DECLINED and not said:
        raise Invalid(N_("不批准的，请写明理由。"))
    row.decision, row.decided_by, row.decided_at, row.reason = (
        decision, actor.user_id, actor.at, said,
    )  # fmt: skip
    action = "approve_export" if decision == APPROVED else "decline_export"
    _record(session, actor, row, action, said)


def take(session: Session, actor: Actor, asked: str) -> str | None:
    """Give the purpose for which the actor may download this now, and note it; None: not yet."""
    row = session.scalars(
        select(BulkExportRow)
        .where(
            BulkExportRow.requested_by == actor.user_id,
            BulkExportRow.asked == asked,
            BulkExportRow.decision == APPROVED,
            BulkExportRow.decided_at > actor.at - GOOD_FOR,
        )
        .order_by(BulkExportRow.decided_at.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    _record(session, actor, row, "take_export", row.purpose)
    return row.purpose


def requests(session: Session, actor: Actor) -> list[ExportView]:
    """List the latest requests of everybody, the undecided first."""
    asked_by, decided_by = aliased(UserRow), aliased(UserRow)
    query = (
        select(BulkExportRow, asked_by.name, decided_by.name)
        .join(asked_by, asked_by.id == BulkExportRow.requested_by)
        .outerjoin(decided_by, decided_by.id == BulkExportRow.decided_by)
        .order_by(BulkExportRow.decision.is_not(None), BulkExportRow.requested_at.desc())
        .limit(LISTED)
    )
    return [
        _view(actor, row, requester, decider or "")
        for row, requester, decider in session.execute(query)
    ]


def waiting_count(session: Session, actor: Actor) -> int:
    """Count what waits for the actor to allow it or not."""
    query = select(func.count()).where(
        BulkExportRow.decision.is_(None), BulkExportRow.requested_by != actor.user_id
    )
    return session.scalar(query) or 0


def _view(actor: Actor, row: BulkExportRow, requester: str, decider: str) -> ExportView:
    mine = row.requested_by == actor.user_id
    until = None
    if mine and row.decision == APPROVED and row.decided_at is not None:
        ends = row.decided_at + GOOD_FOR
        until = ends if ends > actor.at else None
    return ExportView(row, requester, decider, row.decision is None and not mine, until)


def _record(session: Session, actor: Actor, row: BulkExportRow, action: str, reason: str) -> None:
    session.flush()
    step = Step(
        action=action, subject="bulk_export", subject_id=row.id, employer_id=None,
        target=str(row.row_count), article=ARTICLE, reason=reason or None,
    )  # fmt: skip
    audit.record(session, actor, step)
