"""What is drawn is read back, in any manner of drawing: reader and drawer check each other."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers import registry
from importers.document import Document
from importers.invoice import Invoice, Kind
from service.demo import lines, scan
from service.demo.attachment import attached
from service.demo.cases import specs_of
from service.demo.drawing import draw, draw_file, draw_together
from service.demo.elements import Element
from service.demo.foreign import ForeignSpec, Page
from service.demo.invoices import PAPER, InvoiceSpec, Party
from service.demo.mistakes import MISTAKES
from service.demo.style import PLAIN, SONG, STYLES, Style
from tests.service.demo import specs, strategies
from tests.service.demo.round_trip import examples, faults, plain, read

pytestmark = pytest.mark.slow

USUAL: Mapping[str, st.SearchStrategy[Any]] = {
    kind.value: strategies.invoices(kind)
    for kind in (Kind.E_ORDINARY, Kind.E_SPECIAL, Kind.VAT_E_ORDINARY, Kind.VAT_E_SPECIAL)
}
FURTHER: Mapping[str, st.SearchStrategy[Any]] = {
    "block-chain": strategies.invoices(Kind.SZ_BLOCKCHAIN),
    "machine-printed": strategies.invoices(Kind.MACHINE_PRINTED_E),
    "paper special": strategies.invoices(Kind.VAT_PAPER_SPECIAL),
    "paper ordinary": strategies.invoices(Kind.VAT_PAPER_ORDINARY),
    "older toll": strategies.older_tolls(),
    "digital red": strategies.red(Kind.E_ORDINARY),
    "older red": strategies.red(Kind.VAT_E_SPECIAL),
    "digital, many lines": strategies.invoices(Kind.E_SPECIAL, strategies.all_lines(25)),
    "older, many lines": strategies.invoices(Kind.VAT_E_ORDINARY, strategies.all_lines(25)),
    "central fiscal": strategies.fiscal(Kind.FISCAL_CENTRAL),
    "provincial fiscal": strategies.fiscal(Kind.FISCAL_PROVINCE),
    "rail": strategies.rail(),
    "air": strategies.air(),
    "vehicle": strategies.vehicles(),
    **{
        f"of {each.value}": strategies.special(each) for each in Element if each is not Element.NONE
    },
}
MANNERS = st.one_of(st.just(PLAIN), st.sampled_from(list(STYLES.values())), strategies.STYLES)
SHORT = st.one_of(*USUAL.values()).filter(lambda spec: len(spec.lines) < 3)  # one page each
SINGLE = st.one_of(SHORT, strategies.rail(), strategies.fiscal(Kind.FISCAL_PROVINCE))


def assert_read_back(spec: Any, invoice: Invoice, style: Style) -> None:
    """Check that what was read is right or doubted; of a plain drawing, that all is right."""
    found = faults(spec, invoice)
    certain = {name: values for name, values in found.items() if values[2]}
    assert not certain
    if style == PLAIN:
        assert not found
        assert not {*invoice.uncertain} - {"items"}


@pytest.mark.parametrize("family", USUAL)
@examples(50)
@given(data=st.data(), style=MANNERS)
def test_usual_invoices_are_read_back(family: str, data: st.DataObject, style: Style) -> None:
    spec = data.draw(USUAL[family])
    (invoice,) = read(spec, style)
    assert_read_back(spec, invoice, style)


@pytest.mark.parametrize("family", FURTHER)
@examples(20)
@given(data=st.data(), style=MANNERS)
def test_every_other_kind_is_read_back(family: str, data: st.DataObject, style: Style) -> None:
    spec = data.draw(FURTHER[family])
    (invoice,) = read(spec, style)
    assert_read_back(spec, invoice, style)


def by_number(found: tuple[Invoice, ...]) -> dict[str | None, Invoice]:
    return {invoice.invoice_number: invoice for invoice in found}


@examples(15)
@given(
    st.lists(SHORT, min_size=2, max_size=4, unique_by=lambda spec: spec.number),
    st.sampled_from([1, 2]),
)
def test_invoices_on_one_page_are_all_found(held: list[Any], columns: int) -> None:
    found = registry.read(Document("merged.pdf", draw_together(held, columns)))
    assert sorted(by_number(found), key=str) == sorted(spec.number for spec in held)
    for spec in held:
        assert_read_back(spec, by_number(found)[spec.number], Style(sheet=PLAIN.sheet, info=True))


@examples(10)
@given(st.lists(SINGLE, min_size=2, max_size=5, unique_by=lambda spec: spec.number), MANNERS)
def test_invoices_on_pages_of_their_own_are_all_found(held: list[Any], style: Style) -> None:
    pages = [held[0], ForeignSpec(Page.TRIPS), *held[1:], ForeignSpec(Page.TOLLS)]
    found = by_number(registry.read(Document("merged.pdf", draw_file(pages, style))))
    assert found.keys() == {spec.number for spec in held}
    for spec in held:
        assert_read_back(spec, found[spec.number], replace(style, info=True))


@pytest.mark.parametrize("page", Page)
def test_what_is_no_voucher_is_not_read_as_one(page: Page) -> None:
    for style in STYLES.values():
        (invoice,) = read(ForeignSpec(page), style)
        assert invoice.kind is Kind.NOT_INVOICE
        assert invoice.key is None


@pytest.mark.parametrize("kind", sorted(PAPER))
def test_paper_invoices_scanned_are_right_or_doubted(kind: Kind) -> None:
    spec = replace(specs.OLDER, kind=kind)
    pixels = scan.scan(draw(spec), scan.FLATBED, scan.Form.JPEG)
    (invoice,) = registry.read(Document("scan.jpg", pixels))
    assert not {name for name, values in faults(spec, invoice).items() if values[2]}


def test_a_photograph_is_right_or_doubted() -> None:
    pixels = scan.scan(draw(specs.DIGITAL), scan.TELEPHONE, scan.Form.JPEG)
    (invoice,) = registry.read(Document("photo.jpg", pixels))
    assert invoice.invoice_number == specs.DIGITAL.number
    assert not {name for name, values in faults(specs.DIGITAL, invoice).items() if values[2]}


def test_a_numbered_list_without_rules_keeps_names_and_specifications_apart() -> None:
    long = "*经纪代理服务*SX1262/SX1268串口收发模块"
    held = tuple(lines.line(long, Decimal(amount), "6%", spec="无") for amount in range(10, 15))
    spec, style = replace(specs.OLDER, lines=held), Style(ruled=False)
    (invoice,) = read(spec, style)
    assert_read_back(spec, invoice, style)
    assert "items" not in invoice.uncertain


def test_an_embedded_file_is_no_obstacle() -> None:
    content = attached(draw(specs.DIGITAL), "order.txt", b"order 1")
    (invoice,) = registry.read(Document("sample.pdf", content))
    assert not faults(specs.DIGITAL, invoice)


def test_wrong_sums_are_read_as_they_are_printed() -> None:
    for wrong in ({"total_with_tax": "12820.00"}, {"total_in_words": "壹圆整"}):
        (invoice,) = read(replace(specs.DIGITAL, **wrong))  # type: ignore[arg-type]  # one text field each
        for name, value in wrong.items():
            assert plain(getattr(invoice, name)) == value


def test_a_qr_code_that_says_otherwise_makes_the_total_uncertain() -> None:
    contradicted = MISTAKES["二维码与票面不符"]
    (invoice,) = read(specs_of(contradicted, specs.DAY, specs.DAY)[0])
    assert "total_with_tax" in invoice.uncertain


def test_the_rest_of_a_wrapped_name_is_not_lost_under_the_ordinals() -> None:
    name = "*研发和技术服务*111111111111111111"  # its last figure is printed alone on a line
    line = lines.line_of_total(name, Decimal("1.13"), "13%")
    party = Party("北京样例智能装备有限公司", "91110108MA4028277L")
    spec = InvoiceSpec(
        kind=Kind.SZ_BLOCKCHAIN, number="01000000", issued_on=date(2024, 1, 1),
        buyer=party, seller=party, lines=(line,) * 5,
    )  # fmt: skip
    style = replace(PLAIN, ruled=False)
    (invoice,) = read(spec, style)
    assert_read_back(spec, invoice, style)


def test_a_specification_that_a_wrapped_name_all_but_touches_is_doubted() -> None:
    names = ("测试费", "测试费", "测试费", "云云岫95AAAXZ云器器测砺（）")
    held = [lines.line(f"*研发和技术服务*{name}", Decimal(1), "13%") for name in names]
    held[-1] = replace(held[-1], spec="HX-200")  # begins at 116 pt
    spec = replace(specs.DIGITAL, kind=Kind.E_SPECIAL, lines=tuple(held))
    style = Style(font=SONG, ruled=False)
    (invoice,) = read(spec, style)
    assert_read_back(spec, invoice, style)


def test_what_stands_in_a_table_that_was_not_read_is_doubted() -> None:
    line = replace(lines.line("*经营租赁*通行费", Decimal("3.14"), "9%"), tax="0.28")
    passage = {
        "plate": "京A12345", "vehicle_type": "客车",
        "date_from": "20240101", "date_to": "20240101",
    }  # fmt: skip
    spec = replace(
        specs.OLDER, kind=Kind.VAT_E_TOLL, lines=(line,), remarks="", element=Element.TOLL,
        particulars=passage,
    )  # fmt: skip
    style = Style(font=SONG, ruled=False)
    (invoice,) = read(spec, style)
    assert_read_back(spec, invoice, style)
