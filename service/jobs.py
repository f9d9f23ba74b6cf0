"""The clock: what is due when, in Beijing time, and the process that makes it happen.

APScheduler wakes this process up and knows the rules of cron; that each due run happens once is
held by the rows of `actions.due_runs`, whatever wakes whom how often.
"""

import os
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from reports.period import Month
from service import business_day, logs, running
from service.actions import (
    anchoring,
    crossing,
    due_runs,
    intake_ends,
    mail_reading,
    phone_links,
    proving,
    reminding,
    reporting,
    signals,
    telling,
)
from service.actions.due_runs import Claimed, Run
from service.actions.system import system_actor
from service.business_day import BEIJING
from service.db import CENTER, NOBODY, Database
from service.messages import N_, Invalid, NotFound
from service.settings import Settings

MOST_TOLD = 20  # faults in the reason for which a run failed
TICK_SECONDS = 60  # how soon a failed, stale or overdue run is found again
INSTANT = timedelta(microseconds=1)
LOOK_BACK = tuple(timedelta(days=days) for days in (1, 8, 32, 367, 1462))

Clock = Callable[[], datetime]
# Does the work of one due run step by step: between two steps the claim is renewed.
Action = Callable[[Database, datetime, Clock], Iterator[None]]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class CronRule:
    """Five fields of cron, read in Beijing time; gives instants in UTC.

    `made_up`: what was missed while the clock stood is done run by run; else only the latest is.
    """

    fields: str
    made_up: bool = True

    def trigger(self) -> CronTrigger:
        return CronTrigger.from_crontab(self.fields, timezone=BEIJING)

    def following(self, at: datetime) -> datetime:
        """Give the first due instant after `at`."""
        due_at = self.trigger().get_next_fire_time(None, at + INSTANT)
        assert isinstance(due_at, datetime), f"never due: {self.fields}"
        return due_at.astimezone(UTC)

    def latest(self, at: datetime) -> datetime:
        """Give the last due instant not after `at`."""
        starts = (self.following(at - back) for back in LOOK_BACK)
        due_at = next(start for start in starts if start <= at)
        while (later := self.following(due_at)) <= at:
            due_at = later
        return due_at


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is due again and again. Running it twice must leave what one run leaves."""

    name: str
    rule: CronRule
    meaning: str
    action: Action


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job in the list: when it is due next, and what became of its newest run."""

    name: str
    meaning: str
    rule: str
    next_due_at: datetime
    newest: Run | None


class StepsFailedError(Exception):
    """Some steps of a run failed; the others are done and will not be done again."""


def make_monthly_reports(database: Database, due_at: datetime, clock: Clock) -> Iterator[None]:
    """Make every employer's reports of the month before the one in which they are due."""
    month = Month.of(business_day.of(due_at)).preceding
    with database.transaction(CENTER) as session:
        employers = reporting.employers_to_report(session, month)
    failures = []
    for employer_id in employers:
        try:
            with database.transaction(employer_id) as session:
                reporting.make_monthly_reports(session, system_actor(clock()), employer_id, month)
        except Exception as error:  # noqa: BLE001  # one employer's fault never costs another its report
            failures.append(f"{employer_id}: {logs.told(error)}")
        yield
    if failures:
        raise StepsFailedError("; ".join(failures))


def prove_books(database: Database, due_at: datetime, clock: Clock) -> Iterator[None]:
    """Prove every book and what holds across them; what fails is halted, and the run fails."""
    del due_at, clock  # the books are proved as they stand
    failures = []
    for part in proving.prove_each(database, sworn=anchoring.sworn(_settings())):
        failures += [f"{part.book.id}: {fault}" for fault in part.faults]
        yield
    failures += [f"across: {fault}" for fault in proving.prove_across(database)]
    if failures:
        raise StepsFailedError("; ".join(failures[:MOST_TOLD]))


def anchor_books(database: Database, due_at: datetime, clock: Clock) -> Iterator[None]:
    """Anchor the ends of all books, once for each due time: database, file, mail."""
    anchoring.make(database, _settings(), clock(), due_at)
    yield


