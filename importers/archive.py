"""Zip archives of vouchers: which files they hold, opened by `importers.packed` and never deeper.

What operating systems add (`__MACOSX`, `.DS_Store`, `Thumbs.db`) is passed over.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from importers.document import UnreadableDocument
from importers.messages import N_, Message
from importers.packed import Packed, opened

MAX_MEMBERS = 200
_JUNK = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its path there, and its bytes or why they cannot be had."""

    name: str
    content: bytes = b""
    fault: Message | None = None


def entries(content: bytes) -> Iterator[Member]:
    """Yield the files of an archive in its order; UnreadableDocument when it may not be opened.

    A damaged file is yielded with its fault, so that the others are not lost.
    """
    packed = opened(content)
    names = [name for name in packed.names() if not _is_junk(name)]
    if not names:
        raise UnreadableDocument(Message(N_("压缩包是空的，没有可读的文件。请重新打包后再上传。")))
    if len(names) > MAX_MEMBERS:
        raise UnreadableDocument(
            Message(
                N_("压缩包内有 {count} 个文件，一次最多读取 {limit} 个。请分成几个包再上传。"),
                {"count": str(len(names)), "limit": str(MAX_MEMBERS)},
            )
        )
    for name in names:
        yield _member(packed, name)


def _is_junk(name: str) -> bool:
    *folders, last = name.split("/")
    return "__MACOSX" in folders or last.startswith("._") or last.lower() in _JUNK


def _member(packed: Packed, name: str) -> Member:
    try:
        return Member(name, packed.read(name))
    except UnreadableDocument:
        message = N_("压缩包中的“{name}”已损坏，无法取出。请重新打包后再上传。")
        return Member(name, fault=Message(message, {"name": name}))
