"""收件地址: where a person sends invoices by mail, one address for each grant."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service import audit
from service.actions import contacts, desk, drafts
from service.audit import Step
from service.messages import N_, Refused
from service.permissions import Actor
from service.tables import GrantRow, MailAddressRow, MailMessageRow

TAG_LENGTH = 16
NEWEST = 20  # messages shown
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_NO_SENDER = N_("请先在“接收方式”里填写您的邮箱地址：只有从这个地址发来的邮件才会接收。")


@dataclass(frozen=True, slots=True)
class AddressView:
    """A grant that invoices can be sent for; `address` is '' while nobody made one."""

    grant_id: UUID
    grant: str
    selectee: str
    address: str
    made_at: datetime | None


@dataclass(frozen=True, slots=True)
class MessageView:
    """What became of a message: `reason` is a word of `mail_words`, '' where it was taken."""

    at: datetime
    grant: str
    state: str
    reason: str
    batch_id: UUID | None


def address_of(box: str, tag: str) -> str:
    """Give the address of a tag in the box (box@example.org)."""
    local, _, host = box.rpartition("@")
    return f"{local}+{tag}@{host}"


def own(session: Session, actor: Actor, box: str) -> list[AddressView]:
    """List the grants of the actor's employer that have an agreement, with one's own addresses."""
    rows = {row.grant_id: row for row in session.scalars(_in_use(actor))}
    found = []
    for grant in desk.grants(session, actor):
        if grant.agreement is None:
            continue
        row = rows.get(grant.id)
        address = address_of(box, row.tag) if row else ""
        made_at = row.made_at if row else None
        found.append(AddressView(grant.id, grant.number, grant.selectee, address, made_at))
    return found


def newest(session: Session, actor: Actor) -> list[MessageView]:
    """List the newest messages to one's own addresses."""
    query = (
        select(MailMessageRow, GrantRow.number)
        .join(MailAddressRow, MailAddressRow.id == MailMessageRow.address_id)
        .join(GrantRow, GrantRow.id == MailAddressRow.grant_id)
        .where(
            MailMessageRow.employer_id == actor.employer, MailAddressRow.user_id == actor.user_id
        )
        .order_by(MailMessageRow.at.desc(), MailMessageRow.id)
        .limit(NEWEST)
    )
    return [
        MessageView(row.at, grant, row.state, row.reason, row.batch_id)
        for row, grant in session.execute(query)
    ]


def renew(session: Session, actor: Actor, grant_id: UUID) -> None:
    """Make one's own address for a grant; the one before takes nothing any more."""
    grant, _ = drafts.grant_to_charge(session, actor, grant_id)
    if not contacts.of(session, actor).address:
        raise Refused(_NO_SENDER)
    _end(session, actor, grant_id)
    row = MailAddressRow(
        employer_id=grant.employer_id,
        grant_id=grant.id,
        user_id=actor.user_id,
        tag="".join(secrets.choice(_LETTERS) for _ in range(TAG_LENGTH)),
        made_at=actor.at,
    )
    session.add(row)
    session.flush()
    _record(session, actor, "make_mail_address", row)


def end(session: Session, actor: Actor, grant_id: UUID) -> None:
    """Switch one's own address for a grant off; again changes nothing."""
    _end(session, actor, grant_id)


def _end(session: Session, actor: Actor, grant_id: UUID) -> None:
    query = _in_use(actor).where(MailAddressRow.grant_id == grant_id)
    row = session.scalar(query.with_for_update())
    if row is not None:
        row.ended_at = actor.at
        _record(session, actor, "end_mail_address", row)
        session.flush()


def _in_use(actor: Actor) -> Select[MailAddressRow]:
    return select(MailAddressRow).where(
        MailAddressRow.employer_id == actor.employer,
        MailAddressRow.user_id == actor.user_id,
        MailAddressRow.ended_at.is_(None),
    )


def _record(session: Session, actor: Actor, action: str, row: MailAddressRow) -> None:
    step = Step(
        action=action, subject="mail_address", subject_id=row.id, employer_id=row.employer_id
    )
    audit.record(session, actor, step)
