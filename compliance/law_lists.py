"""The part of the page on the law that shows dated texts: the directions and the negative lists."""

from collections.abc import Iterator
from typing import Any

from compliance import law, library
from compliance.categories import CategoryText, PaperDemand
from compliance.finding import Override, Severity
from compliance.negative_list import INVOICE_TEXT, PERSON, ListItem

FOUND, NOT_FOUND = frozenset({"block", "review"}), frozenset({"note", "pass"})
_SEVERITY = {
    Severity.BLOCK: "blocks",
    Severity.REVIEW: "calls for a person",
    Severity.NOTE: "is noted and stops nothing",
}
_OVERRIDE = {
    Override.NEVER: "nobody",
    Override.REASON: "the checker, with a reason",
    Override.SECOND_PERSON: "a second person, with a reason",
}
_UNVERIFIED = " †"


def weight(severity: Severity, override: Override) -> str:
    """Say how much something weighs and who may let it pass."""
    if severity is Severity.NOTE:
        return _SEVERITY[severity]
    return f"{_SEVERITY[severity]}; may let it pass: {_OVERRIDE[override]}"


def row(cells: tuple[str | None, ...]) -> str:
    """Return a row of a Markdown table."""
    return "| " + " | ".join((cell or "").replace("|", "\\|") for cell in cells) + " |"


def directions() -> Iterator[str]:
    """Show the newest directions of article 25 and the papers each asks for."""
    text = library.installed().newest_categories()
    yield f"## {text.heading.title.english} (`{text.heading.version}`)\n"
    yield "| Direction | What it covers | Papers asked for beside the voucher |"
    yield "|---|---|---|"
    for category in text.texts:
        yield row((_title(category), category.definition.english, _papers(category)))
    yield ""


def _title(category: CategoryText) -> str:
    mark = "" if category.verified else _UNVERIFIED
    return f"{category.title.text()} {category.title.english}{mark}"


def _papers(category: CategoryText) -> str:
    return "<br>".join(_demand(each) for each in category.papers)


def _demand(demand: PaperDemand) -> str:
    papers = "或".join(law.evidence()[code].text() for code in demand.one_of)
    conditions = (
        f"above {demand.above:,} yuan" if demand.above else "",
        f"where a line names {'、'.join(demand.concepts)}" if demand.concepts else "",
        f"for {', '.join(sorted(demand.events))}" if demand.events else "",
        "not for fiscal receipts" if demand.kinds_exempt else "",
    )
    told = ", ".join(condition for condition in conditions if condition)
    return f"{papers} ({told})" if told else papers


def negative_lists() -> Iterator[str]:
    """Show every installed negative list, item by item, with the examples executed for each."""
    for the_list in library.installed().negative_lists():
        yield f"## {the_list.title.english} (`{the_list.heading.version}`)\n"
        yield "| Item | What it covers | Weight | Decided by | Found | Not found |"
        yield "|---|---|---|---|---|---|"
        for item in the_list.items:
            yield row(_item_cells(item))
        yield ""
        yield "Items and directions marked † hold words that nobody has yet checked against real"
        yield "vouchers.\n"


def _item_cells(item: ListItem) -> tuple[str | None, ...]:
    mark = "" if item.verified else _UNVERIFIED
    return (
        f"{item.code} {item.title.text()}{mark}",
        item.text.english,
        weight(item.severity, item.override),
        _decided_by(item),
        _examples(item, FOUND),
        _examples(item, NOT_FOUND),
    )


def _decided_by(item: ListItem) -> str | None:
    if item.decided_by == INVOICE_TEXT:
        return "[the text of the invoice](#negative_list_respected)"
    if item.decided_by == PERSON:
        return item.why.english if item.why else None
    return f"[`{item.decided_by}`](#{item.decided_by})"


def _examples(item: ListItem, expected: frozenset[str]) -> str:
    chosen = (example for example in item.examples if example["expect"] in expected)
    return "<br>".join(_example(example) for example in chosen)


def _example(example: dict[str, Any]) -> str:
    if "case" in example:
        return str(example["case"])
    words = f"`{example['line']}`" if example["line"] else "(no line)"
    said = (example.get("seller"), *example.get("particulars", {}).values())
    papers = "、".join(law.evidence()[code].text() for code in example.get("evidence", ()))
    return "，".join(each for each in (words, *said, papers) if each)
