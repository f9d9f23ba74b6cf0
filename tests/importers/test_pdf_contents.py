"""Annotations, forms, scripts, files inside and later revisions are named; honest ones spared."""

import pytest

from importers import pdf_objects
from importers.checks import Channel, Outcome
from service.demo.drawing import draw
from tests.importers.pdf_patching import (
    LIE,
    SHOWN,
    appended,
    assembled,
    by_hand,
    checks,
    saved_again,
    sentences,
    stream,
)
from tests.service.demo.specs import DIGITAL

# ── what annotations show ──

NOTE = b"<< /Type /Annot /Subtype /%b /Rect [70 310 250 340] /F %d %b >>"
APPEARANCE = b"/AP << /N 11 0 R >>"
WITH_NOTE = b"/MediaBox [0 0 600 400] /Annots [10 0 R]"


def appearance(content: bytes) -> bytes:
    entries = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 180 30] /Resources << /Font << /F1 5 0 R >> >>"
    )
    return stream(content, entries)


TEXT = appearance(b"BT /F1 12 Tf 2 12 Td " + LIE)
WHITE = appearance(b"1 g 0 0 180 30 re f")
BLACK = appearance(b"0 0 180 30 re f")
SEAL = appearance(b"1 0 0 RG 3 w 5 5 100 20 re S")


def noted(kind: bytes, shape: bytes = TEXT, entries: bytes = b"", flags: int = 4) -> bytes:
    """Return a page with one annotation over its total."""
    note = NOTE % (kind, flags, APPEARANCE + b" " + entries)
    return by_hand(page=WITH_NOTE, more={10: note, 11: shape})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (noted(b"FreeText"), "后加的批注，显示文字“Total 9999.00”"),
        (noted(b"Stamp"), "后加的批注，显示文字“Total 9999.00”"),
        (noted(b"Widget", entries=b"/FT /Sig"), "后加的批注，显示文字“Total 9999.00”"),
        (noted(b"Stamp", WHITE), "盖住了原来的文字“Total100.00”"),
        (noted(b"Square", BLACK), "盖住了原来的文字“Total100.00”"),
        (noted(b"Widget", WHITE, b"/FT /Sig"), "盖住了原来的文字“Total100.00”"),
        (noted(b"Widget", entries=b"/FT /Tx"), "可填写的表单栏（显示“Total 9999.00”）"),
        (
            noted(b"Widget", entries=b"/FT /Tx /V (5.00)"),
            "可填写的表单栏，显示为“Total 9999.00”，存储的值却是“5.00”",
        ),
        (noted(b"Widget", SEAL, b"/FT /Btn /V /Off"), "可填写的表单栏（显示“”）"),
    ],
)
def test_what_is_laid_over_a_page_is_a_difference_and_doubts_all(
    content: bytes, words: str
) -> None:
    found = [c for c in checks(content) if c.outcome is Outcome.DIFFERS]
    told = [c.message.text() for c in found if c.message and c.channel is Channel.CONTENTS]
    assert any(words in sentence for sentence in told)
    assert all(sentence.startswith("第 1 页") for sentence in told)
    assert any("total_with_tax" in check.fields for check in found)


def test_the_field_of_a_form_may_take_its_type_from_its_parent() -> None:
    field = b"<< /FT /Tx /T (a) /Kids [10 0 R] /V (Total 9999.00) >>"
    note = NOTE % (b"Widget", 4, APPEARANCE + b" /Parent 12 0 R")
    content = by_hand(page=WITH_NOTE, more={10: note, 11: TEXT, 12: field})
    assert any("可填写的表单栏" in sentence for sentence in sentences(content, Channel.CONTENTS))
    seal = by_hand(page=WITH_NOTE, more={10: note, 11: SEAL, 12: field.replace(b"/Tx", b"/Sig")})
    assert sentences(seal, Channel.CONTENTS) == []


@pytest.mark.parametrize(
    "content",
    [
        noted(b"Link"),
        noted(b"Popup"),
        noted(b"FreeText", flags=2),  # hidden
        noted(b"Widget", SEAL, b"/FT /Sig"),
        noted(b"Widget", appearance(b"BT /F1 9 Tf (2022.08.30 10:11) Tj ET"), b"/FT /Sig"),
        by_hand(page=b"/MediaBox [0 0 600 400] /Annots [99 0 R (x) null]"),
    ],
)
def test_links_hidden_notes_and_seals_are_left_in_peace(content: bytes) -> None:
    assert sentences(content, Channel.CONTENTS) == []
    assert sentences(content, Channel.CONTENTS, Outcome.NOT_VERIFIABLE) == []


@pytest.mark.parametrize("kind", [b"Stamp", b"Highlight", b"FileAttachment"])
def test_a_mark_that_hides_nothing_is_mentioned(kind: bytes) -> None:
    content = noted(kind, SEAL)
    assert sentences(content, Channel.CONTENTS) == []
    (sentence,) = sentences(content, Channel.CONTENTS, Outcome.NOT_VERIFIABLE)
    assert sentence == "第 1 页有后加的批注或标记，没有盖住文字。"


