"""Due runs of the clock: a row claims each, so that it happens once however many clocks tick.

The runs of a job follow each other without a gap: the next to be claimed is the first due after
the newest row. Hours of rest are therefore caught up run by run, and two schedulers that reach
for the same run meet at its primary key. A claim that its holder no longer renews is stale and
passes on; the number of the attempt tells the old holder that it has lost the claim.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import ColumnElement, DateTime, Select, func, select, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.tables import JobRunRow

STALE_AFTER = timedelta(minutes=15)  # longer than any single step of a job between two renewals
RETRY_AFTER = timedelta(minutes=5)  # times the number of attempts so far
ATTEMPTS_MAX = 6
COLLISIONS_MAX = 100  # runs lost to quicker workers before this one rests until its next tick
ERROR_LENGTH_MAX = 2_000

CLAIMED, DONE, FAILED = "claimed", "done", "failed"


class Rule(Protocol):
    """When a job is due: instants that never depend on who asks, or when.

    `made_up`: whether runs that were missed are done one by one, or the latest for all of them.
    """

    @property
    def made_up(self) -> bool: ...
    def following(self, at: datetime) -> datetime:
        """Give the first due instant after `at`."""
        ...

    def latest(self, at: datetime) -> datetime:
        """Give the last due instant not after `at`."""
        ...


@dataclass(frozen=True, slots=True)
class Claimed:
    """A due run in the hands of one worker; `attempt` proves it when the worker reports back."""

    job: str
    due_at: datetime
    attempt: int


@dataclass(frozen=True, slots=True)
class Run:
    """A run as people see it."""

    job: str
    due_at: datetime
    state: str
    attempts: int
    claimed_by: str
    finished_at: datetime | None
    error: str | None


def read_clock(session: Session) -> datetime:
    """Give the database's time: one clock for all schedulers, on whatever machine they run."""
    return session.execute(select(func.clock_timestamp(type_=DateTime(timezone=True)))).scalar_one()


def claim_next(
    session: Session, job: str, rule: Rule, worker: str, now: datetime
) -> Claimed | None:
    """Claim a run that is due and free, or say that there is none.

    At its first sight of a job the clock claims the latest due run; what lies before is not owed.
    """
    for _ in range(COLLISIONS_MAX):
        due_at = next_due(session, job, rule, now)
        if due_at > now:
            break
        claimed = _claim_unseen(session, job, due_at, worker, now)
        if claimed is not None:
            return claimed
    _give_up(session, job, now)
    # where missed runs are not made up, a newer one does the work of those that failed
    return _claim_again(session, job, worker, now, None if rule.made_up else rule.latest(now))


def claim_once(
    session: Session, job: str, due_at: datetime, worker: str, now: datetime
) -> Claimed | None:
    """Claim one run by hand, also one that has failed for good; None when it is done or busy."""
    claimed = _claim_unseen(session, job, due_at, worker, now)
    if claimed is not None:
        return claimed
    row = session.scalars(_of(job).where(JobRunRow.due_at == due_at).with_for_update()).one()
    free = row.state == FAILED or (row.state == CLAIMED and row.claimed_at < now - STALE_AFTER)
    return _take_over(row, worker, now) if free else None


def next_due(session: Session, job: str, rule: Rule, now: datetime) -> datetime:
    """Give the first due instant that no clock has claimed yet; at first sight the latest one.

    So, too, where missed runs are not made up.
    """
    newest = session.scalar(select(func.max(JobRunRow.due_at)).where(JobRunRow.job == job))
    if newest is None or (not rule.made_up and rule.latest(now) > newest):
        return rule.latest(now)
    return rule.following(newest)


def renew(session: Session, claimed: Claimed, now: datetime) -> bool:
    """Say that the worker is alive; False when the claim has passed to another one."""
    return _report(session, claimed, claimed_at=now)


def finish(session: Session, claimed: Claimed, now: datetime, error: str | None = None) -> bool:
    """Record the end of a run, good or bad; False when the claim has passed to another worker."""
    return _report(
        session,
        claimed,
        state=DONE if error is None else FAILED,
        finished_at=now,
        error=None if error is None else error[:ERROR_LENGTH_MAX],
    )


def latest_runs(session: Session, job: str, limit: int = 5) -> tuple[Run, ...]:
    """Give the newest runs of a job, newest first."""
    rows = session.scalars(_of(job).order_by(JobRunRow.due_at.desc()).limit(limit))
    return tuple(_run(row) for row in rows)


def run_of(session: Session, job: str, due_at: datetime) -> Run:
    """Give the run that was due at an instant."""
    return _run(session.scalars(_of(job).where(JobRunRow.due_at == due_at)).one())


def _run(row: JobRunRow) -> Run:
    return Run(
        row.job, row.due_at, row.state, row.attempts, row.claimed_by, row.finished_at, row.error
    )


def _claim_unseen(
    session: Session, job: str, due_at: datetime, worker: str, now: datetime
) -> Claimed | None:
    """Claim a run that has no row yet; whoever commits the row first has it."""
    attempt = session.scalar(
        insert(JobRunRow)
        .values(
            job=job, due_at=due_at, state=CLAIMED, attempts=1, claimed_by=worker, claimed_at=now
        )
        .on_conflict_do_nothing()
        .returning(JobRunRow.attempts)
    )
    return None if attempt is None else Claimed(job, due_at, attempt)


def _claim_again(
    session: Session, job: str, worker: str, now: datetime, since: datetime | None
) -> Claimed | None:
    """Claim the oldest run that failed some time ago, or whose worker has gone silent."""
    rested = JobRunRow.finished_at + JobRunRow.attempts * RETRY_AFTER <= now
    free = _stale(now) | ((JobRunRow.state == FAILED) & rested)
    recent = true() if since is None else JobRunRow.due_at >= since
    row = session.scalar(
        _of(job)
        .where(free, recent, JobRunRow.attempts < ATTEMPTS_MAX)
        .order_by(JobRunRow.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return None if row is None else _take_over(row, worker, now)


def _give_up(session: Session, job: str, now: datetime) -> None:
    """Show a run as failed whose worker fell silent at the last attempt: a person has to look."""
    session.execute(
        update(JobRunRow)
        .where(JobRunRow.job == job, _stale(now), JobRunRow.attempts >= ATTEMPTS_MAX)
        .values(state=FAILED, finished_at=now, error="no sign of life from the last attempt")
    )


def _stale(now: datetime) -> ColumnElement[bool]:
    return (JobRunRow.state == CLAIMED) & (JobRunRow.claimed_at < now - STALE_AFTER)


def _take_over(row: JobRunRow, worker: str, now: datetime) -> Claimed:
    row.state, row.claimed_by, row.claimed_at = CLAIMED, worker, now
    row.finished_at = row.error = None
    row.attempts += 1
    return Claimed(row.job, row.due_at, row.attempts)


def _of(job: str) -> Select[JobRunRow]:
    return select(JobRunRow).where(JobRunRow.job == job)


def _report(session: Session, claimed: Claimed, **values: object) -> bool:
    written = session.execute(
        update(JobRunRow)
        .where(
            JobRunRow.job == claimed.job,
            JobRunRow.due_at == claimed.due_at,
            JobRunRow.state == CLAIMED,
            JobRunRow.attempts == claimed.attempt,
        )
        .values(**values)
        .returning(JobRunRow.attempts)
    )
    return written.scalar() is not None
