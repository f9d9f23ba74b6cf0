"""接口令牌: secrets by which other programs act in the name of a person of an employer.

A token may less than its person: to `read`, or also to hand files in. It is shown once, kept as a
hash, ends by itself, and at once with its person or by hand. Every act is in the trail.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from service import audit, identity
from service.audit import Step
from service.db import CENTER, Database
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor, Permission
from service.tables import AccessTokenRow, UserRow

NAME_MAX, MOST = 50, 20
DAYS = (30, 90, 180, 365)
MARK = "zh_"  # what programs that look for leaked secrets find them by
NOTED_EVERY = timedelta(minutes=1)
_READ = frozenset({Permission.SEE_DESK, Permission.SEE_CLAIMS, Permission.SIGNED_IN})
SCOPES = {
    "read": _READ,
    "upload": _READ | {Permission.UPLOAD, Permission.KEEP_BANK},
}


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who came with a token, and what the token is good for."""

    actor: Actor
    scope: frozenset[Permission]


@dataclass(frozen=True, slots=True)
class TokenView:
    """A token in a list: of the secret itself only the end is known."""

    id: UUID
    name: str
    scope: str
    secret_end: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    ended_at: datetime | None
    live: bool


def make(session: Session, actor: Actor, name: str, scope: str, days: int) -> str:
    """Make a token and give its secret: the only time that it is known."""
    if not name.strip():
        raise Invalid(N_("请填写令牌的用途，例如“财务系统”。"))
    if scope not in SCOPES or days not in DAYS:
        raise Invalid(N_("请选择令牌的权限和有效期。"))
    if sum(each.live for each in listed(session, actor)) >= MOST:
        raise Refused(N_("最多可以有 {most} 个有效的令牌，请先停用不再使用的。"), most=str(MOST))
    secret = MARK + secrets.token_urlsafe(32)
    row = AccessTokenRow(
        employer_id=actor.employer,
        user_id=actor.user_id,
        name=name.strip()[:NAME_MAX],
        scope=scope,
        secret_hash=identity.hash_secret(secret),
        secret_end=secret[-4:],
        made_at=actor.at,
        expires_at=actor.at + timedelta(days=days),
    )
    session.add(row)
    session.flush()
    _record(session, actor, "make_token", row)
    return secret


def end(session: Session, actor: Actor, token_id: UUID) -> None:
    """End one's own token at once; again changes nothing."""
    row = session.scalar(
        select(AccessTokenRow).where(AccessTokenRow.id == token_id, *_own(actor)).with_for_update()
    )
    if row is None:
        raise NotFound(N_("没有这个接口令牌。"))
    if row.ended_at is None:
        row.ended_at = actor.at
        _record(session, actor, "end_token", row)


def listed(session: Session, actor: Actor) -> list[TokenView]:
    """List one's own tokens, newest first."""
    rows = session.scalars(
        select(AccessTokenRow).where(*_own(actor)).order_by(AccessTokenRow.made_at.desc())
    )
    return [
        TokenView(
            row.id, row.name, row.scope, row.secret_end, row.made_at, row.expires_at, row.used_at,
            row.ended_at, live=row.ended_at is None and actor.at < row.expires_at,
        )
        for row in rows
    ]  # fmt: skip


def bearer(database: Database, secret: str, now: datetime) -> Bearer | None:
    """Give who a secret stands for, None where it stands for nobody (any more)."""
    with database.transaction(CENTER) as session:
        hashed = AccessTokenRow.secret_hash == identity.hash_secret(secret)
        row = session.scalar(select(AccessTokenRow).where(hashed))
        if row is None or row.ended_at is not None or now >= row.expires_at:
            return None
        user = session.get_one(UserRow, row.user_id)
        if not user.active or user.employer_id != row.employer_id:
            return None
        if row.used_at is None or now - row.used_at > NOTED_EVERY:
            row.used_at = now
        return Bearer(identity.actor_of(user, now), SCOPES[row.scope])


def _own(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (
        AccessTokenRow.employer_id == actor.employer_id,
        AccessTokenRow.user_id == actor.user_id,
    )


def _record(session: Session, actor: Actor, action: str, row: AccessTokenRow) -> None:
    step = Step(
        action=action, subject="access_token", subject_id=row.id, employer_id=row.employer_id,
        target=row.scope, reason=row.name,
    )  # fmt: skip
    audit.record(session, actor, step)
