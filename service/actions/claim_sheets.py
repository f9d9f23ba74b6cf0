"""Lists of claims to take along: as filtered, and what did not pass with the way out of each."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import law, rulebook
from compliance.categories import Category
from compliance.decision import Decision, Outcome
from compliance.finding import Finding, Severity
from compliance.library import category_title
from ledger import book
from ledger.exchange import reading
from reports import claim_sheets, render_xlsx
from reports.claim_sheets import Fault, ListedClaim
from reports.sheet import Provenance
from service import audit
from service.actions import claim_views, intake_batches
from service.actions.claim_views import ClaimLine, Filter
from service.audit import Step
from service.messages import N_, NotFound, Refused
from service.permissions import Actor
from service.tables import DecisionRow, EmployerRow, InvoiceRow, OriginalRow

MOST = 20_000
OUTCOMES = {Outcome.PASS: "可以列支", Outcome.REVIEW: "需要说明", Outcome.BLOCK: "不能列支"}
STATES = {
    "draft": "草稿", "submitted": "待复核", "returned": "已退回", "approved": "待付款",
    "posted": "已入账，待付款", "paid": "已付款", "reconciled": "已对账", "archived": "已归档",
    "rejected": "不予报销", "withdrawn": "已撤回", "frozen": "已冻结", "reversed": "已冲销",
}  # fmt: skip
UNREADABLE = "没有接收"


def listed(session: Session, actor: Actor, wanted: Filter) -> tuple[str, bytes]:
    """Give the claims of a filter as a workbook: the file's name, and its bytes."""
    lines = _lines(session, actor, wanted)
    rows = [
        ListedClaim(
            number=line.claim.number,
            grant=f"{line.grant_number} {line.selectee}",
            invoice=line.invoice_number,
            issued_on=line.issued_on,
            seller=line.seller,
            direction=_direction(line.claim.category),
            amount=line.claim.amount,
            outcome=OUTCOMES[Outcome(line.claim.outcome)],
            state=STATES[line.claim.state],
            paid_on=line.claim.paid_on,
            slip=line.claim.bank_slip or None,
            maker=line.maker,
        )
        for line in lines
    ]
    employer, head = _whose(session, actor)
    _note(session, actor, claim_sheets.CLAIMS, len(rows))
    sheet = claim_sheets.listed(rows, employer, head)
    return f"{claim_sheets.CLAIMS}-{actor.today}.xlsx", render_xlsx.render(sheet)


def rejected(session: Session, actor: Actor, wanted: Filter) -> tuple[str, bytes]:
    """Give what did not pass among the claims of a filter as a workbook."""
    lines = [line for line in _lines(session, actor, wanted) if line.claim.outcome != Outcome.PASS]
    return _rejected(session, actor, _of_lines(session, lines))


def rejected_of_batch(session: Session, actor: Actor, batch_id: UUID) -> tuple[str, bytes]:
    """Give what did not pass of a batch: claims, and files of which none could be made."""
    batch = intake_batches.batch(session, actor, batch_id)
    claims = {claim.claim_id for file in batch.files for claim in file.claims if not claim.already}
    lines = claim_views.lines_of(session, actor, claims)
    unread = [
        Fault(
            file=file.name, number=None, invoice=None, issued_on=None, seller=None, amount=None,
            outcome=UNREADABLE, wrong=refusal.text(), rule=None, article=None, remedy=None,
        )
        for file in batch.files
        for refusal in file.refusals
    ]  # fmt: skip
    wrong = [line for line in lines if line.claim.outcome != Outcome.PASS]
    return _rejected(session, actor, [*_of_lines(session, wrong), *unread])


def _rejected(session: Session, actor: Actor, faults: Iterable[Fault]) -> tuple[str, bytes]:
    found = [*faults]
    if not found:
        raise NotFound(N_("这里没有不通过的发票，不用导出清单。"))
    employer, head = _whose(session, actor)
    _note(session, actor, claim_sheets.REJECTED, len(found))
    sheet = claim_sheets.rejected(found, employer, head)
    return f"{claim_sheets.REJECTED}-{actor.today}.xlsx", render_xlsx.render(sheet)


def _lines(session: Session, actor: Actor, wanted: Filter) -> tuple[ClaimLine, ...]:
    found = claim_views.all_lines(session, actor, wanted, MOST + 1)
    if len(found) > MOST:
        raise Refused(
            N_("超过 {most} 张，请先按状态、项目或销售方筛选，再导出。"), most=f"{MOST:,}"
        )
    return found


def _of_lines(session: Session, lines: Iterable[ClaimLine]) -> Iterator[Fault]:
    ordered = sorted(lines, key=lambda line: line.claim.number)
    wanted = [line.claim.id for line in ordered]
    decisions = _newest(session, wanted)
    files = _files(session, [line.claim.invoice_id for line in ordered])
    titles = {rule.code: rule.title.text() for rule in rulebook.RULES}
    for line in ordered:
        decision = decisions[line.claim.id]
        told = [each for each in decision.findings if each.severity is not Severity.NOTE]
        for place, finding in enumerate(told):
            first = place == 0
            yield Fault(
                file=files.get(line.claim.invoice_id),
                number=line.claim.number,
                invoice=line.invoice_number,
                issued_on=line.issued_on,
                seller=line.seller,
                amount=line.claim.amount if first else None,
                outcome=finding.severity.lead.text(),
                wrong=finding.message.text(),
                rule=titles.get(finding.rule),
                article=_article(finding),
                remedy=finding.remedy.text(),
            )


def _article(finding: Finding) -> str:
    citation = law.citation(finding.article).text()
    return f"{citation} {finding.item}" if finding.item else citation


def _newest(session: Session, claims: list[UUID]) -> dict[UUID, Decision]:
    rows = session.execute(
        select(DecisionRow.claim_id, DecisionRow.result)
        .where(DecisionRow.claim_id.in_(claims))
        .order_by(DecisionRow.claim_id, DecisionRow.serial.desc())
    )
    grouped = groupby(rows, key=attrgetter("claim_id"))
    return {claim: Decision.from_record(next(found).result) for claim, found in grouped}


def _files(session: Session, invoices: list[UUID]) -> dict[UUID, str]:
    rows = session.execute(
        select(InvoiceRow.id, OriginalRow.name)
        .join(OriginalRow, OriginalRow.id == InvoiceRow.original_id)
        .where(InvoiceRow.id.in_(invoices))
    )
    return {invoice: name for invoice, name in rows}  # noqa: C416  # rows, not pairs


def _direction(category: str | None) -> str | None:
    return category_title(Category(category)).text() if category else None


def _whose(session: Session, actor: Actor) -> tuple[str, Provenance]:
    connection = session.connection()
    extent = reading.extent(connection, book.book_of(connection, actor.employer))
    head = Provenance(actor.today, f"{extent.last_seq} {extent.last_hash.hex()}")
    return session.get_one(EmployerRow, actor.employer).name, head


def _note(session: Session, actor: Actor, what: str, count: int) -> None:
    step = Step(
        action="export_claims", subject="employer", subject_id=actor.employer_id,
        employer_id=actor.employer_id, target=what, reason=str(count),
    )  # fmt: skip
    audit.record(session, actor, step)
