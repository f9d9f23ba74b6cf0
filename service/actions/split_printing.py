"""原始凭证分割单 as a paper: for the file of every grant that bears a share."""

from uuid import UUID

from sqlalchemy.orm import Session

from reports import render_pdf, split_sheet
from reports.split_sheet import OWN_MONEY, SplitSheet
from service import business_day, readings
from service.actions import splitting
from service.actions.splitting import Share
from service.permissions import Actor
from service.tables import EmployerRow


def printed(session: Session, actor: Actor, sheet_id: UUID) -> tuple[str, bytes]:
    """Print a sheet; give the name of the file and its bytes."""
    view, row = splitting.view(session, actor, sheet_id)
    invoice = readings.of(session, row)
    names = [line.name for line in invoice.items if line.name]
    sheet = SplitSheet(
        number=view.number,
        employer=session.get_one(EmployerRow, row.employer_id).name,
        invoice_number=row.number or "—",
        issued_on=row.issued_on,
        seller=row.seller_name or "—",
        content="；".join(names) or "—",
        total=view.total,
        reason=view.reason,
        made_on=business_day.of(view.made_at),
        shares=tuple(_share(each) for each in view.shares),
    )
    return f"{view.number}.pdf", render_pdf.render(split_sheet.compose(sheet))


def _share(share: Share) -> split_sheet.Share:
    bearer = f"{share.grant}（{share.selectee}）" if share.claim_id else OWN_MONEY
    return split_sheet.Share(bearer=bearer, claim=share.claim, amount=share.amount)
