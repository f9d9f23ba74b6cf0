"""Correcting a reading: a person says what the original says; the reading itself stays.

What is corrected is remembered for the seller: where on the page the value was found. On the
next voucher of that seller the text at that place is shown as a proposal, never filled in.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from compliance.decision import Decision
from importers import correction
from importers.correction import Correction, InvalidCorrection
from importers.document import UnreadableDocument
from importers.invoice import Box, Invoice
from importers.page_text import Word
from importers.sandbox import ReaderPool
from service import audit, readings
from service.actions import claims
from service.actions.claim_views import File
from service.audit import Step
from service.messages import N_, Invalid, Refused
from service.permissions import Actor
from service.tables import ClaimRow, CorrectionRow, InvoiceRow, LayoutHintRow, UserRow

PAGES_SEARCHED = 5
REASON_MAX = 500
_BESIDE = 300  # hundredths of a point by which a place on the next voucher may be off


@dataclass(frozen=True, slots=True)
class Proposal:
    """What stands on this voucher where a person found the field on the seller's last one."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Made:
    """A correction as it was made; equal values: confirmed. `reason`: why the reading was wrong."""

    field: str
    read: str | None
    stated: str | None
    by: str
    at: datetime
    reason: str


def correct(
    session: Session,
    actor: Actor,
    claim_id: UUID,
    version: int,
    typed: Mapping[str, str],
    reason: str = "",
) -> Decision:
    """Take what a person typed for fields of a claim's invoice, and check the claim again.

    A field left as it was read is confirmed when the reader doubted it, and passed over otherwise.
    Whoever changes what was read says why.
    """
    claim = claims.to_mend(session, actor, claim_id, version)
    row = session.get_one(InvoiceRow, claim.invoice_id)
    before = readings.of(session, row)
    as_read = Invoice.from_record(row.record)
    made = [_checked(before, as_read, field, text) for field, text in typed.items()]
    said = [one for one in made if not one.confirms or one.field in before.uncertain]
    why = reason.strip()
    _check_reason(said, why)
    after = before
    for one in said:
        session.add(_row(actor, row, one, "" if one.confirms else why))
        after = correction.apply(after, one)
    _save(session, row, after)
    _follow_total(claim, before.total, after.total)
    changed = "、".join(one.field for one in said if not one.confirms)
    step = Step(
        action="correct_reading", subject="claim", subject_id=claim.id,
        employer_id=claim.employer_id, reason=changed or None,
    )  # fmt: skip
    audit.record(session, actor, step)
    return claims.check_again(session, actor, claim)


def _checked(invoice: Invoice, as_read: Invoice, field: str, typed: str) -> Correction:
    """Return what was typed as a correction; another file opens nothing that was proved."""
    read = correction.value_of(invoice, field)
    if field in correction.CONFIRM_ONLY:
        return Correction(field, read, read)
    try:
        stated = correction.stated_value(field, typed)
    except InvalidCorrection as error:
        raise Invalid(error.message.template, **error.message.values) from error
    if stated != read and not correction.open_to_correction(as_read, field):
        raise Refused(
            N_(
                "这一项已由二维码或文件内的数据证实为“{read}”，不能更正；如果原件确实不同，请撤回后重新上传。"
            ),
            read=read or "—",
        )
    return Correction(field, read, stated)


def _check_reason(said: Sequence[Correction], why: str) -> None:
    if not why and any(not one.confirms for one in said):
        raise Invalid(N_("请写明更正的原因：系统读错了什么，或票面为什么与原文件不同。"))
    if len(why) > REASON_MAX:
        raise Invalid(N_("更正的原因不能超过 {most} 字，请精简。"), most=str(REASON_MAX))


def _row(actor: Actor, invoice: InvoiceRow, one: Correction, why: str) -> CorrectionRow:
    return CorrectionRow(
        employer_id=invoice.employer_id,
        invoice_id=invoice.id,
        field=one.field,
        read=one.read,
        stated=one.stated,
        reason=why,
        made_by=actor.user_id,
        made_at=actor.at,
    )


def _save(session: Session, row: InvoiceRow, after: Invoice) -> None:
    """Let the columns that are searched and compared follow what counts now."""
    number = row.number
    try:
        session.flush()  # the corrections first: the row may change by them only
        row.key = after.key
        row.number = after.invoice_number
        row.issued_on = after.issue_date
        row.seller_name = after.seller_name
        row.total = after.total
        session.flush()
    except IntegrityError as error:
        if "uq_invoice_employer_id_key" not in str(error.orig):
            raise
        raise Refused(
            N_("发票号码 {number} 已在另一张凭证上；同一张发票不能报销两次（第二十八条）。"),
            "第二十八条",
            number=after.invoice_number or number or "—",
        ) from error
    except DBAPIError as error:
        if "is claimed: its reading stays" not in str(error.orig):
            raise
        raise Refused(N_("这张发票还有已提交的申请，票面信息不能更改；请复核人先退回。")) from error


def _follow_total(claim: ClaimRow, before: Decimal | None, after: Decimal | None) -> None:
    """Let the claimed amount follow a total that it was taken from."""
    if after is not None and after > 0 and claim.amount in {before, Decimal("0.00")}:
        claim.amount = after


def history(session: Session, actor: Actor, claim: ClaimRow) -> tuple[Made, ...]:
    """Give what people said against the reading of a claim's invoice, the newest first."""
    assert actor.employer_id in {None, claim.employer_id}, "the page has asked who may see it"
    query = (
        select(CorrectionRow, UserRow.name)
        .outerjoin(UserRow, UserRow.id == CorrectionRow.made_by)
        .where(
            CorrectionRow.employer_id == claim.employer_id,
            CorrectionRow.invoice_id == claim.invoice_id,
        )
        .order_by(CorrectionRow.serial.desc())
    )
    return tuple(
        Made(row.field, row.read, row.stated, name or "", row.made_at, row.reason)
        for row, name in session.execute(query)
    )


