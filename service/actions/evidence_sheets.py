"""取证单 of one employer of a check, printed from its findings as they stand."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.fieldwork import NATURES
from importers.invoice import Invoice
from ledger import book
from ledger.journal import EntryId
from reports import evidence_sheet, render_pdf
from reports.evidence_sheet import EvidenceSheet, SheetFinding
from service import audit, readings
from service.actions import check_finding_views, spot_check_steps
from service.actions.check_finding_views import FindingLine
from service.actions.fieldwork import ARTICLE
from service.audit import Step
from service.messages import N_, NotFound
from service.permissions import Actor
from service.tables import ClaimRow, EmployerRow, InvoiceRow, SpotCheckItemRow, SpotCheckRow


def printed(session: Session, actor: Actor, check_id: UUID, employer_id: UUID) -> tuple[str, bytes]:
    """Print the sheet of evidence of an employer of a check; the trail says by whom."""
    check = spot_check_steps.find(session, actor, check_id)
    sheet = sheet_of(session, actor, check, employer_id)
    step = Step(
        action="print_evidence_sheet", subject="spot_check", subject_id=check.id,
        employer_id=None, article=ARTICLE, reason=sheet.employer,
    )  # fmt: skip
    audit.record(session, actor, step)
    name = f"{sheet.number}-{sheet.employer}.pdf"
    return name, render_pdf.render(evidence_sheet.compose(sheet))


def sheet_of(
    session: Session, actor: Actor, check: SpotCheckRow, employer_id: UUID
) -> EvidenceSheet:
    """Give what is printed: the findings of the check at one employer that stand."""
    items = session.scalars(
        select(SpotCheckItemRow).where(
            SpotCheckItemRow.check_id == check.id, SpotCheckItemRow.employer_id == employer_id
        )
    ).all()
    if not items:
        raise NotFound(N_("这次抽查没有抽到这个单位。"))
    found = check_finding_views.of_check(session, actor, check.id, employer_id)
    return EvidenceSheet(
        number=f"{check.number}-取证单",
        check=f"{check.number} {check.title}",
        employer=session.get_one(EmployerRow, employer_id).name,
        period_from=check.period_from,
        period_to=check.period_to,
        drawn_on=actor.today,
        findings=tuple(_finding(session, each) for each in found),
        enclosed=sum(_pages(session, each.row.claim_id) for each in found),
    )


def _finding(session: Session, line: FindingLine) -> SheetFinding:
    row = line.row
    return SheetFinding(
        number=line.label,
        title=row.title,
        nature=NATURES[row.nature],
        condition=row.condition,
        basis=row.basis,
        department=row.department,
        claim=line.claim,
        voucher=_voucher(session, row.claim_id),
        amount=row.amount,
    )


def _voucher(session: Session, claim_id: UUID) -> str:
    claim = session.get_one(ClaimRow, claim_id)
    if claim.entry_id is None:
        return ""
    entry = book.entry(session.connection(), EntryId(claim.entry_id))
    return f"{entry.period // 100}-{entry.period % 100:02d} {entry.word}-{entry.number}"


def _pages(session: Session, claim_id: UUID) -> int:
    """Count the pages of a claim's voucher; a file without pages is one."""
    claim = session.get_one(ClaimRow, claim_id)
    invoice: Invoice = readings.of(session, session.get_one(InvoiceRow, claim.invoice_id))
    return 1 if invoice.page else max(1, len(invoice.page_sizes))
