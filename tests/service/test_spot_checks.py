"""A check of the Center from its plan to its end, through the actions and a real database."""

import hashlib
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from compliance.sampling.generator import commitment
from service.actions import inspections, letter_service, spot_check_frames, spot_checks
from service.actions.letter_service import Service
from service.db import CENTER
from service.messages import Forbidden, NotFound, Refused
from service.permissions import Actor
from service.tables import (
    InboxMessageRow,
    LetterRow,
    LetterServiceRow,
    ProceedingRow,
    SpotCheckEvaluationRow,
    SpotCheckRequestRow,
    SpotCheckRow,
)
from tests.service.checking import (
    SEED,
    TODAY,
    a_check,
    a_population,
    act,
    answered,
    begun,
    drawn,
    items,
    later,
    looking,
    paid,
    planned,
    state,
)
from tests.service.office import Office

AMOUNTS = ("1000.00", "2000.00", "3000.00", "4000.00")


def case_of(office: Office, check: UUID) -> ProceedingRow:
    with looking(office, check) as (session, _):
        ((_, case, _),) = spot_checks.units(session, check)
        return case


def serve_all(office: Office, day: date) -> None:
    with office.database.transaction(CENTER) as session:
        open_ones = select(LetterRow.id).where(
            LetterRow.id.not_in(select(LetterServiceRow.letter_id))
        )
        for letter in session.scalars(open_ones).all():
            service = Service(method="direct", served_on=day, received_by="收发室")
            letter_service.serve(session, later(office.manager, 2), letter, service)


def employer_act(office: Office, check: UUID, action: str, actor: Actor, reason: str = "") -> None:
    case = case_of(office, check)
    with office.database.transaction(office.employer_id) as session:
        do = inspections.step(action)
        do(session, actor, case.id, case.steps, {"reason": reason})


def test_a_check_goes_from_its_plan_to_its_end(office: Office) -> None:
    paid(office, AMOUNTS)
    check = begun(office)
    assert case_of(office, check).state == "asked"
    serve_all(office, TODAY + timedelta(days=1))
    employer_act(office, check, "supply", office.maker)
    answered(office, check)
    act(office, check, "draft", later(office.auditor))
    act(office, check, "consult", later(office.manager))
    employer_act(office, check, "comment", office.checker, "金额无误，附件另补。")
    act(office, check, "finish", later(office.manager), reason="抽查结果可以接受")
    act(office, check, "deliver", later(office.manager))
    act(office, check, "close", later(office.manager))
    assert state(office, check) == "closed"
    assert case_of(office, check).state == "concluded"
    with looking(office, check) as (session, row):
        kinds = list(session.scalars(select(LetterRow.kind).order_by(LetterRow.issued_at)))
        assert sorted(kinds) == sorted(
            ["inspection_notice", "document_request", "comment_invitation", "inspection_conclusion"]
        )
        told = session.scalars(select(LetterRow).where(LetterRow.kind == "inspection_conclusion"))
        content = told.one().content
        assert "金额无误，附件另补" in content["heard"]
        assert any(row.seed in said for said in content["drawn"])
        evaluation = session.scalars(select(SpotCheckEvaluationRow)).one()
        assert (evaluation.number, evaluation.items) == (1, len(items(office, check)))
        assert [each.action for each in spot_checks.steps(session, check)] == [
            "notice", "freeze", "draw", "begin", "draft", "consult", "finish", "deliver", "close",
        ]  # fmt: skip
