"""What lies outside the database: the key that signs the anchors, and the file that lists them."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

KEY_BYTES = 32


class UnfitKey(Exception):  # noqa: N818  # what is the matter, for the operator
    """The key file cannot be used; the sentence says why."""


def signing_key(file: Path) -> Ed25519PrivateKey:
    """Read the key; make one at first use, readable to its owner alone."""
    if not file.exists():
        _make_key(file)
    if file.stat().st_mode & 0o077:
        raise UnfitKey(f"others may read the anchor key {file}: chmod 600 it, or make a new one")
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text("ascii").strip()))
    except ValueError as error:
        raise UnfitKey(f"{file} holds no anchor key: 64 hexadecimal digits") from error


def _make_key(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = Ed25519PrivateKey.generate().private_bytes_raw().hex()
    try:
        opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return
    with os.fdopen(opened, "w", encoding="ascii") as target:
        target.write(made + "\n")
        target.flush()
        os.fsync(target.fileno())


def lines(file: Path) -> list[str]:
    """Return the lines of a file of anchors; none where there is no file yet."""
    return file.read_text("utf-8").splitlines() if file.exists() else []


def append(file: Path, new: tuple[str, ...]) -> None:
    """Add lines to the file of anchors, durably. A torn last line is ended first."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with file.open("a+b") as target:
        if target.tell() and not _ends_its_line(target.fileno(), target.tell()):
            target.write(b"\n")
        target.write("".join(f"{line}\n" for line in new).encode())
        target.flush()
        os.fsync(target.fileno())


def _ends_its_line(descriptor: int, size: int) -> bool:
    return os.pread(descriptor, 1, size - 1) == b"\n"
