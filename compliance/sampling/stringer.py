"""The bound of Stringer (1963): amounts in error from a sample of monetary units.

With n draws and the taints t(1) ≥ … ≥ t(m) found: p(0) + Σ (p(i) - p(i-1)) · t(i), where p(i) is
the upper bound of the rate after i errors. Written as Σ p(i) · (t(i) - t(i+1)) with t(0) = 1 no
term is negative, so bounds that are rounded up stay bounds.
"""

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

from compliance.sampling import bounds
from compliance.sampling.observed import Estimate, Observed
from compliance.sampling.plan import Distribution, Plan


def estimate(plan: Plan, observed: Observed) -> Estimate:
    """Project the taints to the money of the open part."""
    figures = observed.figures
    taints = [item.taint for item in observed.drawn for _ in range(item.hits)]
    rate = upper(plan.distribution, taints, figures.draws, plan.risk, figures.open_total)
    likely = sum(taints, Fraction(0)) / figures.draws
    return Estimate(likely * figures.open_total, rate * figures.open_total)


def upper(
    law: Distribution, taints: Iterable[Fraction], draws: int, risk: Fraction, population: int, /
) -> Fraction:
    """Return the bound of the share in error; taints of 0 do not matter."""
    found = [Fraction(1), *sorted((taint for taint in taints if taint > 0), reverse=True)]
    steps = pairwise([*found, Fraction(0)])
    return sum(
        (
            bounds.upper(law, errors, draws, risk, population) * (taint - less)
            for errors, (taint, less) in enumerate(steps)
            if taint != less
        ),
        Fraction(0),
    )
