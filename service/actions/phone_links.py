"""用手机拍照上传: a link for one phone, opened once, by which photographs come into one batch.

Who opens the link is not logged in and sees nothing of the books: neither invoices nor amounts nor
names of people, which Article 34 of the Measures keeps confidential. The photographs come in under
the name of whoever made the link.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service import audit, identity
from service.actions import drafts, intake_batches
from service.actions.intake import Desk
from service.actions.intake_views import FileView
from service.audit import Step
from service.db import CENTER, Database
from service.messages import N_, NotFound
from service.permissions import Actor, Permission, allows
from service.tables import GrantRow, IntakeBatchRow, IntakeFileRow, PhoneLinkRow, UserRow

OPENS = timedelta(minutes=10)
WORKS = timedelta(hours=1)  # once opened
SECRET_BYTES = 24
_OVER = N_("这个链接已经失效：每个链接只能用一次，{minutes} 分钟内有效。请在电脑上重新显示二维码。")


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link just made: the only time that its secret is known."""

    id: UUID
    secret: str
    batch_id: UUID
    grant_id: UUID
    opens_until: datetime


@dataclass(frozen=True, slots=True)
class Holder:
    """What an opened link is good for: the batch it sends into, in whose name, until when.

    `sent` counts the photographs that came into the batch so far.
    """

    link_id: UUID
    actor: Actor
    batch_id: UUID
    grant: str
    works_until: datetime
    sent: int


def make(session: Session, actor: Actor, grant_id: UUID, batch_id: UUID | None = None) -> NewLink:
    """Make a link for a batch of the actor's that takes more files, or for a new one.

    Links of the same batch that nobody opened yet end: one code is shown, one is good.
    """
    batch = _joined(session, actor, grant_id, batch_id)
    if batch is None:
        batch = intake_batches.open_batch(session, actor, grant_id, "phone")
    else:
        _end_unopened(session, actor, batch)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = PhoneLinkRow(
        employer_id=actor.employer,
        batch_id=batch,
        made_by=actor.user_id,
        made_at=actor.at,
        secret_hash=identity.hash_secret(secret),
        opens_until=actor.at + OPENS,
    )
    session.add(row)
    session.flush()
    _record(session, actor, "make_phone_link", row)
    return NewLink(row.id, secret, batch, grant_id, row.opens_until)


def _joined(session: Session, actor: Actor, grant_id: UUID, batch_id: UUID | None) -> UUID | None:
    """Give the batch where it is the actor's, of this grant, and still takes files."""
    drafts.grant_to_charge(session, actor, grant_id)
    query = select(IntakeBatchRow.id).where(
        IntakeBatchRow.employer_id == actor.employer,
        IntakeBatchRow.id == batch_id,
        IntakeBatchRow.grant_id == grant_id,
        IntakeBatchRow.made_by == actor.user_id,
        IntakeBatchRow.closed_at.is_(None),
    )
    return None if batch_id is None else session.scalar(query)


def _end_unopened(session: Session, actor: Actor, batch_id: UUID) -> None:
    query = select(PhoneLinkRow).where(
        PhoneLinkRow.employer_id == actor.employer,
        PhoneLinkRow.batch_id == batch_id,
        PhoneLinkRow.opened_at.is_(None),
        PhoneLinkRow.ended_at.is_(None),
    )
    for row in session.scalars(query.with_for_update()):
        row.ended_at = actor.at


def check(database: Database, secret: str, now: datetime) -> None:
    """Tell whether a link can still be opened; to look at it does not use it up."""
    with database.transaction(CENTER) as session:
        _openable(session, secret, now)


def open_once(database: Database, secret: str, now: datetime) -> UUID:
    """Use a link up; whoever opened it is good for its batch from now on."""
    with database.transaction(CENTER) as session:
        row, actor = _openable(session, secret, now)
        row.opened_at, row.works_until = now, now + WORKS
        _record(session, actor, "open_phone_link", row)
        return row.id


