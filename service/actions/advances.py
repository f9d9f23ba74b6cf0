"""预借: an advance to staff: asked for, approved, paid out, offset by claims, the rest given back.

What is paid out stays owed (Art. 26) until claims of the same grant and direction are held against
it, or money comes back. The budget is kept from the approval on; the deadline runs from the day of
the payment, and reminders follow it.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.categories import Category
from compliance.facts import ClaimState
from compliance.procedures.advance import ADVANCE, AdvanceState
from ledger import book, events
from ledger.events import Occasion, Purpose
from ledger.journal import BookId
from service.actions import claim_money, claim_steps, paying, proceedings
from service.actions.paying import Slip
from service.actions.posting import post
from service.actions.proceedings import NewCase
from service.actions.system import system_actor
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import AdvanceRow, AdvanceUseRow, ClaimRow, GrantRow, ProceedingRow

ARTICLE: Final = "第二十六条"
SERIES: Final = "预借"
TEXT_MAX: Final = 200
SLIP_MAX: Final = 60
_FEN: Final = Decimal("0.01")
_NOTHING: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAdvance:
    """An advance to ask for, in yuan: to whom, for what, in which direction."""

    grant_id: UUID
    category: Category
    amount: Decimal
    recipient: str
    purpose: str


def ask(session: Session, actor: Actor, new: NewAdvance) -> UUID:
    """Ask for an advance; give the case."""
    grant = session.get(GrantRow, new.grant_id)
    if grant is None or grant.employer_id != actor.employer_id:
        raise NotFound(N_("没有这个项目。"))
    _check_active(grant)
    recipient, purpose = _line(new.recipient), _line(new.purpose)
    if not _is_yuan(new.amount):
        raise Invalid(N_("预借金额须大于零，最多两位小数。"))
    opened = NewCase(
        machine=ADVANCE,
        series=SERIES,
        title=f"{recipient} {purpose}",
        employer_id=grant.employer_id,
        grant_id=grant.id,
    )
    case = proceedings.open_case(session, actor, opened)
    session.add(
        AdvanceRow(
            employer_id=case.employer_id,
            proceeding_id=case.id,
            category=new.category.value,
            amount=new.amount,
            recipient=recipient,
            purpose=purpose,
        )
    )
    session.flush()
    return case.id


def _line(text: str) -> str:
    plain = text.strip()
    if not plain or len(plain) > TEXT_MAX or not plain.isprintable():
        raise Invalid(
            N_("请填写借款人和用途，各写成一行，且不超过 {most} 字。"), most=str(TEXT_MAX)
        )
    return plain


def _is_yuan(amount: Decimal) -> bool:
    return amount.is_finite() and amount > 0 and amount == amount.quantize(_FEN)


def _check_active(grant: GrantRow) -> None:
    if grant.state != "active":
        raise Refused(N_("项目 {number} 不在执行中，不能预借。"), "第三十二条", number=grant.number)


def approve(session: Session, actor: Actor, case_id: UUID, steps: int) -> None:
    """Approve another person's advance and keep its budget."""
    case, advance, grant = _taken(session, actor, case_id, steps)
    _check_active(grant)
    proceedings.step(session, actor, case, ADVANCE, "approve")
    post(
        session, ARTICLE, events.reserve(*_target(session, case, "reserve", actor), advance.amount)
    )


def refuse(session: Session, actor: Actor, case_id: UUID, steps: int, reason: str) -> None:
    """Refuse an advance, with the reason."""
    case, _, _ = _taken(session, actor, case_id, steps)
    proceedings.step(session, actor, case, ADVANCE, "refuse", reason)


def withdraw(session: Session, actor: Actor, case_id: UUID, steps: int) -> None:
    """Give up an advance that is not paid out; its budget is free again."""
    case, advance, _ = _taken(session, actor, case_id, steps)
    taken = proceedings.step(session, actor, case, ADVANCE, "withdraw")
    if taken.source is AdvanceState.APPROVED:
        target = _target(session, case, "release", actor)
        post(session, ARTICLE, events.release(*target, advance.amount))


def pay(session: Session, actor: Actor, case_id: UUID, steps: int, slip: str) -> None:
    """Pay an approved advance out of the dedicated account, today."""
    case, advance, grant = _taken(session, actor, case_id, steps)
    _check_active(grant)
    number = _slip(slip)
    proceedings.step(session, actor, case, ADVANCE, "pay", number)
    post(session, ARTICLE, events.advance(*_target(session, case, "pay", actor), advance.amount))


def _slip(text: str) -> str:
    number = text.strip()
    if not number or len(number) > SLIP_MAX or not number.isprintable():
        raise Invalid(N_("请填写银行回单的流水号，对账时据此核对。"))
    return number


