"""Where, in which language and how often somebody is told by mail; each person's own choice."""

import re
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from service import audit
from service.audit import Step
from service.messages import N_, Invalid
from service.permissions import Actor
from service.tables import ContactRow

ADDRESS_MAX = 200
_ADDRESS = re.compile(r"[!-;=?A-Z\[-~]+@[0-9A-Za-z.-]+")


class Digest(StrEnum):
    """How often mail is sent: one mail tells of everything that is new."""

    NONE = "none"
    DAILY = "daily"  # in the morning of a working day
    EACH = "each"  # within some minutes


@dataclass(frozen=True, slots=True)
class Contact:
    """A person's choice."""

    address: str = ""
    language: str = "zh"
    digest: str = Digest.NONE.value


def of(session: Session, actor: Actor) -> Contact:
    """Give one's own choice; nobody is sent mail before choosing so."""
    row = session.get(ContactRow, actor.user_id)
    return Contact(row.address, row.language, row.digest) if row else Contact()


def choose(session: Session, actor: Actor, wanted: Contact) -> None:
    """Keep one's own choice; the trail does not repeat the address."""
    address = wanted.address.strip()
    if address and (len(address) > ADDRESS_MAX or not _ADDRESS.fullmatch(address)):
        raise Invalid(N_("邮箱地址不对，请填写如 name@example.org 的地址。"))
    if not address and wanted.digest != Digest.NONE:
        raise Invalid(N_("请填写邮箱地址，或选择不接收邮件。"))
    row = session.get(ContactRow, actor.user_id)
    if row is None:
        row = ContactRow(user_id=actor.user_id, employer_id=actor.employer_id)
        session.add(row)
    row.address, row.language, row.digest = address, wanted.language, Digest(wanted.digest).value
    row.changed_at = actor.at
    step = Step(
        action="choose_contact", subject="user", subject_id=actor.user_id,
        employer_id=actor.employer_id, target=wanted.digest,
    )  # fmt: skip
    audit.record(session, actor, step)
    session.flush()
