"""People of the sample programme at their browsers, and an eye on everything that goes wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
    sync_playwright,
)  # fmt: skip

from tests import browser as chromium
from tests.journeys.product import PASSWORD

Language = Literal["zh", "en"]
SCREEN: ViewportSize = {"width": 1440, "height": 900}
PATIENCE_MS = 20_000
REFUSED = 422  # an answer that tells a person what to mend; every other 4xx and 5xx is a fault
WATCH_POLICY = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Lend the system's Chromium, without a window."""
    program = chromium.executable()
    assert program is not None, chromium.WAY_OUT
    with sync_playwright() as driver:
        opened = driver.chromium.launch(
            executable_path=program, headless=True, args=["--lang=zh-CN"]
        )
        yield opened
        opened.close()


@dataclass
class Watch:
    """What went wrong in a browser: on its console, in its pages, on the line."""

    faults: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Begin to watch."""
        context.add_init_script(WATCH_POLICY)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"page error: {error.error}"))
        context.on("response", self._response)
        context.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        told_by_response = message.text.startswith("Failed to load resource: the server responded")
        if message.type in {"error", "warning"} and not told_by_response:
            self.faults.append(f"console: {message.text} ({message.location})")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status != REFUSED:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the person went on to another page
            self.faults.append(f"{request.failure} {request.method} {request.url}")


@dataclass(frozen=True)
class People:
    """Opens browsers for people, one context each, all under one watch."""

    browser: Browser
    address: str
    watch: Watch

    def visitor(self, *, bypass_policy: bool = False) -> Page:
        """Give the page of somebody who has not logged in."""
        context = self.browser.new_context(
            base_url=self.address, viewport=SCREEN, locale="zh-CN", bypass_csp=bypass_policy
        )
        context.set_default_timeout(PATIENCE_MS)
        self.watch.over(context)
        return context.new_page()

    def log_in(self, login: str, *, bypass_policy: bool = False) -> Page:
        """Give the page of somebody of the cast, who has just logged in."""
        page = self.visitor(bypass_policy=bypass_policy)
        page.goto("/login")
        page.get_by_label("登录名").fill(login)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda address: not address.endswith("/login"))
        return page


def speak(page: Page, language: Language) -> None:
    """Have the pages in a language, by the switch at the top."""
    wanted = "English" if language == "en" else "中文"
    switch = page.get_by_role("button", name=wanted, exact=True)
    if switch.count():
        switch.click()
        page.wait_for_load_state()
