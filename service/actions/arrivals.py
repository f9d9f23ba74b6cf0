"""接收划转: the new employer's own case: what comes to it, and that it has arrived (Art. 30).

The case is opened and moved by the other side; the new employer confirms the arrival, and with it
the old employer's case goes on, in one transaction.
"""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.procedures.arrival import ARRIVAL, ArrivalState
from compliance.procedures.transfer import TRANSFER
from ledger import book, events
from ledger.accounts import Source
from service import db
from service.actions import grant_states, proceedings, transfer_papers, transfers
from service.actions.posting import post
from service.actions.proceedings import NewCase
from service.actions.system import system_actor
from service.messages import N_, Refused
from service.permissions import Actor
from service.tables import (
    ArrivalAmountRow,
    ArrivalRow,
    EmployerRow,
    GrantRow,
    ProceedingRow,
    TransferRow,
    TransferStatementRow,
)

SERIES = "接收"


def announce(
    session: Session,
    actor: Actor,
    there: GrantRow,
    statement: TransferStatementRow,
    money: Mapping[str, Decimal],
) -> ProceedingRow:
    """Open the new employer's case for one round of a transfer; `money` is yuan by source."""
    old = session.get_one(EmployerRow, statement.employer_id)
    opened = NewCase(
        machine=ARRIVAL,
        series=SERIES,
        title=f"{there.number} ← {old.name}",
        employer_id=there.employer_id,
        grant_id=there.id,
    )
    case = proceedings.open_case(session, actor, opened)
    session.add(
        ArrivalRow(
            proceeding_id=case.id,
            employer_id=there.employer_id,
            statement_id=statement.id,
            old_name=old.name,
        )
    )
    session.flush()
    for source, amount in money.items():
        session.add(
            ArrivalAmountRow(
                proceeding_id=case.id, employer_id=there.employer_id, source=source, amount=amount
            )
        )
    session.flush()
    return case


def send(
    session: Session, system: Actor, statement: TransferStatementRow, employer_id: UUID
) -> None:
    """Tell the new employer that the money is on its way."""
    arrival = session.scalars(
        select(ArrivalRow).where(
            ArrivalRow.employer_id == employer_id, ArrivalRow.statement_id == statement.id
        )
    ).one()
    case = session.get_one(ProceedingRow, arrival.proceeding_id)
    proceedings.step(session, system, case, ARRIVAL, "send")


def confirm(session: Session, actor: Actor, case_id: UUID, steps: int, bank_reference: str) -> None:
    """确认到账: the money lies in the new employer's account, and the grant goes on there."""
    seen = proceedings.take(session, actor, ARRIVAL, case_id, steps)
    arrival = session.get_one(ArrivalRow, (seen.employer_id, seen.id), with_for_update=True)
    case = proceedings.take(session, actor, ARRIVAL, case_id, steps)  # as it stands under the lock
    transfer_papers.expect(case, ArrivalState.ON_THE_WAY)
    money = amounts_of(session, arrival)
    slip = transfer_papers.slip_of(bank_reference) if money else ""
    _check_slip_free(session, arrival, slip)
    there = session.get_one(GrantRow, case.grant_id, with_for_update=True)
    with db.acting_for_center(session):
        statement = session.get_one(TransferStatementRow, arrival.statement_id)
        if money:
            _receive(session, actor, (arrival, there), statement, slip)
        proceedings.step(session, actor, case, ARRIVAL, "confirm", slip)
        if there.state == "agreed":
            grant_states.move(session, actor, there, "arrive", case=case)
        _go_on_there(session, system_actor(actor.at), statement)


def _receive(
    session: Session,
    actor: Actor,
    of: tuple[ArrivalRow, GrantRow],
    statement: TransferStatementRow,
    slip: str,
) -> None:
    arrival, there = of
    connection = session.connection()
    own = book.book_of(connection, arrival.employer_id)
    entries = events.receive_transfer(
        book.book_of(connection, None),
        own,
        transfer_papers.occasion_of(actor, statement, "arrive", there.number),
        there.number,
        amounts_of(session, arrival),
    )
    entry = post(session, transfers.ARTICLE, *sorted(entries, key=lambda each: each.book != own))
    arrival.bank_reference, arrival.entry_id = slip, int(entry)
    session.flush()


def _go_on_there(session: Session, system: Actor, statement: TransferStatementRow) -> None:
    """Move the old employer's case: closed at once, or waiting for its last claims."""
    case = session.get_one(ProceedingRow, statement.proceeding_id, populate_existing=True)
    grant = session.get_one(GrantRow, case.grant_id)
    proceedings.step(session, system, case, TRANSFER, "arrive")
    if not transfers.close_if_done(session, system, case, grant):
        about: TransferRow = transfers.about_of(session, case)
        proceedings.start(session, case, TRANSFER, "finish_claims", about.leaves_on)


def amounts_of(session: Session, arrival: ArrivalRow) -> dict[str, Decimal]:
    """Give what arrives, by source, in the order of the sources."""
    rows = session.scalars(
        select(ArrivalAmountRow).where(
            ArrivalAmountRow.employer_id == arrival.employer_id,
            ArrivalAmountRow.proceeding_id == arrival.proceeding_id,
        )
    )
    found = {row.source: row.amount for row in rows}
    return {source.value: found[source] for source in Source if source in found}


def _check_slip_free(session: Session, arrival: ArrivalRow, slip: str) -> None:
    used = select(ArrivalRow.proceeding_id).where(
        ArrivalRow.employer_id == arrival.employer_id, ArrivalRow.bank_reference == slip
    )
    if slip and session.scalar(used) is not None:
        raise Refused(
            N_("流水号 {slip} 已用于确认另一笔划转，请核对银行回单。"), transfers.ARTICLE, slip=slip
        )
