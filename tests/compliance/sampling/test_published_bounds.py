"""Every cell of the published tables of upper limits, and the evaluations worked out in print."""

from decimal import Decimal
from fractions import Fraction
from math import ceil

import pytest

from compliance.sampling import bounds, stringer, worksheet
from compliance.sampling.plan import Distribution
from tests.compliance.sampling.published import ENDLESS, TABLES, percent

AICPA = TABLES["aicpa"]
BOOK = TABLES["touw_hoogduin"]
BINOMIAL = Distribution.BINOMIAL


def printed(number: Fraction, example: str) -> str:
    """Write a number with as many decimals as the print has."""
    digits = len(example.partition(".")[2])
    return str(round(Decimal(number.numerator) / Decimal(number.denominator), digits))


@pytest.mark.parametrize(("table", "risk"), [("A-3", 5), ("A-4", 10)])
def test_upper_limits_of_aicpa(table: str, risk: int) -> None:
    published = AICPA[table]["cells"]
    ours = {
        draws: [
            ceil(1000 * bounds.upper(BINOMIAL, errors, int(draws), percent(risk), ENDLESS)) / 10
            for errors in range(len(row))
        ]
        for draws, row in published.items()
    }
    assert ours == published
    assert sum(map(len, published.values())) == 231


def test_confidence_factors_of_aicpa() -> None:
    for risk, row in AICPA["factors"]["cells"].items():
        ours = [worksheet.printed_factor(errors, percent(risk)) for errors in range(len(row))]
        assert ours == [Fraction(factor) for factor in row]
    (differs,) = AICPA["factors"]["differs"]
    exact = worksheet.printed_factor(differs["errors"], percent(differs["risk"]))
    assert exact == Fraction(differs["exact"]) > Fraction(differs["elsewhere"])


@pytest.mark.parametrize(
    ("risk", "factors"),
    [
        (5, "2.9957 4.7439 6.2958 7.7537 9.1535 10.5130 11.8424 13.1481"),
        (10, "2.3026 3.8897 5.3223 6.6808 7.9936 9.2747 10.5321 11.7709"),
    ],
)
def test_poisson_factors_to_four_decimals(risk: int, factors: str) -> None:
    for errors, factor in enumerate(factors.split()):
        assert printed(bounds.factor(errors, percent(risk)), factor) == factor


def test_bounds_of_touw_and_hoogduin() -> None:
    cell = BOOK["bounds"]
    for errors, rate in enumerate(cell["rates"]):
        ours = bounds.upper(BINOMIAL, errors, cell["draws"], Fraction(cell["risk"]), ENDLESS)
        assert abs(ours - Fraction(rate)) <= Fraction(1, 10**8)


def test_bounds_without_replacement_of_touw_and_hoogduin() -> None:
    cell = BOOK["bounds_without_replacement"]
    for errors, rate in enumerate(cell["rates"]):
        ours = bounds.upper(
            Distribution.HYPERGEOMETRIC,
            errors,
            cell["draws"],
            Fraction(cell["risk"]),
            cell["population"],
        )
        assert printed(ours, rate) == rate


@pytest.mark.parametrize("case", BOOK["stringer"])
def test_bounds_of_stringer_in_touw_and_hoogduin(case: dict[str, str | list[str]]) -> None:
    draws, taints = int(str(case["draws"])), [Fraction(taint) for taint in case["taints"]]
    ours = stringer.upper(BINOMIAL, taints, draws, Fraction(5, 100), ENDLESS)
    assert printed(ours, str(case["upper"])) == case["upper"]
    if "most_likely" in case:
        assert (
            printed(sum(taints, Fraction(0)) / draws, str(case["most_likely"]))
            == (case["most_likely"])
        )


def test_one_error_in_a_hundred_by_poisson_as_in_jfa() -> None:
    upper = bounds.upper(Distribution.POISSON, 1, 100, Fraction(5, 100), ENDLESS)
    assert printed(100 * upper, "4.74") == "4.74"
