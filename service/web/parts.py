"""The running parts of the product that a web request works with."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import current_app

from service.actions.intake import Desk
from service.db import Database
from service.identity import Limits
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Parts:
    """Settings, and the desk where files are taken in (database, originals, readers)."""

    settings: Settings
    desk: Desk

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


def parts() -> Parts:
    """Give the parts of the application that handles the present request."""
    found = current_app.extensions["zhuanhu"]
    assert isinstance(found, Parts), "the application was made by service.app"
    return found


def now() -> datetime:
    """Give the instant of the request: the only clock of the web doors."""
    return datetime.now(UTC)
