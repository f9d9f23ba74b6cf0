"""Batches of files: announced, sent, read and checked one after the other, until all have answers.

The order is `open_batch`, then `announce` and `store` for every file (or `add`, which is both),
then `close`. Whoever is cut off goes on with the same keys: nothing is taken twice. What was stored
is read and checked by the workers of `service.working`, whether anybody watches or not.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service import audit
from service.actions import drafts, intake, intake_archives, intake_views
from service.actions.intake import Desk, TakenIn
from service.actions.intake_views import BatchView, FileView
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused, Sentence
from service.permissions import Actor
from service.tables import IntakeBatchRow, IntakeFileRow

SOURCES = ("page", "phone", "mail", "api")
FILES_MAX = 5000  # of one batch, members of archives not counted
KEY_MAX = 2000  # characters
_MEBI = 1024 * 1024
_TOO_LARGE = N_("文件超过 {most} MB。请压缩或按发票拆分后再上传。")
_CLASSIFIED = N_("这个文件没有接收：文件名含有密级字样（第十三条）。请改正文件名后重新上传。")


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that will come. `key` tells the files of a batch apart; again means the same file."""

    name: str
    size: int
    key: str
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """An announced file: `state` is `expected` until its bytes have come."""

    key: str
    id: UUID
    state: str


def open_batch(session: Session, actor: Actor, grant_id: UUID, source: str) -> UUID:
    """Begin a batch for a grant of the actor's employer that has an agreement (Art. 27)."""
    assert source in SOURCES, "the doors of intake are few"
    grant, _ = drafts.grant_to_charge(session, actor, grant_id)
    row = IntakeBatchRow(
        employer_id=actor.employer,
        grant_id=grant.id,
        made_by=actor.user_id,
        source=source,
        made_at=actor.at,
    )
    session.add(row)
    session.flush()
    step = Step(
        action="open_intake", subject="intake_batch", subject_id=row.id,
        employer_id=row.employer_id, target=source,
    )  # fmt: skip
    audit.record(session, actor, step)
    return row.id


def announce(
    session: Session,
    actor: Actor,
    batch_id: UUID,
    files: Iterable[Announced],
    bytes_max: int | None = None,
) -> list[Expected]:
    """Say which files come; `bytes_max` of one, where the door has a limit.

    A file whose name says that it is classified is refused, and its name not kept (Art. 13).
    """
    batch = _mine(session, actor, batch_id, lock=True)
    known = {row.key: row for row in intake_views.files_of(session, batch)}
    last = max((row.position for row in known.values()), default=0)
    expected = []
    for file in files:
        key = digest_of(file.key)
        row = known.get(key)
        if row is None:
            last += 1
            row = known[key] = _new(batch, file, last, actor.at)
            _refuse_unfit(row, file, bytes_max)
            session.add(row)
            session.flush()
        expected.append(Expected(file.key, row.id, row.state))
    return expected


def _new(batch: IntakeBatchRow, file: Announced, position: int, at: datetime) -> IntakeFileRow:
    if batch.closed_at is not None:
        raise Refused(N_("这一批已经结束接收，请另起一批上传。"))
    if position > FILES_MAX:
        raise Invalid(N_("一批最多 {most} 个文件，请分批上传。"), most=str(FILES_MAX))
    return IntakeFileRow(
        employer_id=batch.employer_id,
        batch_id=batch.id,
        position=position,
        part=0,
        name=intake.clean_name(file.name),
        folder=intake.clean_folder(file.folder),
        size=max(0, file.size),
        key=digest_of(file.key),
        state="expected",
        attempts=0,
        changed_at=at,
    )


