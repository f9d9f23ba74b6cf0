"""整改退回: money that an employer puts back from its own, by the line of the bank (Art. 33)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from compliance.procedures.rectification import RECTIFICATION
from service.actions import open_findings
from service.messages import N_, Invalid, Refused
from service.tables import ProceedingRow, RectificationRow

ARTICLE = "第三十三条"
_ENDS = [state.value for state in RECTIFICATION.ends]


@dataclass(frozen=True, slots=True)
class Awaited:
    """A rectification for which money has still to be put back, yuan."""

    number: str
    left: Decimal


def awaited(session: Session, employer_id: UUID) -> Sequence[Awaited]:
    """List the rectifications of an employer that wait for money."""
    found = [
        Awaited(row.number, open_findings.left(session, about, proposed=True))
        for row, about in session.execute(_open(employer_id))
    ]
    return [each for each in found if each.left > 0]


def find(session: Session, employer_id: UUID, number: str, amount: Decimal) -> RectificationRow:
    """Give the rectification for which money is put back, locked; never more than is asked."""
    if not number.strip():
        raise Invalid(N_("请选择这笔资金是退回哪个整改事项的。"))
    wanted = _open(employer_id).where(ProceedingRow.number == number.strip())
    row = session.execute(wanted.with_for_update(of=RectificationRow)).one_or_none()
    if row is None:
        raise Invalid(
            N_("没有编号为 {number}、已认可或已责令退回资金的整改事项，请核对编号。"),
            number=number.strip(),
        )
    about = row[1]
    left = open_findings.left(session, about, proposed=True)
    if amount > left:
        raise Refused(
            N_("{number} 还应退回 {left} 元，少于这笔 {amount} 元，请核对。"),
            ARTICLE,
            number=number.strip(),
            left=f"{left:,.2f}",
            amount=f"{amount:,.2f}",
        )
    return about


def _open(employer_id: UUID) -> Select[ProceedingRow, RectificationRow]:
    return (
        select(ProceedingRow, RectificationRow)
        .join(
            RectificationRow,
            (RectificationRow.employer_id == ProceedingRow.employer_id)
            & (RectificationRow.proceeding_id == ProceedingRow.id),
        )
        .where(
            ProceedingRow.employer_id == employer_id,
            ProceedingRow.state.not_in(_ENDS),
            RectificationRow.disallowed_entry_id.is_not(None),
        )
        .order_by(ProceedingRow.number)
    )
