"""Classical estimates against those of jfa for the fictional firm BuildIt, and by hand."""

from fractions import Fraction
from math import isqrt

import pytest

from compliance.sampling import bounds, classical, student
from compliance.sampling.classical import Line, fit
from compliance.sampling.observed import EvaluationError, Observation
from compliance.sampling.plan import Distribution, Method, Plan, Unit
from tests.compliance.sampling.published import TABLES
from tests.compliance.sampling.samples import observed
from tests.compliance.sampling.test_published_bounds import printed

BUILDIT = TABLES["buildit"]
ONE_SIDE = Fraction(25, 1000)
METHODS = [Method.DIRECT, Method.DIFFERENCE, Method.RATIO, Method.REGRESSION]


def fen(amount: object) -> int:
    return int(Fraction(str(amount)) * 100)


BOOKS = [fen(book) for book in BUILDIT["books"]]
AUDITED = {int(place): fen(amount) for place, amount in BUILDIT["audited"].items()}
PAIRS = [(book, AUDITED.get(place, book)) for place, book in enumerate(BOOKS, 1)]


def total(method: Method) -> Fraction:
    """Give the books of the whole: for a difference or ratio jfa takes them from the sample."""
    if method in {Method.DIFFERENCE, Method.RATIO}:
        return Fraction(sum(BOOKS) * BUILDIT["items"], len(BOOKS))
    return Fraction(fen(BUILDIT["total"]))


@pytest.mark.parametrize("method", METHODS)
def test_estimates_of_buildit_are_those_of_jfa(method: Method) -> None:
    """Jfa leaves out that the items are finitely many, and of regression takes n - 1 degrees."""
    line, items, books = fit(method, PAIRS), BUILDIT["items"], total(method)
    likely = books - line.level * items - line.slope * books
    degrees = len(PAIRS) - 1
    with_correction = classical.precision(line._replace(degrees=degrees), PAIRS, items, ONE_SIDE)
    beside = classical.root_up(with_correction**2 * Fraction(items, items - len(PAIRS)))
    for name, amount in (("likely", likely), ("low", likely - beside), ("high", likely + beside)):
        example = BUILDIT["estimates"][method.value][name]
        assert printed(amount / 100, example) == example, name


def test_the_workflow_of_jfa_has_its_interval_and_bound() -> None:
    plan = Plan(control=Fraction(6, 10), size=178)
    assert printed(Fraction(fen(BUILDIT["total"]), 100 * 178), "7883.263") == "7883.263"
    upper = bounds.upper(Distribution.POISSON, 0, 178, plan.risk, 1)
    assert printed(100 * upper, "1.396") == "1.396"


def plan(method: Method) -> Plan:
    return Plan(method=method, unit=Unit.RECORD, size=4)


def items(pairs: list[tuple[int, int | None]]) -> list[Observation]:
    return [
        Observation(key=f"D{number}", value=book, audited=audit)
        for number, (book, audit) in enumerate(pairs)
    ]


def test_a_difference_by_hand() -> None:
    """Differences 0, 0, 0, 40: mean 10, s = 20; t of 3 degrees, N = 100, √(1 - 4/100)."""
    sample = items([(100, 100), (200, 200), (300, 300), (400, 360)])
    found = classical.estimate(
        plan(Method.DIFFERENCE), observed(plan(Method.DIFFERENCE), sample, 25_000, (4,), 100)
    )
    assert found.most_likely == 1000
    exact = (student.quantile(Fraction(5, 100), 3) * 100 * 10) ** 2 * Fraction(96, 100)
    assert found.upper - 1000 == Fraction(isqrt(int(exact * 10**8)) + 1, 10**4)


def test_an_item_without_evidence_is_audited_at_nothing() -> None:
    known = items([(100, 100), (200, 200), (300, 300), (400, 0)])
    unproven = items([(100, 100), (200, 200), (300, 300), (400, None)])
    asked = plan(Method.RATIO)
    first, second = (
        classical.estimate(asked, observed(asked, sample, 25_000, (4,), 100))
        for sample in (known, unproven)
    )
    assert first == second
    assert first.most_likely == 25_000 - Fraction(25_000 * 600, 1000)


def test_lines_are_those_of_their_methods() -> None:
    pairs = [(1, 1), (2, 3), (3, 5), (6, 11)]
    assert fit(Method.REGRESSION, pairs) == Line(Fraction(-1), Fraction(2), 2)
    assert fit(Method.RATIO, pairs) == Line(Fraction(0), Fraction(20, 12), 3)
    assert fit(Method.DIFFERENCE, pairs) == Line(Fraction(2), Fraction(1), 3)
    assert fit(Method.DIRECT, pairs) == Line(Fraction(5), Fraction(0), 3)


def test_no_line_goes_through_books_that_are_all_the_same() -> None:
    with pytest.raises(EvaluationError):
        fit(Method.REGRESSION, [(5, 5), (5, 4), (5, 3)])
    assert fit(Method.DIFFERENCE, [(5, 5), (5, 4), (5, 3)]).level == -1


def test_two_items_have_no_spread_worth_the_name() -> None:
    asked = plan(Method.DIFFERENCE)
    with pytest.raises(EvaluationError, match="3"):
        classical.estimate(asked, observed(asked, items([(1, 1), (2, 1)]), 100, (2,), 50))


def test_a_root_is_rounded_up() -> None:
    assert classical.root_up(Fraction(4)) == 2
    assert classical.root_up(Fraction(2)) == Fraction(14143, 10**4)
    assert classical.root_up(Fraction(0)) == 0
