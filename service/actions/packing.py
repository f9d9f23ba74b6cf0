"""A package that proves itself with plain tools: files, a list of them, SHA256SUMS at the end.

`sha256sum -c SHA256SUMS` verifies what was unpacked. The same entries give the same bytes.
"""

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Self

from reports import render_xlsx
from reports.messages import N_ as FORM
from reports.render_xlsx import FORMULA_STARTS
from reports.sheet import Column, Kind, Label, Provenance, Section, Sheet

SUMS: Final = "SHA256SUMS"
BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"  # tells spreadsheets that the file is UTF-8
_NAME_BYTES: Final = 180  # beside what stands before it in a path
_STORED: Final = {".pdf", ".png", ".jpg", ".jpeg", ".zip", ".ofd", ".xlsx"}
_COLUMNS: Final = (
    Column(FORM("序号"), Kind.NUMBER),
    Column(FORM("类别"), Kind.TEXT),
    Column(FORM("文件"), Kind.TEXT),
    Column(FORM("大小（字节）"), Kind.NUMBER),
    Column(FORM("SHA-256"), Kind.TEXT),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a package: `group` says in the list what it is."""

    group: str
    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Listed:
    """What the list says of a file."""

    group: str
    path: str
    size: int
    sha256: str


class Packing:
    """A zip that is filled from first to last and knows what lies in it."""

    def __init__(self, target: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(target, "w", allowZip64=True)
        self.listed: list[Listed] = []

    def put(self, entries: Iterable[Entry]) -> None:
        """Put files in, one after the other: none is held longer than it takes."""
        for entry in entries:
            self.listed.append(_put(self._zip, entry))

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Put in the sums of all files, and end; what failed gets no sums."""
        if kind is None:
            sums = "".join(f"{each.sha256}  {each.path}\n" for each in self.listed)
            _put(self._zip, Entry("", SUMS, sums.encode()))
        self._zip.close()


def _put(packed: zipfile.ZipFile, entry: Entry) -> Listed:
    info = zipfile.ZipInfo(entry.path)  # of a fixed day: the same books, the same bytes
    plain = Path(entry.path).suffix.lower() not in _STORED
    info.compress_type = zipfile.ZIP_DEFLATED if plain else zipfile.ZIP_STORED
    info.external_attr = 0o644 << 16
    packed.writestr(info, entry.content)
    digest = hashlib.sha256(entry.content).hexdigest()
    return Listed(entry.group, entry.path, len(entry.content), digest)


def lists(
    listed: Iterable[Listed], file: str, title: str, about: Label, head: Provenance
) -> Iterator[Entry]:
    """Give the list of files, as a workbook and as CSV: `file` is its name without an ending."""
    found = [*listed]
    rows = tuple(
        (place, each.group, each.path, each.size, each.sha256)
        for place, each in enumerate(found, start=1)
    )
    sheet = Sheet(
        title=title,
        columns=_COLUMNS,
        headings=(about, Label(FORM("文件数"), str(len(found)))),
        sections=(Section((), rows, (None,) * len(_COLUMNS)),),
        totals=None,
        provenance=head,
    )
    yield Entry("清单", f"{file}.xlsx", render_xlsx.render(sheet))
    titles = tuple(column.title for column in _COLUMNS)
    yield Entry("清单", f"{file}.csv", table((titles, *rows)))


def table(rows: Iterable[Iterable[object]]) -> bytes:
    """Write rows as CSV, the column titles first; no text is taken for a formula."""
    target = io.StringIO()
    csv.writer(target).writerows([_literal(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + target.getvalue().encode()


def _literal(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def safe(name: str) -> str:
    """Give the end of a name, short and plain enough to unpack everywhere (255 bytes in all)."""
    plain = re.sub(r"[\\/:*?\"<>|\x00-\x1f]", "_", name)
    return plain.encode()[-_NAME_BYTES:].decode(errors="ignore")
