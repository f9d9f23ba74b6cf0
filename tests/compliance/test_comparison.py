"""Two versions of a text: what came, what went, what reads otherwise."""

from dataclasses import fields

import pytest

from compliance import library
from compliance.comparison import Change, Difference, FieldChange, compare
from compliance.standards import Limits
from compliance.text import TextKind
from tests.compliance.texts import content

LIST, CALENDAR = TextKind.NEGATIVE_LIST, TextKind.CALENDAR
STANDARDS, CATEGORIES = TextKind.STANDARDS, TextKind.CATEGORIES
ITEM = content(LIST).partition("[[item]]")[2].partition("[[item]]")[0]


def differences(kind: TextKind, *changes: tuple[str, str]) -> tuple[Difference, ...]:
    old, new = (library.parse(kind, content(kind, *each)) for each in ((), changes))
    return compare(old, new)


def only(kind: TextKind, *changes: tuple[str, str]) -> Difference:
    (difference,) = differences(kind, *changes)
    return difference


def said(change: FieldChange) -> tuple[str, str | None, str | None]:
    before, after = change.before, change.after
    return (
        change.word.text(),
        before.text() if before else None,
        after.text() if after else None,
    )


@pytest.mark.parametrize("kind", TextKind)
def test_the_same_text_differs_in_nothing(kind: TextKind) -> None:
    assert differences(kind) == ()


@pytest.mark.parametrize("kind", TextKind)
def test_the_heading_is_no_part_of_the_text(kind: TextKind) -> None:
    assert differences(kind, ('source = "', 'source = "new: ')) == ()


def test_another_order_of_words_is_no_difference() -> None:
    assert differences(LIST, ('["罚款", "罚金"', '["罚金", "罚款"')) == ()


def test_an_item_that_went_or_came_is_named() -> None:
    went = only(LIST, (f"[[item]]{ITEM}", ""))
    assert (went.code, went.title.text(), went.change) == ("NL-01", "罚款违约", Change.REMOVED)
    came = ITEM.replace("NL-01", "NL-99").replace("罚款违约", "新的一项")
    end = content(LIST)[-200:]
    added = only(LIST, (end, f"{end}\n[[item]]{came}"))
    assert (added.code, added.title.text(), added.change) == ("NL-99", "新的一项", Change.ADDED)
    assert added.fields == went.fields == ()


def test_words_that_went_and_came_are_named() -> None:
    changed = only(LIST, ('["罚款", "罚金"', '["罚款", "教育费附加"'))
    assert (changed.code, changed.change) == ("NL-01", Change.CHANGED)
    (field,) = changed.fields
    assert (field.word.text(), field.gone, field.come) == ("关键词", ("罚金",), ("教育费附加",))
    assert field.before is field.after is None


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        (LIST, 'severity = "block"', 'severity = "note"', ("轻重", "不能列支", "提示")),
        (LIST, 'title_zh = "罚款违约"', 'title_zh = "罚款"', ("名称", "罚款违约", "罚款")),
        (
            LIST, 'override = "never"', 'override = "reason"',
            ("谁可放行", "任何人不可放行", "写明理由后可放行"),
        ),
        (
            LIST, 'decided_by = "invoice_text"', 'decided_by = "verified_invoice"',
            ("由什么判断", "票面文字", "verified_invoice"),
        ),
        (
            CATEGORIES, 'zh = "研发"', 'zh = "研究开发"', ("名称", "研发", "研究开发"),
        ),
        (
            STANDARDS, 'cash_most = "1000.00"', 'cash_most = "500.00"',
            ("现金支付上限（元）", "1000.00", "500.00"),
        ),
        (CALENDAR, 'zh = "元旦"', 'zh = "新年"', ("放假", "元旦", "新年")),
    ],
)  # fmt: skip
def test_a_field_that_reads_otherwise_has_both_wordings(
    kind: TextKind, old: str, new: str, expected: tuple[str, str, str]
) -> None:
    (field,) = only(kind, (old, new)).fields
    assert said(field) == expected


def test_what_is_true_or_missing_is_said_in_words() -> None:
    truth = only(CATEGORIES, ("verified = false\n", ""))
    assert [said(field) for field in truth.fields] == [("已与实际票据或文件核对", "否", "是")]
    given = only(
        LIST, ('decided_by = "invoice_text"', 'decided_by = "person"\nwhy_zh = "甲"\nwhy_en = "a"')
    )
    assert [said(field) for field in given.fields] == [
        ("由什么判断", "票面文字", "由人判断"),
        ("为什么由人判断", "（无）", "甲"),
    ]


def test_an_example_and_an_exception_are_one_line_each() -> None:
    (field,) = only(LIST, ('{ line = "滞纳金", expect', '{ line = "税收滞纳金", expect')).fields
    assert (field.gone, field.come) == (("滞纳金，block",), ("税收滞纳金，block",))
    words = content(LIST).partition("exceptions = [")[2].partition('zh = "')[2].partition('"')[0]
    (field,) = only(LIST, (f'zh = "{words}"', 'zh = "另一种例外"')).fields
    assert field.word.text() == "例外"
    assert [line.partition("，")[0] for line in field.come] == ["另一种例外"]
    assert [line.startswith(words) for line in field.gone] == [True]


def test_a_rate_that_went_is_named_by_its_title() -> None:
    rest = content(STANDARDS).rpartition("[[rate]]")[2]
    went = only(STANDARDS, (f"[[rate]]{rest}", ""))
    assert went.change is Change.REMOVED
    assert went.title.text() in rest


def test_days_that_came_are_listed_one_by_one() -> None:
    more = '{ first_on = 2027-01-01, last_on = 2027-01-02, zh = "元旦", en = "New Year" },'
    found = differences(
        CALENDAR,
        ("2025, 2026]", "2025, 2026, 2027]"),
        ("rest = [\n", f"rest = [\n  {more}\n"),
        ("worked = [\n", "worked = [\n  2027-01-03,\n"),
    )
    assert [(each.code, each.change) for each in found] == [
        ("2027-01-01", Change.ADDED),
        ("2027-01-02", Change.ADDED),
        ("worked", Change.CHANGED),
        ("years", Change.CHANGED),
    ]
    assert [found[2].fields[0].come, found[3].fields[0].come] == [("2027-01-03",), ("2027",)]


def test_places_are_compared_as_a_list_even_when_none_is_left() -> None:
    places = content(STANDARDS).partition("forbidden_places = ")[2].partition("\n")[0]
    found = only(STANDARDS, (f"forbidden_places = {places}", "forbidden_places = []"))
    assert found.title.text() == "不得安排的地点"
    assert "泰山" in found.fields[0].gone


@pytest.mark.parametrize("limit", [field.name for field in fields(Limits)])
def test_every_bound_has_words(limit: str) -> None:
    before = library.parse(STANDARDS, content(STANDARDS))
    lines = content(STANDARDS).splitlines()
    (line,) = [each for each in lines if each.startswith(f"{limit} =")]
    value = line.partition("= ")[2]
    more = f'"{value[1:-1]}1"' if value.startswith('"') else f"{value}1"
    after = library.parse(STANDARDS, content(STANDARDS, (line, f"{limit} = {more}")))
    (found,) = compare(before, after)
    assert found.code == f"limits.{limit}"
    assert not found.title.text().startswith("limits."), "a bound without words"
