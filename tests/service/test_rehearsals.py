"""Rehearsals: a database for them alone, what begins in it, and how it is made anew."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from service import running
from service.actions import proving, rehearsals
from service.app import make_stage
from service.db import (
    CENTER,
    NOBODY,
    UnfitDatabase,
    check_schema_and_role,
    empty_rehearsal,
    prepare_rehearsal,
)
from service.permissions import Role
from service.rehearsal import founding
from service.rehearsal.founding import Person
from service.settings import BadSettings, Settings
from tests.database_server import ClonedDatabase, DatabaseServer
from tests.service.office import AT, NAME, Office

SOMEBODY = Person(uuid4(), "梁晓雯", NAME)
ADDRESS = "postgresql+psycopg://zhuanhu_app@db/"


@pytest.fixture
def stage(postgres: DatabaseServer) -> Iterator[ClonedDatabase]:
    with postgres.clone() as clone:
        prepare_rehearsal(clone.owner_url)
        yield clone


def test_a_rehearsal_begins_with_money_and_three_people_whose_books_hold(
    stage: ClonedDatabase,
) -> None:
    first = founding.begin(stage, SOMEBODY, AT)
    second = founding.begin(stage, SOMEBODY, AT + timedelta(minutes=5))
    assert first != second
    with stage.transaction(CENTER) as session:
        assert rehearsals.newest_of(session, SOMEBODY.id) == second
        assert rehearsals.newest_of(session, uuid4()) is None
        names = [rehearsals.player(session, second, role, AT) for role in rehearsals.ROLES]
        assert [found and found.name for found in names] == [
            "梁晓雯（经办）", "梁晓雯（复核）", "梁晓雯（出纳）",
        ]  # fmt: skip
        assert rehearsals.player(session, second, Role.CENTER_MANAGER, AT) is None
        assert rehearsals.player(session, uuid4(), Role.EMPLOYER_MAKER, AT) is None
    faults = [fault for part in proving.prove_each(stage) for fault in part.faults]
    assert faults == []
    assert list(proving.prove_across(stage)) == []


def test_no_rehearsal_begins_among_real_books(office: Office) -> None:
    with pytest.raises(DBAPIError, match="no rehearsal begins here"):
        founding.begin(office.database, SOMEBODY, AT)


@pytest.mark.usefixtures("office")
def test_a_database_is_for_real_books_or_for_rehearsals(
    database: ClonedDatabase, stage: ClonedDatabase
) -> None:
    check_schema_and_role(database)
    check_schema_and_role(stage, rehearsal=True)
    with pytest.raises(UnfitDatabase, match="ZHUANHU_REHEARSAL_DATABASE_URL"):
        check_schema_and_role(database, rehearsal=True)
    with pytest.raises(UnfitDatabase, match="check ZHUANHU_DATABASE_URL"):
        check_schema_and_role(stage)
    with pytest.raises(UnfitDatabase, match="must name another"):
        prepare_rehearsal(database.owner_url)
    with pytest.raises(UnfitDatabase, match="must name another"):
        empty_rehearsal(database.owner_url)
    prepare_rehearsal(stage.owner_url)  # again: nothing happens


def test_clearing_makes_the_stage_anew_and_leaves_the_real_books(
    office: Office, database: ClonedDatabase, stage: ClonedDatabase, tmp_path: Path
) -> None:
    founding.begin(stage, SOMEBODY, AT)
    settings = Settings.from_environment({
        "ZHUANHU_DATA": str(tmp_path),
        "ZHUANHU_DATABASE_URL": database.application_url.render_as_string(hide_password=False),
        "ZHUANHU_OWNER_DATABASE_URL": database.owner_url.render_as_string(hide_password=False),
        "ZHUANHU_REHEARSAL_DATABASE_URL": stage.application_url.render_as_string(
            hide_password=False
        ),
        "ZHUANHU_REHEARSAL_OWNER_DATABASE_URL": stage.owner_url.render_as_string(
            hide_password=False
        ),
    })  # fmt: skip
    kept = settings.for_rehearsals.originals_folder / "kept"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"drawn")
    stage.dispose()
    running.clear_rehearsals(settings)
    assert not settings.for_rehearsals.data_folder.exists()
    check_schema_and_role(stage, rehearsal=True)
    with stage.transaction(CENTER) as session:
        assert rehearsals.count(session) == 0
    again = founding.begin(stage, SOMEBODY, AT)
    with stage.transaction(CENTER) as session:
        assert rehearsals.newest_of(session, SOMEBODY.id) == again
    with database.transaction(CENTER) as session:
        assert list(session.scalars(text("select id from employer"))) == [office.employer_id]
    assert running.rehearsal_url(settings) == settings.rehearsal_database_url


def test_a_stage_whose_database_is_not_ready_stays_closed_and_opens_later(
    office: Office, postgres: DatabaseServer, tmp_path: Path
) -> None:
    settings = Settings.from_environment({"ZHUANHU_DATA": str(tmp_path)})
    with postgres.clone() as unmarked:
        made = make_stage(settings, office.desk, unmarked.application_url)
        with pytest.raises(UnfitDatabase):
            made.parts()
        with unmarked.transaction(NOBODY) as session:
            assert session.scalar(text("select count(*) from user_account")) == 0


def test_what_is_rehearsed_has_no_way_out_of_the_house(tmp_path: Path) -> None:
    settings = Settings.from_environment({
        "ZHUANHU_DATA": str(tmp_path),
        "ZHUANHU_SMTP_URL": "smtp://mail.example.org",
        "ZHUANHU_MAIL_FROM": "zhuanhu@example.org",
        "ZHUANHU_ANCHOR_MAIL_TO": "audit@example.org",
    })  # fmt: skip
    beside = settings.for_rehearsals
    assert (beside.smtp_url, beside.mail_from, beside.anchor_mail_to) == (None, None, ())
    assert beside.robot_hosts == ()
    assert beside.originals_folder != settings.originals_folder
    assert beside.anchors_file != settings.anchors_file


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"REHEARSAL_DATABASE_URL": ADDRESS + "r"}, "set both ZHUANHU_REHEARSAL"),
        (
            {"REHEARSAL_DATABASE_URL": ADDRESS + "r", "REHEARSAL_OWNER_DATABASE_URL": ADDRESS},
            "goes with ZHUANHU_DATABASE_URL",
        ),
        (
            {
                "DATABASE_URL": ADDRESS + "z",
                "OWNER_DATABASE_URL": ADDRESS + "o",
                "REHEARSAL_DATABASE_URL": ADDRESS + "z",
                "REHEARSAL_OWNER_DATABASE_URL": ADDRESS + "p",
            },
            "must name another database",
        ),
    ],
)
def test_settings_that_would_mix_rehearsals_with_real_books_stop_the_start(
    given: dict[str, str], told: str
) -> None:
    with pytest.raises(BadSettings, match=told):
        Settings.from_environment({f"ZHUANHU_{name}": value for name, value in given.items()})
