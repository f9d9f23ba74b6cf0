"""The money of the whole programme, and what lies behind each of its figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from ledger import overview
from ledger.overview import FIGURES, Sum
from service.messages import N_, NotFound
from service.tables import EmployerRow, GrantRow, SelecteeRow

__all__ = ["FIGURES", "Behind", "behind", "figures", "of_grants"]


@dataclass(frozen=True, slots=True)
class Behind:
    """What one grant at one employer adds to a figure; no grant: of a whole book.

    `employer_id` None is the Center's own book; `grant_id` None where no register knows the grant.
    """

    employer_id: UUID | None
    employer: str
    grant_id: UUID | None
    grant: str
    selectee: str
    amount: Decimal


def figures(session: Session) -> Mapping[str, Decimal]:
    """Give every figure of the programme, in yuan."""
    sums = overview.sums(session.connection())
    return {name: overview.value(name, sums) for name in FIGURES}


def of_grants(session: Session) -> list[Sum]:
    """Read what the figures need of each grant, for `ledger.overview.by_grant`."""
    return overview.sums(session.connection(), each_grant=True)


def behind(session: Session, figure: str) -> list[Behind]:
    """List what makes a figure, the most first; NotFound where there is no such figure."""
    if figure not in FIGURES:
        raise NotFound(N_("没有这个数字。"))
    amounts = overview.by_grant(figure, of_grants(session))
    names = {row.id: row.name for row in session.scalars(select(EmployerRow))}
    registered = {
        (employer_id, number): (grant_id, selectee)
        for employer_id, number, grant_id, selectee in session.execute(
            select(GrantRow.employer_id, GrantRow.number, GrantRow.id, SelecteeRow.name)
            .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
            .order_by(GrantRow.left_on.is_(None))
        )
    }
    of_number = {number: found for (_, number), found in registered.items()}
    lines = []
    for (tenant, number), amount in amounts.items():
        # the Center's book knows a grant by its number alone
        known = registered.get((tenant, number)) if tenant else of_number.get(number)
        grant_id, selectee = known or (None, "")
        lines.append(
            Behind(
                tenant, names.get(tenant, "") if tenant else "", grant_id, number, selectee, amount
            )
        )
    return sorted(lines, key=lambda line: (-abs(line.amount), line.grant, line.employer))
