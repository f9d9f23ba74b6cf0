"""Users: adding, disabling, passwords, log-in and sessions."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service import audit, identity, passwords
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor, Role
from service.tables import EmployerRow, SelecteeRow, UserRow, WebSessionRow

LOGIN_FORM = re.compile(r"[a-z0-9._@-]{2,64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUser:
    """What is needed to add a user. Employers' users name the employer by its code (USCC)."""

    login: str
    name: str
    role: Role
    password: str
    employer_uscc: str | None = None
    selectee_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class UserView:
    """A user in a list."""

    id: UUID
    login: str
    name: str
    role: Role
    employer_name: str | None
    active: bool


def add_user(session: Session, actor: Actor, new: NewUser) -> UUID:
    """Add a user; the role decides whether an employer or a selectee must be named."""
    if not LOGIN_FORM.fullmatch(new.login):
        raise Invalid(
            N_("登录名 {login} 不可用：请用 2 到 64 个小写字母、数字或 . _ @ - 。"), login=new.login
        )
    if session.scalar(select(UserRow.id).where(UserRow.login == new.login)):
        raise Refused(N_("登录名 {login} 已被使用，请换一个。"), login=new.login)
    employer_id, selectee_id = _belongs_to(session, new)
    user = UserRow(
        employer_id=employer_id,
        selectee_id=selectee_id,
        login=new.login,
        name=new.name,
        role=new.role.value,
        password_hash=passwords.hash_password(new.password),
        active=True,
        created_at=actor.at,
    )
    session.add(user)
    try:
        session.flush()
    except IntegrityError as error:  # two administrators at once
        raise Refused(N_("登录名 {login} 已被使用，请换一个。"), login=new.login) from error
    step = Step(
        action="add_user", subject="user", subject_id=user.id, employer_id=employer_id,
        target=new.role.value,
    )  # fmt: skip
    audit.record(session, actor, step)
    return user.id


def _belongs_to(session: Session, new: NewUser) -> tuple[UUID | None, UUID | None]:
    if new.role is Role.SELECTEE:
        selectee = session.get(SelecteeRow, new.selectee_id) if new.selectee_id else None
        if selectee is None:
            raise Invalid(N_("请选择该用户对应的入选者。"))
        return selectee.employer_id, selectee.id
    if not new.role.of_employer:
        return None, None
    employer_id = session.scalar(
        select(EmployerRow.id).where(EmployerRow.uscc == (new.employer_uscc or ""))
    )
    if employer_id is None:
        raise Invalid(
            N_("没有统一社会信用代码为 {uscc} 的所在单位，请先登记单位。"),
            uscc=new.employer_uscc or "（空）",
        )
    return employer_id, None


def list_users(session: Session, _actor: Actor) -> list[UserView]:
    """List all users by log-in name."""
    rows = session.execute(
        select(UserRow, EmployerRow.name)
        .outerjoin(EmployerRow, EmployerRow.id == UserRow.employer_id)
        .order_by(UserRow.login)
    )
    return [
        UserView(user.id, user.login, user.name, Role(user.role), employer, user.active)
        for user, employer in rows
    ]


def set_active(session: Session, actor: Actor, user_id: UUID, *, active: bool) -> None:
    """Disable or enable a user; a disabled user's sessions end at once."""
    user = _get(session, user_id)
    if user.id == actor.user_id:
        raise Refused(N_("不能停用自己，请由另一位系统管理员操作。"))
    user.active = active
    identity.close_sessions_of(session, user.id)
    action = "enable_user" if active else "disable_user"
    step = Step(action=action, subject="user", subject_id=user.id, employer_id=user.employer_id)
    audit.record(session, actor, step)


def reset_password(session: Session, actor: Actor, user_id: UUID, password: str) -> None:
    """Give a user a new password and end the user's sessions."""
    user = _get(session, user_id)
    user.password_hash = passwords.hash_password(password)
    identity.close_sessions_of(session, user.id)
    step = Step(
        action="reset_password", subject="user", subject_id=user.id, employer_id=user.employer_id
    )
    audit.record(session, actor, step)


def change_own_password(session: Session, actor: Actor, old: str, new: str) -> None:
    """Change one's own password; every session ends, the present one too."""
    user = _get(session, actor.user_id)
    if not passwords.matches(old, user.password_hash):
        raise Invalid(N_("原密码不对，请重新输入。"))
    user.password_hash = passwords.hash_password(new)
    identity.close_sessions_of(session, user.id)
    step = Step(
        action="change_password", subject="user", subject_id=user.id, employer_id=user.employer_id
    )
    audit.record(session, actor, step)


def _get(session: Session, user_id: UUID) -> UserRow:
    user = session.get(UserRow, user_id)
    if user is None:
        raise NotFound(N_("没有这个用户。"))
    return user


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A fresh session: its secret for the cookie, and who it belongs to."""

    secret: str
    actor: Actor


def log_in(
    session: Session, login: str, password: str, address: str, at: datetime
) -> SignedIn | None:
    """Check a password and open a session; None when the name or the password is wrong."""
    user = identity.check_password(session, login, password, address, at)
    if user is None:
        return None
    actor = identity.actor_of(user, at)
    step = Step(action="log_in", subject="user", subject_id=user.id, employer_id=user.employer_id)
    audit.record(session, actor, step)
    return SignedIn(identity.open_session(session, {}, user.id, at), actor)


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A browser's session: what it remembers and, when somebody is logged in, who."""

    data: dict[str, object]
    actor: Actor | None


def resume(
    session: Session, secret: str, limits: identity.Limits, at: datetime
) -> LiveSession | None:
    """Give the live session of a cookie, or None when it ended."""
    row = identity.find_session(session, secret, limits, at)
    if row is None:
        return None
    user = identity.user_of(session, row)
    if row.user_id is not None and user is None:
        return None
    return LiveSession(dict(row.data), identity.actor_of(user, at) if user else None)


def remember(session: Session, secret: str | None, data: dict[str, object], at: datetime) -> str:
    """Store what a session remembers; without a secret a session of nobody is opened."""
    row = session.get(WebSessionRow, identity.hash_secret(secret)) if secret else None
    if row is None:
        return identity.open_session(session, data, None, at)
    row.data = data
    assert secret is not None, "a session was found by its secret"
    return secret


def log_out(session: Session, secret: str) -> None:
    """End the session of a cookie."""
    identity.close_session(session, secret)
