"""Every page that a person can reach, found by following the links of the pages themselves."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page

IDENTITY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d+")
FILTERS = ("state", "outcome")  # a list looks different under these, and so do the things in it
OPENED = """() => [...document.querySelectorAll("a[href]:not([download])")]
  .filter((link) => link.origin === location.origin)
  .map((link) => link.pathname + link.search)"""


@dataclass(frozen=True, slots=True)
class Place:
    """A page with an address; `name` is the same for pages of the same kind."""

    address: str
    name: str


def places(page: Page, *starts: str) -> Iterator[Place]:
    """Walk over all pages of whom `page` belongs to; each is open in `page` when it is given."""
    waiting = deque(Place(start, _name(start, "")) for start in starts)
    seen = {place.name for place in waiting}
    while waiting:
        here = waiting.popleft()
        page.goto(here.address)
        links: list[str] = page.evaluate(OPENED)
        yield here
        for link in links:
            place = Place(link, _name(link, here.address))
            if place.name not in seen:
                seen.add(place.name)
                waiting.append(place)


def _name(address: str, found_on: str) -> str:
    """Name a page by its path without identities, and the filters that it was found under."""
    parts, origin = urlsplit(address), urlsplit(found_on)
    words = [part for part in parts.path.split("/") if part]
    kinds = ["one" if IDENTITY.fullmatch(word) else word for word in words]
    of_list = "one" in kinds and parts.path.startswith(origin.path.rstrip("/") + "/")
    query = parse_qs(origin.query if of_list else parts.query)
    filters = [query[name][0] for name in FILTERS if name in query]
    return "-".join(kinds + filters) or "start"
