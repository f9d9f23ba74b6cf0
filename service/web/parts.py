"""The running parts of the product that a web request works with.

There are two sets of them: those of the real books, and those of the stage, where rehearsals take
place in a database and a folder of their own. Who is logged in always stands in the real database;
which set a request works with is decided once, when its session is opened (`web.sessions`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Protocol

from flask import current_app, g

from service.actions.due_runs import Run
from service.actions.intake import Desk
from service.db import Database
from service.identity import Limits
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Parts:
    """Settings, and the desk where files are taken in (database, originals, readers).

    `rehearsal`: they are those of the stage.
    """

    settings: Settings
    desk: Desk
    rehearsal: bool = False

    @property
    def database(self) -> Database:
        return self.desk.database

    @property
    def session_limits(self) -> Limits:
        """How long a browser's session may idle, and last in all."""
        return Limits(
            timedelta(minutes=self.settings.session_idle_minutes),
            timedelta(hours=self.settings.session_hours),
        )


class Stage:
    """Where rehearsals take place: opened with the first one, so that before it costs nothing."""

    def __init__(self, open_parts: Callable[[], Parts]) -> None:
        self._open = open_parts
        self._lock = Lock()
        self._parts: Parts | None = None

    def parts(self) -> Parts:
        """Give the parts of the stage; `UnfitDatabase` when its database is not ready."""
        with self._lock:
            if self._parts is None:
                self._parts = self._open()
            return self._parts


class Schedule(Protocol):
    """Something that the clock does again and again: what, when next, what became of it last."""

    @property
    def name(self) -> str: ...
    @property
    def meaning(self) -> str: ...
    @property
    def next_due_at(self) -> datetime: ...
    @property
    def newest(self) -> Run | None: ...


Schedules = Callable[[Database, datetime], Sequence[Schedule]]


@dataclass(frozen=True, slots=True)
class House:
    """The parts of the real books, the stage where the operator has given one a database.

    `schedules` lists what the clock does.
    """

    real: Parts
    stage: Stage | None
    schedules: Schedules


def house() -> House:
    """Give what the application was made with."""
    found = current_app.extensions["zhuanhu"]
    assert isinstance(found, House), "the application was made by service.app"
    return found


def parts() -> Parts:
    """Give the parts that the present request works with."""
    found: Parts | None = g.get("zhuanhu_parts")
    return found or house().real


def work_with(chosen: Parts) -> None:
    """Let the rest of the present request work with these parts."""
    g.zhuanhu_parts = chosen


def now() -> datetime:
    """Give the instant of the request: the only clock of the web doors."""
    return datetime.now(UTC)
