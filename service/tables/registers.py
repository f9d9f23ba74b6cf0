"""Registers that belong to no employer: rulings, versions of the Measures, objections."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import Base, Identity, Instant


class RulingRow(Base):
    """解释 (Art. 36): what the Center answered to a question; published by another person."""

    __tablename__ = "ruling"
    __table_args__ = (
        CheckConstraint("question <> '' and answer <> ''", name="told"),
        CheckConstraint("article between 1 and 37", name="article_known"),
        CheckConstraint("recorded_by <> published_by", name="two_people"),
        CheckConstraint("num_nulls(published_by, published_at) in (0, 2)", name="published_whole"),
    )
    id: Mapped[Identity]
    number: Mapped[str] = mapped_column(unique=True)
    article: Mapped[int]
    question: Mapped[str]
    answer: Mapped[str]
    answered_on: Mapped[date]
    author: Mapped[str]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[Instant]
    published_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    published_at: Mapped[Instant | None]
    replaces: Mapped[UUID | None] = mapped_column(ForeignKey("ruling.id"), unique=True)


class PolicyVersionRow(Base):
    """管理办法的版本 (Art. 35, 37): an agreement keeps the one in force when it was signed."""

    __tablename__ = "policy_version"
    __table_args__ = (
        CheckConstraint("title <> '' and issuer <> '' and version <> ''", name="named"),
        CheckConstraint("effective_on >= published_on", name="in_order"),
    )
    id: Mapped[Identity]
    version: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    issuer: Mapped[str]
    published_on: Mapped[date]
    effective_on: Mapped[date] = mapped_column(unique=True)
    note: Mapped[str]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[Instant]


class ObjectionRow(Base):
    """公示异议 (Art. 18): raised, verified by the recommender, settled by another person.

    The Center's alone: who objects to whom is nobody else's business (Art. 34).
    """

    __tablename__ = "objection"
    __table_args__ = (
        Index("ix_objection_notice_id", "notice_id"),
        CheckConstraint("content <> '' and raised_by <> ''", name="told"),
        CheckConstraint(
            "num_nulls(verified_by, verified_on) in (0, 2)"
            " and (verified_on is null) = (finding = '')",
            name="verified_whole",
        ),
        CheckConstraint("conclusion in ('upheld', 'dismissed')", name="conclusion_known"),
        CheckConstraint(
            "num_nulls(conclusion, settled_by, settled_on) in (0, 3)", name="settled_whole"
        ),
        CheckConstraint("settled_on is null or verified_on is not null", name="verified_first"),
        CheckConstraint("settled_by <> recorded_by", name="two_people"),
    )
    id: Mapped[Identity]
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("public_notice.id"))
    grant_number: Mapped[str]  # whom it is about; empty: the whole list
    raised_on: Mapped[date]
    raised_by: Mapped[str]
    content: Mapped[str]
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[Instant]
    verified_by: Mapped[UUID | None] = mapped_column(ForeignKey("recommender.id"))
    verified_on: Mapped[date | None]
    finding: Mapped[str]
    conclusion: Mapped[str | None]
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    settled_on: Mapped[date | None]
