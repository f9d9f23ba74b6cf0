import doctest
import importlib
import inspect
import re
from pathlib import Path

import pytest

from compliance import eligibility, law, library, rulebook
from compliance.categories import Category
from compliance.eligibility import Obstacle
from compliance.example import examples_of
from compliance.item_examples import words
from compliance.law_page import KINDS, render
from compliance.text import TextKind
from compliance.wording import FIELD_TITLES
from importers.invoice import VALUE_FIELDS
from ledger import events
from reports.catalogue import STATEMENTS

ROOT = Path(__file__).parents[2]


def test_all_37_articles_are_accounted_for_in_both_languages() -> None:
    assert len(law.articles()) == 37
    for article in law.articles():
        assert article.demand.template
        assert article.demand.english
        assert article.carried_by or article.remainder
        assert {carrier.partition(":")[0] for carrier in article.carried_by} <= KINDS.keys()


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
    page = ROOT / "docs" / "law.md"
    assert page.read_text(encoding="utf-8") == render()


@pytest.mark.parametrize("name", ["law", "window", "concepts", "wording", "capital_numerals"])
def test_the_examples_in_docstrings_hold(name: str) -> None:
    module = importlib.import_module(f"compliance.{name}")
    assert doctest.testmod(module, raise_on_error=True).attempted


def carriers(kind: str) -> set[str]:
    return {name for article in law.articles() for name in article.carriers(kind)}


def test_every_event_of_the_ledger_carries_an_article_and_every_event_named_exists() -> None:
    known = {name for name, each in vars(events).items() if inspect.isfunction(each)}
    assert carriers("event") == known


def test_every_question_of_eligibility_carries_an_article_and_every_one_named_exists() -> None:
    asked = {
        name
        for name, each in vars(eligibility).items()
        if inspect.isfunction(each)
        and each.__annotations__.get("return") == Obstacle | None
        and not name.startswith("_")
    }
    assert carriers("eligibility") == asked != set()


def test_every_statement_carries_an_article_and_every_one_named_exists() -> None:
    assert carriers("report") == STATEMENTS.keys()


def test_every_record_named_is_a_table() -> None:
    schema = (ROOT / "service" / "schema.sql").read_text(encoding="utf-8")
    tables = set(re.findall(r"^CREATE TABLE (?:public|ledger)\.(\w+)", schema, re.MULTILINE))
    assert tables
    assert carriers("record") - tables == set()


def test_no_article_names_a_carrier_twice() -> None:
    for article in law.articles():
        assert len(set(article.carried_by)) == len(article.carried_by), article.number


def test_every_link_of_the_page_leads_somewhere() -> None:
    page = render()
    targets = re.findall(r'<a id="([^"]+)">', page)
    assert len(set(targets)) == len(targets)
    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= set(targets)
    assert {rule.code for rule in rulebook.RULES} <= set(targets)


def test_the_page_shows_every_example_of_every_rule_and_of_every_item() -> None:
    page = render()
    shown = [example.says for rule in rulebook.RULES for example in examples_of(rule.code)]
    of_items = [
        words(example)
        for the_list in library.installed().negative_lists()
        for item in the_list.items
        for example in item.examples
    ]
    assert [told for told in (*shown, *of_items) if told.replace("|", "\\|") not in page] == []


def test_the_page_says_what_came_of_an_example() -> None:
    page = render()
    assert "| 测试费列入研发，研发是八个支出方向之一 | 通过 |" in page
    assert "| 白酒 | 不能列支 NL-10 |" in page
    assert "| 备注写着快递费：原本就只需说明 | 需要说明 NL-19 |" in page


def test_an_item_left_to_people_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    path = library.FOLDER / "negative_list" / "default-2025.toml"
    content = path.read_text(encoding="utf-8").replace("default-2025", "default-2099")
    by_rule = 'decided_by = "paid_to_the_seller"'
    by_people = 'decided_by = "person"\nwhy_zh = "由人核对。"\nwhy_en = "People compare it."'
    text = library.parse(TextKind.NEGATIVE_LIST, content.replace(by_rule, by_people))
    more = library.library_of([text])
    monkeypatch.setattr(library, "installed", lambda: more)
    assert "| People compare it. |" in render()
