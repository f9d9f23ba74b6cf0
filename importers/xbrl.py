"""XBRL instances of the Ministry of Finance: which taxonomy they use, and whose view they give.

The issuer's view is the voucher itself; the receiver's adds how it was booked (记账凭证) and is a
record of the accounts, not a voucher.
"""

import re

from importers.xml_tree import Node, fold

_TAXONOMY = re.compile(r"^https?://xbrl\.mof\.gov\.cn/taxonomy/[^/]+/([A-Za-z_]+)")
_BOOKED = ("InformationOfAccountingDocumentsTuple", "NameOfAccountingEntity")


def taxonomy(root: Node) -> str | None:
    """Return the short name (inv, rai, atr, einv, bker …); None when it is no such instance."""
    if fold(root.name) != "xbrl":
        return None
    for child in root.children():
        match = _TAXONOMY.match(child.namespace)
        if match:
            return match[1].lower().split("_")[0]
    return None


def is_booking_record(root: Node) -> bool:
    """Whether it tells how a receiver booked the voucher."""
    return any(root.child(name) is not None for name in _BOOKED)
