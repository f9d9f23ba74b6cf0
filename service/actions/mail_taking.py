"""Taking in what a mail brought: once, whatever is killed in the middle; answered by one mail.

A message finds its grant by the secret tag of its recipient, and is taken only from the address of
the very person whose tag it is. Its row is made before its files are taken, so whoever goes on
after a fall finds the same batch and the same places in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service import audit, identity
from service.actions import drafts, intake_batches, intake_views, mail_words
from service.actions.intake import Desk
from service.actions.mail_words import Answer
from service.actions.tongues import speaker
from service.audit import Step
from service.db import CENTER, Database
from service.mail_parts import Envelope, Part
from service.messages import NotFound, Refused
from service.permissions import Actor, Permission, allows
from service.tables import (
    ContactRow,
    DeliveryRow,
    InboxMessageRow,
    IntakeBatchRow,
    MailAddressRow,
    MailMessageRow,
    UserRow,
)

ATTEMPTS_MAX = 5  # then something in the message is at fault
ANSWERED_AFTER = timedelta(minutes=15)  # at the latest, checked or not


@dataclass(frozen=True, slots=True)
class Opened:
    """A message whose row is made: who sends what for which grant; `state` as in the row."""

    id: UUID
    actor: Actor
    grant_id: UUID
    state: str
    batch_id: UUID | None
    by_machine: bool


def open_message(database: Database, envelope: Envelope, at: datetime) -> Opened | None:
    """Make or find the row of a message; None where nobody here knows its tag."""
    with database.transaction(CENTER) as session:
        query = select(MailAddressRow).where(MailAddressRow.tag.in_(envelope.tags))
        known = {row.tag: row for row in session.scalars(query)}
        address = next((known[tag] for tag in envelope.tags if tag in known), None)
        return None if address is None else _opened(session, address, envelope, at)


def _opened(session: Session, address: MailAddressRow, envelope: Envelope, at: datetime) -> Opened:
    user = session.get_one(UserRow, address.user_id)
    actor = identity.actor_of(user, at)
    reason = _unwanted(session, address, user, envelope)
    # a stranger's message must not pass for the person's own of the same name
    key = envelope.key[:32] + "0" * 32 if reason else envelope.key
    row = _row(session, address, key, at)
    if row.state == "open" and (reason or row.attempts > ATTEMPTS_MAX):
        row.state = "refused" if reason else "nothing"
        row.reason, row.done_at = reason or mail_words.UNREADABLE, at
        _record(session, actor, row)
    session.flush()
    return Opened(row.id, actor, address.grant_id, row.state, row.batch_id, envelope.by_machine)


def _row(session: Session, address: MailAddressRow, key: str, at: datetime) -> MailMessageRow:
    new = insert(MailMessageRow).values(
        employer_id=address.employer_id, address_id=address.id, key=key, at=at, state="open",
        reason="", attempts=1,
    )  # fmt: skip
    made = session.scalar(new.on_conflict_do_nothing().returning(MailMessageRow.id))
    query = select(MailMessageRow).where(
        MailMessageRow.employer_id == address.employer_id,
        MailMessageRow.address_id == address.id,
        MailMessageRow.key == key,
    )
    row = session.scalars(query.with_for_update()).one()
    if made is None and row.state == "open":
        row.attempts += 1
    return row


def _unwanted(session: Session, address: MailAddressRow, user: UserRow, envelope: Envelope) -> str:
    contact = session.get(ContactRow, user.id)
    fit = user.active and user.employer_id == address.employer_id
    fit = fit and allows(identity.actor_of(user, address.made_at).role, Permission.UPLOAD)
    if address.ended_at is not None or not fit:
        return mail_words.ENDED
    own = contact.address.lower() if contact else ""
    return "" if own and envelope.sender == own else mail_words.SENDER


def take(desk: Desk, opened: Opened, parts: Sequence[Part], clock: Callable[[], datetime]) -> None:
    """Take the files of a message into its batch, then say that all are in."""
    batch_id = opened.batch_id or _batch(desk.database, opened)
    for number, part in enumerate(parts, start=1):
        intake_batches.add(
            desk, opened.actor, batch_id, part.name, part.content, f"mail/{opened.id}/{number}"
        )
    with desk.database.transaction(opened.actor.employer) as session:
        row = session.get_one(MailMessageRow, opened.id, with_for_update=True)
        if row.state == "open":
            intake_batches.close(session, opened.actor, batch_id)
            row.state, row.done_at = "taken", clock()
            _record(session, opened.actor, row)


def _batch(database: Database, opened: Opened) -> UUID:
    with database.transaction(opened.actor.employer) as session:
        row = session.get_one(MailMessageRow, opened.id, with_for_update=True)
        if row.batch_id is None:
            row.batch_id = intake_batches.open_batch(session, opened.actor, opened.grant_id, "mail")
        return row.batch_id


def is_taken(database: Database, opened: Opened) -> bool:
    """Tell what became of a message by now."""
    with database.transaction(opened.actor.employer) as session:
        return session.get_one(MailMessageRow, opened.id).state == "taken"


def may_take(database: Database, opened: Opened) -> bool:
    """Tell whether the grant can be charged now."""
    with database.transaction(opened.actor.employer) as session:
        try:
            drafts.grant_to_charge(session, opened.actor, opened.grant_id)
        except (NotFound, Refused):
            return False
    return True


def turn_away(
    database: Database, opened: Opened, answer: Answer | None, reason: str, at: datetime
) -> None:
    """Say that nothing of a message is taken; the answer is queued in the same transaction."""
    with database.transaction(opened.actor.employer) as session:
        row = session.get_one(MailMessageRow, opened.id, with_for_update=True)
        if row.state != "open":
            return
        row.state, row.reason, row.done_at = "nothing", reason, at
        _record(session, opened.actor, row)
        if row.batch_id is not None:
            intake_batches.close(session, opened.actor, row.batch_id)
        if answer is not None:
            _queue(session, row, opened.actor.user_id, answer, at)


def language_of(database: Database, opened: Opened) -> str:
    """Give the language in which a person wants mail."""
    with database.transaction(opened.actor.employer) as session:
        contact = session.get(ContactRow, opened.actor.user_id)
        return contact.language if contact else "zh"


def answer_taken(database: Database, site: str, at: datetime) -> int:
    """Answer the messages whose files are all checked, or wait for long; tell how many."""
    with database.transaction(CENTER) as session:
        told = exists().where(
            IntakeBatchRow.id == MailMessageRow.batch_id, IntakeBatchRow.told_at.is_not(None)
        )
        query = select(MailMessageRow).where(
            MailMessageRow.state == "taken",
            MailMessageRow.answered_at.is_(None),
            or_(told, MailMessageRow.done_at <= at - ANSWERED_AFTER),
        )
        rows = session.scalars(query.with_for_update(skip_locked=True)).all()
        for row in rows:
            _answer(session, row, site, at)
        return len(rows)


def _answer(session: Session, row: MailMessageRow, site: str, at: datetime) -> None:
    user_id = session.get_one(MailAddressRow, row.address_id).user_id
    contact = session.get(ContactRow, user_id)
    batch = session.get_one(IntakeBatchRow, row.batch_id)
    link = f"/intake/{batch.id}"
    counts = intake_views.counts_of(session, batch)
    speak = speaker(contact.language if contact else "zh")
    _queue(session, row, user_id, mail_words.taken(counts, f"{site}{link}", speak), at)
    same = select(InboxMessageRow).where(
        InboxMessageRow.link == link, InboxMessageRow.user_id == user_id
    )
    for news in session.scalars(same.with_for_update()):  # one mail for one message
        news.told = [*news.told, user_id]


def _queue(
    session: Session, row: MailMessageRow, user_id: UUID, answer: Answer, at: datetime
) -> None:
    row.answered_at = at
    session.add(
        DeliveryRow(
            employer_id=row.employer_id, user_id=user_id, subject=answer.subject,
            body=answer.body, messages=1, state="queued", attempts=0, next_at=at, error="",
            made_at=at, answer=True,
        )
    )  # fmt: skip
    session.flush()


def _record(session: Session, actor: Actor, row: MailMessageRow) -> None:
    step = Step(
        action="take_mail", subject="mail_message", subject_id=row.id,
        employer_id=row.employer_id, target=row.state, reason=row.reason or None,
    )  # fmt: skip
    audit.record(session, actor, step)
