"""保密水印: copies for the Center say whose they are; what has to verify stays as it is."""

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pypdfium2
from flask import Flask

from service.web.watermark import MARKED, UNMARKED
from tests.service.browsing import Client, Web
from tests.service.pages.stories import uploaded
from tests.service.test_fee_sheets import draw_up, sheet_of

SAID = "auditor 的姓名 20"


def pdf_text(content: bytes) -> str:
    document = pypdfium2.PdfDocument(content)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def head_of(content: bytes) -> str:
    head = openpyxl.load_workbook(BytesIO(content)).worksheets[0].oddHeader
    assert head is not None
    return str(head.center.text)


def test_a_workbook_for_the_auditor_is_stamped(web: Web) -> None:
    auditor = web.client("auditor")
    auditor.get("/programme")
    answer = auditor.get("/readings/list.xlsx")
    assert answer.content_length == len(answer.data)
    assert SAID in head_of(answer.data)
    assert "依第三十四条保密" in head_of(answer.data)


def test_a_fee_sheet_is_stamped_for_the_auditor_and_plain_for_the_employer(web: Web) -> None:
    sheet_id, _ = sheet_of(web.office, draw_up(web.office))
    printed: Callable[[Client], str] = lambda client: pdf_text(  # noqa: E731  # the same for two
        client.send(f"/fee-sheets/{sheet_id}/print", reason="签领前核对").data
    )
    assert SAID in printed(web.client("auditor"))
    assert "依第三十四条保密" not in printed(web.client("maker"))


def test_the_picture_of_a_voucher_is_stamped_and_its_original_is_not(web: Web) -> None:
    address = uploaded(web, web.client("maker"))
    maker, auditor = web.client("maker"), web.client("auditor")
    pictures = [client.get(f"{address}/pages/1.png").data for client in (maker, auditor)]
    assert pictures[0][:8] == pictures[1][:8] == b"\x89PNG\r\n\x1a\n"
    assert pictures[0] != pictures[1]
    originals = [client.get(f"{address}/original").data for client in (maker, auditor)]
    assert originals[0] == originals[1]


def test_whatever_is_named_is_a_page_of_the_product(web: Web) -> None:
    app: Flask = web.app
    assert MARKED | UNMARKED.keys() <= app.view_functions.keys()
    assert MARKED.isdisjoint(UNMARKED)
