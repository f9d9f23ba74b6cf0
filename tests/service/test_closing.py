"""Months of a book closed through the actions: softly, open again, for good after the list."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import pytest
from sqlalchemy import select

from ledger.closing import Outcome, named
from service.actions import bank, closing, register
from service.actions.closing import State
from service.db import CENTER
from service.messages import Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import AuditRow
from tests.service import office as start
from tests.service.office import Office, an_invoice
from tests.service.statements import ARRIVED, a_file
from tests.service.test_claims import submit, upload
from tests.service.test_register import code

MARCH = 202603
OTHER = code("91110108MA0BCDEF")
IN_MAY = datetime(2026, 5, 8, 2, 0, tzinfo=start.AT.tzinfo)


def later(actor: Actor, at: datetime = IN_MAY) -> Actor:
    return replace(actor, at=at)


@pytest.fixture
def first(office: Office) -> int:
    """The month of the office's first entry: what it closes first."""
    return month_now(office.maker)


def month_now(actor: Actor) -> int:
    return actor.today.year * 100 + actor.today.month


def states(office: Office, actor: Actor) -> dict[int, State]:
    with office.database.transaction(CENTER) as session:
        seen = closing.view(session, actor, office.employer_id)
    return {line.month: line.state for line in seen.months}


def test_a_month_that_is_not_over_is_not_closed(office: Office, first: int) -> None:
    with office.database.transaction(office.employer_id) as session:
        seen = closing.view(session, office.checker, office.employer_id)
        assert [(line.month, line.state) for line in seen.months] == [(first, State.RUNNING)]
        assert (seen.next, seen.next_name, seen.checks, seen.ready) == (None, "", (), False)
        with pytest.raises(Refused, match="现在不能预结账"):
            closing.soft_close(session, office.checker, office.employer_id, first)


def test_a_month_is_closed_softly_opened_again_and_closed_for_good(
    office: Office, first: int
) -> None:
    checker, auditor = later(office.checker), later(office.auditor)
    with office.database.transaction(office.employer_id) as session:
        seen = closing.view(session, checker, office.employer_id)
        assert (seen.next, seen.to_soften, seen.to_open_again) == (first, first, None)
        assert {c.name for c in seen.checks if c.outcome is Outcome.FAILED} == {"soft"}
        closing.soft_close(session, checker, office.employer_id, first)
    assert states(office, checker)[first] is State.SOFT
    with office.database.transaction(office.employer_id) as session:
        closing.open_again(session, checker, office.employer_id, first)
    assert states(office, checker)[first] is State.OPEN
    with office.database.transaction(CENTER) as session:
        with pytest.raises(Refused, match="还没有预结账"):
            closing.close(session, auditor, office.employer_id, first)
        closing.soft_close(session, auditor, office.employer_id, first)
    with office.database.transaction(CENTER) as session:
        assert closing.view(session, auditor, office.employer_id).ready
        closed = closing.close(session, auditor, office.employer_id, first)
        assert closing.close(session, auditor, office.employer_id, first) == closed
    with office.database.transaction(CENTER) as session:
        line = closing.view(session, auditor, office.employer_id).months[-1]
        assert (line.month, line.state, line.closed_by) == (first, State.CLOSED, auditor.name)
        assert [note.text() for note in line.noted] == [
            "还没有导入过银行对账单，这个月没有与银行核对。"
        ]


def test_every_step_is_in_the_trail(office: Office, first: int) -> None:
    auditor = later(office.auditor)
    with office.database.transaction(CENTER) as session:
        closing.soft_close(session, auditor, office.employer_id, first)
        closing.open_again(session, auditor, office.employer_id, first)
        closing.soft_close(session, auditor, office.employer_id, first)
        closing.close(session, auditor, office.employer_id, first)
        rows = session.scalars(
            select(AuditRow).where(AuditRow.subject == "book").order_by(AuditRow.at, AuditRow.id)
        ).all()
        assert sorted(row.action for row in rows) == [
            "close_month", "reopen_month", "soft_close_month", "soft_close_month",
        ]  # fmt: skip
        assert {row.reason for row in rows} == {named(first)}
        assert {row.employer_id for row in rows} == {office.employer_id}


def test_what_is_closed_is_not_opened_again(office: Office, first: int) -> None:
    auditor = later(office.auditor)
    with office.database.transaction(CENTER) as session:
        closing.soft_close(session, auditor, office.employer_id, first)
        closing.close(session, auditor, office.employer_id, first)
        with pytest.raises(Refused, match="不能再打开"):
            closing.open_again(session, auditor, office.employer_id, first)


def test_the_center_closes_its_own_book(office: Office, first: int) -> None:
    manager = later(office.manager)
    with office.database.transaction(CENTER) as session:
        closing.soft_close(session, manager, None, first)
        seen = closing.view(session, manager, None)
        assert {"claims", "bank"}.isdisjoint(check.name for check in seen.checks)
        closing.close(session, manager, None, first)


def test_an_employer_sees_its_own_months_only(office: Office) -> None:
    with office.database.transaction(office.employer_id) as session:
        for other in (None, uuid4()):
            with pytest.raises(NotFound):
                closing.view(session, office.checker, other)


def test_a_month_that_was_never_is_not_asked_for(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        for action in (closing.soft_close, closing.open_again, closing.close):
            with pytest.raises(Invalid, match="没有这个月份"):
                action(session, later(office.auditor), office.employer_id, 202613)


def test_the_database_looks_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "checks", lambda *_: ())
    with (
        pytest.raises(Refused, match="不能结 2026-01"),
        office.database.transaction(CENTER) as session,
    ):
        closing.close(session, later(office.auditor), office.employer_id, 202601)


def test_an_employer_is_named_by_its_code(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        assert closing.employer_of(session, start.USCC) == office.employer_id
        with pytest.raises(NotFound, match="91110302791614657K"):
            closing.employer_of(session, "91110302791614657K")


def test_a_book_without_entries_shows_no_month(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        other = register.add_employer(
            session, office.manager, replace(start.an_employer(), name="北京远山科技", uscc=OTHER)
        )
        seen = closing.view(session, office.manager, other)
    assert (seen.months, seen.next, seen.ready) == ((), None, False)


def test_a_claim_that_waits_forbids_the_close(office: Office, first: int) -> None:
    submit(office, upload(office, an_invoice()).claim_id)
    auditor = later(office.auditor)
    with office.database.transaction(CENTER) as session:
        closing.soft_close(session, auditor, office.employer_id, first)
        with pytest.raises(Refused, match="有 1 张月末以前提交的报销申请还在等复核"):
            closing.close(session, auditor, office.employer_id, first)


def test_a_statement_that_was_not_reconciled_forbids_the_close(office: Office, first: int) -> None:
    """Whoever has begun to hold the bank beside the book goes on with it."""
    taken = bank.take_in(office.desk, office.maker, "三月.csv", a_file(ARRIVED))
    assert taken.added == 1
    auditor = later(office.auditor)
    with office.database.transaction(CENTER) as session:
        closing.soft_close(session, auditor, office.employer_id, first)
        with pytest.raises(Refused, match="余额调节表"):
            closing.close(session, auditor, office.employer_id, first)


def test_a_month_is_read_as_people_write_it() -> None:
    assert closing.month_of("2026-03") == MARCH


@pytest.mark.parametrize("text", ["2026", "2026-3", "2026-13", "26-03", "2026-0a", "二零二六-03"])
def test_nothing_else_is_a_month(text: str) -> None:
    with pytest.raises(Invalid):
        closing.month_of(text)
