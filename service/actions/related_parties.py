"""关联方: whoever sells to an employer and is no stranger to it or its selectees (Art. 26).

The employer declares its own; the Center sees all, and may enter what an employer left out. What
the Center entered only the Center ends.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from compliance.facts import Relation
from service import audit
from service.actions.listings import checked_party
from service.audit import Step
from service.messages import N_, Forbidden, NotFound, Refused
from service.permissions import Actor
from service.tables import EmployerRow, RelatedPartyRow, UserRow

ARTICLE = "第二十六条"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRelatedParty:
    """A party to declare for an employer."""

    employer_id: UUID
    name: str
    uscc: str = ""
    relation: Relation


@dataclass(frozen=True, slots=True)
class Declared:
    """A related party as it was declared; `mine`: the reader may end it."""

    id: UUID
    employer: str
    name: str
    uscc: str
    relation: str
    declared_by: str
    declared_at: datetime
    ended_at: datetime | None
    mine: bool


def declare(session: Session, actor: Actor, new: NewRelatedParty) -> UUID:
    """Declare a related party of an employer."""
    if actor.employer_id not in {None, new.employer_id}:
        raise NotFound(N_("没有这个单位。"))
    if session.get(EmployerRow, new.employer_id) is None:
        raise NotFound(N_("没有这个单位。"))
    name, code = checked_party(new.name, new.uscc)
    same = RelatedPartyRow.name == name
    if code:
        same = or_(same, RelatedPartyRow.uscc == code)
    known = select(RelatedPartyRow.id).where(
        RelatedPartyRow.employer_id == new.employer_id, same, RelatedPartyRow.ended_at.is_(None)
    )
    if session.scalar(known.limit(1)) is not None:
        raise Refused(N_("{name} 已登记为关联方。"), name=name)
    row = RelatedPartyRow(
        employer_id=new.employer_id,
        name=name,
        uscc=code,
        relation=new.relation.value,
        declared_by=actor.user_id,
        declared_at=actor.at,
    )
    session.add(row)
    session.flush()
    _record(session, actor, "declare_related", row, f"{name} {new.relation.value}")
    return row.id


def end(session: Session, actor: Actor, party_id: UUID, reason: str) -> None:
    """Say that a party is related no more, and why."""
    row = session.get(RelatedPartyRow, party_id, with_for_update=True)
    if row is None or actor.employer_id not in {None, row.employer_id}:
        raise NotFound(N_("没有这个关联方。"))
    if actor.employer_id and not _is_own(actor, session.get(UserRow, row.declared_by)):
        raise Forbidden(N_("这个关联方由中心登记，请联系中心处理。"))
    if row.ended_at is not None:
        raise Refused(N_("{name} 的关联关系已经结束。"), name=row.name)
    if not reason.strip():
        raise Refused(N_("请写明关联关系结束的原因。"))
    row.ended_at = actor.at
    _record(session, actor, "end_related", row, reason.strip()[:500])


def parties(session: Session, actor: Actor) -> list[Declared]:
    """List the related parties somebody may see, those that still are first."""
    query = (
        select(RelatedPartyRow, EmployerRow.name, UserRow)
        .join(EmployerRow, EmployerRow.id == RelatedPartyRow.employer_id)
        .outerjoin(UserRow, UserRow.id == RelatedPartyRow.declared_by)
        .order_by(
            RelatedPartyRow.ended_at.is_not(None), EmployerRow.name, RelatedPartyRow.declared_at
        )
    )
    if actor.employer_id is not None:
        query = query.where(RelatedPartyRow.employer_id == actor.employer_id)
    return [
        Declared(
            row.id, employer, row.name, row.uscc, row.relation,
            _name(user),
            row.declared_at, row.ended_at, actor.employer_id is None or _is_own(actor, user),
        )
        for row, employer, user in session.execute(query)
    ]  # fmt: skip


def _name(declarer: UserRow | None) -> str:
    return declarer.name if declarer is not None else ""


def _is_own(actor: Actor, declarer: UserRow | None) -> bool:
    """Tell whether a colleague declared it: an employer's rows show nobody of the Center."""
    return declarer is not None and declarer.employer_id == actor.employer_id


def _record(session: Session, actor: Actor, action: str, row: RelatedPartyRow, reason: str) -> None:
    step = Step(
        action=action, subject="related_party", subject_id=row.id, employer_id=row.employer_id,
        article=ARTICLE, reason=reason,
    )  # fmt: skip
    audit.record(session, actor, step)
