"""Several files of one invoice (PDF, OFD, XML, a re-save): each vouches for the others, or not."""

from collections.abc import Mapping
from dataclasses import replace

from importers.checks import Channel, Outcome
from importers.comparison import renditions
from importers.invoice import Invoice, Provenance


def compared(invoice: Invoice, other: Invoice) -> Invoice:
    """Return the invoice with what another file of it says: a witness more, or a doubt."""
    check = renditions(invoice, other)
    if check in invoice.checks:
        return invoice
    if check.outcome is not Outcome.DIFFERS:
        return replace(
            invoice, checks=(*invoice.checks, check), provenance=_agreed(invoice, check.fields)
        )
    assert check.message is not None, "a difference is explained"
    return replace(
        invoice,
        checks=(*invoice.checks, check),
        uncertain=invoice.uncertain | frozenset(check.fields),
        findings=(*invoice.findings, check.message),
    )


def _agreed(invoice: Invoice, fields: tuple[str, ...]) -> Mapping[str, Provenance]:
    seen = dict(invoice.provenance)
    for name in fields:
        where = seen.get(name)
        if where is not None and Channel.RENDITION not in where.agrees_with:
            seen[name] = replace(where, agrees_with=(*where.agrees_with, Channel.RENDITION))
    return seen