def offset(session: Session, actor: Actor, case_id: UUID, steps: int, claim_number: str) -> None:
    """Hold an approved claim against an advance: it is spent, and nothing is paid out again."""
    case, advance, _ = _taken(session, actor, case_id, steps)
    claim = _claim(session, case, advance, claim_number)
    left = remaining(session, case)
    if claim.amount > left:
        raise Refused(
            N_(
                "报销申请 {number} 的 {amount} 元超过预借余额 {left} 元："
                "请先登记退回余额，再正常支付这份申请。"
            ),
            ARTICLE,
            number=claim.number,
            amount=f"{claim.amount:,.2f}",
            left=f"{left:,.2f}",
        )
    proceedings.step(session, actor, case, ADVANCE, "offset", claim.number)
    slip = Slip(case.number)
    entry = paying.pay(session, actor, claim.id, claim.version, slip, claim_money.settle_advance)
    # no line of the bank is to come for it
    claim_steps.move(session, actor, claim, claim_steps.find(claim, "reconcile", actor))
    _use(session, actor, case, AdvanceUseRow(claim_id=claim.id, amount=claim.amount,
                                             bank_slip="", entry_id=int(entry)))  # fmt: skip


def _claim(session: Session, case: ProceedingRow, advance: AdvanceRow, number: str) -> ClaimRow:
    claim = session.scalar(
        select(ClaimRow)
        .where(ClaimRow.employer_id == case.employer_id, ClaimRow.number == number.strip())
        .with_for_update()
    )
    fits = claim is not None and (claim.grant_id, claim.category) == (
        case.grant_id, advance.category,
    )  # fmt: skip
    if claim is None or not fits or claim.state != ClaimState.APPROVED:
        raise Refused(
            N_("没有编号为 {number}、属于同一项目和支出方向的待付款申请，请核对。"),
            ARTICLE,
            number=number.strip(),
        )
    return claim


def give_back(
    session: Session, actor: Actor, case_id: UUID, steps: int, amount: Decimal, slip: str
) -> None:
    """Record that what was left over came back into the dedicated account today."""
    case, _, _ = _taken(session, actor, case_id, steps)
    number, left = _slip(slip), remaining(session, case)
    if not _is_yuan(amount) or amount > left:
        raise Refused(
            N_("退回金额须大于零，且不超过预借余额 {left} 元。"), ARTICLE, left=f"{left:,.2f}"
        )
    proceedings.step(session, actor, case, ADVANCE, "give_back", number)
    target = _target(session, case, f"return:{case.steps}:{number}", actor)
    free = _target(session, case, f"release:{case.steps}", actor)
    entry = post(session, ARTICLE, events.return_advance(*target, amount),
                 events.release(*free, amount))  # fmt: skip
    _use(session, actor, case, AdvanceUseRow(claim_id=None, amount=amount, bank_slip=number,
                                             entry_id=int(entry)))  # fmt: skip


def _use(session: Session, actor: Actor, case: ProceedingRow, use: AdvanceUseRow) -> None:
    """Keep what became of a part; the advance is settled when nothing is left."""
    use.employer_id, use.proceeding_id = case.employer_id, case.id
    use.made_by, use.made_at = actor.user_id, actor.at
    session.add(use)
    session.flush()
    if not remaining(session, case):
        proceedings.step(session, system_actor(actor.at), case, ADVANCE, "settle")


def remaining(session: Session, case: ProceedingRow) -> Decimal:
    """Give what is still owed of an advance, in yuan."""
    used = select(func.coalesce(func.sum(AdvanceUseRow.amount), 0)).where(
        AdvanceUseRow.employer_id == case.employer_id, AdvanceUseRow.proceeding_id == case.id
    )
    advance = session.get_one(AdvanceRow, (case.employer_id, case.id))
    return advance.amount - Decimal(session.scalar(used) or _NOTHING)


def was_offset(session: Session, claim: ClaimRow) -> bool:
    """Tell whether a claim was held against an advance."""
    used = select(AdvanceUseRow.id).where(
        AdvanceUseRow.employer_id == claim.employer_id, AdvanceUseRow.claim_id == claim.id
    )
    return session.scalar(used) is not None


def _taken(
    session: Session, actor: Actor, case_id: UUID, steps: int
) -> tuple[ProceedingRow, AdvanceRow, GrantRow]:
    case = proceedings.take(session, actor, ADVANCE, case_id, steps)
    advance = session.get_one(AdvanceRow, (case.employer_id, case.id))
    return case, advance, session.get_one(GrantRow, case.grant_id)


def _target(
    session: Session, case: ProceedingRow, step: str, actor: Actor
) -> tuple[BookId, Occasion, Purpose]:
    """Give book, occasion and purpose of a step that moves money or budget."""
    advance = session.get_one(AdvanceRow, (case.employer_id, case.id))
    grant = session.get_one(GrantRow, case.grant_id)
    occasion = Occasion(
        key=f"advance:{case.id}:{step}",
        effective_on=actor.today,
        actor=str(case.opened_by),
        approver=None if actor.user_id == case.opened_by else str(actor.user_id),
        memo=case.number,
        meta={"advance": str(case.id), "recipient": advance.recipient},
    )
    purpose = Purpose(grant.number, claim_money.FISCAL, advance.category)
    return book.book_of(session.connection(), case.employer_id), occasion, purpose
