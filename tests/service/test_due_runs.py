import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions import due_runs
from service.actions.due_runs import ATTEMPTS_MAX, RETRY_AFTER, STALE_AFTER, Claimed
from service.db import NOBODY, Database
from service.tables import JobRunRow

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
JOB = "example"


class Hourly:
    """Due at every full hour."""

    made_up = True

    def following(self, at: datetime) -> datetime:
        return self.latest(at) + HOUR

    def latest(self, at: datetime) -> datetime:
        return at.replace(minute=0, second=0, microsecond=0)


def claim(session: Session, now: datetime, worker: str = "one", job: str = JOB) -> Claimed | None:
    return due_runs.claim_next(session, job, Hourly(), worker, now)


def claimed(session: Session, now: datetime, worker: str = "one") -> Claimed:
    taken = claim(session, now, worker)
    assert taken is not None
    return taken


def only_row(database: Database) -> JobRunRow:
    with database.transaction(NOBODY) as session:
        return session.scalars(select(JobRunRow)).one()


def test_at_first_sight_of_a_job_only_the_latest_due_run_is_owed(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        assert claim(session, NOON + 5 * MINUTE) == Claimed(JOB, NOON, 1)
        assert claim(session, NOON + 5 * MINUTE) is None


def test_what_is_not_made_up_is_owed_once_for_all_hours_of_rest(database: Database) -> None:
    class Latest(Hourly):
        made_up = False

    with database.transaction(NOBODY) as session:
        due_runs.finish(session, claimed(session, NOON), NOON)
        late = NOON + 72 * HOUR + MINUTE
        taken = due_runs.claim_next(session, JOB, Latest(), "one", late)
        assert taken == Claimed(JOB, NOON + 72 * HOUR, 1)
        due_runs.finish(session, taken, late)
        assert due_runs.claim_next(session, JOB, Latest(), "one", late) is None
        next_one = due_runs.claim_next(session, JOB, Latest(), "one", late + HOUR)
        assert next_one == Claimed(JOB, NOON + 73 * HOUR, 1)


def test_what_is_not_made_up_is_tried_again_only_until_a_newer_run_is_due(
    database: Database,
) -> None:
    class Latest(Hourly):
        made_up = False

    with database.transaction(NOBODY) as session:
        due_runs.finish(session, claimed(session, NOON), NOON, "no answer")
        again = due_runs.claim_next(session, JOB, Latest(), "one", NOON + RETRY_AFTER)
        assert again == Claimed(JOB, NOON, 2)
        due_runs.finish(session, again, NOON + RETRY_AFTER, "no answer")
        newer = due_runs.claim_next(session, JOB, Latest(), "one", NOON + HOUR)
        assert newer == Claimed(JOB, NOON + HOUR, 1)
        due_runs.finish(session, newer, NOON + HOUR)
        assert due_runs.claim_next(session, JOB, Latest(), "one", NOON + HOUR + MINUTE) is None


def test_a_run_is_claimed_at_its_due_instant_and_not_before(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        due_runs.finish(session, claimed(session, NOON), NOON)
        assert claim(session, NOON + HOUR - timedelta(microseconds=1)) is None
        assert claim(session, NOON + HOUR) == Claimed(JOB, NOON + HOUR, 1)


def test_after_three_days_of_rest_every_missed_run_comes_once_and_in_order(
    database: Database,
) -> None:
    with database.transaction(NOBODY) as session:
        due_runs.finish(session, claimed(session, NOON), NOON)
    late = NOON + 72 * HOUR
    taken = []
    with database.transaction(NOBODY) as session:
        while (one := claim(session, late)) is not None:
            taken.append(one.due_at)
    assert taken == [NOON + number * HOUR for number in range(1, 73)]


def test_jobs_are_claimed_apart_from_each_other(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        assert claim(session, NOON, job="one") == Claimed("one", NOON, 1)
        assert claim(session, NOON, job="other") == Claimed("other", NOON, 1)


def test_a_clock_that_is_set_back_claims_nothing_twice(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        claim(session, NOON + 2 * HOUR)
        assert claim(session, NOON) is None
        assert claim(session, NOON + 3 * HOUR) == Claimed(JOB, NOON + 3 * HOUR, 1)


def claim_and_die(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        claim(session, NOON)
        raise KeyboardInterrupt


def test_a_claim_whose_transaction_died_is_free_again(database: Database) -> None:
    with pytest.raises(KeyboardInterrupt):
        claim_and_die(database)
    with database.transaction(NOBODY) as session:
        assert claim(session, NOON) == Claimed(JOB, NOON, 1)


def test_a_finished_run_is_not_claimed_again(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        assert due_runs.finish(session, claimed(session, NOON), NOON + MINUTE)
        assert claim(session, NOON + 59 * MINUTE) is None
    row = only_row(database)
    assert (row.state, row.finished_at, row.error) == ("done", NOON + MINUTE, None)


def test_a_silent_worker_loses_its_claim_and_is_told_so(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        lost = claimed(session, NOON)
        assert claim(session, NOON + STALE_AFTER, "two") is None
        later = NOON + STALE_AFTER + timedelta(seconds=1)
        assert claim(session, later, "two") == Claimed(JOB, NOON, 2)
        assert not due_runs.renew(session, lost, later)
        assert not due_runs.finish(session, lost, later)
    row = only_row(database)
    assert (row.state, row.claimed_by, row.attempts) == ("claimed", "two", 2)


def test_a_worker_that_gives_signs_of_life_keeps_its_claim(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        mine = claimed(session, NOON)
        for step in range(1, 4):
            assert due_runs.renew(session, mine, NOON + step * 14 * MINUTE)
            assert claim(session, NOON + step * 14 * MINUTE, "two") is None
        assert due_runs.finish(session, mine, NOON + 45 * MINUTE)


def test_a_failed_run_is_tried_again_after_growing_pauses(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        now = NOON
        for attempt in range(1, 4):
            mine = claimed(session, now)
            assert mine == Claimed(JOB, NOON, attempt)
            due_runs.finish(session, mine, now, "no connection")
            pause = attempt * RETRY_AFTER
            assert claim(session, now + pause - timedelta(seconds=1)) is None
            now += pause


def test_of_two_that_reach_for_a_failed_run_one_gets_it(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        due_runs.finish(session, claimed(session, NOON), NOON, "no connection")
    later = NOON + RETRY_AFTER
    with database.transaction(NOBODY) as quick, database.transaction(NOBODY) as slow:
        assert claim(quick, later, "quick") == Claimed(JOB, NOON, 2)
        assert claim(slow, later, "slow") is None


def test_of_two_that_reach_for_a_failed_run_by_hand_one_gets_it(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        due_runs.finish(session, claimed(session, NOON), NOON, "no connection")

    def by_hand(worker: str) -> Claimed | None:
        with database.transaction(NOBODY) as session:
            taken = due_runs.claim_once(session, JOB, NOON, worker, NOON)
            time.sleep(0.05)  # the other one arrives meanwhile
            return taken

    with ThreadPoolExecutor(4) as people:
        taken = [*people.map(by_hand, "abcd")]
    assert sum(one is not None for one in taken) == 1


def test_of_two_that_reach_for_a_new_run_the_second_waits_and_gets_the_next(
    database: Database,
) -> None:
    with database.transaction(NOBODY) as session:
        due_runs.finish(session, claimed(session, NOON), NOON)
    later = NOON + 2 * HOUR

    def take(worker: str) -> Claimed | None:
        with database.transaction(NOBODY) as session:
            taken = claim(session, later, worker)
            time.sleep(0.05)  # the other ones arrive meanwhile
            return taken

    with ThreadPoolExecutor(3) as workers:
        taken = [*workers.map(take, "abc")]
    assert sorted(one.due_at for one in taken if one) == [NOON + HOUR, NOON + 2 * HOUR]


def test_a_rule_that_never_gets_on_does_not_hold_up_the_clock(database: Database) -> None:
    class Stuck:
        made_up = True

        def following(self, at: datetime) -> datetime:
            return at

        def latest(self, at: datetime) -> datetime:
            return at

    with database.transaction(NOBODY) as session:
        due_runs.finish(session, claimed(session, NOON), NOON)
        assert due_runs.claim_next(session, JOB, Stuck(), "one", NOON) is None


def test_a_run_that_fails_too_often_waits_for_a_person(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        mine = claimed(session, NOON)
        for _ in range(ATTEMPTS_MAX - 1):
            due_runs.finish(session, mine, NOON - 10 * HOUR, "no connection")
            mine = claimed(session, NOON)
        due_runs.finish(session, mine, NOON - 10 * HOUR, "no connection")
        assert claim(session, NOON) is None
        by_hand = due_runs.claim_once(session, JOB, NOON, "person", NOON)
        assert by_hand == Claimed(JOB, NOON, ATTEMPTS_MAX + 1)


def test_a_run_whose_last_attempt_fell_silent_is_shown_as_failed(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        mine = claimed(session, NOON)
        for _ in range(ATTEMPTS_MAX - 1):
            due_runs.finish(session, mine, NOON - 10 * HOUR, "no connection")
            mine = claimed(session, NOON)
        assert claim(session, NOON + 59 * MINUTE) is None
        (run,) = due_runs.latest_runs(session, JOB)
        assert (run.state, run.attempts) == ("failed", ATTEMPTS_MAX)
        assert run.error


def test_by_hand_neither_a_done_nor_a_busy_run_is_taken(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        mine = claimed(session, NOON)
        assert due_runs.claim_once(session, JOB, NOON, "person", NOON) is None
        due_runs.finish(session, mine, NOON)
        assert due_runs.claim_once(session, JOB, NOON, "person", NOON) is None


def test_by_hand_a_silent_workers_run_and_one_before_the_first_are_taken(
    database: Database,
) -> None:
    with database.transaction(NOBODY) as session:
        claimed(session, NOON)
        later = NOON + HOUR - MINUTE
        assert due_runs.claim_once(session, JOB, NOON, "person", later) == Claimed(JOB, NOON, 2)
        early = NOON - 1000 * HOUR
        assert due_runs.claim_once(session, JOB, early, "person", later) == Claimed(JOB, early, 1)
        assert claim(session, later) is None, "what lies between is still not owed"


def test_the_reason_of_a_failure_is_kept_but_never_without_end(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        due_runs.finish(session, claimed(session, NOON), NOON, "x" * 100_000)
    assert only_row(database).error == "x" * due_runs.ERROR_LENGTH_MAX


def test_the_newest_runs_come_first(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        for number in range(4):
            claim(session, NOON + number * HOUR)
        newest = due_runs.latest_runs(session, JOB, limit=2)
        assert [run.due_at for run in newest] == [NOON + 3 * HOUR, NOON + 2 * HOUR]
        assert due_runs.run_of(session, JOB, NOON).due_at == NOON
        assert due_runs.next_due(session, JOB, Hourly(), NOON) == NOON + 4 * HOUR


def test_the_databases_clock_goes_forward_in_utc(database: Database) -> None:
    with database.transaction(NOBODY) as session:
        first, second = due_runs.read_clock(session), due_runs.read_clock(session)
    assert first < second
    assert first.utcoffset() == timedelta(0)
