"""资金转移确认书: what moved, told to both employers in the same words (Art. 30)."""

from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from reports.letters.parts import article
from reports.letters.transfer import SourceBalance, TransferConfirmation
from service.actions import letters
from service.actions.closing_statements import Figures
from service.permissions import Actor
from service.tables import EmployerRow, ProceedingRow, TransferStatementRow

# letters are Chinese whatever language their maker reads
_SOURCES: Final = {
    "FISCAL": "财政资金",
    "MATCH": "配套资金",
    "RAISED": "自筹资金",
    "INTEREST": "利息",
}


def issue(
    session: Session,
    actor: Actor,
    cases: tuple[ProceedingRow, ProceedingRow],
    what: tuple[TransferStatementRow, Figures],
    approved_on: date,
) -> tuple[UUID, UUID]:
    """Issue the confirmation to the old and to the new employer, each in its own case."""
    old, new = cases
    return (
        letters.issue(session, actor, old, _content(session, cases, old, what, approved_on)),
        letters.issue(session, actor, new, _content(session, cases, new, what, approved_on)),
    )


def _content(
    session: Session,
    cases: tuple[ProceedingRow, ProceedingRow],
    recipient: ProceedingRow,
    what: tuple[TransferStatementRow, Figures],
    approved_on: date,
) -> TransferConfirmation:
    statement, stated = what
    old, new = (session.get_one(EmployerRow, case.employer_id).name for case in cases)
    return TransferConfirmation(
        concern=letters.concern(session, recipient),
        old_employer=old,
        new_employer=new,
        approved_on=approved_on,
        cut_off_on=statement.cut_on,
        balances=tuple(
            SourceBalance(
                source=_SOURCES[rest.source],
                balance=rest.balance,
                reserved=rest.balance - rest.moved,
                moved=rest.moved,
            )
            for rest in stated.rests
        ),
        basis=(article(30), article(8, "（一）"), article(26)),
        in_flight=(f"原单位办结的在途报销：{statement.claims}",) if statement.claims else (),
        assets=tuple(line.strip() for line in statement.assets.splitlines() if line.strip()),
        open_findings=(statement.matters,) if statement.matters else (),
        term=None,
    )
