"""劳务费、讲课费发放表: the voucher of fees for which nobody issues an invoice (Art. 25, 26).

The maker says who did what and either what each is to receive or what each costs; the tax withheld
is reckoned here, over all a person was given that month. The sheet becomes a voucher of its own
kind, from which a draft claim is made. Numbers of identity cards are shown masked; who has the
sheet printed with them says why, and the trail keeps it.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance import identity_card, labour_tax
from compliance.claim_states import OVER
from importers import chinese_amount
from importers.invoice import Invoice, Kind, Line
from reports import fee_sheet, render_pdf
from reports.fee_sheet import Fee, FeeSheet
from service import audit, business_day
from service.actions import claims, drafts, intake
from service.actions.intake import Desk
from service.actions.register import next_number
from service.audit import Step
from service.messages import N_, Invalid
from service.permissions import Actor
from service.tables import (
    ClaimRow,
    EmployerRow,
    FeeRow,
    FeeSheetRow,
    GrantRow,
    InvoiceRow,
    OriginalRow,
    RenditionRow,
    SelecteeRow,
)

ARTICLE: Final = "第二十五条"
SERIES: Final = "劳务"
FEES_MOST: Final = 20
TEXT_MAX: Final = 200
REASON_MAX: Final = 500
AMOUNT_MOST: Final = Decimal(1_000_000)
CATEGORIES: Final = ("TRAIN", "MENTOR", "CONF")
KINDS: Final = tuple(fee_sheet.KINDS)
_FEN: Final = Decimal("0.01")
_A4: Final = (59_528, 84_189)  # hundredths of a point


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFee:
    """One person's fee: `amount` yuan, gross or net as the sheet says."""

    name: str
    id_number: str
    work: str
    amount: Decimal
    hours: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFeeSheet:
    """A sheet to draw up; `after_tax`: the amounts are what people are to receive."""

    grant_id: UUID
    kind: str
    category: str
    title: str
    held_on: date
    after_tax: bool
    fees: tuple[NewFee, ...]


def draw_up(desk: Desk, actor: Actor, new: NewFeeSheet) -> UUID:
    """Draw up a sheet and a draft claim for it; give the claim."""
    _check(actor, new)
    with desk.database.transaction(actor.employer) as session:
        charged = drafts.grant_to_charge(session, actor, new.grant_id)
        series = f"{SERIES}{actor.today.year}"
        number = f"{series}-{next_number(session, actor.employer, series):03d}"
        fees = tuple(_reckoned(session, actor, each, new) for each in new.fees)
        sheet = _sheet(session, actor, new, number, fees)
        invoice = _voucher(session, desk, actor, sheet)
        _keep(session, actor, new, sheet, invoice.id)
        claim = drafts.draft(session, actor, charged, invoice)
        claim.category, claim.category_reason = new.category, None
        claim.cost_on, claim.statement = new.held_on, ""
        claim.plan_item_id = drafts.plan_item(session, claim)
        claims.check_again(session, actor, claim)
        return claim.id


def _check(actor: Actor, new: NewFeeSheet) -> None:
    if new.kind not in KINDS or new.category not in CATEGORIES:
        raise Invalid(N_("发放表只能用于培训、导师辅导或学术会议的劳务费、讲课费和咨询费。"))
    if not 0 < len(new.fees) <= FEES_MOST:
        raise Invalid(N_("请填写至少一位、最多 {most} 位领款人。"), most=str(FEES_MOST))
    if new.held_on > actor.today:
        raise Invalid(N_("劳务尚未发生（{day}），请在完成后编制发放表。"), day=str(new.held_on))
    _check_text(new.title)
    for fee in new.fees:
        _check_fee(fee)
    numbers = [identity_card.plain(fee.id_number) for fee in new.fees]
    if len(numbers) != len(set(numbers)):
        raise Invalid(N_("同一个证件号码出现了两次，同一人的劳务费请合并成一行。"))


def _check_text(text: str) -> None:
    if not text.strip() or len(text) > TEXT_MAX or not text.isprintable():
        raise Invalid(
            N_("事由、姓名和劳务内容须填写，写成一行，且不超过 {most} 字。"), most=str(TEXT_MAX)
        )


def _check_fee(fee: NewFee) -> None:
    _check_text(fee.name)
    _check_text(fee.work)
    if not identity_card.holds(identity_card.plain(fee.id_number)):
        raise Invalid(N_("{name} 的证件号码不对，请核对（身份证末位是校验码）。"), name=fee.name)
    amount = fee.amount
    if not amount.is_finite() or not 0 < amount <= AMOUNT_MOST or amount != amount.quantize(_FEN):
        raise Invalid(N_("{name} 的金额须大于零，最多两位小数。"), name=fee.name)


def _reckoned(session: Session, actor: Actor, fee: NewFee, new: NewFeeSheet) -> Fee:
    """Reckon gross, tax and net of a fee, on top of what the person was given this month."""
    number = identity_card.plain(fee.id_number)
    before = _given_this_month(session, actor, number)
    gross = labour_tax.gross_for(fee.amount, before) if new.after_tax else fee.amount
    tax = labour_tax.withheld(gross, before)
    return Fee(
        name=fee.name.strip(),
        id_number=number,
        work=fee.work.strip(),
        hours=fee.hours,
        gross=gross,
        tax=tax,
        net=gross - tax,
    )


