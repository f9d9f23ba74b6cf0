"""Published selections item by item, and what each way of drawing promises."""

import hashlib
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from compliance.sampling.generator import Stream
from compliance.sampling.methods import Pool, draw, points
from compliance.sampling.plan import Selection

HASH = hashlib.sha256(b"a frame").hexdigest()
WEIGHTS = st.lists(st.integers(1, 10**9), min_size=1, max_size=30)
MANY_TIMES = [Selection.RANDOM, Selection.CELL, Selection.INTERVAL]
RUNS = 3000
CHI_SQUARE = {1: 15.14, 5: 25.74, 7: 29.88}  # degrees → what chance exceeds once in 10,000 times


def pool(weights: list[int] | None, count: int = 0, seed: str = "seed") -> Pool:
    keys = [f"{place:03d}" for place in range(len(weights) if weights else count)]
    return Pool(keys, weights, partial(Stream, seed, HASH))


def test_touw_and_hoogduin_page_31_records_at_a_fixed_interval() -> None:
    """Five records of 700, 750, 1000, 900 and 6000; two of them, beginning at 1.2: B and D."""
    begin = Fraction("1.2") * 2  # of a record each half counts one
    assert ["ABCDE"[place] for place in points(5, 2, begin)] == ["B", "D"]


def test_touw_and_hoogduin_page_34_money_at_a_fixed_interval() -> None:
    """Values of 7, 3, 4, 9, 0, 1, 8, 2, 6, 5; five of 45, beginning at 2: A, C, D, G and I."""
    values = dict(zip("ABCDEFGHIJ", (7, 3, 4, 9, 0, 1, 8, 2, 6, 5), strict=True))
    worth = {name: value for name, value in values.items() if value}
    money = Pool([*worth], [*worth.values()], partial(Stream, "seed", HASH))
    hit = [money.keys[money.entry(fen)] for fen in points(45, 5, 2 * 5)]
    assert hit == ["A", "C", "D", "G", "I"]


@given(WEIGHTS, st.integers(1, 40), st.sampled_from(MANY_TIMES))
def test_hits_of_money_add_up_to_the_size(weights: list[int], size: int, way: Selection) -> None:
    (hits,) = draw(way, pool(weights), [size])
    assert sum(hits.values()) == size
    assert set(hits) <= set(range(len(weights)))


@given(WEIGHTS, st.integers(1, 40))
def test_the_interval_hits_what_is_worth_one_as_often_as_it_fits(
    weights: list[int], size: int
) -> None:
    (hits,) = draw(Selection.INTERVAL, pool(weights), [size])
    interval = Fraction(sum(weights), size)
    for entry, weight in enumerate(weights):
        fits = weight // interval
        assert fits <= hits.get(entry, 0) <= fits + 1  # so one interval or more: certain


@given(WEIGHTS, st.integers(1, 40))
def test_cells_hit_for_sure_what_is_worth_two(weights: list[int], size: int) -> None:
    (hits,) = draw(Selection.CELL, pool(weights), [size])
    interval = Fraction(sum(weights), size)
    for entry, weight in enumerate(weights):
        assert weight // interval - 1 <= hits.get(entry, 0) <= weight // interval + 2


@given(st.integers(1, 60), st.data(), st.sampled_from(Selection))
def test_records_are_hit_once_however_many_rounds(
    count: int, data: st.DataObject, way: Selection
) -> None:
    size = data.draw(st.integers(1, count))
    first = data.draw(st.integers(1, size))
    rounds = [first] if first == size else [first, size - first]
    hits = draw(way, pool(None, count), rounds)
    assert [len(hit) for hit in hits] == rounds
    assert all(often == 1 for hit in hits for often in hit.values())
    assert len(set().union(*hits)) == size


@given(WEIGHTS, st.data())
def test_a_sieve_hits_each_entry_once(weights: list[int], data: st.DataObject) -> None:
    size = data.draw(st.integers(1, len(weights)))
    (hits,) = draw(Selection.SIEVE, pool(weights), [size])
    assert [*hits.values()] == [1] * size


@given(WEIGHTS, st.lists(st.integers(1, 9), min_size=1, max_size=4), st.sampled_from(MANY_TIMES))
def test_a_round_is_the_same_whatever_comes_after(
    weights: list[int], rounds: list[int], way: Selection
) -> None:
    assert draw(way, pool(weights), rounds)[:-1] == draw(way, pool(weights), rounds[:-1])


def test_a_larger_random_sample_holds_the_smaller_one() -> None:
    for weights in (None, [1, 5, 9, 100, 3, 3, 3, 8]):
        for way in (Selection.RANDOM, Selection.SIEVE):
            (few,), (more,) = (draw(way, pool(weights, 8), [size]) for size in (3, 6))
            assert set(few) <= set(more)


@pytest.mark.parametrize("way", MANY_TIMES)
def test_each_fen_has_the_same_chance(way: Selection) -> None:
    weights = [1, 2, 3, 5, 7, 9]
    seen = _seen(way, weights, 0, 5)
    expected = [Fraction(5 * RUNS * weight, 27) for weight in weights]
    assert _chi_square(seen, expected) < CHI_SQUARE[5]


@pytest.mark.parametrize("way", Selection)
@pytest.mark.parametrize("size", [1, 3, 5])
def test_each_record_has_the_same_chance(way: Selection, size: int) -> None:
    expected = [Fraction(size * RUNS, 8)] * 8
    assert _chi_square(_seen(way, None, 8, size), expected) < CHI_SQUARE[7]


def test_one_draw_of_a_sieve_prefers_the_larger_by_the_law_of_two_even_chances() -> None:
    """3 / U is above 1 / V unless V is below U / 3: a chance of 5 in 6, not of 3 in 4."""
    seen = _seen(Selection.SIEVE, [3, 1], 0, 1)
    assert _chi_square(seen, [Fraction(RUNS * 5, 6), Fraction(RUNS, 6)]) < CHI_SQUARE[1]


class Tickets(Stream):
    """Tickets as they are given."""

    tickets: Mapping[str, int] = MappingProxyType({})

    @override
    def number(self, word: str) -> int:
        return self.tickets[word]


def sieved(tickets: Mapping[str, int], weights: list[int] | None, size: int) -> list[str]:
    stream = Tickets("seed", HASH, "ticket")
    stream.tickets = tickets
    keys = [*tickets]
    (hits,) = draw(Selection.SIEVE, Pool(keys, weights, lambda _: stream), [size])
    return [keys[entry] for entry in hits]


def test_a_ticket_counts_one_more_than_its_number() -> None:
    """4 / 1 comes before 7 / 2."""
    assert sieved({"b": 1, "a": 0}, [7, 4], 2) == ["a", "b"]


def test_of_equal_tickets_the_first_in_the_frame_is_drawn() -> None:
    assert sieved({"a": 7, "b": 7, "c": 7}, None, 2) == ["a", "b"]


def _seen(way: Selection, weights: list[int] | None, count: int, size: int) -> list[int]:
    """Count the hits of each entry over seeded runs."""
    total: Counter[int] = Counter()
    for run in range(RUNS):
        (hits,) = draw(way, pool(weights, count, f"run {run}"), [size])
        total.update(hits)
    return [total[entry] for entry in range(len(weights or range(count)))]


def _chi_square(seen: list[int], expected: list[Fraction]) -> Fraction:
    """Compare; hits of one run exclude each other, so the figure is on the safe side."""
    pairs = zip(seen, expected, strict=True)
    return sum(((each - wanted) ** 2 / wanted for each, wanted in pairs), Fraction(0))
