"""What the pages of a transfer and of an arrival show: conditions, closing statement, money."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import masking, transfer
from compliance.transfer import Line, Rest
from service.actions import arrivals, closing_statements, transfers
from service.actions import transfer_conditions as conditions
from service.permissions import Actor
from service.tables import (
    ArrivalRow,
    GrantRow,
    ProceedingRow,
    TransferPaymentRow,
    TransferStatementRow,
)

BEFORE_MOVING = frozenset({"applied", "old_consented", "center_approved"})


@dataclass(frozen=True, slots=True)
class Payment:
    """What the old employer paid."""

    amount: Decimal
    bank_slip: str
    paid_on: date
    entry_id: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A closing statement with its lines; `payment` is None while nothing was paid."""

    number: int
    cut_on: date
    rests: tuple[Rest, ...]
    total: Decimal
    budget: Decimal
    claims: str
    assets: str
    matters: str
    disallowed: Decimal
    payment: Payment | None


@dataclass(frozen=True, slots=True)
class TransferView:
    """What was applied for, line by line what it needs, and the statements, the newest first.

    `waiting` are the claims still being finished at the old employer; `account` is where to pay.
    """

    leaves_on: date
    new_name: str
    new_uscc: str
    workplace: str
    field: str
    carried_over: str
    lines: tuple[Line, ...]
    statements: tuple[Statement, ...]
    waiting: tuple[tuple[str, Decimal], ...]
    moved: bool
    account: str


@dataclass(frozen=True, slots=True)
class ArrivalView:
    """What comes to the new employer, by source, and from whom."""

    old_name: str
    money: tuple[tuple[str, Decimal], ...]
    total: Decimal
    joined_on: date | None
    bank_reference: str
    entry_id: int | None


def detail(session: Session, actor: Actor, case: ProceedingRow) -> TransferView:
    """Give what a transfer is about, as its reader may see it."""
    about = transfers.about_of(session, case)
    grant = session.get_one(GrantRow, case.grant_id)
    found = conditions.situation(session, actor, about, grant, case)
    waiting = closing_statements.claims_in_flight(session, grant)
    return TransferView(
        leaves_on=about.leaves_on,
        new_name=about.new_name,
        new_uscc=about.new_uscc,
        workplace=about.workplace,
        field=about.field,
        carried_over=about.carried_over,
        lines=transfer.lines(found) if case.state in BEFORE_MOVING else (),
        statements=_statements(session, case, grant.number),
        waiting=tuple((claim.number, claim.amount) for claim in waiting),
        moved=about.new_grant_id is not None,
        account=masking.masked_within(about.pay_to),
    )


def _statements(session: Session, case: ProceedingRow, number: str) -> tuple[Statement, ...]:
    rows = session.scalars(
        select(TransferStatementRow)
        .where(
            TransferStatementRow.employer_id == case.employer_id,
            TransferStatementRow.proceeding_id == case.id,
        )
        .order_by(TransferStatementRow.number.desc())
    ).all()
    return tuple(_statement(session, row, number) for row in rows)


def _statement(session: Session, row: TransferStatementRow, number: str) -> Statement:
    found = closing_statements.stated(session, row, number)
    paid = session.get(TransferPaymentRow, (row.employer_id, row.id))
    return Statement(
        number=row.number,
        cut_on=row.cut_on,
        rests=found.rests,
        total=found.total,
        budget=sum(found.budget.values(), closing_statements.NOTHING),
        claims=row.claims,
        assets=row.assets,
        matters=row.matters,
        disallowed=row.disallowed,
        payment=_payment(paid) if paid else None,
    )


def _payment(row: TransferPaymentRow) -> Payment:
    return Payment(row.amount, row.bank_slip, row.paid_on, row.entry_id)


def shut(session: Session, case: ProceedingRow) -> frozenset[str]:
    """Name the steps that a transfer whose grant has moved can take no more."""
    moved = transfers.about_of(session, case).new_grant_id is not None
    return frozenset({"withdraw", "reject"}) if moved else frozenset()


def arrival(session: Session, _actor: Actor, case: ProceedingRow) -> ArrivalView:
    """Give what arrives in a new employer's case."""
    row = session.get_one(ArrivalRow, (case.employer_id, case.id))
    grant = session.get_one(GrantRow, case.grant_id)
    money = arrivals.amounts_of(session, row)
    return ArrivalView(
        old_name=row.old_name,
        money=tuple(money.items()),
        total=sum(money.values(), closing_statements.NOTHING),
        joined_on=grant.joined_on,
        bank_reference=row.bank_reference or "",
        entry_id=row.entry_id,
    )
