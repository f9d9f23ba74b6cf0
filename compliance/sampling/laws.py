"""How probable it is that a population with too many errors shows so few of them in a sample."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from compliance.sampling import exact, poisson
from compliance.sampling.plan import Distribution


@dataclass(frozen=True, slots=True)
class Population:
    """What is drawn from: `size` units (items or fen), of which the share `rate` errs.

    Without replacement the erring units are counted: the next whole number, exactly.
    """

    distribution: Distribution
    rate: Fraction
    size: int

    @property
    def wrong(self) -> int:
        """How many units err at least."""
        return ceil(self.rate * self.size)

    def passes(self, errors: Fraction | int, draws: int, risk: Fraction) -> bool:
        """Tell whether so few errors in so many draws are improbable enough: less than the risk.

        Without replacement the risk itself is improbable enough, as in the published tables.
        """
        if self.distribution is Distribution.POISSON:
            return poisson.below(errors, draws * self.rate, risk)
        count = int(errors)
        if count >= draws or draws > self.size:
            return False
        if self.distribution is Distribution.BINOMIAL:
            return exact.below(exact.binomial(count, draws, self.rate), risk)
        return exact.at_most(exact.hypergeometric(count, draws, self.wrong, self.size), risk)

    def passes_in_two(self, draws: int, risk: Fraction) -> bool:
        """Tell the same of two stages of `draws`: no error, or one and then none in the second."""
        if self.distribution is Distribution.POISSON:
            return poisson.two_stages_below(draws * self.rate, risk)
        if 2 * draws > self.size:
            return False
        if self.distribution is Distribution.BINOMIAL:
            none, of = exact.binomial(0, draws, self.rate)
            one = exact.binomial(1, draws, self.rate)[0] - none if draws > 1 else of - none
            return exact.below((none * of + one * none, of * of), risk)
        wrong, size = self.wrong, self.size
        none, of = exact.hypergeometric(0, draws, wrong, size)
        one = exact.hypergeometric(1, draws, wrong, size)[0] - none
        later, later_of = exact.hypergeometric(0, draws, wrong - 1, size - draws)
        return exact.at_most((none * later_of + one * later, of * later_of), risk)
