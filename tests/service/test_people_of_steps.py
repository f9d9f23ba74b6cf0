"""Steps of cases and of grants are taken by people who are what the step says, even by SQL."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from service.actions.system import SYSTEM
from service.db import CENTER, Scope
from service.tables import GrantRow, ProceedingRow
from tests.service.faults import a_notified_fault
from tests.service.neighbour import beside
from tests.service.office import Office
from tests.service.test_sanctions import heard, propose, state

STEP = text(
    "insert into proceeding_step (employer_id, proceeding_id, kind, number, source, action, target,"
    " actor_id, actor_name, actor_role, at, article, reason) select employer_id, id, kind,"
    " steps + 1, state, :action, :target, :actor, 'x', :role, now(), 'x', 'x'"
    " from proceeding where id = :case"
)
GRANT_STEP = text(
    "insert into grant_step (employer_id, grant_id, kind, number, source, action, target,"
    " effective_on, actor_id, actor_name, actor_role, at, article, reason) select g.employer_id,"
    " g.id, 'grant', (select count(*) + 1 from grant_step s where s.grant_id = g.id), g.state,"
    " 'begin_transfer', 'transferring', current_date, :actor, 'x', :role, now(), 'x', 'x'"
    " from talent_grant g where g.id = :grant"
)
REFUSED = "of that employer or of the Center"


def suspend(session: Session, case_id: UUID, actor: UUID, role: str = "center_manager") -> None:
    said = {"case": case_id, "action": "suspend", "target": "suspended"}
    session.execute(STEP, {**said, "actor": actor, "role": role})


def state_of(office: Office, case_id: UUID) -> str:
    with office.database.transaction(CENTER) as session:
        return session.get_one(ProceedingRow, case_id).state


def test_nobody_takes_a_step_as_somebody_else_or_in_another_role(office: Office) -> None:
    case_id = heard(office)
    invented, checker = uuid4(), office.checker.user_id
    for actor, role in (
        (invented, "center_manager"),
        (checker, "center_manager"),
        (office.manager.user_id, "center_auditor"),
        (SYSTEM, "center_manager"),
    ):
        with (
            pytest.raises(DBAPIError, match=REFUSED),
            office.database.transaction(CENTER) as session,
        ):
            suspend(session, case_id, actor, role)
    assert (state_of(office, case_id), state(office)) == ("heard", "active")
    with office.database.transaction(CENTER) as session:
        suspend(session, case_id, office.manager.user_id)
    assert state_of(office, case_id) == "suspended"


def test_an_employers_transaction_takes_no_step_of_the_centers_people(office: Office) -> None:
    case_id = heard(office)
    with (
        pytest.raises(DBAPIError, match=REFUSED),
        office.database.transaction(office.employer_id) as session,
    ):
        suspend(session, case_id, office.manager.user_id)
    assert state_of(office, case_id) == "heard"


def test_a_person_of_another_employer_takes_no_step(office: Office) -> None:
    fault = a_notified_fault(office)
    said = {"case": fault.case, "action": "accept", "target": "notified"}
    stranger = beside(office).checker.user_id
    with pytest.raises(DBAPIError, match=REFUSED), office.database.transaction(CENTER) as session:
        session.execute(STEP, {**said, "actor": stranger, "role": "employer_checker"})


def test_the_clocks_step_is_the_clocks(office: Office) -> None:
    case_id = propose(office)
    with office.database.transaction(CENTER) as session:
        session.execute(
            STEP,
            {
                "case": case_id, "action": "notify", "target": "notified",
                "actor": office.auditor.user_id, "role": "center_auditor",
            },
        )  # fmt: skip
    said = {"case": case_id, "action": "lapse", "target": "heard", "role": "clock"}
    with pytest.raises(DBAPIError, match=REFUSED), office.database.transaction(CENTER) as session:
        session.execute(STEP, {**said, "actor": office.auditor.user_id})
    with office.database.transaction(CENTER) as session:
        session.execute(STEP, {**said, "actor": SYSTEM})
    assert state_of(office, case_id) == "heard"


def test_a_grant_is_moved_by_a_person_who_has_the_role(office: Office) -> None:
    grant = office.grant_id
    for actor in (uuid4(), office.checker.user_id, beside(office).maker.user_id):
        said = {"grant": grant, "actor": actor, "role": "employer_maker"}
        with (
            pytest.raises(DBAPIError, match=REFUSED),
            office.database.transaction(CENTER) as session,
        ):
            session.execute(GRANT_STEP, said)
    assert state(office) == "active"


def test_a_case_is_opened_by_somebody_it_may_concern(office: Office) -> None:
    neighbour = beside(office)
    insert = text(
        "insert into proceeding (employer_id, grant_id, kind, number, title, state, steps,"
        " opened_by, opened_at) values (:employer, :grant, 'sanction', '处理2026-999', 'x',"
        " 'proposed', 0, :by, now())"
    )
    cases: tuple[tuple[UUID, Scope], ...] = (
        (uuid4(), CENTER),
        (neighbour.maker.user_id, CENTER),
        (office.auditor.user_id, office.employer_id),  # in the name of the Center
    )
    for opener, scope in cases:
        said = {"employer": office.employer_id, "grant": office.grant_id, "by": opener}
        with (
            pytest.raises(DBAPIError, match="nobody of that employer"),
            office.database.transaction(scope) as session,
        ):
            session.execute(insert, said)
    with office.database.transaction(CENTER) as session:
        assert session.get_one(GrantRow, office.grant_id).state == "active"
