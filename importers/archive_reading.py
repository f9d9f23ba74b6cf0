"""Every file of an archive read by itself; several files of one invoice held against each other."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from importers import archive, renditions
from importers.document import Document, UnreadableDocument
from importers.invoice import VALUE_FIELDS, Invoice, Kind
from importers.messages import N_, Message

Read = Callable[[Document], tuple[Invoice, ...]]
_FAILED = N_("读取时出错，文件可能损坏。请重新从开票平台下载后再上传。")


def read(document: Document, read_one: Read) -> tuple[Invoice, ...]:
    """Return the invoices of all files of an archive, each naming its file in `member`.

    A file that cannot be read gives one Invoice of kind other that says so: nothing is lost.
    """
    read_alone = [
        invoice
        for member in archive.entries(document.content)
        for invoice in _invoices(member, read_one)
    ]
    found = list(read_alone)
    for one, other in renditions.of_one_invoice(read_alone):
        if read_alone[one].member == read_alone[other].member:
            continue
        found[one] = renditions.compared(found[one], read_alone[other])
        found[other] = renditions.compared(found[other], read_alone[one])
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
