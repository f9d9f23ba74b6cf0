"""The list to take to the tax authority's platform: a workbook whose last columns are filled in."""

from collections.abc import Iterable
from io import BytesIO

import xlsxwriter

from service.actions.verification_rows import OFFERED, TITLES
from service.actions.verification_views import LIST_MAX, Unverified

COLUMNS = (
    (TITLES["code"][0], 14),
    (TITLES["number"][0], 24),
    ("开票日期", 12),
    ("价税合计", 14),
    ("销售方", 34),
    (TITLES["result"][0], 14),
    (TITLES["day"][0], 14),
    (TITLES["reference"][0], 24),
)
RESULT_AT = 5  # the column that offers its words
# Nothing is guessed from what a text looks like.
_LITERAL = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def workbook(invoices: Iterable[Unverified]) -> bytes:
    """Give the workbook; every cell is text, so that long numbers keep their last digits."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, **_LITERAL}) as book:
        paper = book.add_worksheet("待查验发票")
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for place, (title, width) in enumerate(COLUMNS):
            paper.set_column(place, place, width, text)
            paper.write_string(0, place, title, bold)
        for row, invoice in enumerate(invoices, start=1):
            for place, said in enumerate(_cells(invoice)):
                paper.write_string(row, place, said, text)
        paper.data_validation(
            1, RESULT_AT, LIST_MAX, RESULT_AT, {"validate": "list", "source": list(OFFERED)}
        )
        paper.freeze_panes(1, 2)
    return target.getvalue()


def _cells(invoice: Unverified) -> tuple[str, ...]:
    return (
        invoice.code,
        invoice.number or "",
        invoice.issued_on.isoformat() if invoice.issued_on else "",
        "" if invoice.total is None else f"{invoice.total:.2f}",
        invoice.seller or "",
    )
