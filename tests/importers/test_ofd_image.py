import io
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image

from importers import jbig2, ofd_image, typefaces
from importers import ofd_drawing as drawing
from importers.document import Document, UnreadableDocument
from tests.importers import ofd_drawing
from tests.importers.ofd_drawing import page_of, parts, path, text
from tests.importers.ofd_pictures import PICTURE, WHITE, darkest, qr_png, with_picture


@pytest.mark.parametrize(
    "cover",
    [
        path("M 5 5 L 90 5 L 90 20 L 5 20 C", inside=WHITE, Fill="true", Stroke="false"),
        PICTURE.replace("8 4 20 20", "0 0 210 140").replace("20 0 0 20", "210 0 0 140"),
    ],
)
def test_figures_under_something_drawn_later_are_not_shown(cover: str) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(stream, "PNG")
    lie = text("999", code='X="0" Y="4" DeltaX="2 2"')
    page = page_of(with_picture(stream.getvalue(), lie + cover))
    assert page.shown(page.text()).characters == ()
    above = page_of(with_picture(stream.getvalue(), cover + lie))
    assert len(above.shown(above.text()).characters) == 3


def test_a_see_through_picture_hides_nothing() -> None:
    stream = io.BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 20)).save(stream, "PNG")
    seal = PICTURE.replace("8 4 20 20", "0 0 210 140").replace("20 0 0 20", "210 0 0 140")
    page = page_of(with_picture(stream.getvalue(), text("9") + seal))
    assert len(page.shown(page.text()).characters) == 1


@pytest.mark.parametrize("image_format", ["PNG", "BMP", "JPEG", "GIF", "TIFF"])
def test_qr_codes_are_read_from_pictures_of_every_format(image_format: str) -> None:
    stream = io.BytesIO()
    with Image.open(io.BytesIO(qr_png())) as image:
        image.resize((400, 400), Image.Resampling.NEAREST).save(stream, image_format)
    (code,) = page_of(with_picture(stream.getvalue(), PICTURE)).codes()
    assert (code.number, code.amount) == ("24112000000012345678", Decimal("106.00"))
    assert code.top == round(4 * 7200 / 25.4)


def test_a_qr_code_of_one_pixel_a_module_is_read() -> None:
    assert len(page_of(with_picture(qr_png(), PICTURE)).codes()) == 1


def test_a_qr_code_drawn_as_paths_is_read_from_the_page() -> None:
    with Image.open(io.BytesIO(qr_png())) as image:
        grey = image.convert("L")
    dark = [
        f"M {x} {y} L {x + 1} {y} L {x + 1} {y + 1} L {x} {y + 1} C"
        for x in range(grey.width)
        for y in range(grey.height)
        if not grey.getpixel((x, y))
    ]
    drawn = path(
        " ".join(dark), CTM="1 0 0 1 10 10", Fill="true", Stroke="false",
        inside='<ofd:FillColor Value="0 0 0"/>',
    )  # fmt: skip
    (code,) = page_of(parts(drawn)).codes()
    assert code.number == "24112000000012345678"


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x97JB2\r\n\x1a\n" + bytes(40), b"BM"])
def test_pictures_that_cannot_be_unpacked_are_passed_over(content: bytes) -> None:
    page = page_of(with_picture(content, PICTURE + PICTURE.replace('"7"', '"99"')))
    assert page.codes() == ()


def test_a_huge_picture_is_passed_over() -> None:
    stream = io.BytesIO()
    Image.new("1", (5_000, 5_000)).save(stream, "PNG")
    assert page_of(with_picture(stream.getvalue(), PICTURE)).codes() == ()


def jbig2_file() -> bytes:
    """An 8 x 2 picture: one generic region in MMR coding, all white."""
    page = (8).to_bytes(4, "big") + (2).to_bytes(4, "big") + bytes(8) + b"\x00\x00\x00"
    return (
        b"\x97JB2\r\n\x1a\n\x01\x00\x00\x00\x01"
        + bytes(4) + b"\x30\x00\x01" + len(page).to_bytes(4, "big") + page
    )  # fmt: skip


def test_a_jbig2_picture_is_unpacked() -> None:
    assert jbig2.image(jbig2_file()).size == (8, 2)


