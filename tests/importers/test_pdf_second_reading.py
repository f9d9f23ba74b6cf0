"""No character goes missing without a word when a PDF page is read a second time."""

import pytest
from reportlab.pdfgen.canvas import Canvas

from importers import pdf_words, registry
from importers.document import Document
from importers.page_text import LOST, Character, placed
from importers.pdf_second_reading import completed
from tests.importers import drawing
from tests.importers.drawing import Example, Row


def spoken(canvas: Canvas) -> None:
    """Draw text that the file says otherwise, for which the page is read again."""
    canvas.addLiteral("/Span << /ActualText (9999.00) >> BDC")
    canvas.setFont("Helvetica", 9)
    canvas.drawString(400, 20, "1234.00")
    canvas.addLiteral("EMC")


@pytest.mark.parametrize("unit", ["人·次", "·"])
def test_a_dot_that_only_one_reader_knows_stays(unit: str) -> None:
    row: Row = ("*经纪代理服务*代订服务费", "", unit, "2", "50", "100.00", "6%", "6.00")
    (invoice,) = registry.read(Document("a.pdf", drawing.one(Example(rows=[row], marks=[spoken]))))
    assert invoice.items is not None
    assert [line.unit for line in invoice.items] == [unit]
    assert "1234.00" in str([finding.text() for finding in invoice.findings])


def test_a_piece_that_neither_reader_knows_whole_makes_its_field_uncertain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second reader takes `人` for another and loses the rest: nobody knows what is right."""
    second = pdf_words._second_reading  # noqa: SLF001  # what pdfplumber reads

    def misread(*page: object) -> list[Character]:
        return [c._replace(text="入", plain="入") if c.text == "人" else c for c in second(*page)]  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(pdf_words, "_second_reading", misread)
    row: Row = ("*经纪代理服务*代订服务费", "", "人·次", "2", "50", "100.00", "6%", "6.00")
    (invoice,) = registry.read(Document("a.pdf", drawing.one(Example(rows=[row], marks=[spoken]))))
    assert "items" in invoice.uncertain


def line(text: str, left: int = 0, run: int = 0) -> list[Character]:
    """Return characters 9 pt wide, side by side."""
    places = range(left, left + 900 * len(text), 900)
    return [placed(c, (x, 0, x + 900, 900), run) for c, x in zip(text, places, strict=True)]


def texts(first: list[Character], again: list[Character]) -> str:
    return "".join(character.text for character in completed(first, again))


@pytest.mark.parametrize(
    ("first", "again", "result"),
    [
        ("甲·乙", "甲乙", "甲·乙"),
        ("甲·", "", "甲·"),
        ("甲乙", "丙丁", "丙丁"),  # another reading of as many: the second is trusted
        (f"甲{LOST}", "甲乙", "甲乙"),
        (f"甲{LOST}", "甲", f"甲{LOST}"),
        ("甲·乙", "丙乙", f"丙乙{LOST}"),
        ("甲 乙", "甲乙", "甲乙"),  # blanks are nothing
        ("甲乙", "甲乙丙", "甲乙丙"),
        ("甲乙", "甲 乙", "甲 乙"),
    ],
)
@pytest.mark.parametrize("run", [0, 7])
def test_what_the_second_reading_lost_is_put_back_or_marked(
    first: str, again: str, result: str, run: int
) -> None:
    before, after = line("前面", 5000, 3), line("前面", 5000)
    assert texts([*before, *line(first, 0, run)], [*after, *line(again)]) == f"前面{result}"


def test_a_piece_put_back_stands_where_it_stood() -> None:
    (first, dot, last) = completed(line("甲·乙", 0, 7), line("甲乙"))
    assert (first.left, dot.left, last.left) == (0, 900, 1800)


def test_a_mark_stands_where_nothing_is_read_any_more() -> None:
    marks = [c for c in completed(line("甲·乙", 0, 7), line("丙乙")) if c.text == LOST]
    assert [mark.left for mark in marks] == [1800]


def test_text_elsewhere_does_not_count_as_lost() -> None:
    """A piece that the second reader places elsewhere is not read twice."""
    assert texts(line("甲乙", 0, 7), line("甲乙", 40_000)) == "甲乙"


def test_a_hyphen_close_upon_the_piece_before_it_is_not_lost() -> None:
    """pdfium gives a hyphen at the end of a line, where a name wraps, as a control character."""
    before, after = line("云", 100, 3), line("云", 100)  # its end is in the cell of the next
    first = [*before, placed(LOST, (1000, 0, 1312, 900), 7), *line("下", 9000, 8)]
    again = [*after, placed("-", (1000, 0, 1312, 900)), *line("下", 9000)]
    assert texts(first, again) == "云-下"
