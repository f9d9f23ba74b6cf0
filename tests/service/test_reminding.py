"""The job of every morning: who is told of which deadline, once; one that fails stops no other."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from service import jobs
from service.actions import reminding
from service.actions.reminding import remind as remind_one
from service.actions.system import SYSTEM
from service.db import CENTER
from service.jobs import JOBS, StepsFailedError
from service.tables import AuditRow, DeadlineMarkRow, InboxMessageRow, ProceedingStepRow
from tests.service.faults import Fault, a_notified_fault, raised
from tests.service.office import Office

DUE = date(2026, 3, 31)


@pytest.fixture
def notified(office: Office) -> Fault:
    return a_notified_fault(office)


def run(fault: Fault, day: date) -> None:
    at = datetime(day.year, day.month, day.day, 0, 5, tzinfo=UTC)
    list(jobs.remind(fault.office.database, at, lambda: at))


def told(fault: Fault) -> list[tuple[str, str]]:
    """Give what waits in the inboxes: to whom, what to do."""
    with fault.office.database.transaction(CENTER) as session:
        rows = session.scalars(select(InboxMessageRow).where(InboxMessageRow.over_at.is_(None)))
        return sorted((row.roles, row.to_do) for row in rows if row.link == f"/cases/{fault.case}")


def test_the_employer_is_told_and_at_last_the_manager(notified: Fault) -> None:
    run(notified, date(2026, 3, 24))
    assert notified.state == "reminded"
    assert told(notified) == [("employer_checker", "{day} 到期，请及时办理")]
    with notified.office.database.transaction(CENTER) as session:
        step = session.scalars(
            select(ProceedingStepRow).where(ProceedingStepRow.action == "remind")
        ).one()
        assert (step.actor_id, step.actor_role) == (SYSTEM, "clock")
        assert step.article == "第三十二条（二）3"
    run(notified, date(2026, 4, 8))
    late = "{day} 到期，已经逾期，请尽快办理"
    assert told(notified) == [("center_manager", late), ("employer_checker", late)]
    with notified.office.database.transaction(CENTER) as session:
        trail = session.scalars(
            select(AuditRow.reason)
            .where(AuditRow.action == "remind_deadline")
            .order_by(AuditRow.id)
        )
        assert list(trail) == ["rectify T-5", "rectify T+5"]


def test_the_job_twice_leaves_what_it_leaves_once(notified: Fault) -> None:
    run(notified, DUE)
    run(notified, DUE)
    with notified.office.database.transaction(CENTER) as session:
        assert len(session.scalars(select(DeadlineMarkRow)).all()) == 1
    assert "remind" in [job.name for job in JOBS]


def test_one_deadline_that_fails_costs_no_other_its_reminder(
    notified: Fault, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = notified.open_terms()["rectify"].id
    notified.case = raised(notified)
    notified.act(notified.office.manager, "notify")

    def fails(session: object, actor: object, deadline_id: object) -> object:
        if deadline_id == first:
            raise RuntimeError("no")
        return remind_one(session, actor, deadline_id)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(reminding, "remind", fails)
    with pytest.raises(StepsFailedError, match="RuntimeError"):
        run(notified, DUE)
    assert notified.state == "reminded"


def test_who_acted_is_not_reminded(notified: Fault) -> None:
    deadline = notified.open_terms()["rectify"].id
    notified.act(notified.office.checker, "dispute", reason="x")
    with notified.office.database.transaction(CENTER) as session:
        actor = notified.as_of(notified.office.auditor)
        assert deadline not in reminding.running(session)
        assert remind_one(session, actor, deadline) is None  # it stood when its turn came
