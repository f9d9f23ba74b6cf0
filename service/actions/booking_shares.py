"""Which grants a line of the bank concerns, and how much of it falls to each."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import interest
from ledger.bank.items import BankItem
from ledger.splits import split
from service.actions import bank
from service.actions.booking_entries import Kind, Shares
from service.messages import N_, Invalid, NotFound, Refused
from service.tables import GrantRow


def grants(session: Session, employer_id: UUID) -> Sequence[GrantRow]:
    """List the grants of an employer."""
    query = select(GrantRow).where(GrantRow.employer_id == employer_id)
    return session.scalars(query.order_by(GrantRow.number)).all()


def shares(
    session: Session, employer_id: UUID, kind: Kind, line: BankItem, grant_id: UUID | None
) -> Shares:
    """Give yuan by number of grant; nothing where the kind concerns no grant.

    The one chosen has it all. Interest without a choice is shared out by daily balances (积数).
    """
    if not kind.of_grants:
        return {}
    amount = abs(line.amount)
    if grant_id is not None:
        return {_number(session, employer_id, grant_id): amount}
    if kind is not Kind.INTEREST:
        raise Invalid(N_("请选择这笔属于哪个项目。"))
    return _shared_out(session, employer_id, line, amount)


def _number(session: Session, employer_id: UUID, grant_id: UUID) -> str:
    grant = session.get(GrantRow, grant_id)
    if grant is None or grant.employer_id != employer_id:
        raise NotFound(N_("没有这个项目。"))
    return grant.number


def _shared_out(
    session: Session, employer_id: UUID, line: BankItem, amount: Decimal
) -> Mapping[str, Decimal]:
    connection = session.connection()
    weights = interest.products(connection, bank.book_of(session, employer_id), line.day)
    if not weights:
        raise Refused(
            N_("{day} 以前账上没有专项资金，不能按余额分摊利息；请选择项目。"), day=str(line.day)
        )
    divided = split(amount, weights)
    return {grant: share for grant, share in divided.items() if share}
