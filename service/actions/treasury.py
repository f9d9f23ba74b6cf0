"""应缴财政: what was recovered is no income of the Center; it goes to the treasury.

One person of the Center declares what has arrived, another pays it. Nothing is declared that has
not arrived; the database holds that.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session

from ledger import book, control, events
from ledger.events import Occasion
from service import audit
from service.actions.posting import post
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import RemittanceRow, RepaymentRow, UserRow

ARTICLE: Final = "第三十三条"
NOTHING: Final = Decimal("0.00")
REFERENCE_MAX: Final = 100
Money = InstrumentedAttribute[Decimal]


@dataclass(frozen=True, slots=True)
class Undeclared:
    """What has arrived and is not declared yet, by source."""

    fiscal: Decimal
    interest: Decimal

    @property
    def total(self) -> Decimal:
        """Give both together."""
        return self.fiscal + self.interest


@dataclass(frozen=True, slots=True)
class Declared:
    """One remittance as it is listed; `mine`: the reader declared it, another pays it."""

    id: UUID
    fiscal: Decimal
    interest: Decimal
    declared_on: date
    declared_by: str
    paid_on: date | None
    bank_reference: str
    mine: bool

    @property
    def total(self) -> Decimal:
        """Give both together."""
        return self.fiscal + self.interest


def undeclared(session: Session) -> Undeclared:
    """Work out what has arrived and nobody has declared."""
    arrived = _sums(session, RepaymentRow.fiscal, RepaymentRow.interest, arrived=True)
    declared = _sums(session, RemittanceRow.fiscal, RemittanceRow.interest, arrived=False)
    return Undeclared(arrived[0] - declared[0], arrived[1] - declared[1])


def declare(session: Session, actor: Actor) -> UUID:
    """Declare all that has arrived (确认应缴财政); interest has been due since its clawback."""
    control.hold(session.connection(), book.book_of(session.connection(), None))
    open_now = undeclared(session)
    if not open_now.total:
        raise Refused(N_("没有已到账而未确认应缴的款项。"))
    row = RemittanceRow(
        fiscal=open_now.fiscal,
        interest=open_now.interest,
        declared_on=actor.today,
        declared_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    if row.fiscal:
        center = book.book_of(session.connection(), None)
        entry = events.declare_to_treasury(center, _occasion(actor, row, "declare"), row.fiscal)
        post(session, ARTICLE, entry)
    _record(session, actor, row, "declare_to_treasury", f"{open_now.total}")
    return row.id


def remit(session: Session, actor: Actor, remittance_id: UUID, reference: str) -> None:
    """Pay to the treasury what another person declared (上缴国库)."""
    row = session.get(RemittanceRow, remittance_id, with_for_update=True)
    if row is None:
        raise NotFound(N_("没有这笔应缴款。"))
    if row.paid_on is not None:
        raise Refused(N_("这笔应缴款已经上缴，请刷新页面查看。"))
    if row.declared_by == actor.user_id:
        raise Forbidden(N_("确认人与上缴人须为两人，请由另一人办理上缴。"))
    number = reference.strip()[:REFERENCE_MAX]
    if not number:
        raise Invalid(N_("请填写上缴国库的银行回单流水号。"))
    center = book.book_of(session.connection(), None)
    amount = row.fiscal + row.interest
    entry = post(session, ARTICLE, events.remit(center, _occasion(actor, row, "remit"), amount))
    row.paid_on, row.paid_by = actor.today, actor.user_id
    row.bank_reference, row.paid_entry_id = number, int(entry)
    _flush(session, number)
    _record(session, actor, row, "remit", number)


def remittances(session: Session, actor: Actor) -> list[Declared]:
    """List what was declared, the newest first."""
    rows = session.execute(
        select(RemittanceRow, UserRow.name)
        .join(UserRow, UserRow.id == RemittanceRow.declared_by)
        .order_by(RemittanceRow.paid_on.is_not(None), RemittanceRow.declared_on.desc())
    )
    return [
        Declared(
            row.id, row.fiscal, row.interest, row.declared_on, name, row.paid_on,
            row.bank_reference or "", row.declared_by == actor.user_id,
        )
        for row, name in rows
    ]  # fmt: skip


def _flush(session: Session, number: str) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        if "uq_remittance" not in str(error.orig):
            raise
        raise Refused(
            N_("流水号 {number} 的回单已经登记过，请核对是否重复。"), number=number
        ) from error


def _sums(
    session: Session, fiscal: Money, interest: Money, *, arrived: bool
) -> tuple[Decimal, Decimal]:
    query = select(
        func.coalesce(func.sum(fiscal), NOTHING), func.coalesce(func.sum(interest), NOTHING)
    )
    if arrived:
        query = query.where(RepaymentRow.arrived_on.is_not(None))
    first, second = session.execute(query).one()
    return first, second


def _occasion(actor: Actor, row: RemittanceRow, what: str) -> Occasion:
    return Occasion(
        key=f"remittance:{row.id}:{what}",
        effective_on=actor.today,
        actor=str(actor.user_id if what == "declare" else row.declared_by),
        approver=str(actor.user_id) if what == "remit" else None,
    )


def _record(session: Session, actor: Actor, row: RemittanceRow, action: str, reason: str) -> None:
    step = Step(
        action=action, subject="remittance", subject_id=row.id, employer_id=None,
        article=ARTICLE, reason=reason,
    )  # fmt: skip
    audit.record(session, actor, step)
