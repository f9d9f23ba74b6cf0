"""The index of dialects: structured data of a voucher, alone or hidden in another file.

The content decides, never the name of a file.
"""

from collections.abc import Iterator
from typing import Protocol

from importers import xml_tree
from importers.data import (
    chinese_tags,
    digital_invoice,
    fiscal_receipt,
    older_attachment,
    xbrl_air,
    xbrl_rail,
    xbrl_records,
    xbrl_vat,
)
from importers.draft import Draft
from importers.invoice import Source
from importers.xml_tree import Node


class Dialect(Protocol):
    """What every module of `importers.data` offers."""

    def recognises(self, root: Node) -> bool: ...
    def draft(self, root: Node, source: Source) -> Draft: ...


DIALECTS: tuple[Dialect, ...] = (
    fiscal_receipt,
    digital_invoice,
    older_attachment,
    xbrl_vat,
    xbrl_rail,
    xbrl_air,
    xbrl_records,
    chinese_tags,
)


def draft_of(content: bytes, source: Source) -> Draft | None:
    """Return what structured data say; None for XML of no dialect known here.

    UnreadableDocument when the bytes are no XML or break a limit.
    """
    return draft_of_tree(xml_tree.parse(content), source)


def draft_of_tree(root: Node, source: Source) -> Draft | None:
    """Return what parsed structured data say; None when no dialect knows them."""
    for node in _candidates(root):
        for dialect in DIALECTS:
            if dialect.recognises(node):
                return dialect.draft(node, source)
    return None


def _candidates(root: Node) -> Iterator[Node]:
    """Yield the root, and what it or its only child wraps: some platforms pack the data once."""
    yield root
    inner = list(root.children())
    yield from inner
    if len(inner) == 1:
        yield from inner[0].children()
