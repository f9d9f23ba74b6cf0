"""The threads that read what was handed in: they hear the bell, look by themselves, go on."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from service import working
from service.actions import intake_work
from service.actions.intake import Desk
from service.bell import Bell
from service.working import Workers
from tests.service.batches import put_in, seen
from tests.service.office import Office, an_invoice

PATIENCE = 200  # looks, a twentieth of a second apart


@pytest.fixture
def workers(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    monkeypatch.setattr(working, "LOOK_SECONDS", 0.1)
    monkeypatch.setattr(working, "HOLD_SECONDS", 0.1)
    monkeypatch.setattr(working, "END_SECONDS", 0.1)
    made = Workers(office.desk, 2)
    yield made
    made.stop()


def soon(holds: Callable[[], bool]) -> bool:
    for _ in range(PATIENCE):
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_files_are_read_by_themselves(office: Office, workers: Workers) -> None:
    workers.start()
    batch = put_in(office, {"甲.pdf": an_invoice(), "坏.pdf": b"%PDF-1.7 broken"})
    assert soon(lambda: seen(office, batch).finished)
    assert seen(office, batch).counts == {"pass": 1, "refused": 1}


def test_what_another_process_stored_is_found_without_a_bell(
    office: Office, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    workers.start()
    with monkeypatch.context() as patch:
        patch.setattr(Bell, "ring", lambda _: None)
        batch = put_in(office, {"甲.pdf": an_invoice()})
    assert soon(lambda: seen(office, batch).finished)


def test_a_database_that_is_away_for_a_moment_is_asked_again(
    office: Office, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = iter([OSError("away")] * 5)
    honest = intake_work.take_next

    def shaky(*args: object) -> intake_work.InHand | None:
        if (failure := next(failures, None)) is not None:
            raise failure
        return honest(*args)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(intake_work, "take_next", shaky)
    workers.start()
    batch = put_in(office, {"甲.pdf": an_invoice()})
    assert soon(lambda: seen(office, batch).finished)


def test_a_file_that_could_not_even_be_given_back_is_taken_again(
    office: Office, workers: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = intake_work.work
    fails = iter([True])

    def shaky(desk: Desk, hand: intake_work.InHand, clock: intake_work.Clock) -> None:
        if next(fails, False):
            raise OSError("away")
        honest(desk, hand, clock)

    monkeypatch.setattr(intake_work, "work", shaky)
    monkeypatch.setattr(intake_work, "LEASE", timedelta(seconds=1))
    workers.start()
    batch = put_in(office, {"甲.pdf": an_invoice()})
    assert soon(lambda: seen(office, batch).finished)


def test_a_bell_wakes_who_waits_and_nobody_else(office: Office) -> None:
    bell = office.desk.bell
    before = bell.rings
    assert not bell.wait(before, timedelta(milliseconds=1))
    bell.ring()
    assert bell.wait(before, None)
    assert not bell.wait(bell.rings, timedelta(0))
