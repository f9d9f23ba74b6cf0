"""Original vouchers on disk: byte for byte as received, named by their SHA-256, never changed."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

PIECE: Final = 1 << 18  # bytes


class Originals:
    """A folder of originals; the database says whose they are."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def store(self, content: bytes) -> str:
        """Keep the bytes (durably, before any transaction) and give their SHA-256.

        Bytes that are there already are written once more and dropped: how long it takes must not
        tell an employer that another one has the same file.
        """
        digest = hashlib.sha256(content).hexdigest()
        target = self._path(digest)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = target.with_name(f"{digest}.{os.getpid()}.{os.urandom(4).hex()}.part")
        with draft.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(0o400)
        if target.exists():
            draft.unlink()
        else:
            draft.rename(target)
        _settle(target.parent)
        return digest

    def fetch(self, digest: str) -> bytes:
        """Give the bytes back; a file that no longer has its digest is a loud failure."""
        content = self._path(digest).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise OSError(f"the original {digest} on disk has been altered")
        return content

    @contextmanager
    def draft(self) -> Iterator[IO[bytes]]:
        """Lend a file to write something long into, whole on the disk when the block ends."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"{os.getpid()}.{os.urandom(8).hex()}.part"
        try:
            with path.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
        except BaseException:  # half of something long must not fill the disk
            path.unlink(missing_ok=True)
            raise

    def adopt(self, draft: Path) -> tuple[str, int]:
        """Keep a draft under its SHA-256; give that, and how many bytes it has."""
        with draft.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        target = self._path(digest)
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.chmod(0o400)
        size = draft.stat().st_size
        draft.replace(target)
        _settle(target.parent)
        return digest, size

    def pieces(self, digest: str) -> Iterator[bytes]:
        """Give the bytes piece by piece, of a file too long to be held."""
        with self._path(digest).open("rb") as file:
            while piece := file.read(PIECE):
                yield piece

    def _path(self, digest: str) -> Path:
        assert len(digest) == 64 and digest.isalnum(), "an original is named by its SHA-256"  # noqa: PLR2004, PT018  # 64 hexadecimal digits
        return self._folder / digest[:2] / digest


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
