"""Chinese first, English beside it: the reader's choice, kept in the session."""

from pathlib import Path

from flask import Blueprint, Flask, redirect, request, session
from flask.typing import ResponseReturnValue
from flask_babel import Babel

from service.permissions import Permission
from service.web.access import needs, safe_next

CATALOGUES = Path(__file__).parent.parent / "locale"
LANGUAGES = {"zh": "zh_CN", "en": "en"}

blueprint = Blueprint("language", __name__)


def chosen() -> str:
    """Give the locale of the present reader."""
    return LANGUAGES.get(session.get("language", "zh"), "zh_CN")


def install(app: Flask) -> None:
    """Let every sentence of an application be translated."""
    Babel(
        app,
        default_locale="zh_CN",
        default_timezone="Asia/Shanghai",
        default_translation_directories=str(CATALOGUES),
        locale_selector=chosen,
    )


@blueprint.post("/language")
@needs(Permission.PUBLIC)
def choose() -> ResponseReturnValue:
    """Keep the chosen language and go back to where the reader was."""
    wanted = request.form.get("language", "zh")
    if wanted in LANGUAGES:
        session["language"] = wanted
    return redirect(safe_next(request.form.get("next")))
