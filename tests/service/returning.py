"""A grant of 200 000 yuan with eligible, wrong and restored costs: the policy's worked case."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.categories import Category
from compliance.clawback import Mode
from ledger import book, events
from ledger.events import Occasion, Purpose
from service.actions import clawbacks, money, register
from service.actions.clawbacks import NewClawback
from service.actions.money import NewInstalment
from service.db import CENTER
from service.permissions import Actor
from service.tables import GrantRow, ProceedingRow, RecallRow, RecommenderRow, RepaymentRow
from tests.service import grant_ends
from tests.service.office import AT, Office, a_selectee, an_agreement, instalments_of

GOLDEN = Decimal("200000.00")
SAID: dict[str, Any] = {"reason": "事实清楚"}


def yuan(amount: str | int) -> Decimal:
    return Decimal(amount).quantize(Decimal("0.01"))


def on(key: str) -> Occasion:
    return Occasion(key=key, effective_on=AT.date(), actor="test")


def later(actor: Actor, days: int) -> Actor:
    """The same person some days later."""
    at: datetime = actor.at + timedelta(days=days)
    return replace(actor, at=at)


def golden_grant(office: Office) -> UUID:
    """A grant that received 200 000: 80 000 well spent, 20 000 wrongly, 5 000 of it put back."""
    grant_id = _received(office)
    with office.database.transaction(CENTER) as session:
        number = session.get_one(GrantRow, grant_id).number
        of = book.book_of(session.connection(), office.employer_id)
        rnd = Purpose(number, "FISCAL", "RND")
        book.post(
            session.connection(),
            events.reserve(of, on("g:1"), rnd, yuan(100_000)),
            events.spend(of, on("g:2"), rnd, yuan(100_000)),
            events.disallow(of, on("g:3"), rnd, yuan(20_000)),
            events.put_back(of, on("g:4"), rnd, yuan(5_000)),
        )
    return grant_id


def _received(office: Office) -> UUID:
    with office.database.transaction(CENTER) as session:
        first = session.get_one(GrantRow, office.grant_id)
        recommender = session.scalars(select(RecommenderRow.id)).one()
        new = a_selectee(office.employer_id, recommender, first.call_id)
        grant_id = register.add_selectee(
            session, office.manager, replace(new, name="苏闻樱", born_on=date(1985, 1, 2))
        )
        agreement = replace(
            an_agreement(grant_id),
            number="RWS-2025-200",
            budget={Category.RND: yuan(150_000), Category.CONF: yuan(50_000)},
            instalments=(NewInstalment(GOLDEN, date(2025, 10, 1)),),
        )
        money.sign_agreement(session, office.manager, agreement)
        (instalment,) = instalments_of(session, grant_id)
        money.approve_instalment(session, office.auditor, instalment)
        money.send_instalment(session, office.manager, instalment)
    with office.database.transaction(office.employer_id) as session:
        money.confirm_receipt(session, office.checker, instalment, "20251001-0200")
    return grant_id


def end(office: Office, grant_id: UUID, action: str = "revoke") -> None:
    """Let a grant be revoked, completed or suspended."""
    grant_ends.end(office, grant_id, action)


def propose(office: Office, grant_id: UUID, mode: Mode = Mode.UNSPENT_AND_INELIGIBLE) -> UUID:
    new = NewClawback(grant_id=grant_id, mode=mode, facts="会议费列支不实", ground="任务书第六条")
    with office.database.transaction(CENTER) as session:
        return clawbacks.propose(session, office.auditor, new)


def step(office: Office, actor: Actor, act: Any, case_id: UUID, **said: Any) -> None:
    """Take a step as its page would ask for it."""
    scope = CENTER if actor.employer_id is None else actor.employer_id
    with office.database.transaction(scope) as session:
        steps = session.get_one(ProceedingRow, case_id).steps
        act(session, actor, case_id, steps, {**SAID, **said})


def decided(office: Office, grant_id: UUID, mode: Mode = Mode.UNSPENT_AND_INELIGIBLE) -> UUID:
    """A clawback that was heard, decided and notified."""
    case_id = propose(office, grant_id, mode)
    step(office, office.checker, clawbacks.plain("accept"), case_id)
    step(office, office.manager, clawbacks.decide, case_id, mode=mode.value)
    step(office, office.manager, clawbacks.notify, case_id)
    return case_id


def top_up(office: Office, number: str, amount: Decimal) -> None:
    """Put own money into the dedicated account, as the bank's line is booked."""
    with office.database.transaction(CENTER) as session:
        of = book.book_of(session.connection(), office.employer_id)
        book.post(
            session.connection(), events.top_up(of, on(f"own:{number}:{amount}"), number, amount)
        )


def state(session: Session, case_id: UUID) -> str:
    return session.get_one(ProceedingRow, case_id, populate_existing=True).state


def unseen(session: Session, case_id: UUID) -> UUID:
    """The one payment of a case that has not arrived."""
    return session.scalars(
        select(RepaymentRow.id).where(
            RepaymentRow.proceeding_id == case_id, RepaymentRow.arrived_on.is_(None)
        )
    ).one()


def pay_all(office: Office, case_id: UUID) -> None:
    """Let the cashier pay what is there, then the rest from own money."""
    with office.database.transaction(CENTER) as session:
        row = session.get_one(RecallRow, (office.employer_id, case_id))
        there = row.fiscal + row.interest - row.own_money
        number = session.get_one(GrantRow, row.grant_id).number
    if row.own_money:
        part = {"part_amount": there, "part_reference": "HD-1"}
        step(office, office.cashier, clawbacks.pay_part, case_id, **part)
        top_up(office, number, row.own_money)
    step(office, office.cashier, clawbacks.pay_rest, case_id, rest_reference="HD-2")


def see_all(office: Office, case_id: UUID) -> None:
    """Let the Center see every payment arrive."""
    with office.database.transaction(CENTER) as session:
        query = select(RepaymentRow.id).where(RepaymentRow.proceeding_id == case_id)
        paid = session.scalars(query.order_by(RepaymentRow.entry_id)).all()
    for count, each in enumerate(paid, start=1):
        said = {"arrived_repayment": each, "arrived_reference": f"ZX-{case_id}-{count}"}
        step(office, office.auditor, clawbacks.arrive, case_id, **said)
