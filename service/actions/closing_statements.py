"""结算单: what is left of a grant at its old employer, by source, and what of it moves (Art. 30).

The figures come from the ledger at the moment of the cut-off and are kept; the move is refused
while the ledger says something else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.claim_states import RESERVED
from compliance.facts import ClaimState
from compliance.transfer import STAYS, Rest
from ledger import book
from ledger.accounts import Source
from ledger.events import Purpose
from service.permissions import Actor
from service.tables import (
    ClaimRow,
    GrantRow,
    ProceedingRow,
    TransferBudgetRow,
    TransferRestRow,
    TransferStatementRow,
)

IN_FLIGHT = RESERVED | {ClaimState.FROZEN}
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands of a grant: by source, its free budget that moves, and what was disallowed."""

    rests: tuple[Rest, ...]
    budget: Mapping[Purpose, Decimal]
    disallowed: Decimal

    @property
    def money(self) -> dict[str, Decimal]:
        """What moves, by source, yuan above nought."""
        return {rest.source: rest.moved for rest in self.rests if rest.moved}

    @property
    def total(self) -> Decimal:
        return sum(self.money.values(), NOTHING)

    @property
    def to_move(self) -> bool:
        """Whether anything moves, money or the budget of money still to be paid."""
        return bool(self.money or self.budget)


def figures(session: Session, grant: GrantRow) -> Figures:
    """Read what stands in the employer's book now."""
    connection = session.connection()
    of_book = book.book_of(connection, grant.employer_id)
    standing = book.balances(connection, of_book, grant.number)
    sums: dict[tuple[str, str], Decimal] = {}
    budget: dict[Purpose, Decimal] = {}
    for account, amount in standing.items():
        if account.source is not None:
            key = (account.code, account.source)
            sums[key] = sums.get(key, NOTHING) + amount
        if account.code == "9001" and amount and account.source not in STAYS:
            purpose = Purpose(grant.number, account.source or "", account.category or "")
            budget[purpose] = amount
    rests = tuple(
        Rest(
            source.value,
            *(sums.get((code, source), NOTHING) for code in ("2401.F", "9002", "2401.P")),
        )
        for source in Source
        if any(sums.get((code, source)) for code in ("2401.F", "9002", "2401.P"))
    )
    disallowed = sum((sums.get(("5301.D", source), NOTHING) for source in Source), NOTHING)
    return Figures(rests, dict(sorted(budget.items())), disallowed)


def claims_in_flight(session: Session, grant: GrantRow) -> list[ClaimRow]:
    """List the claims of a grant whose money is reserved and which are not in the books yet."""
    query = select(ClaimRow).where(
        ClaimRow.employer_id == grant.employer_id,
        ClaimRow.grant_id == grant.id,
        ClaimRow.state.in_(IN_FLIGHT),
    )
    return list(session.scalars(query.order_by(ClaimRow.number)))


def draw(
    session: Session,
    actor: Actor,
    case: ProceedingRow,
    grant: GrantRow,
    words: tuple[str, str],
) -> TransferStatementRow:
    """Keep the figures of now as the newest statement; `words`: assets, matters carried over."""
    found = figures(session, grant)
    assets, matters = words
    row = TransferStatementRow(
        employer_id=case.employer_id,
        proceeding_id=case.id,
        number=_last(session, case) + 1,
        cut_on=actor.today,
        assets=assets,
        matters=matters,
        claims="、".join(claim.number for claim in claims_in_flight(session, grant)),
        disallowed=found.disallowed,
        drawn_by=actor.user_id,
        drawn_at=actor.at,
    )
    session.add(row)
    session.flush()
    for rest in found.rests:
        session.add(
            TransferRestRow(
                statement_id=row.id, employer_id=row.employer_id, source=rest.source,
                balance=rest.balance, reserved=rest.reserved, advanced=rest.advanced,
                moved=rest.moved,
            )
        )  # fmt: skip
    for purpose, amount in found.budget.items():
        session.add(
            TransferBudgetRow(
                statement_id=row.id, employer_id=row.employer_id, source=purpose.source,
                category=purpose.category, amount=amount,
            )
        )  # fmt: skip
    session.flush()
    return row


def newest(session: Session, case: ProceedingRow) -> TransferStatementRow:
    """Give the statement of a case that counts."""
    query = select(TransferStatementRow).where(
        TransferStatementRow.employer_id == case.employer_id,
        TransferStatementRow.proceeding_id == case.id,
    )
    return session.scalars(query.order_by(TransferStatementRow.number.desc()).limit(1)).one()


def stated(session: Session, statement: TransferStatementRow, number: str) -> Figures:
    """Give the figures that a statement keeps; `number` is the grant's."""
    rests = session.scalars(
        select(TransferRestRow).where(
            TransferRestRow.employer_id == statement.employer_id,
            TransferRestRow.statement_id == statement.id,
        )
    )
    lines = session.scalars(
        select(TransferBudgetRow).where(
            TransferBudgetRow.employer_id == statement.employer_id,
            TransferBudgetRow.statement_id == statement.id,
        )
    )
    of_source = {
        row.source: Rest(row.source, row.balance, row.reserved, row.advanced) for row in rests
    }
    budget = {Purpose(number, row.source, row.category): row.amount for row in lines}
    return Figures(
        tuple(of_source[source] for source in Source if source in of_source),
        dict(sorted(budget.items())),
        statement.disallowed,
    )


def _last(session: Session, case: ProceedingRow) -> int:
    query = select(func.coalesce(func.max(TransferStatementRow.number), 0)).where(
        TransferStatementRow.employer_id == case.employer_id,
        TransferStatementRow.proceeding_id == case.id,
    )
    return session.scalars(query).one()
