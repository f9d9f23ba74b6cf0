"""Scans are made of drawn pages, the same every time, and worse the worse the conditions."""

from dataclasses import replace
from io import BytesIO

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from service.demo import scan
from service.demo.drawing import draw
from service.demo.scan import Conditions, Form
from tests.service.demo.specs import DIGITAL

pytestmark = pytest.mark.slow

PAGE = draw(DIGITAL)
ALL = (scan.FLATBED, scan.OFFICE_COPIER, scan.TELEPHONE, scan.UPSIDE_DOWN)


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("conditions", ALL, ids=range(len(ALL)))
def test_the_same_page_seed_and_conditions_give_the_same_pixels(conditions: Conditions) -> None:
    first, again = (scan.scan(PAGE, conditions, Form.JPEG, seed=3) for _ in range(2))
    assert first == again
    assert first != scan.scan(PAGE, conditions, Form.JPEG, seed=4)


@pytest.mark.parametrize("conditions", ALL, ids=range(len(ALL)))
def test_the_qr_code_survives_every_capture(conditions: Conditions) -> None:
    picture = opened(scan.scan(PAGE, conditions, Form.JPEG))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [DIGITAL.filled().qr]


def test_a_scanned_page_holds_a_picture_and_no_text() -> None:
    document = pypdfium2.PdfDocument(scan.scan(PAGE, scan.FLATBED, Form.PDF))
    assert document[0].get_textpage().get_text_range() == ""
    assert round(document[0].get_width()) == pytest.approx(595, abs=6)


def test_a_clean_capture_is_the_page_itself() -> None:
    plain = Conditions(dots_per_inch=100)
    picture = scan.rendered(PAGE, plain)
    assert np.array_equal(np.asarray(scan.captured(picture, plain)), np.asarray(picture))


def test_a_photograph_shows_the_desk_and_a_copier_no_colour() -> None:
    photograph = opened(scan.scan(PAGE, replace(scan.TELEPHONE, noise=0, blur=0)))
    corner = photograph.getpixel((2, 2))
    assert isinstance(corner, tuple)
    assert max(corner) < 140
    assert opened(scan.scan(PAGE, scan.OFFICE_COPIER)).mode == "L"
