"""消息: what waits in somebody's inbox, and that it was read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, any_, func, literal, or_, select, update
from sqlalchemy.orm import Session

from service.actions.inbox_words import Speak, worded
from service.messages import N_, NotFound
from service.permissions import Actor, Role
from service.tables import InboxMessageRow

PAGE_ROWS = 20


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as its reader sees it; `over`: nobody has to act on it any more."""

    id: UUID
    topic: str
    number: str
    to_do: str
    link: str
    at: datetime
    unread: bool
    over: bool


def meant_for(
    user_id: UUID, role: Role, employer_id: UUID | None, selectee_id: UUID | None
) -> ColumnElement[bool]:
    """Tell which messages are meant for somebody: the house, the role, where named the person."""
    row = InboxMessageRow
    house = row.employer_id.is_(None) if employer_id is None else row.employer_id == employer_id
    named = literal(role.value) == any_(func.string_to_array(row.roles, " "))
    person = or_(row.user_id.is_(None), row.user_id == user_id)
    if role is Role.SELECTEE:
        return and_(house, named, person, row.selectee_id == selectee_id)
    return and_(house, named, person)


def unread(user_id: UUID) -> ColumnElement[bool]:
    """Tell which messages wait and were not read by somebody."""
    row = InboxMessageRow
    return and_(row.over_at.is_(None), literal(user_id) != func.all(row.read_by))


def unread_count(session: Session, actor: Actor) -> int:
    """Count what waits and was not read."""
    query = select(func.count()).where(_mine(actor), unread(actor.user_id))
    return session.scalar(query) or 0


def messages(
    session: Session, actor: Actor, speak: Speak, *, waiting: bool, page: int
) -> tuple[list[MessageView], int]:
    """List messages, newest first, and how many there are; `waiting`: only what is not over."""
    query = select(InboxMessageRow).where(_mine(actor))
    if waiting:
        query = query.where(InboxMessageRow.over_at.is_(None))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    newest = query.order_by(InboxMessageRow.at.desc(), InboxMessageRow.serial.desc())
    rows = session.scalars(newest.limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS))
    return [_view(actor, row, speak) for row in rows], total


def read(session: Session, actor: Actor, message_id: UUID) -> str:
    """Note that somebody has read a message; give where it leads."""
    row = session.scalar(
        select(InboxMessageRow).where(InboxMessageRow.id == message_id, _mine(actor))
    )
    if row is None:
        raise NotFound(N_("没有这条消息。"))
    _mark(session, actor, InboxMessageRow.id == message_id)
    return row.link


def read_all(session: Session, actor: Actor) -> None:
    """Note that somebody has read whatever waits."""
    _mark(session, actor, or_(unread(actor.user_id)))


def _mark(session: Session, actor: Actor, which: ColumnElement[bool]) -> None:
    row = InboxMessageRow
    marked = update(row).where(_mine(actor), which, literal(actor.user_id) != func.all(row.read_by))
    session.execute(
        marked.values(read_by=func.array_append(row.read_by, actor.user_id)).execution_options(
            synchronize_session=False
        )
    )


def _mine(actor: Actor) -> ColumnElement[bool]:
    return meant_for(actor.user_id, actor.role, actor.employer_id, actor.selectee_id)


def _view(actor: Actor, row: InboxMessageRow, speak: Speak) -> MessageView:
    said = worded(row, speak)
    over = row.over_at is not None
    return MessageView(
        row.id, said.topic, said.number, said.to_do, row.link, row.at,
        unread=not over and actor.user_id not in row.read_by, over=over,
    )  # fmt: skip
