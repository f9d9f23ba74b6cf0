"""The sample programme is built through the actions, once, and its books hold."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import JSONPATH
from sqlalchemy.orm import undefer

from compliance.claim_states import BOOKED
from importers.sandbox import ReaderPool
from ledger import proof
from reports import render_pdf
from reports.letters import catalogue
from service import business_day
from service.actions import closing, people, programme_money
from service.actions.closing import State
from service.actions.intake import Desk
from service.actions.system import system_actor
from service.db import CENTER
from service.demo import across, amending, calendar, cast, programme, shaped, taking_back
from service.demo.case import Fate
from service.demo.cases import cases
from service.demo.programme import Programme
from service.messages import Refused
from service.originals import Originals
from service.permissions import Role
from service.tables import (
    AgreementRow,
    ClaimRow,
    DecisionRow,
    EmployerRow,
    GrantRow,
    InstalmentRow,
    LetterRow,
    LetterServiceRow,
    RenditionRow,
    SelecteeRow,
    UserRow,
)
from tests.database_server import ClonedDatabase, DatabaseServer
from tests.ledger.recounting import recounted

# built once, by one worker
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("sample_programme")]
FATES = (*across.FATES, *taking_back.FATES, *shaped.FATES)
NOW = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Built:
    """The programme, the desk it was built at, and where its samples lie."""

    desk: Desk
    folder: Path
    programme: Programme


@pytest.fixture(scope="module")
def readers() -> Iterator[ReaderPool]:
    pool = ReaderPool(1)
    yield pool
    pool.close()


@pytest.fixture(scope="module")
def built(
    postgres: DatabaseServer, readers: ReaderPool, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Built]:
    folder = tmp_path_factory.mktemp("demo")
    with postgres.clone() as database:
        desk = Desk(database, Originals(folder / "originals"), readers, look=False)
        yield Built(desk, folder, programme.build(desk, NOW, folder / "samples"))


def test_the_programme_has_six_employers_and_twelve_selectees_with_money(built: Built) -> None:
    with built.desk.database.transaction(CENTER) as session:
        assert session.scalar(select(func.count()).select_from(EmployerRow)) == 6
        assert set(session.scalars(select(GrantRow.state))) == {"active"}
        assert session.scalar(select(func.count()).select_from(GrantRow)) == 12
        states = Counter(session.scalars(select(InstalmentRow.state)))
    assert states == {"received": 12, "planned": 8, "approved": 3, "sent": 1}


def test_every_figure_of_the_programme_is_the_ledgers(built: Built) -> None:
    with built.desk.database.transaction(CENTER) as session:
        found = programme_money.figures(session)
        assert found == recounted(session.connection())
        assert found["spent"] > 0
        each = {name: programme_money.behind(session, name) for name in found}
    for name, amount in found.items():
        assert sum((line.amount for line in each[name]), Decimal(0)) == amount, name


def test_one_agreement_was_amended_once(built: Built) -> None:
    founded = cast.SELECTEES[amending.GRANT].name
    with built.desk.database.transaction(CENTER) as session:
        amended = session.execute(
            select(SelecteeRow.name, AgreementRow.version)
            .join(GrantRow, GrantRow.id == AgreementRow.grant_id)
            .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
            .where(AgreementRow.version > 1)
        ).all()
        count = session.scalar(select(func.count()).select_from(AgreementRow))
    assert [(name, version) for name, version in amended] == [(founded, 2)]
    assert count == len(cast.SELECTEES) + 1


def test_older_months_are_closed_the_next_softly_the_last_not_yet(built: Built) -> None:
    with built.desk.database.transaction(CENTER) as session:
        auditor = replace(system_actor(NOW), role=Role.CENTER_AUDITOR)
        for employer in [*session.scalars(select(EmployerRow.id)), None]:
            seen = closing.view(session, auditor, employer)
            states = [(line.month, line.state) for line in seen.months]
            assert states[:5] == [
                (202611, State.RUNNING),
                (202610, State.OPEN),
                (202609, State.SOFT),
                (202608, State.CLOSED),
                (202607, State.CLOSED),
            ]
            assert seen.next == 202609


def as_fates(states: Counter[str]) -> Counter[str]:
    """Count what the bank and the closing moved on as paid."""
    paid = sum(count for state, count in states.items() if state in BOOKED)
    others = {state: count for state, count in states.items() if state not in BOOKED}
    return Counter(others) + Counter({"paid": paid})


def test_every_claim_came_as_far_as_its_fate(built: Built) -> None:
    with built.desk.database.transaction(CENTER) as session:
        states = Counter(session.scalars(select(ClaimRow.state)))
    assert {"reconciled", "archived"} & set(states)
    assert as_fates(states) == Counter(case.fate.value for case in cases()) + Counter(FATES)
    assert states[Fate.APPROVED] > 0


def test_a_second_file_became_a_rendition_and_no_claim(built: Built) -> None:
    with built.desk.database.transaction(CENTER) as session:
        renditions = session.scalar(select(func.count()).select_from(RenditionRow))
        claims = session.scalar(select(func.count()).select_from(ClaimRow))
    expected = len(list(cases())) + len(FATES)
    # one invoice arrived in two files, another one has two claims
    assert (renditions, claims) == (expected, expected)


def test_the_verdicts_are_of_every_kind(built: Built) -> None:
    with built.desk.database.transaction(CENTER) as session:
        assert set(session.scalars(select(ClaimRow.outcome))) == {"pass", "review", "block"}
        rules = func.jsonb_path_query(
            DecisionRow.result, sqlalchemy.cast("$.findings[*].rule", JSONPATH)
        )
        found = set(session.scalars(select(rules)))
    assert len(found) >= 9


def test_the_books_hold(built: Built) -> None:
    with built.desk.database.transaction(CENTER) as session:
        assert proof.prove(session.connection()) == ()


def test_there_is_a_user_of_every_role_who_can_log_in(built: Built) -> None:
    assert {log_in.role for log_in in built.programme.log_ins} == set(Role)
    with built.desk.database.transaction(CENTER) as session:
        present = set(session.scalars(select(UserRow.login)))
        assert present == {log_in.login for log_in in built.programme.log_ins}
        signed_in = people.log_in(session, "maker1", built.programme.password, "127.0.0.1", NOW)
        assert signed_in is not None
        assert signed_in.actor.name == cast.EMPLOYERS[0].maker


def test_nothing_lies_in_the_future(built: Built) -> None:
    with built.desk.database.transaction(CENTER) as session:
        assert max(session.scalars(select(ClaimRow.made_at))) <= NOW
        assert max(session.scalars(select(UserRow.created_at))) <= NOW


def test_a_second_run_changes_nothing(built: Built) -> None:
    again = programme.build(built.desk, NOW, built.folder / "samples")
    assert built.programme.is_new
    assert not again.is_new
    with built.desk.database.transaction(CENTER) as session:
        claims = session.scalar(select(func.count()).select_from(ClaimRow))
    assert claims == len(list(cases())) + len(FATES)


def test_a_run_that_was_cut_short_is_carried_on(
    database: ClonedDatabase,
    readers: ReaderPool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = Desk(database, Originals(tmp_path / "originals"), readers, look=False)
    few = list(cases())[:6]

    def cut_short(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("service.demo.programme.cases", lambda: iter(few))
    with monkeypatch.context() as patch:
        patch.setattr("service.demo.programme.draw", cut_short)
        with pytest.raises(KeyboardInterrupt):
            programme.build(desk, NOW, tmp_path / "samples")
    assert programme.build(desk, NOW, tmp_path / "samples").is_new
    with database.transaction(CENTER) as session:
        states = Counter(session.scalars(select(ClaimRow.state)))
    fates = (*across.FATES, *shaped.FATES)  # among so few no paid claim is taken back
    assert as_fates(states) == Counter(case.fate.value for case in few) + Counter(fates)


def test_a_database_with_other_people_in_it_is_left_alone(
    database: ClonedDatabase, readers: ReaderPool, tmp_path: Path
) -> None:
    desk = Desk(database, Originals(tmp_path / "originals"), readers, look=False)
    with database.transaction(CENTER) as session:
        new = people.NewUser(
            login="boss", name="某人", role=Role.ADMINISTRATOR, password=cast.PASSWORD
        )
        people.add_user(session, system_actor(NOW), new)
    with pytest.raises(Refused, match="空的数据库"):
        programme.build(desk, NOW, tmp_path / "samples")
    assert not (tmp_path / "samples").exists()


def test_office_hours_never_lie_ahead() -> None:
    today = business_day.of(NOW)
    assert calendar.office_hour(today, NOW).astimezone(UTC).hour == 2
    early = NOW.replace(hour=0, minute=5)
    assert calendar.office_hour(today, early) == early


def test_its_letters_print_anew_to_the_same_bytes(built: Built) -> None:
    query = select(LetterRow).options(undefer(LetterRow.pdf)).order_by(LetterRow.number)
    with built.desk.database.transaction(CENTER) as session:
        letters = list(session.scalars(query))
        served = set(session.scalars(select(LetterServiceRow.letter_id)))
    assert {letter.id for letter in letters} > served
    assert len({letter.kind for letter in letters}) > 1
    for letter in letters:
        content = catalogue.content_of(letter.kind, letter.content)
        paper = catalogue.compose(content, catalogue.frame_of(letter.frame))
        assert render_pdf.render(paper) == letter.pdf
