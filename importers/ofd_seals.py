"""Electronic seals and signatures of OFD files: what they protect, and whether it was changed.

The digests of all protected parts are recomputed, and that of Signature.xml is looked up in the
signed value. The signature value (SM2) and its certificate cannot be verified here, so a seal
is never called valid: it is broken, or intact as far as digests tell.
"""

import base64
import binascii
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes

from importers import ofd_signed_value, ofd_xml
from importers.checks import Channel, Check, Outcome
from importers.document import UnreadableDocument
from importers.invoice import TEXT_FIELDS
from importers.messages import N_, Message
from importers.ofd_matrix import Area
from importers.ofd_package import ROOT, OfdDocument
from importers.ofd_xml import Element, attribute, child, children, parse, text

_MAX_SEALS = 20
_MAX_NAMED = 3
_BOX = 4
_SM3 = frozenset({"sm3", "1.2.156.10197.1.401"})
_HASHLIB = {
    "md5": "md5", "1.2.840.113549.2.5": "md5", "sha1": "sha1", "1.3.14.3.2.26": "sha1",
    "sha256": "sha256", "2.16.840.1.101.3.4.2.1": "sha256",
}  # fmt: skip
_UNKNOWN = N_("未注明")
_EVERYTHING = (*TEXT_FIELDS, "issue_date", "items")
_FRAME = frozenset(
    {
        "OFD.xml",
        "Signatures.xml",
        "Document.xml",
        "Attachments.xml",
        "Annotations.xml",
        "CustomTags.xml",
    }
)


@dataclass(frozen=True, slots=True)
class _Signature:
    """One signature: where it stands, its XML, its signed value."""

    path: str
    content: bytes
    root: Element
    value: ofd_signed_value.SignedValue | None

    @property
    def method(self) -> str:
        """The digest method of its references; MD5 where none is named, after the standard."""
        references = child(self.root, "SignedInfo", "References")
        stated = attribute(references, "CheckMethod") if references is not None else None
        return (stated or "md5").strip().lower().replace("-", "")

    @property
    def provider(self) -> str:
        """The software that made it."""
        provider = child(self.root, "SignedInfo", "Provider")
        if provider is None:
            return _UNKNOWN
        names = ("Company", "ProviderName")
        stated = [attribute(provider, name) or text(child(provider, name)) for name in names]
        return next((name for name in stated if name), _UNKNOWN)

    @property
    def owner(self) -> str:
        """Seal and signer, as far as they are named."""
        names = (self.value.seal, self.value.signer) if self.value else ()
        return "，".join(dict.fromkeys(name for name in names if name)) or _UNKNOWN


def checks(document: OfdDocument) -> Iterator[Check]:
    """Yield one check for each seal or signature of a document; none when it has none."""
    location = text(child(document.body, "Signatures"))
    if not location:
        return
    path, entries = _listed(document, location)
    if path is None or entries is None:
        yield _missing(location)
        return
    grown = path if len(entries) > 1 else ""  # a later seal is entered into the list of seals
    for entry in entries:
        yield _check(document, attribute(entry, "BaseLoc") or "", path, grown)


def _listed(document: OfdDocument, location: str) -> tuple[str | None, list[Element] | None]:
    """Return the path of the list of seals, and its entries; None for what is absent."""
    path = document.package.find(location, ROOT, document.path)
    listed = document.package.optional(path)
    entries = None if listed is None else list(children(listed, "Signature"))[:_MAX_SEALS]
    return path, entries


def stamps(document: OfdDocument, page: str) -> Iterator[tuple[Area, str, bytes]]:
    """Yield where seals are stamped on the page of an id, and the type and bytes of their looks."""
    path, entries = _listed(document, text(child(document.body, "Signatures")))
    for entry in entries or ():
        signature = _opened(document, attribute(entry, "BaseLoc") or "", path or "")
        picture = signature.value.picture if signature and signature.value else None
        if signature is None or picture is None:
            continue
        for stamp in children(child(signature.root, "SignedInfo"), "StampAnnot"):
            box = ofd_xml.numbers(attribute(stamp, "Boundary"))
            if attribute(stamp, "PageRef") == page and len(box) == _BOX and min(box[2:]) > 0:
                yield Area(*box), *picture


def _missing(location: str) -> Check:
    message = Message(
        N_("文件写明有电子签章，但签章内容（{part}）缺失或损坏，请向开票方重新索取原件。"),
        {"part": location},
    )
    return Check(Channel.SIGNATURE, Outcome.DIFFERS, _EVERYTHING, message)


