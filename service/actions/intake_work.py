"""The work on files of batches: take the next one, read it, book it; nothing lost, nothing doubled.

A file is taken by a number that only grows (`attempts`). Its claims and its answer are written in
one transaction, and only if that number is still its own: whoever was thought dead and wakes up
writes nothing.
"""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.orm import Session

from importers.messages import Message
from service.actions import intake, intake_archives, intake_views
from service.actions.intake import Desk, Kept, Read, TakenIn
from service.db import CENTER, Database
from service.messages import N_, Refused, Sayable
from service.permissions import Actor, Role
from service.tables import IntakeBatchRow, IntakeFileRow, UserRow

_LOG = logging.getLogger(__name__)
LEASE = timedelta(seconds=20)  # whoever has not said for so long that it works is thought dead
TRIES = 3  # at one file, before a person has to ask for more
_IN_HAND = ("reading", "checking")
_GIVEN_UP = Message(
    N_("服务器几次都没能处理完这个文件。请点“重试”；仍不行时把文件名和时间告诉管理员。")
)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class InHand:
    """A file that was taken to be worked on, for its batch's maker."""

    file_id: UUID
    employer_id: UUID
    grant_id: UUID
    made_by: UUID
    attempt: int
    name: str
    sha256: str


def take_next(
    database: Database, worker: str, now: datetime, batch_id: UUID | None = None
) -> InHand | None:
    """Take the file that waits next, of one batch where it is named; None when there is none.

    First files of all batches come before their second ones, so that nobody waits for a colleague's
    two hundred.
    """
    with database.transaction(CENTER) as session:
        for _ in range(TRIES * TRIES):
            found = session.execute(_next(now, batch_id)).first()
            if found is None:
                return None
            row, batch = found
            if row.state in _IN_HAND and row.attempts % TRIES == 0:
                _end(row, now, "failed", _GIVEN_UP)
                session.flush()
                continue
            row.state, row.worker, row.taken_at = "reading", worker, now
            row.attempts += 1
            row.changed_at = now
            assert row.sha256 is not None, "what was stored has its bytes"
            return InHand(
                row.id, row.employer_id, batch.grant_id, batch.made_by, row.attempts,
                row.name, row.sha256,
            )  # fmt: skip
    return None


def somebody_waits(database: Database, now: datetime) -> bool:
    """Tell whether there is a file to be taken."""
    with database.transaction(CENTER) as session:
        return session.execute(_waiting(now, None).limit(1)).first() is not None


def _next(now: datetime, batch_id: UUID | None) -> Select[IntakeFileRow, IntakeBatchRow]:
    return (
        _waiting(now, batch_id)
        .order_by(IntakeFileRow.position, IntakeFileRow.part, IntakeFileRow.stored_at)
        .limit(1)
        .with_for_update(of=IntakeFileRow, skip_locked=True)
    )


def _waiting(now: datetime, batch_id: UUID | None) -> Select[IntakeFileRow, IntakeBatchRow]:
    late = and_(IntakeFileRow.state.in_(_IN_HAND), IntakeFileRow.taken_at < now - LEASE)
    query = (
        select(IntakeFileRow, IntakeBatchRow)
        .join(
            IntakeBatchRow,
            and_(
                IntakeBatchRow.employer_id == IntakeFileRow.employer_id,
                IntakeBatchRow.id == IntakeFileRow.batch_id,
            ),
        )
        .where(or_(IntakeFileRow.state == "stored", late), IntakeBatchRow.paused_at.is_(None))
    )
    return query if batch_id is None else query.where(IntakeFileRow.batch_id == batch_id)


def hold(database: Database, worker: str, files: Collection[UUID], now: datetime) -> None:
    """Say that a worker is at these files, so that nobody takes them from its hands."""
    held = update(IntakeFileRow).where(IntakeFileRow.worker == worker, IntakeFileRow.id.in_(files))
    with database.transaction(CENTER) as session:
        session.execute(held.values(taken_at=now).execution_options(synchronize_session=False))


