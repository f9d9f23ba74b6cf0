import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance import law, rulebook
from compliance.decision import decide
from compliance.example import claim
from ledger import events
from tests.compliance.test_examples import EXAMPLES

RULES_FOLDER = Path(rulebook.__file__).with_name("rules")
LINES = (
    {"name": "*软件*仿真软件", "amount": "400.00", "tax": "24.00"},
    {"name": "*酒*红酒", "amount": "100.00", "tax": "6.00"},
    {"name": "*酒*白酒", "amount": "100.00", "tax": "6.00"},
    {"name": "*餐饮服务*餐费", "amount": "200.00", "tax": "12.00"},
    {"name": "*广告服务*宣传费", "amount": "200.00", "tax": "12.00"},
)


def test_every_rule_file_is_listed() -> None:
    files = {path.stem for path in RULES_FOLDER.glob("*.py")} - {"__init__"}
    assert {rule.code for rule in rulebook.RULES} == files
    assert len(rulebook.RULES) == len(files)


def test_the_rules_stand_in_the_order_of_the_articles() -> None:
    articles = [rule.article for rule in rulebook.RULES]
    assert articles == sorted(articles)


def test_every_rule_is_carried_by_its_article_and_every_carrier_is_a_rule() -> None:
    by_law = {
        (carrier, article.number)
        for article in law.articles()
        for carrier in article.carriers("rule")
    }
    assert by_law == {(rule.code, rule.article) for rule in rulebook.RULES}


def test_the_events_that_carry_an_article_exist_in_the_ledger() -> None:
    named = {name for article in law.articles() for name in article.carriers("event")}
    assert named
    assert {name for name in named if not callable(getattr(events, name, None))} == set()


def test_the_procedures_that_carry_an_article_exist() -> None:
    named = {name for article in law.articles() for name in article.carriers("procedure")}
    files = Path(rulebook.__file__).with_name("procedures").glob("*.py")
    assert named == {path.stem for path in files} - {"__init__"}


def test_every_rule_explains_the_law_it_checks() -> None:
    for rule in rulebook.RULES:
        assert rule.explanation.startswith(law.citation(rule.article).text()), rule.code
        assert rule.title.text()


def test_the_version_is_the_number_and_the_hash_of_the_texts() -> None:
    number, _, digest = rulebook.VERSION.partition("-")
    assert int(number) == rulebook.NUMBER
    assert law.content_hash().startswith(digest)
    assert len(digest) == 12


def test_a_rule_is_found_by_its_code() -> None:
    assert rulebook.rule("within_budget").article == 27
    with pytest.raises(KeyError):
        rulebook.rule("no_such_rule")


def by_names(lines: Sequence[Any]) -> dict[str, Any]:
    """Decide; the places of lines are given by the names of the lines there."""
    record = decide(claim(lines=lines)).to_record()
    for finding in record["findings"]:
        finding["lines"] = sorted(lines[place]["name"] for place in finding["lines"])
    return record


@given(st.permutations(LINES))
def test_the_verdict_does_not_depend_on_the_order_of_the_lines(lines: list[Any]) -> None:
    assert by_names(lines) == by_names(LINES)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_the_verdict_does_not_depend_on_the_order_of_the_rules(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    claims = [claim(**each.given) for examples in EXAMPLES.values() for each in examples]
    in_order = [decide(each) for each in claims]
    shuffled = random.Random(seed).sample(rulebook.RULES, len(rulebook.RULES))  # noqa: S311  # an order, no secret
    monkeypatch.setattr(rulebook, "RULES", tuple(shuffled))
    for each, before in zip(claims, in_order, strict=True):
        after = decide(each)
        assert after.outcome is before.outcome
        assert set(after.findings) == set(before.findings)
        assert set(after.passed) == set(before.passed)
