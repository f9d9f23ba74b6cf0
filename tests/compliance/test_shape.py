"""A loaded text says nothing by names or types that its kind does not have."""

import pytest

from compliance import shape
from compliance.text import InvalidTextError, TextKind
from tests.compliance.texts import content

LIST, CALENDAR, STANDARDS = TextKind.NEGATIVE_LIST, TextKind.CALENDAR, TextKind.STANDARDS
AT_FIRST = "[[item]] 第 1 项（NL-01）"


@pytest.mark.parametrize("kind", TextKind)
def test_what_is_installed_has_its_shape(kind: TextKind) -> None:
    shape.check(kind, content(kind))


@pytest.mark.parametrize("kind", TextKind)
def test_any_kind_may_say_what_it_replaces(kind: TextKind) -> None:
    shape.check(kind, content(kind, ("source =", 'replaces = "earlier"\nsource =')))


def test_an_empty_list_is_a_list_of_anything() -> None:
    shape.check(LIST, content(LIST, ('basis = ["企业所得税法第十条（类比）"]', "basis = []")))


@pytest.mark.parametrize(
    ("kind", "old", "new", "sentence"),
    [
        (
            LIST, "match.keywords", "match.keyword",
            f"{AT_FIRST}：不认识的名称“keyword”，请核对拼写。",
        ),
        (LIST, "version =", "versions =", "不认识的名称“versions”，请核对拼写。"),
        (
            LIST, 'match.keywords = ["罚款"', 'match.keywords = "罚款" #["罚款"',
            f"{AT_FIRST}：“keywords”须是方括号中的一列文字。",
        ),
        (LIST, 'severity = "block"', "severity = 1", f"{AT_FIRST}：“severity”须是加引号的文字。"),
        (LIST, 'severity = "block"', "severity = []", f"{AT_FIRST}：“severity”须是加引号的文字。"),
        (
            LIST, "effective_from = 2025-01-01", "effective_from = 2025-01-01T00:00:00",
            "“effective_from”须是不加引号的日期，例如 2026-01-01。",
        ),
        (
            LIST, "effective_from = 2025-01-01", 'effective_from = "2025-01-01"',
            "“effective_from”须是不加引号的日期，例如 2026-01-01。",
        ),
        (
            LIST, 'basis = ["企业所得税法第十条（类比）"]', 'basis = ["第十条", 10]',
            f"{AT_FIRST}：“basis”须是方括号中的一列文字。",
        ),
        (CALENDAR, "years = [2019,", "years = [2019.5, 2019,", "“years”须是方括号中的一列整数。"),
        (
            CALENDAR, "first_on = 2019-01-01", "first_on = 20190101",
            "[[rest]] 第 1 项：“first_on”须是不加引号的日期，例如 2026-01-01。",
        ),
        (
            STANDARDS, 'cash_most = "1000.00"', "cash_most = 1000.00",
            "“cash_most”须是加引号的文字。",
        ),
        (
            STANDARDS, "refund_days = 90", "refund_days = true",
            "“refund_days”须是整数。",
        ),
    ],
)  # fmt: skip
def test_what_its_kind_does_not_have_is_refused_with_its_place(
    kind: TextKind, old: str, new: str, sentence: str
) -> None:
    with pytest.raises(InvalidTextError) as refused:
        shape.check(kind, content(kind, (old, new)))
    assert refused.value.sentence.text() == sentence


def test_examples_may_say_what_they_need() -> None:
    shape.check(LIST, content(LIST, ('{ line = "滞纳金",', '{ line = "滞纳金", weather = 3,')))
