"""A batch of files in the sample programme: paid invoices handed in once more, and a broken file.

Nothing becomes a claim of it, so that the books stay what the other stories made them.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.claim_states import BOOKED
from service import business_day
from service.actions import intake_batches, intake_ends, intake_lists, intake_work
from service.actions.intake import Desk
from service.demo import calendar, cast
from service.demo.founding import Founded
from service.demo.packing import draw_zip
from service.tables import ClaimRow, InvoiceRow, OriginalRow

GRANT = 0  # its place
_PAID = 3  # invoices
_BROKEN_AFTER = 900  # bytes


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Hand the files in and have them read; again changes nothing."""
    day = business_day.of(now) - timedelta(days=1)
    maker = founded.actor(cast.MAKERS[GRANT], calendar.office_hour(day, now))
    with desk.database.transaction(maker.employer) as session:
        if intake_lists.batches(session, maker, 1)[1]:
            return
        paid = _paid(session, desk, founded.grants[GRANT])
        if len(paid) < _PAID:  # of a run that was cut short
            return
        batch = intake_batches.open_batch(session, maker, founded.grants[GRANT], "page")
    for name, content in _files(paid).items():
        intake_batches.add(desk, maker, batch, name, content)
    with desk.database.transaction(maker.employer) as session:
        intake_batches.close(session, maker, batch)
    intake_work.work_off(desk, lambda: maker.at, "sample", batch)
    with desk.database.transaction(maker.employer) as session:
        intake_ends.seen(session, maker, intake_batches.batch(session, maker, batch))
    intake_ends.tell_finished(desk.database, maker.at)


def _paid(session: Session, desk: Desk, grant_id: UUID) -> list[bytes]:
    """Give the files of some claims that are in the books."""
    query = (
        select(OriginalRow.sha256)
        .join(InvoiceRow, InvoiceRow.original_id == OriginalRow.id)
        .join(ClaimRow, ClaimRow.invoice_id == InvoiceRow.id)
        .where(ClaimRow.grant_id == grant_id, ClaimRow.state.in_(sorted(BOOKED)))
        .order_by(ClaimRow.number)
        .limit(_PAID)
    )
    return [desk.originals.fetch(digest) for digest in session.scalars(query)]


def _files(paid: list[bytes]) -> Mapping[str, bytes]:
    first, second, third = paid
    return {
        "三月的发票.pdf": first,
        "没有传完的文件.pdf": second[:_BROKEN_AFTER],
        "补交.zip": draw_zip({"补交/测试费.pdf": second, "补交/材料费.pdf": third}),
    }
