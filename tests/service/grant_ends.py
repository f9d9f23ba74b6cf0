"""Grants that stop or end, by the case that the database asks for, without what goes with it."""

from typing import Any
from uuid import UUID

from compliance.machine import Machine
from compliance.procedures.exit import COMPLETION, WITHDRAWAL
from compliance.procedures.sanction import SANCTION
from service.actions import grant_states, proceedings
from service.actions.proceedings import NewCase
from service.db import CENTER
from service.permissions import Actor
from service.tables import GrantRow, ProceedingRow
from tests.service.office import Office

CASES: dict[str, Machine[Any]] = {
    "suspend": SANCTION, "revoke": SANCTION, "withdraw": WITHDRAWAL, "complete": COMPLETION,
}  # fmt: skip


def end(office: Office, grant_id: UUID, action: str = "revoke") -> UUID:
    """Let a grant be suspended, revoked, withdrawn or completed; give the case."""
    machine = CASES[action]
    with office.database.transaction(CENTER) as session:
        grant = session.get_one(GrantRow, grant_id)
        opener = office.auditor if machine is SANCTION else office.maker
        new = NewCase(
            machine=machine, series="测试", title="测试", employer_id=grant.employer_id,
            grant_id=grant.id,
        )  # fmt: skip
        row = proceedings.open_case(session, opener, new)
        for actor, step in _steps(office, machine, action):
            proceedings.step(session, actor, row, machine, step, "测试")
        grant_states.move(session, office.manager, grant, action, "测试", row)
        return row.id


def lift(office: Office, case_id: UUID) -> None:
    """Let a suspension end."""
    with office.database.transaction(CENTER) as session:
        row = session.get_one(ProceedingRow, case_id)
        grant = session.get_one(GrantRow, row.grant_id)
        for actor, step in ((office.auditor, "propose_lift"), (office.manager, "lift")):
            proceedings.step(session, actor, row, SANCTION, step, "测试")
        grant_states.move(session, office.manager, grant, "lift", "测试", row)


def _steps(office: Office, machine: Machine[Any], action: str) -> list[tuple[Actor, str]]:
    if machine is SANCTION:
        return [
            (office.auditor, "notify"), (office.checker, "accept"), (office.manager, action),
        ]  # fmt: skip
    return [(office.checker, "confirm"), (office.manager, "accept")]
