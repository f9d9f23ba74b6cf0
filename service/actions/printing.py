"""报销封面 and 粘贴单: what is handed to the accountants' files, for one claim or a whole month."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from compliance.categories import Category
from compliance.claim_states import BOOKED
from compliance.library import category_title
from importers.document import UnreadableDocument
from importers.invoice import Invoice
from importers.sandbox import ReaderPool
from reports import expense_cover, pasting, render_pdf
from reports.expense_cover import Cover, Line
from reports.paper import Picture
from reports.period import Month
from service import readings
from service.actions import packages
from service.actions.intake import Desk
from service.actions.packages import Tick
from service.messages import N_, Invalid, NotFound
from service.permissions import Actor
from service.tables import (
    ClaimPaperRow,
    ClaimRow,
    EmployerRow,
    GrantRow,
    InvoiceRow,
    OriginalRow,
    RenditionRow,
    SelecteeRow,
    UserRow,
)

DPI = 144
PAGES_MOST = 20  # of one voucher
CLAIMS_MOST = 500
NO_PICTURE = "（电子数据，无版式图像，原件存系统）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to print: claims by identity, under which number and purpose, where the code leads."""

    number: str
    purpose: str
    address: str
    claims: tuple[UUID, ...]
    paired: bool = True

    def to_record(self) -> dict[str, Any]:
        """Return plain JSON data; `from_record` is the inverse."""
        return {
            "number": self.number, "purpose": self.purpose, "address": self.address,
            "claims": [str(each) for each in self.claims], "paired": self.paired,
        }  # fmt: skip

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Asked":
        """Build what `to_record` described."""
        claims = tuple(UUID(each) for each in record["claims"])
        return cls(**{**record, "claims": claims})


@dataclass(frozen=True, slots=True)
class _Voucher:
    claim: ClaimRow
    row: InvoiceRow
    invoice: Invoice
    files: tuple[tuple[str, str], ...]  # (name, SHA-256), the first one first


def ask(session: Session, actor: Actor, asked: Asked) -> UUID:
    """Ask for the cover and the sheets of claims, as a package."""
    found = _claims(session, actor, asked.claims)
    name = f"{expense_cover.TITLE}-{asked.number}.pdf"
    return packages.ask(session, actor, "print", name, asked.to_record(), len(found))


def number_of(session: Session, actor: Actor, claim_id: UUID) -> str:
    """Give the number of a claim of the actor's employer."""
    (claim,) = _claims(session, actor, (claim_id,))
    return claim.number


def months(session: Session, actor: Actor) -> tuple[Month, ...]:
    """List the months in which claims were paid, newest first."""
    first = func.date_trunc("month", ClaimRow.paid_on)
    query = select(first).where(
        ClaimRow.employer_id == actor.employer,
        ClaimRow.state.in_(sorted(BOOKED)),
        ClaimRow.paid_on.is_not(None),
    )
    return tuple(Month.of(day) for day in session.scalars(query.distinct().order_by(first.desc())))


def of_month(session: Session, actor: Actor, month: Month) -> tuple[UUID, ...]:
    """Give the claims paid in a month, in the order of their vouchers."""
    query = (
        select(ClaimRow.id)
        .where(
            ClaimRow.employer_id == actor.employer,
            ClaimRow.state.in_(sorted(BOOKED)),
            ClaimRow.paid_on.between(month.first, month.last),
        )
        .order_by(ClaimRow.entry_id)
    )
    found = tuple(session.scalars(query))
    if not found:
        raise NotFound(N_("{month} 没有已付款的报销申请。"), month=month.key)
    return found


def printed(desk: Desk, actor: Actor, asked: Asked, tick: Tick) -> bytes:
    """Print the cover and the sheets; `tick` is told after each voucher."""
    with desk.database.transaction(actor.employer) as session:
        vouchers = [_voucher(session, row) for row in _claims(session, actor, asked.claims)]
        lines = [_line(session, voucher) for voucher in vouchers]
        cover = Cover(
            number=asked.number,
            employer=session.get_one(EmployerRow, actor.employer).name,
            grant=_grants(session, vouchers),
            purpose=asked.purpose,
            made_on=actor.today,
            lines=tuple(lines),
            people=_people(session, [voucher.claim for voucher in vouchers]),
            address=asked.address,
        )
    pictures: list[Picture] = []
    for place, voucher in enumerate(vouchers):
        drawn = tuple(_pictures(desk, voucher, place + 1))
        if not drawn:
            lines[place] = _without_picture(lines[place])
        pictures += drawn
        tick(place + 1)
    cover = replace(cover, lines=tuple(lines))
    whole = expense_cover.compose(cover, tuple(pictures), paired=asked.paired)
    return render_pdf.render(whole)


