"""Values that print parts: names of several lines, a total with a gap in it."""

import pytest

from importers import registry
from importers.document import Document
from importers.invoice import Invoice
from tests.importers import drawing
from tests.importers.drawing import Example, changed


def read_example(example: Example) -> Invoice:
    (invoice,) = registry.read(Document("a.pdf", drawing.one(example)))
    return invoice


def sentences(invoice: Invoice) -> str:
    return "".join(finding.text() for finding in invoice.findings)


@pytest.mark.parametrize("top", [107, 109, 111])
def test_a_name_goes_on_however_near_the_tax_id_below_is(top: int) -> None:
    """The second line stands above the long label of the next row, not to its right."""
    mark = drawing.shown("自动化工程研究院", 59, top)
    buyer = ("北京样例精密仪器与", Example().buyer[1])
    invoice = read_example(Example(buyer=buyer, marks=[mark]))
    assert invoice.buyer_name == "北京样例精密仪器与自动化工程研究院"
    assert invoice.uncertain == frozenset()


@pytest.mark.parametrize("top", [65, 113, 117, 123])
def test_a_line_too_far_off_makes_a_name_uncertain(top: int) -> None:
    """One of three lines, where the next row is far below, or that of the name in its middle."""
    mark = drawing.shown("自动化工程研究院", 59, top)
    buyer = ("北京样例精密仪器与", Example().buyer[1])
    invoice = read_example(Example(buyer=buyer, marks=[mark]))
    assert "buyer_name" in invoice.uncertain
    assert "购买方名称附近" in sentences(invoice)


@pytest.mark.parametrize("parts", [("70", "18.83"), ("7,0", "18.83")])
def test_a_gap_inside_the_total_parts_no_amount(parts: tuple[str, str]) -> None:
    example = Example(
        amount="6621.54", tax="397.29", total="", words="柒仟零壹拾捌圆捌角叁分", qr=""
    )
    places = (457, 457 + 5 * len(parts[0]) + 4)  # after the ¥
    marks = [drawing.shown(part, left, 280) for part, left in zip(parts, places, strict=True)]
    invoice = read_example(changed(example, marks=marks))
    assert invoice.total_with_tax == "7018.83"
    assert "total_with_tax" not in invoice.uncertain


def test_two_amounts_in_place_of_the_total_are_not_made_one() -> None:
    marks = [drawing.shown("106", 457, 280), drawing.shown("999.00", 485, 280)]
    invoice = read_example(Example(total="", words="壹佰零陆圆整", qr="", marks=marks))
    assert "total_with_tax" in invoice.uncertain