def _given_this_month(session: Session, actor: Actor, number: str) -> Decimal:
    """Add up what a person was given gross by this employer's sheets since the month began."""
    given = (
        select(func.coalesce(func.sum(FeeRow.gross), 0))
        .join(FeeSheetRow, FeeSheetRow.id == FeeRow.sheet_id)
        .join(ClaimRow, ClaimRow.invoice_id == FeeSheetRow.invoice_id)
        .where(
            FeeRow.employer_id == actor.employer,
            FeeRow.id_number == number,
            FeeSheetRow.made_at >= business_day.begin_of(actor.today.replace(day=1)),
            FeeSheetRow.made_at <= actor.at,
            ClaimRow.state.not_in(sorted(OVER)),
        )
    )
    return Decimal(session.scalar(given) or 0)


def _sheet(
    session: Session, actor: Actor, new: NewFeeSheet, number: str, fees: tuple[Fee, ...]
) -> FeeSheet:
    employer = session.get_one(EmployerRow, actor.employer)
    grant = session.get_one(GrantRow, new.grant_id)
    return FeeSheet(
        kind=new.kind,
        number=number,
        employer=employer.name,
        grant=grant.number,
        selectee=session.get_one(SelecteeRow, grant.selectee_id).name,
        title=new.title.strip(),
        held_on=new.held_on,
        drawn_on=actor.today,
        drawn_by=actor.name,
        fees=fees,
    )


def _voucher(session: Session, desk: Desk, actor: Actor, sheet: FeeSheet) -> InvoiceRow:
    """Keep the printed sheet as an original, and what it says as a voucher."""
    content = render_pdf.render(fee_sheet.compose(fee_sheet.masked(sheet)))
    name = f"{sheet.number}.pdf"
    digest = desk.originals.store(content)
    original = intake.keep_original(session, actor, digest, name, len(content))
    employer = session.get_one(EmployerRow, actor.employer)
    read = _as_invoice(sheet, employer)
    row = InvoiceRow(
        employer_id=actor.employer,
        original_id=original.id,
        key=read.key,
        kind=read.kind.value,
        number=read.invoice_number,
        issued_on=read.issue_date,
        seller_name=None,
        total=read.total,
        record=read.to_record(),
        read_at=actor.at,
    )
    session.add(row)
    session.flush()
    _rendition(session, actor, row, original)
    return row


def _rendition(session: Session, actor: Actor, row: InvoiceRow, original: OriginalRow) -> None:
    session.add(
        RenditionRow(
            employer_id=row.employer_id,
            invoice_id=row.id,
            original_id=original.id,
            arrived_at=actor.at,
            record=None,
        )
    )
    session.flush()


def _as_invoice(sheet: FeeSheet, employer: EmployerRow) -> Invoice:
    """Say what a sheet says in the words of vouchers."""
    gross = sheet.total("gross")
    return Invoice(
        kind=Kind.FEE_SHEET,
        invoice_number=sheet.number,
        issue_date=sheet.drawn_on,
        buyer_name=employer.name,
        buyer_tax_id=employer.uscc,
        items=tuple(Line(name=fee.work, amount=str(fee.gross)) for fee in sheet.fees),
        total_amount=str(gross),
        total_with_tax=str(gross),
        total_in_words=chinese_amount.words(gross),
        remarks=sheet.title,
        particulars={"title": fee_sheet.KINDS[sheet.kind]},
        page_sizes=(_A4,),
        rows=tuple(_row(fee) for fee in fee_sheet.masked(sheet).fees),
    )


def _row(fee: Fee) -> dict[str, str]:
    row = {
        "payee": fee.name,
        "id_no": fee.id_number,
        "work": fee.work,
        "gross": str(fee.gross),
        "withheld": str(fee.tax),
        "net": str(fee.net),
    }
    return row if fee.hours is None else row | {"hours": f"{fee.hours.normalize():f}"}


def _keep(
    session: Session, actor: Actor, new: NewFeeSheet, sheet: FeeSheet, invoice_id: UUID
) -> None:
    row = FeeSheetRow(
        employer_id=actor.employer,
        grant_id=new.grant_id,
        number=sheet.number,
        invoice_id=invoice_id,
        kind=sheet.kind,
        category=new.category,
        title=sheet.title,
        held_on=sheet.held_on,
        gross=sheet.total("gross"),
        tax=sheet.total("tax"),
        net=sheet.total("net"),
        made_by=actor.user_id,
        made_at=actor.at,
    )
    session.add(row)
    session.flush()
    for position, fee in enumerate(sheet.fees, start=1):
        session.add(
            FeeRow(
                employer_id=actor.employer, sheet_id=row.id, position=position, name=fee.name,
                id_number=fee.id_number, work=fee.work, hours=fee.hours, gross=fee.gross,
                tax=fee.tax, net=fee.net,
            )
        )  # fmt: skip
    session.flush()
    record(session, actor, row, "draw_up_fee_sheet", sheet.number)


def record(session: Session, actor: Actor, row: FeeSheetRow, action: str, said: str) -> None:
    """Tell the trail what was done with a sheet."""
    step = Step(
        action=action, subject="fee_sheet", subject_id=row.id, employer_id=row.employer_id,
        article=ARTICLE, reason=said,
    )  # fmt: skip
    audit.record(session, actor, step)