@pytest.mark.parametrize(
    "broken",
    [
        jbig2_file().replace(b"\x01\x00\x00\x00\x01", b"\x00\x00\x00\x00\x01", 1),
        jbig2_file().replace(b"\x30\x00\x01", b"\x31\x00\x01"),
        jbig2_file().replace((8).to_bytes(4, "big"), (1 << 30).to_bytes(4, "big")),
        jbig2_file()[:20],
    ],
)
def test_other_jbig2_is_refused(broken: bytes) -> None:
    with pytest.raises(jbig2.NotJbig2):
        jbig2.image(broken)


def test_the_page_image_shows_text_rules_and_pictures() -> None:
    objects = (
        text("合计¥1", code='X="0" Y="4" DeltaX="4 4 2"')
        + text("斜", CTM="0 1 -1 0 0 0", Boundary="100 50 20 20", Alpha="128")
        + path("M 5 60 L 200 60", inside='<ofd:StrokeColor Value="128 0 0"/>')
        + PICTURE.replace("<ofd:ImageObject", '<ofd:ImageObject BlendMode="Darken"')
        + PICTURE.replace("20 0 0 20 0 0", "0 20 -20 0 20 0").replace("8 4", "60 90")
        + PICTURE.replace("20 0 0 20 0 0", "-20 0 0 -20 20 20").replace("8 4", "90 90")
    )
    content = ofd_drawing.packed(with_picture(qr_png(), objects))
    with Image.open(io.BytesIO(ofd_image.png(Document("a", content), 1, 110))) as image:
        assert image.size == (910, 607)
        red, green, blue = image.convert("RGB").getpixel((500, 260))  # type: ignore[misc]  # of three bands
        assert red > green == blue
        assert image.convert("L").crop((35, 17, 120, 104)).getextrema() == (0, 255)
    with pytest.raises(UnreadableDocument, match="没有这一页"):
        ofd_image.png(Document("a", content), 2, 110)


def test_a_page_of_any_size_gives_a_picture_within_the_limit() -> None:
    area = "<ofd:Area><ofd:PhysicalBox>0 0 90000 90000</ofd:PhysicalBox></ofd:Area>"
    image, factor = page_of(parts(text("合"), area=area)).image(Fraction(4))
    assert image.width * image.height <= 40_000_000
    assert factor < 4


def test_without_a_chinese_typeface_characters_are_boxes(monkeypatch: pytest.MonkeyPatch) -> None:

    typefaces.chinese.cache_clear()
    typefaces.sized.cache_clear()
    drawing._tile.cache_clear()  # noqa: SLF001  # made with another typeface
    monkeypatch.setattr(typefaces, "candidates", lambda: iter([Path(__file__)]))
    try:
        page = page_of(parts(text("合计9", code='X="0" Y="4" DeltaX="4 4"')))
        assert darkest(page) < 200
        assert typefaces.chinese() is None
        content = ofd_drawing.packed(parts(text("合")))
        with Image.open(io.BytesIO(ofd_image.png(Document("a", content), 1, 110))) as image:
            red = image.convert("RGB").crop((0, image.height - 30, 400, image.height))
            assert (255, 0, 0) in [colour for _, colour in red.getcolors(100_000) or []]
    finally:
        typefaces.chinese.cache_clear()
        typefaces.sized.cache_clear()
        drawing._tile.cache_clear()  # noqa: SLF001  # as above


def test_the_typeface_is_looked_for_in_package_and_folders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typefaces, "PACKAGE", "no-such-package")
    monkeypatch.setattr(typefaces, "FOLDERS", ())
    assert list(typefaces.candidates()) == []


def test_the_inside_of_a_letter_drawn_as_outlines_stays_white() -> None:
    ring = "M 20 20 L 60 20 L 60 60 L 20 60 C M 30 30 L 50 30 L 50 50 L 30 50 C M 9 9 L 8 8"
    page = page_of(
        parts(path(ring, inside='<ofd:FillColor Value="0 0 0"/>', Fill="true", Stroke="false"))
    )
    image, factor = page.image(Fraction(2))
    inside, rim = (
        int(40 * 72 * factor / Fraction("25.4")),
        int(25 * 72 * factor / Fraction("25.4")),
    )
    assert image.getpixel((inside, inside)) == (255, 255, 255)
    assert image.getpixel((rim, rim)) == (0, 0, 0)
