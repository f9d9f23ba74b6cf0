"""原始凭证分割单: one invoice shared by several grants and the employer's own money (Art. 26).

A draft claim of the whole invoice is divided: it keeps its share, every other grant gets a draft
of its own, and the sheet says how and why. Each share is judged and decided alone. A sheet made in
error is void before any share is handed in; then the invoice is divided anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import divided_voucher
from compliance.claim_states import MENDABLE, OVER
from service import audit
from service.actions import claims, drafts
from service.actions.register import next_number
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import (
    ClaimRow,
    GrantRow,
    InvoiceRow,
    SelecteeRow,
    SplitShareRow,
    SplitSheetRow,
)

ARTICLE: Final = "第二十六条"
REASON_MAX: Final = 500
GRANTS_MOST: Final = 20
PAPER: Final = "split_sheet"  # in evidence.toml
_FEN: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Share:
    """A share as the sheet shows it; `claim_id` None: the employer's own money."""

    claim_id: UUID | None
    claim: str
    grant: str
    selectee: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class SplitView:
    """The sheet of an invoice; `voidable`: no share has been handed in yet."""

    id: UUID
    number: str
    total: Decimal
    reason: str
    made_at: datetime
    shares: tuple[Share, ...]
    voidable: bool


def divide(
    session: Session,
    actor: Actor,
    claim_id: UUID,
    version: int,
    shares: Mapping[UUID, Decimal],
    reason: str,
) -> UUID:
    """Divide the invoice of a draft among grants, `shares` in yuan by grant; give the sheet.

    The draft's own grant has to be among them; what they leave the employer bears itself.
    """
    claim = claims.to_mend(session, actor, claim_id, version)
    invoice = session.get_one(InvoiceRow, claim.invoice_id, with_for_update=True)
    said = reason.strip()
    if not said or len(said) > REASON_MAX:
        raise Invalid(
            N_("请写明按什么分割（例如机时、人数），不超过 {most} 字。"), most=str(REASON_MAX)
        )
    own = _own_share(invoice, claim, shares)
    _check_alone(session, claim)
    sheet = _sheet(session, actor, invoice, said)
    parts = [(claim, shares[claim.grant_id])]
    claim.amount = shares[claim.grant_id]
    for grant_id, amount in shares.items():
        if grant_id != claim.grant_id:
            parts.append((_draft_for(session, actor, claim, grant_id, amount), amount))
    for position, (part, amount) in enumerate(parts, start=1):
        _add_share(session, sheet, position, part.id, amount)
        part.evidence = sorted({*part.evidence, PAPER})
        claims.check_again(session, actor, part)
        _record(session, actor, part, "split_claim", f"{sheet.number} {amount}")
    if own:
        _add_share(session, sheet, len(parts) + 1, None, own)
    session.flush()
    return sheet.id


def _own_share(invoice: InvoiceRow, claim: ClaimRow, shares: Mapping[UUID, Decimal]) -> Decimal:
    amounts = tuple(shares.values())
    if claim.grant_id not in shares or not 0 < len(shares) <= GRANTS_MOST:
        raise Invalid(
            N_("请填写本项目的分摊金额；一张发票最多分给 {most} 个项目。"), most=str(GRANTS_MOST)
        )
    if any(not each.is_finite() or each != each.quantize(_FEN) for each in amounts):
        raise Invalid(N_("列支金额最多两位小数。"))
    if invoice.total is None or invoice.total <= 0:
        raise Refused(N_("这张发票没有可以分割的价税合计。"), ARTICLE)
    try:
        own = divided_voucher.own_share(invoice.total, amounts)
    except divided_voucher.NotAShareError as error:
        raise Refused(
            N_(
                "各项目分摊合计 {sum} 元，超过票面价税合计 {total} 元，或有一份不大于零，不能分割。"
            ),
            ARTICLE,
            sum=f"{sum(amounts):,.2f}",
            total=f"{invoice.total:,.2f}",
        ) from error
    if len(shares) == 1 and not own:
        raise Invalid(N_("全部金额都由本项目列支，不需要分割单。"))
    return own


def _check_alone(session: Session, claim: ClaimRow) -> None:
    """Refuse an invoice that is divided already, or of which another claim is on its way."""
    if (sheet := _in_force(session, claim)) is not None:
        raise Refused(N_("这张发票已有分割单 {number}，请先作废再重新分割。"), number=sheet.number)
    others = select(ClaimRow.number).where(
        ClaimRow.employer_id == claim.employer_id,
        ClaimRow.invoice_id == claim.invoice_id,
        ClaimRow.id != claim.id,
        ClaimRow.state.not_in(OVER),
    )
    if (other := session.scalar(others.limit(1))) is not None:
        raise Refused(
            N_("报销申请 {number} 也使用了这张发票，请先撤回它再分割。"), ARTICLE, number=other
        )


def _sheet(session: Session, actor: Actor, invoice: InvoiceRow, reason: str) -> SplitSheetRow:
    series = f"分割{actor.today.year}"
    assert invoice.total is not None, "asked before"
    sheet = SplitSheetRow(
        employer_id=invoice.employer_id,
        number=f"{series}-{next_number(session, invoice.employer_id, series):03d}",
        invoice_id=invoice.id,
        total=invoice.total,
        reason=reason,
        made_by=actor.user_id,
        made_at=actor.at,
        void_reason="",
    )
    session.add(sheet)
    session.flush()
    return sheet


