"""The index of dialects: structured data of a voucher, alone or hidden in another file.

The content decides, never the name of a file.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Protocol

from importers import remark_facts, xml_tree
from importers.checks import Channel
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
from importers.invoice import Kind, Source
from importers.messages import N_, Message
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
_TOLLS = frozenset({Kind.E_ORDINARY_TOLL, Kind.VAT_E_TOLL})
_MOST = 1_000  # elements in which a voucher is looked for; more are no package of vouchers


def draft_of(content: bytes, source: Source) -> Draft | None:
    """Return what structured data say; None for XML of no dialect known here.

    UnreadableDocument when the bytes are no XML or break a limit.
    """
    return next(iter(drafts_of(xml_tree.parse(content), source)), None)


def drafts_of(root: Node, source: Source) -> tuple[Draft, ...]:
    """Return what parsed structured data say of each voucher in them; empty when of none.

    Some platforms pack the data of one or several vouchers into one or two more elements.
    """
    for level in _levels(root):
        found = tuple(draft for node in level if (draft := _draft(node, source)))
        if found:
            return found
    return ()


def _draft(node: Node, source: Source) -> Draft | None:
    for dialect in DIALECTS:
        if dialect.recognises(node):
            draft = dialect.draft(node, source)
            _doubt_repeated(draft, dialect.draft(replace(node, from_behind=True), source))
            toll = draft.kind in _TOLLS
            remark_facts.read(draft, toll=toll)
            if toll and "element" not in draft.particulars:  # the page says so beside its title
                draft.put("element", "通行费", source=Source.DERIVED)
            return draft
    return None


def _doubt_repeated(draft: Draft, from_behind: Draft) -> None:
    """Doubt what a file states twice in two ways: other readers may take the other one."""
    names = draft.values.keys() | from_behind.values.keys()
    twice = {
        name
        for name in names
        if _parts(draft.values.get(name)) != _parts(from_behind.values.get(name))
    }
    if draft.issue_date != from_behind.issue_date:
        twice.add("issue_date")
    if draft.kind is not from_behind.kind:
        twice.add("kind")
    if Counter(draft.items) != Counter(from_behind.items):
        twice.add("items")
    if twice:
        finding = Message(N_("文件中有的内容写了两次，而且不相同。请重新从开票平台下载后核对。"))
        draft.doubt(finding, *sorted(twice), by=Channel.DATA)


def _parts(text: str | None) -> Counter[str]:
    """Return the lines of a text: remarks may be split over several elements."""
    return Counter((text or "").splitlines())


def _levels(root: Node) -> Iterator[list[Node]]:
    """Yield the root, its children, and theirs."""
    yield [root]
    inner = list(islice(root.children(), _MOST))
    yield inner
    yield list(islice((child for node in inner for child in node.children()), _MOST))
