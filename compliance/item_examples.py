"""The examples of the negative list, executed: what comes of each, whoever decides its item.

An item decided by the text of an invoice is weighed on the example's line; an item decided by a
rule is put to that rule, on the model claim with the example's `given` facts.
"""

from collections.abc import Mapping
from typing import Any

from compliance import rulebook
from compliance.example import claim
from compliance.finding import Severity
from compliance.negative_list import HARMLESS, INVOICE_TEXT, PERSON, ListItem

_WEIGHT = (Severity.NOTE, Severity.REVIEW, Severity.BLOCK)


def outcome(item: ListItem, example: Mapping[str, Any]) -> str:
    """Return what comes of an example: block, review, note or pass.

    An item that only people decide comes out as its example says.
    """
    if item.decided_by == INVOICE_TEXT:
        return item.weigh_example(example)
    if item.decided_by == PERSON:
        return str(example["expect"])
    found = rulebook.rule(item.decided_by).check(claim(**example["given"]))
    severities = [finding.severity for finding in found]
    return max(severities, key=_WEIGHT.index).value if severities else HARMLESS


def words(example: Mapping[str, Any]) -> str:
    """Return an example in a few words: its case, or the line it is about."""
    return str(example.get("case") or example["line"])
