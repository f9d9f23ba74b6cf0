"""The end of a batch: one message to its maker where nobody watched, never one for every file."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from service.actions import inbox, intake_views
from service.actions.inbox import News, To
from service.actions.intake_views import BatchView
from service.actions.system import system_actor
from service.db import CENTER, Database
from service.messages import N_, Sentence
from service.permissions import Actor, Role
from service.tables import IntakeBatchRow, IntakeFileRow, UserRow

WATCHED = timedelta(seconds=5)  # a page that watches asks more often than that
OFTEN = timedelta(seconds=1)  # as often it is noted that a page is open
GIVEN_UP_AFTER = timedelta(days=3)  # since anything came, for files that were announced only
_CHECKED = N_("{all} 个文件已检查完：{pass} 个可以列支，{review} 个需要说明，{block} 个不能列支")
_SOME_LEFT = N_("{all} 个文件已检查完，其中 {left} 个没有收作凭证或没有传上来")


def seen(session: Session, actor: Actor, batch: BatchView) -> None:
    """Note that the maker's page of a batch is open; at its end the message is settled."""
    if not batch.own:
        return
    row = session.get_one(IntakeBatchRow, batch.id)
    if batch.finished and row.told_at is not None:
        inbox.settle(session, actor, _link(batch.id))
    elif batch.finished or row.seen_at is None or actor.at - row.seen_at > OFTEN:
        row.seen_at = actor.at


def _link(batch_id: UUID) -> str:
    return f"/intake/{batch_id}"


def tell_finished(database: Database, now: datetime) -> int:
    """Tell of every batch that has come to its end a moment ago; tell how many there were."""
    with database.transaction(CENTER) as session:
        rows = session.scalars(_finished().with_for_update(skip_locked=True)).all()
        return sum(_tell(session, row, now) for row in rows)


def _finished() -> Select[IntakeBatchRow]:
    open_files = exists().where(
        IntakeFileRow.employer_id == IntakeBatchRow.employer_id,
        IntakeFileRow.batch_id == IntakeBatchRow.id,
        IntakeFileRow.state.in_(sorted(intake_views.UNFINISHED)),
    )
    return select(IntakeBatchRow).where(
        IntakeBatchRow.told_at.is_(None), IntakeBatchRow.closed_at.is_not(None), ~open_files
    )


def _tell(session: Session, row: IntakeBatchRow, now: datetime) -> bool:
    ended = select(func.max(IntakeFileRow.changed_at)).where(
        IntakeFileRow.employer_id == row.employer_id, IntakeFileRow.batch_id == row.id
    )
    end = max(session.scalar(ended) or row.made_at, row.closed_at or row.made_at)
    if row.seen_at is not None and row.seen_at >= end:  # it was read where it happened
        row.told_at = now
        return True
    if now - end < WATCHED:  # a page may still ask
        return False
    counts = intake_views.counts_of(session, row)
    if counts:
        maker = session.get_one(UserRow, row.made_by)
        to = To(row.employer_id, frozenset({Role(maker.role)}), user_id=maker.id)
        news = News(topic="intake", number="", link=_link(row.id), to_do=_sentence(counts))
        inbox.tell(session, system_actor(now), to, news)
    row.told_at = now
    return True


def _sentence(counts: Mapping[str, int]) -> Sentence:
    every = str(sum(counts.values()))
    left = sum(counts.get(state, 0) for state in intake_views.MENDABLE)
    if left:
        return Sentence(_SOME_LEFT, {"all": every, "left": str(left)})
    said = {name: str(counts.get(name, 0)) for name in ("pass", "review", "block")}
    return Sentence(_CHECKED, {"all": every, **said})


def give_up_abandoned(database: Database, now: datetime) -> None:
    """End batches for which nothing came for days: what was announced only is given up."""
    late = now - GIVEN_UP_AFTER
    with database.transaction(CENTER) as session:
        newer = exists().where(
            IntakeFileRow.employer_id == IntakeBatchRow.employer_id,
            IntakeFileRow.batch_id == IntakeBatchRow.id,
            IntakeFileRow.changed_at >= late,
        )
        query = select(IntakeBatchRow).where(
            IntakeBatchRow.told_at.is_(None),
            IntakeBatchRow.made_at < late,
            IntakeBatchRow.paused_at.is_(None),
            ~newer,
        )
        for row in session.scalars(query.with_for_update(skip_locked=True)):
            row.closed_at = row.closed_at or now
            awaited = select(IntakeFileRow).where(
                IntakeFileRow.employer_id == row.employer_id,
                IntakeFileRow.batch_id == row.id,
                IntakeFileRow.state == "expected",
            )
            for file in session.scalars(awaited.with_for_update()):
                file.state, file.done_at, file.changed_at = "cancelled", now, now
