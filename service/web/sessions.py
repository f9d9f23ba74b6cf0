"""Browser sessions kept in the real database; the cookie holds only a random secret.

A session may be on stage: its person then plays a role in a rehearsal, and the request works with
the parts of the stage. A form made before going on or off the stage is worth nothing afterwards.
"""

from copy import deepcopy
from typing import Any, Final
from uuid import UUID

from flask import Flask, Request, Response, g, request, session
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy.exc import OperationalError
from typing_extensions import override

from service.actions import access_tokens, people, rehearsals
from service.actions.access_tokens import Bearer
from service.db import CENTER, UnfitDatabase
from service.permissions import Actor, Role
from service.web.parts import Parts, house, now, work_with

ON_STAGE: Final = "rehearsal"  # in a session: the employer made up for it, and the role played
FORM_TOKEN: Final = "csrf_token"  # noqa: S105  # where Flask-WTF keeps what it signs forms with


class WebSession(dict[str, Any], SessionMixin):
    """What a browser's session remembers, and who is logged in.

    `actor` acts in this request: the `person` who logged in, or in a rehearsal the one who is
    played. `adrift`: the rehearsal that the session remembers is no more.
    """

    def __init__(self, data: dict[str, object], secret: str | None, actor: Actor | None) -> None:
        super().__init__(data)
        self.secret = secret
        self.actor = self.person = actor
        self.adrift = False
        self.bearer: Bearer | None = None  # a program that came with an access token
        self.token_refused = False
        self.before = deepcopy(dict(data))  # lists inside, such as flashed words, change in place

    @property
    def changed(self) -> bool:
        return dict(self) != self.before


class DatabaseSessions(SessionInterface):
    """Opens a session before a request and stores it after, in transactions of their own."""

    @override
    def open_session(self, app: Flask, request: Request) -> WebSession:  # Flask's signature
        """Give the session of the cookie; a dead or unknown one gives an empty session."""
        token = _token_of(request)
        if token is not None:
            return _of_program(token)
        secret = request.cookies.get(cookie_name())
        if secret is None or _for_an_asset(request):
            return WebSession({}, None, None)
        real = house().real
        with real.database.transaction(CENTER) as transaction:
            live = people.resume(transaction, secret, real.session_limits, now())
        if live is None:
            return WebSession({}, None, None)
        web = WebSession(live.data, secret, live.actor)
        if web.person is not None and ON_STAGE in web:
            _play(web)
        return web

    @override
    def save_session(
        self, app: Flask, session: SessionMixin, response: Response
    ) -> None:  # Flask's signature
        """Store what changed and hand the secret to the browser when it is new."""
        assert isinstance(session, WebSession), "opened by this interface"
        if session.bearer is not None or session.token_refused:
            return
        if session.changed and not _for_an_asset(request):  # an asset must not replace a session
            with house().real.database.transaction(CENTER) as transaction:
                session.secret = people.remember(transaction, session.secret, dict(session), now())
            _set_cookie(response, session.secret)


def _token_of(asked: Request) -> str | None:
    """Give the access token of a request to the API; elsewhere there is none."""
    given = asked.authorization
    if given is None or given.type != "bearer" or not asked.path.startswith("/api/"):
        return None
    return given.token or ""


def _of_program(token: str) -> WebSession:
    """Give a session that lasts for this request; an unknown token opens nothing."""
    found = access_tokens.bearer(house().real.database, token, now())
    web = WebSession({}, None, found.actor if found else None)
    web.bearer, web.token_refused = found, found is None
    return web


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
    with house().real.database.transaction(CENTER) as transaction:
        signed_in = people.log_in(transaction, login, password, address, now())
        if signed_in is not None and web.secret is not None:
            people.log_out(transaction, web.secret)
    if signed_in is None:
        return None
    kept = {"language": web["language"]} if "language" in web else {}
    web.clear()
    web.update(kept, signed_in=True)  # differs from before, so the new cookie is sent
    web.secret, web.adrift = signed_in.secret, False
    web.actor = web.person = signed_in.actor
    work_with(house().real)
    return signed_in.actor


def log_out() -> None:
    """End the session; the cookie then opens nothing."""
    web = current()
    if web.secret is not None:
        with house().real.database.transaction(CENTER) as transaction:
            people.log_out(transaction, web.secret)
    kept = {"language": web["language"]} if "language" in web else {}
    web.clear()
    web.update(kept)
    web.secret = web.actor = web.person = None
    web.adrift = False
    work_with(house().real)


def _play(web: WebSession) -> None:
    """Work on stage in the name of whom the person plays; or be adrift, and touch nothing."""
    played = web[ON_STAGE]
    found = _stage_parts()
    actor = _player(found, UUID(played["employer"]), Role(played["role"])) if found else None
    if found is None or actor is None:
        web.adrift = True
        return
    web.actor = actor
    work_with(found)


def _player(stage: Parts, employer_id: UUID, role: Role) -> Actor | None:
    """Give who the person is on stage; nobody while its database does not answer."""
    try:
        with stage.database.transaction(CENTER) as transaction:
            return rehearsals.player(transaction, employer_id, role, now())
    except OperationalError:
        return None


def _stage_parts() -> Parts | None:
    stage = house().stage
    try:
        return stage.parts() if stage else None
    except UnfitDatabase:  # of another version: it is being made ready, or not at all
        return None


def go_on_stage(employer_id: UUID, role: Role) -> None:
    """Play a role of a rehearsal from the next request on."""
    web = current()
    if ON_STAGE not in web:
        _forget_forms(web)
    web[ON_STAGE] = {"employer": str(employer_id), "role": role.value}


def leave_stage() -> None:
    """Go back to the real books with the next request."""
    web = current()
    if web.pop(ON_STAGE, None) is not None:
        _forget_forms(web)


def _forget_forms(web: WebSession) -> None:
    """Make every form worthless that was shown before: what it says was about another book."""
    web.pop(FORM_TOKEN, None)
    g.pop(FORM_TOKEN, None)


def cookie_name() -> str:
    """Give the cookie's name; over https the browser itself then guards host, path and secrecy."""
    return "__Host-zhuanhu" if house().real.settings.secure_cookies else "zhuanhu"


def _set_cookie(response: Response, secret: str) -> None:
    response.set_cookie(
        cookie_name(),
        secret,
        secure=house().real.settings.secure_cookies,
        httponly=True,
        samesite="Lax",
        path="/",
    )
