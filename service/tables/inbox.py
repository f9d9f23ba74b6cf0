"""消息: the inbox, and what goes out by mail and to group robots.

Rows without an employer are the Center's.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Uuid,
    text,
)
from sqlalchemy import Identity as Counter
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import Base, Identity, Instant, of_employer, tenant_key, within_employer


class InboxMessageRow(Base):
    """Something that waits for people: a kind, a number, what to do and where; nothing else.

    What leaves the house is made from these columns, so that it holds nothing confidential.
    """

    __tablename__ = "inbox_message"
    __table_args__ = (
        of_employer(),
        within_employer("selectee_id", "selectee"),
        Index("ix_inbox_message_open", "employer_id", "serial", postgresql_where="over_at is null"),
        Index("ix_inbox_message_link", "link", postgresql_where="over_at is null"),
        CheckConstraint(
            "selectee_id is null or employer_id is not null", name="selectee_of_employer"
        ),
        CheckConstraint("roles <> ''", name="addressed"),
        CheckConstraint(
            r"number ~ '^[^\s.,]{0,60}$' and (number = '' or number ~ '[0-9]')", name="numbered"
        ),
        CheckConstraint("link ~ '^/[a-z]'", name="link_local"),
    )
    id: Mapped[Identity]
    serial: Mapped[int] = mapped_column(BigInteger, Counter(always=True))
    employer_id: Mapped[UUID | None] = mapped_column(Uuid())
    roles: Mapped[str]  # joined by spaces
    selectee_id: Mapped[UUID | None] = mapped_column(Uuid())  # which one, for the role `selectee`
    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))  # this one alone
    topic: Mapped[str]  # a word of `actions.inbox_words`, or a kind of case
    number: Mapped[str]
    to_do: Mapped[str]  # a sentence to be translated
    values: Mapped[Mapping[str, str]] = mapped_column(JSONB)
    steps: Mapped[Sequence[str]] = mapped_column(JSONB)  # titles of buttons, to be translated
    link: Mapped[str]  # on this site
    at: Mapped[Instant]
    over_at: Mapped[Instant | None]  # nobody has to act on it any more
    read_by: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))  # users
    told: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()))  # users and robots it was queued for


class ContactRow(Base):
    """Where, in which language and how often a person is told by mail."""

    __tablename__ = "contact"
    __table_args__ = (
        of_employer(),
        CheckConstraint("language in ('zh', 'en')", name="language_known"),
        CheckConstraint("digest in ('none', 'daily', 'each')", name="digest_known"),
        CheckConstraint("digest = 'none' or address <> ''", name="reachable"),
        CheckConstraint(r"address ~ '^([^@\s,<>]+@[^@\s,<>]+)?$'", name="address_form"),
    )
    user_id: Mapped[UUID] = mapped_column(Uuid(), ForeignKey("user_account.id"), primary_key=True)
    employer_id: Mapped[UUID | None] = mapped_column(Uuid())
    address: Mapped[str]
    language: Mapped[str]
    digest: Mapped[str]
    changed_at: Mapped[Instant]


class RobotRow(Base):
    """A group robot of 企业微信 or 钉钉; its address is put together from host and token."""

    __tablename__ = "robot"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        CheckConstraint("kind in ('wecom', 'dingtalk')", name="kind_known"),
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("host ~ '^[a-z0-9.-]+(:[0-9]+)?$'", name="host_form"),
        CheckConstraint("token ~ '^[0-9A-Za-z_-]{8,200}$'", name="token_form"),
        CheckConstraint("(secret <> '') = (kind = 'dingtalk')", name="signed"),
        CheckConstraint("language in ('zh', 'en')", name="language_known"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[UUID | None] = mapped_column(Uuid())
    kind: Mapped[str]
    name: Mapped[str]
    host: Mapped[str]
    token: Mapped[str]
    secret: Mapped[str]  # 加签密钥 of 钉钉
    language: Mapped[str]
    made_by: Mapped[UUID] = mapped_column(Uuid(), ForeignKey("user_account.id"))
    made_at: Mapped[Instant]
    ended_at: Mapped[Instant | None]


class DeliveryRow(Base):
    """What went out, or is to: as it was worded, to one person or one robot."""

    __tablename__ = "delivery"
    __table_args__ = (
        of_employer(),
        within_employer("robot_id", "robot"),
        Index("ix_delivery_due", "next_at", postgresql_where=text("state in ('queued', 'failed')")),
        Index("ix_delivery_user_id", "user_id", "serial"),
        Index("ix_delivery_robot_id", "employer_id", "robot_id", "serial"),
        CheckConstraint("(user_id is null) <> (robot_id is null)", name="one_recipient"),
        CheckConstraint("state in ('queued', 'sent', 'failed', 'given_up')", name="state_known"),
        CheckConstraint("messages > 0 and attempts >= 0", name="counted"),
        CheckConstraint("(sent_at is not null) = (state = 'sent')", name="sent_whole"),
        CheckConstraint(
            "state not in ('failed', 'given_up') or error <> ''", name="failed_with_error"
        ),
    )
    id: Mapped[Identity]
    serial: Mapped[int] = mapped_column(BigInteger, Counter(always=True))
    employer_id: Mapped[UUID | None] = mapped_column(Uuid())
    user_id: Mapped[UUID | None] = mapped_column(Uuid(), ForeignKey("user_account.id"))
    robot_id: Mapped[UUID | None] = mapped_column(Uuid())
    subject: Mapped[str]
    body: Mapped[str]
    messages: Mapped[int]  # how many it tells of
    state: Mapped[str]
    attempts: Mapped[int]
    next_at: Mapped[Instant]  # not tried before
    error: Mapped[str]  # of the last attempt
    # to a mail of the person's own: sent whatever that person chose to be told of
    answer: Mapped[bool] = mapped_column(server_default=text("false"))
    made_at: Mapped[Instant]
    sent_at: Mapped[Instant | None]
