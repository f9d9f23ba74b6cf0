"""A batch of files in the sample programme: paid invoices handed in once more, and a broken file.

Nothing becomes a claim of it, so that the books stay what the other stories made them.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from service import business_day
from service.actions import intake_batches, intake_ends, intake_lists, intake_work
from service.actions.intake import Desk
from service.demo import calendar, cast
from service.demo.case import Fate
from service.demo.cases import cases, specs_of
from service.demo.drawing import draw
from service.demo.founding import Founded
from service.demo.packing import draw_zip

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
        batch = intake_batches.open_batch(session, maker, founded.grants[GRANT], "page")
    for name, content in _files(founded, now).items():
        intake_batches.add(desk, maker, batch, name, content)
    with desk.database.transaction(maker.employer) as session:
        intake_batches.close(session, maker, batch)
    intake_work.work_off(desk, lambda: maker.at, "sample", batch)
    with desk.database.transaction(maker.employer) as session:
        intake_ends.seen(session, maker, intake_batches.batch(session, maker, batch))
    intake_ends.tell_finished(desk.database, maker.at)


def _files(founded: Founded, now: datetime) -> Mapping[str, bytes]:
    today = business_day.of(now)
    paid = (case for case in cases() if case.grant == GRANT and case.fate is Fate.PAID)
    drawn = [
        draw(specs_of(case, founded.approved_on, today)[0])
        for case, _ in zip(paid, range(_PAID), strict=False)
    ]
    return {
        "三月的发票.pdf": drawn[0],
        "没有传完的文件.pdf": drawn[1][:_BROKEN_AFTER],
        "补交.zip": draw_zip({"补交/测试费.pdf": drawn[1], "补交/材料费.pdf": drawn[2]}),
    }
