"""The batches of an employer, newest first."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.actions import intake_views
from service.actions.intake_views import PAGE_ROWS, BatchView
from service.permissions import Actor
from service.tables import IntakeBatchRow, IntakeFileRow


def batches(session: Session, actor: Actor, page: int) -> tuple[list[BatchView], int]:
    """List a page of batches without their files, and how many there are.

    Those without any file are left out.
    """
    filled = (
        select(IntakeFileRow.id)
        .where(
            IntakeFileRow.employer_id == IntakeBatchRow.employer_id,
            IntakeFileRow.batch_id == IntakeBatchRow.id,
        )
        .exists()
    )
    query = select(IntakeBatchRow).where(IntakeBatchRow.employer_id == actor.employer_id, filled)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    newest = query.order_by(IntakeBatchRow.made_at.desc(), IntakeBatchRow.id)
    rows = session.scalars(newest.limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS)).all()
    counts = intake_views.counts_of_all(session, rows)
    views = [intake_views.batch_view(session, actor, row, (), counts[row.id]) for row in rows]
    return views, total
