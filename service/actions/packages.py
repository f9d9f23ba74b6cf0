"""打印和归档: files that take a while, asked for once, made by the workers, fetched when ready.

Whoever makes one shows a sign of life with every part; one that died is taken again by another.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from importers.messages import Message
from service import audit
from service.actions.intake import Desk
from service.audit import Step
from service.db import CENTER, Database, Scope
from service.messages import N_, NotFound, Refused, Sayable
from service.permissions import Actor, Role
from service.tables import PackageRow, UserRow

LEASE = timedelta(seconds=60)  # without a sign of life a maker is thought dead
TRIES = 3
RECENT = 20
_GIVEN_UP = Message(N_("服务器几次都没能生成这个文件。请重新生成；仍不行时把时间告诉管理员。"))

Tick = Callable[[int], None]  # told how many parts are ready


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageView:
    """A package as people see it."""

    id: UUID
    kind: str
    name: str
    state: str
    parts: int
    ready: int
    fault: Sayable | None
    size: int | None
    sha256: str | None
    made_at: datetime
    asked: Mapping[str, Any]

    @property
    def under_way(self) -> bool:
        return self.state in {"waiting", "working"}


@dataclass(frozen=True, slots=True)
class InHand:
    """A package taken to be made, for whoever asked for it."""

    package_id: UUID
    kind: str
    asked: Mapping[str, Any]
    attempt: int
    actor: Actor

    @property
    def scope(self) -> Scope:
        """Whose transaction it is made in."""
        return self.actor.employer_id or CENTER


def ask(
    session: Session, actor: Actor, kind: str, name: str, asked: Mapping[str, Any], parts: int
) -> UUID:
    """Ask for a package of the actor's house; it is made as soon as a worker is free."""
    row = PackageRow(
        employer_id=_house(actor), kind=kind, asked=dict(asked), name=name,
        made_by=actor.user_id, made_at=actor.at, state="waiting", parts=parts, ready=0, attempts=0,
    )  # fmt: skip
    session.add(row)
    session.flush()
    _record(session, actor, row, f"ask_{kind}")
    return row.id


def view(session: Session, actor: Actor, package_id: UUID) -> PackageView:
    """Give a package of the actor's house."""
    return _view(_row(session, actor, package_id))


def recent(session: Session, actor: Actor) -> tuple[PackageView, ...]:
    """List what the actor asked for lately, newest first."""
    rows = session.scalars(
        select(PackageRow)
        .where(_of_house(actor), PackageRow.made_by == actor.user_id)
        .order_by(PackageRow.made_at.desc(), PackageRow.id)
        .limit(RECENT)
    )
    return tuple(_view(row) for row in rows)


def asked_for(
    session: Session, actor: Actor, kind: str, asked: Mapping[str, str]
) -> tuple[PackageView, ...]:
    """List the packages of a kind that anybody of the actor's house asked for, newest first."""
    rows = session.scalars(
        select(PackageRow)
        .where(_of_house(actor), PackageRow.kind == kind, PackageRow.asked.contains(asked))
        .order_by(PackageRow.made_at.desc(), PackageRow.id)
        .limit(RECENT)
    )
    return tuple(_view(row) for row in rows)


def fetch(session: Session, actor: Actor, package_id: UUID) -> tuple[str, str]:
    """Give the name and the SHA-256 of a package that is ready; who takes it is on record."""
    row = _row(session, actor, package_id)
    if row.kind == "archive" and actor.role is Role.EMPLOYER_CASHIER:
        raise NotFound(N_("没有这个文件，请重新生成。"))
    if row.sha256 is None:
        raise Refused(N_("{name} 还没有生成好，请稍候。"), name=row.name)
    _record(session, actor, row, f"fetch_{row.kind}")
    return row.name, row.sha256


def again(session: Session, actor: Actor, package_id: UUID) -> None:
    """Ask once more for a package that could not be made."""
    row = _row(session, actor, package_id)
    if row.state == "failed":
        row.state, row.fault, row.ready = "waiting", None, 0


def _house(actor: Actor) -> UUID | None:
    """Give the actor's employer; None for the Center, whose packages no employer sees."""
    return None if actor.role.of_center else actor.employer


def _of_house(actor: Actor) -> ColumnElement[bool]:
    return PackageRow.employer_id.is_not_distinct_from(_house(actor))


