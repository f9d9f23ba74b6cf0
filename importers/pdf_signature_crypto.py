"""The arithmetic of PDF signatures: does a signature belong to the bytes it covers.

Imported only when a file is signed: the libraries take a third of a second to load. Sources of
the formats: ISO 32000-1 §12.8.3 and RFC 5652; the two SHA-1 formats are those of old invoices.
"""

import hashlib
import re
from typing import Any, Protocol

from asn1crypto import cms, x509
from asn1crypto.core import OctetString
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.x509 import load_der_x509_certificate
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import validate_sig_integrity

from importers.pdf_objects import PdfObjects

_DETACHED = frozenset({"adbe.pkcs7.detached", "ETSI.CAdES.detached"})
_DIGEST_INSIDE, _BARE_RSA = "adbe.pkcs7.sha1", "adbe.x509.rsa_sha1"
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class _Signature(Protocol):
    @property
    def form(self) -> str: ...
    @property
    def contents(self) -> bytes: ...
    @property
    def byte_range(self) -> tuple[int, ...]: ...


def verify(signature: _Signature, content: bytes, objects: PdfObjects) -> tuple[bool, Any]:
    """Return whether a signature is intact, and the signer's certificate (asn1crypto).

    Whatever is not one of the known formats, or is damaged, raises ValueError or any other error
    of the libraries.
    """
    start, length, second, rest = signature.byte_range
    signed = content[start : start + length] + content[second : second + rest]
    if signature.form in _DETACHED:
        return _detached(signature.contents, signed)
    if signature.form == _DIGEST_INSIDE:
        return _with_digest(signature.contents, signed)
    if signature.form == _BARE_RSA:
        return _bare(signature, signed, objects)
    raise ValueError("an unknown format of signature")


def _parts(contents: bytes) -> tuple[Any, Any, Any]:
    """Return signed data, the one signer's part and certificate of a CMS message."""
    message = cms.ContentInfo.load(contents)
    if message["content_type"].native != "signed_data":
        raise ValueError("no signed data")
    data = message["content"]
    return data, extract_signer_info(data), extract_certificate_info(data).signer_cert


def _digest(signer: Any, data: bytes) -> bytes:  # noqa: ANN401  # asn1crypto has no types
    name = signer["digest_algorithm"]["algorithm"].native
    return hashlib.new(name, data, usedforsecurity=False).digest()


def _detached(contents: bytes, signed: bytes) -> tuple[bool, Any]:
    _, signer, certificate = _parts(contents)
    intact, valid = validate_sig_integrity(signer, certificate, "data", _digest(signer, signed))
    return intact and valid, certificate


def _with_digest(contents: bytes, signed: bytes) -> tuple[bool, Any]:
    """Judge a message that holds the SHA-1 digest of the signed bytes."""
    data, signer, certificate = _parts(contents)
    inner = data["encap_content_info"]["content"].native
    right = inner == hashlib.sha1(signed, usedforsecurity=False).digest()
    intact, valid = validate_sig_integrity(signer, certificate, "data", _digest(signer, inner))
    return right and intact and valid, certificate


def _bare(signature: _Signature, signed: bytes, objects: PdfObjects) -> tuple[bool, Any]:
    """Judge a bare RSA signature; its certificate stands beside it as /Cert."""
    value = OctetString.load(signature.contents).native
    der = _certificate(signature, objects)
    key = load_der_x509_certificate(der).public_key()
    if not isinstance(key, RSAPublicKey):
        raise TypeError("no RSA key")
    try:
        key.verify(value, signed, PKCS1v15(), SHA1())  # noqa: S303  # the format of the file
    except InvalidSignature:
        return False, x509.Certificate.load(der)
    return True, x509.Certificate.load(der)


def _certificate(signature: _Signature, objects: PdfObjects) -> bytes:
    """Return the certificate in the dictionary of a signature; ValueError when there is none."""
    digits = signature.contents.hex().encode()
    for item in objects.naming("Cert"):
        if digits not in item.head.lower().translate(None, b" \t\r\n"):
            continue
        coded = re.search(rb"/Cert[\s\0]*\[?[\s\0]*<([0-9A-Fa-f\s]+)>", item.head)
        if coded:
            return bytes.fromhex(coded[1].decode())
        plain = re.search(rb"/Cert[\s\0]*\[?[\s\0]*\(", item.head)
        if plain:
            return _string(item.head[plain.end() :])
    raise ValueError("no certificate beside the signature")


def _string(text: bytes) -> bytes:
    """Return a PDF string from after its opening bracket to the closing one."""
    depth = 1
    parts: list[bytes] = []
    for token in re.findall(rb"\\(?:[0-7]{1,3}|\r\n|.)|\r\n|.", text, re.DOTALL):
        depth += {b"(": 1, b")": -1}.get(token, 0)
        if depth == 0:
            return b"".join(parts)
        parts.append(_unescaped(token))
    raise ValueError("a string without an end")


def _unescaped(token: bytes) -> bytes:
    if token in {b"\r\n", b"\r"}:
        return b"\n"
    if not token.startswith(b"\\"):
        return token
    rest = token[1:]
    if rest[:1].isdigit():
        return bytes([int(rest, 8) & 0xFF])
    return b"" if rest in {b"\n", b"\r", b"\r\n"} else _ESCAPES.get(rest, rest)
