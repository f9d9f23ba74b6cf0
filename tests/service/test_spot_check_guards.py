"""What the application role cannot do to a check even by SQL: jump, draw again, slip in a row."""

import json
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service.db import CENTER, Scope
from service.permissions import Actor
from tests.service.checking import act, case_of, later, paid, planned
from tests.service.neighbour import beside
from tests.service.office import AT, Office

Changes = dict[str, object]
TABLES = (
    "spot_check", "spot_check_step", "spot_check_frame", "spot_check_draw", "spot_check_unit",
    "spot_check_item", "spot_check_request", "spot_check_paper", "spot_check_evaluation",
)  # fmt: skip
AGAIN = (
    "insert into {table} select (jsonb_populate_record(null::{table},"
    " to_jsonb(t) || cast(:changes as jsonb))).* from {table} t limit 1"
)
STEP = (
    "insert into spot_check_step (check_id, kind, number, source, action, target, actor_id,"
    " actor_name, actor_role, at, article, reason) values (:check, 'spot_check', :number, :source,"
    " :action, :target, :actor, 'x', :role, :at, 'x', 'x')"
)
CHANGES = (
    "update {table} set {column} = {column}", "delete from {table}", "truncate {table} cascade",
)  # fmt: skip
NEW: Changes = {"id": "00000000-0000-0000-0000-00000000000a", "number": "抽查2026-999"}
OTHER = "0" * 64


def refusal(office: Office, statement: str, values: dict[str, Any], scope: Scope = CENTER) -> str:
    """Give the guard that refuses a statement of the application role."""
    with pytest.raises(DBAPIError) as refused, office.database.transaction(scope) as session:
        session.execute(text(statement), values)
    said = getattr(refused.value.orig, "diag", None)
    return getattr(said, "constraint_name", None) or str(refused.value.orig)


def again(office: Office, table: str, changes: Changes | None = None, scope: Scope = CENTER) -> str:
    """Give the guard that refuses a row like the one that is there, with changes."""
    return refusal(office, AGAIN.format(table=table), {"changes": json.dumps(changes or {})}, scope)


def step(office: Office, check: UUID, actor: Actor, move: str, *, days: int = 1) -> str:
    """Give the guard that refuses a step; `move`: number, source, action, target."""
    number, source, action, target = move.split()
    return refusal(
        office,
        STEP,
        {
            "check": check, "number": int(number), "source": source, "action": action,
            "target": target, "actor": actor.user_id, "role": actor.role.value,
            "at": later(actor, days).at,
        },
    )  # fmt: skip


def test_no_row_of_a_check_is_changed_or_taken_away(office: Office) -> None:
    for table in TABLES:
        column = "state" if table == "spot_check" else "check_id"
        for statement in CHANGES:
            said = statement.format(table=table, column=column)
            assert "permission denied" in refusal(office, said, {}), said


def test_a_check_is_planned_by_the_center_with_the_seed_that_it_promises(office: Office) -> None:
    planned(office)
    assert (
        again(office, "spot_check", NEW | {"state": "framed"}) == "spot_check_follows_its_procedure"
    )
    maker = str(office.maker.user_id)
    by_employer = again(office, "spot_check", NEW | {"opened_by": maker})
    assert by_employer == "spot_check_opened_by_the_center"
    other: Changes = {"seed": OTHER, "plan": {"seed": OTHER}}
    assert again(office, "spot_check", NEW | other) == "ck_spot_check_seed_promised"
    assert again(office, "spot_check", NEW | {"plan": {}}) == "ck_spot_check_plan_of_seed"


def test_a_check_takes_no_step_out_of_turn_nor_by_the_wrong_person(office: Office) -> None:
    paid(office, ("1000.00", "2000.00"))
    check = planned(office)
    auditor, manager = office.auditor, office.manager
    assert step(office, check, manager, "1 planned notice noticed") == "spot_check_step_is_due"
    assert step(office, check, manager, "1 noticed withdraw withdrawn") == (
        "spot_check_follows_its_procedure"
    )
    assert step(office, check, office.maker, "1 planned withdraw withdrawn") == (
        "spot_check_follows_its_procedure"
    )
    act(office, check, "notice", later(manager))
    assert step(office, check, auditor, "3 noticed withdraw withdrawn") == (
        "spot_check_moved_meanwhile"
    )
    assert step(office, check, auditor, "2 noticed freeze framed") == "spot_check_step_is_due"
    act(office, check, "freeze", later(manager))
    assert step(office, check, manager, "3 framed withdraw withdrawn") == (
        "spot_check_needs_another_person"
    )
    assert step(office, check, auditor, "3 framed draw sampled") == "spot_check_step_is_due"
    act(office, check, "draw", later(auditor))
    act(office, check, "begin", later(auditor))
    assert step(office, check, auditor, "5 fieldwork extend fieldwork") == "spot_check_step_is_due"
    assert (
        step(office, check, auditor, "5 fieldwork draft draft_result") == "spot_check_is_answered"
    )


def test_a_frame_is_frozen_once_and_a_sample_drawn_once(office: Office) -> None:
    paid(office, ("1000.00", "2000.00"))
    check = planned(office)
    frame = (
        "insert into spot_check_frame values (:check, '', :hash, 1, 1, 1, :by, :at)"
    )  # fmt: skip
    said = {"check": check, "hash": OTHER, "by": office.auditor.user_id, "at": AT}
    assert refusal(office, frame, said) == "spot_check_frame_in_time"  # before the notice
    act(office, check, "notice", later(office.manager))
    assert refusal(office, frame, said) == "ck_spot_check_frame_whole"
    act(office, check, "freeze", later(office.auditor))
    assert again(office, "spot_check_frame") == "spot_check_frame_in_time"
    draw = (
        "insert into spot_check_draw values (:check, :round, 1, 1, :hash, 'x', :by, :at)"
    )  # fmt: skip
    assert refusal(office, draw, {**said, "round": 1}) == "spot_check_draw_in_turn"
    act(office, check, "draw", later(office.auditor))
    assert again(office, "spot_check_draw") == "spot_check_draw_in_turn"
    assert again(office, "spot_check_draw", {"round": 2, "reason": "x", "more": 1}) == (
        "spot_check_draw_in_turn"
    )
    slipped: Changes = {"id": NEW["id"], "number": 99}
    assert again(office, "spot_check_item", slipped) == "spot_check_item_of_its_draw"


def test_an_employers_part_comes_from_its_check_alone(office: Office) -> None:
    claims = paid(office, ("1000.00", "2000.00", "3000.00"))
    check = planned(office)
    act(office, check, "notice", office.manager)
    other = beside(office)
    unit: Changes = {
        "employer_id": str(other.employer_id),
        "proceeding_id": str(case_of(office, check).id),
    }
    assert again(office, "spot_check_unit", unit) == "spot_check_unit_of_its_case"
    for action in ("freeze", "draw", "begin"):
        act(office, check, action, later(office.auditor))
    with office.database.transaction(CENTER) as session:
        drawn = set(session.scalars(text("select claim_id from spot_check_item")))
    undrawn: Changes = {"claim_id": str(next(each for each in claims if each not in drawn))}
    assert again(office, "spot_check_request", undrawn) == ("spot_check_request_of_its_item")
    by_itself = again(office, "spot_check_request", undrawn, office.employer_id)
    assert by_itself == "written_by_the_center"
