"""Two second instalments of one employer are proposed to be paid together; the auditor decides."""

from datetime import datetime

from sqlalchemy import select

from service.actions import disbursement_batches
from service.actions.intake import Desk
from service.db import CENTER
from service.demo import cast
from service.demo.founding import Founded
from service.tables import DisbursementBatchRow, InstalmentRow

GRANTS = (8, 9)  # of one employer
TITLE = "第四季度第二期拨款"


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Propose the batch; again changes nothing."""
    manager = founded.actor(cast.MANAGER, now)
    with desk.database.transaction(CENTER) as session:
        if session.scalar(select(DisbursementBatchRow.id)) is not None:
            return
        planned = session.scalars(
            select(InstalmentRow.id).where(
                InstalmentRow.grant_id.in_([founded.grants[each] for each in GRANTS]),
                InstalmentRow.state == "planned",
            )
        )
        disbursement_batches.propose(session, manager, TITLE, planned)
