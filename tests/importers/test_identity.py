"""Identity: one key per invoice in any file and re-save; two invoices are two."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importers import registry
from importers.checks import Channel
from importers.document import Document
from importers.invoice import Invoice, Kind
from service.demo import identifiers, lines
from service.demo.data_form import draw_xml
from service.demo.drawing import draw
from service.demo.invoices import InvoiceSpec, Party
from service.demo.packing import draw_zip
from service.demo.xml_style import Blank, XmlStyle

pytestmark = pytest.mark.slow

KINDS = (Kind.E_ORDINARY, Kind.E_SPECIAL, Kind.VAT_E_ORDINARY, Kind.VAT_E_SPECIAL)
FEW = settings(max_examples=10)
SERIALS = st.integers(1_000_000, 99_999_999)


def spec(kind: Kind, serial: int) -> InvoiceSpec:
    """An invoice with a number that follows from `serial`."""
    digital = kind in {Kind.E_ORDINARY, Kind.E_SPECIAL}
    issued_on = date(2026, 4, 2) if digital else date(2023, 4, 2)
    return InvoiceSpec(
        kind=kind,
        number=identifiers.digital_number(issued_on, serial) if digital else f"{serial:08d}",
        issued_on=issued_on,
        buyer=Party("北京云岫智能装备有限公司", identifiers.organisation_code(101)),
        seller=Party("北京青禾检测技术有限公司", identifiers.organisation_code(202, "110106")),
        lines=(lines.line("*研发和技术服务*测试费", Decimal("100.00")),),
    )


def read(content: bytes) -> tuple[Invoice, ...]:
    """Read a file of any type."""
    return registry.read(Document("file", content))


def saved_again(*files: bytes) -> bytes:
    """Return the pages of PDF files, written anew by another library."""
    joined = pypdfium2.PdfDocument.new()
    for file in files:
        joined.import_pages(pypdfium2.PdfDocument(file))
    stream = io.BytesIO()
    joined.save(stream)
    return stream.getvalue()


@FEW
@given(st.sampled_from(KINDS), SERIALS, st.sampled_from(Blank))
def test_any_file_of_an_invoice_has_the_same_key(kind: Kind, serial: int, blank: Blank) -> None:
    one = spec(kind, serial)
    pdf = draw(one)
    files = (
        pdf,
        draw(replace(one, mark="副本")),
        saved_again(pdf),
        draw_xml(one),
        draw_xml(one, XmlStyle(blank=blank, backwards=True, encoding="gb18030")),
    )
    keys = {invoice.key for file in files for invoice in read(file)}
    assert len(keys) == 1
    assert None not in keys


@FEW
@given(st.sampled_from(KINDS), st.lists(SERIALS, min_size=2, max_size=2, unique=True))
def test_two_invoices_in_one_file_are_two(kind: Kind, serials: list[int]) -> None:
    first, second = (spec(kind, serial) for serial in serials)
    together = (
        saved_again(draw(first), draw(second)),
        draw_zip({"a.xml": draw_xml(first), "b.xml": draw_xml(second)}),
        draw_zip({"a.pdf": draw(first), "b.xml": draw_xml(second)}),
    )
    for file in together:
        keys = [invoice.key for invoice in read(file)]
        assert len(set(keys)) == 2
        assert None not in keys


@FEW
@given(SERIALS)
def test_older_invoices_of_one_number_and_two_codes_are_two(serial: int) -> None:
    ordinary, special = spec(Kind.VAT_E_ORDINARY, serial), spec(Kind.VAT_E_SPECIAL, serial)
    keys = {invoice.key for each in (ordinary, special) for invoice in read(draw_xml(each))}
    assert len(keys) == 2


def test_two_readings_of_one_number_in_one_file_must_say_the_same() -> None:
    first, other = spec(Kind.E_ORDINARY, 7_000_001), spec(Kind.E_ORDINARY, 7_000_002)
    dearer = replace(first, lines=(lines.line("*研发和技术服务*测试费", Decimal("900.00")),))
    one, between, two = read(saved_again(draw(first), draw(other), draw(dearer)))
    assert one.key == two.key
    for invoice in (one, two):
        assert {"total_with_tax", "items"} <= invoice.uncertain
        assert "不一致" in invoice.findings[-1].text()
    assert not between.uncertain
    copies = read(saved_again(draw(first), draw(other), draw(first)))
    assert not any(invoice.uncertain for invoice in copies)
    agreed = copies[0].provenance["total_with_tax"].agrees_with
    assert Channel.RENDITION not in agreed
