"""Start reading here: the web application, put together from its parts."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from flask import Flask
from sqlalchemy import URL
from werkzeug.middleware.proxy_fix import ProxyFix

from importers.sandbox import ReaderPool
from service import api, jobs, logs, running
from service.actions.intake import Desk
from service.db import Database, check_schema_and_role
from service.originals import Originals
from service.pages import door
from service.settings import Settings
from service.web import access, bulk, compression, disclosing, watermark
from service.web.form_tokens import FormTokens
from service.web.parts import House, Parts, Stage
from service.web.sessions import DatabaseSessions
from service.working import Workers

FORM_BYTES_MAX = 1024 * 1024
FORM_PARTS_MAX = 500
STAGE_POOL = 2  # connections kept for rehearsals


def make_desk(settings: Settings, database_url: str | URL) -> Desk:
    """Open the database (checked: right schema, harmless role), the originals and the readers."""
    database = Database(database_url)
    check_schema_and_role(database)
    return Desk(database, Originals(settings.originals_folder), ReaderPool(settings.readers))


def make_stage(settings: Settings, desk: Desk, database_url: str | URL) -> Stage:
    """Give the stage of the rehearsals: opened when the first begins, with the readers of the desk.

    Nothing of it leads to the real books: another database, another folder, no mail, no robots.
    """

    def open_parts() -> Parts:
        beside = settings.for_rehearsals
        database = _stage_database(database_url)
        stage = Desk(database, Originals(beside.originals_folder), desk.readers, desk.look)
        Workers(stage, settings.readers).start()
        return Parts(beside, stage, rehearsal=True)

    return Stage(open_parts)


def _stage_database(url: str | URL) -> Database:
    database = Database(url, STAGE_POOL)
    try:
        check_schema_and_role(database, rehearsal=True)
    except BaseException:  # it is tried again with every request: no connection may be left over
        database.dispose()
        raise
    return database


def make_app(settings: Settings, desk: Desk, stage: Stage | None = None) -> Flask:
    """Give the WSGI application; without a stage no rehearsals are offered."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=settings.upload_bytes_max + FORM_BYTES_MAX,
        MAX_FORM_MEMORY_SIZE=FORM_BYTES_MAX,
        MAX_FORM_PARTS=FORM_PARTS_MAX,
        SECRET_KEY=signing_key(settings.data_folder),
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the session that holds it
        WTF_CSRF_SSL_STRICT=False,  # no Referer is sent at all; the token and SameSite guard
        TRUSTED_HOSTS=settings.trusted_hosts,
    )
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]  # the customary way
    app.extensions["zhuanhu"] = House(Parts(settings, desk), stage, jobs.list_jobs)
    app.session_interface = DatabaseSessions()
    compression.install(app)
    disclosing.install(app)
    watermark.install(app)
    bulk.install(app)  # first of the three: what is held is neither stamped nor written down
    access.guard(app)  # before the form tokens, whose refusal is a page with links
    FormTokens(app)
    api.register(app)
    door.register(app)  # after the API, whose library would answer faults of pages in JSON
    return app


def signing_key(folder: Path) -> str:
    """Give the key that signs form tokens: made once, kept in the data folder."""
    file = folder / "signing.key"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(32), encoding="ascii")
        with suppress(FileExistsError):  # the first of several processes wins, its key whole
            os.link(draft, file)
        draft.unlink()
    return file.read_text(encoding="ascii")


def application() -> Flask:
    """Give the application of a worker process of the web server: settings from the environment."""
    logs.configure()
    settings = Settings.from_environment(os.environ)
    desk = make_desk(settings, running.application_url(settings))
    Workers(desk, settings.readers).start()
    stage_url = running.rehearsal_url(settings)
    stage = None if stage_url is None else make_stage(settings, desk, stage_url)
    return make_app(settings, desk, stage)
