"""Taking in files: keep the original, read it in the sandbox, make a draft claim with a verdict."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from compliance import decision
from compliance.claim_states import MENDABLE, OVER
from compliance.decision import Decision
from compliance.facts import ClaimState
from compliance.secrecy import named_in
from importers.document import UnreadableDocument
from importers.invoice import Invoice, Kind
from importers.messages import Message
from importers.sandbox import ReaderPool
from service import audit, facts, readings
from service.actions import afterwards, claims, drafts
from service.audit import Step
from service.bell import Bell
from service.db import Database
from service.messages import N_, Sayable, Sentence
from service.originals import Originals
from service.permissions import Actor
from service.tables import (
    AgreementRow,
    ClaimRow,
    GrantRow,
    InvoiceRow,
    OriginalRow,
    RenditionRow,
)

NOT_CLAIMABLE = {Kind.NOT_INVOICE, Kind.OTHER, Kind.EINV_RECEIVER_XBRL}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where files are taken in: the database, the originals, the reading processes.

    `look`: hold the text of each file against its pages as drawn, a fifth of a second more.
    `bell`: rung when a file of a batch waits to be read.
    """

    database: Database
    originals: Originals
    readers: ReaderPool
    look: bool = True
    bell: Bell = field(default_factory=Bell, compare=False)


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one invoice of a file: a new draft, or the claim that was there already."""

    claim_id: UUID
    number: str
    verdict: Decision
    amount: Decimal
    seller: str | None
    title: str | None
    already: bool


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a file; `refusals` say why a document in it was not taken as a voucher."""

    file: str
    claims: tuple[Taken, ...]
    refusals: tuple[Sayable, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """What reading a file gave: invoices, or why there are none."""

    invoices: tuple[Invoice, ...]
    refusal: Message | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A file whose bytes lie among the originals; `size` in bytes."""

    name: str
    digest: str
    size: int


def take_in(desk: Desk, actor: Actor, grant_id: UUID, name: str, content: bytes) -> TakenIn:
    """Take in one voucher for a grant, at once. The original is kept whatever comes of reading it.

    Nothing is kept of a file whose name says that it is classified. Many files, and archives, go
    through `intake_batches`.
    """
    name = clean_name(name)
    if refused := refused_by_name(name):
        return refused
    with desk.database.transaction(actor.employer) as session:
        drafts.grant_to_charge(session, actor, grant_id)
    if not content:  # nothing to keep; the sandbox has the sentence
        return TakenIn(name, (), (read(desk, name, content).refusal or EMPTY,))
    kept = Kept(name, desk.originals.store(content), len(content))
    found = read(desk, name, content)
    with desk.database.transaction(actor.employer) as session:
        return book(session, actor, grant_id, kept, found)


def read(desk: Desk, name: str, content: bytes) -> Read:
    """Read a file in the sandbox; outside of any transaction, for it may take long."""
    try:
        return Read(desk.readers.read(name, content, look=desk.look))
    except UnreadableDocument as refusal:
        return Read((), refusal.message)


def book(session: Session, actor: Actor, grant_id: UUID, kept: Kept, found: Read) -> TakenIn:
    """Make a draft with a verdict of each invoice that was read, in one transaction."""
    original = keep_original(session, actor, kept.digest, kept.name, kept.size, found.refusal)
    vouchers = [invoice for invoice in found.invoices if invoice.kind not in NOT_CLAIMABLE]
    grant, agreement = drafts.grant_to_charge(session, actor, grant_id)
    taken = tuple(
        _take(session, actor, grant, agreement, original, invoice) for invoice in vouchers
    )
    others = [invoice for invoice in found.invoices if invoice.kind in NOT_CLAIMABLE]
    refusals = [message for invoice in others for message in invoice.findings[:1]]
    return TakenIn(kept.name, taken, (*refusals, *([found.refusal] if found.refusal else ())))


def refused_by_name(name: str) -> TakenIn | None:
    """Refuse a file whose name says that it is classified (article 13)."""
    levels = named_in(name)
    return TakenIn(name, (), (Sentence(_CLASSIFIED, {"level": levels[0]}),)) if levels else None


EMPTY = Message(N_("文件是空的（0 字节）。请重新导出或下载后再上传。"))
_CLASSIFIED = N_(
    "文件名含有“{level}”字样，没有接收，也没有保存（依据第十三条）。"
    "涉密文件请立即报告本单位保密人员；确实不涉密的，改正文件名后重新上传。"
)
ALL_PASSED = Sentence(N_("检查全部通过。"))


def clean_name(name: str) -> str:
    """Keep the last part of a file name, printable and not too long."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[:200] or "voucher"


def clean_folder(folder: str) -> str:
    """Keep the folders that a file came from, printable and not too long."""
    parts = [clean_name(part) for part in folder.replace("\\", "/").split("/") if part]
    return "/".join(part for part in parts if part not in {".", ".."})[:500]


def keep_original(
    session: Session,
    actor: Actor,
    digest: str,
    name: str,
    size: int,
    refusal: Message | None = None,
) -> OriginalRow:
    """Keep the row of a stored file, the one that is there where the same bytes came before."""
    same = select(OriginalRow).where(
        OriginalRow.employer_id == actor.employer_id, OriginalRow.sha256 == digest
    )
    found = session.scalar(same)
    if found is not None:
        return found
    row = OriginalRow(
        employer_id=actor.employer,
        sha256=digest,
        name=name,
        size=size,
        stored_at=actor.at,
        stored_by=actor.user_id,
        refusal=refusal.to_record() if refusal else None,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # the same file at the same moment from another tab
        return session.scalars(same).one()
    step = Step(
        action="store_original", subject="original", subject_id=row.id,
        employer_id=actor.employer_id, reason=refusal.text() if refusal else None,
    )  # fmt: skip
    audit.record(session, actor, step)
    return row


def _take(
    session: Session,
    actor: Actor,
    grant: GrantRow,
    agreement: AgreementRow,
    original: OriginalRow,
    invoice: Invoice,
) -> Taken:
    row, is_new = _invoice(session, actor, original, invoice)
    if not is_new:
        there = session.scalars(
            select(ClaimRow)
            .where(
                ClaimRow.employer_id == actor.employer_id,
                ClaimRow.invoice_id == row.id,
                ClaimRow.state.not_in(sorted(OVER)),
            )
            .order_by(ClaimRow.number)
        ).first()
        if there is not None:
            if ClaimState(there.state) in MENDABLE:
                claims.check_again(session, actor, there)  # another file may raise doubts
            return _already(session, actor, there, row)
    afterwards.letter_arrived(session, actor, invoice)
    claim = drafts.draft(session, actor, (grant, agreement), row)
    return _taken(claim, row, claims.check(session, actor, claim), already=False)


def _invoice(
    session: Session, actor: Actor, original: OriginalRow, invoice: Invoice
) -> tuple[InvoiceRow, bool]:
    """Find the invoice by its identity or by this very file, or keep it as new."""
    found = _known(session, actor, original, invoice)
    if found is not None:
        return found, False
    row = InvoiceRow(
        employer_id=actor.employer,
        original_id=original.id,
        key=invoice.key,
        kind=invoice.kind.value,
        number=invoice.invoice_number,
        issued_on=invoice.issue_date,
        seller_name=invoice.seller_name,
        total=invoice.total,
        record=invoice.to_record(),
        read_at=actor.at,
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:  # two uploads at once: the other one was first
        again = _known(session, actor, original, invoice)
        assert again is not None, "the unique key was taken by somebody"
        return again, False
    _rendition(session, actor, row, original, None)
    return row, True


def _known(
    session: Session, actor: Actor, original: OriginalRow, invoice: Invoice
) -> InvoiceRow | None:
    # held until the end: who comes second then finds the claim of the first
    mine = select(InvoiceRow).where(InvoiceRow.employer_id == actor.employer_id).with_for_update()
    if invoice.key is None:
        record = invoice.to_record()
        rows = session.scalars(mine.where(InvoiceRow.original_id == original.id))
        return next((row for row in rows if row.record == record), None)
    row = session.scalar(mine.where(InvoiceRow.key == invoice.key))
    if row is not None and row.original_id != original.id:
        _rendition(session, actor, row, original, invoice)
    return row


def _rendition(
    session: Session,
    actor: Actor,
    invoice: InvoiceRow,
    original: OriginalRow,
    read: Invoice | None,
) -> None:
    """Keep a file of an invoice, and what it says where it is not the first."""
    known = select(RenditionRow.id).where(
        RenditionRow.employer_id == invoice.employer_id,
        RenditionRow.invoice_id == invoice.id,
        RenditionRow.original_id == original.id,
    )
    if session.scalar(known) is None:
        session.add(
            RenditionRow(
                employer_id=invoice.employer_id,
                invoice_id=invoice.id,
                original_id=original.id,
                arrived_at=actor.at,
                record=read.to_record() if read else None,
            )
        )
        session.flush()


def _already(session: Session, actor: Actor, there: ClaimRow, row: InvoiceRow) -> Taken:
    """Decide what a second claim on the same invoice would be told, without making one."""
    second = ClaimRow(
        employer_id=there.employer_id,
        grant_id=there.grant_id,
        agreement_id=there.agreement_id,
        category=there.category,
        amount=there.amount,
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
    gathered = facts.gather(session, actor, second, row)
    others = tuple(replace(other, state=ClaimState.SUBMITTED) for other in gathered.others)
    verdict = decision.decide(replace(gathered, others=others))  # a draft holds its invoice too
    return _taken(there, row, verdict, already=True)


def _taken(claim: ClaimRow, row: InvoiceRow, verdict: Decision, *, already: bool) -> Taken:
    return Taken(
        claim_id=claim.id,
        number=claim.number,
        verdict=verdict,
        amount=claim.amount,
        seller=row.seller_name,
        title=readings.heading(row.record),
        already=already,
    )
