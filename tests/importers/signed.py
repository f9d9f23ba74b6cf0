"""Signed PDFs of drawn documents: a test authority, a seller's certificate, and tampering."""
# mypy: disable-error-code="no-untyped-call"
# (pyHanko's objects of a PDF have no types)

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO
from typing import TypeVar

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

T = TypeVar("T")
_FROM = datetime(2020, 1, 1, tzinfo=UTC)
_PASSPHRASE = b"sample"
_AUTHORITY = "Sample e-invoice CA"


@dataclass(frozen=True, slots=True)
class _Holder:
    key: rsa.RSAPrivateKey
    certificate: x509.Certificate


def _name(common: str, unit: str = "") -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    if unit:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit))
    return x509.Name(parts)


def _issued(subject: x509.Name, by: _Holder | None) -> _Holder:
    key = rsa.generate_private_key(65537, 2048)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(1001 if by else 1000)
        .not_valid_before(_FROM)
        .not_valid_after(_FROM + timedelta(days=7300))
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .sign(by.key if by else key, hashes.SHA256())
    )
    return _Holder(key, certificate)


@cache
def _authority() -> _Holder:
    return _issued(_name(_AUTHORITY), None)


@cache
def _seller(name: str, tax_id: str) -> _Holder:
    return _issued(_name(name, tax_id), _authority())


def _signer(holder: _Holder) -> signers.SimpleSigner:
    packed = pkcs12.serialize_key_and_certificates(
        b"seller",
        holder.key,
        holder.certificate,
        [_authority().certificate],
        serialization.BestAvailableEncryption(_PASSPHRASE),
    )
    signer: signers.SimpleSigner = signers.SimpleSigner.load_pkcs12_data(packed, [], _PASSPHRASE)
    return signer


def apart(work: Callable[[], T]) -> T:
    """Do `work` in a thread of its own: signing starts an event loop, and one may run here."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def signed(pdf: bytes, name: str, tax_id: str) -> bytes:
    """Return the PDF signed by `name`, whose certificate bears the tax id as its unit."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    details = signers.PdfSignatureMetadata(
        field_name="Signature1",
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED,
    )
    signer = _signer(_seller(name, tax_id))
    file = apart(lambda: signers.sign_pdf(writer, details, signer=signer))
    return bytes(file.getvalue())


def changed_inside(pdf: bytes) -> bytes:
    """Return a signed PDF with one byte of the signed range changed: the producer's name."""
    at = pdf.index(b"zhuanhu")
    return pdf[:at] + b"Zhuanhu" + pdf[at + 7 :]


def changed_after(pdf: bytes, left: int, base: int, words: str) -> bytes:
    """Return a signed PDF with an incremental update that writes `words` over the first page."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    box = f"1 1 1 rg {left - 2} {base - 3} 90 13 re f 0 g"
    operators = f"{box} BT /F1 10 Tf {left} {base} Td ({words}) Tj ET"
    stream = generic.StreamObject(stream_data=operators.encode())
    contents = page.raw_get("/Contents")
    page[generic.NameObject("/Contents")] = generic.ArrayObject(
        [
            contents,
            writer.add_object(stream),
        ]
    )
    writer.mark_update(writer.root["/Pages"]["/Kids"].raw_get(0))
    file = BytesIO()
    writer.write(file)
    return file.getvalue()
