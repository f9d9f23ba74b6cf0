"""Lines of Chinese text: what may not begin a line does not, and nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from reports import typesetting
from reports.typesetting import Line, Lines, Setting, broken

TEXT = st.text("整改通知书，。、（）《》“”〔〕：1234567890,.% ABZY-年月日", max_size=80)


def width(text: str) -> int:
    """Measure as a typeface does whose Latin letters are half as wide as the Chinese ones."""
    return sum(50 if character.isascii() else 100 for character in text)


def texts(paragraph: str, most: int = 1000, indent: int = 0) -> list[str]:
    return [line.text for line in broken(paragraph, width, most, indent)]


def test_a_mark_never_begins_a_line_and_a_bracket_never_ends_one() -> None:
    assert texts("一二三四五六七八九十，甲") == ["一二三四五六七八九", "十，甲"]
    assert texts("一二三四五六七八九（甲）") == ["一二三四五六七八九", "（甲）"]
    assert texts("一二三四五六七八九《甲乙》。") == ["一二三四五六七八九", "《甲乙》。"]


def test_numbers_amounts_and_places_in_an_article_stay_whole() -> None:
    assert texts("一二三四五六七八12,345.67元") == ["一二三四五六七八", "12,345.67元"]
    assert texts("一二三四五六七第一条（二）3。") == ["一二三四五六七第一条", "（二）3。"]
    assert texts("一二三四五六 7 年") == ["一二三四五六 7 年"]


def test_what_is_longer_than_a_line_is_broken_anywhere() -> None:
    assert texts("A" * 45) == ["A" * 20, "A" * 20, "A" * 5]


def test_the_first_line_is_moved_in_and_the_last_is_known() -> None:
    lines = broken("一二三四五六七八九十甲乙", width, 1000, 200)
    assert lines == [Line("一二三四五六七八", 200, last=False), Line("九十甲乙", 0, last=True)]
    assert broken("", width, 1000, 200) == [Line("", 200, last=True)]


@given(TEXT)
def test_nothing_but_blanks_at_the_edges_is_lost(paragraph: str) -> None:
    joined = "".join(texts(paragraph))
    assert joined.replace(" ", "") == paragraph.replace(" ", "")


@given(TEXT)
def test_no_line_is_wider_than_there_is_room(paragraph: str) -> None:
    for line in broken(paragraph, width, 1000, 200):
        assert width(line.text) + line.indent <= 1000


@given(TEXT)
def test_a_line_begins_with_a_mark_only_where_there_are_too_many_of_them(paragraph: str) -> None:
    for before, line in zip(texts(paragraph), texts(paragraph)[1:], strict=False):
        if line[:1] and line[0] in typesetting.NEVER_FIRST:
            assert before
            assert len(before) >= 8


def test_text_parts_between_pages_with_two_lines_at_least_on_each() -> None:
    text = Lines("一二三四五六七八九十" * 6, Setting(size=10, leading=20))
    assert text.wrap(100, 1000) == (100, 120)
    before, after = text.split(100, 75)
    assert (before.wrap(100, 75)[1], after.wrap(100, 1000)[1]) == (60, 60)
    assert text.split(100, 39) == []
    before, after = text.split(100, 119)
    assert (before.wrap(100, 119)[1], after.wrap(100, 1000)[1]) == (80, 40)
