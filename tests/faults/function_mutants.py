"""Mutants of a function's text: one check dropped, or one operator turned, at a time."""

import re
from collections.abc import Iterator
from typing import Final

# A statement that refuses, with all its lines.
_REFUSALS: Final = re.compile(r"\b(?:raise exception|perform ledger\.refuse\w*)\b.*?;", re.DOTALL)
# One condition of several.
_TERMS: Final = re.compile(
    r"\b(?P<joint>or|and) (?P<term>(?:not )?(?:ledger\.)?[\w.]+(?:\([\w., ]*\))?"
    r" (?:<>|<=|>=|<|>|=|is distinct from|is not distinct from) [\w.']+(?:\(\))?)"
)
_OPERATORS: Final = (
    ("<>", "="), ("<=", "<"), (">=", ">"), (" < ", " <= "), (" > ", " >= "), (" = ", " <> "),
    (" + 1", " + 2"), (" or ", " and "), (" and ", " or "), ("is not null", "is null"),
    ("is null", "is not null"), ("if not found", "if found"), ("if found", "if not found"),
    ("not exists", "exists"), ("if exists", "if not exists"), ("greatest(", "least("),
    ("is not distinct from", "is distinct from"), ("is distinct from", "is not distinct from"),
    (" - ", " + "), ("min(", "max("), ("max(", "min("), ("bool_and(", "bool_or("),
    (" true", " false"), (" false", " true"), (" for update", ""),
)  # fmt: skip


def bodies(definition: str, *, thorough: bool) -> Iterator[tuple[str, str]]:
    """Give (what was done, the whole statement with it done)."""
    head, opening, body = definition.partition("$function$")
    lines = re.sub(r"--[^\n]*", lambda found: " " * len(found[0]), body)  # comments hold no checks
    for start, end, change in _changes(lines, thorough=thorough):
        said = " ".join(lines[start:end].split())
        line = " ".join(_line_at(lines, start).split())
        yield (
            f"{said[:80]} → {change.strip()} in {line[:100]}",
            f"{head}{opening}{lines[:start]}{change}{lines[end:]}",
        )


def _changes(body: str, *, thorough: bool) -> Iterator[tuple[int, int, str]]:
    for found in _REFUSALS.finditer(body):
        yield found.start(), found.end(), "null;"
    for found in _TERMS.finditer(body):
        never = "false" if found["joint"] == "or" else "true"
        yield found.start("term"), found.end("term"), never
    if thorough:
        said = re.sub(r"'[^'\n]*'", lambda found: "'" * len(found[0]), body)  # not inside texts
        for old, new in _OPERATORS:
            for place in re.finditer(re.escape(old), said):
                yield place.start(), place.end(), new


def _line_at(text: str, place: int) -> str:
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return text[start : end if end >= 0 else len(text)]
