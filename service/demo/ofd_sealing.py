"""A made-up electronic seal on a drawn OFD package: true digests, an invented signature value."""

import base64
from io import BytesIO

from cryptography.hazmat.primitives import hashes

from service.demo import marks
from service.demo.ofd_parts import Parts

FIRST_PAGE = "1"
LIST = "Doc_0/Signs/Signatures.xml"
_SIGNATURE = "Doc_0/Signs/Sign_0/Signature.xml"
_VALUE = "Doc_0/Signs/Sign_0/SignedValue.dat"
_SEQUENCE, _INTEGER, _BITS, _OCTETS, _TEXT, _ASCII, _TIME = 0x30, 2, 3, 4, 12, 22, 24
_INVENTED = b"\x00" + b"\x30\x06\x02\x01\x01\x02\x01\x01"
_SHORT = 0x80


def seal(parts: Parts, owner: str, bureau: str) -> None:
    """Protect all parts present by a seal of `owner`; the mark of a tax bureau is its picture."""
    references = "".join(
        parts.tag(
            "Reference",
            parts.tag("CheckValue", base64.b64encode(sm3(content)).decode()),
            FileRef="/" + path,
        )
        for path, content in parts.files.items()
        if path != "OFD.xml"
    )
    method = parts.tag("SignatureMethod", "1.2.156.10197.1.501")
    provider = parts.tag("Provider", ProviderName="sample", Company="sample")
    listed = parts.tag("References", references, CheckMethod="1.2.156.10197.1.401")
    stamp = parts.tag("StampAnnot", ID="1", PageRef=FIRST_PAGE, Boundary="150 106 30 20")
    info = parts.tag("SignedInfo", provider + method + listed + stamp)
    value = parts.tag("SignedValue", "SignedValue.dat")
    parts.put(_SIGNATURE, "Signature", info + value)
    entry = parts.tag("Signature", ID="1", Type="Seal", BaseLoc="Sign_0/Signature.xml")
    parts.put(LIST, "Signatures", entry)
    stream = BytesIO()
    marks.bureau_seal(bureau).save(stream, "PNG")
    digest = sm3(parts.files[_SIGNATURE])
    parts.files[_VALUE] = signed_value(digest, f"{owner}发票专用章", ("png", stream.getvalue()))


def sm3(content: bytes) -> bytes:
    """Return the SM3 digest of bytes."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize()


def signed_value(digest: bytes, name: str, picture: tuple[str, bytes]) -> bytes:
    """Return the signature of a seal (GB/T 38540-2020) over a digest, its value invented.

    `picture` is how the seal looks: type and bytes.
    """
    kind, content = picture
    looks = _der(_SEQUENCE, _der(_ASCII, kind.encode()), _der(_OCTETS, content))
    head = _der(_SEQUENCE, _der(_ASCII, b"ES"), _der(_INTEGER, b"\x04"), _der(_ASCII, b"sample"))
    times = [_der(_TIME, moment) for moment in (b"20200101000000Z", b"20300101000000Z")]
    properties = _der(_SEQUENCE, _der(_INTEGER, b"\x01"), _der(_TEXT, name.encode()), *times)
    body = _der(_SEQUENCE, head, _der(_ASCII, b"0000000001"), properties, looks)
    stamp = _der(_SEQUENCE, body, _der(_OCTETS, b"no certificate"))
    signed = _der(
        _SEQUENCE, _der(_INTEGER, b"\x04"), stamp, times[0], _der(_BITS, b"\x00" + digest),
        _der(_ASCII, b"/" + _SIGNATURE.encode()),
    )  # fmt: skip
    return _der(_SEQUENCE, signed, _der(_OCTETS, b"no certificate"), _der(_BITS, _INVENTED))


def _der(tag: int, *contents: bytes) -> bytes:
    content = b"".join(contents)
    length = len(content)
    if length < _SHORT:
        return bytes((tag, length)) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes((tag, _SHORT | len(size))) + size + content
