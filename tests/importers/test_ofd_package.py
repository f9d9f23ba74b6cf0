import stat
import zipfile
from io import BytesIO

import pytest

from importers import ofd_package, ofd_xml, packed
from importers.document import MAX_PAGES, Document, UnreadableDocument
from importers.formats import ofd
from tests.importers import ofd_drawing
from tests.importers.ofd_drawing import page_of, parts, text


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def link() -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo("Doc_0")
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (zipped(("OFD.xml", b"x"), ("../../out", b"x")), "路径越界"),
        (zipped(("OFD.xml", b"x"), ("/etc/out", b"x")), "路径越界"),
        (zipped(("OFD.xml", b"x"), ("..\\out", b"x")), "路径越界"),
        (zipped(("OFD.xml", b"x"), (link(), b"/etc/passwd")), "符号链接"),
        (zipped(("OFD.xml", b"x"), ("ofd.XML", b"y")), "出现两次"),
        (zipped(*((f"f{n}", b"") for n in range(packed.MAX_PARTS + 1))), "上限"),
        (zipped(("OFD.xml", bytes(packed.MAX_UNPACKED + 1))), "过大"),
        (zipped(("OFD.xml", bytes(packed.MAX_UNPACKED // 4))), "过大"),
        (zipped(("word.xml", b"x")), "没有 OFD 版式文件的目录"),
        (zipped(("OFD.xml", b"no xml")), "OFD.xml 已损坏"),
        (zipped(("OFD.xml", b"<a/>")), "缺少页面"),
        (zipped(("OFD.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")), "OFD.xml 已损坏"),
        (b"PK\x03\x04 cut off", "损坏"),
        (zipped(("OFD.xml", b"x" * 999))[:200], "损坏"),
    ],
    ids=[
        "path upwards",
        "absolute path",
        "backslash",
        "link",
        "same name twice",
        "too many parts",
        "too large",
        "too dense",
        "no OFD.xml",
        "no xml",
        "no page",
        "document type",
        "cut off",
        "truncated",
    ],
)
def test_unsafe_and_broken_packages_are_refused_with_a_sentence(content: bytes, word: str) -> None:
    with pytest.raises(UnreadableDocument, match=word) as refusal:
        ofd_package.opened(content)
    assert "请" in refusal.value.message.text()


def test_an_encrypted_part_is_refused() -> None:
    content = bytearray(zipped(("OFD.xml", b"x")))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    with pytest.raises(UnreadableDocument, match="密码"):
        ofd_package.opened(bytes(content))


def test_a_part_that_is_longer_than_it_says_is_damaged() -> None:
    content = zipped(("OFD.xml", b" " * 70_000))
    lie = content.replace((70_000).to_bytes(4, "little"), (700).to_bytes(4, "little"))
    with pytest.raises(UnreadableDocument, match="损坏"):
        ofd_package.opened(lie)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_of_parts_need_not_say_their_encoding(encoding: str) -> None:
    name = "发票".encode(encoding)
    content = zipped((f"{'N' * len(name)}.xml", b"<a/>")).replace(b"N" * len(name), name)
    assert packed.opened(content).names() == ("发票.xml",)


def test_too_many_pages_are_refused() -> None:
    whole = parts()
    entry = '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'
    whole["Doc_0/Document.xml"] = whole["Doc_0/Document.xml"].replace(
        entry, entry * (MAX_PAGES + 1)
    )
    with pytest.raises(UnreadableDocument, match=str(MAX_PAGES + 1)):
        ofd_package.opened(ofd_drawing.packed(whole))


def test_a_page_that_is_named_but_absent_is_said_to_be_missing() -> None:
    whole = parts()
    del whole["Doc_0/Pages/Page_0/Content.xml"]
    with pytest.raises(UnreadableDocument, match="缺少页面"):
        page_of(whole)


@pytest.mark.parametrize(
    ("path", "reference"),
    [
        ("Doc_0/Content_0.xml", "Content_0.xml"),
        ("Doc_0/Content_0.xml", "/Doc_0/Content_0.xml"),
        ("Doc_0/Content_0.xml", "Doc_0/Content_0.xml"),
        ("Doc_0/Content_0.xml", "./Content_0.xml"),
        ("Doc_0/pages/content_0.XML", "Pages\\Content_0.xml"),
        ("Content_0.xml", "../Content_0.xml"),
    ],
)
def test_a_reference_is_followed_however_it_is_written(path: str, reference: str) -> None:
    whole = parts(text("合"))
    whole[path] = whole.pop("Doc_0/Pages/Page_0/Content.xml")
    whole["Doc_0/Document.xml"] = whole["Doc_0/Document.xml"].replace(
        "Pages/Page_0/Content.xml", reference
    )
    assert [c.text for c in page_of(whole).text().characters] == ["合"]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_any_prefix_of_the_namespace_will_do(prefix: str) -> None:
    declared = f"xmlns:{prefix}=".replace(":=", "=") if prefix else "xmlns="
    whole = {
        name: content.replace("xmlns:ofd=", declared).replace("ofd:", prefix)
        for name, content in parts(text("合")).items()
    }
    assert [c.text for c in page_of(whole).text().characters] == ["合"]


def test_numbers_are_read_as_producers_write_them_and_absurd_ones_left_out() -> None:
    assert [str(ofd_xml.number(text)) for text in ("1", "-.5", "2.", "1e-3", " 7 ")] == [
        "1", "-0.5", "2", "0.001", "7",
    ]  # fmt: skip
    for absurd in ("", ".", "1e999999", "nan", "9" * 40, "0x10", None):
        assert ofd_xml.number(absurd) is None
    assert ofd_xml.numbers("1 2 x") == ()


def test_the_format_takes_packages_only() -> None:
    assert ofd.recognises(Document("a", ofd_drawing.packed(parts())))
    assert not ofd.recognises(Document("a", b"%PDF-1.7"))


def test_malformed_parts_are_read_as_far_as_they_go() -> None:
    tags = b'<?xml version="1.0"?><:eInvoice xmlns:=""><ofd:ObjectRef>7</ofd:ObjectRef></:eInvoice>'
    root = ofd_xml.parse_leniently(tags)
    assert root is not None
    assert [ofd_xml.name(each) for each in root.iter()] == ["eInvoice", "ObjectRef"]


@pytest.mark.parametrize(
    "hopeless",
    [
        b"",
        b"nothing at all",
        b"<a><b>" + b"<c/>" * 500_000,
        b"<!DOCTYPE a [<!ENTITY b 'c'>]><:a>&b;</:a>",
        b"<?xml version='1.0' encoding='utf-16'?>\xff\xfe\x00",
    ],
    ids=["empty", "text", "huge", "document type", "encoding"],
)
def test_what_is_no_xml_at_all_is_none(hopeless: bytes) -> None:
    assert ofd_xml.parse_leniently(hopeless) is None


def test_attributes_are_found_under_any_prefix() -> None:
    element = ofd_xml.parse(b'<a xmlns:x="u" x:ID="7"/>')
    assert (ofd_xml.attribute(element, "ID"), ofd_xml.attribute(element, "Name")) == ("7", None)
