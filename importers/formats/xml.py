"""XML files: the data of a voucher as its issuer or the tax bureau hands it out."""

from importers import cross_check, structured, xml_tree
from importers.document import Document, FileType, UnreadableDocument
from importers.draft import Draft
from importers.invoice import Invoice, Kind, Source
from importers.messages import N_, Message

_RECORDS = frozenset({Kind.NOT_INVOICE, Kind.EINV_RECEIVER_XBRL})
_LONGEST_NAME = 40
_MOST = 200


def recognises(document: Document) -> bool:
    """Take every XML file."""
    return document.file_type is FileType.XML


def read(document: Document) -> tuple[Invoice, ...]:
    """Return the vouchers in the file; one of kind not_invoice when there is none known here.

    `page` counts them when they are several.
    """
    root = xml_tree.parse(document.content)
    drafts = structured.drafts_of(root, Source.XML) or (_unknown(root.name),)
    if len(drafts) > _MOST:
        raise UnreadableDocument(
            Message(
                N_("这个 XML 文件内有 {count} 张发票，一次最多读取 {limit} 张。请分开上传。"),
                {"count": str(len(drafts)), "limit": str(_MOST)},
            )
        )
    several = len(drafts) > 1
    for draft in drafts:
        if draft.kind not in _RECORDS:
            cross_check.judge(draft)
    return tuple(
        draft.build(place if several else None, len(drafts), ())
        for place, draft in enumerate(drafts, start=1)
    )


def _unknown(name: str) -> Draft:
    foreign = Draft(Kind.NOT_INVOICE, Source.XML)
    foreign.findings.append(
        Message(
            N_(
                "这个 XML 文件（根元素 {name}）不是电子发票的数据，不能作为报销凭证。"
                "请上传发票的 PDF、OFD 或从税务平台下载的 XML。"
            ),
            {"name": name[:_LONGEST_NAME]},
        )
    )
    return foreign
