"""Styles and scripts, served under names that change with their content and so live for ever."""

import json
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, Response, request, send_from_directory, url_for

from service.permissions import Permission
from service.web.access import needs

BUILT = Path(__file__).parent / "static" / "built"
MANIFEST = BUILT / "manifest.json"
ONE_YEAR_SECONDS = 365 * 24 * 60 * 60
CODINGS = {"br": ".br", "gzip": ".gz"}  # what the build lays beside each bundle, smallest first

blueprint = Blueprint("assets", __name__, template_folder="templates")


class NotBuiltError(Exception):
    """The styles and scripts have not been bundled yet."""


def manifest() -> dict[str, str]:
    """Give the served name of each bundle; `NotBuiltError` says how to make them."""
    try:
        return _read(MANIFEST.stat().st_mtime_ns)
    except FileNotFoundError as error:
        raise NotBuiltError("styles and scripts are not built: run `make demo`") from error


@lru_cache(maxsize=1)
def _read(_changed: int) -> dict[str, str]:
    """Read the manifest once for each time it was built."""
    names: dict[str, str] = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return names


def address_of(name: str) -> str:
    """Give the address of a bundle by its plain name, such as `app.css`."""
    return url_for("assets.file", name=manifest()[name])


@blueprint.get("/static/<path:name>")
@needs(Permission.PUBLIC)
def file(name: str) -> Response:
    """Give one bundle; its name changes when it does, so browsers may keep it."""
    coding = _coding(name)
    response = send_from_directory(
        BUILT,
        name + CODINGS.get(coding, ""),
        mimetype=guess_type(name)[0],
        max_age=ONE_YEAR_SECONDS,
    )
    if coding in CODINGS:
        response.content_encoding = coding
    response.vary.add("Accept-Encoding")
    response.cache_control.immutable = True
    response.cache_control.public = True
    return response


def _coding(name: str) -> str:
    """Give the smallest coding that the browser takes and the build has made."""
    made = [coding for coding, ending in CODINGS.items() if (BUILT / f"{name}{ending}").is_file()]
    return next((coding for coding in made if request.accept_encodings[coding] > 0), "identity")
