import doctest
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance import library, standards
from compliance.facts import EventKind
from compliance.library import FOLDER, parse
from compliance.messages import Message
from compliance.standards import Per, Rate, Standards, Step
from compliance.text import InvalidTextError, TextKind

HALVES = st.integers(1, 200).map(lambda count: Decimal(count) / 2)
NEWEST = Path(FOLDER, "standards", "standards-2025.toml").read_text(encoding="utf-8")


def newest() -> Standards:
    text = library.installed().of_kind(TextKind.STANDARDS)[-1]
    assert isinstance(text, Standards)
    return text


def rate(code: str) -> Rate:
    found = newest().rate(code)
    assert found is not None
    return found


def test_the_examples_in_docstrings_hold() -> None:
    assert doctest.testmod(standards, raise_on_error=True).attempted


def test_every_kind_of_event_has_its_rates_and_every_rate_its_kind() -> None:
    assert {each.kind for each in newest().rates} == set(EventKind)


def test_every_rate_has_words_a_source_and_a_positive_amount() -> None:
    for each in newest().rates:
        assert each.title.text()
        assert each.title.english
        assert each.source
        assert each.amount > 0


def test_only_rates_seen_in_use_are_taken_as_confirmed() -> None:
    assert {each.code for each in newest().rates if each.verified} == {
        "MEETING_2", "MEETING_3", "MEETING_4", "MEETING_UNIVERSITY", "LODGING_BEIJING_MINISTER",
    }  # fmt: skip


def test_an_unknown_code_names_no_rate() -> None:
    assert newest().rate("NO_SUCH_RATE") is None


@pytest.mark.parametrize(
    ("code", "people", "units", "limit"),
    [
        ("MEETING_3", 20, "2", "22000.00"),
        ("MEETING_2", 3, "1.5", "2925.00"),
        ("TRAINING_3", 1, "15", "8250.00"),
        ("TRAINING_3", 1, "16", "8690.00"),
        ("TRAINING_3", 1, "30", "14850.00"),
        ("TRAINING_3", 1, "31", "15235.00"),
        ("EXPERT_SENIOR", 1, "1", "2800.00"),
        ("EXPERT_SENIOR", 1, "2", "5714.29"),
        ("EXPERT_SENIOR", 1, "3", "7142.86"),
        ("EXPERT_SENIOR", 1, "1.5", "4571.43"),
        ("EXPERT_SENIOR", 1, "2.5", "6571.43"),
        ("EXPERT_SENIOR", 3, "1", "8400.00"),
        ("LECTURE_ASSOCIATE", 1, "1", "500.00"),
    ],
)
def test_the_limit_counts_people_and_units(code: str, people: int, units: str, limit: str) -> None:
    assert rate(code).limit(people, Decimal(units)) == Decimal(limit)


@given(st.sampled_from(newest().rates), st.integers(1, 500), HALVES, HALVES)
def test_more_people_or_more_time_never_lower_the_limit(
    each: Rate, people: int, units: Decimal, more: Decimal
) -> None:
    assert each.limit(people + 1, units) > each.limit(people, units)
    assert each.limit(people, units + more) >= each.limit(people, units)


@given(HALVES)
def test_steps_of_a_full_share_change_nothing(units: Decimal) -> None:
    plain = Rate(
        code="A", kind="meeting", title=Message("甲"), per=Per.PERSON_DAY, amount=Decimal(100),
        source="", verified=True,
    )  # fmt: skip
    stepped = Rate(
        code="A", kind="meeting", title=Message("甲"), per=Per.PERSON_DAY, amount=Decimal(100),
        source="", verified=True, half=Decimal("0.5"),
        steps=(Step(Decimal(3), Decimal(1)), Step(Decimal(9), Decimal(1))),
    )  # fmt: skip
    assert stepped.limit(7, units) == plain.limit(7, units)


def test_the_allowed_rates_of_tax_are_percentages() -> None:
    assert {Decimal(6), Decimal(13), Decimal("1.5")} <= newest().vat_rates


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('code = "MEETING_2"', 'code = "MEETING_1"'),
        ('{ above = "15", share = "0.80" }', '{ above = "45", share = "0.80" }'),
        ('per = "person_night"', 'per = "person_week"'),
        ("split_days = 10\n", ""),
    ],
)
def test_a_faulty_text_is_refused(old: str, new: str) -> None:
    assert old in NEWEST
    with pytest.raises(InvalidTextError):
        parse(TextKind.STANDARDS, NEWEST.replace(old, new))
