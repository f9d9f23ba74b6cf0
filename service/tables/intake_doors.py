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
