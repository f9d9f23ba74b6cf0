"""The worksheet of AICPA against examples worked out by hand, in print or here."""

from fractions import Fraction

from compliance.sampling import bounds, worksheet
from compliance.sampling.plan import Method, Plan
from tests.compliance.sampling.samples import observed, whole

TEN = [Fraction(231, 100), Fraction(391, 100), Fraction(531, 100), Fraction(671, 100)]
FIVE = [Fraction(300, 100), Fraction(475, 100), Fraction(630, 100), Fraction(776, 100)]


def test_the_working_paper_of_course_notes() -> None:
    """Book value 2,500,000, 59 draws, 10 %, factors rounded to 2.31, +1.6, +1.4, +1.4."""
    taints = [Fraction(3, 10), Fraction(6, 10), Fraction(1, 10)]
    form = worksheet.fill(Fraction(42373), 71330 - 60631, taints, TEN)
    lines = [round(line.projected + line.incremental) for line in form.lines]
    assert (round(form.basic), lines) == (97882, [40678, 17797, 5932])
    assert form.known == 10699
    assert round(form.upper, 2) == Fraction("172987.59")


def test_the_same_working_paper_with_nothing_rounded() -> None:
    """18,996 → 17,096, 30,081 → 21,057 and 3,555 → 1,422 are 10, 30 and 60 % only nearly."""
    taints = [Fraction(1900, 18996), Fraction(9024, 30081), Fraction(2133, 3555)]
    factors = [bounds.factor(errors, Fraction(1, 10)) for errors in range(4)]
    form = worksheet.fill(Fraction(2_500_000, 59), 71330 - 60631, taints, factors)
    assert round(form.upper, 2) == Fraction("172584.88")


def test_three_errors_at_an_interval_of_12300() -> None:
    """15,000 → 12,500 is known; 10,000 → 4,000 and 3,000 → 2,000 stand for more."""
    form = worksheet.fill(Fraction(12300), 2500, [Fraction(6, 10), Fraction(1, 3)], FIVE)
    assert form.known + form.projected == 13980
    assert form.basic == 36900
    assert form.incremental == 7790
    assert form.upper == 58670


def test_three_errors_at_an_interval_of_1000() -> None:
    """400 → 320 and 500 → 0 stand for 1,200; 3,000 → 2,500 is known."""
    form = worksheet.fill(Fraction(1000), 500, [Fraction(2, 10), Fraction(1)], FIVE)
    assert form.known + form.projected == 1700
    assert [line.taint for line in form.lines] == [1, Fraction(2, 10)]


def test_five_errors_of_the_harder_company() -> None:
    """Book value 720,000, 90 draws: items of 8,200 and 9,000 are known, three errors stand."""
    pairs = ((1500, 1000), (2400, 1200), (6000, 5400))
    taints = [1 - Fraction(audit, book) for book, audit in pairs]
    form = worksheet.fill(Fraction(720_000, 90), 8200 - 7500 + 9000 - 8000, taints, FIVE)
    assert form.basic == 24_000
    assert round(form.known + form.projected, 2) == Fraction("9166.67")
    assert round(form.incremental, 2) == Fraction("4834.67")
    assert round(form.upper, 2) == Fraction("38001.33")


def test_basic_precision_of_course_notes() -> None:
    assert round(worksheet.fill(Fraction(26882), 0, [], FIVE).upper) == 80646
    assert round(worksheet.fill(Fraction(7538), 0, [], TEN).upper) == 17413


def test_an_item_of_an_interval_or_more_is_known_and_others_stand_for_one_each() -> None:
    plan = Plan(method=Method.WORKSHEET)
    items = whole([(50_000, 50_000, 3), (20_000, 15_000, 1), (1_000, 400, 2)], draws=60)
    form = worksheet.of(plan, observed(plan, items, open_total=1_200_000, rounds=(60,)))
    assert form.interval == 20_000
    assert form.known == 5_000
    assert [line.taint for line in form.lines] == [Fraction(6, 10)] * 2
    assert form.factor == 3
    estimate = worksheet.estimate(plan, observed(plan, items, 1_200_000, (60,)))
    assert estimate.most_likely == 5_000 + 24_000
    assert estimate.upper == form.upper


def test_after_an_extension_an_item_is_known_if_one_round_was_certain_to_hit_it() -> None:
    plan = Plan(method=Method.WORKSHEET)
    items = whole([(15_000, 0, 1)], draws=80)
    form = worksheet.of(plan, observed(plan, items, 1_200_000, (60, 20)))
    assert form.interval == 15_000
    assert form.known == 0
    assert len(form.lines) == 1