def _openable(session: Session, secret: str, now: datetime) -> tuple[PhoneLinkRow, Actor]:
    hashed = PhoneLinkRow.secret_hash == identity.hash_secret(secret)
    row = session.scalar(select(PhoneLinkRow).where(hashed).with_for_update())
    actor = None if row is None else _maker(session, row, now)
    if row is None or actor is None or row.opened_at or row.ended_at or now > row.opens_until:
        raise NotFound(_OVER, minutes=str(OPENS // timedelta(minutes=1)))
    return row, actor


def _maker(session: Session, row: PhoneLinkRow, now: datetime) -> Actor | None:
    """Give who made a link, as long as that person may upload for that employer."""
    user = session.get_one(UserRow, row.made_by)
    actor = identity.actor_of(user, now)
    fit = user.active and user.employer_id == row.employer_id
    return actor if fit and allows(actor.role, Permission.UPLOAD) else None


def holder(database: Database, link_id: UUID, now: datetime) -> Holder | None:
    """Give what an opened link is good for now, None when it is over."""
    with database.transaction(CENTER) as session:
        row = session.get(PhoneLinkRow, link_id)
        if row is None or row.ended_at or row.works_until is None or now > row.works_until:
            return None
        batch = session.get_one(IntakeBatchRow, row.batch_id)
        actor = _maker(session, row, now)
        if actor is None or batch.closed_at is not None:
            return None
        grant = session.get_one(GrantRow, batch.grant_id).number
        count = select(func.count()).where(
            IntakeFileRow.employer_id == row.employer_id, IntakeFileRow.batch_id == row.batch_id
        )
        sent = session.scalar(count) or 0
        return Holder(row.id, actor, row.batch_id, grant, row.works_until, sent)


def send(desk: Desk, held: Holder, name: str, content: bytes, key: str | None) -> FileView:
    """Take a photograph into the batch of the link; the same key again changes nothing."""
    own = f"phone/{held.link_id}/{key}" if key else None
    return intake_batches.add(desk, held.actor, held.batch_id, name, content, own)


def finish(database: Database, held: Holder) -> None:
    """End a link from the phone: all photographs are sent."""
    with database.transaction(held.actor.employer) as session:
        row = session.get_one(PhoneLinkRow, held.link_id, with_for_update=True)
        _end(session, held.actor, row)


def end(session: Session, actor: Actor, link_id: UUID) -> None:
    """End one's own link from the desk, opened or not; again changes nothing."""
    _end(session, actor, _own(session, actor, link_id, lock=True))


def _end(session: Session, actor: Actor, row: PhoneLinkRow) -> None:
    """End a link; a batch that was opened for a phone alone takes no more files then."""
    if row.ended_at is not None:
        return
    row.ended_at = actor.at
    _record(session, actor, "end_phone_link", row)
    batch = session.get_one(IntakeBatchRow, row.batch_id)
    if batch.source == "phone":
        intake_batches.close(session, actor, batch.id)


def state(session: Session, actor: Actor, link_id: UUID) -> str:
    """Tell how one's own link stands: `waiting`, `opened` or `over`."""
    row = _own(session, actor, link_id)
    until = row.works_until or row.opens_until
    if row.ended_at is not None or actor.at > until:
        return "over"
    return "opened" if row.opened_at is not None else "waiting"


def _own(session: Session, actor: Actor, link_id: UUID, *, lock: bool = False) -> PhoneLinkRow:
    query = select(PhoneLinkRow).where(
        PhoneLinkRow.id == link_id,
        PhoneLinkRow.employer_id == actor.employer_id,
        PhoneLinkRow.made_by == actor.user_id,
    )
    row = session.scalar(query.with_for_update() if lock else query)
    if row is None:
        raise NotFound(N_("没有这个手机上传链接。"))
    return row


def end_late(database: Database, now: datetime) -> int:
    """End all links whose time is over, so that their batches come to an end; tell how many."""
    with database.transaction(CENTER) as session:
        query = select(PhoneLinkRow).where(
            PhoneLinkRow.ended_at.is_(None),
            func.coalesce(PhoneLinkRow.works_until, PhoneLinkRow.opens_until) < now,
        )
        rows = session.scalars(query.with_for_update(skip_locked=True)).all()
        for row in rows:
            row.ended_at = now
            batch = session.get_one(IntakeBatchRow, row.batch_id, with_for_update=True)
            if batch.source == "phone":
                batch.closed_at = batch.closed_at or now
        return len(rows)


def _record(session: Session, actor: Actor, action: str, row: PhoneLinkRow) -> None:
    step = Step(action=action, subject="phone_link", subject_id=row.id, employer_id=row.employer_id)
    audit.record(session, actor, step)
