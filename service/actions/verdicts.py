"""A verdict put into words: each finding with what its article demands, each check that passed."""

from collections.abc import Mapping
from dataclasses import dataclass

from compliance import law, rulebook
from compliance.decision import Decision
from compliance.finding import Finding, Severity
from compliance.library import Library, MissingTextError
from compliance.messages import Message
from compliance.negative_list import ListItem
from compliance.text import TextKind

Papers = tuple[str, ...]  # codes of supporting papers


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


@dataclass(frozen=True, slots=True)
class Named:
    """A text that a verdict rests on: what kind it is, and its title and version."""

    kind: Message
    title: Message
    version: str


def found(decision: Decision) -> tuple[Found, ...]:
    """Explain the findings of a decision, the heaviest first as the rulebook gave them."""
    return tuple(explained(finding) for finding in decision.findings)


def explained(finding: Finding) -> Found:
    """Give a finding with what its article demands."""
    article = law.articles()[finding.article - 1]
    return Found(finding, law.citation(finding.article), article.demand)


def passed(decision: Decision) -> tuple[Passed, ...]:
    """Name what holds; a rule that the present rulebook no longer knows is left out."""
    known = {rule.code: rule for rule in rulebook.RULES}
    rules = [known[code] for code in decision.passed if code in known]
    return tuple(Passed(rule.title, law.citation(rule.article)) for rule in rules)


def papers(decision: Decision, library: Library, names: Mapping[str, str]) -> tuple[Papers, ...]:
    """Give for each finding the codes of the papers that help: an item's own, and those it names.

    A finding that stops nothing asks for none.
    """
    try:
        negative_list = library.named(names).negative_list
    except MissingTextError:
        items = {}
    else:
        items = {item.code: _of_item(item) for item in negative_list.items}
    return tuple(
        _asked(finding, items.get(finding.item or "", frozenset())) for finding in decision.findings
    )


def _of_item(item: ListItem) -> frozenset[str]:
    of_exceptions = (each.evidence for each in item.exceptions)
    return frozenset(item.evidence).union(*of_exceptions)


def _asked(finding: Finding, of_item: frozenset[str]) -> Papers:
    if finding.severity is Severity.NOTE:
        return ()
    said = finding.message.text() + finding.remedy.text()
    known = law.evidence()
    return tuple(code for code, words in known.items() if code in of_item or words.text() in said)


def texts(library: Library, names: Mapping[str, str]) -> tuple[Named, ...]:
    """Name the texts that a decision kept; one that is no longer at hand by its version."""
    named = []
    for kind in TextKind:
        version, _, digest = names.get(kind.value, "").rpartition("@")
        if version:
            text = library.texts.get((kind, version))
            title = text.heading.title if text else Message(version)
            named.append(Named(kind.words, title, f"{version} {digest}"))
    return tuple(named)
