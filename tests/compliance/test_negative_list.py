"""The negative list tests itself: every item is shown by examples that are executed."""

from dataclasses import replace
from typing import Any

import pytest

from compliance import law, library, negative_list, rulebook
from compliance.item_examples import outcome, words
from compliance.negative_list import INVOICE_TEXT, PERSON, ListItem
from importers.invoice import Invoice, Kind, Line
from importers.special_element import ELEMENTS

VERSION = "default-2025"
ITEMS = library.installed().negative_list(VERSION).items
EACH_EXAMPLE = [
    pytest.param(item, example, id=f"{item.code}: {words(example)}-{number}")
    for item in ITEMS
    for number, example in enumerate(item.examples)
]


@pytest.mark.parametrize(("item", "example"), EACH_EXAMPLE)
def test_an_example_of_an_item_comes_out_as_written(
    item: ListItem, example: dict[str, Any]
) -> None:
    assert outcome(item, example) == example["expect"]


def test_nothing_on_the_default_list_is_left_to_people_alone() -> None:
    assert [item.code for item in ITEMS if item.decided_by == PERSON] == []


def test_the_default_list_holds_its_39_items() -> None:
    assert [item.code for item in ITEMS] == [f"NL-{number:02}" for number in range(1, 40)]
    (only,) = library.installed().negative_lists()
    assert only.heading.version == VERSION


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_every_item_has_two_examples_on_either_side(item: ListItem) -> None:
    found = [example["expect"] in {"block", "review"} for example in item.examples]
    assert found.count(True) >= 2
    assert found.count(False) >= 2


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_every_item_says_who_decides_it(item: ListItem) -> None:
    rules = {rule.code for rule in rulebook.RULES}
    assert item.decided_by in {INVOICE_TEXT, PERSON} | rules
    assert (item.why is not None) == (item.decided_by == PERSON)
    matching = (
        item.terms.short_names
        or item.terms.keywords
        or item.seller.keywords
        or item.seller.person
        or item.terms.elements
    )
    assert bool(matching) == (item.decided_by == INVOICE_TEXT)
    assert item.basis


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.code)
def test_every_item_speaks_both_languages_and_asks_for_known_papers(item: ListItem) -> None:
    for told in (item.title, item.text, item.remedy):
        assert told.template
        assert told.english
        assert told.english.isascii() or "“" in told.english
    asked = {code for exception in item.exceptions for code in exception.evidence}
    assert asked <= law.evidence().keys()
    assert asked <= set(item.evidence), "a paper that eases the item is asked for"


def test_a_list_that_is_not_installed_is_refused() -> None:
    with pytest.raises(negative_list.UnknownNegativeListError):
        library.installed().negative_list("default-1999")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("*生活服务*转售住宿服务", None),
        ("*经纪代理服务*代垫机票款", None),
        ("*印刷品*POP制作费", None),
        ("*通信传输设备*无线模块", None),
        ("*信息技术服务*技术服务费", None),
        ("*人力资源服务*劳务", "NL-27"),
        ("*餐饮服务*餐饮费", "NL-09"),
        ("*旅游服务*住宿费", "NL-14"),
    ],
)
def test_lines_as_they_occur_on_real_invoices(name: str, code: str | None) -> None:
    line = Line(name=name)
    invoice = Invoice(kind=Kind.E_ORDINARY, items=(line,), seller_name="北京云岚科技有限公司")
    met = [
        item.code
        for item in library.installed().negative_list(VERSION).decided_by_text()
        if item.weigh(line, invoice, frozenset())
    ]
    assert met == ([code] if code else [])


def test_every_special_business_is_one_that_the_readers_know() -> None:
    elements = {element for item in ITEMS for element in item.terms.elements}
    assert elements
    assert elements <= ELEMENTS


def test_an_item_that_people_decide_comes_out_as_its_example_says() -> None:
    by_people = replace(ITEMS[0], decided_by=PERSON)
    assert outcome(by_people, {"case": "由人判断", "expect": "review"}) == "review"


@pytest.mark.parametrize(
    ("seller", "weight"),
    [("吴岚", "block"), ("阿依·岚桐", "block"), ("岚桐书店", None), ("北京岚桐咨询有限公司", None)],
)
def test_fees_are_weighed_when_a_person_sells_them(seller: str, weight: str | None) -> None:
    (item,) = (each for each in ITEMS if each.code == "NL-31")
    line = Line(name="*现代服务*咨询费")
    invoice = Invoice(kind=Kind.E_ORDINARY, items=(line,), seller_name=seller)
    weighed = item.weigh(line, invoice, frozenset())
    assert (weighed.severity.value if weighed else None) == weight
    assert item.weigh(Line(name="*现代服务*测试费"), invoice, frozenset()) is None
