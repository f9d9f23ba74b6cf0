import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from service import jobs
from service.actions.due_runs import ATTEMPTS_MAX, STALE_AFTER
from service.business_day import BEIJING
from service.db import NOBODY, Database
from service.jobs import JOBS, Clock, CronRule, Job, list_jobs, run_once, tick
from service.messages import Invalid, NotFound
from service.tables import JobRunRow, RecommenderRow
from tests.database_server import ClonedDatabase
from tests.service.clock_worker import ADDRESS, DAILY
from tests.service.clock_worker import JOB as MARKS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
MONTHLY = CronRule("0 6 1 * *")
START = datetime(2026, 9, 1, 6, tzinfo=BEIJING)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass
class Settable:
    """A clock that stands where it is put."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now


class Killed(BaseException):
    """Stands for the sudden end of a process: nothing after it is done."""


@dataclass
class Diary:
    """A job that writes down what it did; `trouble` may raise before or after."""

    rule: CronRule = DAILY
    done: list[datetime] = field(default_factory=list)
    trouble: dict[str, BaseException] = field(default_factory=dict)
    name: str = "diary"

    def job(self) -> Job:
        return Job(self.name, self.rule, "test", self.act)

    def act(self, _database: Database, due_at: datetime, _clock: Clock) -> Iterator[None]:
        self._perhaps_raise("before")
        self.done.append(due_at)
        yield
        self._perhaps_raise("after")

    def _perhaps_raise(self, when: str) -> None:
        if when in self.trouble:
            raise self.trouble.pop(when)


def states(database: Database) -> Counter[str]:
    with database.transaction(NOBODY) as session:
        return Counter(session.scalars(select(JobRunRow.state)))


def seeded(number: int) -> random.Random:
    return random.Random(number)  # noqa: S311  # chance that can be repeated, not secrecy


# ── rules ──


def test_a_rule_is_read_in_beijing_time_and_gives_utc() -> None:
    due_at = MONTHLY.following(datetime(2026, 9, 30, 12, tzinfo=UTC))
    assert due_at == datetime(2026, 10, 1, 6, tzinfo=BEIJING)
    assert due_at.utcoffset() == timedelta(0)
    assert due_at == datetime(2026, 9, 30, 22, tzinfo=UTC)


def test_the_latest_due_instant_may_be_the_instant_itself() -> None:
    due_at = datetime(2026, 10, 1, 6, tzinfo=BEIJING)
    assert MONTHLY.latest(due_at) == due_at
    assert MONTHLY.latest(due_at - timedelta(microseconds=1)) == due_at.replace(month=9)
    assert MONTHLY.following(due_at) == due_at.replace(month=11)


@pytest.mark.parametrize(
    "fields", ["0 6 1 * *", "*/7 * * * *", "30 23 31 12 *", "0 0 29 2 *", "15 3 * * mon"]
)
def test_the_latest_and_the_following_instant_enclose_every_moment(fields: str) -> None:
    rule, chance = CronRule(fields), seeded(2026)
    for _ in range(50):
        at = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(10**8))
        latest, following = rule.latest(at), rule.following(at)
        assert latest <= at < following
        assert rule.following(latest) == following
        assert rule.latest(following) == following


def test_every_job_has_a_name_of_its_own_and_a_rule_that_comes_true() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)
    for job in JOBS:
        assert job.rule.following(START) > START
        assert job.meaning


# ── ticking ──


def test_a_due_run_is_done_once_however_often_the_clock_ticks(database: Database) -> None:
    diary = Diary()
    for minute in range(0, 60, 5):
        tick(database, "one", Settable(START + timedelta(minutes=minute)), [diary.job()])
    assert diary.done == [START]
    assert states(database) == {"done": 1}


def test_after_72_hours_of_rest_each_missed_run_is_done_once(database: Database) -> None:
    diary = Diary(CronRule("0 * * * *"))
    tick(database, "one", Settable(START), [diary.job()])
    tick(database, "one", Settable(START + 72 * HOUR), [diary.job()])
    tick(database, "two", Settable(START + 72 * HOUR), [diary.job()])
    assert diary.done == [START + number * HOUR for number in range(73)]
    assert states(database) == {"done": 73}


def test_a_failure_is_kept_with_its_reason_and_tried_again_later(database: Database) -> None:
    diary = Diary(trouble={"before": OSError("disk full")})
    tick(database, "one", Settable(START), [diary.job()])
    (line,) = list_jobs(database, START, [diary.job()])
    assert line.newest is not None
    assert (line.newest.state, line.newest.error) == ("failed", "OSError('disk full')")
    tick(database, "one", Settable(START), [diary.job()])
    assert diary.done == []
    tick(database, "one", Settable(START + HOUR), [diary.job()])
    assert diary.done == [START]
    assert states(database) == {"done": 1}


def test_one_jobs_failure_does_not_hold_up_another(database: Database) -> None:
    broken, sound = Diary(trouble={"before": OSError()}), Diary(name="sound")
    tick(database, "one", Settable(START), [broken.job(), sound.job()])
    assert sound.done == [START]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_run_whose_process_died_is_taken_over_by_another(database: Database, when: str) -> None:
    diary = Diary(trouble={when: Killed()})
    with pytest.raises(Killed):
        tick(database, "one", Settable(START), [diary.job()])
    assert states(database) == {"claimed": 1}
    tick(database, "two", Settable(START + STALE_AFTER), [diary.job()])
    assert states(database) == {"claimed": 1}
    tick(database, "two", Settable(START + STALE_AFTER + HOUR), [diary.job()])
    assert states(database) == {"done": 1}
    assert set(diary.done) == {START}


def test_a_worker_that_was_overtaken_stops_and_changes_nothing(database: Database) -> None:
    clock, steps = Settable(START), []

    def slow(_database: Database, _due_at: datetime, _clock: Clock) -> Iterator[None]:
        for step in range(3):
            steps.append(step)
            clock.now += STALE_AFTER + HOUR
            if step == 1:
                tick(database, "two", clock, [Diary(name="slow").job()])
            yield

    tick(database, "one", clock, [Job("slow", DAILY, "test", slow)])
    assert steps == [0, 1]
    with database.transaction(NOBODY) as session:
        row = session.scalars(select(JobRunRow)).one()
    assert (row.state, row.claimed_by, row.attempts) == ("done", "two", 2)


def test_three_schedulers_do_each_of_200_due_runs_exactly_once(database: Database) -> None:
    done: list[datetime] = []  # appending is atomic

    def work(_database: Database, due_at: datetime, _clock: Clock) -> Iterator[None]:
        done.append(due_at)
        yield

    job = Job("shared", DAILY, "test", work)
    tick(database, "first", Settable(START), [job])
    together = threading.Barrier(3, timeout=30)

    def schedule(number: int) -> int:
        chance, now, taken = seeded(5), START, 0  # the same hours for all three
        while now < START + 200 * DAY:
            now = min(now + chance.choice([HOUR, 2 * DAY, 30 * DAY]), START + 200 * DAY)
            together.wait()
            taken += len(tick(database, f"scheduler {number}", Settable(now), [job]))
        return taken

    with ThreadPoolExecutor(3) as schedulers:
        taken = list(schedulers.map(schedule, range(3)))
    assert Counter(done) == Counter(START + number * DAY for number in range(201))
    assert sum(taken) == 200
    assert min(taken) > 0, "all three had a share"
    assert states(database) == {"done": 201}


def test_schedulers_killed_in_between_leave_nothing_doubled_and_nothing_out(
    database: ClonedDatabase,
) -> None:
    """200 due days, three processes at a time, each killed by SIGKILL until the last three."""
    tick(database, "first", Settable(START), [MARKS])
    chance, said, generations = seeded(7), "", 4
    for generation in range(generations):
        now = START + 200 * DAY + generation * (STALE_AFTER + timedelta(minutes=1))
        workers = [_start_worker(database, now) for _ in range(3)]
        for worker in workers if generation < generations - 1 else []:
            assert worker.stdout is not None
            said += worker.stdout.readline()  # at work: not killed while still starting
            time.sleep(chance.uniform(0, 0.05))
            worker.kill()
        said += "".join(worker.communicate(timeout=60)[0] for worker in workers)
    with database.transaction(NOBODY) as session:
        marks = Counter(session.scalars(select(RecommenderRow.name)))
        attempts = Counter(session.scalars(select(JobRunRow.attempts)))
    assert marks == Counter(f"{START.astimezone(UTC) + n * DAY:%Y-%m-%d}" for n in range(201))
    assert states(database) == {"done": 201}
    made = Counter(line for line in said.splitlines() if line.endswith(" made"))
    assert max(made.values()) == 1
    assert any(number > 1 for number in attempts), "some claim was really lost to a kill"
    assert max(attempts) <= ATTEMPTS_MAX


def _start_worker(database: ClonedDatabase, now: datetime) -> subprocess.Popen[str]:
    address = database.application_url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-m", "tests.service.clock_worker", now.isoformat()],
        cwd=ROOT,
        env={**os.environ, ADDRESS: address},
        stdout=subprocess.PIPE,
        text=True,
    )


# ── the doors ──


def test_the_list_says_what_is_due_next_and_what_became_of_the_newest_run(
    database: Database,
) -> None:
    diary = Diary()
    (line,) = list_jobs(database, START + HOUR, [diary.job()])
    assert (line.next_due_at, line.newest) == (START, None)
    tick(database, "one", Settable(START + HOUR), [diary.job()])
    (line,) = list_jobs(database, START + HOUR, [diary.job()])
    assert line.next_due_at == START + DAY
    assert line.newest is not None
    assert (line.newest.due_at, line.newest.state) == (START, "done")


def test_by_hand_the_latest_due_run_is_done_and_not_done_again(database: Database) -> None:
    diary, clock = Diary(), Settable(START + HOUR)
    for _ in range(2):
        run = run_once(database, "diary", clock=clock, jobs=[diary.job()])
        assert (run.due_at, run.state) == (START, "done")
    assert diary.done == [START]


def test_by_hand_a_run_before_the_first_is_done_without_what_lies_between(
    database: Database,
) -> None:
    diary = Diary()
    early = START - 30 * DAY
    run = run_once(database, "diary", early, Settable(START), [diary.job()])
    assert (run.due_at, run.state) == (early, "done")
    assert diary.done == [START, early]


def test_by_hand_a_run_that_failed_for_good_is_tried_once_more(database: Database) -> None:
    diary, clock = Diary(), Settable(START)
    for _ in range(ATTEMPTS_MAX):
        diary.trouble = {"before": OSError("disk full")}
        run = run_once(database, "diary", START, clock, [diary.job()])
        assert run.state == "failed"
    tick(database, "one", Settable(START + 23 * HOUR), [diary.job()])
    assert diary.done == []
    assert run_once(database, "diary", START, clock, [diary.job()]).state == "done"
    assert diary.done == [START]


@pytest.mark.parametrize("due_at", [START + timedelta(minutes=1), START + DAY])
def test_by_hand_only_instants_that_were_due_are_accepted(
    database: Database, due_at: datetime
) -> None:
    diary = Diary()
    with pytest.raises(Invalid, match="2026-09-01 06:00"):
        run_once(database, "diary", due_at, Settable(START + HOUR), [diary.job()])
    assert diary.done == []
    assert states(database) == {}


def test_an_unknown_job_is_refused_and_the_known_ones_are_named(database: Database) -> None:
    with pytest.raises(NotFound, match="monthly_reports"):
        run_once(database, "weekly", clock=Settable())


def test_the_clock_process_works_at_once_and_ends_when_told(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary = Diary()

    def act_and_end(held: Database, due_at: datetime, clock: Clock) -> Iterator[None]:
        yield from diary.act(held, due_at, clock)
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(jobs, "JOBS", (Job("diary", DAILY, "test", act_and_end),))
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        jobs.run_clock(database)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    with database.transaction(NOBODY) as session:
        row = session.scalars(select(JobRunRow)).one()
    assert diary.done == [row.due_at]
    assert row.state == "done"
    assert row.claimed_by == jobs.worker_name()
