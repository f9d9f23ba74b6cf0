"""The web application over an office, and clients that are logged in."""

import re
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.app import make_app
from service.settings import Settings
from tests.service.office import PASSWORD, Office

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="csrf_token"')


class Web:
    """The application of one office."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office = office
        settings = Settings.from_environment({"ZHUANHU_DATA": str(folder / "data")})
        self.app: Flask = make_app(settings, office.desk)

    def client(self, login: str | None = None) -> "Client":
        """Give a browser, logged in when a name is given."""
        client = Client(self.app)
        if login is not None:
            answer = client.send("/login", login=login, password=PASSWORD)
            assert answer.status_code == 302, answer.text
        return client


class Client(FlaskClient):
    """A browser that carries the form token along."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app, app.response_class)

    def token(self) -> str:
        """Give the token of the present session, as a form or a script finds it."""
        page = self.get("/login").text
        found = TOKEN.search(page)
        assert found is not None, "the log-in page holds a form token"
        return found[1] or found[2]

    def send(self, path: str, **values: str | list[str]) -> TestResponse:
        """Post a form with its token."""
        return self.post(path, data={"csrf_token": self.token(), **values})
