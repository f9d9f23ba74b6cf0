"""The rulebook to look at: its rules in words, and whether its examples hold."""

from collections.abc import Iterator
from dataclasses import dataclass

from compliance import law, law_page, library, rulebook
from compliance.decision import Outcome
from compliance.example import claim, examples_of
from compliance.finding import Override, Severity
from compliance.item_examples import outcome, words
from compliance.messages import Message
from service.messages import N_, NotFound

_MAY = {
    Override.NEVER: N_("任何人不得放行"),
    Override.REASON: N_("写明理由后可由复核人放行"),
    Override.SECOND_PERSON: N_("经办人写明理由、复核人另写理由，两人共同放行"),
}
_ONLY_NOTED = N_("只作提示，不用放行")


OUTCOMES = {
    Outcome.PASS: Message(N_("检查通过")),
    Outcome.REVIEW: Message(N_("需要说明")),
    Outcome.BLOCK: Message(N_("不能列支")),
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as people read it."""

    code: str
    number: int
    article: Message
    title: Message
    weight: Message
    may_pass: Message
    demand: Message
    explanation: str


def version() -> str:
    """Return the version of the rulebook."""
    return rulebook.VERSION


def every_rule() -> tuple[RuleLine, ...]:
    """Return the rules in the order of their articles."""
    return tuple(_line(rule) for rule in rulebook.RULES)


def one_rule(code: str) -> RuleLine:
    """Return the rule of that code."""
    try:
        return _line(rulebook.rule(code))
    except KeyError as error:
        raise NotFound(
            N_("没有代码为 {code} 的规则；zhuanhu rules list 列出全部规则。"), code=code
        ) from error


def _line(rule: rulebook.Rule) -> RuleLine:
    return RuleLine(
        rule.code,
        rule.article,
        law.citation(rule.article),
        rule.title,
        rule.severity.lead,
        Message(_ONLY_NOTED if rule.severity is Severity.NOTE else _MAY[rule.override]),
        law.articles()[rule.article - 1].demand,
        rule.explanation.strip(),
    )


def page() -> str:
    """Return the page on the law as Markdown: article → carriers → examples."""
    return law_page.render()


def told_examples(code: str) -> tuple[str, ...]:
    """Tell the examples of a rule, each with what it finds."""
    return tuple(
        f"{example.says} → {'、'.join(example.finds) or '通过'}" for example in examples_of(code)
    )


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """One example as people read it: what is given, and what is found; nothing where it passes."""

    says: str
    found: tuple[Message, ...]


def read_examples(code: str) -> tuple[ExampleLine, ...]:
    """Return the examples of a rule, each with what it finds in words."""
    return tuple(
        ExampleLine(example.says, tuple(_found(each) for each in example.finds))
        for example in examples_of(code)
    )


def _found(finding: str) -> Message:
    """Say what an example finds: its weight, and the item of the negative list if it met one."""
    severity, _, item = finding.partition(" ")
    lead = Severity(severity).lead
    return Message("{lead} {item}", {"lead": lead, "item": item}) if item else lead


@dataclass(frozen=True, slots=True)
class ExampleRun:
    """What came of running every example: how many, and which did not come out as written."""

    count: int
    faults: tuple[str, ...]


def run_examples() -> ExampleRun:
    """Run the examples of every rule and of every item of the negative lists."""
    results = [*_rule_examples(), *_item_examples()]
    return ExampleRun(len(results), tuple(fault for fault in results if fault))


def _rule_examples() -> Iterator[str]:
    for rule in rulebook.RULES:
        for example in examples_of(rule.code):
            found = tuple(
                " ".join(filter(None, (finding.severity.value, finding.item)))
                for finding in rule.check(claim(**example.given))
            )
            as_written = found == example.finds
            yield "" if as_written else f"{rule.code}: {example.says}: {found}"


def _item_examples() -> Iterator[str]:
    for the_list in library.installed().negative_lists():
        for item in the_list.items:
            for example in item.examples:
                found = outcome(item, example)
                as_written = found == example["expect"]
                yield "" if as_written else f"{item.code}: {words(example)}: {found}"
