"""An employer's part in a check: told, asked in time, heard in time; its own part and no other."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from service import jobs
from service.actions import inspections, proceeding_views, spot_check_views, spot_checks
from service.db import CENTER
from service.messages import NotFound, Refused
from service.tables import (
    DeadlineRow,
    ProceedingRow,
    SpotCheckDrawRow,
    SpotCheckEvaluationRow,
    SpotCheckFrameRow,
    SpotCheckItemRow,
    SpotCheckRequestRow,
    SpotCheckRow,
    SpotCheckStepRow,
    SpotCheckUnitRow,
)
from tests.service import serving
from tests.service.checking import (
    SEED,
    TODAY,
    act,
    answered,
    begun,
    case_of,
    items,
    later,
    letters_of,
    looking,
    paid,
    planned,
    state,
    waiting,
)
from tests.service.neighbour import beside
from tests.service.office import Office

AMOUNTS = ("1000.00", "2000.00", "3000.00", "4000.00")
OF_THE_CENTER = (
    SpotCheckRow, SpotCheckStepRow, SpotCheckFrameRow, SpotCheckDrawRow, SpotCheckEvaluationRow,
    SpotCheckItemRow,
)  # fmt: skip


def morning(office: Office, day: date) -> None:
    """Let the clock remind on a day."""
    at = datetime(day.year, day.month, day.day, 0, 5, tzinfo=UTC)
    list(jobs.remind(office.database, at, lambda: at))


def term(office: Office, name: str) -> DeadlineRow:
    with office.database.transaction(CENTER) as session:
        running = DeadlineRow.met_on.is_(None), DeadlineRow.term == name
        return session.scalars(select(DeadlineRow).where(*running)).one()


def test_the_time_to_hand_in_and_to_comment_runs_from_service(office: Office) -> None:
    paid(office, AMOUNTS)
    check = begun(office)
    link = f"/cases/{case_of(office, check).id}"
    serving.serve(office, later(office.manager, 3))
    asked = term(office, "supply_documents")
    assert (asked.starts_on, asked.due_on) == (date(2026, 3, 13), date(2026, 3, 20))
    morning(office, date(2026, 3, 23))
    assert waiting(office, link) == [
        ("employer_checker employer_maker", "{day} 到期，已经逾期，请尽快办理")
    ]
    answered(office, check)
    act(office, check, "draft", later(office.auditor, 14))
    act(office, check, "consult", later(office.manager, 14))
    morning(office, date(2026, 4, 20))
    assert case_of(office, check).state == "hearing", "nobody is late who was not told"
    serving.serve(office, later(office.manager, 42))
    heard = term(office, "comment")
    assert (heard.starts_on, heard.due_on) == (date(2026, 4, 21), date(2026, 5, 6)), "May holiday"
    morning(office, heard.due_on)
    assert case_of(office, check).state == "hearing"
    morning(office, heard.due_on + timedelta(days=7))
    assert case_of(office, check).state == "heard"
    act(office, check, "finish", later(office.manager, 60), reason="抽查结果可以接受")
    act(office, check, "deliver", later(office.manager, 60))
    assert "没有提出不同意见" in letters_of(office, check)["inspection_conclusion"]["heard"]


def test_papers_are_asked_for_of_what_was_drawn_and_again_of_what_came_later(
    office: Office,
) -> None:
    paid(office, AMOUNTS)
    check = begun(office)
    first = letters_of(office, check)["document_request"]
    assert {each["claim"] for each in first["wanted"]} == {
        item.key.split("/", 1)[1] for item in items(office, check)
    }
    assert first["wanted"][0]["voucher"].startswith("记-")
    act(office, check, "extend", later(office.auditor), more=9, reason="差错偏多")
    with office.database.transaction(office.employer_id) as session:
        rounds = set(session.scalars(select(SpotCheckRequestRow.round)))
    assert rounds == {1, 2}
    assert case_of(office, check).state == "asked"


def test_an_employer_sees_its_own_part_and_nothing_of_the_check(office: Office) -> None:
    paid(office, AMOUNTS)
    other = beside(office)
    check = planned(office)
    act(office, check, "notice", office.manager)  # before the cut-off: all that hold a grant
    for action in ("freeze", "draw", "begin"):
        act(office, check, action, later(office.auditor))
    for own, case_state in ((office, "asked"), (other, "notified")):
        with own.database.transaction(own.employer_id) as session:
            units = session.scalars(select(SpotCheckUnitRow)).all()
            assert [unit.employer_id for unit in units] == [own.employer_id]
            for table in OF_THE_CENTER:
                assert session.scalar(select(func.count()).select_from(table)) == 0, table
            with pytest.raises(NotFound):
                spot_check_views.check(session, own.checker, check)
            case = session.get_one(ProceedingRow, units[0].proceeding_id)
            assert case.state == case_state
            view = inspections.detail(session, later(own.checker), case)
            assert (view.check_state, view.may_send) == ("", True)
            assert SEED not in repr(view)
    with other.database.transaction(other.employer_id) as session, pytest.raises(NotFound):
        proceeding_views.case(session, other.checker, case_of(office, check).id)
    answered(office, check)
    act(office, check, "draft", later(office.auditor))
    act(office, check, "consult", later(office.manager))
    with pytest.raises(Refused, match="还有 2 个单位"):
        act(office, check, "finish", later(office.manager), reason="可以接受")
    told = letters_of(other, check)["comment_invitation"]
    assert "没有抽到你单位的支出" in str(told["facts"])


def test_the_center_is_told_what_waits_for_it_and_by_when(office: Office) -> None:
    paid(office, AMOUNTS)
    check = planned(office)
    assert [to for to, _ in waiting(office, f"/checks/{check}")] == [
        "center_auditor center_manager"
    ]
    with looking(office, check) as (session, _):
        (line,), count = spot_check_views.checks(session, office.manager, waiting=True, page=1)
        assert (line.number, line.mine, count) == ("抽查2026-001", True, 1)
        assert line.due is not None
        assert line.due.due_on == date(2026, 3, 24)  # ten working days
        assert spot_check_views.waiting_count(session, office.manager) == 1
        assert not spot_check_views.waiting_count(session, office.checker)
    act(office, check, "notice", later(office.manager))
    act(office, check, "freeze", later(office.auditor))
    act(office, check, "draw", later(office.auditor))
    act(office, check, "begin", later(office.auditor))
    with looking(office, check) as (session, row):
        assert row.due_on == date(2026, 4, 9)  # twenty working days, one of them a holiday
        view = spot_check_views.check(session, later(office.auditor, 40), check)
        assert view.line.due is not None
        assert view.line.due.overdue
        assert spot_check_views.same_again(session, office.auditor, check)
        assert [unit.items for unit in view.units] == [len(items(office, check))]
        assert [step.action for step in spot_checks.steps(session, check)][-1] == "begin"
    assert state(office, check) == "fieldwork"
    assert row.due_on > TODAY
