"""Packs drawn files into a zip archive, as people send them."""

import io
import zipfile
from collections.abc import Mapping

_MOMENT = (2026, 1, 1, 0, 0, 0)  # the same files always make the same archive


class _Gbk(zipfile.ZipInfo):
    """An entry whose name is written as Windows in Chinese writes it: GBK, and not said so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  # the name the library asks for
        return self.filename.encode("gbk"), self.flag_bits


def draw_zip(files: Mapping[str, bytes], *, gbk: bool = False) -> bytes:
    """Return an archive of files by their paths; `gbk` names them as older systems do."""
    stream = io.BytesIO()
    kind = _Gbk if gbk else zipfile.ZipInfo
    with zipfile.ZipFile(stream, "w") as archive:
        for path, content in files.items():
            entry = kind(path, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return stream.getvalue()
