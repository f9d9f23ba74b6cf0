"""The simulation in small: what is promised holds, and it would be told if it did not."""

from fractions import Fraction

import pytest

from tests.benchmarks.sampling_coverage import (
    CLASSICAL,
    PROMISED,
    SHAPES,
    Tally,
    broken,
    population,
    report,
    simulate,
    together,
)

POPULATIONS = 100


def test_the_bounds_hold_as_often_as_they_promise() -> None:
    tallies = simulate(POPULATIONS)
    assert list(tallies) == [*PROMISED, *CLASSICAL]
    for method, by_shape in tallies.items():
        assert list(by_shape) == list(SHAPES)
        assert sum(tally.held + tally.missed for tally in by_shape.values()) == POPULATIONS
        assert method in CLASSICAL or together(by_shape).share >= Fraction(95, 100), method
    assert broken(tallies) == []
    assert len(list(report(tallies))) == len(tallies) * (1 + len(SHAPES))


def test_a_method_that_holds_too_seldom_is_named() -> None:
    good = {shape: Tally(19, 1) for shape in SHAPES}
    bad = {**good, next(iter(SHAPES)): Tally(18, 2)}
    first, *others = PROMISED
    assert broken({first: bad, **dict.fromkeys(others, good)}) == [first]


def test_a_population_of_a_number_is_always_the_same_and_in_error() -> None:
    for number in range(10):
        made = population(number)
        assert made.frame.hash == population(number).frame.hash
        assert made.wrong >= 1
        assert 0 < made.amount < made.frame.total
    assert population(1).frame.hash != population(6).frame.hash


@pytest.mark.parametrize(
    ("tally", "said"),
    [
        (Tally(20, 0), "100.00 % [83.16; 100.00]"),
        (Tally(19, 1), "95.00 % [75.13; 99.87]"),
        (Tally(95, 5), "95.00 % [88.72; 98.36]"),
    ],
)
def test_the_interval_is_that_of_clopper_and_pearson(tally: Tally, said: str) -> None:
    assert tally.said == said
