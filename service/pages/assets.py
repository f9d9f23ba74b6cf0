"""Styles and scripts, served under names that change with their content and so live for ever."""

import json
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, send_from_directory, url_for

from service.permissions import Permission
from service.web.access import needs

BUILT = Path(__file__).parent / "static" / "built"
ONE_YEAR_SECONDS = 365 * 24 * 60 * 60

blueprint = Blueprint("assets", __name__, template_folder="templates")


class NotBuiltError(Exception):
    """The styles and scripts have not been bundled yet."""


@cache
def manifest() -> dict[str, str]:
    """Give the served name of each bundle; `NotBuiltError` says how to make them."""
    try:
        text = (BUILT / "manifest.json").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotBuiltError(
            "styles and scripts are not built: run `npm ci && npm run build`"
        ) from error
    names: dict[str, str] = json.loads(text)
    return names


def address_of(name: str) -> str:
    """Give the address of a bundle by its plain name, such as `app.css`."""
    return url_for("assets.file", name=manifest()[name])


@blueprint.get("/static/<path:name>")
@needs(Permission.PUBLIC)
def file(name: str) -> Response:
    """Give one bundle; its name changes when it does, so browsers may keep it."""
    response = send_from_directory(BUILT, name, max_age=ONE_YEAR_SECONDS)
    response.cache_control.immutable = True
    response.cache_control.public = True
    return response
