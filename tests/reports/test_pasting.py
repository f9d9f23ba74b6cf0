"""Vouchers spread over sheets of A4."""

import io

from PIL import Image

from reports import pasting
from reports.paper import Picture


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
