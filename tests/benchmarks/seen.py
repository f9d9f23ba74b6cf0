"""How long a person waits: from choosing a digital PDF until its verdict stands in its row."""

import tempfile
import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Page

from importers.invoice import Kind
from service import business_day
from service.demo import cast, identifiers, lines
from service.demo.drawing import draw
from service.demo.invoices import InvoiceSpec
from tests.journeys.people import open_browser
from tests.journeys.product import PASSWORD, running_product

SERIAL = 9_300_000_000
VERDICT_MS = 30_000


def waits(rounds: int) -> list[int]:
    """Measure as many files, one after the other, in nanoseconds; the first one only warms."""
    with running_product() as product, open_browser() as browser:
        page = browser.new_context(base_url=product.address).new_page()
        page.goto("/login")
        page.locator("[name=login]").fill("maker1")
        page.locator("[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk")
        with tempfile.TemporaryDirectory() as folder:
            return [_one(page, Path(folder), place) for place in range(rounds + 1)][1:]


def _one(page: Page, folder: Path, place: int) -> int:
    file = folder / f"invoice-{place:03d}.pdf"
    file.write_bytes(draw(_invoice(place)))
    row = page.locator("li[data-file]").filter(has_text=file.name)
    began = time.perf_counter_ns()
    page.locator("#upload-files").set_input_files(file)
    answered = row.locator(".answer").or_(row.filter(has_text="没有收作凭证"))
    answered.wait_for(timeout=VERDICT_MS)
    return time.perf_counter_ns() - began


def _invoice(place: int) -> InvoiceSpec:
    day = business_day.of(datetime.now(UTC)) - timedelta(days=5 + place)
    words = "*研发和技术服务*减速器疲劳寿命测试费"
    return InvoiceSpec(
        kind=Kind.E_ORDINARY,
        number=identifiers.digital_number(day, SERIAL + 13 * place),
        issued_on=day,
        buyer=cast.EMPLOYERS[0].party,
        seller=cast.LABORATORY,
        lines=(lines.line_of_total(words, Decimal(900 + place), quantity=Decimal(1), unit="项"),),
    )
