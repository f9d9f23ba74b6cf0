"""Who may use a route: every view names a permission, and a view that names none is refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import BadRequest, SecurityError

from service.db import CENTER, Scope
from service.messages import N_, Forbidden, Unauthorized
from service.permissions import Actor, Permission, allows
from service.web.parts import parts
from service.web.sessions import current

P = ParamSpec("P")
R = TypeVar("R")
_MARK = "zhuanhu_permission"
_UNKNOWN_TOKEN = N_("接口令牌无效、已停用或已过期，请在“接口令牌”页面重新生成。")
NUL = "\0"


def needs(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Name the permission of a view; without it the answer is 403, or the log-in page."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not _allowed(permission):
                raise Forbidden(N_("您的角色没有这项权限；如需办理，请联系有权限的同事。"))
            return view(*args, **kwargs)

        setattr(guarded, _MARK, permission)
        return guarded

    return mark


def _allowed(permission: Permission) -> bool:
    """Tell whether whoever asks holds a permission, and so does the token of a program."""
    web = current()
    if web.token_refused:
        raise Unauthorized(_UNKNOWN_TOKEN)
    within = web.bearer is None or permission in web.bearer.scope | {Permission.PUBLIC}
    return within and allows(web.actor.role if web.actor else None, permission)


def permission_of(view: Callable[..., object], method: str = "GET") -> Permission | None:
    """Give the permission that a view names, or the method of a view that is a class."""
    of_class = getattr(view, "view_class", None)
    return getattr(getattr(of_class, method.lower(), None) if of_class else view, _MARK, None)


def actor() -> Actor:
    """Give who is logged in; views that need a permission above `public` may call it."""
    found = current().actor
    assert found is not None, "the view needs a permission that nobody without log-in has"
    return found


def scope_of(someone: Actor) -> Scope:
    """Give the rows somebody may touch: the own employer's, or the Center's view of all."""
    return someone.employer_id or CENTER


@contextmanager
def transaction() -> Iterator[Session]:
    """Work in the database in the name of whoever is logged in."""
    with parts().database.transaction(scope_of(actor())) as session:
        yield session


@contextmanager
def snapshot() -> Iterator[Session]:
    """Read what stands at one moment, in the name of whoever is logged in; nobody waits for it."""
    with parts().database.snapshot(scope_of(actor())) as session:
        yield session


def to_log_in() -> ResponseReturnValue | None:
    """Send a visitor without log-in to the log-in page and back afterwards (pages only)."""
    if current().actor is not None or request.endpoint is None:
        return None
    needed = permission_of(current_app.view_functions[request.endpoint])
    if needed is None or allows(None, needed) or request.path.startswith("/api/"):
        return None
    back = request.full_path if request.method == "GET" else ""
    return redirect(url_for("session.log_in", next=back or None))


def safe_next(target: str | None) -> str:
    """Give a local address to go on to; anything that leaves this site becomes the start page."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return "/"
    split = urlsplit(target)
    return target if not split.scheme and not split.netloc else "/"


CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def add_headers(response: Response) -> Response:
    """Tell the browser to run only our own code, frame us nowhere and keep nothing."""
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if not request.path.startswith("/static/"):  # downloads, too: they are other people's papers
        response.headers["Cache-Control"] = "no-store"
    if parts().settings.secure_cookies:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


WRONG_NAME = N_("请使用本系统的正式网址访问。")


def refuse_other_name() -> ResponseReturnValue | None:
    """Refuse a request by a name that is not ours; a page would need the name for its links."""
    if not isinstance(request.routing_exception, SecurityError):
        return None
    return Response(gettext(WRONG_NAME), 400, mimetype="text/plain")


def refuse_nul() -> None:
    """Refuse the one character that the database cannot keep, before any action meets it."""
    for sent in (request.args, request.form):
        if any(NUL in text for name in sent for text in (name, *sent.getlist(name))):
            raise BadRequest


def guard(app: Flask) -> None:
    """Put the headers and the way to the log-in page on an application."""
    app.before_request(refuse_other_name)
    app.before_request(refuse_nul)
    app.before_request(to_log_in)
    app.after_request(add_headers)
