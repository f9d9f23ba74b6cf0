"""Art. 34 in the sample programme: a purpose stated, a number shown, an export asked for."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from service.actions import assessments, bulk_exports, reveals
from service.actions.bulk_exports import NewExport
from service.actions.intake import Desk
from service.db import CENTER
from service.demo import calendar, cast
from service.demo.founding import Founded
from service.tables import AssessmentRow, BulkExportRow, GrantRow

READ_FOR: Final = "准备中期考核情况汇报"
PAID_TO: Final = "核对第二期拨款的收款账户"
REPORTED: Final = "向市财政局报送专户账簿"
ROWS: Final = 1260


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """State a purpose, look at a number, and ask for an export; again changes nothing."""
    with desk.database.transaction(CENTER) as session:
        if session.scalar(select(BulkExportRow.id).limit(1)) is not None:
            return
        at = calendar.office_hour(now.date() - timedelta(days=1), now)
        auditor, manager = founded.actor(cast.AUDITOR, at), founded.actor(cast.MANAGER, at)
        assessment = session.scalars(select(AssessmentRow.id).limit(1)).one()
        assessments.state_purpose(session, manager, assessment, READ_FOR)
        employer = session.get_one(GrantRow, founded.grants[0]).employer_id
        reveals.account(session, auditor, employer, PAID_TO)
        asked = NewExport(
            what="exports.journal", asked=f"/ledger/{employer}/export/journal.hledger",
            rows=ROWS, purpose=REPORTED,
        )  # fmt: skip
        bulk_exports.ask(session, auditor, asked)