def work(desk: Desk, hand: InHand, clock: Clock) -> None:
    """Read and book a file that was taken. A failure of ours puts it back."""
    try:
        _work(desk, hand, clock)
    except Exception:  # noqa: BLE001  # whatever it was, the file is not lost
        _LOG.exception("intake file %s, attempt %s", hand.file_id, hand.attempt)
        _give_back(desk.database, hand, clock())


def _work(desk: Desk, hand: InHand, clock: Clock) -> None:
    content = desk.originals.fetch(hand.sha256)
    if intake_archives.is_archive(hand.name, content):
        found = intake_archives.unpack(desk, hand.name, content)
        with desk.database.transaction(hand.employer_id) as session:
            row = _still_ours(session, hand)
            if row is not None:
                intake_archives.lay_out(session, _actor(session, hand, clock()), row, found)
        return
    read = intake.read(desk, hand.name, content)
    with desk.database.transaction(hand.employer_id) as session:
        row = _still_ours(session, hand)
        if row is None:
            return
        row.state, row.changed_at = "checking", clock()
    with desk.database.transaction(hand.employer_id) as session:
        row = _still_ours(session, hand)
        if row is not None:
            _book(session, hand, row, (Kept(hand.name, hand.sha256, len(content)), read), clock())


def _book(
    session: Session, hand: InHand, row: IntakeFileRow, file: tuple[Kept, Read], now: datetime
) -> None:
    actor = _actor(session, hand, now)
    try:
        with session.begin_nested():
            taken = intake.book(session, actor, hand.grant_id, *file)
    except Refused as refused:
        _end(row, now, "refused", refused.sentence)
        return
    answer = intake_views.to_answer(taken)
    row.answer, row.outcome = answer, intake_views.outcome_of(answer)
    row.state = "done" if row.outcome else "refused"
    row.worker = row.taken_at = None
    row.done_at = row.changed_at = now


def _end(row: IntakeFileRow, now: datetime, state: str, why: Sayable) -> None:
    row.answer = intake_views.to_answer(TakenIn(row.name, (), (why,)))
    row.state, row.worker, row.taken_at = state, None, None
    row.done_at = row.changed_at = now


def _ours(hand: InHand) -> ColumnElement[bool]:
    return and_(
        IntakeFileRow.id == hand.file_id,
        IntakeFileRow.attempts == hand.attempt,
        IntakeFileRow.state.in_(_IN_HAND),
    )


def _still_ours(session: Session, hand: InHand) -> IntakeFileRow | None:
    """Give the row, locked, unless somebody else took or ended it meanwhile."""
    return session.scalar(select(IntakeFileRow).where(_ours(hand)).with_for_update())


def _give_back(database: Database, hand: InHand, now: datetime) -> None:
    with database.transaction(hand.employer_id) as session:
        row = _still_ours(session, hand)
        if row is None:
            return
        if hand.attempt % TRIES == 0:
            _end(row, now, "failed", _GIVEN_UP)
        else:
            row.state, row.worker, row.taken_at, row.changed_at = "stored", None, None, now


def _actor(session: Session, hand: InHand, now: datetime) -> Actor:
    """Give the maker of the batch, for whom its files are booked."""
    user = session.get_one(UserRow, hand.made_by)
    return Actor(
        user_id=user.id, name=user.name, role=Role(user.role), employer_id=hand.employer_id,
        selectee_id=None, at=now,
    )  # fmt: skip


def work_off(desk: Desk, clock: Clock, worker: str, batch_id: UUID | None = None) -> int:
    """Work until nothing waits (of one batch where it is named); tell how many files it was."""
    count = 0
    while (hand := take_next(desk.database, worker, clock(), batch_id)) is not None:
        work(desk, hand, clock)
        count += 1
    return count
