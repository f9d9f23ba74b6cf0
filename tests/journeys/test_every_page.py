"""Every page of every role: light, still, for everybody, no wider than a phone, in one language."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize

from reports.letters import catalogue
from service.actions import letters
from service.demo import cast
from tests.journeys.people import SCREEN, People, speak
from tests.journeys.places import Place, places
from tests.journeys.product import ROOT
from tests.journeys.screenshots import LOG_INS, OVERFLOW

# a group of its own: the stories go on meanwhile, in another worker's product
pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("every page")]

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WEIGHT_MAX = 150_000  # bytes on the line of a page opened for the first time, without documents
# What a page weighs, also where the browser had its styles and scripts already; and how far things
# moved while it came in.
WEIGHT = """() => [...performance.getEntriesByType("navigation"),
  ...performance.getEntriesByType("resource").filter((part) => part.name.includes("/static/"))]
  .map((part) => part.encodedBodySize)"""
SHIFTS = """() => new Promise((resolve) => {
  const moved = (list) => list.filter((shift) => !shift.hadRecentInput)
    .flatMap((shift) => shift.sources.map((one) => one.node?.outerHTML?.slice(0, 120) ?? "?"));
  new PerformanceObserver((list) => resolve(moved(list.getEntries())))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve([]), 50);
})"""
PHONE: ViewportSize = {"width": 390, "height": 844}
CHINESE = re.compile(r"[\u3400-\u9fff]+")
CAPITALS = re.compile(r"[零壹贰叁肆伍陆柒捌玖拾佰仟万亿圆元角分整]+")
# Names that stay as they are: the Center's, and the words in the numbers of vouchers (2026-09
# 记-3) and rulings (解释2026-001).
# Numbers of letters (创新中心整改〔2026〕1号) are as they are printed.
LETTERS = {f"{letters.MARK}{kind.series}" for kind in catalogue.KINDS.values()} | {"号"}
# Numbers of cases and sheets (整改2026-001) begin with a word, too.
CASES = {
    "整改", "追回", "划转", "接收", "调剂", "结算", "处理", "退出", "结题", "预借", "劳务", "申诉",
    "拨付", "受检", "抽查",
}  # fmt: skip
NAMES = {"北京市科协创新服务中心", "记", "解释"} | LETTERS | CASES
# What a reader sees or hears; the name of the other language is written in that language.
SAID = """() => [...document.querySelectorAll("body *:not(script, template, style)")]
  .filter((element) => !element.closest("[lang=zh-CN]:not(html)"))
  .flatMap((element) => [
    ...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data),
    ...["aria-label", "title", "alt", "placeholder"].map((name) => element.getAttribute(name)),
  ]).concat(document.title).filter(Boolean)"""


@pytest.mark.parametrize("login", [None, *LOG_INS])
def test_everybody_can_use_every_page_also_on_a_phone(people: People, login: str | None) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not installed: run `npm ci`")
    page = somebody(people, login)
    page.context.add_init_script(path=AXE)
    faults = [f"{place.name}: {fault}" for place in all_places(page) for fault in unusable(page)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("login", [None, *LOG_INS])
def test_in_english_only_data_is_chinese_and_the_words_fit_a_phone(
    people: People, login: str | None
) -> None:
    page = somebody(people, login)
    page.set_viewport_size(PHONE)
    page.goto("/login" if login is None else "/")
    speak(page, "en")
    found = {fault: place.name for place in places(page, page.url) for fault in unfit(page)}
    assert not found, "\n".join(f"{fault} on {name}" for fault, name in sorted(found.items()))


def somebody(people: People, login: str | None) -> Page:
    return people.log_in(login, bypass_policy=True) if login else people.visitor(bypass_policy=True)


def all_places(page: Page) -> Iterator[Place]:
    """Open every page that this person can reach, one after the other."""
    if page.url == "about:blank":
        return places(page, "/login", "/_styleguide")
    return places(page, page.url)


def unusable(page: Page) -> list[str]:
    """Say what keeps somebody from using the page that is open, on a screen or on a phone."""
    faults = [*heavy(page), *(f"moves: {each}" for each in moved(page))]
    page.set_viewport_size(PHONE)
    faults += ["wider than a phone"] if page.evaluate(OVERFLOW) else []
    page.set_viewport_size(SCREEN)
    if page.evaluate(OVERFLOW):
        faults.append("wider than a screen")
    return [*faults, *violations(page)]


def moved(page: Page) -> list[str]:
    """Name what moved while the page came in, twice: once it may have come in two pieces."""
    found: list[str] = page.evaluate(SHIFTS)
    if found:
        page.reload()
        found = page.evaluate(SHIFTS)
    return found


def heavy(page: Page) -> list[str]:
    """Say so when the page is too heavy; it and its styles and scripts arrived compressed."""
    sizes: list[int] = page.evaluate(WEIGHT)
    assert len(sizes) > 2 and all(sizes), "the page itself, its styles, its script"  # noqa: PT018  # three parts
    return [f"weighs {sum(sizes)} bytes"] if sum(sizes) > WEIGHT_MAX else []


def violations(page: Page) -> list[str]:
    found: list[dict[str, Any]] = page.evaluate(
        f"axe.run(document, {json.dumps(RULES)}).then((results) => results.violations)"
    )
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


def unfit(page: Page) -> list[str]:
    """Give what is still Chinese on an English page, and whether its longer words still fit."""
    return [*untranslated(page), *(["wider than a phone"] if page.evaluate(OVERFLOW) else [])]


def untranslated(page: Page) -> list[str]:
    said: list[str] = page.evaluate(SAID)
    runs = {run for text in said for run in CHINESE.findall(text)}
    return [run for run in runs - NAMES if run not in data() and not CAPITALS.fullmatch(run)]


@cache
def data() -> str:
    """Give every Chinese string of the sample programme, and what people type in the stories."""
    folders = (Path(cast.__file__).parent, Path(__file__).parent)
    files = [file for folder in folders for file in folder.glob("*.py") if file.name != "start.py"]
    constants = [
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return "\n".join(constants)
