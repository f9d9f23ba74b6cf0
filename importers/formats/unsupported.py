"""Files of types that are not read: said plainly, with the way out, and never guessed at."""

from importers.document import Document, FileType, UnreadableDocument
from importers.invoice import Invoice
from importers.messages import N_, Message

_SENTENCES = {
    FileType.ZIP: N_("这是压缩包里的压缩包，没有再打开。请先解压，再上传其中的发票。"),
    FileType.OTHER_ARCHIVE: N_(
        "这是 RAR 或 7Z 压缩包，无法打开。请解压后直接上传其中的发票，或重新打包成 ZIP 再上传。"
    ),
    FileType.OFFICE: N_(
        "这是 Office 文档，不是发票原件。请上传从开票平台下载的 PDF 发票；"
        "银行对账单请到“对账”导入。"
    ),
    FileType.HTML: N_("这是网页文件，不是发票原件。请在网页中下载 PDF 发票后再上传。"),
    FileType.UNKNOWN: N_("无法识别这个文件的格式。请上传发票的 PDF、OFD、XML、图片或 ZIP 压缩包。"),
}


def recognises(document: Document) -> bool:
    """Every document ends here when no other format took it."""
    return document.file_type in _SENTENCES


def read(document: Document) -> tuple[Invoice, ...]:
    """Raise UnreadableDocument with the sentence for this type of file."""
    raise UnreadableDocument(Message(_SENTENCES[document.file_type]))
