"""单位比较: the employers side by side, by what the Center answers for (Art. 33)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.procedures.rectification import RECTIFICATION
from ledger import overview
from service.actions import programme_grants
from service.actions.programme_grants import NOTHING, WHOLE
from service.permissions import Actor
from service.tables import (
    ClaimRow,
    DeadlineRow,
    DedicatedAccountRow,
    EmployerRow,
    ProceedingRow,
)

_UNFILED: Final = ("draft", "withdrawn")
_ENDS: Final = tuple(state.value for state in RECTIFICATION.ends)
_REFUSED: Final = ("returned", "rejected")
ONE_PLACE: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployerLine:
    """An employer; amounts in yuan, `rate` and `refused_share` in percent.

    `overridden` claims passed because two people confirmed what a rule had stopped; `findings` are
    rectifications ever opened; `days` how many days it took on average to answer what had a term,
    None where nothing had one; `open_months` are over and not closed for good.
    """

    id: UUID
    name: str
    uscc: str
    with_account: bool
    grants: int
    received: Decimal
    spent: Decimal
    balance: Decimal
    rate: Decimal
    claims: int
    refused: int
    overridden: int
    findings: int
    open_findings: int
    overdue: int
    days: Decimal | None
    open_months: int

    @property
    def refused_share(self) -> Decimal:
        """How many of the claims handed in were returned or rejected."""
        return _share(Decimal(self.refused), Decimal(self.claims))


def employers(session: Session, actor: Actor) -> list[EmployerLine]:
    """List the employers by name."""
    money = _money(session, actor)
    claims, cases = _claims(session), _cases(session)
    answers, late = _answers(session), _late(session, actor)
    months = overview.open_months(session.connection(), actor.today)
    with_account = set(session.scalars(select(DedicatedAccountRow.employer_id).distinct()))
    lines = []
    for row in session.scalars(select(EmployerRow).order_by(EmployerRow.name)):
        grants, budget, received, spent, balance = money.get(row.id, _NO_MONEY)
        filed, refused, overridden = claims.get(row.id, (0, 0, 0))
        findings, still_open = cases.get(row.id, (0, 0))
        lines.append(
            EmployerLine(
                id=row.id,
                name=row.name,
                uscc=row.uscc,
                with_account=row.id in with_account,
                grants=grants,
                received=received,
                spent=spent,
                balance=balance,
                rate=_share(spent, budget),
                claims=filed,
                refused=refused,
                overridden=overridden,
                findings=findings,
                open_findings=still_open,
                overdue=late.get(row.id, 0),
                days=answers.get(row.id),
                open_months=months.get(row.id, 0),
            )
        )
    return lines


Money = tuple[int, Decimal, Decimal, Decimal, Decimal]  # grants, budget, received, spent, balance
_NO_MONEY: Final[Money] = (0, NOTHING, NOTHING, NOTHING, NOTHING)


def _money(session: Session, actor: Actor) -> Mapping[UUID, Money]:
    found: dict[UUID, Money] = {}
    for line in programme_grants.grants(session, actor):
        grants, budget, received, spent, balance = found.get(line.employer_id, _NO_MONEY)
        found[line.employer_id] = (
            grants + 1,
            budget + line.budget,
            received + line.received,
            spent + line.spent,
            balance + line.balance,
        )
    return found


def _claims(session: Session) -> Mapping[UUID, tuple[int, int, int]]:
    rows = session.execute(
        select(
            ClaimRow.employer_id,
            func.count(),
            func.count().filter(ClaimRow.state.in_(_REFUSED)),
            func.count().filter(ClaimRow.confirmation != ""),
        )
        .where(ClaimRow.state.not_in(_UNFILED))
        .group_by(ClaimRow.employer_id)
    )
    return {employer: (filed, refused, passed) for employer, filed, refused, passed in rows}


def _cases(session: Session) -> Mapping[UUID, tuple[int, int]]:
    rows = session.execute(
        select(
            ProceedingRow.employer_id,
            func.count(),
            func.count().filter(ProceedingRow.state.not_in(_ENDS)),
        )
        .where(ProceedingRow.kind == RECTIFICATION.name)
        .group_by(ProceedingRow.employer_id)
    )
    return {employer: (ever, still_open) for employer, ever, still_open in rows}


def _answers(session: Session) -> Mapping[UUID, Decimal]:
    rows = session.execute(
        select(DeadlineRow.employer_id, func.avg(DeadlineRow.met_on - DeadlineRow.starts_on))
        .where(DeadlineRow.met_on.is_not(None), DeadlineRow.roles.contains("employer"))
        .group_by(DeadlineRow.employer_id)
    )
    return {employer: Decimal(days).quantize(ONE_PLACE) for employer, days in rows}


def _late(session: Session, actor: Actor) -> Mapping[UUID, int]:
    rows = session.execute(
        select(DeadlineRow.employer_id, func.count())
        .where(
            DeadlineRow.met_on.is_(None),
            DeadlineRow.stopped_on.is_(None),
            DeadlineRow.due_on < actor.today,
            DeadlineRow.roles.contains("employer"),
        )
        .group_by(DeadlineRow.employer_id)
    )
    return {employer: count for employer, count in rows}  # noqa: C416  # rows, not pairs


def _share(part: Decimal, whole: Decimal) -> Decimal:
    return (part * WHOLE / whole).quantize(ONE_PLACE) if whole > 0 else NOTHING
