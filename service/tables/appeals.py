"""What an appeal is about: a finding of a verdict, or what a claim was returned for."""

from uuid import UUID

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint, Uuid
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.tables.base import Base, Employer, Money, of_employer, within_employer


class AppealRow(Base):
    """申诉 (Art. 28, 36). It stays as it was raised; migration 0024 guards it.

    Against a finding: the verdict in which it stands, and the finding as it is recorded there.
    Against a return: the reason that was given for it.
    """

    __tablename__ = "appeal"
    __table_args__ = (
        of_employer(),
        PrimaryKeyConstraint("employer_id", "proceeding_id"),
        within_employer("proceeding_id", "proceeding"),
        within_employer("grant_id", "talent_grant"),
        within_employer("claim_id", "claim"),
        within_employer("decision_id", "decision"),
        Index("ix_appeal_claim_id", "employer_id", "claim_id"),
        CheckConstraint("(finding is null) = (returned_for <> '')", name="against_one_thing"),
        CheckConstraint("grounds <> ''", name="grounded"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
    )
    proceeding_id: Mapped[UUID] = mapped_column(Uuid())
    employer_id: Mapped[Employer]
    grant_id: Mapped[UUID] = mapped_column(Uuid())
    claim_id: Mapped[UUID] = mapped_column(Uuid())
    decision_id: Mapped[UUID] = mapped_column(Uuid())  # the newest when it was raised
    finding: Mapped[dict[str, object] | None] = mapped_column(JSONB(none_as_null=True))
    returned_for: Mapped[str]
    amount: Mapped[Money]  # of the claim then
    grounds: Mapped[str]  # why the employer does not accept it