def _check(document: OfdDocument, location: str, holder: str, grown: str) -> Check:
    signature = _opened(document, location, holder)
    if signature is None:
        return _missing(location)
    references = list(children(child(signature.root, "SignedInfo", "References"), "Reference"))
    outcomes = [_agrees(document, signature, one) for one in references]
    changed = [
        attribute(one, "FileRef") or ""
        for one, agrees in zip(references, outcomes, strict=True)
        if agrees is False and (attribute(one, "FileRef") or "").lstrip("/") != grown
    ]
    unknown = not references or None in outcomes
    bound = _bound(signature)
    if bound is False and not unknown:
        changed.append("/" + signature.path)
    if changed:
        return _changed(signature, changed)
    if unknown:
        return _unknown(signature)
    return _intact(document, signature, references, bound=bound is True)


def _opened(document: OfdDocument, location: str, holder: str) -> _Signature | None:
    package = document.package
    path = package.find(location, holder, document.path)
    if path is None:
        return None
    content = package.read(path)
    try:
        root = parse(content)
    except UnreadableDocument:
        return None
    value = package.find(text(child(root, "SignedValue")), path, document.path)
    signed = ofd_signed_value.read(package.read(value)) if value is not None else None
    return _Signature(path, content, root, signed)


def _agrees(document: OfdDocument, signature: _Signature, reference: Element) -> bool | None:
    """Compare a part with its digest; None when the method is not known here."""
    path = document.package.find(attribute(reference, "FileRef") or "", ROOT, document.path)
    if path is None:
        return False
    found = digest(document.package.read(path), signature.method)
    try:
        stated = base64.b64decode(text(child(reference, "CheckValue")))
    except (binascii.Error, ValueError):
        return False
    return None if found is None else found == stated


def digest(content: bytes, method: str) -> bytes | None:
    """Return a digest by the name or object identifier of its method; None if unknown."""
    if method in _SM3:
        sm3 = hashes.Hash(hashes.SM3())
        sm3.update(content)
        return sm3.finalize()
    name = _HASHLIB.get(method)
    return hashlib.new(name, content, usedforsecurity=False).digest() if name else None


def _bound(signature: _Signature) -> bool | None:
    """Whether the signed value holds the digest of Signature.xml; None when that is unknown."""
    stated = signature.value.digest if signature.value else None
    if stated is None:
        return None
    candidates = [digest(signature.content, method) for method in ("sm3", signature.method)]
    return stated in candidates


def _changed(signature: _Signature, parts: list[str]) -> Check:
    """Say what was changed; lists of parts alone do not put what is printed in doubt.

    Accounting systems attach their own records to sealed invoices and so change such lists.
    """
    message = Message(
        N_(
            "电子签章（{owner}）所保护的内容在签章之后被改动过：{parts}。"
            "请向开票方重新索取原件，并在税务查验平台核对。"
        ),
        {"owner": signature.owner, "parts": "、".join(parts[:_MAX_NAMED])},
    )
    frame = all(part.rpartition("/")[2] in _FRAME for part in parts)
    return Check(Channel.SIGNATURE, Outcome.DIFFERS, () if frame else _EVERYTHING, message)


def _unknown(signature: _Signature) -> Check:
    message = Message(
        N_("电子签章（{owner}）采用这里不支持的摘要算法，没有验证。"), {"owner": signature.owner}
    )
    return Check(Channel.SIGNATURE, Outcome.NOT_VERIFIABLE, message=message)


def _intact(
    document: OfdDocument, signature: _Signature, references: list[Element], *, bound: bool
) -> Check:
    """Say what was compared, and what could not be."""
    protected = {
        document.package.find(attribute(one, "FileRef") or "", ROOT, document.path)
        for one in references
    }
    if any(page.path not in protected for page in document.pages()):
        template = N_("电子签章（{owner}）没有保护票面页，不能证明票面未被改动。")
        return _honest(template, {"owner": signature.owner})
    values = {
        "owner": signature.owner, "count": str(len(references)), "provider": signature.provider
    }  # fmt: skip
    if not bound:
        template = N_(
            "电子签章（{owner}，{provider}）所保护的 {count} 个部分与其摘要一致，"
            "但摘要清单是否出自签章人、签名值是否有效，这里无法验证。"
        )
        return _honest(template, values)
    template = N_(
        "电子签章（{owner}，{provider}）所保护的 {count} 个部分都与摘要一致，没有改动的痕迹；"
        "SM2 签名值和证书在这里无法验证。"
    )
    return _honest(template, values)


def _honest(template: str, values: dict[str, str]) -> Check:
    return Check(Channel.SIGNATURE, Outcome.NOT_VERIFIABLE, message=Message(template, values))
