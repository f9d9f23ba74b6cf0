"""收件地址: where a person sends invoices by mail, and what became of each message."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import (
    Base,
    Employer,
    Identity,
    Instant,
    of_employer,
    tenant_key,
    within_employer,
)


class MailAddressRow(Base):
    """The tag by which one person's mail finds one grant: box+tag@example.org.

    It is shown to its person again and again, so it is kept as it is; without that person's own
    address as the sender it opens nothing. A renewed or ended one stays known as such.
    """

    __tablename__ = "mail_address"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("grant_id", "talent_grant"),
        CheckConstraint("tag ~ '^[a-z2-7]{16}$'", name="tag_form"),
        Index("ix_mail_address_tag", "tag"),
        Index(
            "uq_mail_address_in_use",
            "employer_id",
            "user_id",
            "grant_id",
            unique=True,
            postgresql_where=text("ended_at is null"),
        ),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    tag: Mapped[str]
    made_at: Mapped[Instant]
    ended_at: Mapped[Instant | None]


class MailMessageRow(Base):
    """One message to an address: taken in once, whatever is killed in the middle; answered once.

    `key` is a digest of what the sender's program calls the message by; of its subject, its text
    and its sender nothing is kept. `state`: open while its files are taken in; taken once they are
    in a batch; nothing or refused, with a reason.
    """

    __tablename__ = "mail_message"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("address_id", "mail_address"),
        within_employer("batch_id", "intake_batch"),
        UniqueConstraint("employer_id", "address_id", "key"),
        CheckConstraint("state in ('open', 'taken', 'nothing', 'refused')", name="state_known"),
        CheckConstraint("(state in ('nothing', 'refused')) = (reason <> '')", name="reasoned"),
        CheckConstraint("state <> 'taken' or batch_id is not null", name="taken_into_a_batch"),
        CheckConstraint("(state = 'open') = (done_at is null)", name="done_at_the_end"),
        CheckConstraint("key ~ '^[0-9a-f]{64}$' and attempts > 0", name="sound"),
        Index("ix_mail_message_at", "employer_id", "address_id", "at"),
        Index(
            "ix_mail_message_unanswered",
            "done_at",
            postgresql_where=text("state = 'taken' and answered_at is null"),
        ),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    address_id: Mapped[UUID] = mapped_column(Uuid())
    key: Mapped[str]
    at: Mapped[Instant]  # first seen
    state: Mapped[str]
    reason: Mapped[str]  # a word of `actions.mail_words`
    attempts: Mapped[int] = mapped_column(Integer)
    batch_id: Mapped[UUID | None] = mapped_column(Uuid())
    done_at: Mapped[Instant | None]
    answered_at: Mapped[Instant | None]  # when the answer was queued
