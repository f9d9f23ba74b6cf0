"""Draft claims: of the whole voucher, or of a share; in the newest terms of the grant (Art. 27)."""

from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import content, library
from compliance.categories import Category
from importers.invoice import Invoice
from service import audit
from service.actions import plan_and_team
from service.actions.register import next_number
from service.audit import Step
from service.messages import N_, NotFound
from service.permissions import Actor
from service.tables import AgreementRow, ClaimRow, GrantRow, InvoiceRow


def grant_to_charge(
    session: Session, actor: Actor, grant_id: UUID
) -> tuple[GrantRow, AgreementRow]:
    """Give a grant of the actor's employer with its newest agreement."""
    grant = session.get(GrantRow, grant_id)
    if grant is None or grant.employer_id != actor.employer_id:
        raise NotFound(N_("没有这个项目。"))
    agreement = session.scalar(
        select(AgreementRow)
        .where(AgreementRow.employer_id == grant.employer_id, AgreementRow.grant_id == grant.id)
        .order_by(AgreementRow.version.desc())
        .limit(1)
    )
    if agreement is None:
        raise NotFound(N_("该项目还没有签订任务书（第二十七条），不能报销；请先与中心签订。"))
    return grant, agreement


def draft(
    session: Session,
    actor: Actor,
    charged: tuple[GrantRow, AgreementRow],
    row: InvoiceRow,
    amount: Decimal | None = None,
) -> ClaimRow:
    """Make a draft for an invoice, of its total where no share is given."""
    grant, agreement = charged
    category, reason = content.suggest_category(
        Invoice.from_record(row.record), library.installed().newest_categories()
    )
    number = next_number(session, grant.employer_id, f"claim-{actor.today.year}")
    claim = ClaimRow(
        employer_id=grant.employer_id,
        number=f"BX{actor.today.year}-{number:05d}",
        grant_id=grant.id,
        agreement_id=agreement.id,
        invoice_id=row.id,
        category=category.value if category else None,
        category_reason=reason.to_record(),
        plan_item_id=plan_and_team.only_item(session, agreement.id, category),
        amount=amount or row.total or Decimal("0.00"),
        cost_on=None,
        statement="",
        explanation="",
        evidence=[],
        state="draft",
        outcome="review",
        made_by=actor.user_id,
        made_at=actor.at,
    )
    session.add(claim)
    session.flush()
    step = Step(
        action="draft_claim", subject="claim", subject_id=claim.id,
        employer_id=claim.employer_id, target="draft",
    )  # fmt: skip
    audit.record(session, actor, step)
    return claim


def plan_item(session: Session, claim: ClaimRow) -> UUID | None:
    """Give the item of the plan that serves a claim's direction, where there is just one."""
    category = Category(claim.category) if claim.category else None
    return plan_and_team.only_item(session, claim.agreement_id, category)
