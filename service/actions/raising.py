"""提出问题: what the Center found at a claim, in a crossing, or by looking at something itself."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from compliance.claim_states import BOOKED
from compliance.procedures.rectification import RECTIFICATION, RectificationState
from ledger import book
from ledger.journal import EntryId
from service.actions import bank, crossing_views, proceedings
from service.actions.booking_entries import FISCAL
from service.actions.proceedings import NewCase
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import BookingRow, ClaimRow, GrantRow, ProceedingRow, RectificationRow

ARTICLE: Final = "第三十三条"
SERIES: Final = "整改"
TEXT_MAX: Final = 2000
FEN: Final = Decimal("0.01")
_NOTHING: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFinding:
    """A fault to raise, and what is asked: money put back, papers, the books put right."""

    grant_id: UUID
    problem: str
    facts: str
    ground: str
    amount: Decimal = _NOTHING
    category: str | None = None  # of the money, where the fault is of no claim
    supply: str = ""
    adjust: str = ""
    claim_id: UUID | None = None
    origin: str | None = None  # where it came to light, when the claim alone does not say it


@dataclass(frozen=True, slots=True)
class Occasion:
    """Where a fault was found, as the form begins with it; `most`: what may be asked back."""

    grant: GrantRow
    claim: ClaimRow | None
    most: Decimal | None


def occasion(session: Session, grant_id: UUID | None, claim_id: UUID | None) -> Occasion:
    """Give the grant, or the claim and its grant, at which a fault is to be raised."""
    if claim_id is not None:
        claim = _booked(session, claim_id)
        return Occasion(
            session.get_one(GrantRow, claim.grant_id), claim, _left_of_claim(session, claim)
        )
    grant = session.get(GrantRow, grant_id) if grant_id is not None else None
    if grant is None:
        raise NotFound(N_("没有这个项目。"))
    return Occasion(grant, None, None)


def raise_finding(session: Session, actor: Actor, new: NewFinding) -> ProceedingRow:
    """Raise a fault; the employer learns of it when another person sends the notice."""
    found = occasion(session, new.grant_id, new.claim_id)
    _check_words(new)
    category = found.claim.category if found.claim is not None else new.category
    _check_amount(session, new, found, category)
    row = proceedings.open_case(
        session,
        actor,
        NewCase(
            machine=RECTIFICATION,
            series=SERIES,
            title=new.problem,
            employer_id=found.grant.employer_id,
            grant_id=found.grant.id,
        ),
    )
    about = RectificationRow(
        proceeding_id=row.id,
        employer_id=row.employer_id,
        grant_id=found.grant.id,
        claim_id=found.claim.id if found.claim is not None else None,
        origin=new.origin or _origin(session, found.claim),
        facts=new.facts.strip(),
        ground=new.ground.strip(),
        amount=new.amount,
        category=category if new.amount else None,
        supply=new.supply.strip(),
        adjust=new.adjust.strip(),
    )
    session.add(about)
    session.flush()
    return row


def of_claim(session: Session, claim_id: UUID) -> list[ProceedingRow]:
    """List the rectifications of a claim, the newest first."""
    query = (
        select(ProceedingRow)
        .join(
            RectificationRow,
            (RectificationRow.employer_id == ProceedingRow.employer_id)
            & (RectificationRow.proceeding_id == ProceedingRow.id),
        )
        .where(RectificationRow.claim_id == claim_id)
        .order_by(ProceedingRow.opened_at.desc())
    )
    return list(session.scalars(query))


def _origin(session: Session, claim: ClaimRow | None) -> str:
    if claim is None:
        return "hand"
    return "crossing" if crossing_views.of_claim(session, claim.id) else "claim"


def _booked(session: Session, claim_id: UUID) -> ClaimRow:
    claim = session.get(ClaimRow, claim_id, with_for_update=True)
    if claim is None:
        raise NotFound(N_("没有这个报销申请。"))
    if claim.state not in {state.value for state in BOOKED}:
        raise Refused(
            N_("报销申请 {number} 还没有入账，有问题的请由单位复核人退回，不必提出整改。"),
            ARTICLE,
            number=claim.number,
        )
    return claim


def _check_words(new: NewFinding) -> None:
    if not new.problem.strip() or not new.facts.strip() or not new.ground.strip():
        raise Invalid(N_("请写明问题、事实和依据。"))
    if not new.amount and not new.supply.strip() and not new.adjust.strip():
        raise Invalid(N_("请至少提出一项整改要求：退回资金、补充材料或调整账务。"))
    for text in (new.facts, new.ground, new.supply, new.adjust):
        if len(text) > TEXT_MAX:
            raise Invalid(N_("每项内容不能超过 {most} 字，请精简。"), most=str(TEXT_MAX))


def _check_amount(session: Session, new: NewFinding, found: Occasion, category: str | None) -> None:
    amount = new.amount
    if not amount.is_finite() or amount < 0 or amount != amount.quantize(FEN):
        raise Invalid(N_("要求退回的金额须为正数，最多两位小数。"))
    if not amount:
        return
    if category is None:
        raise Invalid(N_("要求退回资金的，请选择支出方向。"))
    most = found.most if found.most is not None else _spent(session, found.grant, category)
    if amount > most:
        raise Refused(
            N_("可以要求退回的金额最多 {most} 元（已列支、未退款且未另行要求退回的部分）。"),
            ARTICLE,
            most=f"{most:,.2f}",
        )


def _spent(session: Session, grant: GrantRow, category: str) -> Decimal:
    """Give the fiscal money spent in a direction that nothing asks back yet."""
    employer = bank.book_of(session, grant.employer_id)
    standing = book.balances(session.connection(), employer, grant.number)
    spent = sum(
        (
            amount
            for account, amount in standing.items()
            if (account.code, account.source, account.category) == ("5301.X", FISCAL, category)
        ),
        _NOTHING,
    )
    waiting = _asked(session, RectificationRow.grant_id == grant.id, only_waiting=True)
    return spent - waiting.get(category, _NOTHING)


def _left_of_claim(session: Session, claim: ClaimRow) -> Decimal:
    """Give what the entry of a claim spent of fiscal money, less refunds and what is asked back."""
    assert claim.entry_id is not None, "a booked claim has its entry"
    entry = book.entry(session.connection(), EntryId(claim.entry_id))
    spent = sum(
        (
            line.amount
            for line in entry.lines
            if (line.account.code, line.account.source) == ("5301.X", FISCAL)
        ),
        _NOTHING,
    )
    asked = _asked(session, RectificationRow.claim_id == claim.id, only_waiting=False)
    return max(_NOTHING, spent - _refunded(session, claim) - sum(asked.values(), _NOTHING))


def _asked(
    session: Session, where: ColumnElement[bool], *, only_waiting: bool
) -> dict[str, Decimal]:
    """Add up by direction what rectifications that were not dropped ask back."""
    query = (
        select(RectificationRow.category, func.sum(RectificationRow.amount))
        .join(
            ProceedingRow,
            (RectificationRow.employer_id == ProceedingRow.employer_id)
            & (RectificationRow.proceeding_id == ProceedingRow.id),
        )
        .where(
            where,
            ProceedingRow.state != RectificationState.DROPPED.value,
            RectificationRow.category.is_not(None),
        )
        .group_by(RectificationRow.category)
    )
    if only_waiting:  # what is disallowed has left the account of spending already
        query = query.where(RectificationRow.disallowed_entry_id.is_(None))
    return {category: amount for category, amount in session.execute(query) if category}


def _refunded(session: Session, claim: ClaimRow) -> Decimal:
    lines = session.scalars(
        select(BookingRow.bank_line_id).where(
            BookingRow.employer_id == claim.employer_id,
            BookingRow.claim_id == claim.id,
            BookingRow.state != "withdrawn",
        )
    )
    return bank.sum_of(session, claim.employer_id, set(lines))
