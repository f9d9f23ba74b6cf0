"""The page on the law: article by article who carries it, the rules, the negative list.

`docs/law.md` is this page as generated; a test compares the two.
"""

from collections.abc import Iterator
from typing import Any

from compliance import law, library, rulebook
from compliance.finding import Override, Severity
from compliance.negative_list import INVOICE_TEXT, PERSON, ListItem

HEAD = """# The law and who carries it

Generated from `compliance/texts/` and `compliance/rulebook.py`; do not edit by hand.
To write it anew:
`python -c "from compliance.law_page import render; print(render(), end='')" > docs/law.md`
"""
FOUND, NOT_FOUND = frozenset({"block", "review"}), frozenset({"note", "pass"})
_SEVERITY = {
    Severity.BLOCK: "blocks",
    Severity.REVIEW: "calls for a person",
    Severity.NOTE: "is noted",
}
_OVERRIDE = {
    Override.NEVER: "nobody",
    Override.REASON: "the checker, with a reason",
    Override.SECOND_PERSON: "a second person, with a reason",
}


def render() -> str:
    """Return the page as Markdown."""
    return "\n".join((HEAD, *_articles(), *_rules(), *_lists(), ""))


def _articles() -> Iterator[str]:
    yield "## Articles\n"
    yield "| Article | Demand | Carried by | Left to others, and why |"
    yield "|---|---|---|---|"
    for article in law.articles():
        cells = (
            law.citation(article.number).text(),
            f"{article.demand.text()} {article.demand.english}",
            " ".join(f"`{carrier}`" for carrier in article.carried_by),
            article.remainder.english if article.remainder else None,
        )
        yield _row(cells)
    yield ""


def _rules() -> Iterator[str]:
    yield "## Rules\n"
    for rule in rulebook.RULES:
        yield f"### {rule.title.text()} (`{rule.code}`)\n"
        yield f"{rule.explanation.strip()}\n"
        yield f"At its heaviest it {_weight(rule.severity, rule.override)}."
        yield f"Examples: `compliance/examples/{rule.code}.toml`.\n"


def _lists() -> Iterator[str]:
    for the_list in library.installed().negative_lists():
        yield f"## {the_list.title.english} (`{the_list.heading.version}`)\n"
        yield "| Item | What it covers | Weight | Decided by | Found | Not found |"
        yield "|---|---|---|---|---|---|"
        for item in the_list.items:
            yield _row(_item_cells(item))
        yield ""
        yield "Items marked † hold match terms that nobody has yet checked against real vouchers.\n"


def _item_cells(item: ListItem) -> tuple[str | None, ...]:
    mark = "" if item.verified else " †"
    return (
        f"{item.code} {item.title.text()}{mark}",
        item.text.english,
        _weight(item.severity, item.override),
        _decided_by(item),
        _examples(item, FOUND),
        _examples(item, NOT_FOUND),
    )


def _decided_by(item: ListItem) -> str | None:
    if item.decided_by == INVOICE_TEXT:
        return "the text of the invoice"
    if item.decided_by == PERSON:
        return item.why.english if item.why else None
    return f"`rule:{item.decided_by}`"


def _examples(item: ListItem, expected: frozenset[str]) -> str:
    chosen = (example for example in item.examples if example["expect"] in expected)
    return "<br>".join(_example(example) for example in chosen)


def _example(example: dict[str, Any]) -> str:
    if "case" in example:
        return str(example["case"])
    words = f"`{example['line']}`"
    if "seller" in example:
        words += f", {example['seller']}"
    papers = "、".join(law.evidence()[code].text() for code in example.get("evidence", ()))
    return f"{words}, {papers}" if papers else words


def _weight(severity: Severity, override: Override) -> str:
    return f"{_SEVERITY[severity]}; may let it pass: {_OVERRIDE[override]}"


def _row(cells: tuple[str | None, ...]) -> str:
    return "| " + " | ".join((cell or "").replace("|", "\\|") for cell in cells) + " |"
