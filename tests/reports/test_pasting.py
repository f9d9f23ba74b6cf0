"""Vouchers spread over sheets of A4."""

import io

import pypdfium2
from PIL import Image

from reports import pasting, render_pdf
from reports.paper import Grid, Paper, Picture


def flat(voucher: str, *, upright: bool = False) -> Picture:
    buffer = io.BytesIO()
    Image.new("RGB", (100, 150) if upright else (150, 100), "white").save(buffer, "PNG")
    return pasting.picture(buffer.getvalue(), voucher, voucher)


def spread(*pictures: Picture, paired: bool = True) -> list[list[str]]:
    found = pasting.leaves(pictures, "2026-08", paired=paired)
    return [[each.voucher for each in leaf.pictures] for leaf in found]


def test_two_vouchers_that_lie_flat_share_a_sheet() -> None:
    assert spread(flat("1"), flat("2"), flat("3")) == [["1", "2"], ["3"]]
    assert spread(flat("1"), flat("2"), paired=False) == [["1"], ["2"]]


def test_one_that_stands_upright_has_a_sheet_of_its_own() -> None:
    assert spread(flat("1"), flat("2", upright=True), flat("3")) == [["1"], ["2"], ["3"]]


def test_two_halves_are_never_of_the_same_voucher() -> None:
    assert spread(flat("1"), flat("1"), flat("2")) == [["1"], ["1", "2"]]


def test_no_page_stays_empty_before_the_vouchers_however_long_the_cover_is() -> None:
    (leaf,) = pasting.leaves((flat("1"),), "2026-08")
    for long in range(24):  # cells of two lines make the cover end anywhere near the foot
        rows = tuple((str(each) * (60 if each < long else 1), "1.00") for each in range(24))
        grid = Grid(columns=("序号", "金额"), rows=rows, shares=(1, 1))
        drawn = render_pdf.render(Paper(title="封面", number="", blocks=(grid, leaf)))
        with pypdfium2.PdfDocument(drawn) as document:
            said = [page.get_textpage().get_text_bounded().strip() for page in document]
        assert "粘贴单" in said[-1]
        assert all(len(words.splitlines()) > 1 for words in said), (long, said)
