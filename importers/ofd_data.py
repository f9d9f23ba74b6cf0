"""The data inside an OFD document: what `importers.inner_data` holds against its pages.

Data are the attachments (XML of the issuer), the tags of text objects, and the entries about the
document in OFD.xml.
"""

from collections.abc import Iterator, Sequence

from importers import inner_data, ofd_tags, structured, voucher
from importers.checks import Channel, Check, Outcome
from importers.data_values import amount, day
from importers.document import UnreadableDocument
from importers.draft import Draft
from importers.invoice import Kind, Source
from importers.messages import N_, Message
from importers.ofd_package import OfdDocument
from importers.ofd_page import OfdPage
from importers.ofd_xml import attribute, child, children, descendants, text
from importers.voucher import Reading

_ENTRIES = {
    "发票代码": "invoice_code",
    "发票号码": "invoice_number",
    "校验码": "check_code",
    "购买方名称": "buyer_name",
    "购买方纳税人识别号": "buyer_tax_id",
    "销售方名称": "seller_name",
    "销售方纳税人识别号": "seller_tax_id",
}
_AMOUNTS = {"合计金额": "total_amount", "合计税额": "total_tax", "价税合计": "total_with_tax"}
_MAX_ATTACHMENTS = 50
_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<")


def reading(document: OfdDocument, pages: Sequence[OfdPage]) -> Reading:
    """Return the vouchers of a document: those on its pages, held against its data."""
    read = voucher.read(pages)
    attached = list(_attached(document))
    described = [d for d in (ofd_tags.draft_of(document, pages), _entries(document)) if d]
    return inner_data.reading(read, attached, described, pages)


def _attached(document: OfdDocument) -> Iterator[Draft]:
    """Yield what the attachments of known dialects say."""
    for _, path, data in _attachments(document):
        if data is not None and path:
            yield data


def _attachments(document: OfdDocument) -> Iterator[tuple[str, str, Draft | None]]:
    """Yield name, path and data of the attachments."""
    for count, (name, path) in enumerate(document.attachments()):
        if count >= _MAX_ATTACHMENTS:
            return
        content = document.package.read(path)
        data = None
        if content.lstrip()[:8].startswith(_XML_STARTS):
            try:
                data = structured.draft_of(content, Source.ATTACHMENT)
            except UnreadableDocument:
                data = None
        yield name, path, data


def _entries(document: OfdDocument) -> Draft | None:
    """Return what OFD.xml says of the voucher; None when it says nothing."""
    draft = Draft(Kind.OTHER, Source.ATTACHMENT)
    for entry in children(child(document.body, "DocInfo", "CustomDatas"), "CustomData"):
        name, value = attribute(entry, "Name") or "", text(entry)
        if name in _ENTRIES:
            draft.put(_ENTRIES[name], value)
        elif name in _AMOUNTS:
            draft.put(_AMOUNTS[name], amount(value))
        elif name == "开票日期":
            draft.issue_date = day(value)
            draft.note("issue_date", None)
    return draft if draft.values else None


def file_checks(document: OfdDocument) -> Iterator[Check]:
    """Yield what is unusual about a document: several versions, actions, other files inside."""
    if any(True for _ in descendants(document.body, "Version")):
        yield Check(
            Channel.REVISIONS,
            Outcome.NOT_VERIFIABLE,
            message=Message(N_("文件保存过不止一个版本，读取的是目录所指的版本。")),
        )
    if any(True for _ in descendants(document.root, "Action")):
        yield Check(
            Channel.CONTENTS,
            Outcome.NOT_VERIFIABLE,
            message=Message(N_("文件中有点击或打开时执行的动作，没有执行。")),
        )
    unread = [name or path for name, path, data in _attachments(document) if data is None]
    if unread:
        names = "、".join(unread[:5])
        yield Check(
            Channel.CONTENTS,
            Outcome.NOT_VERIFIABLE,
            message=Message(N_("文件内附有其他文件，没有读取：{names}。"), {"names": names}),
        )
