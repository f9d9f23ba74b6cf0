"""关注名单: sellers that the Center warns of or bars, for a time (Art. 26)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from importers import uscc
from service import audit
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import ListingRow, UserRow

ARTICLE = "第二十六条"
NAME_MAX, REASON_MAX = 200, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class NewListing:
    """A seller to list; `barred` when nothing may be bought there, else it is looked at."""

    name: str
    uscc: str = ""
    reason: str
    barred: bool = False
    from_on: date
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A seller on the list; `entered_by` is for the Center."""

    id: UUID
    name: str
    uscc: str
    reason: str
    barred: bool
    from_on: date
    until_on: date | None
    entered_by: str
    entered_at: datetime

    def counts_on(self, day: date) -> bool:
        """Tell whether the seller is on the list that day, or will be."""
        return self.until_on is None or day <= self.until_on


def add(session: Session, actor: Actor, new: NewListing) -> UUID:
    """Put a seller on the list."""
    name, code = checked_party(new.name, new.uscc)
    reason = new.reason.strip()
    if not reason or len(reason) > REASON_MAX:
        raise Invalid(N_("请写明列入的原因，不超过 {most} 字。"), most=str(REASON_MAX))
    if new.until_on is not None and new.until_on < new.from_on:
        raise Invalid(N_("截止日期不能早于起始日期。"))
    _check_new(session, name, code, new.from_on)
    row = ListingRow(
        name=name,
        uscc=code,
        reason=reason,
        barred=new.barred,
        from_on=new.from_on,
        until_on=new.until_on,
        entered_by=actor.user_id,
        entered_at=actor.at,
    )
    session.add(row)
    session.flush()
    _record(session, actor, "add_listing", row.id, f"{name}：{reason}")
    return row.id


def checked_party(name: str, code: str) -> tuple[str, str]:
    """Give a party's name and code as they are kept; raise `Invalid` where they cannot be."""
    name, code = name.strip(), uscc.compact(code)
    if not name or len(name) > NAME_MAX:
        raise Invalid(N_("请填写单位全称，不超过 {most} 字。"), most=str(NAME_MAX))
    if code and not uscc.is_valid(code):
        raise Invalid(N_("统一社会信用代码 {uscc} 校验不通过，请核对；不知道可以不填。"), uscc=code)
    return name, code


def _check_new(session: Session, name: str, code: str, from_on: date) -> None:
    same = ListingRow.name == name
    if code:
        same = or_(same, ListingRow.uscc == code)
    current = or_(ListingRow.until_on.is_(None), ListingRow.until_on >= from_on)
    if session.scalar(select(ListingRow.id).where(and_(same, current)).limit(1)) is not None:
        raise Refused(N_("{name} 已在关注名单中；如需调整，请先结束原有的一条。"), name=name)


def end(session: Session, actor: Actor, listing_id: UUID, until_on: date) -> None:
    """Say through which day a seller stays on the list."""
    row = session.get(ListingRow, listing_id, with_for_update=True)
    if row is None:
        raise NotFound(N_("关注名单中没有这一条。"))
    if until_on < row.from_on:
        raise Invalid(N_("截止日期不能早于起始日期。"))
    if row.until_on is not None and row.until_on < actor.today:
        raise Refused(N_("这一条已经结束，不能再改。"))
    row.until_on = until_on
    _record(session, actor, "end_listing", row.id, until_on.isoformat())


def listings(session: Session) -> list[Listing]:
    """List the sellers, the newest entry first."""
    rows = session.execute(
        select(ListingRow, UserRow.name)
        .outerjoin(UserRow, UserRow.id == ListingRow.entered_by)
        .order_by(ListingRow.entered_at.desc(), ListingRow.name)
    )
    return [
        Listing(
            row.id, row.name, row.uscc, row.reason, row.barred, row.from_on, row.until_on,
            who or "", row.entered_at,
        )
        for row, who in rows
    ]  # fmt: skip


def _record(session: Session, actor: Actor, action: str, listing_id: UUID, reason: str) -> None:
    step = Step(
        action=action, subject="listing", subject_id=listing_id, employer_id=None,
        article=ARTICLE, reason=reason,
    )  # fmt: skip
    audit.record(session, actor, step)
