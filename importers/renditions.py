"""Several files of one invoice (PDF, OFD, XML, a re-save): each vouches for the others, or not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from importers.checks import Channel, Outcome
from importers.comparison import renditions
from importers.invoice import Invoice, Kind, Provenance

_NO_RENDITION = frozenset({Kind.NOT_INVOICE, Kind.OTHER, Kind.EINV_RECEIVER_XBRL})


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


def of_one_invoice(invoices: Sequence[Invoice]) -> Iterator[tuple[int, int]]:
    """Yield the places of each two readings that bear one identity."""
    places: dict[str, list[int]] = {}
    for place, invoice in enumerate(invoices):
        if invoice.key is not None and invoice.kind not in _NO_RENDITION:
            places.setdefault(invoice.key, []).append(place)
    for same in places.values():
        yield from combinations(same, 2)


def contradictions_told(invoices: tuple[Invoice, ...]) -> tuple[Invoice, ...]:
    """Return the invoices of one file; those of one number that differ are doubted.

    Those that agree are copies by the same hand, and no witnesses of each other.
    """
    told = list(invoices)
    for one, other in of_one_invoice(invoices):
        if renditions(invoices[one], invoices[other]).outcome is Outcome.DIFFERS:
            told[one] = compared(told[one], invoices[other])
            told[other] = compared(told[other], invoices[one])
    return tuple(told)


def _agreed(invoice: Invoice, fields: tuple[str, ...]) -> Mapping[str, Provenance]:
    seen = dict(invoice.provenance)
    for name in fields:
        where = seen.get(name)
        if where is not None and Channel.RENDITION not in where.agrees_with:
            seen[name] = replace(where, agrees_with=(*where.agrees_with, Channel.RENDITION))
    return seen