def _claims(session: Session, actor: Actor, wanted: Sequence[UUID]) -> list[ClaimRow]:
    if not wanted:
        raise Invalid(N_("请先选择要打印的报销申请。"))
    if len(wanted) > CLAIMS_MOST:
        raise Invalid(
            N_("一次最多打印 {most} 张，请按月或按报销单分开打印。"), most=str(CLAIMS_MOST)
        )
    rows = session.scalars(
        select(ClaimRow)
        .where(ClaimRow.employer_id == actor.employer, ClaimRow.id.in_(wanted))
        .order_by(ClaimRow.entry_id.nulls_last(), ClaimRow.number)
    ).all()
    if len(rows) != len(set(wanted)):
        raise NotFound(N_("没有这份报销申请。"))
    return [*rows]


def _voucher(session: Session, claim: ClaimRow) -> _Voucher:
    row = session.get_one(InvoiceRow, claim.invoice_id)
    files = tuple((name, digest) for name, digest in session.execute(_files(row)))
    return _Voucher(claim, row, readings.of(session, row), files)


def _files(row: InvoiceRow) -> Select[str, str]:
    return (
        select(OriginalRow.name, OriginalRow.sha256)
        .join(RenditionRow, RenditionRow.original_id == OriginalRow.id)
        .where(RenditionRow.employer_id == row.employer_id, RenditionRow.invoice_id == row.id)
        .order_by(OriginalRow.id != row.original_id, RenditionRow.arrived_at)
    )


def _line(session: Session, voucher: _Voucher) -> Line:
    claim, row = voucher.claim, voucher.row
    papers = select(func.count()).where(
        ClaimPaperRow.employer_id == claim.employer_id,
        ClaimPaperRow.claim_id == claim.id,
        ClaimPaperRow.detached_at.is_(None),
    )
    return Line(
        number=claim.number,
        voucher=row.number or "—",
        seller=claim.payee or row.seller_name or "—",
        on=row.issued_on,
        direction=category_title(Category(claim.category)).text() if claim.category else "—",
        amount=claim.amount,
        papers=session.scalar(papers) or 0,
    )


def _without_picture(line: Line) -> Line:
    return replace(line, voucher=f"{line.voucher}{NO_PICTURE}")


def _grants(session: Session, vouchers: Iterable[_Voucher]) -> str:
    wanted = {voucher.claim.grant_id for voucher in vouchers}
    rows = session.execute(
        select(GrantRow.number, SelecteeRow.name)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .where(GrantRow.id.in_(wanted))
        .order_by(GrantRow.number)
    )
    return "、".join(f"{number} {name}" for number, name in rows)


def _people(session: Session, claims: Sequence[ClaimRow]) -> tuple[str, str, str, str, str]:
    """Name who did what with all of the claims; the head of the unit signs by hand."""
    steps: list[list[UUID | None]] = [
        [claim.submitted_by or claim.made_by for claim in claims],
        [claim.approved_by for claim in claims],
        [claim.paid_by for claim in claims],
    ]
    wanted = {each for of_step in steps for each in of_step if each}
    users = session.scalars(select(UserRow).where(UserRow.id.in_(wanted)))
    known: dict[UUID | None, str] = {user.id: user.name for user in users}
    made, approved, paid = (_joined(known.get(each, "") for each in of_step) for of_step in steps)
    return made, _joined(claim.acceptor for claim in claims), approved, "", paid


def _joined(names: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(name for name in names if name))


def _pictures(desk: Desk, voucher: _Voucher, place: int) -> Iterator[Picture]:
    """Draw the pages of a voucher, from the first of its files that has any."""
    claim, row = voucher.claim, voucher.row
    caption = " · ".join(
        (f"{place}. {claim.number}", row.number or "—", row.seller_name or "—",
         f"¥{claim.amount:,.2f}")
    )  # fmt: skip
    for at, (_, digest) in enumerate(voucher.files):
        drawn = _drawn(desk.readers, desk.originals.fetch(digest), _pages(voucher.invoice, at))
        if drawn:
            yield from (pasting.picture(page, caption, str(row.id)) for page in drawn)
            return


def _pages(invoice: Invoice, file: int) -> Iterable[int]:
    """Name the pages to draw: of the first file those that were read, of another all there are."""
    if file == 0 and invoice.page:
        return (invoice.page,)
    most = len(invoice.page_sizes) if file == 0 else PAGES_MOST
    return range(1, min(most, PAGES_MOST) + 1)


def _drawn(readers: ReaderPool, content: bytes, pages: Iterable[int]) -> list[bytes]:
    drawn: list[bytes] = []
    for page in pages:
        try:
            drawn.append(readers.render(content, page, DPI))
        except UnreadableDocument:  # data without a page, or no further page
            break
    return drawn
