"""Invented identifiers are valid in form."""

import doctest
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from importers import uscc
from service.demo import identifiers

DAY = date(2026, 4, 2)


@given(st.integers(0, 999_999))
def test_every_invented_organisation_code_passes_both_checks(serial: int) -> None:
    code = identifiers.organisation_code(serial)
    assert uscc.validate(code) == code
    assert code.startswith("91110")


def test_a_digital_number_carries_year_region_and_channel() -> None:
    number = identifiers.digital_number(DAY, 1297155376)
    assert number == "26112000001297155376"
    assert len(number) == 20


def test_an_older_code_carries_region_year_and_type() -> None:
    assert identifiers.older_code(DAY) == "011002600111"
    assert identifiers.older_code(DAY, "13") == "011002600113"


def test_derived_numbers_have_their_lengths_and_follow_the_seed() -> None:
    assert len(identifiers.check_code("a")) == 20
    assert len(identifiers.machine_number("a")) == 12
    assert [len(row) for row in identifiers.password_area("a")] == [27, 27, 27, 27]
    assert identifiers.check_code("a") != identifiers.check_code("b")
    assert len(identifiers.qr_check("a")) == 4


def test_the_examples_in_the_documentation_hold() -> None:
    result = doctest.testmod(identifiers)
    assert result.attempted
    assert not result.failed
