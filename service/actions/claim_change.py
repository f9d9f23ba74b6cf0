"""What a maker says about a claim, held against what can be true before it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from compliance import fact_record, law
from compliance.categories import Category
from compliance.facts import Event, PaymentMethod, VatClaim
from service import texts
from service.messages import N_, Invalid, Refused
from service.tables import ClaimRow, GrantRow, InvoiceRow, PlanItemRow

TEXT_MAX = 2000
NAME_MAX = 100
PEOPLE_MAX = 10_000
UNITS_MAX = Decimal(1000)
FEN = Decimal("0.01")
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a maker says about a claim: the whole form, as it should stand afterwards.

    `amount` None leaves the amount as it is; `cost_on` None lets the invoice's date count; an
    empty `payee` is the seller; `acceptor` is the 验收人.
    """

    category: Category | None = None
    amount: Decimal | None = None
    cost_on: date | None = None
    statement: str = ""
    explanation: str = ""
    evidence: frozenset[str] = frozenset()
    plan_item_id: UUID | None = None
    event: Event | None = None
    payment: PaymentMethod = PaymentMethod.TRANSFER
    payee: str = ""
    vat: VatClaim = VatClaim.NOT_STATED
    acceptor: str = ""


def apply(session: Session, claim: ClaimRow, wanted: Change) -> None:
    """Write a change into a claim; `Invalid` says what cannot be so."""
    _check_words(wanted)
    unknown = wanted.evidence - law.evidence().keys()
    if unknown:
        raise Invalid(N_("没有名为 {name} 的材料种类。"), name=min(unknown))
    if wanted.amount is not None:
        claim.amount = _amount(session, claim, wanted.amount)
    if wanted.category is not None and wanted.category != claim.category:
        claim.category, claim.category_reason = wanted.category.value, None
    claim.cost_on = wanted.cost_on
    claim.statement = wanted.statement.strip()
    claim.explanation = wanted.explanation.strip()
    claim.evidence = sorted(wanted.evidence)
    claim.plan_item_id = _plan_item(session, claim, wanted.plan_item_id)
    claim.payment, claim.payee = wanted.payment.value, wanted.payee.strip()
    claim.vat, claim.acceptor = wanted.vat.value, wanted.acceptor.strip()
    if wanted.event is not None:
        _check_event(session, claim, wanted.event)
    claim.event = fact_record.event_record(wanted.event) if wanted.event else None


def _check_words(wanted: Change) -> None:
    for text in (wanted.statement, wanted.explanation):
        if len(text) > TEXT_MAX:
            raise Invalid(N_("说明不能超过 {most} 字，请精简。"), most=str(TEXT_MAX))
    for name in _names(wanted):
        if len(name) > NAME_MAX or not name.isprintable():
            raise Invalid(
                N_("收款方、验收人和地点须写成一行，且不超过 {most} 字。"), most=str(NAME_MAX)
            )


def _names(wanted: Change) -> Iterator[str]:
    yield wanted.payee
    yield wanted.acceptor
    if wanted.event is not None:
        yield wanted.event.place


def _amount(session: Session, claim: ClaimRow, amount: Decimal) -> Decimal:
    total = session.get_one(InvoiceRow, claim.invoice_id).total
    if not amount.is_finite() or amount <= 0 or (total is not None and amount > total):
        raise Invalid(
            N_("列支金额须大于零且不超过票面价税合计 {total} 元（第二十八条：凭发票据实报销）。"),
            "第二十八条",
            total="—" if total is None else f"{total:,.2f}",
        )
    if amount != amount.quantize(FEN):
        raise Invalid(N_("列支金额最多两位小数。"))
    _check_released(session, claim, amount)
    return amount


def _check_released(session: Session, claim: ClaimRow, amount: Decimal) -> None:
    """Refuse more than the Center released from a suspension that goes on: nothing new (A-18)."""
    if claim.released_on is None or amount <= claim.amount:
        return
    if session.get_one(GrantRow, claim.grant_id).suspended_on is not None:
        raise Refused(
            N_(
                "项目中止期间，报销申请 {number} 按 {amount} 元放行，不能再增加金额（第三十二条）。"
            ),
            "第三十二条",
            number=claim.number,
            amount=f"{claim.amount:,.2f}",
        )


def _plan_item(session: Session, claim: ClaimRow, wanted: UUID | None) -> UUID | None:
    if wanted is None:
        return None
    item = session.get(PlanItemRow, wanted)
    if item is None or item.agreement_id != claim.agreement_id:
        raise Invalid(N_("所选事项不在本任务书的培养方案内，请重新选择。"), "第二十五条")
    return item.id


def _check_event(session: Session, claim: ClaimRow, event: Event) -> None:
    if event.people > PEOPLE_MAX or not event.units.is_finite() or event.units > UNITS_MAX:
        raise Invalid(
            N_("人数不能超过 {people}，天数或小时数不能超过 {units}。"),
            people=str(PEOPLE_MAX),
            units=str(UNITS_MAX),
        )
    if event.units % HALF:
        raise Invalid(N_("天数或小时数以半为单位，例如 1.5。"))
    day = claim.cost_on or session.get_one(InvoiceRow, claim.invoice_id).issued_on or date.max
    standards = texts.agreed(session, claim.grant_id, day).standards
    if event.rate not in {rate.code for rate in standards.rates}:
        raise Invalid(N_("没有名为 {name} 的标准，请从列表中选择。"), name=event.rate)
