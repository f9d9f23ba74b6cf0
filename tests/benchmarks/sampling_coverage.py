"""How often the upper bound holds: `python -m tests.benchmarks.sampling_coverage`.

Makes seeded populations of several shapes whose true error is known, draws and evaluates each by
every method through the functions of the product, and counts where the bound of 95 % was at least
the true error. Tells the share by method and shape with its exact interval of 95 % (Clopper and
Pearson). It ends with 1 when a method that promises 95 % stays below over all populations.
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from compliance.sampling import bounds
from compliance.sampling.evaluation import Evaluation, Figures, Observation, evaluate
from compliance.sampling.frame import Frame, Item
from compliance.sampling.plan import Distribution, Method, Plan, Purpose, Selection, Unit
from compliance.sampling.selection import select

MONEY: Final = Plan(size=60)
ITEMS: Final = Plan(
    purpose=Purpose.ATTRIBUTE, unit=Unit.RECORD, selection=Selection.RANDOM, size=59
)
PROMISED: Final[Mapping[str, Plan]] = {
    "Stringer, binomial, interval": MONEY,
    "Stringer, binomial, cells": replace(MONEY, selection=Selection.CELL),
    "Stringer, Poisson, interval": replace(MONEY, distribution=Distribution.POISSON),
    "Stringer, hypergeometric, random": replace(
        MONEY, distribution=Distribution.HYPERGEOMETRIC, selection=Selection.RANDOM
    ),
    "worksheet of AICPA, interval": replace(MONEY, method=Method.WORKSHEET),
    "attributes, binomial": ITEMS,
    "attributes, Poisson": replace(ITEMS, distribution=Distribution.POISSON),
    "attributes, hypergeometric": replace(ITEMS, distribution=Distribution.HYPERGEOMETRIC),
}
CLASSICAL: Final[Mapping[str, Plan]] = {
    f"{method.value}, 100 items": Plan(
        method=method, unit=Unit.RECORD, selection=Selection.RANDOM, size=100
    )
    for method in (Method.DIFFERENCE, Method.RATIO)
}
PROMISE: Final = Fraction(95, 100)

Errs = Callable[[random.Random, int], int]
"""What of an amount in fen is right, if it is one of those in error."""


@dataclass(frozen=True)
class Shape:
    """A kind of population: the share of its items in error, and how wrong those are."""

    least: float
    most: float
    audited: Errs
    large_only: bool = False
    alike: bool = False


SHAPES: Final[Mapping[str, Shape]] = {
    "few whole errors": Shape(0.005, 0.03, lambda *_: 0),
    "whole errors of like amounts, just more than none found leaves": Shape(
        0.0497, 0.053, lambda *_: 0, alike=True
    ),
    "errors of any part": Shape(0.02, 0.12, lambda chance, value: chance.randrange(value)),
    "many small errors": Shape(0.15, 0.4, lambda _, value: value - value // 10),
    "errors in the large items": Shape(
        0.02, 0.1, lambda chance, value: chance.randrange(value), large_only=True
    ),
}


@dataclass(frozen=True)
class Population:
    """Items with what they should be, in fen."""

    shape: str
    frame: Frame
    audited: Mapping[str, int]

    @property
    def wrong(self) -> int:
        """How many items are in error."""
        return sum(item.value != self.audited[item.key] for item in self.frame.items)

    @property
    def amount(self) -> int:
        """How much too much the books have, in fen."""
        return self.frame.total - sum(self.audited.values())


def population(number: int) -> Population:
    """Make the population of a number, always the same: 300 to 1,500 items."""
    chance = random.Random(number)  # noqa: S311  # the same populations each time, nothing secret
    name = list(SHAPES)[number % len(SHAPES)]
    shape = SHAPES[name]
    spread = 0.01 if shape.alike else 1.2
    values = [
        int(100 * chance.lognormvariate(6, spread)) + 100
        for _ in range(chance.randrange(300, 1500))
    ]
    places = sorted(range(len(values)), key=values.__getitem__)
    among = places[len(places) // 2 :] if shape.large_only else places
    count = max(1, round(chance.uniform(shape.least, shape.most) * len(values)))
    wrong = set(chance.sample(among, count))
    items = [Item(f"E01-{place:05d}", value) for place, value in enumerate(values)]
    audited = {
        item.key: shape.audited(chance, item.value) if place in wrong else item.value
        for place, item in enumerate(items)
    }
    return Population(name, Frame(items), audited)


def judged(plan: Plan, made: Population, number: int) -> Evaluation:
    """Draw from a population and evaluate what is found."""
    sample = select(replace(plan, seed=f"coverage {number}"), made.frame)
    observations = (
        Observation(
            key=item.key,
            value=item.value,
            audited=made.audited[item.key],
            stratum=item.stratum,
            hits=item.hits,
            round=item.round,
        )
        for item in sample.drawn
    )
    return evaluate(plan, Figures.of(made.frame, sample), observations)


def holds(plan: Plan, made: Population, number: int) -> bool:
    """Tell whether the bound is at least the true error."""
    found = judged(plan, made, number)
    if plan.purpose is Purpose.MONETARY:
        return (found.upper_amount or 0) >= made.amount
    return Fraction(found.upper) * made.frame.count >= made.wrong


@dataclass
class Tally:
    """How often bounds held."""

    held: int = 0
    missed: int = 0

    @property
    def share(self) -> Fraction:
        """Give the share that held."""
        return Fraction(self.held, self.held + self.missed)

    @property
    def interval(self) -> tuple[Fraction, Fraction]:
        """Give the ends between which the true share lies with 95 %, whatever it is."""
        count, missed = self.held + self.missed, self.missed
        most = bounds.upper(Distribution.BINOMIAL, missed, count, Fraction(25, 1000), count)
        if not missed:
            return 1 - most, Fraction(1)
        least = bounds.upper(Distribution.BINOMIAL, missed - 1, count, Fraction(975, 1000), count)
        return 1 - most, 1 - least

    @property
    def said(self) -> str:
        """Write share and interval in percent."""
        low, high = self.interval
        return f"{100 * float(self.share):.2f} % [{100 * float(low):.2f}; {100 * float(high):.2f}]"


def simulate(populations: int) -> dict[str, dict[str, Tally]]:
    """Judge so many populations by every method: method → shape → tally."""
    plans = {**PROMISED, **CLASSICAL}
    tallies = {method: {shape: Tally() for shape in SHAPES} for method in plans}
    for number in range(populations):
        made = population(number)
        for method, plan in plans.items():
            tally = tallies[method][made.shape]
            if holds(plan, made, number):
                tally.held += 1
            else:
                tally.missed += 1
    return tallies


def together(tallies: Mapping[str, Tally]) -> Tally:
    """Add the tallies of all shapes."""
    counts = Counter[str]()
    for tally in tallies.values():
        counts.update(held=tally.held, missed=tally.missed)
    return Tally(counts["held"], counts["missed"])


def report(tallies: Mapping[str, Mapping[str, Tally]]) -> Iterator[str]:
    """Write a table of methods, and one of shapes below each."""
    for method, by_shape in tallies.items():
        promise = "" if method in PROMISED else " (no promise)"
        yield f"{method}{promise}: {together(by_shape).said}"
        yield from (f"    {shape}: {tally.said}" for shape, tally in by_shape.items())


def broken(tallies: Mapping[str, Mapping[str, Tally]]) -> list[str]:
    """Name the methods that hold less often than they promise."""
    return [method for method in PROMISED if together(tallies[method]).share < PROMISE]


def main() -> int:
    """Simulate, print, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--populations", type=int, default=2_000)
    tallies = simulate(parser.parse_args().populations)
    for line in report(tallies):
        print(line)
    less = broken(tallies)
    for method in less:
        print(f"less than 95 %: {method}", file=sys.stderr)
    return 1 if less else 0


if __name__ == "__main__":
    sys.exit(main())
