"""查验: what the tax authority's platform answered about an invoice, one by one or as a table.

An answer is added, never changed; the newest one counts. The claims on the invoice are checked
again at once; what then stands against a posted one, its employer's desk says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from compliance.claim_states import BOOKED, OVER
from compliance.facts import ClaimState, VerifiedAs
from importers.document import UnreadableDocument
from service import audit
from service.actions import claims
from service.actions.intake import Desk
from service.actions.verification_rows import REFERENCE_MAX, Answer, Line, WrongLine, lines_of
from service.audit import Step
from service.db import CENTER
from service.messages import N_, Invalid, NotFound, Refused, Sayable
from service.permissions import Actor
from service.tables import ClaimRow, InvoiceRow, UserRow, VerificationRow

ARTICLE = "第二十六条"
_WEIGHTS = {VerifiedAs.MATCHES: 0, VerifiedAs.PARTLY_RED: 1, VerifiedAs.ABNORMAL: 2}  # the rest: 3


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row of a table; row 0: with the table as a whole."""

    row: int
    refusal: Sayable


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a table: answers added, those that were known, or faults and nothing added."""

    added: int = 0
    known: int = 0
    faults: tuple[Fault, ...] = ()


def record(session: Session, actor: Actor, claim_id: UUID, answer: Answer) -> None:
    """Add an answer about the invoice of a claim."""
    claim = session.get(ClaimRow, claim_id)
    if claim is None or actor.employer_id not in {None, claim.employer_id}:
        raise NotFound(N_("没有这份报销申请。"))
    if len(answer.reference) > REFERENCE_MAX:
        raise Invalid(N_("查验流水号太长，最多 {most} 字。"), most=str(REFERENCE_MAX))
    invoice = session.get_one(InvoiceRow, claim.invoice_id)
    _check_day(actor, invoice, answer)
    _check_weight(session, actor, invoice, answer)
    if not _add(session, actor, invoice, answer):
        raise Refused(N_("这条查验结果已经记录过。"))


def import_table(desk: Desk, actor: Actor, name: str, content: bytes) -> Imported:
    """Add the answers of a table, all or none: every wrong row is named."""
    try:
        table = desk.readers.table(name, content)
    except UnreadableDocument as refusal:
        return Imported(faults=(Fault(0, refusal.message),))
    try:
        lines = list(lines_of(table))
    except Invalid as refusal:
        return Imported(faults=(Fault(0, refusal.sentence),))
    with desk.database.transaction(actor.employer_id or CENTER) as session:
        return _import(session, actor, lines)


def _import(session: Session, actor: Actor, lines: Sequence[Line | WrongLine]) -> Imported:
    faults: list[Fault] = []
    found: list[tuple[Sequence[InvoiceRow], Answer]] = []
    for line in lines:
        if isinstance(line, WrongLine):
            faults.append(Fault(line.row, line.refusal))
            continue
        try:
            found.append((_invoices(session, actor, line), line.answer))
        except Refused as refusal:
            faults.append(Fault(line.row, refusal.sentence))
    if not lines:
        faults.append(Fault(0, Invalid(N_("表格里没有查验结果。")).sentence))
    if faults:
        return Imported(faults=tuple(faults))
    new = [
        _add(session, actor, invoice, answer) for invoices, answer in found for invoice in invoices
    ]
    return Imported(added=sum(new), known=len(new) - sum(new))


def _invoices(session: Session, actor: Actor, line: Line) -> Sequence[InvoiceRow]:
    """Find the invoice of a line: for the Center, wherever it is claimed."""
    query = select(InvoiceRow).where(InvoiceRow.number == line.number)
    if actor.employer_id is not None:
        query = query.where(InvoiceRow.employer_id == actor.employer_id)
    if line.code:
        whole = InvoiceRow.record["invoice_code"].astext == line.code
        query = query.where(or_(InvoiceRow.key == line.code + line.number, whole))
    found = session.scalars(query.order_by(InvoiceRow.id)).all()
    if not found:
        raise Refused(N_("没有号码为 {number} 的发票；请先上传发票。"), number=line.number)
    if len({invoice.key or invoice.id for invoice in found}) > 1:
        raise Refused(N_("号码为 {number} 的发票不止一张，请填写发票代码。"), number=line.number)
    for invoice in found:
        _check_day(actor, invoice, line.answer)
        _check_weight(session, actor, invoice, line.answer)
    return found


def _check_day(actor: Actor, invoice: InvoiceRow, answer: Answer) -> None:
    if answer.checked_on > actor.today:
        raise Invalid(N_("查验日期 {day} 还没有到。"), day=answer.checked_on.isoformat())
    if invoice.issued_on is not None and answer.checked_on < invoice.issued_on:
        raise Invalid(
            N_("查验日期 {day} 早于开票日期 {issued}，请核对。"),
            day=answer.checked_on.isoformat(),
            issued=invoice.issued_on.isoformat(),
        )


def _add(session: Session, actor: Actor, invoice: InvoiceRow, answer: Answer) -> bool:
    """Add an answer unless it is known; tell whether it was new."""
    same = select(VerificationRow.id).where(
        VerificationRow.employer_id == invoice.employer_id,
        VerificationRow.invoice_id == invoice.id,
        VerificationRow.result == answer.result.value,
        VerificationRow.checked_on == answer.checked_on,
        VerificationRow.reference == answer.reference,
    )
    if session.scalar(select(func.count()).select_from(same.subquery())):
        return False
    session.add(
        VerificationRow(
            employer_id=invoice.employer_id,
            invoice_id=invoice.id,
            result=answer.result.value,
            checked_on=answer.checked_on,
            reference=answer.reference,
            recorded_by=actor.user_id,
            recorded_at=actor.at,
        )
    )
    session.flush()
    _follow(session, actor, invoice, answer)
    return True


def _check_weight(session: Session, actor: Actor, invoice: InvoiceRow, answer: Answer) -> None:
    """See that an employer answers no doubt away that the Center recorded."""
    if actor.employer_id is None:
        return
    given = session.execute(
        select(VerificationRow.result, VerificationRow.checked_on, UserRow.employer_id)
        .outerjoin(UserRow, UserRow.id == VerificationRow.recorded_by)  # seen by colleagues only
        .where(
            VerificationRow.employer_id == invoice.employer_id,
            VerificationRow.invoice_id == invoice.id,
        )
        .order_by(VerificationRow.checked_on.desc(), VerificationRow.recorded_at.desc())
    ).all()
    by_center = next((each for each in given if each.employer_id is None), None)
    if by_center is not None and _weight(by_center.result) > _weight(answer.result):
        raise Refused(
            N_("中心于 {day} 查验，对这张发票有疑问；请把新的查验结果交中心核对并登记。"),
            day=by_center.checked_on.isoformat(),
        )


def _weight(result: str) -> int:
    return _WEIGHTS.get(VerifiedAs(result), len(_WEIGHTS))


def _follow(session: Session, actor: Actor, invoice: InvoiceRow, answer: Answer) -> None:
    """Note the answer in the history of the invoice's claims, and check them again.

    A posted claim is decided anew where the platform says, or once said, that something is wrong.
    """
    rows = session.scalars(
        select(ClaimRow)
        .where(
            ClaimRow.employer_id == invoice.employer_id,
            ClaimRow.invoice_id == invoice.id,
            ClaimRow.state.not_in(sorted(OVER)),
        )
        .order_by(ClaimRow.number)
        .with_for_update()
    )
    doubted = _doubted(session, invoice)
    for claim in rows.all():
        step = Step(
            action="record_verification", subject="claim", subject_id=claim.id,
            employer_id=claim.employer_id, source=claim.state, target=claim.state,
            article=ARTICLE, reason=answer.result.value,
        )  # fmt: skip
        audit.record(session, actor, step)
        if doubted or ClaimState(claim.state) not in BOOKED:
            claims.check_again(session, actor, claim)


def _doubted(session: Session, invoice: InvoiceRow) -> bool:
    wrong = select(VerificationRow.id).where(
        VerificationRow.employer_id == invoice.employer_id,
        VerificationRow.invoice_id == invoice.id,
        VerificationRow.result != VerifiedAs.MATCHES.value,
    )
    return session.scalar(wrong.limit(1)) is not None