def remind(database: Database, due_at: datetime, clock: Clock) -> Iterator[None]:
    """Remind of every deadline that runs; one that fails never costs another its reminder."""
    del due_at  # the deadlines are looked at as they stand
    with database.transaction(CENTER) as session:
        waiting = reminding.running(session)
    failures = []
    for deadline_id in waiting:
        try:
            with database.transaction(CENTER) as session:
                reminding.remind(session, system_actor(clock()), deadline_id)
        except Exception as error:  # noqa: BLE001  # as said above
            failures.append(f"{deadline_id}: {logs.told(error)}")
        yield
    if failures:
        raise StepsFailedError("; ".join(failures[:MOST_TOLD]))


def clear_rehearsals(database: Database, due_at: datetime, clock: Clock) -> Iterator[None]:
    """Make the rehearsals' database and folder anew; the real ones are never looked at."""
    del database, due_at, clock
    running.clear_rehearsals(_settings())
    yield


def _settings() -> Settings:
    return Settings.from_environment(os.environ)


def _as_it_stands(action: Callable[[Database, Settings, Clock], Iterator[None]]) -> Action:
    """Give an action that looks at what waits now, whenever it was due."""
    return lambda database, _due_at, clock: action(database, _settings(), clock)


def _at_once(work: Callable[[Database, datetime], object]) -> Action:
    """Give an action of one step that looks at what stands now, whenever it was due."""

    def act(database: Database, _due_at: datetime, clock: Clock) -> Iterator[None]:
        work(database, clock())
        yield

    return act


def _looking(look: Callable[..., object]) -> Action:
    """Give an action that looks at everybody's rows as the system, in one transaction."""

    def work(database: Database, now: datetime) -> None:
        with database.transaction(CENTER) as session:
            look(session, system_actor(now))

    return _at_once(work)


JOBS = (
    Job(
        "prove_books",
        CronRule("0 2 * * *"),
        N_("每天2时：验证全部账簿，停用有差错的账簿"),
        prove_books,
    ),
    Job(
        "anchor_books",
        CronRule("30 2 * * *"),
        N_("每天2时30分：锚定全部账簿的末端，写入文件并发送邮件"),
        anchor_books,
    ),
    Job(
        "look_across",
        CronRule("0 3 * * *"),
        N_("每天3时：跨单位核对全部报销申请的凭证"),
        _looking(crossing.look),
    ),
    Job(
        "end_abandoned_intake",
        CronRule("15 3 * * *"),
        N_("每天3时15分：结束三天没有再传文件的上传批次"),
        _at_once(intake_ends.give_up_abandoned),  # what was announced days ago and never sent
    ),
    Job(
        "find_signals",
        CronRule("30 3 * * *", made_up=False),
        N_("每天3时30分：在全部报销中查找线索"),
        _looking(signals.look),
    ),
    Job(
        "end_phone_links",
        CronRule("*/10 * * * *", made_up=False),
        N_("每10分钟：结束到期的手机上传链接"),
        _at_once(phone_links.end_late),  # with the batches that were theirs alone
    ),
    Job(
        "clear_rehearsals",
        CronRule("0 4 * * sun", made_up=False),
        N_("每周日4时：清空演练环境"),
        clear_rehearsals,
    ),
    Job("remind", CronRule("0 8 * * *"), N_("每天8时：提醒将到期和已逾期的事项"), remind),
    Job(
        "tell_daily",
        CronRule("15 8 * * *", made_up=False),
        N_("每个工作日8时15分：发送消息汇总邮件"),
        _as_it_stands(telling.tell_daily),
    ),
    Job(
        "tell_soon",
        CronRule("*/10 * * * *", made_up=False),
        N_("每10分钟：发送新消息的邮件和群机器人通知，重试未成功的"),
        _as_it_stands(telling.tell_soon),
    ),
    Job(
        "monthly_reports",
        CronRule("0 6 1 * *"),
        N_("每月1日6时：生成各单位上月的合规报表"),
        make_monthly_reports,
    ),
    Job(
        "read_mail",
        CronRule("* * * * *", made_up=False),
        N_("每分钟：接收邮件发来的发票并回信"),
        _as_it_stands(mail_reading.read_mail),
    ),
)


def tick(
    database: Database, worker: str, clock: Clock, jobs: Sequence[Job] = JOBS
) -> tuple[Claimed, ...]:
    """Do all that is due and free, oldest first; give the runs this worker took."""
    taken: list[Claimed] = []
    for job in jobs:
        while (claimed := _claim_next(database, job, worker, clock())) is not None:
            _perform(database, job, claimed, clock)
            taken.append(claimed)
    return tuple(taken)


