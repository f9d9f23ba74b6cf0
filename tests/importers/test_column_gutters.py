"""Borders that no rule marks: certain on text, on a picture only where nothing reaches over."""

import pytest

from importers import column_gutters
from importers.page_text import Character, placed
from importers.table_columns import Column

EM = 900
COLUMNS = (
    Column("项目名称", "name", 6_000, 9_000, ()),
    Column("规格型号", "spec", 16_000, 19_000, ()),
    Column("单位", "unit", 22_000, 24_000, ()),
)


def ink(*spans: tuple[int, int]) -> list[Character]:
    return [placed("字", (left, 0, right, EM), 1) for left, right in spans]


@pytest.mark.parametrize(
    ("spans", "on_text", "on_a_picture"),
    [
        ([(1_000, 9_000)], True, True),  # names alone
        ([(1_000, 16_500)], True, False),  # a specification may touch its name
        ([(1_000, 13_500), (16_000, 19_000)], True, True),
        ([(1_000, 12_000), (13_500, 24_500)], True, False),  # the gutter is not where it should be
    ],
)
def test_what_reaches_beyond_the_names_of_a_picture_is_uncertain(
    spans: list[tuple[int, int]], *, on_text: bool, on_a_picture: bool
) -> None:
    for exact, certain in ((True, on_text), (False, on_a_picture)):
        assert column_gutters.border(COLUMNS, ink(*spans), EM, exact=exact)[1] is certain


@pytest.mark.parametrize(("second", "certain"), [(13_900, True), (14_020, False)])
def test_a_line_that_all_but_touches_the_specification_above_leaves_no_certain_border(
    second: int, *, certain: bool
) -> None:
    """The gap in the first line is one inside the names, or the border that the second hides."""
    above = ink((1_000, 13_000), (14_050, 17_000))
    below = [c._replace(top=1_200, bottom=2_100) for c in ink((1_000, second))]
    assert column_gutters.border(COLUMNS, [*above, *below], EM)[1] is certain


@pytest.mark.parametrize(("start", "border"), [(None, 16_000), (9_000, None), (3_000, 16_000)])
def test_of_several_gaps_the_widest_must_be_as_far_from_the_header_as_the_column_begins(
    start: int | None, border: int | None
) -> None:
    """A text that fills its column ends near a short one of the next; the wide gap follows it."""
    body = ink((9_000, 13_600), (14_000, 15_000), (17_000, 19_000))
    assert column_gutters.between(10_000, 18_000, body, EM, start) == border
