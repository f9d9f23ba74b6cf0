"""退回款: the employer pays back what was decided, part by part; the Center sees it arrive.

The employer's cashier pays from the dedicated account; what is owed from own money is put into it
first, so that no other grant's money is used. Nobody can pay more than is due: the database holds
it, source by source.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ledger import book, events
from ledger.accounts import AccountRef
from ledger.events import Occasion
from service import db
from service.actions import recalls
from service.actions.posting import post
from service.actions.recalls import NOTHING
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import GrantRow, ProceedingRow, RecallRow, RepaymentRow

ARTICLE: Final = "第三十三条"
REFERENCE_MAX: Final = 100


@dataclass(frozen=True, slots=True)
class Due:
    """What is left to pay of a decision, by source; `own`: to be put into the account before."""

    fiscal: Decimal
    interest: Decimal
    own: Decimal

    @property
    def total(self) -> Decimal:
        """Give what is left, together."""
        return self.fiscal + self.interest


def left(session: Session, case: ProceedingRow, grant: GrantRow) -> Due:
    """Give what is left to pay in a case."""
    decided = recalls.recall_of(session, case)
    if decided is None:
        return Due(NOTHING, NOTHING, NOTHING)
    fiscal, interest = _paid(session, decided)
    of = book.book_of(session.connection(), grant.employer_id)
    own = book.balance(session.connection(), of, AccountRef("1221.OWN", grant.number))
    return Due(decided.fiscal - fiscal, decided.interest - interest, own)


def _paid(session: Session, decided: RecallRow) -> tuple[Decimal, Decimal]:
    sums = select(
        func.coalesce(func.sum(RepaymentRow.fiscal), NOTHING),
        func.coalesce(func.sum(RepaymentRow.interest), NOTHING),
    ).where(
        RepaymentRow.employer_id == decided.employer_id,
        RepaymentRow.proceeding_id == decided.proceeding_id,
    )
    fiscal, interest = session.execute(sums).one()
    return fiscal, interest


def pay(
    session: Session, actor: Actor, case: ProceedingRow, amount: Decimal | None, reference: str
) -> RepaymentRow:
    """Book a payment back to the Center, after its step; None pays all that is left."""
    grant = recalls.grant_of(session, case)
    due = left(session, case, grant)
    paid = due.total if amount is None else amount
    number = _reference(reference)
    _check(session, grant, due, paid)
    fiscal = min(paid, due.fiscal)
    row = RepaymentRow(
        employer_id=case.employer_id,
        proceeding_id=case.id,
        fiscal=fiscal,
        interest=paid - fiscal,
        paid_on=actor.today,
        paid_by=actor.user_id,
        bank_reference=number,
        entry_id=_book(session, actor, case, grant, {"FISCAL": fiscal, "INTEREST": paid - fiscal}),
    )
    session.add(row)
    _flush(session, number)
    return row


def _check(session: Session, grant: GrantRow, due: Due, paid: Decimal) -> None:
    if paid <= 0:
        raise Invalid(N_("退回金额须大于零。"))
    if paid > due.total:
        raise Invalid(
            N_("尚未退回的是 {left} 元，不能退回 {paid} 元：不能多退。"),
            left=f"{due.total:,.2f}",
            paid=f"{paid:,.2f}",
        )
    of = book.book_of(session.connection(), grant.employer_id)
    owed = sum(
        (
            book.balance(session.connection(), of, AccountRef("2241.RTN", grant.number, source))
            for source in ("FISCAL", "INTEREST")
        ),
        NOTHING,
    )
    there = max(owed - due.own, NOTHING)
    if paid > there:
        raise Refused(
            N_(
                "这个项目专户内可退的只有 {there} 元，单位自有资金还应补足 {own} 元："
                "请先把自有资金存入专户，并在“对账”页按“单位补足”记账，再退回。"
            ),
            ARTICLE,
            there=f"{there:,.2f}",
            own=f"{due.own:,.2f}",
        )


def _book(
    session: Session,
    actor: Actor,
    case: ProceedingRow,
    grant: GrantRow,
    money: dict[str, Decimal],
) -> int:
    occasion = Occasion(
        key=f"proceeding:{case.id}:repay:{case.steps}",
        effective_on=actor.today,
        actor=str(actor.user_id),
        memo=f"{case.number} {grant.number}",
        meta={"proceeding": str(case.id)},
    )
    of = book.book_of(session.connection(), grant.employer_id)
    with db.acting_for_center(session):  # the Center's side of the same event
        center = book.book_of(session.connection(), None)
        entries = events.repay(center, of, occasion, grant.number, money)
        return int(post(session, ARTICLE, *reversed(entries)))


def _reference(typed: str) -> str:
    if not typed.strip():
        raise Invalid(N_("请填写银行回单的流水号：退回款须能与银行对账单核对（第二十六条）。"))
    return typed.strip()[:REFERENCE_MAX]


def _flush(session: Session, number: str) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        if "uq_repayment" not in str(error.orig):
            raise
        raise Refused(
            N_("流水号 {number} 的回单已经登记过，请核对是否重复。"), ARTICLE, number=number
        ) from error


def arrive(
    session: Session, actor: Actor, case: ProceedingRow, repayment_id: UUID, reference: str
) -> None:
    """Confirm that a payment is in the Center's account (追回到账)."""
    row = session.get(RepaymentRow, repayment_id, with_for_update=True)
    if row is None or (row.employer_id, row.proceeding_id) != (case.employer_id, case.id):
        raise NotFound(N_("没有这笔退款。"))
    if row.arrived_on is not None:
        raise Refused(N_("这笔退款已确认到账，请刷新页面查看。"))
    number = _reference(reference)
    grant = recalls.grant_of(session, case)
    occasion = Occasion(
        key=f"repayment:{row.id}:recover",
        effective_on=actor.today,
        actor=str(actor.user_id),
        memo=f"{case.number} {grant.number}",
        meta={"proceeding": str(case.id)},
    )
    center = book.book_of(session.connection(), None)
    amount = row.fiscal + row.interest
    entry = post(session, ARTICLE, events.recover(center, occasion, grant.number, amount))
    row.arrived_on, row.arrived_by = actor.today, actor.user_id
    row.arrived_reference, row.arrival_entry_id = number, int(entry)
    _flush(session, number)


def repayments(session: Session, case: ProceedingRow) -> list[RepaymentRow]:
    """List the payments of a case, the oldest first."""
    query = select(RepaymentRow).where(
        RepaymentRow.employer_id == case.employer_id, RepaymentRow.proceeding_id == case.id
    )
    return list(session.scalars(query.order_by(RepaymentRow.entry_id)))


def awaited(session: Session, case: ProceedingRow) -> list[RepaymentRow]:
    """List the payments that have not arrived yet."""
    return [each for each in repayments(session, case) if each.arrived_on is None]
