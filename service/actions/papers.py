"""佐证材料: the files that prove what the money was used for, beside the voucher (Art. 25).

What a direction asks for stands in the dated text of the directions; each paper is asked for by
its name and attached as a file, of which the bytes are kept as received. While a claim may change,
an attached paper counts as given; afterwards it is only added to what the auditors find.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from compliance import law
from compliance.categories import Category, PaperDemand
from compliance.claim_states import MENDABLE, OVER
from importers.document import Document, FileType, UnreadableDocument
from importers.invoice import Invoice
from service import audit, texts
from service.actions import claims, intake
from service.actions.intake import Desk
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused, Sentence
from service.originals import Originals
from service.permissions import Actor
from service.tables import ClaimPaperRow, ClaimRow, OriginalRow, UserRow

ARTICLE: Final = "第二十五条"
PAPERS_MOST: Final = 50  # files of one claim
_TAKEN: Final = frozenset(
    {FileType.PDF, FileType.OFD, FileType.IMAGE, FileType.OFFICE, FileType.XML, FileType.ZIP}
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A file attached to a claim; `by` is empty where the reader is not told who attached it."""

    id: UUID
    code: str
    name: str
    size: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper that the direction asks for: any of `one_of`; whether a file is there, or a tick."""

    one_of: tuple[str, ...]
    attached: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class File:
    """A file to hand out."""

    name: str
    content: bytes


def attach(desk: Desk, actor: Actor, claim_id: UUID, code: str, name: str, content: bytes) -> UUID:
    """Attach a file to a claim as the paper of that code; the same file twice is one paper."""
    clean = intake.clean_name(name)
    _check_file(code, clean, content)
    with desk.database.transaction(actor.employer) as session:
        _to_add(session, actor, claim_id)
    digest = desk.originals.store(content)
    with desk.database.transaction(actor.employer) as session:
        claim = _to_add(session, actor, claim_id)
        original = intake.keep_original(session, actor, digest, clean, len(content))
        return _attach(session, actor, claim, code, (original.id, clean))


def _check_file(code: str, name: str, content: bytes) -> None:
    if code not in law.evidence():
        raise Invalid(N_("没有名为 {name} 的材料种类。"), name=code)
    check_file(name, content)


def check_file(name: str, content: bytes) -> None:
    """Refuse a file that says it is classified (article 13), or is of no kind that is kept."""
    if refused := intake.refused_by_name(name):
        said = refused.refusals[0]
        assert isinstance(said, Sentence), "a refusal by name is a sentence of ours"
        raise Refused(said.template, "第十三条", **said.values)
    try:
        kind = Document(name, content).file_type
    except UnreadableDocument as error:
        raise Invalid(error.message.template, **error.message.values) from error
    if kind not in _TAKEN:
        raise Invalid(
            N_("{name} 不是可以留存的材料格式，请上传 PDF、OFD、图片或办公文档。"), name=name
        )


def _to_add(session: Session, actor: Actor, claim_id: UUID) -> ClaimRow:
    claim = session.get(ClaimRow, claim_id, with_for_update=True)
    if claim is None or claim.employer_id != actor.employer_id:
        raise NotFound(N_("没有这份报销申请。"))
    if claim.state in OVER:
        raise Refused(
            N_("报销申请 {number} 已经终止，不能再附材料。"), ARTICLE, number=claim.number
        )
    if len(_rows(session, claim)) >= PAPERS_MOST:
        raise Refused(N_("一份报销申请最多附 {most} 个文件。"), most=str(PAPERS_MOST))
    return claim


def _attach(
    session: Session, actor: Actor, claim: ClaimRow, code: str, file: tuple[UUID, str]
) -> UUID:
    original_id, name = file
    row = ClaimPaperRow(
        employer_id=claim.employer_id,
        claim_id=claim.id,
        code=code,
        original_id=original_id,
        name=name,
        attached_by=actor.user_id,
        attached_at=actor.at,
    )
    number = claim.number
    try:
        session.add(row)
        session.flush()
    except IntegrityError as error:
        if "uq_claim_paper_attached" not in str(error.orig):
            raise
        raise Refused(
            N_("这个文件已经附在报销申请 {number} 中，不用再传。"), number=number
        ) from error
    _record(session, actor, claim, "attach_paper", _said(code, name))
    if claim.state in MENDABLE and code not in claim.evidence:
        claim.evidence = sorted({*claim.evidence, code})
        claims.check_again(session, actor, claim)
    return row.id


def detach(session: Session, actor: Actor, paper_id: UUID) -> None:
    """Take a file off a claim that may still be changed; its bytes stay."""
    row = _row(session, actor, paper_id)
    claim = session.get_one(ClaimRow, row.claim_id, with_for_update=True)
    if claim.state not in MENDABLE:
        raise Refused(
            N_("报销申请 {number} 已提交，所附材料不能取下；可以再补充。"),
            ARTICLE,
            number=claim.number,
        )
    row.detached_by, row.detached_at = actor.user_id, actor.at
    session.flush()
    _record(session, actor, claim, "detach_paper", _said(row.code, row.name))
    if row.code not in {each.code for each in _rows(session, claim)}:
        claim.evidence = sorted(set(claim.evidence) - {row.code})
        claims.check_again(session, actor, claim)


def of(session: Session, actor: Actor, claim: ClaimRow) -> tuple[Paper, ...]:
    """List the files of a claim, the oldest first."""
    query = (
        select(ClaimPaperRow, OriginalRow.size, UserRow.name)
        .join(OriginalRow, OriginalRow.id == ClaimPaperRow.original_id)
        .outerjoin(UserRow, UserRow.id == ClaimPaperRow.attached_by)
        .where(
            ClaimPaperRow.employer_id == claim.employer_id,
            ClaimPaperRow.claim_id == claim.id,
            ClaimPaperRow.detached_at.is_(None),
        )
        .order_by(ClaimPaperRow.attached_at, ClaimPaperRow.id)
    )
    assert actor.employer_id in {None, claim.employer_id}, "the page has asked who may see it"
    return tuple(
        Paper(row.id, row.code, row.name, size, by or "", row.attached_at)
        for row, size, by in session.execute(query)
    )


def asked(session: Session, claim: ClaimRow, invoice: Invoice) -> tuple[Asked, ...]:
    """Say which papers the direction of a claim asks for, and which of them are there."""
    if claim.category is None:
        return ()
    day = claim.cost_on or invoice.issue_date or date.max
    text = texts.agreed(session, claim.grant_id, day).categories.text(Category(claim.category))
    attached = {row.code for row in _rows(session, claim)}
    return tuple(
        Asked(
            each.one_of,
            attached=not attached.isdisjoint(each.one_of),
            ticked=not set(claim.evidence).isdisjoint(each.one_of),
        )
        for each in _demands(text.papers, claim, invoice)
    )


def _demands(
    papers: tuple[PaperDemand, ...], claim: ClaimRow, invoice: Invoice
) -> Iterator[PaperDemand]:
    amount = max(claim.amount, invoice.total or claim.amount)
    event = str(claim.event["kind"]) if claim.event else None
    return (each for each in papers if each.applies(invoice, amount, event))


def file_of(session: Session, originals: Originals, actor: Actor, paper_id: UUID) -> File:
    """Give a paper, byte for byte."""
    row = _row(session, actor, paper_id)
    original = session.get_one(OriginalRow, row.original_id)
    return File(row.name, originals.fetch(original.sha256))


def claim_of(session: Session, actor: Actor, paper_id: UUID) -> UUID:
    """Give the claim that a paper belongs to."""
    return _row(session, actor, paper_id).claim_id


def _row(session: Session, actor: Actor, paper_id: UUID) -> ClaimPaperRow:
    row = session.get(ClaimPaperRow, paper_id)
    gone = row is None or row.detached_at is not None
    if row is None or gone or actor.employer_id not in {None, row.employer_id}:
        raise NotFound(N_("没有这份材料。"))
    return row


def _rows(session: Session, claim: ClaimRow) -> list[ClaimPaperRow]:
    query = select(ClaimPaperRow).where(
        ClaimPaperRow.employer_id == claim.employer_id,
        ClaimPaperRow.claim_id == claim.id,
        ClaimPaperRow.detached_at.is_(None),
    )
    return list(session.scalars(query))


def _said(code: str, name: str) -> str:
    return f"{law.evidence()[code].text()}：{name}"


def _record(session: Session, actor: Actor, claim: ClaimRow, action: str, said: str) -> None:
    step = Step(
        action=action, subject="claim", subject_id=claim.id, employer_id=claim.employer_id,
        source=claim.state, target=claim.state, article=ARTICLE, reason=said,
    )  # fmt: skip
    audit.record(session, actor, step)