# ── Memory: where persons found what the reader did not ──


def seller_of(invoice: Invoice) -> str | None:
    """Give what a seller is remembered by: its tax id, or its name where it has none."""
    return invoice.seller_tax_id or invoice.seller_name


def find_places(
    readers: ReaderPool, file: File, invoice: Invoice, typed: Mapping[str, str]
) -> dict[str, Box]:
    """Find where on the original the typed values stand; in the sandbox, in no transaction."""
    wanted = {
        field: text
        for field, text in typed.items()
        if field not in correction.CONFIRM_ONLY
        and text.strip()
        and text != correction.value_of(invoice, field)
    }
    if not wanted:
        return {}
    places: dict[str, Box] = {}
    for page, words in _pages(readers, file, invoice):
        for field, text in wanted.items():
            box = _place(words, text, page)
            if box is not None:
                places.setdefault(field, box)
    return places


def _pages(
    readers: ReaderPool, file: File, invoice: Invoice
) -> Iterator[tuple[int, Sequence[Word]]]:
    pages = [invoice.page] if invoice.page else range(1, len(invoice.page_sizes) + 1)
    for page in list(pages)[:PAGES_SEARCHED]:
        try:
            yield page, readers.words(file.content, page)
        except UnreadableDocument:  # it was readable once; a memory is not worth a refusal
            return


def _place(words: Sequence[Word], text: str, page: int) -> Box | None:
    """Find a value on a page; of a word that holds more, only the part that says it."""
    wanted = _plain(text)
    for word in words:
        plain = _plain(word.text)
        start = plain.find(wanted)
        if start >= 0:
            left = _edge(word, start, len(plain))
            return Box(
                page, left, word.top, _edge(word, start + len(wanted), len(plain)), word.bottom
            )
    return None


def _edge(word: Word, place: int, length: int) -> int:
    """Give about where a character of a word begins."""
    return word.left + (word.right - word.left) * place // length


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def remember(session: Session, actor: Actor, claim_id: UUID, places: Mapping[str, Box]) -> None:
    """Keep the places of corrected fields for the seller; a newer one replaces an older one."""
    claim = session.get_one(ClaimRow, claim_id)
    row = session.get_one(InvoiceRow, claim.invoice_id)
    seller = seller_of(readings.of(session, row))
    for field, box in places.items():
        made = session.scalars(
            select(CorrectionRow)
            .where(
                CorrectionRow.employer_id == actor.employer,
                CorrectionRow.invoice_id == row.id,
                CorrectionRow.field == field,
            )
            .order_by(CorrectionRow.serial.desc())
        ).first()
        if made is not None and seller:
            _replace_hint(session, row, made, (seller, box))


def _replace_hint(
    session: Session, row: InvoiceRow, made: CorrectionRow, found: tuple[str, Box]
) -> None:
    seller, box = found
    session.execute(
        delete(LayoutHintRow).where(
            LayoutHintRow.employer_id == row.employer_id,
            LayoutHintRow.seller == seller,
            LayoutHintRow.kind == row.kind,
            LayoutHintRow.field == made.field,
        )
    )
    session.add(
        LayoutHintRow(
            employer_id=row.employer_id,
            correction_id=made.id,
            seller=seller,
            kind=row.kind,
            field=made.field,
            page=box.page,
            left_edge=box.left,
            top=box.top,
            right_edge=box.right,
            bottom=box.bottom,
        )
    )
    session.flush()


def hints(session: Session, actor: Actor, invoice: Invoice) -> dict[str, Box]:
    """Give the remembered places for the seller and kind of an invoice."""
    rows = session.scalars(
        select(LayoutHintRow).where(
            LayoutHintRow.employer_id == actor.employer,
            LayoutHintRow.seller == (seller_of(invoice) or ""),
            LayoutHintRow.kind == invoice.kind.value,
        )
    )
    return {
        row.field: Box(row.page, row.left_edge, row.top, row.right_edge, row.bottom) for row in rows
    }


def proposals(
    readers: ReaderPool, file: File, invoice: Invoice, known: Mapping[str, Box]
) -> tuple[Proposal, ...]:
    """Read what stands at the remembered places; only for fields where it says something else."""
    if not known:
        return ()
    words = dict(_pages(readers, file, invoice))
    found = [
        Proposal(field, _at(words.get(invoice.page or box.page, ()), box))
        for field, box in known.items()
    ]
    return tuple(one for one in found if one.text and not _says(invoice, one))


def _at(words: Sequence[Word], box: Box) -> str:
    """Join what begins within a box, a little widened: the next value may be longer."""
    near = [
        word
        for word in words
        if box.top - _BESIDE <= word.middle <= box.bottom + _BESIDE
        and word.left <= box.right + _BESIDE
        and word.right >= box.left - _BESIDE
    ]
    return " ".join(text for word in near if (text := _from(word, box.left - _BESIDE)))


def _from(word: Word, left: int) -> str:
    """Cut what stands before a place off a word: a label, usually."""
    length = len(word.text)
    return "".join(
        letter
        for place, letter in enumerate(word.text)
        if _edge(word, place, length) + _edge(word, place + 1, length) >= 2 * left
    ).strip()


def _says(invoice: Invoice, proposal: Proposal) -> bool:
    value = correction.value_of(invoice, proposal.field)
    return value is not None and _plain(value) == _plain(proposal.text)
