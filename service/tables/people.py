"""Users, log-ins, sessions and the audit trail."""

from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.tables import base
from service.tables.base import Base, Instant, of_employer, within_employer


class UserRow(Base):
    """A person who logs in. Employers' users and selectees belong to one employer."""

    __tablename__ = "user_account"
    __table_args__ = (
        of_employer(),
        within_employer("selectee_id", "selectee"),
        CheckConstraint(
            "role in ('employer_maker', 'employer_checker', 'employer_cashier', 'center_auditor',"
            " 'center_manager', 'administrator', 'selectee')",
            name="role_known",
        ),
        CheckConstraint(
            "(role in ('employer_maker', 'employer_checker', 'employer_cashier', 'selectee'))"
            " = (employer_id is not null)",
            name="employer_by_role",
        ),
        CheckConstraint("(role = 'selectee') = (selectee_id is not null)", name="selectee_by_role"),
        CheckConstraint("login ~ '^[a-z0-9._@-]{2,64}$'", name="login_form"),
    )
    id: Mapped[base.Identity]
    employer_id: Mapped[UUID | None] = mapped_column(Uuid())
    selectee_id: Mapped[UUID | None] = mapped_column(Uuid())
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[str]
    password_hash: Mapped[str]
    active: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[Instant]


class LoginAttemptRow(Base):
    """One attempt to log in: failures slow the next attempt down (per account and address)."""

    __tablename__ = "login_attempt"
    __table_args__ = (
        Index("ix_login_attempt_login_at", "login", "at"),
        Index("ix_login_attempt_address_at", "address", "at"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    login: Mapped[str]
    address: Mapped[str]
    at: Mapped[Instant]
    succeeded: Mapped[bool]


class WebSessionRow(Base):
    """A browser's session, known by the hash of its secret."""

    __tablename__ = "web_session"
    id_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    data: Mapped[dict[str, object]] = mapped_column(JSONB)
    created_at: Mapped[Instant]
    seen_at: Mapped[Instant]


class AuditRow(Base):
    """Who did what, when, to what, from which state to which, by which article. Append only."""

    __tablename__ = "audit_trail"
    __table_args__ = (
        of_employer(),
        Index("ix_audit_trail_subject", "subject", "subject_id"),
        Index("ix_audit_trail_actor", "actor_id", "at", "id"),
        Index("ix_audit_trail_at", "at", "id"),
        Index("ix_audit_trail_employer_id_at", "employer_id", "at"),
    )
    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    employer_id: Mapped[UUID | None] = mapped_column(Uuid())
    at: Mapped[Instant]
    actor_id: Mapped[UUID | None] = mapped_column(Uuid())
    actor_name: Mapped[str]
    actor_role: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[UUID | None] = mapped_column(Uuid())
    source: Mapped[str | None]
    target: Mapped[str | None]
    article: Mapped[str | None]
    reason: Mapped[str | None]
