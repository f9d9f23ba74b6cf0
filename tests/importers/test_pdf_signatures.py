"""Signatures are found, judged without network, and never called valid."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from asn1crypto import cms
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from importers import registry
from importers.checks import Channel, Check, Outcome
from importers.document import Document
from importers.invoice import Invoice
from service.demo.drawing import draw
from tests.importers import signed
from tests.importers.pdf_patching import SHOWN, by_hand, saved_again, sentences
from tests.importers.signed import _authority, _Holder, _issued, _name, _seller, _signer
from tests.service.demo.specs import DIGITAL

SELLER = DIGITAL.seller
TAX_ID = SELLER.tax_id or ""
START = datetime(2001, 1, 1, tzinfo=UTC)
OTHER = ("上海别处科技有限责任公司", DIGITAL.buyer.tax_id or "")


def read(content: bytes) -> Invoice:
    (invoice,) = registry.read(Document("a.pdf", content))
    return invoice


def about(invoice: Invoice) -> list[tuple[Outcome, str]]:
    """Return outcome and sentence of the checks of signatures."""
    found = [check for check in invoice.checks if check.channel is Channel.SIGNATURE]
    return [(check.outcome, check.message.text() if check.message else "") for check in found]


@pytest.fixture(scope="module")
def whole() -> bytes:
    return signed.signed(draw(DIGITAL), SELLER.name, TAX_ID)


def test_an_intact_signature_is_not_called_valid(whole: bytes) -> None:
    invoice = read(whole)
    ((outcome, sentence),) = about(invoice)
    assert outcome is Outcome.NOT_VERIFIABLE
    assert sentence.startswith(f"电子签名完好：“{SELLER.name}”签名的内容没有改动。")
    assert "查验平台" in sentence
    assert (invoice.uncertain, invoice.findings) == (frozenset(), ())


def test_a_changed_byte_breaks_the_signature_and_all_trust(whole: bytes) -> None:
    invoice = read(signed.changed_inside(whole))
    ((outcome, sentence),) = about(invoice)
    assert outcome is Outcome.DIFFERS
    assert sentence.startswith("电子签名已失效")
    assert {"total_with_tax", "seller_name", "items", "issue_date"} <= invoice.uncertain


def test_text_added_after_signing_is_told_from_the_signature_and_the_revisions(
    whole: bytes,
) -> None:
    invoice = read(signed.changed_after(whole, 452, 110, "92720.00"))
    assert [outcome for outcome, _ in about(invoice)] == [Outcome.NOT_VERIFIABLE, Outcome.DIFFERS]
    assert "在电子签名之后又保存过" in about(invoice)[1][1]
    assert "total_with_tax" in invoice.uncertain


def test_a_file_saved_again_after_signing_is_told_and_no_fault(whole: bytes) -> None:
    invoice = read(saved_again(whole))
    assert [outcome for outcome, _ in about(invoice)] == [Outcome.NOT_VERIFIABLE] * 2
    assert "与签名时相同" in about(invoice)[1][1]
    assert invoice.uncertain == frozenset()


def test_a_signer_with_another_tax_id_is_not_the_seller() -> None:
    invoice = read(signed.signed(draw(DIGITAL), *OTHER))
    assert invoice.uncertain == {"seller_name", "seller_tax_id"}
    (sentence,) = [s for outcome, s in about(invoice) if outcome is Outcome.DIFFERS]
    assert OTHER[0] in sentence
    assert SELLER.name in sentence


def test_a_platform_that_signs_is_mentioned_and_no_fault() -> None:
    invoice = read(signed.signed(draw(DIGITAL), "Sample platform", ""))
    assert invoice.uncertain == frozenset()
    assert any("可能是代为签名的开票平台" in sentence for _, sentence in about(invoice))


def test_a_certificate_that_was_not_yet_or_no_longer_valid_is_mentioned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signed, "_FROM", START)
    holder = _issued(_name(SELLER.name, TAX_ID), _authority())
    early = _with(holder, draw(DIGITAL))
    assert any("2001-01-01 至 2020-12-" in sentence for _, sentence in about(read(early)))


def _with(holder: _Holder, content: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(content))
    details = signers.PdfSignatureMetadata(field_name="Signature1", md_algorithm="sha256")
    made = signed.apart(lambda: signers.sign_pdf(writer, details, signer=_signer(holder)))
    return bytes(made.getvalue())


def test_two_signatures_each_cover_their_revision(whole: bytes) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(whole))
    details = signers.PdfSignatureMetadata(
        field_name="Signature2",
        md_algorithm="sha1",
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    signer = _signer(_seller(SELLER.name, TAX_ID))
    twice = signed.apart(lambda: signers.sign_pdf(writer, details, signer=signer))
    invoice = read(bytes(twice.getvalue()))
    assert [outcome for outcome, _ in about(invoice)] == [Outcome.NOT_VERIFIABLE] * 2 or [
        outcome for outcome, _ in about(invoice)
    ] == [Outcome.NOT_VERIFIABLE]
    assert invoice.uncertain == frozenset()


# ── files by hand: fake places, garbage, old formats ──

SIZE = 8192  # hexadecimal digits


def by_hand_signed(
    form: bytes, contents: Callable[[bytes], bytes], entries: bytes = b"", bounds: bytes = b""
) -> bytes:
    """Return a signed file: `contents` makes the signature of the bytes that it covers."""
    gap = b"<" + b"0" * SIZE + b">"
    value = b"<< /Type /Sig /Filter /X /SubFilter /%b /Contents %b /ByteRange [%b] %b >>"
    range_ = b"0000000000 0000000000 0000000000 0000000000"
    catalog = b"/AcroForm << /SigFlags 3 /Fields [10 0 R] >>"
    widget = (
        b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /V 11 0 R /Rect [0 0 0 0] /P 3 0 R >>"
    )
    file = by_hand(
        SHOWN,
        catalog=catalog,
        page=b"/MediaBox [0 0 600 400] /Annots [10 0 R]",
        more={10: widget, 11: value % (form, gap, range_, entries)},
    )
    start = file.index(gap)
    end = start + len(gap)
    places = bounds or b"0 %d %d %d" % (start, end, len(file) - end)
    file = file.replace(range_, places.ljust(len(range_)))
    numbers = [int(number) for number in places.split() if number.lstrip(b"-").isdigit()]
    covered = file[:start] + file[end:]
    if bounds and len(numbers) == 4 and min(numbers) >= 0:
        covered = file[numbers[0] : sum(numbers[:2])] + file[numbers[2] : sum(numbers[2:])]
    signature = contents(covered)
    return file.replace(gap, b"<" + signature.hex().encode().ljust(SIZE, b"0") + b">")


def told(content: bytes) -> tuple[Outcome, str]:
    """Return outcome and sentence of the one check of signatures."""
    outcomes = [
        (outcome, sentence)
        for outcome in Outcome
        for sentence in sentences(content, Channel.SIGNATURE, outcome)
    ]
    (one,) = outcomes
    return one


def test_no_signature_says_nothing() -> None:
    outcome, sentence = told(by_hand())
    assert outcome is Outcome.NOT_VERIFIABLE
    assert "没有电子签名" in sentence


def test_a_signature_that_no_form_lists_is_not_verifiable() -> None:
    outcome, sentence = told(by_hand(more={9: b"<< /Type /Sig /ByteRange [0 1 2 3] >>"}))
    assert outcome is Outcome.NOT_VERIFIABLE
    assert "无法核验" in sentence


@pytest.mark.parametrize(
    "form", [b"adbe.pkcs7.detached", b"adbe.pkcs7.sha1", b"adbe.x509.rsa_sha1", b"GM.sm2seal", b""]
)
@pytest.mark.parametrize(
    "garbage", [b"", b"\x30", b"\x30\x82\xff\xff" * 9, b"hex of an SM2 seal", b"\x04\x03abc"]
)
def test_garbage_is_not_verifiable(form: bytes, garbage: bytes) -> None:
    outcome, sentence = told(by_hand_signed(form or b"X", lambda _: garbage))
    assert outcome is Outcome.NOT_VERIFIABLE
    assert "此处无法核验" in sentence


@pytest.mark.parametrize(
    "bounds",
    [b"0 10 20 30", b"5 10 20 30", b"0 0 0 0", b"0 99999999 5 5", b"0 -5 -9 7", b"1 2"],
)
def test_a_signature_that_does_not_cover_the_file_is_a_fault(bounds: bytes) -> None:
    content = by_hand_signed(b"adbe.pkcs7.sha1", _with_digest, bounds=bounds)
    outcome, sentence = told(content)
    assert outcome is Outcome.DIFFERS
    assert sentence.startswith("电子签名没有覆盖整个文件")


def _certificate() -> bytes:
    holder = _seller(SELLER.name, TAX_ID)
    return holder.certificate.public_bytes(serialization.Encoding.DER)


def _bare(signed_bytes: bytes) -> bytes:
    """Sign as old producers do: RSA over SHA-1, in an OCTET STRING."""
    key = _seller(SELLER.name, TAX_ID).key
    value = key.sign(signed_bytes, PKCS1v15(), hashes.SHA1())  # noqa: S303  # the old format
    return b"\x04\x82" + len(value).to_bytes(2) + value


def _literal(data: bytes) -> bytes:
    """Write a binary string as a PDF literal, with each way to escape."""
    parts = []
    for place, byte in enumerate(data):
        one = bytes([byte])
        if one in b"()\\\r":
            one = {b"\r": b"\\r"}.get(one, b"\\" + one)
        elif place % 7 == 0:
            one = b"\\%03o" % byte
        parts.append(one)
    return b"(\\\n" + b"".join(parts) + b")"


@pytest.mark.parametrize("written", ["hexadecimal", "literal", "array"])
def test_a_bare_rsa_signature_is_judged_by_hand(written: str) -> None:
    der = _certificate()
    entries = {
        "hexadecimal": b"/Cert <%b>" % der.hex().encode(),
        "literal": b"/Cert " + _literal(der),
        "array": b"/Cert [<%b>]" % der.hex().encode(),
    }[written]
    content = by_hand_signed(b"adbe.x509.rsa_sha1", _bare, entries)
    outcome, sentence = told(content)
    assert outcome is Outcome.NOT_VERIFIABLE
    assert sentence.startswith(f"电子签名完好：“{SELLER.name}”")
    outcome, sentence = told(content.replace(b"Total 100.00", b"Total 900.00"))
    assert outcome is Outcome.DIFFERS
    assert sentence.startswith("电子签名已失效")


def test_a_bare_signature_with_an_unfinished_or_foreign_certificate_is_not_verifiable() -> None:
    key, name = ed25519.Ed25519PrivateKey.generate(), _name("Someone")
    build = x509.CertificateBuilder(name, name, key.public_key(), 7, START, START + timedelta(9))
    no_rsa = build.sign(key, None).public_bytes(serialization.Encoding.DER)
    for entries in (b"/Cert [1 0 R]", b"/Cert <3000>", b"", b"/Cert <%b>" % no_rsa.hex().encode()):
        content = by_hand_signed(b"adbe.x509.rsa_sha1", _bare, entries)
        assert told(content)[0] is Outcome.NOT_VERIFIABLE


def _with_digest(signed_bytes: bytes) -> bytes:
    """Sign as Windows programs did: CMS around the SHA-1 digest of the file."""
    digest = hashes.Hash(hashes.SHA1())  # noqa: S303  # the old format
    digest.update(signed_bytes)
    signer = _signer(_seller(SELLER.name, TAX_ID))
    finished = digest.finalize()

    def sign() -> bytes:
        made = signer.async_sign_general_data(finished, "sha256", detached=False, use_cades=False)
        return bytes(asyncio.run(made).dump())

    return signed.apart(sign)


def test_a_digest_inside_the_signature_is_judged_by_hand() -> None:
    content = by_hand_signed(b"adbe.pkcs7.sha1", _with_digest)
    assert told(content)[1].startswith(f"电子签名完好：“{SELLER.name}”")
    changed = content.replace(b"Total 100.00", b"Total 900.00")
    assert told(changed)[1].startswith("电子签名已失效")


def test_a_message_that_is_not_signed_data_is_not_verifiable() -> None:
    data = cms.ContentInfo({"content_type": "data", "content": b"x"}).dump()
    assert told(by_hand_signed(b"adbe.pkcs7.detached", lambda _: data))[0] is Outcome.NOT_VERIFIABLE


def test_checks_of_signatures_survive_being_stored() -> None:
    check = read(signed.signed(draw(DIGITAL), SELLER.name, TAX_ID)).checks[-1]
    assert Check.from_record(check.to_record()) == check