def _refuse_unfit(row: IntakeFileRow, file: Announced, bytes_max: int | None) -> None:
    refused = intake.refused_by_name(row.name) or intake.refused_by_name(row.folder)
    if refused:
        row.name, row.folder = intake_archives.NAMELESS, ""
    elif bytes_max is not None and file.size > bytes_max:
        most = Sentence(_TOO_LARGE, {"most": str(bytes_max // _MEBI)})
        refused = intake.TakenIn(row.name, (), (most,))
    if refused:
        row.state, row.answer = "refused", intake_views.to_answer(refused)
        row.done_at = row.changed_at


def digest_of(key: str) -> str:
    """Give what is kept of a key: names of files may be part of it."""
    return hashlib.sha256(key[:KEY_MAX].encode("utf-8", "replace")).hexdigest()


def store(desk: Desk, actor: Actor, file_id: UUID, content: bytes) -> FileView:
    """Keep the bytes of an announced file; it is read next. Again changes nothing."""
    with desk.database.transaction(actor.employer) as session:
        row = own_file(session, actor, file_id)
        if row.state != "expected":
            return intake_views.file_view(row)
    keep = _archive(desk, row.name, content) or _single(desk, content)
    with desk.database.transaction(actor.employer) as session:
        row = own_file(session, actor, file_id)
        if row.state == "expected":
            row.size, row.changed_at = len(content), actor.at
            keep(session, actor, row)
            session.flush()
        view = intake_views.file_view(row)
    desk.bell.ring()
    return view


_Keep = Callable[[Session, Actor, IntakeFileRow], None]


def _archive(desk: Desk, name: str, content: bytes) -> _Keep | None:
    if not content or not intake_archives.is_archive(name, content):
        return None
    found = intake_archives.unpack(desk, name, content)
    return lambda session, actor, row: intake_archives.lay_out(session, actor, row, found)


def _single(desk: Desk, content: bytes) -> _Keep:
    digest = desk.originals.store(content) if content else None

    def keep(session: Session, actor: Actor, row: IntakeFileRow) -> None:
        del session
        if digest is None:
            row.state, row.done_at = "refused", actor.at
            row.answer = intake_views.to_answer(TakenIn(row.name, (), (intake.EMPTY,)))
        else:
            row.state, row.sha256, row.stored_at = "stored", digest, actor.at

    return keep


def add(
    desk: Desk, actor: Actor, batch_id: UUID, name: str, content: bytes, key: str | None = None
) -> FileView:
    """Announce and keep a file in one go; without a key its name and bytes tell it apart."""
    own = key or f"{name}/{hashlib.sha256(content).hexdigest()}"
    with desk.database.transaction(actor.employer) as session:
        (expected,) = announce(session, actor, batch_id, [Announced(name, len(content), own)])
    return store(desk, actor, expected.id, content)


def close(session: Session, actor: Actor, batch_id: UUID) -> None:
    """Say that no more files are announced; those announced may still come."""
    batch = _mine(session, actor, batch_id, lock=True)
    batch.closed_at = batch.closed_at or actor.at


def batch(
    session: Session, actor: Actor, batch_id: UUID, since: datetime | None = None
) -> BatchView:
    """Give a batch of the actor's employer; `since`: only the files that changed after it."""
    row = _of_employer(session, actor, batch_id)
    return intake_views.batch_view(session, actor, row, intake_views.files_of(session, row, since))


def pause(session: Session, actor: Actor, batch_id: UUID) -> None:
    """Take up no further file until `resume`; what is being read is finished."""
    batch = _mine(session, actor, batch_id, lock=True)
    batch.paused_at = batch.paused_at or actor.at


def resume(session: Session, actor: Actor, batch_id: UUID) -> None:
    """Go on; the caller rings the bell of the desk afterwards (`Desk.bell`)."""
    _mine(session, actor, batch_id, lock=True).paused_at = None


def cancel(
    session: Session, actor: Actor, batch_id: UUID, file_ids: Sequence[UUID] | None = None
) -> int:
    """Give up the files (all where none is named) that have no answer yet; tell how many.

    Claims that were made stay. With all given up, the batch takes no more files.
    """
    batch = _mine(session, actor, batch_id, lock=True)
    query = select(IntakeFileRow).where(
        IntakeFileRow.employer_id == batch.employer_id,
        IntakeFileRow.batch_id == batch.id,
        IntakeFileRow.state.in_(sorted(intake_views.UNFINISHED)),
    )
    if file_ids is not None:
        query = query.where(IntakeFileRow.id.in_(file_ids))
    rows = session.scalars(query.with_for_update()).all()
    for row in rows:
        row.state, row.done_at, row.changed_at = "cancelled", actor.at, actor.at
        row.worker = row.taken_at = None
    if file_ids is None:
        batch.closed_at, batch.paused_at = batch.closed_at or actor.at, None
    return len(rows)


def retry(session: Session, actor: Actor, file_id: UUID) -> FileView:
    """Have a refused, failed or cancelled file read again; without its bytes it is awaited anew.

    The caller rings the bell of the desk afterwards (`Desk.bell`).
    """
    row = own_file(session, actor, file_id)
    if row.state not in intake_views.MENDABLE:
        return intake_views.file_view(row)
    if row.name == intake_archives.NAMELESS:
        raise Refused(
            N_("这个文件没有接收：文件名含有密级字样（第十三条）。请改正文件名后重新上传。")
        )
    row.state = "stored" if row.sha256 else "expected"
    row.answer = row.done_at = None
    row.changed_at = actor.at
    session.flush()
    return intake_views.file_view(row)


def _mine(session: Session, actor: Actor, batch_id: UUID, *, lock: bool) -> IntakeBatchRow:
    """Give a batch that the actor made."""
    row = _of_employer(session, actor, batch_id, lock=lock)
    if row.made_by != actor.user_id:
        raise Refused(N_("这一批文件是同事上传的，请由上传人继续。"))
    return row


def _of_employer(
    session: Session, actor: Actor, batch_id: UUID, *, lock: bool = False
) -> IntakeBatchRow:
    query = select(IntakeBatchRow).where(
        IntakeBatchRow.id == batch_id, IntakeBatchRow.employer_id == actor.employer_id
    )
    row = session.scalar(query.with_for_update(key_share=True) if lock else query)
    if row is None:
        raise NotFound(N_("没有这一批文件。"))
    return row


def own_file(session: Session, actor: Actor, file_id: UUID) -> IntakeFileRow:
    """Give a file of a batch that the actor made, locked."""
    query = select(IntakeFileRow).where(
        IntakeFileRow.id == file_id, IntakeFileRow.employer_id == actor.employer_id
    )
    row = session.scalar(query.with_for_update())
    if row is None:
        raise NotFound(N_("没有这个文件。"))
    _mine(session, actor, row.batch_id, lock=False)
    return row


def open_batches(session: Session, actor: Actor) -> list[BatchView]:
    """Give the actor's own batches that are under way, newest first, without their files."""
    unfinished = (
        select(func.count())
        .where(
            IntakeFileRow.employer_id == IntakeBatchRow.employer_id,
            IntakeFileRow.batch_id == IntakeBatchRow.id,
            IntakeFileRow.state.in_(sorted(intake_views.UNFINISHED)),
        )
        .scalar_subquery()
    )
    query = (
        select(IntakeBatchRow)
        .where(
            IntakeBatchRow.employer_id == actor.employer_id,
            IntakeBatchRow.made_by == actor.user_id,
            IntakeBatchRow.told_at.is_(None),
            unfinished > 0,
        )
        .order_by(IntakeBatchRow.made_at.desc())
        .limit(intake_views.PAGE_ROWS)
    )
    return [intake_views.batch_view(session, actor, row, ()) for row in session.scalars(query)]
