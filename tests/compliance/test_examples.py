"""The examples an accountant can read: given these facts, the rule finds this and no more."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from compliance import library, rulebook
from compliance.decision import canonical, decide, replay
from compliance.fact_record import to_record
from compliance.finding import Finding, Override, Severity
from tests.compliance.claims import claim

EXAMPLES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["example"]
    for path in sorted(Path(__file__).with_name("examples").glob("*.toml"))
}
EACH_EXAMPLE = [
    pytest.param(code, example, id=f"{code}: {example['says']}")
    for code, examples in EXAMPLES.items()
    for example in examples
]


def short(finding: Finding) -> str:
    return f"{finding.severity} {finding.item}" if finding.item else finding.severity.value


@pytest.mark.parametrize(("code", "example"), EACH_EXAMPLE)
def test_the_rule_finds_what_the_example_says(code: str, example: dict[str, Any]) -> None:
    found = list(rulebook.rule(code).check(claim(**example["given"])))
    assert [short(finding) for finding in found] == example["finds"]
    assert {finding.rule for finding in found} <= {code}
    assert {finding.article for finding in found} <= {rulebook.rule(code).article}
    if "fields" in example:
        assert list(found[0].fields) == example["fields"]
    if "sentence" in example:
        assert found[0].message.text() == example["sentence"]
    if "remedy" in example:
        assert found[0].remedy.text() == example["remedy"]


@pytest.mark.parametrize(("code", "example"), EACH_EXAMPLE)
def test_who_may_let_a_finding_pass(code: str, example: dict[str, Any]) -> None:
    rule = rulebook.rule(code)
    for finding in rule.check(claim(**example["given"])):
        if "override" in example:
            assert finding.override == example["override"]
        elif finding.severity is not Severity.BLOCK:
            assert finding.override is Override.REASON
        elif finding.item is None:
            assert finding.override is rule.override


@pytest.mark.parametrize(("code", "example"), EACH_EXAMPLE)
def test_every_sentence_of_an_example_is_whole(code: str, example: dict[str, Any]) -> None:
    for finding in rulebook.rule(code).check(claim(**example["given"])):
        for sentence in (finding.message.text(), finding.remedy.text()):
            assert sentence.endswith("。")
            assert "{" not in sentence
        assert "依据第二十" in finding.message.text(), "a sentence cites its article"


@pytest.mark.parametrize(("code", "example"), EACH_EXAMPLE)
def test_the_verdict_on_an_example_is_the_same_years_later(
    code: str, example: dict[str, Any]
) -> None:
    the_claim = claim(**example["given"])
    decision = decide(the_claim)
    again = replay(to_record(the_claim), decision.rulebook_version, library.installed())
    assert canonical(again.to_record()) == canonical(decision.to_record())
    assert (code in again.passed) == (not example["finds"])


def test_every_rule_has_examples_that_pass_and_that_fail() -> None:
    assert list(EXAMPLES) == sorted(rule.code for rule in rulebook.RULES)
    for code, examples in EXAMPLES.items():
        assert any(not example["finds"] for example in examples), code
        assert any(example["finds"] for example in examples), code


def test_a_rule_never_weighs_more_than_it_announces() -> None:
    weight = ["note", "review", "block"].index
    for rule in rulebook.RULES:
        heaviest = max(
            (found.split()[0] for example in EXAMPLES[rule.code] for found in example["finds"]),
            key=weight,
        )
        assert heaviest == rule.severity.value, rule.code


def test_the_model_claim_meets_every_rule() -> None:
    findings, passed = rulebook.check(claim())
    assert not findings
    assert passed == tuple(rule.code for rule in rulebook.RULES)
