"""Fee sheets to look at: masked on a claim's page, whole on the copy to be signed or examined."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from reports import fee_sheet, render_pdf
from reports.fee_sheet import Fee, FeeSheet
from service import business_day
from service.actions.fee_sheets import record
from service.messages import N_, Invalid, NotFound
from service.permissions import Actor
from service.tables import (
    ClaimRow,
    EmployerRow,
    FeeRow,
    FeeSheetRow,
    GrantRow,
    SelecteeRow,
    UserRow,
)

REASON_MAX: Final = 500


@dataclass(frozen=True, slots=True)
class FeeSheetView:
    """A sheet as a claim's page shows it, with the numbers masked."""

    id: UUID
    sheet: FeeSheet


def of(session: Session, claim: ClaimRow) -> FeeSheetView | None:
    """Give the sheet that a claim was made from, masked, if it was made from one."""
    row = session.scalar(
        select(FeeSheetRow).where(
            FeeSheetRow.employer_id == claim.employer_id,
            FeeSheetRow.invoice_id == claim.invoice_id,
        )
    )
    return (
        FeeSheetView(row.id, fee_sheet.masked(_stored(session, row))) if row is not None else None
    )


def to_sign(session: Session, actor: Actor, sheet_id: UUID, reason: str) -> tuple[str, bytes]:
    """Print a sheet with the numbers whole, to be signed or examined; the trail says by whom."""
    row = session.get(FeeSheetRow, sheet_id)
    if row is None or actor.employer_id not in {None, row.employer_id}:
        raise NotFound(N_("没有这份发放表。"))
    said = reason.strip()
    if not said or len(said) > REASON_MAX:
        raise Invalid(
            N_("证件号码是敏感个人信息，请写明查看的用途，不超过 {most} 字。"), most=str(REASON_MAX)
        )
    record(session, actor, row, "reveal_fee_sheet", said)
    sheet = _stored(session, row)
    return f"{row.number}.pdf", render_pdf.render(fee_sheet.compose(sheet))


def _stored(session: Session, row: FeeSheetRow) -> FeeSheet:
    rows: Sequence[FeeRow] = session.scalars(
        select(FeeRow)
        .where(FeeRow.employer_id == row.employer_id, FeeRow.sheet_id == row.id)
        .order_by(FeeRow.position)
    ).all()
    grant = session.get_one(GrantRow, row.grant_id)
    return FeeSheet(
        kind=row.kind,
        number=row.number,
        employer=session.get_one(EmployerRow, row.employer_id).name,
        grant=grant.number,
        selectee=session.get_one(SelecteeRow, grant.selectee_id).name,
        title=row.title,
        held_on=row.held_on,
        drawn_on=business_day.of(row.made_at),
        drawn_by=_name(session, row.made_by),
        fees=tuple(
            Fee(
                name=each.name, id_number=each.id_number, work=each.work, hours=each.hours,
                gross=each.gross, tax=each.tax, net=each.net,
            )
            for each in rows
        ),
    )  # fmt: skip


def _name(session: Session, user_id: UUID) -> str:
    user = session.get(UserRow, user_id)
    return user.name if user is not None else ""
