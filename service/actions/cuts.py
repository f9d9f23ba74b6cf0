"""核减: a checker allows a claim in part, line by line, and says why (Art. 28).

A cut lowers the claim itself: what is approved, paid and posted is what is left. The budget kept
for the rest is free at once; the employer bears it, and no other claim may ask for it.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.claim_states import MENDABLE
from importers.invoice import Invoice, decimal_of
from service import audit, readings
from service.actions import claim_money, claim_steps, claims
from service.audit import Step
from service.messages import N_, Invalid, Refused
from service.permissions import Actor
from service.tables import ClaimCutRow, ClaimRow, InvoiceRow, UserRow

ARTICLE: Final = "第二十八条"
REASON_MAX: Final = 500
_FEN: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCut:
    """What is not allowed, in yuan: of a line of the voucher counted from 1, or of none (0)."""

    line: int
    amount: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A cut as the claim's page shows it."""

    line: int
    name: str
    amount: Decimal
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Cuts:
    """The cuts of a claim as it was last handed in, and what was asked for before them, yuan."""

    cuts: tuple[Cut, ...]
    claimed: Decimal


def cut(session: Session, actor: Actor, claim_id: UUID, version: int, new: NewCut) -> None:
    """Cut another person's claim before it is approved; the rest of its budget is free again."""
    claim = claim_steps.take(session, actor, claim_id, version)
    claim_steps.find(claim, "approve", actor)  # who may approve may cut
    reason = _checked(session, claim, new)
    row = ClaimCutRow(
        employer_id=claim.employer_id,
        claim_id=claim.id,
        line=new.line,
        amount=new.amount,
        reason=reason,
        made_by=actor.user_id,
        made_at=actor.at,
    )
    session.add(row)
    session.flush()
    session.refresh(claim)  # the cut has lowered it
    claim_money.release_cut(session, actor, claim, row.id, new.amount)
    step = Step(
        action="cut_claim", subject="claim", subject_id=claim.id, employer_id=claim.employer_id,
        source=claim.state, target=claim.state, article=ARTICLE,
        reason=f"-{new.amount:,.2f} {reason}",
    )  # fmt: skip
    audit.record(session, actor, step)
    claims.check_again(session, actor, claim)


def _checked(session: Session, claim: ClaimRow, new: NewCut) -> str:
    """Refuse what cannot be cut so; give the reason."""
    reason = new.reason.strip()
    if not reason or len(reason) > REASON_MAX:
        raise Invalid(N_("请写明核减的原因，不超过 {most} 字。"), most=str(REASON_MAX))
    amount = new.amount
    if not amount.is_finite() or amount <= 0 or amount != amount.quantize(_FEN):
        raise Invalid(N_("核减金额须大于零，最多两位小数。"))
    if amount >= claim.amount:
        raise Refused(
            N_("核减 {amount} 元不小于列支金额 {claimed} 元；全部不同意的，请退回或不予报销。"),
            ARTICLE,
            amount=f"{amount:,.2f}",
            claimed=f"{claim.amount:,.2f}",
        )
    if new.line:
        _check_line(session, claim, new)
    return reason


def _check_line(session: Session, claim: ClaimRow, new: NewCut) -> None:
    invoice = readings.of(session, session.get_one(InvoiceRow, claim.invoice_id))
    if not 0 < new.line <= len(invoice.items):
        raise Invalid(N_("票面没有第 {line} 行。"), line=str(new.line))
    most = _worth(invoice, new.line)
    before = sum((each.amount for each in _rows(session, claim) if each.line == new.line), _FEN * 0)
    if most is not None and before + new.amount > most:
        raise Refused(
            N_("第 {line} 行价税合计 {most} 元，已核减 {before} 元，不能再核减 {amount} 元。"),
            ARTICLE,
            line=str(new.line),
            most=f"{most:,.2f}",
            before=f"{before:,.2f}",
            amount=f"{new.amount:,.2f}",
        )


def _worth(invoice: Invoice, line: int) -> Decimal | None:
    """Give what a line comes to with its tax, where it prints an amount."""
    printed = invoice.items[line - 1]
    amount = decimal_of(printed.amount)
    return None if amount is None else amount + (decimal_of(printed.tax) or 0)


def of(session: Session, claim: ClaimRow, invoice: Invoice) -> Cuts:
    """Give the cuts of a claim as it was last handed in."""
    rows = _rows(session, claim)
    people = select(UserRow.id, UserRow.name).where(UserRow.id.in_({row.made_by for row in rows}))
    names = {row.id: row.name for row in session.execute(people)}
    made = tuple(
        Cut(row.line, _name(invoice, row.line), row.amount, row.reason,
            names.get(row.made_by, ""), row.made_at)
        for row in rows
    )  # fmt: skip
    return Cuts(made, claim.amount + sum((each.amount for each in made), _FEN * 0))


def _name(invoice: Invoice, line: int) -> str:
    return (invoice.items[line - 1].name or "") if 0 < line <= len(invoice.items) else ""


def _rows(session: Session, claim: ClaimRow) -> list[ClaimCutRow]:
    if claim.submitted_at is None or claim.state in MENDABLE:
        return []
    query = (
        select(ClaimCutRow)
        .where(
            ClaimCutRow.employer_id == claim.employer_id,
            ClaimCutRow.claim_id == claim.id,
            ClaimCutRow.made_at >= claim.submitted_at,
        )
        .order_by(ClaimCutRow.made_at, ClaimCutRow.id)
    )
    return list(session.scalars(query))
