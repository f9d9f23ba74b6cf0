"""A verdict put into words: each finding with what its article demands, each check that passed."""

from dataclasses import dataclass

from compliance import law, rulebook
from compliance.decision import Decision
from compliance.finding import Finding
from compliance.messages import Message


@dataclass(frozen=True, slots=True)
class Found:
    """A rule not met, and what its article demands in our own words."""

    finding: Finding
    article: Message
    demand: Message


@dataclass(frozen=True, slots=True)
class Passed:
    """A rule that was met: what therefore holds."""

    title: Message
    article: Message


def found(decision: Decision) -> tuple[Found, ...]:
    """Explain the findings of a decision, the heaviest first as the rulebook gave them."""
    return tuple(
        Found(
            finding,
            law.citation(finding.article),
            law.articles()[finding.article - 1].demand,
        )
        for finding in decision.findings
    )


def passed(decision: Decision) -> tuple[Passed, ...]:
    """Name what holds; a rule that the present rulebook no longer knows is left out."""
    known = {rule.code: rule for rule in rulebook.RULES}
    rules = [known[code] for code in decision.passed if code in known]
    return tuple(Passed(rule.title, law.citation(rule.article)) for rule in rules)
