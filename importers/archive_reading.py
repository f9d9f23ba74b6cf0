"""Every file of an archive read by itself; several files of one invoice held against each other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from importers import archive, comparison
from importers.checks import Channel, Check, Outcome
from importers.document import Document, UnreadableDocument
from importers.invoice import VALUE_FIELDS, Invoice, Kind, Provenance
from importers.messages import N_, Message

Read = Callable[[Document], tuple[Invoice, ...]]
_NO_RENDITION = frozenset({Kind.NOT_INVOICE, Kind.OTHER, Kind.EINV_RECEIVER_XBRL})
_FAILED = N_("读取时出错，文件可能损坏。请重新从开票平台下载后再上传。")


def read(document: Document, read_one: Read) -> tuple[Invoice, ...]:
    """Return the invoices of all files of an archive, each naming its file in `member`.

    A file that cannot be read gives one Invoice of kind other that says so: nothing is lost.
    """
    found = [
        invoice
        for member in archive.entries(document.content)
        for invoice in _invoices(member, read_one)
    ]
    for one, other in _renditions(found):
        check = comparison.renditions(found[one], found[other])
        found[one], found[other] = _told(found[one], check), _told(found[other], check)
    return tuple(found)


def _invoices(member: archive.Member, read_one: Read) -> Iterator[Invoice]:
    try:
        if member.fault is not None:
            raise UnreadableDocument(member.fault)  # noqa: TRY301  # one way for all that is unreadable
        for invoice in read_one(Document(member.name.rpartition("/")[2], member.content)):
            yield replace(invoice, member=member.name)
    except UnreadableDocument as unreadable:
        yield _unread(member.name, unreadable.message)
    except Exception:  # noqa: BLE001  # readers of broken files raise anything; the other files must not be lost
        yield _unread(member.name, Message(_FAILED))


def _unread(name: str, reason: Message) -> Invoice:
    said = Message(N_("压缩包中的“{name}”没有读出来，原因如下。"), {"name": name})
    return Invoice(kind=Kind.OTHER, uncertain=VALUE_FIELDS, findings=(said, reason), member=name)


def _renditions(invoices: Sequence[Invoice]) -> Iterator[tuple[int, int]]:
    """Yield the places of each two files of one invoice."""
    places: dict[str, list[int]] = {}
    for place, invoice in enumerate(invoices):
        if invoice.key is not None and invoice.kind not in _NO_RENDITION:
            places.setdefault(invoice.key, []).append(place)
    for same in places.values():
        for one, other in combinations(same, 2):
            if invoices[one].member != invoices[other].member:
                yield one, other


def _told(invoice: Invoice, check: Check) -> Invoice:
    """Return an invoice that knows how it compares with another file of it."""
    if check in invoice.checks:
        return invoice
    checks = (*invoice.checks, check)
    if check.outcome is Outcome.DIFFERS and check.message is not None:
        findings = dict.fromkeys((*invoice.findings, check.message))
        uncertain = invoice.uncertain | set(check.fields)
        return replace(invoice, checks=checks, findings=tuple(findings), uncertain=uncertain)
    agreed = {
        name: _agreed(where) if name in check.fields else where
        for name, where in invoice.provenance.items()
    }
    return replace(invoice, checks=checks, provenance=agreed)


def _agreed(where: Provenance) -> Provenance:
    channels = dict.fromkeys((*where.agrees_with, Channel.RENDITION.value))
    return replace(where, agrees_with=tuple(channels))
