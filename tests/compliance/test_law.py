import doctest
import importlib
from pathlib import Path

import pytest

from compliance import law, library
from compliance.categories import Category
from compliance.law_page import render
from compliance.wording import FIELD_TITLES
from importers.invoice import VALUE_FIELDS

KINDS = {"rule", "procedure", "event", "record", "report"}


def test_all_37_articles_are_accounted_for_in_both_languages() -> None:
    assert len(law.articles()) == 37
    for article in law.articles():
        assert article.demand.template
        assert article.demand.english
        assert article.carried_by or article.remainder
        assert {carrier.partition(":")[0] for carrier in article.carried_by} <= KINDS


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "第一条"), (10, "第十条"), (19, "第十九条"), (20, "第二十条"), (37, "第三十七条")],
)
def test_an_article_is_cited_by_its_number_in_words(number: int, words: str) -> None:
    assert law.citation(number).text() == words
    assert law.citation(number).english == f"Article {number}"


def test_there_is_no_article_38() -> None:
    with pytest.raises(AssertionError):
        law.citation(38)


def test_every_category_has_its_words() -> None:
    assert library.category_title(Category.CONF).text() == "参加学术会议"
    assert library.category_title(Category.OTHER).english == "Other, approved"
    texts = library.installed().newest_categories().texts
    assert all(text.definition.english for text in texts)
    unverified = {text.category for text in texts if not text.verified}
    assert unverified == {Category.RND, Category.CONF, Category.IP_PUB}


def test_every_field_of_an_invoice_has_its_words() -> None:
    assert FIELD_TITLES.keys() == VALUE_FIELDS


def test_the_texts_have_one_hash() -> None:
    assert len(law.content_hash()) == 64


def test_the_page_on_the_law_is_fresh() -> None:
    page = Path(__file__).parents[2] / "docs" / "law.md"
    assert page.read_text(encoding="utf-8") == render()


@pytest.mark.parametrize("name", ["law", "window", "concepts", "wording", "capital_numerals"])
def test_the_examples_in_docstrings_hold(name: str) -> None:
    module = importlib.import_module(f"compliance.{name}")
    assert doctest.testmod(module, raise_on_error=True).attempted
