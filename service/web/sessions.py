"""Browser sessions kept in the database; the cookie holds only a random secret."""

from copy import deepcopy
from typing import Any

from flask import Flask, Request, Response, request, session
from flask.sessions import SessionInterface, SessionMixin
from typing_extensions import override

from service.actions import people
from service.db import CENTER
from service.permissions import Actor
from service.web.parts import now, parts


class WebSession(dict[str, Any], SessionMixin):
    """What a browser's session remembers, and who is logged in."""

    def __init__(self, data: dict[str, object], secret: str | None, actor: Actor | None) -> None:
        super().__init__(data)
        self.secret = secret
        self.actor = actor
        self.before = deepcopy(dict(data))  # lists inside, such as flashed words, change in place

    @property
    def changed(self) -> bool:
        return dict(self) != self.before


class DatabaseSessions(SessionInterface):
    """Opens a session before a request and stores it after, in transactions of their own."""

    @override
    def open_session(self, app: Flask, request: Request) -> WebSession:  # Flask's signature
        """Give the session of the cookie; a dead or unknown one gives an empty session."""
        secret = request.cookies.get(cookie_name())
        if secret is None or _for_an_asset(request):
            return WebSession({}, None, None)
        with parts().database.transaction(CENTER) as transaction:
            live = people.resume(transaction, secret, parts().session_limits, now())
        if live is None:
            return WebSession({}, None, None)
        return WebSession(live.data, secret, live.actor)

    @override
    def save_session(
        self, app: Flask, session: SessionMixin, response: Response
    ) -> None:  # Flask's signature
        """Store what changed and hand the secret to the browser when it is new."""
        assert isinstance(session, WebSession), "opened by this interface"
        if session.changed and not _for_an_asset(request):  # an asset must not replace a session
            with parts().database.transaction(CENTER) as transaction:
                session.secret = people.remember(transaction, session.secret, dict(session), now())
            _set_cookie(response, session.secret)


def _for_an_asset(asked: Request) -> bool:
    return asked.path.startswith("/static/")


def current() -> WebSession:
    """Give the session of the present request."""
    found = session._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # the way to a werkzeug proxy's object
    assert isinstance(found, WebSession), "opened by DatabaseSessions"
    return found


def log_in(login: str, password: str, address: str) -> Actor | None:
    """Check a log-in; on success the old session ends and a new secret is handed out."""
    web = current()
    with parts().database.transaction(CENTER) as transaction:
        signed_in = people.log_in(transaction, login, password, address, now())
        if signed_in is not None and web.secret is not None:
            people.log_out(transaction, web.secret)
    if signed_in is None:
        return None
    kept = {"language": web["language"]} if "language" in web else {}
    web.clear()
    web.update(kept, signed_in=True)  # differs from before, so the new cookie is sent
    web.secret, web.actor = signed_in.secret, signed_in.actor
    return signed_in.actor


def log_out() -> None:
    """End the session; the cookie then opens nothing."""
    web = current()
    if web.secret is not None:
        with parts().database.transaction(CENTER) as transaction:
            people.log_out(transaction, web.secret)
    kept = {"language": web["language"]} if "language" in web else {}
    web.clear()
    web.update(kept)
    web.secret = web.actor = None


def cookie_name() -> str:
    """Give the cookie's name; over https the browser itself then guards host, path and secrecy."""
    return "__Host-zhuanhu" if parts().settings.secure_cookies else "zhuanhu"


def _set_cookie(response: Response, secret: str) -> None:
    response.set_cookie(
        cookie_name(),
        secret,
        secure=parts().settings.secure_cookies,
        httponly=True,
        samesite="Lax",
        path="/",
    )
