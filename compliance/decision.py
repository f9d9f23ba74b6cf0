"""The verdict about one claim, and its replay years later."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from compliance import fact_record, rulebook, rulings
from compliance.facts import Claim
from compliance.finding import Finding, Override, Severity
from compliance.library import Library


class Outcome(StrEnum):
    """What the findings of a claim come to."""

    PASS = "pass"  # noqa: S105  # a verdict, no password
    REVIEW = "review"
    BLOCK = "block"


class OtherRulebookError(Exception):
    """The decision was made by another version of the rulebook than the one installed."""

    def __init__(self, version: str) -> None:
        super().__init__(f"decided by rulebook {version}, this one is {rulebook.VERSION}")
        self.version = version


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict: what was found, what passed, and by which version of the rulebook."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    rulebook_version: str

    @property
    def final(self) -> tuple[Finding, ...]:
        """Return what blocks the claim, whoever gives whatever reason."""
        return tuple(
            finding
            for finding in self.findings
            if finding.severity is Severity.BLOCK and finding.override is Override.NEVER
        )

    @property
    def to_explain(self) -> tuple[Finding, ...]:
        """Return what the maker has to answer for before the claim is handed on."""
        return tuple(finding for finding in self.findings if finding.severity is not Severity.NOTE)

    @property
    def to_confirm(self) -> tuple[Finding, ...]:
        """Return what passes only with a reason of a second person's own."""
        return tuple(
            finding for finding in self.to_explain if finding.override is Override.SECOND_PERSON
        )

    def to_record(self) -> dict[str, Any]:
        """Return plain JSON data; `from_record` is the inverse."""
        return {
            "outcome": self.outcome.value,
            "findings": [finding.to_record() for finding in self.findings],
            "passed": list(self.passed),
            "rulebook_version": self.rulebook_version,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Decision":
        """Build the decision that `to_record` described."""
        return cls(
            Outcome(record["outcome"]),
            tuple(Finding.from_record(finding) for finding in record["findings"]),
            tuple(record["passed"]),
            record["rulebook_version"],
        )


def decide(claim: Claim) -> Decision:
    """Check the claim against the whole rulebook; the heaviest finding gives the outcome.

    What the Center ruled about this claim is heeded: a finding it took back only stays to be read.
    """
    found, passed = rulebook.check(claim)
    findings = rulings.heeded(found, claim)
    return Decision(_outcome(findings), findings, passed, rulebook.VERSION)


def replay(facts_record: Mapping[str, Any], version: str, library: Library) -> Decision:
    """Decide again from stored facts and the texts they name.

    OtherRulebookError when `version` is not installed, MissingTextError when a text is not.
    """
    if version != rulebook.VERSION:
        raise OtherRulebookError(version)
    return decide(fact_record.from_record(facts_record, library))


def canonical(record: Mapping[str, Any]) -> bytes:
    """Write a record in the one form in which equal records are equal bytes."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _outcome(findings: tuple[Finding, ...]) -> Outcome:
    severities = {finding.severity for finding in findings}
    if Severity.BLOCK in severities:
        return Outcome.BLOCK
    return Outcome.REVIEW if Severity.REVIEW in severities else Outcome.PASS
