"""公示异议 (Art. 18): raised, verified by the recommender, settled by a second person.

Money waits until none is open: the notice counts them by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service import audit
from service.actions import need_to_know
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import (
    AnnualCallRow,
    GrantRow,
    ObjectionRow,
    PublicNoticeRow,
    RecommenderRow,
)

ARTICLE = "第十八条"
TEXT_MAX = 4000
UPHELD, DISMISSED = "upheld", "dismissed"
CONCLUSIONS: Final[Mapping[str, str]] = {
    UPHELD: N_("异议成立"),
    DISMISSED: N_("异议不成立"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewObjection:
    """An objection to a notice, against one grant or to the whole list."""

    notice_id: UUID
    grant_id: UUID | None
    raised_on: date
    raised_by: str
    content: str


@dataclass(frozen=True, slots=True)
class ObjectionView:
    """An objection in the list; `mine`: the reader recorded it and does not settle it.

    `known` False: the reader does not handle it and stated no purpose today; who raised it and
    what was said and found stays out of the view.
    """

    id: UUID
    year: int
    grant: str
    raised_on: date
    raised_by: str
    content: str
    verified_by: str
    verified_on: date | None
    finding: str
    conclusion: str | None
    settled_on: date | None
    mine: bool
    known: bool
    purpose: str


def raise_(session: Session, actor: Actor, new: NewObjection) -> UUID:
    """Record an objection that came in while the notice ran."""
    notice = session.get(PublicNoticeRow, new.notice_id, with_for_update=True)
    if notice is None:
        raise NotFound(N_("没有这次公示。"))
    if not (new.raised_by.strip() and new.content.strip()):
        raise Invalid(N_("请填写提出人和异议内容。"))
    if not notice.starts_on <= new.raised_on <= min(notice.ends_on, actor.today):
        raise Refused(
            N_("公示期为 {first} 至 {last}，异议须在公示期内提出。"),
            ARTICLE,
            first=notice.starts_on.isoformat(),
            last=notice.ends_on.isoformat(),
        )
    grant = session.get(GrantRow, new.grant_id) if new.grant_id else None
    if new.grant_id and (grant is None or grant.call_id != notice.call_id):
        raise NotFound(N_("没有这个项目。"))
    row = ObjectionRow(
        notice_id=notice.id,
        grant_number=grant.number if grant else "",
        raised_on=new.raised_on,
        raised_by=new.raised_by.strip(),
        content=new.content.strip()[:TEXT_MAX],
        recorded_by=actor.user_id,
        recorded_at=actor.at,
        finding="",
    )
    session.add(row)
    _flush(session, actor, row, "raise_objection")
    return row.id


def verify(
    session: Session, actor: Actor, objection_id: UUID, recommender_id: UUID, finding: str
) -> None:
    """Record what the recommending body found; it verifies, the Center settles."""
    row = _open(session, objection_id)
    if row.verified_on is not None:
        raise Refused(N_("推荐单位的核实意见已经登记，不能更改。"), ARTICLE)
    if session.get(RecommenderRow, recommender_id) is None:
        raise NotFound(N_("没有这个推荐单位。"))
    if not finding.strip():
        raise Invalid(N_("请填写推荐单位的核实意见。"))
    row.verified_by, row.verified_on = recommender_id, actor.today
    row.finding = finding.strip()[:TEXT_MAX]
    _flush(session, actor, row, "verify_objection")


def settle(session: Session, actor: Actor, objection_id: UUID, conclusion: str) -> None:
    """Settle what another person recorded and the recommending body verified."""
    row = _open(session, objection_id)
    if conclusion not in CONCLUSIONS:
        raise Invalid(N_("请从列表中选择一项。"))
    if row.verified_on is None:
        raise Refused(N_("推荐单位还没有核实，不能办结异议。"), ARTICLE)
    if row.recorded_by == actor.user_id:
        raise Forbidden(N_("异议由您登记，请由另一人办结。"))
    row.conclusion, row.settled_by, row.settled_on = conclusion, actor.user_id, actor.today
    _flush(session, actor, row, "settle_objection")


def objections(session: Session, actor: Actor) -> list[ObjectionView]:
    """List the objections, the open ones first: the Center's alone."""
    query = (
        select(ObjectionRow, AnnualCallRow.year, RecommenderRow.name)
        .join(PublicNoticeRow, PublicNoticeRow.id == ObjectionRow.notice_id)
        .join(AnnualCallRow, AnnualCallRow.id == PublicNoticeRow.call_id)
        .outerjoin(RecommenderRow, RecommenderRow.id == ObjectionRow.verified_by)
        .order_by(ObjectionRow.settled_on.is_not(None), ObjectionRow.raised_on.desc())
    )  # fmt: skip
    found = session.execute(query).all()
    ids = [row.id for row, _, _ in found]
    stated = need_to_know.purposes(session, actor, need_to_know.OBJECTION, ids)
    return [
        _view(actor, row, year, verifier or "", stated.get(row.id, ""))
        for row, year, verifier in found
    ]


def _view(actor: Actor, row: ObjectionRow, year: int, verifier: str, purpose: str) -> ObjectionView:
    known = bool(purpose) or actor.user_id in {row.recorded_by, row.settled_by}
    return ObjectionView(
        row.id, year, row.grant_number, row.raised_on, row.raised_by if known else "",
        row.content if known else "", verifier, row.verified_on, row.finding if known else "",
        row.conclusion, row.settled_on, row.recorded_by == actor.user_id, known, purpose,
    )  # fmt: skip


def state_purpose(session: Session, actor: Actor, objection_id: UUID, purpose: str) -> None:
    """Let somebody who does not handle an objection read it for the day, and keep why."""
    if session.get(ObjectionRow, objection_id) is None:
        raise NotFound(N_("没有这项异议。"))
    need_to_know.state(session, actor, need_to_know.OBJECTION, objection_id, purpose)


def _open(session: Session, objection_id: UUID) -> ObjectionRow:
    row = session.get(ObjectionRow, objection_id, with_for_update=True)
    if row is None:
        raise NotFound(N_("没有这项异议。"))
    if row.settled_on is not None:
        raise Refused(N_("这项异议已经办结。"), ARTICLE)
    return row


def _flush(session: Session, actor: Actor, row: ObjectionRow, action: str) -> None:
    session.flush()
    step = Step(
        action=action, subject="notice", subject_id=row.notice_id, employer_id=None,
        target=row.conclusion, article=ARTICLE,
    )  # fmt: skip
    audit.record(session, actor, step)
