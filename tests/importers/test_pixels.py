"""The page as shown against the text of the file: no honest file is accused, a spoof is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from importers import page_strips, pixels, sandbox_looking
from importers.checks import Channel, Outcome
from importers.document import Document, UnreadableDocument
from importers.invoice import Box, Invoice, Kind, Provenance, Source
from importers.pixels import Place, Seen, Verdict
from importers.sandbox import ReaderPool
from tests.importers import drawing, picturing
from tests.importers.drawing import Example

BOX = Box(1, 100, 100, 2000, 1000)
INVOICE = Invoice(
    kind=Kind.E_ORDINARY,
    invoice_number="24112000000012345678",
    issue_date=date(2024, 6, 8),
    seller_name="上海样例检测技术有限公司",
    total_with_tax="106.00",
    provenance={
        "invoice_number": Provenance(Source.TEXT, BOX, ("qr",)),
        "seller_name": Provenance(Source.TEXT, replace(BOX, page=2)),
        "issue_date": Provenance(Source.TEXT, BOX),
        "total_with_tax": Provenance(Source.QR, BOX),
    },
)


@pytest.mark.parametrize(
    ("name", "text", "confidence", "verdict"),
    [
        ("invoice_number", "2411200000001234S678", 500, Verdict.SAME),  # 5 and S look alike
        ("invoice_number", "24112000000012345679", 990, Verdict.OTHER),
        ("invoice_number", "24112000000012345679", 500, Verdict.UNCLEAR),
        ("invoice_number", "", 0, Verdict.UNCLEAR),
        ("issue_date", "2024年6月8日", 999, Verdict.SAME),
        ("issue_date", "2024年06月18日", 999, Verdict.OTHER),
        ("seller_name", "名称：上海样例检测技术有限公司", 999, Verdict.SAME),
        ("seller_name", "上海样倒检测技末有限公司", 940, Verdict.UNCLEAR),
        ("seller_name", "上海样倒检测技末有限公司", 980, Verdict.OTHER),  # two letters remapped
        ("seller_name", "北京另一家贸易商行", 999, Verdict.OTHER),
        ("seller_name", "北京另一家贸易商行", 400, Verdict.UNCLEAR),
        ("total_with_tax", "¥106.00", 999, Verdict.SAME),
        ("total_with_tax", "¥999.00", 999, Verdict.OTHER),
        ("total_with_tax", "¥9106.00", 999, Verdict.OTHER),
        ("total_with_tax", "水长", 300, Verdict.UNCLEAR),
    ],
)
def test_only_a_clear_difference_counts(
    name: str, text: str, confidence: int, verdict: Verdict
) -> None:
    assert pixels.compare(INVOICE, name, Seen(text, confidence)) is verdict


def test_what_the_code_shows_or_text_did_not_say_is_not_looked_at() -> None:
    assert pixels.places([INVOICE]) == (
        Place(0, "issue_date", BOX),
        Place(0, "seller_name", replace(BOX, page=2)),
    )


def test_the_verdicts_are_noted_on_the_invoice() -> None:
    told = pixels.told(
        INVOICE,
        {
            "issue_date": Verdict.SAME,
            "seller_name": Verdict.OTHER,
            "total_with_tax": Verdict.UNCLEAR,
        },
    )
    assert [(check.outcome, check.fields) for check in told.checks] == [
        (Outcome.AGREES, ("issue_date",)),
        (Outcome.DIFFERS, ("seller_name",)),
        (Outcome.NOT_VERIFIABLE, ("total_with_tax",)),
    ]
    assert told.uncertain == {"seller_name"}
    assert told.findings[0].text().startswith("销售方名称：")
    assert told.provenance["issue_date"].agrees_with == ("pixels",)


def test_strips_are_cut_where_the_boxes_lie() -> None:
    with picturing.embedded_typeface():
        document = Document("a.pdf", drawing.one(Example()))
    box = Box(1, 48200, 3200, 57500, 4100)
    ((width, height, grey),) = page_strips.cut(document, [box], 144)
    assert (width, height) == (190, 22)
    assert len(grey) == width * height
    assert min(grey) < 100 < max(grey)
    assert page_strips.cut(Document("a.xml", b"<a/>"), [box], 144) == []


# ── with the recognising child ──


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(1) as pool:
        yield pool


@pytest.mark.slow
def test_an_honest_file_agrees_with_its_picture(pool: ReaderPool) -> None:
    with picturing.embedded_typeface():
        content = drawing.one(Example(qr=""))
    (invoice,) = pool.read("a.pdf", content, look=True)
    (check,) = [check for check in invoice.checks if check.channel is Channel.PIXELS]
    assert check.outcome is Outcome.AGREES
    assert {"invoice_number", "total_with_tax", "seller_name"} <= set(check.fields)
    assert "pixels" in invoice.provenance["total_with_tax"].agrees_with
    assert not invoice.uncertain


@pytest.mark.slow
def test_text_that_says_another_amount_than_its_place_shows_is_found(pool: ReaderPool) -> None:
    with picturing.embedded_typeface():
        content = drawing.one(Example())
    (honest,) = pool.read("a.pdf", content)
    lie = replace(honest, total_with_tax="999.00", seller_name="北京另一家贸易商行")
    (invoice,) = sandbox_looking.looked(
        (lie,),
        "a.pdf",
        content,
        pool._ask,  # noqa: SLF001  # as the pool itself
        pool._ask_recogniser,  # noqa: SLF001  # likewise
    )
    assert invoice.uncertain == {"total_with_tax", "seller_name"}
    (said,) = [finding.text() for finding in invoice.findings]
    assert said.startswith("销售方名称、价税合计：文件中的文字与页面上显示的不一致")


def test_a_file_without_pages_is_read_without_looking(pool: ReaderPool) -> None:
    before = pool.children()
    with pytest.raises(UnreadableDocument, match="请"):
        pool.read("a.xml", b"<html></html>", look=True)
    assert len(pool.children()) <= max(len(before), 1)