def test_a_note_is_found_on_a_page_whose_corner_is_elsewhere() -> None:
    moved = WITH_NOTE.replace(b"[0 0 600 400]", b"[50 100 600 400]")
    content = by_hand(page=moved, more={10: NOTE % (b"Stamp", 4, APPEARANCE), 11: WHITE})
    (sentence,) = sentences(content, Channel.CONTENTS)
    assert "盖住了原来的文字" in sentence


def test_an_appearance_within_appearances_is_read_to_a_depth() -> None:
    outer = (
        b"/Type /XObject /Subtype /Form /BBox [0 0 180 30] "
        b"/Resources << /XObject << /X %d 0 R >> >>"
    )
    nested = {n: stream(b"/X Do", outer % (n + 1)) for n in range(11, 14)}
    content = by_hand(
        page=WITH_NOTE, more={10: NOTE % (b"FreeText", 4, APPEARANCE), 14: TEXT, **nested}
    )
    assert "9999.00" in sentences(content, Channel.CONTENTS)[0]
    endless = by_hand(
        page=WITH_NOTE,
        more={10: NOTE % (b"FreeText", 4, APPEARANCE), 11: stream(b"/X Do", outer % 11)},
    )
    assert sentences(endless, Channel.CONTENTS) == []


# ── scripts, forms, files ──

SCRIPT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


@pytest.mark.parametrize(
    ("catalog", "more", "kind"),
    [
        (b"/OpenAction " + SCRIPT, {}, "JavaScript"),
        (b"/OpenAction << /S /J#61vaScript /JS (1) >>", {}, "JavaScript"),
        (b"/Names << /JavaScript << /Names [(a) 10 0 R] >> >>", {10: SCRIPT}, "JavaScript"),
        (b"/OpenAction 10 0 R", {10: b"<< /S /URI /URI (http://127.0.0.1) >>"}, "URI"),
        (b"/AA << /WC << /S /URI /URI (http://127.0.0.1) >> >>", {}, "URI"),
        (b"/OpenAction << /S /Launch /F (calc.exe) >>", {}, "Launch"),
        (b"", {10: b"<< /S /SubmitForm /F (http://127.0.0.1) >>"}, "SubmitForm"),
    ],
)
def test_scripts_and_actions_are_named_and_never_run(
    catalog: bytes, more: dict[int, bytes], kind: str
) -> None:
    (sentence,) = sentences(by_hand(catalog=catalog, more=more), Channel.CONTENTS)
    assert f"自动执行的动作（{kind}）" in sentence


@pytest.mark.parametrize(
    ("catalog", "more"),
    [
        (b"/OpenAction [3 0 R /Fit]", {}),
        (b"/OpenAction 10 0 R", {10: b"[3 0 R /Fit]"}),
        (b"", {10: b"<< /Type /Annot /Subtype /Link /A << /S /URI /URI (http://a) >> >>"}),
        (b"/AcroForm << /Fields [] /SigFlags 3 >>", {}),
        (b"/AAPL:Keywords [(a)]", {}),
    ],
)
def test_usual_entries_are_left_in_peace(catalog: bytes, more: dict[int, bytes]) -> None:
    assert sentences(by_hand(catalog=catalog, more=more), Channel.CONTENTS) == []


def test_a_dynamic_form_is_named() -> None:
    content = by_hand(catalog=b"/AcroForm << /Fields [] /XFA [(a) 10 0 R] >>")
    (sentence,) = sentences(content, Channel.CONTENTS)
    assert "动态表单（XFA）" in sentence


def with_file(name: bytes, data: bytes) -> bytes:
    catalog = b"/Names << /EmbeddedFiles << /Names [(f) 10 0 R] >> >>"
    holder = b"<< /Type /Filespec /F %b /EF << /F 11 0 R >> >>" % name
    return by_hand(catalog=catalog, more={10: holder, 11: stream(data)})


def test_data_inside_is_named_without_a_word_of_doubt() -> None:
    content = with_file(b"(inv_ord.xml)", b"<EInvoice/>")
    assert sentences(content, Channel.CONTENTS) == []
    assert sentences(content, Channel.CONTENTS, Outcome.NOT_VERIFIABLE) == [
        "文件内嵌有“inv_ord.xml”（11 字节）。"
    ]


@pytest.mark.parametrize(
    ("name", "data"), [(b"(A.EXE)", b"x"), (b"(data.xml)", b"MZ..."), (b"(b.html)", b"")]
)
def test_programs_inside_are_a_fault(name: bytes, data: bytes) -> None:
    (sentence,) = sentences(with_file(name, data), Channel.CONTENTS)
    assert "内嵌有程序或网页" in sentence


