"""How files come in without a log-in at the desk: a phone's link."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import Base, Employer, Identity, Instant, of_employer, within_employer


class PhoneLinkRow(Base):
    """A link by which one phone sends photographs into one batch of whoever made it.

    It is opened once, before `opens_until`, and then good until `works_until`, the end of its
    batch, or `ended_at`. Only the hash of its secret is kept.
    """

    __tablename__ = "phone_link"
    __table_args__ = (
        of_employer(),
        within_employer("batch_id", "intake_batch"),
        CheckConstraint("opened_at is null or opened_at <= opens_until", name="opened_in_time"),
        CheckConstraint("(opened_at is null) = (works_until is null)", name="works_once_opened"),
        CheckConstraint("octet_length(secret_hash) = 32", name="secret_hashed"),
        Index("ix_phone_link_secret_hash", "secret_hash"),
        Index("ix_phone_link_batch_id", "employer_id", "batch_id"),
        Index("ix_phone_link_going", "opens_until", postgresql_where=text("ended_at is null")),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    batch_id: Mapped[UUID] = mapped_column(Uuid())
    made_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary)
    opens_until: Mapped[Instant]
    opened_at: Mapped[Instant | None]
    works_until: Mapped[Instant | None]
    ended_at: Mapped[Instant | None]


class AccessTokenRow(Base):
    """A secret by which a program acts in the name of a person, within `scope`, until it ends."""

    __tablename__ = "access_token"
    __table_args__ = (
        of_employer(),
        CheckConstraint("scope in ('read', 'upload')", name="scope_known"),
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint(
            "expires_at > made_at and expires_at <= made_at + interval '366 days'", name="expires"
        ),
        CheckConstraint(
            "octet_length(secret_hash) = 32 and length(secret_end) = 4", name="secret_hashed"
        ),
        Index("ix_access_token_secret_hash", "secret_hash"),
        Index("ix_access_token_user_id", "employer_id", "user_id"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    name: Mapped[str]
    scope: Mapped[str]
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary)
    secret_end: Mapped[str]  # the last characters, by which its person knows it again
    made_at: Mapped[Instant]
    expires_at: Mapped[Instant]
    used_at: Mapped[Instant | None]
    ended_at: Mapped[Instant | None]


class ApiRequestRow(Base):
    """A request that its program may repeat: the same key means the same batch, once."""

    __tablename__ = "api_request"
    __table_args__ = (of_employer(), within_employer("batch_id", "intake_batch"))
    employer_id: Mapped[Employer] = mapped_column(primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    key_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    content_hash: Mapped[bytes] = mapped_column(LargeBinary)
    batch_id: Mapped[UUID] = mapped_column(Uuid())
    made_at: Mapped[Instant]
