"""What stands around every page: menu, person, language, bundles."""

from dataclasses import dataclass

from flask import Flask, request, session, url_for
from flask_babel import gettext

from service.pages import assets
from service.pages.words import ROLES, word
from service.permissions import Actor, Permission, allows
from service.web.sessions import current
from service.web.words import english


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: shown to whoever holds its permission."""

    words: str
    symbol: str
    endpoint: str
    permission: Permission
    family: str  # the blueprint whose pages belong to this line


_P = Permission
MENU: tuple[tuple[str, tuple[Entry, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the menu as this reader sees it."""

    words: str
    symbol: str
    address: str
    here: bool


def menu(actor: Actor) -> list[tuple[str, list[Line]]]:
    """Give the menu of a role: groups of lines, empty groups left out."""
    groups = []
    for title, entries in MENU:
        lines = [
            Line(
                gettext(entry.words),
                entry.symbol,
                url_for(entry.endpoint),
                request.blueprint == entry.family,
            )
            for entry in entries
            if allows(actor.role, entry.permission)
        ]
        if lines:
            groups.append((gettext(title), lines))
    return groups


def here() -> str:
    """Give the address that a change of language comes back to."""
    return request.full_path.rstrip("?") if request.method == "GET" else "/"


def _around() -> dict[str, object]:
    actor = current().actor
    return {
        "asset": assets.address_of,
        "actor": actor,
        "role_word": word(ROLES, actor.role) if actor else "",
        "menu": menu(actor) if actor else [],
        "here": here(),
        "lang": "en" if english() else "zh-CN",
        "may": may,
        "session": session,
    }


def may(name: str) -> bool:
    """Tell a template whether the reader holds a permission."""
    actor = current().actor
    return allows(actor.role if actor else None, Permission(name))


def install(app: Flask) -> None:
    """Give every template what stands around a page."""
    app.context_processor(_around)


