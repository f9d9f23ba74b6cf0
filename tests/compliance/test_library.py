"""Which texts a claim is judged by, and that a decision's texts are found again or named."""

from datetime import date, timedelta

import pytest

from compliance import library
from compliance.example import claim
from compliance.fact_record import from_record, to_record
from compliance.library import Library, MissingTextError
from compliance.text import TextKind
from tests.compliance.texts import content

LIST = TextKind.NEGATIVE_LIST
SECOND, THIRD = "default-2031", "default-2032"
FROM = date(2031, 3, 1)
DAY = timedelta(days=1)


def a_list(version: str, replaces: str, from_on: date) -> str:
    return content(
        LIST,
        ('version = "default-2025"', f'version = "{version}"\nreplaces = "{replaces}"'),
        ("effective_from = 2025-01-01", f"effective_from = {from_on}"),
    )


@pytest.fixture
def replaced() -> Library:
    """Give the installed list, one that takes its place, and one that takes that one's."""
    return library.library_of(
        library.parse(LIST, text)
        for text in (
            a_list(SECOND, "default-2025", FROM),
            a_list(THIRD, SECOND, FROM + 10 * DAY),
        )
    )


@pytest.mark.parametrize(
    ("agreed", "day", "version"),
    [
        ("default-2025", FROM - DAY, "default-2025"),  # never to the harm of costs of before
        ("default-2025", FROM, SECOND),
        ("default-2025", FROM + 9 * DAY, SECOND),
        ("default-2025", FROM + 10 * DAY, THIRD),
        (SECOND, FROM - DAY, SECOND),  # what an agreement names holds for its costs
        (THIRD, FROM, THIRD),
    ],
)
def test_a_list_is_replaced_from_a_day_on_and_replacements_follow_each_other(
    replaced: Library, agreed: str, day: date, version: str
) -> None:
    assert replaced.in_force(agreed, day).negative_list.heading.version == version


def test_without_another_list_the_agreed_one_stays_forever() -> None:
    texts = library.installed().in_force("default-2025", date(2099, 12, 31))
    assert texts.negative_list.heading.version == "default-2025"


@pytest.mark.parametrize("kind", TextKind)
def test_a_text_that_a_decision_rests_on_and_that_is_gone_is_named(kind: TextKind) -> None:
    record = to_record(claim())
    another = f"{record['texts'][kind.value]}0"
    record["texts"][kind.value] = another
    with pytest.raises(MissingTextError, match=another) as missing:
        from_record(record, library.installed())
    assert (missing.value.kind, missing.value.name) == (kind, another)


def test_a_record_without_the_name_of_a_text_is_missing_it() -> None:
    record = to_record(claim())
    del record["texts"]["calendar"]
    with pytest.raises(MissingTextError):
        from_record(record, library.installed())


def test_every_kind_of_text_has_a_name_of_its_own() -> None:
    assert len({kind.words.text() for kind in TextKind}) == len(TextKind)