def _row(session: Session, actor: Actor, package_id: UUID) -> PackageRow:
    row = session.scalar(select(PackageRow).where(_of_house(actor), PackageRow.id == package_id))
    if row is None:
        raise NotFound(N_("没有这个文件，请重新生成。"))
    return row


def _view(row: PackageRow) -> PackageView:
    return PackageView(
        id=row.id, kind=row.kind, name=row.name, state=row.state, parts=row.parts, ready=row.ready,
        fault=Message.from_record(row.fault) if row.fault else None, size=row.size,
        sha256=row.sha256, made_at=row.made_at, asked=row.asked,
    )  # fmt: skip


# ── made by a worker ──


def take_next(database: Database, worker: str, now: datetime) -> InHand | None:
    """Take the package that waits longest; None when there is none."""
    with database.transaction(CENTER) as session:
        _give_up_deadly(session, now)
        row = session.scalar(
            select(PackageRow)
            .where(_waiting(now))
            .order_by(PackageRow.made_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        row.attempts += 1
        row.state, row.worker, row.seen_at, row.ready = "working", worker, now, 0
        return InHand(row.id, row.kind, row.asked, row.attempts, _actor(session, row, now))


def _give_up_deadly(session: Session, now: datetime) -> None:
    """End what its makers died of again and again: the next one would die of it, too."""
    deadly = (PackageRow.attempts > 0) & (PackageRow.attempts % TRIES == 0)
    rows = session.scalars(
        select(PackageRow).where(_late(now), deadly).with_for_update(skip_locked=True)
    )
    for row in rows:
        row.state, row.fault, row.done_at = "failed", _GIVEN_UP.to_record(), now
        row.worker = row.seen_at = None
    session.flush()


def somebody_waits(database: Database, now: datetime) -> bool:
    """Tell whether there is a package to be made."""
    with database.transaction(CENTER) as session:
        return session.scalar(select(PackageRow.id).where(_waiting(now)).limit(1)) is not None


def tick(database: Database, hand: InHand, ready: int, now: datetime) -> None:
    """Say how many parts are ready, and that the maker lives."""
    with database.transaction(hand.scope) as session:
        row = _still_ours(session, hand)
        if row is not None:
            row.ready, row.seen_at = ready, now


def finish(desk: Desk, hand: InHand, sha256: str, size: int, now: datetime) -> None:
    """Hand over what was made."""
    with desk.database.transaction(hand.scope) as session:
        row = _still_ours(session, hand)
        if row is not None:
            row.state, row.worker, row.seen_at = "done", None, None
            row.sha256, row.size, row.ready, row.done_at = sha256, size, row.parts, now


def fail(desk: Desk, hand: InHand, why: Sayable | None, now: datetime) -> None:
    """Put a package back; for good where a person has to mend something, or nothing helped."""
    with desk.database.transaction(hand.scope) as session:
        row = _still_ours(session, hand)
        if row is None:
            return
        row.worker = row.seen_at = None
        if why is None and hand.attempt % TRIES:
            row.state = "waiting"
            return
        told = Message(why.template, getattr(why, "values", {})) if why else _GIVEN_UP
        row.state, row.fault, row.done_at = "failed", told.to_record(), now


def _waiting(now: datetime) -> ColumnElement[bool]:
    return or_(PackageRow.state == "waiting", _late(now))


def _late(now: datetime) -> ColumnElement[bool]:
    return and_(PackageRow.state == "working", PackageRow.seen_at < now - LEASE)


def _still_ours(session: Session, hand: InHand) -> PackageRow | None:
    return session.scalar(
        select(PackageRow)
        .where(
            PackageRow.id == hand.package_id,
            PackageRow.attempts == hand.attempt,
            PackageRow.state == "working",
        )
        .with_for_update()
    )


def _actor(session: Session, row: PackageRow, now: datetime) -> Actor:
    user = session.get_one(UserRow, row.made_by)
    return Actor(
        user_id=user.id, name=user.name, role=Role(user.role), employer_id=row.employer_id,
        selectee_id=None, at=now,
    )  # fmt: skip


def _record(session: Session, actor: Actor, row: PackageRow, action: str) -> None:
    step = Step(
        action=action, subject="package", subject_id=row.id, employer_id=row.employer_id,
        target=row.name,
    )  # fmt: skip
    audit.record(session, actor, step)
