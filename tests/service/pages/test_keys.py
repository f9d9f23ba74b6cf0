"""Keys of the pages: one for one thing, and only where the thing is."""

import re
from collections import Counter

from service.pages import surroundings
from service.pages.going import LETTERS
from service.permissions import Role, allows
from tests.service.browsing import Web
from tests.service.pages.test_pages import LOGINS, addresses, lived_in

__all__ = ["lived_in"]

OWN = re.compile(r'data-key="([^"]+)"')
GO = re.compile(r'data-go="([^"]+)"')


def test_no_page_has_one_key_for_two_things(lived_in: Web) -> None:
    for login in LOGINS:
        client = lived_in.client(login)
        for endpoint, address in addresses(lived_in):
            if endpoint == "style_guide.show":  # shows every part many times over
                continue
            answer = client.get(address)
            if answer.mimetype != "text/html":
                continue
            page = answer.text
            for pattern in (OWN, GO):
                twice = [key for key, n in Counter(pattern.findall(page)).items() if n > 1]
                assert twice == [], (login, address)
            assert not set(OWN.findall(page)) & {"j", "k", "x", "g", "?"}, (login, address)


def test_no_menu_has_one_letter_for_two_lines() -> None:
    for role in Role:
        letters = [
            LETTERS[entry.endpoint]
            for _, entries in surroundings.MENU
            for entry in entries
            if allows(role, entry.permission) and entry.endpoint in LETTERS
        ]
        assert letters, role
        assert len({*letters, "m"}) == len(letters) + 1, role


def test_every_letter_leads_to_a_page(web: Web) -> None:
    assert set(LETTERS) <= set(web.app.view_functions)
