"""Seals of OFD packages: intact, broken, taken out, unknown; what they look like."""

import base64
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image

from importers import ofd_package, ofd_seals, ofd_signed_value, page_image
from importers.checks import Outcome
from importers.document import Document, UnreadableDocument
from service.demo import ofd_sealing
from service.demo.ofd_drawing import packed
from tests.importers import ofd_drawing
from tests.importers.ofd_packages import (
    PAGE,
    SEALED,
    Parts,
    changed,
    parts_of,
    read_one,
    said,
    signatures,
)
from tests.service.demo import specs


def test_an_intact_seal_is_named_and_never_called_valid() -> None:
    (check,) = signatures(read_one(SEALED))
    assert check.outcome is Outcome.NOT_VERIFIABLE
    assert check.message is not None
    assert specs.SELLER.name in check.message.text()
    assert "sample" in check.message.text()
    assert "无法验证" in check.message.text()


@pytest.mark.parametrize(
    "tamper",
    [
        lambda parts: changed(parts, PAGE, "12720.00", "92720.00"),
        lambda parts: {path: content for path, content in parts.items() if "PublicRes" not in path},
        lambda parts: changed(parts, "Doc_0/Signs/Sign_0/Signature.xml", "sample", "other"),
        lambda parts: changed(parts, "Doc_0/Signs/Sign_0/Signature.xml", "CheckValue>", "Check>"),
    ],
    ids=["changed", "removed", "re-listed", "digest taken out"],
)
def test_a_change_after_sealing_is_found_and_named(tamper: Callable[[Parts], Parts]) -> None:
    invoice = read_one(tamper(SEALED))
    (check,) = signatures(invoice)
    assert check.outcome is Outcome.DIFFERS
    assert "改动" in said(invoice)


@pytest.mark.parametrize("gone", ["Signatures.xml", "Sign_0/Signature.xml"])
def test_a_seal_that_was_taken_out_is_missed(gone: str) -> None:
    parts = {path: content for path, content in SEALED.items() if not path.endswith(gone)}
    (check,) = signatures(read_one(parts))
    assert check.outcome is Outcome.DIFFERS
    assert check.message is not None
    assert "缺失" in check.message.text()


def test_a_broken_signature_part_counts_as_missing() -> None:
    (check,) = signatures(read_one(SEALED | {"Doc_0/Signs/Sign_0/Signature.xml": b"<broken"}))
    assert check.outcome is Outcome.DIFFERS


def test_digests_alone_are_said_to_prove_little() -> None:
    parts = {path: content for path, content in SEALED.items() if "SignedValue" not in path}
    (check,) = signatures(read_one(parts))
    assert check.message is not None
    assert "是否出自签章人" in check.message.text()


def signature_of(references: str, method: str = "sm3") -> bytes:
    return (
        f"<ofd:Signature {ofd_drawing.NAMESPACE}><ofd:SignedInfo>"
        f'<ofd:References CheckMethod="{method}">{references}</ofd:References>'
        "</ofd:SignedInfo></ofd:Signature>"
    ).encode()


def test_a_seal_that_leaves_the_page_out_protects_nothing() -> None:
    value = base64.b64encode(ofd_sealing.sm3(SEALED["Doc_0/Document.xml"])).decode()
    reference = (
        '<ofd:Reference FileRef="/Doc_0/Document.xml">'
        f"<ofd:CheckValue>{value}</ofd:CheckValue></ofd:Reference>"
    )
    parts = SEALED | {"Doc_0/Signs/Sign_0/Signature.xml": signature_of(reference)}
    parts.pop("Doc_0/Signs/Sign_0/SignedValue.dat")
    (check,) = signatures(read_one(parts))
    assert check.outcome is Outcome.NOT_VERIFIABLE
    assert check.message is not None
    assert "没有保护票面页" in check.message.text()


def test_an_unknown_digest_is_not_verifiable() -> None:
    parts = SEALED | {
        "Doc_0/Signs/Sign_0/Signature.xml": signature_of(
            '<ofd:Reference FileRef="/Doc_0/Document.xml">'
            "<ofd:CheckValue>QUJD</ofd:CheckValue></ofd:Reference>",
            "1.2.3",
        )
    }
    parts.pop("Doc_0/Signs/Sign_0/SignedValue.dat")
    (check,) = signatures(read_one(parts))
    assert check.outcome is Outcome.NOT_VERIFIABLE
    assert check.message is not None
    assert "不支持" in check.message.text()


def test_digests_go_by_name_or_identifier() -> None:
    assert ofd_seals.digest(b"abc", "sm3") == ofd_seals.digest(b"abc", "1.2.156.10197.1.401")
    assert (ofd_seals.digest(b"abc", "sm3") or b"").hex().startswith("66c7f0f462eeedd9")
    assert (ofd_seals.digest(b"abc", "md5") or b"").hex() == "900150983cd24fb0d6963f7d28e17f72"
    assert len(ofd_seals.digest(b"abc", "1.3.14.3.2.26") or b"") == 20
    assert ofd_seals.digest(b"abc", "sha256") == ofd_seals.digest(b"abc", "2.16.840.1.101.3.4.2.1")
    assert ofd_seals.digest(b"abc", "crc32") is None


@pytest.mark.parametrize("content", [b"", b"\x30", b"\x30\x80", b"\x02\x01\x01", bytes(200)])
def test_a_signed_value_that_is_none_says_nothing(content: bytes) -> None:
    value = ofd_signed_value.read(content)
    assert (value.digest, value.seal, value.signer) == (None, None, None)


def test_the_digest_is_found_in_signed_data_too() -> None:
    attribute = bytes.fromhex("302f06092a864886f70d010904312204") + b"\x20" + bytes(range(32))
    content = b"\x30\x33\xa0\x31" + attribute
    assert ofd_signed_value.read(content).digest == bytes(range(32))


