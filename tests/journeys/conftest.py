"""Fixtures of the journeys: one running product and one browser for all of them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.people import People, Watch, open_browser
from tests.journeys.product import Product, running_product


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    with running_product() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def people(product: Product, browser: Browser) -> Iterator[People]:
    """People at their browsers; afterwards nothing may have gone wrong in any of them."""
    watch = Watch()
    yield People(browser, product.address, watch)
    for context in browser.contexts:
        context.close()
    assert watch.faults == []
