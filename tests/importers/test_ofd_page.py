import io
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import cast

import pytest
import zxingcpp
from PIL import Image

from importers import jbig2, ofd_image, ofd_text, typefaces
from importers.document import Document, UnreadableDocument
from importers.ofd_page import OfdPage
from importers.page_text import LOST
from tests.importers import ofd_drawing
from tests.importers.ofd_drawing import NAMESPACE, boxes, page_of, parts, path, text, words

QR = "01,32,,24112000000012345678,106.00,20240618,,9D53,"
WHITE = '<ofd:FillColor Value="255 255 255"/>'


def darkest(page: OfdPage) -> int:
    """The darkest pixel of a page."""
    return cast("tuple[int, int]", page.raster().image.getextrema())[0]


def qr_png(payload: str = QR) -> bytes:
    barcode = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    stream = io.BytesIO()
    image = Image.fromarray(barcode.to_image(scale=1, add_quiet_zones=False))
    image.save(stream, "PNG")
    return stream.getvalue()


def with_picture(content: bytes, objects: str, name: str = "qr.png") -> dict[str, str | bytes]:
    whole: dict[str, str | bytes] = dict(
        parts(objects, common="<ofd:DocumentRes>Res.xml</ofd:DocumentRes>")
    )
    whole["Doc_0/Res.xml"] = (
        f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:MultiMedias>'
        f'<ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>{name}</ofd:MediaFile>'
        "</ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    whole[f"Doc_0/Res/{name}"] = content
    return whole


PICTURE = '<ofd:ImageObject ID="5" CTM="20 0 0 20 0 0" Boundary="8 4 20 20" ResourceID="7"/>'


@pytest.mark.parametrize(
    ("steps", "lefts"),
    [
        ('DeltaX="3 4 5"', [10, 13, 17, 22]),
        ('DeltaX="g 3 3"', [10, 13, 16, 19]),
        ('DeltaX="g 2 3 9"', [10, 13, 16, 25]),
        ('DeltaX="5 g 2 2 99 99"', [10, 15, 17, 19]),
        ('DeltaX="3,4,5"', [10, 13, 17, 22]),
        ('DeltaX="3"', [10, 13, 17, 21]),
        ("", [10, 14, 18, 22]),
        ('DeltaX="4 -4 4" DeltaY="0 5 0"', [10, 14, 10, 14]),
        ('DeltaY="5 5 5"', [10, 10, 10, 10]),
    ],
)
def test_characters_stand_where_the_steps_put_them(steps: str, lefts: list[int]) -> None:
    found = boxes(text("合计金额", code=f'X="0" Y="4" {steps}', Boundary="10 10 99 30"))
    assert [left for left, *_ in found] == lefts


def test_a_character_is_as_wide_as_its_step_unless_that_is_spacing() -> None:
    wide = boxes(text("12", code='X="0" Y="4" DeltaX="12"', Size=4))
    near = boxes(text("12", code='X="0" Y="4" DeltaX="3"', Size=4))
    last = boxes(text("m1", code='X="0" Y="4" DeltaX="4"', Size=4))
    assert [(left, right) for left, _, right, _ in wide] == [(10, 12), (22, 24)]
    assert [(left, right) for left, _, right, _ in near] == [(10, 13), (13, 16)]
    assert [(left, right) for left, _, right, _ in last] == [(10, 14), (14, 16)]


def test_base_line_and_size_give_the_height() -> None:
    assert boxes(text("合", Size=10, code='X="0" Y="10"')) == [(10, 11, 20, 21)]


def test_a_second_code_goes_on_where_the_first_began_unless_it_says_otherwise() -> None:
    both = '<ofd:TextCode X="0" Y="4">合</ofd:TextCode><ofd:TextCode Y="14">计</ofd:TextCode>'
    item = f'<ofd:TextObject ID="9" Boundary="10 10 99 20" Size="4">{both}</ofd:TextObject>'
    assert [(left, top) for left, top, *_ in boxes(item)] == [(10, 11), (10, 21)]


@pytest.mark.parametrize(
    ("attributes", "box"),
    [
        ({"CTM": "2 0 0 2 0 0"}, (10, 11, 18, 19)),
        ({"CTM": "0 1 -1 0 4 0"}, (9, 10, 13, 14)),
        ({"CTM": "1 0 0 1 50 20", "Boundary": "10 10 99 50"}, (60, 31, 64, 35)),
        ({"HScale": "2"}, (10, 11, 18, 15)),
        ({"CharDirection": "90"}, (9, 14, 13, 18)),
        ({"CharDirection": "180"}, (6, 13, 10, 17)),
        ({"CharDirection": "270"}, (7, 10, 11, 14)),
    ],
)
def test_matrix_scale_and_direction_place_a_character(
    attributes: dict[str, str], box: tuple[int, ...]
) -> None:
    (found,) = boxes(text("合", **attributes))
    assert all(abs(one - other) <= 1 for one, other in zip(found, box, strict=True))


@pytest.mark.parametrize(("direction", "step"), [(90, (0, 4)), (180, (-4, 0)), (270, (0, -4))])
def test_text_without_steps_runs_in_its_reading_direction(
    direction: int, step: tuple[int, int]
) -> None:
    first, second = boxes(text("合计", ReadDirection=direction, Boundary="50 50 40 40"))
    assert (second[0] - first[0], second[1] - first[1]) == step


@pytest.mark.parametrize(
    "hidden",
    [
        text("9", Visible="false"),
        text("9", Alpha="0"),
        text("9", paint=WHITE),
        text("9", paint='<ofd:FillColor Value="255"/>'),
        text("9", paint='<ofd:FillColor Value="#FF #FF #FF"/>'),
        text("9", paint='<ofd:FillColor Value="0 0 0 0"/>'),
        text("9", paint='<ofd:FillColor Value="0 0 0" Alpha="0"/>'),
        text("9", Fill="false"),
        text("9", Size="0.5"),
        text("9", Size="-4"),
        text("9", Size="x"),
        text("9", Boundary="300 10 20 5"),
        text("9", Boundary="10 10 20 5", code='X="80" Y="4"'),
        text("9", paint='<ofd:FillColor Value="0 0 0" Alpha="-3"/>'),
    ],
)
def test_what_cannot_be_seen_is_not_read(hidden: str) -> None:
    assert words(text("合", Boundary="10 30 20 5"), hidden) == "合"


def test_text_drawn_as_an_outline_only_is_seen() -> None:
    assert words(text("合", Fill="false", Stroke="true")) == "合"


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


def test_templates_lie_below_or_above_the_page() -> None:
    whole = parts(
        text("页"),
        more='<ofd:Template TemplateID="4" ZOrder="Foreground"/><ofd:Template TemplateID="3"/>'
        '<ofd:Template TemplateID="99"/>',
        common='<ofd:TemplatePage ID="3" BaseLoc="Tpls/a.xml"/>'
        '<ofd:TemplatePage ID="4" BaseLoc="Tpls/b.xml"/>',
    )
    for name, content in (("a", "底"), ("b", "面")):
        whole[f"Doc_0/Tpls/{name}.xml"] = parts(text(content, Boundary=f"{10 + ord(name)} 9 9 9"))[
            "Doc_0/Pages/Page_0/Content.xml"
        ]
    assert "".join(c.text for c in page_of(whole).text().characters) == "底页面"


def test_layers_lie_in_the_order_of_their_types() -> None:
    whole = parts()
    front, back = text("前"), text("后", Boundary="90 10 20 5")
    whole["Doc_0/Pages/Page_0/Content.xml"] = (
        f'<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer Type="Foreground">{front}</ofd:Layer>'
        f'<ofd:Layer Type="Background">{back}</ofd:Layer></ofd:Content></ofd:Page>'
    )
    assert "".join(c.text for c in page_of(whole).text().characters) == "后前"


def annotated(entry: str) -> dict[str, str]:
    whole = parts(text("页"))
    whole["Doc_0/Document.xml"] = whole["Doc_0/Document.xml"].replace(
        "</ofd:Document>", "<ofd:Annotations>Annots.xml</ofd:Annotations></ofd:Document>"
    )
    whole["Doc_0/Annots.xml"] = (
        f'<ofd:Annotations {NAMESPACE}><ofd:Page PageID="1"><ofd:FileLoc>A/1.xml</ofd:FileLoc>'
        '</ofd:Page><ofd:Page PageID="2"><ofd:FileLoc>A/none.xml</ofd:FileLoc></ofd:Page>'
        "</ofd:Annotations>"
    )
    whole["Doc_0/A/1.xml"] = f"<ofd:PageAnnot {NAMESPACE}>{entry}</ofd:PageAnnot>"
    return whole


def test_annotations_are_read_at_their_place_when_they_are_shown() -> None:
    shown = (
        '<ofd:Annot ID="8"/><ofd:Annot ID="9"><ofd:Appearance Boundary="100 50 40 40">'
        f"{text('注')}</ofd:Appearance></ofd:Annot>"
    )
    mark = page_of(annotated(shown)).text().characters[-1]
    assert (mark.text, round(mark.left * 25.4 / 7200)) == ("注", 110)
    hidden = shown.replace('ID="9"', 'ID="9" Visible="false"')
    assert len(page_of(annotated(hidden)).text().characters) == 1


def test_blocks_and_composite_objects_are_opened() -> None:
    block = "<ofd:PageBlock>" * 4 + text("块") + "</ofd:PageBlock>" * 4
    unit = '<ofd:CompositeObject ID="3" Boundary="50 50 50 50" ResourceID="6"/>'
    whole = parts(block + unit, common="<ofd:PublicRes>R.xml</ofd:PublicRes>")
    whole["Doc_0/R.xml"] = (
        f'<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="6">'
        f"<ofd:Content>{text('合')}</ofd:Content></ofd:CompositeGraphicUnit>"
        "</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    first, second = page_of(whole).text().characters
    assert (first.text, second.text) == ("块", "合")
    assert round(second.left * 25.4 / 7200) == 60


def test_a_composite_that_holds_itself_is_refused() -> None:
    unit = '<ofd:CompositeObject ID="3" Boundary="0 0 50 50" ResourceID="6"/>'
    whole = parts(unit, common="<ofd:PublicRes>R.xml</ofd:PublicRes>")
    whole["Doc_0/R.xml"] = (
        f'<ofd:Res {NAMESPACE}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="6">'
        f"<ofd:Content>{unit}</ofd:Content></ofd:CompositeGraphicUnit>"
        "</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    with pytest.raises(UnreadableDocument, match="对象过多"):
        page_of(whole)


def text_and_rules(content: dict[str, str]) -> None:
    page = page_of(content)
    page.text()
    page.rules()


@pytest.mark.parametrize(
    "objects",
    [
        text("1" * 20_000) + text("2" * 20_000, Boundary="10 50 9 9"),
        text("12", code='X="0" Y="4" DeltaX="g 99999999 1"'),
        path("M 0 0 L 1 1 " * 20_000),
        '<ofd:PathObject ID="1"/>' * 30_002,
    ],
    ids=["characters", "steps", "points", "objects"],
)
def test_more_than_any_real_page_holds_is_refused(objects: str) -> None:
    with pytest.raises(UnreadableDocument, match="对象过多"):
        text_and_rules(parts(objects))


@pytest.mark.parametrize(
    "rule",
    [
        path("M 50 20 L 50 90"),
        path("M 0.2 0 L 0.2 70", Boundary="49.8 20 0.4 70"),
        path("M 49.9 20 L 50.1 20 L 50.1 90 L 49.9 90 C", Fill="true"),
        path("M 50 20 L 50 90 L 150 90"),
        path("M 5 2 L 5 9", CTM="10 0 0 10 0 0"),
    ],
)
def test_upright_lines_and_slim_frames_are_rules(rule: str) -> None:
    ((x, top, bottom),) = page_of(parts(rule)).rules()
    assert [round(part * 25.4 / 7200) for part in (x, top, bottom)] == [50, 20, 90]


def test_short_or_slanting_lines_are_no_rules() -> None:
    assert page_of(parts(path("M 50 20 L 50 22 M 10 10 L 90 90 M 5 5 L 90 5"))).rules() == ()


def test_curves_and_odd_commands_do_no_harm() -> None:
    odd = "X 1 B 1 1 2 2 3 3 M 9 9 Q 1 1 40 40 B 1 2 3 4 50 60 A 1 1 0 0 1 70 70 C C L x y L 1"
    page = page_of(parts(path(odd) + path("") + "<ofd:PathObject/>"))
    assert page.rules() == ()
    assert darkest(page) < 255


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


def test_control_and_private_characters_are_lost_ones() -> None:
    assert words(text("\ue000合")) == LOST + "合"
    assert words(text("\n   合计\n  ")) == "合计"


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
        red, green, blue = image.convert("RGB").getpixel((500, 260))  # type: ignore[misc]
        assert red > green == blue
        assert image.convert("L").crop((35, 17, 120, 104)).getextrema() == (0, 255)
    with pytest.raises(UnreadableDocument, match="没有这一页"):
        ofd_image.png(Document("a", content), 2, 110)


def test_a_page_of_any_size_gives_a_picture_within_the_limit() -> None:
    area = "<ofd:Area><ofd:PhysicalBox>0 0 90000 90000</ofd:PhysicalBox></ofd:Area>"
    image, factor = page_of(parts(text("合"), area=area)).image(Fraction(4))
    assert image.width * image.height <= 40_000_000
    assert factor < 4


def test_a_page_without_size_is_a4() -> None:
    whole = parts()
    whole["Doc_0/Document.xml"] = whole["Doc_0/Document.xml"].replace("0 0 210 140", "0 0 0 0")
    assert page_of(whole).size == (59528, 84189)


def test_without_a_chinese_typeface_characters_are_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    from importers import ofd_drawing as drawing  # noqa: PLC0415  # its cache is cleared here

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


def test_drawing_parameters_are_inherited_and_may_refer_to_each_other() -> None:
    whole = parts(
        text("白", DrawParam="5") + text("黑", Boundary="50 10 9 9", DrawParam="6"),
        common="<ofd:PublicRes>R.xml</ofd:PublicRes>",
    )
    whole["Doc_0/R.xml"] = (
        f'<ofd:Res {NAMESPACE}><ofd:DrawParams><ofd:DrawParam ID="4">{WHITE}</ofd:DrawParam>'
        '<ofd:DrawParam ID="5" Relative="4"/><ofd:DrawParam ID="6" Relative="6"/>'
        '</ofd:DrawParams><ofd:Fonts><ofd:Font ID="1" FontName="宋体"/></ofd:Fonts></ofd:Res>'
    )
    page = page_of(whole)
    assert "".join(c.text for c in page.text().characters) == "黑"
    assert page.style.fonts == {"1": "宋体"}


def test_the_count_of_characters_is_limited() -> None:
    with pytest.raises(UnreadableDocument):
        ofd_text.check_count(10**6)


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
