"""Opening a packed file (zip, and with it OFD) so that neither its paths nor its size can harm.

Everything is judged from the directory of the archive before a byte is unpacked; each part is
then read only when asked for, never beyond its stated size. Nothing is written to disk.
"""

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass, field

from importers.document import UnreadableDocument
from importers.messages import N_, Message

MAX_PARTS = 2_000
MAX_UNPACKED = 50 * 1024 * 1024
_MAX_RATIO = 200  # times larger unpacked; invoices packed tightly reach 20
_SMALL = 4 * 1024 * 1024  # below this any ratio is harmless
_ENCRYPTED = 0x1
_UTF8 = 0x800
_DAMAGED = N_("这个压缩包或 OFD 文件已损坏，无法打开。请重新从开票平台下载后再上传。")
_UNSAFE = N_("文件包内有不安全的内容（{fault}），没有读取。请向开票方重新索取文件。")
_TWICE = N_("文件包内的同名文件“{name}”出现两次，没有读取。请向开票方重新索取文件。")
_PATH = N_("路径越界")
_LINK = N_("符号链接")
_LOCKED = N_("文件包有密码，无法读取。请解压后去掉密码，重新打包再上传。")


@dataclass(frozen=True, slots=True)
class Packed:
    """The parts of an archive by their paths, unpacked one by one."""

    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    folded: dict[str, str] = field(default_factory=dict)  # path in lower case → path

    def __contains__(self, path: str) -> bool:
        return path.casefold() in self.folded

    def names(self) -> tuple[str, ...]:
        """Return the paths of all parts, in the order of the archive."""
        return tuple(self.entries)

    def read(self, path: str) -> bytes:
        """Return a part; letters may differ in case. KeyError when there is none such."""
        entry = self.entries[self.folded[path.casefold()]]
        try:
            return self.archive.read(entry)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError,
                RuntimeError, ValueError) as error:  # fmt: skip
            raise UnreadableDocument(Message(_DAMAGED)) from error


def opened(content: bytes) -> Packed:
    """Open an archive; UnreadableDocument, with what is wrong, when it may not be unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, IndexError) as error:
        raise UnreadableDocument(Message(_DAMAGED)) from error
    listed = archive.infolist()
    _check_size(listed, len(content))
    entries: dict[str, zipfile.ZipInfo] = {}
    folded: dict[str, str] = {}
    for entry in listed:
        path = _path(entry)
        if path.casefold() in folded:
            raise UnreadableDocument(Message(_TWICE, {"name": path}))
        folded[path.casefold()] = path
        if not path.endswith("/"):
            entries[path] = entry
    return Packed(archive, entries, {f: p for f, p in folded.items() if p in entries})


def _check_size(listed: list[zipfile.ZipInfo], packed: int) -> None:
    if len(listed) > MAX_PARTS:
        raise UnreadableDocument(
            Message(
                N_("文件包内有 {count} 个文件，超过 {limit} 个的上限，没有读取。请拆分后再上传。"),
                {"count": str(len(listed)), "limit": str(MAX_PARTS)},
            )
        )
    unpacked = sum(entry.file_size for entry in listed)
    if unpacked > MAX_UNPACKED or unpacked > max(_SMALL, packed * _MAX_RATIO):
        raise UnreadableDocument(
            Message(
                N_("文件包解开后过大（上限 {limit} MiB），没有读取。请只上传发票本身。"),
                {"limit": str(MAX_UNPACKED // 1024 // 1024)},
            )
        )


def _path(entry: zipfile.ZipInfo) -> str:
    """Return the path of an entry; names without a stated encoding are UTF-8 or GB 18030."""
    if entry.flag_bits & _ENCRYPTED:
        raise UnreadableDocument(Message(_LOCKED))
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise _unsafe(_LINK)
    path = entry.orig_filename
    if not entry.flag_bits & _UTF8 and not path.isascii():
        path = _decoded(path.encode("cp437", "replace"))
    parts = path.rstrip("/").split("/")
    if not path:
        raise UnreadableDocument(Message(_DAMAGED))
    if "\\" in path or "\0" in path or ":" in parts[0] or path.startswith("/") or ".." in parts:
        raise _unsafe(_PATH)
    return path


def _decoded(name: bytes) -> str:
    try:
        return name.decode()
    except UnicodeDecodeError:
        return name.decode("gb18030", "replace")


def _unsafe(fault: str) -> UnreadableDocument:
    return UnreadableDocument(Message(_UNSAFE, {"fault": fault}))
