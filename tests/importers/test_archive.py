"""Archives: what may be opened, no file lost, and several files of one invoice compared."""

import io
import stat
import struct
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from importers import archive, archive_reading, registry, zip_directory
from importers.checks import Channel, Outcome
from importers.document import Document, FileType, UnreadableDocument
from importers.invoice import VALUE_FIELDS, Invoice, Kind
from service.demo import identifiers, lines
from service.demo.data_form import draw_xml
from service.demo.drawing import draw
from service.demo.invoices import InvoiceSpec, Party
from service.demo.packing import draw_zip

DAY = date(2026, 4, 2)
SPEC = InvoiceSpec(
    kind=Kind.E_ORDINARY,
    number=identifiers.digital_number(DAY, 1297155376),
    issued_on=DAY,
    buyer=Party("北京云岫智能装备有限公司", identifiers.organisation_code(101)),
    seller=Party("北京青禾检测技术有限公司", identifiers.organisation_code(202, "110106")),
    lines=(lines.line("*研发和技术服务*测试费", Decimal("100.00")),),
    remarks="合同编号：A-1",
)
OTHER = replace(SPEC, number=identifiers.digital_number(DAY, 1297155377))


def read(files: dict[str, bytes], **how: bool) -> dict[str | None, Invoice]:
    """Read an archive of files; the invoices by the file that they came in."""
    invoices = registry.read(Document("a.zip", draw_zip(files, **how)))
    assert len({invoice.member for invoice in invoices}) == len(invoices)
    return {invoice.member: invoice for invoice in invoices}


def test_each_file_is_read_by_its_content_and_named() -> None:
    found = read({"发票/一.xml": draw_xml(SPEC), "two.dat": draw_xml(OTHER)})
    assert {name: invoice.key for name, invoice in found.items()} == {
        "发票/一.xml": SPEC.number,
        "two.dat": OTHER.number,
    }
    assert found["two.dat"].to_contract("a.zip")["file"] == "a.zip!two.dat"


def test_names_of_older_systems_are_read() -> None:
    assert list(read({"发票/测试.xml": draw_xml(SPEC)}, gbk=True)) == ["发票/测试.xml"]


def test_what_systems_add_is_passed_over() -> None:
    files = {
        "a.xml": draw_xml(SPEC),
        "__MACOSX/._a.xml": b"x",
        "b/.DS_Store": b"x",
        "Thumbs.db": b"x",
        "._c": b"x",
    }
    assert list(read(files)) == ["a.xml"]
    assert [*archive.entries(draw_zip(files))] == [archive.Member("a.xml", draw_xml(SPEC))]


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_not_lost() -> None:
    found = read({
        "空.pdf": b"", "合同.docx": draw_zip({"[Content_Types].xml": b"<a/>"}),
        "坏.xml": b"<a>", "好.xml": draw_xml(SPEC), "里.zip": draw_zip({"a.xml": draw_xml(OTHER)}),
    })  # fmt: skip
    assert found["好.xml"].key == SPEC.number
    for name, reason in {
        "空.pdf": "空的", "合同.docx": "Office", "坏.xml": "格式错误", "里.zip": "压缩包里的压缩包",
    }.items():  # fmt: skip
        invoice = found[name]
        assert (invoice.kind, invoice.uncertain) == (Kind.OTHER, VALUE_FIELDS)
        assert name in invoice.findings[0].text()
        assert reason in invoice.findings[1].text()


def test_a_reader_that_fails_on_one_file_loses_no_other() -> None:
    def clumsy(document: Document) -> tuple[Invoice, ...]:
        if document.name == "a.xml":
            raise ZeroDivisionError
        return registry.read_one(document)

    packed = Document("z", draw_zip({"x/a.xml": b"<a/>", "x/b.xml": draw_xml(SPEC)}))
    first, second = archive_reading.read(packed, clumsy)
    assert first.kind is Kind.OTHER
    assert second.key == SPEC.number


def test_two_files_of_one_invoice_that_agree_confirm_each_other() -> None:
    found = read({"a.pdf": draw(SPEC), "a.xml": draw_xml(SPEC), "b.xml": draw_xml(OTHER)})
    for name in ("a.pdf", "a.xml"):
        [check] = [c for c in found[name].checks if c.channel is Channel.RENDITION]
        assert check.outcome is Outcome.AGREES
        assert "rendition" in found[name].provenance["total_with_tax"].agrees_with
        assert not found[name].uncertain
    assert not [c for c in found["b.xml"].checks if c.channel is Channel.RENDITION]


