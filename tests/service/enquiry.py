"""A procedure of two steps, for tests of what all procedures share."""

from enum import StrEnum
from uuid import UUID

import pytest

from compliance.machine import Machine, Role, Transition
from service.actions import proceedings
from service.actions.procedures import KINDS, Kind
from service.db import CENTER
from service.tables import ProceedingRow
from tests.database_server import ClonedDatabase, connect
from tests.service.office import Office


class EnquiryState(StrEnum):
    ASKED = "asked"
    TOLD = "told"
    ANSWERED = "answered"


ENQUIRY: Machine[EnquiryState] = Machine(
    name="enquiry",
    initial=EnquiryState.ASKED,
    ends=frozenset({EnquiryState.ANSWERED}),
    titles={
        EnquiryState.ASKED: "已提出", EnquiryState.TOLD: "已告知", EnquiryState.ANSWERED: "已答复",
    },
    transitions=(
        Transition(EnquiryState.ASKED, "tell", EnquiryState.TOLD, Role.CENTER_AUDITOR, 33, "告知"),
        Transition(
            EnquiryState.TOLD, "answer", EnquiryState.ANSWERED,
            (Role.EMPLOYER_MAKER, Role.CLOCK), 33, "答复",
        ),
    ),
)  # fmt: skip


def install(patch: pytest.MonkeyPatch, database: ClonedDatabase) -> None:
    """Make the procedure known to the service and to the database."""
    patch.setitem(KINDS, "enquiry", Kind("询问", ENQUIRY, lambda *_: None))
    with connect(database.admin_url) as connection:
        for move in ENQUIRY.transitions:
            for role in move.roles:
                connection.execute(
                    "insert into procedure_move (kind, source, action, role, target)"
                    " values (%s, %s, %s, %s, %s)",
                    (ENQUIRY.name, move.source, move.action, role.value, move.target),
                )


def opened(office: Office) -> UUID:
    """Open an enquiry about the office's grant and tell of it."""
    with office.database.transaction(CENTER) as session:
        new = proceedings.NewCase(
            machine=ENQUIRY, series="询问", title="补充验收材料", employer_id=office.employer_id,
            grant_id=office.grant_id,
        )  # fmt: skip
        case = proceedings.open_case(session, office.auditor, new)
        proceedings.step(session, office.auditor, case, ENQUIRY, "tell")
        return case.id


def row(office: Office, case_id: UUID) -> ProceedingRow:
    with office.database.transaction(CENTER) as session:
        return session.get_one(ProceedingRow, case_id)
