"""Several files of one invoice (PDF, OFD, XML, a re-save): each vouches for the others, or not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from importers.checks import Channel, Outcome
from importers.comparison import renditions, same, same_lines
from importers.invoice import TEXT_FIELDS, Invoice, Kind, Provenance, Source

_NO_RENDITION = frozenset({Kind.NOT_INVOICE, Kind.OTHER, Kind.EINV_RECEIVER_XBRL})


def compared(invoice: Invoice, other: Invoice) -> Invoice:
    """Return the invoice with what another file of it says: a witness more, or a doubt."""
    check = renditions(invoice, other)
    if check in invoice.checks:
        return invoice
    if check.outcome is not Outcome.DIFFERS:
        settled = _recognised_alike(invoice, other)
        return replace(
            invoice,
            checks=(*invoice.checks, check),
            provenance=_agreed(invoice, (*check.fields, *settled)),
            uncertain=invoice.uncertain - settled,
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
    for alike in places.values():
        yield from combinations(alike, 2)


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


def _recognised_alike(invoice: Invoice, other: Invoice) -> frozenset[str]:
    """Return what recognition was unsure of and a file with text says alike and without doubt.

    Other doubts stay: two files may well agree on a tax id that cannot be.
    """
    return frozenset(
        name
        for name in invoice.uncertain - other.uncertain
        if _source(invoice, name) is Source.OCR
        and _source(other, name) not in {Source.OCR, None}
        and _say_the_same(name, invoice, other)
    )


def _say_the_same(name: str, invoice: Invoice, other: Invoice) -> bool:
    if name == "items":
        return same_lines(invoice.items, other.items)
    one, two = getattr(invoice, name, None), getattr(other, name, None)
    if name in TEXT_FIELDS:
        return one is not None and two is not None and same(name, one, two)
    return name == "issue_date" and one == two


def _source(invoice: Invoice, name: str) -> Source | None:
    where = invoice.provenance.get(name)
    return where.source if where else None
