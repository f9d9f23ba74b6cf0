"""Sending what was queued: taken by one worker at a time, tried again later, given up in the end.

A delivery is taken in one transaction, sent outside of any, and its end written in another; one
whose worker died is due again. So a text may arrive twice, but none is forgotten.
"""

import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service import robots
from service.actions.contacts import Digest
from service.db import CENTER, Database
from service.mail import MailServer, NotSecret
from service.messages import N_
from service.robots import ForeignHost, NotTaken, Robot
from service.settings import Settings
from service.tables import ContactRow, DeliveryRow, RobotRow, UserRow

# How long after each attempt the next one is due; after the last one the delivery is given up.
REST = tuple(timedelta(minutes=minutes) for minutes in (10, 30, 120, 360, 1440))
ATTEMPTS_MAX = len(REST) + 1
ERROR_MAX = 200
NOT_WANTED = N_("收件人已停用或不再接收，未发送。")

Send = Callable[[], None]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Taken:
    """A delivery in the hands of a worker; `send` is None where nobody wants it any more."""

    id: UUID
    attempt: int
    send: Send | None


def send_due(database: Database, settings: Settings, clock: Clock) -> Iterator[None]:
    """Try each delivery that is due, once; a fault of one never holds up another."""
    while (taken := _take(database, settings, clock())) is not None:
        error = _tried(taken)
        with database.transaction(CENTER) as session:
            _finish(session, taken, error, clock())
        yield


def _take(database: Database, settings: Settings, at: datetime) -> _Taken | None:
    query = (
        select(DeliveryRow)
        .where(DeliveryRow.state.in_(["queued", "failed"]), DeliveryRow.next_at <= at)
        .order_by(DeliveryRow.next_at, DeliveryRow.serial)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    with database.transaction(CENTER) as session:
        row = session.scalar(query)
        if row is None:
            return None
        row.attempts += 1
        row.next_at = at + REST[min(row.attempts, len(REST)) - 1]
        return _Taken(row.id, row.attempts, _way(session, row, settings, at))


def _way(session: Session, row: DeliveryRow, settings: Settings, at: datetime) -> Send | None:
    """Give what sends a delivery to where its recipient is reached now."""
    if row.robot_id is not None:
        return _to_group(session.get_one(RobotRow, row.robot_id), row.body, settings, at)
    contact, user = session.get(ContactRow, row.user_id), session.get(UserRow, row.user_id)
    if contact is None or user is None or not user.active or not _wanted(contact, row):
        return None
    if settings.smtp_url is None or settings.mail_from is None:
        return None
    server = MailServer(settings.smtp_url, settings.mail_from)
    address, subject, body = contact.address, row.subject, row.body
    return lambda: server.send([address], subject, body)


def _wanted(contact: ContactRow, row: DeliveryRow) -> bool:
    """Tell whether somebody is to be sent this; whoever wrote first is answered."""
    return bool(contact.address) and (row.answer or contact.digest != Digest.NONE)


def _to_group(robot: RobotRow, text: str, settings: Settings, at: datetime) -> Send | None:
    if robot.ended_at is not None:
        return None
    known = Robot(robots.Kind(robot.kind), robot.host, robot.token, robot.secret)
    return lambda: robots.send(known, text, at, settings.robot_hosts)


def _tried(taken: _Taken) -> str | None:
    """Send; give what went wrong in a few words, '' where nobody wants it, None when it is sent."""
    if taken.send is None:
        return ""
    try:
        taken.send()
    except (OSError, smtplib.SMTPException, NotSecret, NotTaken, ForeignHost) as error:
        return f"{type(error).__name__}: {error}"[:ERROR_MAX]
    return None


def _finish(session: Session, taken: _Taken, error: str | None, at: datetime) -> None:
    row = session.get_one(DeliveryRow, taken.id, with_for_update=True)
    if row.attempts != taken.attempt or row.state in {"sent", "given_up"}:
        return  # another worker has taken it over
    if error is None:
        row.state, row.sent_at, row.error = "sent", at, ""
    elif not error:
        row.state, row.error = "given_up", NOT_WANTED
    else:
        row.state = "given_up" if row.attempts >= ATTEMPTS_MAX else "failed"
        row.error = error
