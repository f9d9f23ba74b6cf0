"""An office with a stage beside it: the application with both, and people on stage."""

import re
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text
from typing_extensions import override

from service.actions import intake_work
from service.actions.intake import Desk
from service.app import make_app
from service.db import CENTER, prepare_rehearsal
from service.originals import Originals
from service.settings import Settings
from service.web.parts import Parts, Stage
from tests.database_server import ClonedDatabase
from tests.service.browsing import Client, Web
from tests.service.office import PASSWORD, Office

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
COUNTED = ("employer", "claim", "original", "intake_batch", "inbox_message", "first_steps")


class Player(Client):
    """A browser that finds its form token on the page of the present session."""

    @override
    def token(self) -> str:
        """Give the token of any page that the session may see, on stage or off it."""
        found = TOKEN.search(self.get("/desk", follow_redirects=True).text)
        assert found is not None, "every page of somebody logged in holds a form token"
        return found[1]


class StagedWeb(Web):
    """The application of an office with a stage in another database and another folder."""

    def __init__(self, office: Office, folder: Path, beside: ClonedDatabase) -> None:
        prepare_rehearsal(beside.owner_url)
        self.office, self.beside = office, beside
        settings = Settings.from_environment({"ZHUANHU_DATA": str(folder / "data")})
        there = settings.for_rehearsals
        self.stage_desk = Desk(
            beside, Originals(there.originals_folder), office.desk.readers, look=False
        )
        parts = Parts(there, self.stage_desk, rehearsal=True)
        self.app = make_app(settings, office.desk, Stage(lambda: parts))

    def player(self, login: str, *, begun: bool = True) -> Player:
        """Give the browser of somebody who has just gone on stage."""
        player = Player(self.app)
        found = TOKEN.search(player.get("/login").text)
        assert found is not None
        sent = {"csrf_token": found[1], "login": login, "password": PASSWORD}
        assert player.post("/login", data=sent).status_code == 302
        if begun:
            assert player.send("/rehearsal").location == "/desk"
        return player

    def work_off(self) -> int:
        """Read and check what was put in on stage."""
        return intake_work.work_off(self.stage_desk, lambda: datetime.now(UTC), "test")

    def real_rows(self) -> dict[str, int]:
        """Count what a rehearsal must never add to."""
        return counted(self.office.desk.database)


def counted(database: object) -> dict[str, int]:
    """Count the rows of a database that belong to employers' work."""
    assert isinstance(database, ClonedDatabase)
    with database.transaction(CENTER) as session:
        return {
            table: session.scalar(text(f"select count(*) from {table}")) or 0  # noqa: S608  # of the list above
            for table in COUNTED
        }
