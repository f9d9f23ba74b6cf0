"""Pictures of every page: each role, both languages, a screen and a phone, in `.screenshots`.

Run as `python -m tests.journeys.screenshots`.
"""

import sys

from playwright.sync_api import Page

from tests.journeys.people import Language, People, Watch, open_browser, speak
from tests.journeys.places import Place, places
from tests.journeys.product import ROOT, running_product

FOLDER = ROOT / ".screenshots"
LOG_INS = ("maker1", "checker1", "cashier1", "auditor", "manager", "selectee1", "admin")
LANGUAGES: tuple[Language, ...] = ("zh", "en")
WIDTHS = {1440: 900, 390: 844}
# Nothing stands out of sight to the right: not of the page, not inside a table.
OVERFLOW = """[document.scrollingElement, ...document.querySelectorAll(".table-wrap")]
  .some((part) => part.scrollWidth > part.clientWidth)"""


def main() -> int:
    """Take the pictures; say which pages are wider than the screen."""
    watch = Watch()
    with running_product() as product, open_browser() as browser:
        people = People(browser, product.address, watch)
        for login in (None, *LOG_INS):
            page = people.log_in(login) if login else people.visitor()
            _walk(page, login or "visitor", watch)
            page.context.close()
    for fault in watch.faults:
        print(fault)
    print(f"{sum(1 for _ in FOLDER.rglob('*.png'))} pictures in {FOLDER}")
    return 1 if watch.faults else 0


def _walk(page: Page, who: str, watch: Watch) -> None:
    starts = ("/login", "/_styleguide") if who == "visitor" else (page.url,)
    found = list(places(page, *starts))
    for language in LANGUAGES:
        speak(page, language)
        for place in found:
            watch.faults.extend(_take(page, who, place, language))


def _take(page: Page, who: str, place: Place, language: Language) -> list[str]:
    page.goto(place.address)
    wide = []
    for width, height in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": height})
        if page.evaluate(OVERFLOW):
            wide.append(f"wider than {width} px: {who} {place.address}")
        folder = FOLDER / f"{language}-{width}"
        page.screenshot(path=folder / f"{who}-{place.name}.png", full_page=True)
    return wide


if __name__ == "__main__":
    sys.exit(main())
