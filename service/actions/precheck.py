"""预检: what a verdict on a file would be, without keeping anything.

The transaction is read-only, so that a mistake of ours could not write either.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import content, decision
from compliance.categories import Category
from compliance.decision import Decision
from importers.invoice import Invoice
from service import facts, texts
from service.actions import plan_and_team
from service.messages import N_, NotFound, Refused
from service.permissions import Actor, Role
from service.tables import AgreementRow, ClaimRow, EmployerRow, InvoiceRow


@dataclass(frozen=True, slots=True)
class Agreed:
    """The agreement a file is checked against: its newest version, and whose it is."""

    agreement_id: UUID
    grant_id: UUID
    employer_id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class Prechecked:
    """The verdict that a claim for the whole invoice would get now."""

    category: Category | None
    amount: Decimal
    verdict: Decision


def agreed(session: Session, number: str, uscc: str | None = None) -> Agreed:
    """Find the newest version of an agreement by its number, and by its employer where asked."""
    query = (
        select(AgreementRow)
        .join(EmployerRow, EmployerRow.id == AgreementRow.employer_id)
        .where(AgreementRow.number == number)
        .order_by(AgreementRow.version.desc())
    )
    if uscc:
        query = query.where(EmployerRow.uscc == uscc)
    rows = session.scalars(query).all()
    if not rows:
        raise NotFound(
            N_("没有编号为 {number} 的任务书；请填写任务书编号，不是项目编号。"), number=number
        )
    if len({row.employer_id for row in rows}) > 1:
        raise Refused(
            N_("多个单位有编号为 {number} 的任务书，请用 --employer 写明统一社会信用代码。"),
            number=number,
        )
    newest = rows[0]
    return Agreed(newest.id, newest.grant_id, newest.employer_id, newest.number)


def precheck(
    session: Session, at: datetime, under: Agreed, invoice: Invoice, category: Category | None
) -> Prechecked:
    """Decide what a claim for the whole invoice would be told, a known invoice as known.

    Like a new claim it serves the plan's only item of its direction.
    """
    actor = _asking(under, at)
    row = _known(session, under, invoice) or _thought_of(under, invoice, at)
    suggested = (
        category or content.suggest_category(invoice, texts.library(session).newest_categories())[0]
    )
    claim = ClaimRow(
        employer_id=under.employer_id,
        grant_id=under.grant_id,
        agreement_id=under.agreement_id,
        category=suggested.value if suggested else None,
        plan_item_id=plan_and_team.only_item(session, under.agreement_id, suggested),
        amount=invoice.total if invoice.total is not None else Decimal("0.00"),
        statement="",
        explanation="",
        evidence=[],
        payment="transfer",
        payee="",
        vat="not_stated",
        acceptor="",
        made_by=actor.user_id,
        state="draft",
    )
    with session.no_autoflush:
        gathered = facts.gather(session, actor, claim, row)
    return Prechecked(suggested, claim.amount, decision.decide(gathered))


def _asking(under: Agreed, at: datetime) -> Actor:
    return Actor(
        user_id=UUID(int=0),
        name="",
        role=Role.EMPLOYER_MAKER,
        employer_id=under.employer_id,
        selectee_id=None,
        at=at,
    )


def _known(session: Session, under: Agreed, invoice: Invoice) -> InvoiceRow | None:
    if invoice.key is None:
        return None
    return session.scalar(
        select(InvoiceRow).where(
            InvoiceRow.employer_id == under.employer_id, InvoiceRow.key == invoice.key
        )
    )


def _thought_of(under: Agreed, invoice: Invoice, at: datetime) -> InvoiceRow:
    return InvoiceRow(
        id=uuid4(),
        employer_id=under.employer_id,
        original_id=uuid4(),
        key=invoice.key,
        kind=invoice.kind.value,
        number=invoice.invoice_number,
        issued_on=invoice.issue_date,
        seller_name=invoice.seller_name,
        total=invoice.total,
        record=invoice.to_record(),
        read_at=at,
    )
