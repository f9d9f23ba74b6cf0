"""The signed value of an OFD signature: what was signed, by whom, under which seal.

Two forms occur: an electronic seal signature (GM/T 0031-2014, GB/T 38540-2020) and signed data as
in PKCS #7 with the object identifiers of SM2. Both hold the digest of Signature.xml. The signature
itself (SM2) is not verified: no library installed here can do it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from asn1crypto import parser, x509

_MAX_DEPTH = 12
_MAX_NODES = 5_000
_SEQUENCE, _SET, _BITS, _OCTETS, _NAME, _OID = 16, 17, 3, 4, 12, 6
_DIGEST_PLACE, _SEAL_PLACE = 3, 1  # in what an electronic seal signature signs
_PROPERTY_PLACE, _PICTURE_PLACE = 2, 3  # in the seal
_SEAL_NAME = 1  # in its properties
_MESSAGE_DIGEST = bytes.fromhex("2a864886f70d010904")  # 1.2.840.113549.1.9.4
_COMMON, _ORGANISATION = "common_name", "organization_name"
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Node:
    """An element of DER: its tag, whether it is of the universal class, its content."""

    tag: int
    universal: bool
    content: bytes
    whole: bytes

    def children(self) -> tuple["Node", ...]:
        """Return the elements inside; none when the content is no DER."""
        return tuple(_nodes(self.content))

    def child(self, place: int) -> "Node | None":
        """Return the element at a place inside."""
        found = self.children()
        return found[place] if place < len(found) else None


@dataclass(frozen=True, slots=True)
class SignedValue:
    """What a signed value says: the digest of Signature.xml, name of the seal, the signer.

    `picture` is how the seal looks: the type of the picture (png, ofd …) and its bytes.
    """

    digest: bytes | None
    seal: str | None
    signer: str | None
    picture: tuple[str, bytes] | None = None


def read(content: bytes) -> SignedValue:
    """Take a signed value apart; what cannot be found is None."""
    root = next(_nodes(content), None)
    if root is None:
        return SignedValue(None, None, None)
    return SignedValue(_digest(root), _seal(root), _signer(root), _picture(root))


def _nodes(content: bytes) -> Iterator[Node]:
    while content:
        try:
            kind, _, tag, head, inside, trailer = parser.parse(content, strict=False)
        except ValueError:
            return
        length = len(head) + len(inside) + len(trailer)
        yield Node(tag, kind == 0, inside, content[:length])
        content = content[length:]


def _digest(root: Node) -> bytes | None:
    signed = root.child(0)
    stated = signed.child(_DIGEST_PLACE) if signed and signed.tag == _SEQUENCE else None
    if stated is not None and stated.tag == _BITS:
        return stated.content[1:]  # the first byte counts unused bits
    for node in _all(root):
        attribute = node.children() if node.tag == _SEQUENCE else ()
        if len(attribute) == 2 and attribute[0].content == _MESSAGE_DIGEST:  # noqa: PLR2004  # name, values
            value = attribute[1].child(0)
            return value.content if value else None
    return None


def _seal(root: Node) -> str | None:
    """Return the name of the seal, such as 客户回单专用章."""
    node = _at(root, (0, _SEAL_PLACE, 0, _PROPERTY_PLACE, _SEAL_NAME))
    return _name(node.content.decode("utf-8", "replace")) if node and node.tag == _NAME else None


def _picture(root: Node) -> tuple[str, bytes] | None:
    node = _at(root, (0, _SEAL_PLACE, 0, _PICTURE_PLACE))
    parts = node.children() if node else ()
    if len(parts) < 2 or parts[1].tag != _OCTETS:  # noqa: PLR2004  # type and bytes
        return None
    return parts[0].content.decode("ascii", "replace").lower(), parts[1].content


def _at(node: Node | None, path: tuple[int, ...]) -> Node | None:
    """Return the element at a path through sequences."""
    for place in path:
        node = node.child(place) if node and node.universal and node.tag == _SEQUENCE else None
    return node


def _signer(root: Node) -> str | None:
    """Return whom the certificate of the signer names: the last one that is not in the seal."""
    seal = root.child(0)
    skipped = seal.child(_SEAL_PLACE) if seal else None
    names = [name for node in _all(root, skipped) if (name := _subject(node)) is not None]
    return names[-1] if names else None


def _subject(node: Node) -> str | None:
    content = node.content if node.tag == _OCTETS and node.universal else node.whole
    if node.tag not in {_OCTETS, _SEQUENCE} or not content.startswith(b"\x30"):
        return None
    try:
        subject = x509.Certificate.load(content, strict=True).subject.native
    except (ValueError, TypeError, KeyError):
        return None
    name = subject.get(_COMMON) or subject.get(_ORGANISATION)
    return _name(str(name)) if name else None


def _name(text: str) -> str | None:
    return "".join(c for c in text if c.isprintable())[:_LONGEST_NAME] or None


def _all(root: Node, skipped: Node | None = None) -> Iterator[Node]:
    """Yield a node and all below it, but for `skipped`."""
    left = [(root, 0)]
    for _ in range(_MAX_NODES):
        if not left:
            return
        node, depth = left.pop()
        if skipped is not None and node.whole == skipped.whole:
            continue
        yield node
        if depth < _MAX_DEPTH and (not node.universal or node.tag in {_SEQUENCE, _SET}):
            left += [(child, depth + 1) for child in reversed(node.children())]
