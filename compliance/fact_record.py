"""Facts as plain JSON data and back: what a decision keeps of its claim, for its replay.

Of the texts only their names are kept (version and digest); a library gives them back.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from compliance.facts import Claim, Event
from compliance.finding import Finding
from compliance.library import Library, Texts
from importers.invoice import Invoice

Fact = TypeVar("Fact")
_TEXTS = "texts"


def to_record(claim: Claim) -> dict[str, Any]:
    """Return a claim's facts as plain JSON data; `from_record` is the inverse."""
    record = cast("dict[str, Any]", _CONVERTER.unstructure(claim))
    return record | {_TEXTS: claim.texts.names()}


def from_record(record: Mapping[str, Any], library: Library) -> Claim:
    """Build the claim that `to_record` described.

    MissingTextError when the library lacks a text it was judged by; `cattrs` errors or KeyError
    when it is no such record. Facts that an older record lacks are as if nothing was known.
    """
    texts = library.named(record[_TEXTS])
    return _CONVERTER.structure({**record, _TEXTS: texts}, Claim)


def event_record(event: Event) -> dict[str, Any]:
    """Return an event as plain JSON data; `event_of` is the inverse."""
    return cast("dict[str, Any]", _CONVERTER.unstructure(event))


def event_of(record: Mapping[str, Any]) -> Event:
    """Build the event that `event_record` described."""
    return _CONVERTER.structure(record, Event)


def facts_of(records: Iterable[Mapping[str, Any]], kind: type[Fact]) -> tuple[Fact, ...]:
    """Build facts of one kind from records with their fields; what a record lacks is unknown."""
    return tuple(_CONVERTER.structure(record, kind) for record in records)


def _converter() -> Converter:
    converter = Converter(unstruct_collection_overrides={frozenset: sorted})
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_unstructure_hook(Invoice, Invoice.to_record)
    converter.register_structure_hook(Invoice, lambda value, _: Invoice.from_record(value))
    converter.register_unstructure_hook(Finding, Finding.to_record)
    converter.register_structure_hook(Finding, lambda value, _: Finding.from_record(value))
    converter.register_structure_hook(Texts, lambda value, _: value)
    converter.register_unstructure_hook(
        Claim, make_dict_unstructure_fn(Claim, converter, texts=override(omit=True))
    )
    converter.register_structure_hook(Claim, make_dict_structure_fn(Claim, converter))
    return converter


_CONVERTER = _converter()