def test_two_files_of_one_invoice_that_differ_are_both_doubted() -> None:
    forged = replace(SPEC, seller=Party("北京赤禾检测技术有限公司", SPEC.seller.tax_id))
    found = read({"a.pdf": draw(SPEC), "a.xml": draw_xml(forged), "copy.pdf": draw(SPEC)})
    for name in ("a.pdf", "a.xml", "copy.pdf"):
        assert found[name].uncertain == {"seller_name"}
        assert "两份文件" in found[name].findings[-1].text()


def refused(content: bytes) -> str:
    """Return why an archive is refused."""
    with pytest.raises(UnreadableDocument) as refusal:
        registry.read(Document("a.zip", content))
    return str(refusal.value)


def with_entry(entry: zipfile.ZipInfo, content: bytes = b"x", times: int = 1) -> bytes:
    """An archive with an odd entry beside an honest one."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.xml", draw_xml(SPEC))
        for _ in range(times):
            packed.writestr(entry, content)
    return stream.getvalue()


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "a/../../b", "c:/x", "..\\x"])
def test_paths_that_leave_the_archive_are_refused(path: str) -> None:
    assert "不安全" in refused(with_entry(zipfile.ZipInfo(path)))


def test_links_doubles_and_locked_files_are_refused() -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "符号链接" in refused(with_entry(link))
    with pytest.warns(UserWarning, match="Duplicate"):
        double = with_entry(zipfile.ZipInfo("b.xml"), times=2)
    assert "出现两次" in refused(double)
    locked = bytearray(with_entry(zipfile.ZipInfo("b.xml")))
    place = locked.rfind(b"PK\x01\x02")
    struct.pack_into("<H", locked, place + 8, 1)
    assert "密码" in refused(bytes(locked))


def test_bombs_and_crowds_are_refused() -> None:
    assert "过大" in refused(draw_zip({"a": b" " * 60 * 1024 * 1024}))
    assert "过大" in refused(draw_zip({"a": b" " * 20 * 1024 * 1024}))
    assert "最多读取 200 个" in refused(draw_zip({f"{n}.xml": b"<a/>" for n in range(201)}))
    assert "空的" in refused(draw_zip({}))
    assert "空的" in refused(draw_zip({"__MACOSX/a": b"x"}))
    assert "损坏" in refused(b"PK\x03\x04 and no more")


def test_a_damaged_file_is_named() -> None:
    packed = bytearray(draw_zip({"a.xml": draw_xml(SPEC), "b.xml": b"<b/>" * 99}))
    packed[packed.index(b"a.xml") + 9] ^= 0xFF
    damaged = bytes(packed)
    first, second = registry.read(Document("a.zip", damaged))
    assert "a.xml" in first.findings[1].text()
    assert second.kind is Kind.OTHER
    damaged_one, good = archive.entries(damaged)
    assert damaged_one.fault is not None
    assert "a.xml" in damaged_one.fault.text()
    assert good == archive.Member("b.xml", b"<b/>" * 99)


def stored(files: dict[str, bytes]) -> bytes:
    """An archive that does not compress."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return stream.getvalue()


def test_an_archive_of_packed_files_is_no_such_file_itself() -> None:
    inner = stored({"OFD.xml": b"<OFD/>"})
    assert Document("a", inner).file_type is FileType.OFD
    assert Document("a", stored({"a.ofd": inner})).file_type is FileType.ZIP
    office = stored({"[Content_Types].xml": b"<a/>"})
    assert Document("a", office).file_type is FileType.OFFICE
    assert Document("a", stored({"a.docx": office})).file_type is FileType.ZIP


def test_the_directory_is_found_behind_anything_and_may_lie() -> None:
    packed = stored({"a.xml": b"1", "b.xml": b"2"})
    assert zip_directory.names(b"MZ" * 50 + packed) == (b"a.xml", b"b.xml")
    assert zip_directory.names(packed[:-30]) == ()
    assert zip_directory.names(b"PK\x05\x06") == ()
    lying = bytearray(packed)
    struct.pack_into("<I", lying, lying.rfind(b"PK\x05\x06") + 12, 2**31)
    assert zip_directory.names(bytes(lying)) == ()


def test_a_file_without_a_name_is_damage() -> None:
    nameless = bytearray(stored({"a": b"1"}))
    place = nameless.rfind(b"PK\x01\x02")
    struct.pack_into("<H", nameless, place + 28, 0)  # its length in the directory
    struct.pack_into("<H", nameless, place + 30, 1)  # the letter becomes an extra field
    assert "损坏" in refused(bytes(nameless))
