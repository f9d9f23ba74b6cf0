"""What verdicts rest on beside the claim: texts, plans, teams, related parties, verifications."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, Uuid
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
from service.tables.programme import CATEGORIES


class LawTextRow(Base):
    """A list, standard or calendar that the Center loaded: approved by a second person.

    The content never changes; see `compliance.text`.
    """

    __tablename__ = "law_text"
    __table_args__ = (
        UniqueConstraint("kind", "version"),
        CheckConstraint(
            "kind in ('negative_list', 'categories', 'standards', 'calendar')", name="kind_known"
        ),
        CheckConstraint("approved_by <> loaded_by", name="two_people"),
        CheckConstraint("(approved_by is null) = (approved_at is null)", name="approved_whole"),
        CheckConstraint("approved_at is null or rejected_at is null", name="decided_once"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256_form"),
    )
    id: Mapped[Identity]
    kind: Mapped[str]
    version: Mapped[str]
    content: Mapped[str]
    sha256: Mapped[str]
    effective_from: Mapped[date]
    reason: Mapped[str]  # why the change, in the words of whoever loaded it
    loaded_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    loaded_at: Mapped[Instant]
    approved_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    approved_at: Mapped[Instant | None]
    rejected_at: Mapped[Instant | None]


class ListingRow(Base):
    """关注名单: a seller that the Center warns of or bars."""

    __tablename__ = "listing"
    __table_args__ = (
        Index("ix_listing_name", "name"),
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("reason <> ''", name="reasoned"),
        CheckConstraint("until_on >= from_on", name="in_order"),
    )
    id: Mapped[Identity]
    name: Mapped[str]
    uscc: Mapped[str]  # '' where not known
    reason: Mapped[str]
    barred: Mapped[bool]
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    entered_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    entered_at: Mapped[Instant]


class PlanItemRow(Base):
    """培养方案事项 of an agreement (Art. 25, 27)."""

    __tablename__ = "plan_item"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("agreement_id", "agreement"),
        UniqueConstraint("employer_id", "agreement_id", "number"),
        CheckConstraint("number > 0", name="counted"),
        CheckConstraint("title <> ''", name="titled"),
        CheckConstraint(f"category in ({CATEGORIES})", name="category_known"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    agreement_id: Mapped[UUID] = mapped_column(Uuid())
    number: Mapped[int]
    title: Mapped[str]
    category: Mapped[str | None]


class TeamMemberRow(Base):
    """团队成员 of a grant beside the selectee (Art. 25)."""

    __tablename__ = "team_member"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("grant_id", "talent_grant"),
        Index("ix_team_member_grant_id", "employer_id", "grant_id"),
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("until_on >= from_on", name="in_order"),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    name: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class RelatedPartyRow(Base):
    """关联方 of an employer: whoever sells and is not a stranger (Art. 26)."""

    __tablename__ = "related_party"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        Index("ix_related_party_employer_id", "employer_id"),
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint(
            "relation in ('shareholder', 'subsidiary', 'legal_representative', 'relative',"
            " 'same_address', 'other')",
            name="relation_known",
        ),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    name: Mapped[str]
    uscc: Mapped[str]  # '' where not known
    relation: Mapped[str]
    declared_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    declared_at: Mapped[Instant]
    ended_at: Mapped[Instant | None]


class VerificationRow(Base):
    """查验: what the tax authority's platform answered about an invoice. Append only."""

    __tablename__ = "verification"
    __table_args__ = (
        of_employer(),
        tenant_key(),
        within_employer("invoice_id", "invoice"),
        Index("ix_verification_invoice_id", "invoice_id", "recorded_at"),
        CheckConstraint(
            "result in ('matches', 'differs', 'not_found', 'void', 'red', 'partly_red',"
            " 'abnormal')",
            name="result_known",
        ),
    )
    id: Mapped[Identity]
    employer_id: Mapped[Employer]
    invoice_id: Mapped[UUID] = mapped_column(Uuid())
    result: Mapped[str]
    checked_on: Mapped[date]
    reference: Mapped[str]  # 查验流水号 or where the answer is kept, '' if none
    recorded_by: Mapped[UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[Instant]


class CrossMatchRow(Base):
    """The same voucher in claims of two employers: for the Center's eyes only."""

    __tablename__ = "cross_match"
    __table_args__ = (
        UniqueConstraint("earlier_claim_id", "later_claim_id"),
        CheckConstraint("sameness in ('invoice', 'number', 'file')", name="sameness_known"),
        CheckConstraint("(settled_by is null) = (settled_at is null)", name="settled_whole"),
        CheckConstraint("settled_at is null or conclusion <> ''", name="concluded"),
    )
    id: Mapped[Identity]
    sameness: Mapped[str]
    earlier_claim_id: Mapped[UUID] = mapped_column(Uuid())
    later_claim_id: Mapped[UUID] = mapped_column(Uuid())
    found_at: Mapped[Instant]
    conclusion: Mapped[str]
    settled_by: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))
    settled_at: Mapped[Instant | None]
