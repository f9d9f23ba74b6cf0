import pytest

from importers import ofd_inspection, ofd_text
from importers.document import UnreadableDocument
from importers.page_text import LOST
from tests.importers.ofd_drawing import NAMESPACE, boxes, page_of, parts, path, text, words
from tests.importers.ofd_pictures import WHITE, darkest


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


@pytest.mark.parametrize(("letters", "doubted"), [("下载次数", False), ("9999", True)])
def test_a_clipped_annotation_is_doubted_when_it_has_figures(
    letters: str, *, doubted: bool
) -> None:
    entry = (
        '<ofd:Annot ID="9"><ofd:Appearance Boundary="100 50 40 40">'
        f"{text(letters)}</ofd:Appearance></ofd:Annot>"
    )
    clipped = entry.replace("</ofd:TextObject>", "<ofd:Clips/></ofd:TextObject>")
    assert clipped != entry
    page = page_of(annotated(clipped))
    assert bool(list(ofd_inspection.clipped([page]))) is doubted


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


def test_control_and_private_characters_are_lost_ones() -> None:
    assert words(text("\ue000合")) == LOST + "合"
    assert words(text("\n   合计\n  ")) == "合计"


def test_a_page_without_size_is_a4() -> None:
    whole = parts()
    whole["Doc_0/Document.xml"] = whole["Doc_0/Document.xml"].replace("0 0 210 140", "0 0 0 0")
    assert page_of(whole).size == (59528, 84189)


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
