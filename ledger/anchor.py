"""Anchors: the ends of all chains at one moment, signed, each naming the one before.

An unkeyed chain shows accidents; who may write everything can write it anew from anywhere on. Not
so what lies outside the database and is signed with a key that the database does not know.

An anchor is one line of canonical JSON. The root is a Merkle tree over the books (RFC 6962: leaves
and nodes are digested under different prefixes), so that one book's place in it can be shown
without telling of the others. The signature is Ed25519 (RFC 8032).
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ledger.journal import BookId
from ledger.messages import N_, Message

_LEAF: Final = b"\x00"
_NODE: Final = b"\x01"
_SIGNED: Final = b"zhuanhu anchor 1\n"  # a signature of something else is none of this


class End(NamedTuple):
    """The end of a book's chain: the number and the hash of its last entry."""

    book: BookId
    seq: int
    hash: str  # hexadecimal


@dataclass(frozen=True)
class Anchor:
    """What is signed. `previous` is the digest of the line before; `key` whose signature it is."""

    number: int
    made_at: str  # ISO 8601, UTC
    previous: str | None
    key: str
    ends: tuple[End, ...]

    @property
    def root(self) -> str:
        return merkle_root([_leaf(end) for end in self.ends]).hex()

    def content(self) -> dict[str, Any]:
        """Return what the line says, without the signature."""
        return {
            "number": self.number,
            "made_at": self.made_at,
            "previous": self.previous,
            "key": self.key,
            "root": self.root,
            "books": [list(end) for end in self.ends],
        }


class NoAnchor(Exception):  # noqa: N818  # what is the matter with a line, not a failure of ours
    """A line that no anchor can be read from."""


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root of the tree over the digested leaves, as RFC 6962 defines it.

    >>> merkle_root([]) == sha256(b"").digest()
    True
    """
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1  # the largest power of two that leaves a rest
    return sha256(_NODE + merkle_root(leaves[:half]) + merkle_root(leaves[half:])).digest()


def fingerprint(key: Ed25519PublicKey) -> str:
    """Return the name of a key: the beginning of the digest of its 32 bytes."""
    return sha256(key.public_bytes_raw()).hexdigest()[:32]


def digest(line: str) -> str:
    """Return what the next anchor calls this line."""
    return sha256(line.encode()).hexdigest()


def signed(anchor: Anchor, key: Ed25519PrivateKey) -> str:
    """Return an anchor as its line, without the end of line."""
    content = anchor.content()
    return _canonical({"anchor": content, "signature": key.sign(_message(content)).hex()})


def parse(line: str) -> Anchor:
    """Read a line; raise `NoAnchor` unless it is written exactly as an anchor is.

    The root is derived anew, so that a line whose root is not that of its books is none.
    """
    try:
        content = json.loads(line)["anchor"]
        ends = tuple(
            End(BookId(int(b)), int(seq), str(hash_)) for b, seq, hash_ in content["books"]
        )
        anchor = Anchor(
            content["number"], content["made_at"], content["previous"], content["key"], ends
        )
        exact = _canonical({"anchor": anchor.content(), "signature": _signature(line).hex()})
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise NoAnchor(line[:80]) from error
    if exact != line:
        raise NoAnchor(line[:80])
    return anchor


def flaws(lines: Iterable[str], keys: Mapping[str, Ed25519PublicKey]) -> Iterator[Message]:
    """Say what is wrong with a file of anchors: signatures, order, a line changed or left out.

    `keys` by their fingerprints are those that are trusted.
    """
    previous, number = None, 0
    for place, line in enumerate(lines, 1):
        try:
            anchor = parse(line)
        except NoAnchor:
            yield Message(N_("第 {place} 行不是一条锚定记录。"), {"place": str(place)})
            continue
        values = {"number": str(anchor.number), "key": anchor.key}
        if (anchor.number, anchor.previous) != (number + 1, previous):
            yield Message(N_("第 {number} 号锚定与前一条没有连上：有缺失、插入或改动。"), values)
        if anchor.key not in keys:
            yield Message(
                N_("第 {number} 号锚定由未受信任的密钥 {key} 签名；请用 --key 给出其公钥。"), values
            )
        elif not _is_signed_by(keys[anchor.key], line, anchor):
            yield Message(N_("第 {number} 号锚定的签名不对：内容被改动。"), values)
        previous, number = digest(line), anchor.number


def _is_signed_by(key: Ed25519PublicKey, line: str, anchor: Anchor) -> bool:
    try:
        key.verify(_signature(line), _message(anchor.content()))
    except InvalidSignature:
        return False
    return True


def _signature(line: str) -> bytes:
    return bytes.fromhex(json.loads(line)["signature"])


def _message(content: Mapping[str, Any]) -> bytes:
    return _SIGNED + _canonical(content).encode()


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def _leaf(end: End) -> bytes:
    return sha256(_LEAF + f"{end.book}:{end.seq}:{end.hash}".encode()).digest()
