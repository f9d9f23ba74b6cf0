"""A file as it arrived: its name, its bytes, what its first bytes say it is, and the limits."""

from dataclasses import dataclass
from enum import StrEnum

from importers import zip_directory
from importers.messages import N_, Message

MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 50
MAX_PIXELS = 40_000_000
_HEAD = 1024  # readers look for the PDF mark in the first 1024 bytes


class FileType(StrEnum):
    """What the first bytes of a file say it is; the ending of its name is never trusted."""

    PDF = "pdf"
    ZIP = "zip"
    OTHER_ARCHIVE = "other archive"  # RAR, 7Z
    OFD = "ofd"
    XML = "xml"
    IMAGE = "image"
    OFFICE = "office"
    HTML = "html"
    UNKNOWN = "unknown"


class UnreadableDocument(Exception):  # noqa: N818  # a noun of the domain: the document, not the program, is at fault
    """A file that cannot be read. `message` says what it is, why, and what to do instead."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text())
        self.message = message


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one file and the name it came with. Building one checks the size limits."""

    name: str
    content: bytes

    def __post_init__(self) -> None:
        if not self.content:
            raise UnreadableDocument(
                Message(N_("文件是空的（0 字节），没有可读内容。请重新导出或下载后再上传。"))
            )
        if len(self.content) > MAX_BYTES:
            raise UnreadableDocument(
                Message(
                    N_("文件超过 {limit} MiB 的上限，没有读取。请拆分文件，只上传发票本身。"),
                    {"limit": str(MAX_BYTES // 1024 // 1024)},
                )
            )

    @property
    def file_type(self) -> FileType:
        """What the bytes say the file is."""
        head = self.content[:_HEAD]
        for mark, file_type in _MARKS:
            if head.startswith(mark):
                return self._packed() if file_type is FileType.ZIP else file_type
        if b"%PDF-" in head:
            return FileType.PDF
        return _text_type(head)

    def _packed(self) -> FileType:
        """Tell an OFD from an office file and another archive by the names of its parts."""
        names = {name.lower() for name in zip_directory.names(self.content)}
        damaged = not names  # no directory: what its bytes mention has to do
        if b"ofd.xml" in names or (damaged and b"OFD.xml" in self.content):
            return FileType.OFD
        if b"[content_types].xml" in names or (damaged and b"[Content_Types].xml" in self.content):
            return FileType.OFFICE
        return FileType.ZIP


_MARKS = (
    (b"%PDF-", FileType.PDF),
    (b"PK\x03\x04", FileType.ZIP),
    (b"PK\x05\x06", FileType.ZIP),
    (b"Rar!\x1a\x07", FileType.OTHER_ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", FileType.OTHER_ARCHIVE),
    (b"\x89PNG\r\n\x1a\n", FileType.IMAGE),
    (b"\xff\xd8\xff", FileType.IMAGE),
    (b"GIF8", FileType.IMAGE),
    (b"BM", FileType.IMAGE),
    (b"II*\x00", FileType.IMAGE),
    (b"MM\x00*", FileType.IMAGE),
    (b"\xd0\xcf\x11\xe0", FileType.OFFICE),
)


def _text_type(head: bytes) -> FileType:
    """Tell XML from HTML in a file that starts as text."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileType.IMAGE
    if start.startswith((b"<!doctype html", b"<html")):
        return FileType.HTML
    if start.startswith((b"<", b"\xff\xfe<\x00", b"\xfe\xff\x00<", b"\x00<")):
        return FileType.XML
    return FileType.UNKNOWN
