"""Log-in by password, with growing delays, and sessions kept in the database."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from service import passwords
from service.messages import N_, Refused
from service.permissions import Actor, Role
from service.tables import LoginAttemptRow, UserRow, WebSessionRow

WINDOW = timedelta(minutes=15)
FREE_FAILURES = 5  # so many mistakes in a window cost nothing
ADDRESS_FAILURES = 50  # an office shares one address


class TooManyAttempts(Refused):
    """Wrong passwords came too fast; the person may try again later (never locked for good)."""

    status = 429


class WrongPassword(Refused):
    """The log-in name or the password is wrong; which one is not told."""

    status = 401


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a session lives: idle, and in all."""

    idle: timedelta
    most: timedelta


def check_password(
    session: Session, login: str, password: str, address: str, at: datetime
) -> UserRow | None:
    """Verify a log-in; give None when it is wrong. Every attempt is written down.

    Raises `TooManyAttempts` before looking at the password when there were too many failures.
    The caller commits also when the answer is None, so that the attempt counts.
    """
    login = login.strip().lower()
    _slow_down(session, login, address, at)
    user = session.scalar(select(UserRow).where(UserRow.login == login, UserRow.active))
    right = passwords.matches(password, user.password_hash if user else None)
    session.add(LoginAttemptRow(login=login[:64], address=address, at=at, succeeded=right))
    return user if right else None


def _slow_down(session: Session, login: str, address: str, at: datetime) -> None:
    failed = select(func.count()).where(
        LoginAttemptRow.at > at - WINDOW, LoginAttemptRow.succeeded.is_(False)
    )
    of_login = session.scalar(failed.where(LoginAttemptRow.login == login)) or 0
    of_address = session.scalar(failed.where(LoginAttemptRow.address == address)) or 0
    if of_login >= FREE_FAILURES or of_address >= ADDRESS_FAILURES:
        raise TooManyAttempts(N_("密码输错次数过多，请 15 分钟后再试，或请管理员重设密码。"))


def actor_of(user: UserRow, at: datetime) -> Actor:
    """Give the user as somebody who acts at an instant."""
    return Actor(
        user_id=user.id,
        name=user.name,
        role=Role(user.role),
        employer_id=user.employer_id,
        selectee_id=user.selectee_id,
        at=at,
    )


def open_session(
    session: Session, data: dict[str, object], user_id: UUID | None, at: datetime
) -> str:
    """Start a browser session and give its secret (256 bits; only the hash is stored)."""
    secret = secrets.token_urlsafe(32)
    session.add(
        WebSessionRow(
            id_hash=hash_secret(secret), user_id=user_id, data=data, created_at=at, seen_at=at
        )
    )
    return secret


def find_session(
    session: Session, secret: str, limits: Limits, at: datetime
) -> WebSessionRow | None:
    """Give the live session of a secret, or None; touch it at most once a minute."""
    row = session.get(WebSessionRow, hash_secret(secret))
    if row is None or at - row.seen_at > limits.idle or at - row.created_at > limits.most:
        return None
    if at - row.seen_at > timedelta(minutes=1):
        row.seen_at = at
    return row


def user_of(session: Session, row: WebSessionRow) -> UserRow | None:
    """Give the active user of a session; a disabled user's session is dead at once."""
    user = session.get(UserRow, row.user_id) if row.user_id else None
    return user if user and user.active else None


def close_session(session: Session, secret: str) -> None:
    """End one session."""
    session.execute(delete(WebSessionRow).where(WebSessionRow.id_hash == hash_secret(secret)))


def close_sessions_of(session: Session, user_id: UUID) -> None:
    """End every session of a user: password changed, disabled, other role."""
    session.execute(delete(WebSessionRow).where(WebSessionRow.user_id == user_id))


def sweep_sessions(session: Session, limits: Limits, at: datetime) -> None:
    """Forget sessions and attempts that no longer matter."""
    session.execute(delete(WebSessionRow).where(WebSessionRow.created_at < at - limits.most))
    session.execute(delete(LoginAttemptRow).where(LoginAttemptRow.at < at - WINDOW * 96))


def hash_secret(secret: str) -> bytes:
    """Give the hash under which a session is stored."""
    return hashlib.sha256(secret.encode()).digest()
