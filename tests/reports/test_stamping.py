"""A stamped copy says whose it is, and still says what it said."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pypdfium2
import pytest
import xlsxwriter
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from reports.stamping import stamped

WORDS = "方审言 & 秦管彤 2026-03-10 10:00 · 依第三十四条保密"


def a_pdf(*pages: str) -> bytes:
    target = BytesIO()
    canvas = Canvas(target, invariant=1)
    for words in pages:
        canvas.drawString(100, 400, words)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def a_workbook(*, footer: str | None) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name in ("one", "two"):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, "figure")
            if footer is not None:
                sheet.set_footer(footer)
    return target.getvalue()


def test_every_page_of_a_pdf_is_stamped_and_keeps_its_text() -> None:
    document = pypdfium2.PdfDocument(stamped(a_pdf("first", "second"), WORDS))
    texts = [page.get_textpage().get_text_bounded() for page in document]
    assert ["first" in texts[0], "second" in texts[1]] == [True, True]
    assert all(WORDS in text for text in texts)
    document.close()


@pytest.mark.parametrize("footer", [None, "&CPage &P"])
def test_every_sheet_of_a_workbook_is_stamped_and_keeps_its_foot(footer: str | None) -> None:
    book = openpyxl.load_workbook(BytesIO(stamped(a_workbook(footer=footer), WORDS)))
    for sheet in book.worksheets:
        head, foot = sheet.oddHeader, sheet.oddFooter
        assert head is not None
        assert foot is not None
        assert str(head.center.text).replace("&&", "&") == WORDS
        assert (foot.center.text == "Page &P") == (footer is not None)
        assert sheet["A1"].value == "figure"


def test_a_picture_is_stamped_lightly() -> None:
    target = BytesIO()
    Image.new("RGB", (800, 600), "white").save(target, "PNG")
    with Image.open(BytesIO(stamped(target.getvalue(), WORDS))) as picture:
        assert picture.size == (800, 600)
        darkest = min(picture.convert("L").tobytes())
    assert 150 < darkest < 255  # seen, and what is below can be read


def test_what_is_none_of_these_stays_as_it_is() -> None:
    target = BytesIO()
    with ZipFile(target, "w") as packed:
        packed.writestr("SHA256SUMS", "…")
    for content in (target.getvalue(), "号码,金额\n".encode(), b""):
        assert stamped(content, WORDS) == content