def _draft_for(
    session: Session, actor: Actor, like: ClaimRow, grant_id: UUID, amount: Decimal
) -> ClaimRow:
    """Make a draft of another grant for its share, with what was said about the purchase."""
    grant, agreement = drafts.grant_to_charge(session, actor, grant_id)
    invoice = session.get_one(InvoiceRow, like.invoice_id)
    draft = drafts.draft(session, actor, (grant, agreement), invoice, amount)
    draft.category, draft.category_reason = like.category, like.category_reason
    draft.cost_on, draft.statement, draft.evidence = like.cost_on, like.statement, like.evidence
    draft.payment, draft.payee, draft.vat = like.payment, like.payee, like.vat
    draft.acceptor = like.acceptor
    return draft


def _add_share(
    session: Session, sheet: SplitSheetRow, position: int, claim_id: UUID | None, amount: Decimal
) -> None:
    session.add(
        SplitShareRow(
            employer_id=sheet.employer_id,
            sheet_id=sheet.id,
            position=position,
            claim_id=claim_id,
            amount=amount,
        )
    )


def void(session: Session, actor: Actor, sheet_id: UUID, reason: str) -> None:
    """Declare a sheet void, while no share of it has been handed in."""
    sheet = session.get(SplitSheetRow, sheet_id, with_for_update=True)
    if sheet is None or sheet.employer_id != actor.employer_id:
        raise NotFound(N_("没有这张分割单。"))
    if not reason.strip():
        raise Invalid(N_("请写明作废的原因。"))
    parts = _claims(session, sheet)
    if sheet.voided_at is not None or any(_is_handed_in(each) for each in parts):
        raise Refused(
            N_("分割单 {number} 已有份额提交或已作废，不能作废；请先让复核人退回。"),
            ARTICLE,
            number=sheet.number,
        )
    sheet.voided_by, sheet.voided_at = actor.user_id, actor.at
    sheet.void_reason = reason.strip()[:REASON_MAX]
    session.flush()
    for part in parts:
        _record(session, actor, part, "void_split", f"{sheet.number} {sheet.void_reason}")


def _is_handed_in(claim: ClaimRow) -> bool:
    return claim.state not in MENDABLE | OVER


def of(session: Session, claim: ClaimRow) -> SplitView | None:
    """Give the sheet in force of a claim's invoice, if there is one."""
    sheet = _in_force(session, claim)
    return _view(session, sheet) if sheet is not None else None


def view(session: Session, actor: Actor, sheet_id: UUID) -> tuple[SplitView, InvoiceRow]:
    """Give a sheet in force, with its invoice, to whoever may see it."""
    sheet = session.get(SplitSheetRow, sheet_id)
    if sheet is None or actor.employer_id not in {None, sheet.employer_id}:
        raise NotFound(N_("没有这张分割单。"))
    return _view(session, sheet), session.get_one(InvoiceRow, sheet.invoice_id)


def grants_beside(session: Session, claim: ClaimRow) -> Sequence[tuple[UUID, str, str]]:
    """List the employer's other grants that an invoice may be shared with."""
    query = (
        select(GrantRow.id, GrantRow.number, SelecteeRow.name)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .where(
            GrantRow.employer_id == claim.employer_id,
            GrantRow.id != claim.grant_id,
            GrantRow.state.in_(("agreed", "active")),
        )
        .order_by(GrantRow.number)
        .limit(GRANTS_MOST - 1)
    )
    return [(row.id, row.number, row.name) for row in session.execute(query)]


def _view(session: Session, sheet: SplitSheetRow) -> SplitView:
    query = (
        select(SplitShareRow, ClaimRow.number, GrantRow.number, SelecteeRow.name)
        .outerjoin(ClaimRow, ClaimRow.id == SplitShareRow.claim_id)
        .outerjoin(GrantRow, GrantRow.id == ClaimRow.grant_id)
        .outerjoin(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .where(SplitShareRow.employer_id == sheet.employer_id, SplitShareRow.sheet_id == sheet.id)
        .order_by(SplitShareRow.position)
    )
    shares = tuple(
        Share(row.claim_id, number or "", grant or "", selectee or "", row.amount)
        for row, number, grant, selectee in session.execute(query)
    )
    handed_in = any(_is_handed_in(claim) for claim in _claims(session, sheet))
    return SplitView(
        sheet.id, sheet.number, sheet.total, sheet.reason, sheet.made_at, shares,
        voidable=sheet.voided_at is None and not handed_in,
    )  # fmt: skip


def _in_force(session: Session, claim: ClaimRow) -> SplitSheetRow | None:
    return session.scalar(
        select(SplitSheetRow).where(
            SplitSheetRow.employer_id == claim.employer_id,
            SplitSheetRow.invoice_id == claim.invoice_id,
            SplitSheetRow.voided_at.is_(None),
        )
    )


def _claims(session: Session, sheet: SplitSheetRow) -> list[ClaimRow]:
    query = (
        select(ClaimRow)
        .join(SplitShareRow, SplitShareRow.claim_id == ClaimRow.id)
        .where(SplitShareRow.employer_id == sheet.employer_id, SplitShareRow.sheet_id == sheet.id)
        .order_by(SplitShareRow.position)
    )
    return list(session.scalars(query))


def _record(session: Session, actor: Actor, claim: ClaimRow, action: str, said: str) -> None:
    step = Step(
        action=action, subject="claim", subject_id=claim.id, employer_id=claim.employer_id,
        source=claim.state, target=claim.state, article=ARTICLE, reason=said,
    )  # fmt: skip
    audit.record(session, actor, step)
