"""One scheduler as a process of its own, for the tests that kill it.

Does whatever is due at the instant given and ends: `clock_worker.py NOW` with the database's
address in ZHUANHU_TEST_CLOCK_DATABASE. Each run leaves one line on standard output.
"""

import os
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.dialects.postgresql import insert

from service.db import NOBODY, Database
from service.jobs import Clock, CronRule, Job, tick, worker_name
from service.tables import RecommenderRow

DAILY = CronRule("0 6 * * *")
ADDRESS = "ZHUANHU_TEST_CLOCK_DATABASE"


def leave_mark(database: Database, due_at: datetime, _clock: Clock) -> Iterator[None]:
    """Write one row named by the due day: what a second run finds, it leaves as it is."""
    with database.transaction(NOBODY) as session:
        marked = session.scalar(
            insert(RecommenderRow)
            .values(name=f"{due_at:%Y-%m-%d}", kind="test")
            .on_conflict_do_nothing()
            .returning(RecommenderRow.id)
        )
        time.sleep(0.002)  # a chance to be killed before the effect is there
    sys.stdout.write(f"{due_at:%Y-%m-%d} {'made' if marked else 'found'}\n")
    sys.stdout.flush()
    yield


JOB = Job("marks", DAILY, "test", leave_mark)


def main() -> None:
    database = Database(os.environ[ADDRESS], pool_size=2)
    now = datetime.fromisoformat(sys.argv[1])
    begin = time.monotonic()

    def clock() -> datetime:
        return now + timedelta(seconds=time.monotonic() - begin)

    tick(database, worker_name(), clock, [JOB])
    database.dispose()


if __name__ == "__main__":
    main()
