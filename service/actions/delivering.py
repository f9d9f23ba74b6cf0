"""What goes out: new messages put into one mail a person, or one text a group.

Each message is put into one delivery a recipient, and never into a second one: `told` of the
message is written in the transaction that makes the delivery.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, literal, select
from sqlalchemy.orm import Session

from service import robots
from service.actions import inbox_views, inbox_words
from service.actions.contacts import Digest
from service.actions.tongues import speaker
from service.permissions import Role
from service.tables import ContactRow, DeliveryRow, InboxMessageRow, RobotRow, UserRow

MAIL_BYTES_MAX = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Recipient:
    """A person or a group: in which language, how long a text, which messages."""

    id: UUID
    employer_id: UUID | None
    language: str
    bytes_max: int
    meant: ColumnElement[bool]

    @property
    def untold(self) -> ColumnElement[bool]:
        row = InboxMessageRow
        return and_(self.meant, row.over_at.is_(None), literal(self.id).op("<>")(row.told.all_()))


def queue_mail(session: Session, at: datetime, site: str, digests: Iterable[Digest]) -> int:
    """Make one mail for everybody who chose one of these ways and has something new; count them."""
    query = (
        select(ContactRow, UserRow)
        .join(UserRow, UserRow.id == ContactRow.user_id)
        .where(ContactRow.digest.in_([digest.value for digest in digests]), UserRow.active)
        .order_by(UserRow.login)
    )
    return sum(
        _queue(session, at, site, _person(contact, user), "user_id")
        for contact, user in session.execute(query).all()
    )


def queue_texts(session: Session, at: datetime, site: str) -> int:
    """Make one text for every group that has something new; count them."""
    query = select(RobotRow).where(RobotRow.ended_at.is_(None)).order_by(RobotRow.made_at)
    return sum(
        _queue(session, at, site, _group(robot), "robot_id")
        for robot in session.scalars(query).all()
    )


def _person(contact: ContactRow, user: UserRow) -> _Recipient:
    meant = inbox_views.meant_for(user.id, Role(user.role), user.employer_id, user.selectee_id)
    return _Recipient(
        user.id, user.employer_id, contact.language, MAIL_BYTES_MAX,
        and_(meant, inbox_views.unread(user.id)),
    )  # fmt: skip


def _group(robot: RobotRow) -> _Recipient:
    row = InboxMessageRow
    same = (
        row.employer_id.is_(None)
        if robot.employer_id is None
        else row.employer_id == robot.employer_id
    )
    house = and_(row.roles != Role.SELECTEE.value, row.user_id.is_(None))
    meant = and_(same, house, row.at >= robot.made_at)
    return _Recipient(robot.id, robot.employer_id, robot.language, robots.TEXT_BYTES_MAX, meant)


def _queue(session: Session, at: datetime, site: str, to: _Recipient, column: str) -> bool:
    query = select(InboxMessageRow).where(to.untold).order_by(InboxMessageRow.serial)
    rows: Sequence[InboxMessageRow] = session.scalars(query.with_for_update()).all()
    if not rows:
        return False
    for row in rows:
        row.told = [*row.told, to.id]
    speak = speaker(to.language)
    delivery = DeliveryRow(
        employer_id=to.employer_id,
        subject=inbox_words.subject(len(rows), speak),
        body=inbox_words.body(rows, site, speak, to.bytes_max),
        messages=len(rows),
        state="queued",
        attempts=0,
        next_at=at,
        error="",
        made_at=at,
    )
    setattr(delivery, column, to.id)
    session.add(delivery)
    session.flush()
    return True
