"""The library of the service: installed texts, approved ones, and damaged ones."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from compliance import library
from compliance.library import Library, MissingTextError
from compliance.text import TextKind
from service import texts
from service.db import CENTER
from service.texts import UnreadableTextError, agreed_list
from tests.database_server import ClonedDatabase
from tests.service.loaded_texts import FROM, LIST, NEW_LIST, a_list, a_row, keep
from tests.service.office import Office


def of(office: Office) -> Library:
    """Give the library as an employer's session has it."""
    with office.database.transaction(office.employer_id) as session:
        return texts.library(session)


@pytest.fixture
def approved(office: Office) -> Office:
    with office.database.transaction(CENTER) as session:
        keep(session, a_row(office, a_list()))
    return office


def test_without_approved_texts_the_installed_ones_are_all(office: Office) -> None:
    assert of(office) is library.installed()


def test_a_waiting_text_is_not_in_the_library(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        keep(session, a_row(office, a_list(), approved_by=None, approved_at=None))
        assert texts.library(session) is library.installed()


def test_an_approved_list_replaces_the_old_one_from_its_day(approved: Office) -> None:
    found = of(approved)
    day_before = found.in_force(LIST, date(2025, 12, 31))
    assert day_before.negative_list.heading.version == LIST
    assert found.in_force(LIST, FROM).negative_list.heading.version == NEW_LIST


def test_the_library_is_read_once(approved: Office) -> None:
    first = of(approved)
    asked: list[str] = []

    def listen(*args: object) -> None:
        asked.append(str(args[2]))

    event.listen(approved.database.engine, "before_cursor_execute", listen)
    try:
        assert of(approved) is first
    finally:
        event.remove(approved.database.engine, "before_cursor_execute", listen)
    assert len([each for each in asked if "law_text" in each]) == 1
    assert not any("content" in each for each in asked)


def test_the_next_approval_is_seen_at_once(approved: Office) -> None:
    first = of(approved)
    with approved.database.transaction(CENTER) as session:
        keep(
            session,
            a_row(approved, a_list("default-2027", replaces=NEW_LIST), version="default-2027"),
        )
    assert of(approved) is not first
    assert of(approved).in_force(LIST, FROM).negative_list.heading.version == "default-2027"


def test_only_so_many_libraries_are_kept(approved: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LIBRARIES_KEPT", 1)
    monkeypatch.setattr(texts, "_LIBRARIES", {})  # other tests may have read the same texts
    first = of(approved)
    with approved.database.transaction(CENTER) as session:
        keep(
            session,
            a_row(approved, a_list("default-2027", replaces=NEW_LIST), version="default-2027"),
        )
    assert of(approved) is not first
    assert len(texts._LIBRARIES) == 1  # noqa: SLF001  # what is kept is the point


@pytest.mark.parametrize(
    ("content", "changes", "sentence"),
    [
        ("version = 1", {}, "default-2026 no longer parses"),
        (a_list(), {"sha256": "0" * 64}, "default-2026 is not what was approved"),
        (a_list(LIST, replaces=None), {"version": LIST}, "has the name of another, installed text"),
    ],
)
def test_a_damaged_text_is_loud(
    office: Office, content: str, changes: dict[str, object], sentence: str
) -> None:
    with office.database.transaction(CENTER) as session:
        keep(session, a_row(office, content, **changes))
    with pytest.raises(UnreadableTextError, match=sentence):
        of(office)


def test_a_decision_made_by_an_approved_text_is_found_again(approved: Office) -> None:
    found = of(approved)
    names = found.in_force(LIST, FROM).names()
    assert found.named(names).negative_list.heading.version == NEW_LIST
    with pytest.raises(MissingTextError):
        library.installed().named(names)


def test_employers_see_approved_texts_alone(office: Office, database: ClonedDatabase) -> None:
    with office.database.transaction(CENTER) as session:
        keep(session, a_row(office, a_list(), approved_by=None, approved_at=None))
        keep(session, a_row(office, "x", kind=TextKind.CALENDAR.value))
    counted = text("select array_agg(kind) from law_text")
    with database.transaction(office.employer_id) as session:
        assert session.scalar(counted) == ["calendar"]


@dataclass(frozen=True)
class Version:
    """One version of an agreement."""

    version: int
    signed_on: date
    negative_list: str


FIRST = Version(1, date(2025, 9, 10), "first")
SECOND = Version(2, date(2026, 6, 1), "second")
THIRD = Version(3, date(2026, 6, 1), "third")


@pytest.mark.parametrize(
    ("day", "versions", "expected"),
    [
        (date(2025, 9, 1), (FIRST, SECOND), "first"),  # before any was signed
        (date(2025, 9, 10), (FIRST, SECOND), "first"),
        (date(2026, 5, 31), (SECOND, FIRST), "first"),
        (date(2026, 6, 1), (SECOND, FIRST), "second"),
        (date(2026, 6, 1), (THIRD, FIRST, SECOND), "third"),
        (date(2026, 6, 1), (FIRST,), "first"),
    ],
)
def test_the_day_of_the_cost_says_which_agreed_list_counts(
    day: date, versions: tuple[Version, ...], expected: str
) -> None:
    assert agreed_list(versions, day) == expected


def born_approved(office: Office) -> None:
    with office.database.transaction(CENTER) as session:
        session.add(a_row(office, a_list()))


def test_a_text_that_was_never_loaded_to_wait_is_not_taken(office: Office) -> None:
    with pytest.raises(DBAPIError, match="is decided after it was loaded"):
        born_approved(office)