def test_pages_of_an_ofd_are_shown_and_archives_are_not() -> None:
    assert page_image.png(Document("a", packed(SEALED)), 1, 72).startswith(b"\x89PNG")
    with pytest.raises(UnreadableDocument, match="不能显示"):
        page_image.png(Document("a", packed({"a.txt": b"x"})), 1, 72)


def test_a_document_without_seal_has_no_check_of_it() -> None:
    package = ofd_package.opened(packed(parts_of(specs.DIGITAL)))
    assert [list(ofd_seals.checks(one)) for one in package.documents()] == [[]]


def test_lists_of_parts_that_changed_do_not_put_the_print_in_doubt() -> None:
    parts = changed(
        SEALED,
        "Doc_0/Attachs/Attachments.xml",
        "original_invoice",
        "another",
    )
    parts = parts | {"Doc_0/Attachs/another.xml": SEALED["Doc_0/Attachs/original_invoice.xml"]}
    invoice = read_one(parts)
    (check,) = signatures(invoice)
    assert (check.outcome, check.fields) == (Outcome.DIFFERS, ())
    assert invoice.uncertain == frozenset()
    assert "total_with_tax" in read_one(changed(SEALED, PAGE, "12720.00", "92720.00")).uncertain


def test_a_seal_may_be_added_after_one_that_protects_the_list_of_seals() -> None:
    listing = "Doc_0/Signs/Signatures.xml"
    digest = base64.b64encode(ofd_sealing.sm3(b"the list as it was")).decode()
    path = "Doc_0/Signs/Sign_0/Signature.xml"
    entry = (
        f'<ofd:Reference FileRef="/{listing}"><ofd:CheckValue>{digest}</ofd:CheckValue>'
        "</ofd:Reference>"
    )
    parts = changed(SEALED, path, "</ofd:References>", entry + "</ofd:References>")
    parts.pop("Doc_0/Signs/Sign_0/SignedValue.dat")
    (alone,) = signatures(read_one(parts))
    assert (alone.outcome, alone.fields) == (Outcome.DIFFERS, ())
    two = changed(
        parts, listing, "</ofd:Signatures>",
        '<ofd:Signature ID="2" BaseLoc="Sign_0/Signature.xml"/></ofd:Signatures>',
    )  # fmt: skip
    assert {check.outcome for check in signatures(read_one(two))} == {Outcome.NOT_VERIFIABLE}


def test_a_provider_may_be_named_in_elements() -> None:
    path = "Doc_0/Signs/Sign_0/Signature.xml"
    named = changed(
        SEALED, path, '<ofd:Provider ProviderName="sample" Company="sample"/>',
        "<ofd:Provider><ofd:Company>另一厂商</ofd:Company></ofd:Provider>",
    )  # fmt: skip
    named.pop("Doc_0/Signs/Sign_0/SignedValue.dat")
    unnamed = changed(SEALED, path, '<ofd:Provider ProviderName="sample" Company="sample"/>', "")
    unnamed.pop("Doc_0/Signs/Sign_0/SignedValue.dat")
    for parts, name in ((named, "另一厂商"), (unnamed, "未注明")):
        (check,) = signatures(read_one(parts))
        assert check.message is not None
        assert name in check.message.text()


def shown(parts: Parts) -> Image.Image:
    content = page_image.png(Document("a", packed(parts)), 1, 72)
    with Image.open(BytesIO(content)) as image:
        return image.convert("RGB")


def red_picture() -> bytes:
    stream = BytesIO()
    Image.new("RGB", (30, 20), (255, 0, 0)).save(stream, "PNG")
    return stream.getvalue()


RED_SEAL = ofd_drawing.packed(
    ofd_drawing.parts(
        ofd_drawing.path(
            "M 0 0 L 210 0 L 210 140 L 0 140 C", Fill="true", Stroke="false",
            inside='<ofd:FillColor Value="255 0 0"/>',
        )
    )
)  # fmt: skip


def stamped(kind: str, picture: bytes) -> Parts:
    signature = "Doc_0/Signs/Sign_0/Signature.xml"
    digest = ofd_sealing.sm3(SEALED[signature])
    value = ofd_sealing.signed_value(digest, "章", (kind, picture))
    return SEALED | {"Doc_0/Signs/Sign_0/SignedValue.dat": value}


@pytest.mark.parametrize(
    ("kind", "picture", "seen"),
    [
        ("png", red_picture(), True),
        ("ofd", RED_SEAL, True),
        ("ofd", b"no package", False),
        ("png", b"no picture", False),
    ],
    ids=["picture", "ofd", "broken ofd", "broken picture"],
)
def test_the_stamp_of_a_seal_is_shown_where_it_can_be(
    kind: str, picture: bytes, *, seen: bool
) -> None:
    image = shown(stamped(kind, picture))
    colour = image.getpixel((int(152 * 72 / 25.4), int(108 * 72 / 25.4)))
    assert isinstance(colour, tuple)
    assert (colour[1:] == (0, 0)) is seen


def test_a_drawn_seal_bears_the_mark_of_the_bureau() -> None:
    plain_page = shown({path: held for path, held in SEALED.items() if "Signs" not in path})
    assert shown(SEALED) != plain_page


@pytest.mark.parametrize("box", ["0 0 0 0", "x", "150 106 90000 90000"])
def test_a_stamp_without_a_sensible_place_is_passed_over(box: str) -> None:
    path = "Doc_0/Signs/Sign_0/Signature.xml"
    assert shown(changed(SEALED, path, "150 106 30 20", box)).size == shown(SEALED).size
