"""The examples an accountant can read: given these facts, the rule finds this and no more."""

import pytest

from compliance import library, rulebook
from compliance.decision import canonical, decide, replay
from compliance.example import FOLDER, Example, claim, examples_of
from compliance.fact_record import to_record
from compliance.finding import Finding, Override, Severity
from compliance.law import citation

EXAMPLES = {rule.code: examples_of(rule.code) for rule in rulebook.RULES}
EACH_EXAMPLE = [
    pytest.param(example, id=f"{example.rule}: {example.says}")
    for examples in EXAMPLES.values()
    for example in examples
]


def short(finding: Finding) -> str:
    return f"{finding.severity} {finding.item}" if finding.item else finding.severity.value


@pytest.mark.parametrize("example", EACH_EXAMPLE)
def test_the_rule_finds_what_the_example_says(example: Example) -> None:
    found = list(rulebook.rule(example.rule).check(claim(**example.given)))
    assert tuple(short(finding) for finding in found) == example.finds
    assert {finding.rule for finding in found} <= {example.rule}
    assert {finding.article for finding in found} <= {rulebook.rule(example.rule).article}
    if example.fields is not None:
        assert found[0].fields == example.fields
    if example.sentence is not None:
        assert found[0].message.text() == example.sentence
    if example.remedy is not None:
        assert found[0].remedy.text() == example.remedy


@pytest.mark.slow
@pytest.mark.parametrize("example", EACH_EXAMPLE)
def test_a_finding_shows_the_value_the_bound_and_the_place(example: Example) -> None:
    found = list(rulebook.rule(example.rule).check(claim(**example.given)))
    if example.found is not None:
        assert found[0].found is not None
        assert found[0].found.text() == example.found
    if example.limit is not None:
        assert found[0].limit is not None
        assert found[0].limit.text() == example.limit
    if example.most is not None:
        assert found[0].most == example.most
    if example.lines is not None:
        assert found[0].lines == example.lines


@pytest.mark.slow
@pytest.mark.parametrize("example", EACH_EXAMPLE)
def test_who_may_let_a_finding_pass(example: Example) -> None:
    rule = rulebook.rule(example.rule)
    for finding in rule.check(claim(**example.given)):
        if example.override is not None:
            assert finding.override == example.override
        elif finding.severity is not Severity.BLOCK:
            assert finding.override is Override.REASON
        elif finding.item is None:
            assert finding.override is rule.override


@pytest.mark.slow
@pytest.mark.parametrize("example", EACH_EXAMPLE)
def test_every_sentence_of_an_example_is_whole(example: Example) -> None:
    for finding in rulebook.rule(example.rule).check(claim(**example.given)):
        for sentence in (finding.message.text(), finding.remedy.text()):
            assert sentence.endswith("。")
            assert "{" not in sentence
        cited = f"依据{citation(finding.article).text()}"
        assert cited in finding.message.text(), "a sentence cites its article"


@pytest.mark.slow
@pytest.mark.parametrize("example", EACH_EXAMPLE)
def test_the_verdict_on_an_example_is_the_same_years_later(example: Example) -> None:
    the_claim = claim(**example.given)
    decision = decide(the_claim)
    again = replay(to_record(the_claim), decision.rulebook_version, library.installed())
    assert canonical(again.to_record()) == canonical(decision.to_record())
    assert (example.rule in again.passed) == (not example.finds)


def test_every_rule_has_examples_that_pass_and_that_fail() -> None:
    assert EXAMPLES.keys() == {path.stem for path in FOLDER.glob("*.toml")}
    for code, examples in EXAMPLES.items():
        assert any(not example.finds for example in examples), code
        assert any(example.finds for example in examples), code


def test_a_rule_never_weighs_more_than_it_announces() -> None:
    weight = ["note", "review", "block"].index
    for rule in rulebook.RULES:
        heaviest = max(
            (found.split()[0] for example in EXAMPLES[rule.code] for found in example.finds),
            key=weight,
        )
        assert heaviest == rule.severity.value, rule.code


def test_the_model_claim_meets_every_rule() -> None:
    findings, passed = rulebook.check(claim())
    assert not findings
    assert passed == tuple(rule.code for rule in rulebook.RULES)