def test_an_entry_without_a_file_is_named_too() -> None:
    catalog = b"/Names << /EmbeddedFiles << /Names [(f) 10 0 R (g) null] >> >>"
    content = by_hand(catalog=catalog, more={10: b"<< /Type /Filespec /F (a.xml) >>"})
    said = sentences(content, Channel.CONTENTS, Outcome.NOT_VERIFIABLE)
    assert "文件内嵌有“a.xml”（0 字节）。" in said


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<HTML><script>1</script>" + by_hand(), "HTML"),
        (by_hand() + b"PK\x03\x04 name PK\x05\x06" + b"\0" * 18, "ZIP"),
        (by_hand() + b"\r\nMZ\x90", "EXE"),
    ],
)
def test_a_file_that_is_two_files_is_named(content: bytes, kind: str) -> None:
    (sentence,) = sentences(content, Channel.CONTENTS)
    assert f"其他格式的内容（{kind}，" in sentence


def test_blanks_around_a_file_are_left_in_peace() -> None:
    content = b"\xef\xbb\xbf\n" + by_hand() + b"\0\0\n  more of no kind"
    assert sentences(content, Channel.CONTENTS) == []


# ── revisions ──


def test_a_file_saved_again_without_a_change_of_text_is_told_neutrally() -> None:
    content = saved_again(saved_again(draw(DIGITAL)))
    (sentence,) = sentences(content, Channel.REVISIONS, Outcome.AGREES)
    assert sentence.startswith("文件分 3 次保存")


@pytest.mark.parametrize(
    ("later", "words"),
    [
        (SHOWN.replace(b"100.00", b"900.00"), "原有“100.00”，现有“900.00”"),
        (SHOWN + b"BT /F1 9 Tf 72 50 Td (more) Tj ET", "增加了文字“more”"),
        (SHOWN.replace(b"100.00", b""), "去掉了文字“100.00”"),
    ],
)
def test_a_change_of_text_in_a_later_revision_doubts_all(later: bytes, words: str) -> None:
    content = appended(by_hand(), 4, stream(later))
    (check,) = [c for c in checks(content) if c.channel is Channel.REVISIONS]
    assert check.outcome is Outcome.DIFFERS
    assert check.message
    assert words in check.message.text()
    assert "共 2 个版本" in check.message.text()
    assert "items" in check.fields


def test_the_change_is_found_among_many_revisions() -> None:
    content = by_hand()
    for number in range(9):
        content = appended(content, 60 + number, b"null")
    content = appended(content, 4, stream(SHOWN.replace(b"1", b"7")))
    (sentence,) = sentences(content, Channel.REVISIONS)
    assert "共 11 个版本" in sentence


def test_the_two_parts_of_a_linearised_file_are_one_revision() -> None:
    first = b"%PDF-1.7\n1 0 obj << /Linearized 1 >> endobj\nstartxref\n0\n%%EOF\n"
    content = first + by_hand().removeprefix(b"%PDF-1.7\n")
    assert sentences(content, Channel.REVISIONS) == []
    assert sentences(content, Channel.REVISIONS, Outcome.AGREES) == [""]


def test_an_earlier_part_that_is_no_file_is_passed_over() -> None:
    content = b"%PDF-1.7\nstartxref\n9\n%%EOF\n" + by_hand()
    assert sentences(content, Channel.REVISIONS) == []


# ── the scanner ──


def test_packed_and_broken_objects_are_scanned_within_limits() -> None:
    inner = b"7 0 8 9 " + b"<< /A 1>> << /B /C#44 /E [1 0 R 2 0 R] >>"
    packed = stream(inner, b"/Type /ObjStm /N 2 /First 8")
    objects = pdf_objects.scan(
        assembled({1: b"<< /Type /Catalog >>", 2: packed, 3: stream(b"endstream is here")})
        + b"4 0 obj << /Length 99 /Filter /FlateDecode >> stream\nnot packed endstream endobj "
        + b"5 0 obj << /Type /ObjStm >> stream\nno first endstream endobj "
        + b"6 0 obj << /Filter [/FlateDecode /FlateDecode] >> stream\nx"
        + b"9 0 obj never ends"
    )
    (seventh,), (eighth,) = objects.versions(7), objects.versions(8)
    assert seventh.head.strip() == b"<< /A 1>>"
    assert (eighth.name("B"), eighth.references("E"), eighth.references("F")) == ("CD", (1, 2), ())
    assert objects.versions(3)[0].data() == b"endstream is here"
    assert objects.versions(4)[0].data() == b""
    assert objects.versions(6)[0].data() == b""
    assert objects.versions(None) == ()


def test_objects_without_end_are_cut() -> None:
    many = b"".join(b"%d 0 obj\nnull\nendobj\n" % number for number in range(1, 20_100))
    assert len(pdf_objects.scan(many).all) == 20_000
