"""The texts as tables: conditions of papers, days of rest, a rule that this release lacks."""

from compliance import library
from compliance.messages import Message
from compliance.text import TextKind
from service.pages import text_tables
from service.pages.text_tables import Cell, Table
from tests.compliance.texts import content

RULE = 'decided_by = "verified_invoice"'


def tables(kind: TextKind, *changes: tuple[str, str]) -> tuple[Table, ...]:
    return text_tables.of(library.parse(kind, content(kind, *changes)))


def words(cell: Cell) -> tuple[str, str | None]:
    main, under = cell
    return main.text(), under.text() if under else None


def rows(table: Table) -> list[list[tuple[str, str | None]]]:
    return [[words(cell) for cell in row] for row in table.rows]


def test_an_item_says_what_decides_it() -> None:
    (listed,) = tables(TextKind.NEGATIVE_LIST, (RULE, 'decided_by = "of_another_release"'))
    decided = {words(row[0])[0][:5]: words(row[-1])[0] for row in listed.rows}
    assert decided["NL-01"] == "票面文字"
    assert decided["NL-22"] == "规则“费用发生在可列支期间内”"
    assert decided["NL-24"] == "of_another_release"


def test_an_item_that_people_decide_says_why() -> None:
    why = 'decided_by = "person"\nwhy_zh = "付款在凭证外。"\nwhy_en = "Payment stands elsewhere."'
    (listed,) = tables(TextKind.NEGATIVE_LIST, (RULE, why))
    (row,) = [row for row in rows(listed) if row[0][0].startswith("NL-24")]
    assert row[-1] == ("由人判断", "付款在凭证外。")


def test_papers_are_asked_for_under_their_conditions() -> None:
    (listed,) = tables(TextKind.CATEGORIES)
    papers = {words(row[0])[0]: words(row[2]) for row in listed.rows}
    asked = "；".join(main for main, _ in papers.values())
    assert "（有一种即可）" in asked
    assert "超过 10,000.00 元时" in asked
    assert any(under for _, under in papers.values())


def test_a_direction_without_papers_asks_for_none() -> None:
    text = library.parse(TextKind.CATEGORIES, bare_categories())
    (listed,) = text_tables.of(text)
    assert {words(row[2]) for row in listed.rows} == {("—", None)}


def bare_categories() -> str:
    """Give the directions with every demand for papers taken out, whatever its form."""
    lines = content(TextKind.CATEGORIES).splitlines()
    kept, inside = [], False
    for line in lines:
        inside = inside or line.startswith(("papers = [", "[[category.papers]]"))
        if not inside:
            kept.append(line)
        if inside and (line.rstrip().endswith("]") and not line.startswith("[[")):
            inside = False
    return "\n".join(kept)


def test_a_rest_is_one_line_from_its_first_day_to_its_last() -> None:
    rest, worked = tables(TextKind.CALENDAR)
    told = rows(rest)
    assert [("春节", None), ("2019-02-04 至 2019-02-10", None)] in told
    assert [("元旦", None), ("2019-01-01", None)] in told
    days = [cells[1][0] for cells in told]
    assert days == sorted(days, reverse=True)
    assert rows(worked)[-1] == [("2019-02-02", None)]


def test_a_calendar_without_days_has_empty_tables() -> None:
    text = content(TextKind.CALENDAR)
    head = text.partition("worked = [")[0]
    empty = library.parse(TextKind.CALENDAR, f"{head}worked = []\nrest = []\n")
    assert [table.rows for table in text_tables.of(empty)] == [(), ()]


def test_figures_nobody_has_confirmed_say_so() -> None:
    rates, *_ = tables(TextKind.STANDARDS)
    marks = {words(row[0])[1] for row in rates.rows}
    assert marks == {None, "待核对"}
    assert Message("{text}", {"text": "550.00"}) in {row[2][0] for row in rates.rows}