def run_clock(database: Database, clock: Clock | None = None) -> None:
    """Keep the clock running until the process is told to end; then finish the run in hand."""
    work = partial(tick, database, worker_name(), clock or database_clock(database), JOBS)
    scheduler = BlockingScheduler(
        timezone=BEIJING,
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    begin = datetime.now(BEIJING)
    scheduler.add_job(work, IntervalTrigger(seconds=TICK_SECONDS), next_run_time=begin)
    for job in JOBS:
        scheduler.add_job(work, job.rule.trigger())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: scheduler.shutdown())
    log.info("clock started", jobs=[job.name for job in JOBS])
    scheduler.start()
    log.info("clock stopped")


def list_jobs(database: Database, now: datetime, jobs: Sequence[Job] = JOBS) -> tuple[JobLine, ...]:
    """Give each job's rule, next due instant and newest run."""
    with database.transaction(NOBODY) as session:
        return tuple(
            JobLine(
                job.name,
                job.meaning,
                job.rule.fields,
                due_runs.next_due(session, job.name, job.rule, now),
                next(iter(due_runs.latest_runs(session, job.name, limit=1)), None),
            )
            for job in jobs
        )


def run_once(
    database: Database,
    name: str,
    due_at: datetime | None = None,
    clock: Clock | None = None,
    jobs: Sequence[Job] = JOBS,
) -> Run:
    """Do one due run by hand, by default the latest one; what is done already is not done again.

    Whatever else of the job is due is done first, so that no gap can arise. A run that failed for
    good is tried once more. Raise `NotFound` for an unknown job, `Invalid` for an instant that is
    no due one or lies ahead.
    """
    clock = clock or database_clock(database)
    job = _job(name, jobs)
    due_at = _checked(job, due_at, clock())
    taken = tick(database, worker_name(), clock, [job])
    if due_at not in {claimed.due_at for claimed in taken}:
        _do_once(database, job, due_at, clock)
    with database.transaction(NOBODY) as session:
        return due_runs.run_of(session, name, due_at)


def database_clock(database: Database) -> Clock:
    """Give the database's clock: schedulers on many machines then agree about the time."""

    def read() -> datetime:
        with database.transaction(NOBODY) as session:
            return due_runs.read_clock(session)

    return read


def worker_name() -> str:
    """Say who holds a claim: machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def _claim_next(database: Database, job: Job, worker: str, now: datetime) -> Claimed | None:
    with database.transaction(NOBODY) as session:
        return due_runs.claim_next(session, job.name, job.rule, worker, now)


def _do_once(database: Database, job: Job, due_at: datetime, clock: Clock) -> None:
    with database.transaction(NOBODY) as session:
        claimed = due_runs.claim_once(session, job.name, due_at, worker_name(), clock())
    if claimed is not None:
        _perform(database, job, claimed, clock)


def _perform(database: Database, job: Job, claimed: Claimed, clock: Clock) -> None:
    """Do a claimed run and report its end; stop where another worker has taken it over."""
    error = None
    try:
        for _ in job.action(database, claimed.due_at, clock):
            with database.transaction(NOBODY) as session:
                if not due_runs.renew(session, claimed, clock()):
                    log.warning("run taken over", job=job.name, due_at=claimed.due_at.isoformat())
                    return
    except Exception as failure:
        error = logs.told(failure)
        log.exception("run failed", job=job.name, due_at=claimed.due_at.isoformat())
    with database.transaction(NOBODY) as session:
        due_runs.finish(session, claimed, clock(), error)


def _job(name: str, jobs: Sequence[Job]) -> Job:
    for job in jobs:
        if job.name == name:
            return job
    known = "、".join(job.name for job in jobs)
    raise NotFound(N_("没有名为 {name} 的定时任务；可用的有：{known}。"), name=name, known=known)


def _checked(job: Job, due_at: datetime | None, now: datetime) -> datetime:
    if due_at is None:
        return job.rule.latest(now)
    if job.rule.latest(due_at) != due_at or due_at > now:
        raise Invalid(
            N_("{due} 不是已到的定时；最近一次是 {latest}（北京时间）。"),
            due=_beijing(due_at),
            latest=_beijing(job.rule.latest(now)),
        )
    return due_at


def _beijing(at: datetime) -> str:
    return at.astimezone(BEIJING).isoformat(sep=" ", timespec="minutes")
