"""Figures, days and people: round amounts, repeated values, digits, December, rest, quick hands."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from compliance.signal import Purchase
from compliance.signals import benford
from tests.compliance.signals.people import DAY, bought, claims, found

AT = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


def test_a_quarter_of_round_amounts_is_found() -> None:
    rounded = [bought(n, total=100_000 * (n + 1)) for n in range(5)]
    others = [bought(n, total=123_456) for n in range(10, 25)]
    small = [bought(n, total=99) for n in range(30, 40)]
    (signal,) = found("round_amounts", [*rounded, *others, *small])
    assert claims(signal) == ["c0", "c1", "c2", "c3", "c4"]
    assert "20 张发票中有 5 张" in signal.found.text()
    assert found("round_amounts", [*rounded, *others, bought(50)]) == []
    assert found("round_amounts", rounded[:4]) == []


def test_the_same_amount_three_times_from_one_seller_is_found() -> None:
    own = [bought(n) for n in range(3)]
    (signal,) = found("repeated_values", [*own, bought(9, total=1)])
    assert "开给甲公司的 3 张发票金额都是 ¥1,234.56" in signal.found.text()
    assert signal.figures[0].value == "¥3,703.68"
    assert found("repeated_values", own[:2]) == []


@pytest.mark.parametrize(
    "changes", [{"is_ticket": True}, {"total": 49_999}, {"invoice": "one"}, {"seller": ""}]
)
def test_tickets_small_amounts_nobodys_and_shares_of_one_invoice_do_not_repeat(
    changes: dict[str, object],
) -> None:
    assert found("repeated_values", [bought(n, **changes) for n in range(3)]) == []


def test_an_invoice_without_an_amount_counts_by_its_claim() -> None:
    assert len(found("repeated_values", [bought(n, total=None) for n in range(3)])) == 1


# ── Benford ──


def test_the_shares_of_the_law_sum_to_one_and_agree_with_the_published_ones() -> None:
    shares = benford.expected()
    assert sum(shares.values()) == 1
    assert list(shares) == list(range(10, 100))
    published = {
        10: "0.04139",
        11: "0.03779",
        50: "0.00860",
        99: "0.00436",
    }  # Nigrini 2012, table 1
    for pair, share in published.items():
        assert abs(shares[pair] - Fraction(share)) < Fraction(1, 100_000)


def lawful(count: int, **changes: object) -> list[Purchase]:
    """Amounts whose first two digits are as near to the law as whole numbers can be."""
    purchases: list[Purchase] = []
    for pair, share in benford.expected().items():
        for _ in range(round(share * count)):
            number = len(purchases)
            purchases.append(bought(number, total=pair * 1000 + number % 1000, **changes))
    return purchases


def test_lawful_amounts_are_no_signal_and_made_up_ones_are() -> None:
    own = lawful(1_500)
    assert found("benford", own) == []
    made_up = [bought(10_000 + n, total=49_000 + n) for n in range(200)]
    (signal,) = found("benford", [*own, *made_up])
    assert "49 过多" in signal.found.text()
    assert {benford.pair_of(each) for each in signal.purchases} == {49}
    assert signal.figures[-1].title.text() == "首两位 49"
    assert "实有 213" in str(getattr(signal.figures[-1].value, "text", str)())


def test_few_amounts_are_not_tested() -> None:
    assert found("benford", [bought(n, total=49_000 + n) for n in range(999)]) == []
    assert len(found("benford", [bought(n, total=49_000 + n) for n in range(1_000)])) == 1


def test_amounts_below_ten_yuan_have_no_two_digits_to_test() -> None:
    assert found("benford", [bought(n, total=900) for n in range(1_000)]) == []


def test_the_whole_programme_is_tested_beside_its_employers() -> None:
    halves = [bought(n, total=49_000 + n, employer=f"e{n % 2 + 1}") for n in range(1_200)]
    (signal,) = found("benford", halves)
    assert signal.key == ""
    assert "整个计划" in signal.found.text()


def test_a_flat_spread_has_no_pair_too_many_only_if_the_bound_says_so() -> None:
    flat = [bought(n, total=(10 + n % 90) * 1_000 + n // 90) for n in range(1_800)]
    (signal,) = found("benford", flat)
    pairs = {benford.pair_of(each) for each in signal.purchases}
    assert len(pairs) == 5
    assert min(pairs) > 50  # the high ones are too many where all are equal


def test_measures_are_exact() -> None:
    counted = dict.fromkeys(range(10, 100), 1)
    share = benford.expected()
    assert benford.deviation(counted, 90) == sum(
        abs(Fraction(1, 90) - each) for each in share.values()
    ) / Fraction(90)
    assert benford.chi_square(counted, 90) == sum(
        (1 - 90 * each) ** 2 / (90 * each) for each in share.values()
    )


def test_the_bound_of_chi_square_is_that_of_89_degrees_of_freedom() -> None:
    # Wilson and Hilferty's approximation is good to a hundredth at so many degrees
    degrees, normal = Decimal(89), Decimal("1.6448536")
    spread = 2 / (9 * degrees)
    approximate = degrees * (1 - spread + normal * spread.sqrt()) ** 3
    assert abs(approximate - Decimal("112.02")) < Decimal("0.02")


def test_where_no_single_pair_is_too_many_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benford, "_too_frequent", lambda *_: [])
    assert found("benford", [bought(n, total=49_000 + n) for n in range(1_000)]) == []


# ── days and people ──


def december(*amounts: int) -> list[Purchase]:
    return [
        bought(n, amount=amount * 100, issued_on=date(2025, 12, n + 1))
        for n, amount in enumerate(amounts)
    ]


def test_december_with_two_fifths_of_the_year_is_found() -> None:
    before = [bought(50, amount=3_000_000, issued_on=date(2025, 6, 1))]
    (signal,) = found("year_end_burst", [*before, *december(4_000, 4_000, 4_000, 4_000, 4_000)])
    assert "占全年 40%，共 5 笔" in signal.found.text()
    assert signal.key == "g1|2025"
    more = [bought(51, amount=100, issued_on=date(2025, 5, 1))]
    assert found("year_end_burst", [*before, *december(*[4_000] * 5), *more]) == []


def test_little_money_or_few_claims_of_december_say_nothing() -> None:
    assert found("year_end_burst", december(*[4_000] * 5)) == []
    assert found("year_end_burst", december(*[20_000] * 4)) == []


def test_a_year_is_looked_at_when_its_december_has_come() -> None:
    own = [bought(n, amount=2_000_000, issued_on=date(2026, 12, n + 1)) for n in range(5)]
    assert found("year_end_burst", own) == []
    assert len(found("year_end_burst", own, today=date(2026, 12, 5))) == 1
    undated = [bought(n, amount=2_000_000, issued_on=None) for n in range(5)]
    assert found("year_end_burst", undated) == []


SUNDAY = date(2026, 1, 11)


def test_a_fifth_on_days_of_rest_is_found() -> None:
    rest = [bought(n, issued_on=SUNDAY) for n in range(5)]
    work = [bought(n, issued_on=DAY) for n in range(10, 30)]
    (signal,) = found("rest_days", [*rest, *work])
    assert claims(signal) == ["c0", "c1", "c2", "c3", "c4"]
    assert "25 张发票中有 5 张开在休息日，占 20%" in signal.found.text()
    assert signal.figures[2].value == "0"
    assert found("rest_days", [*rest, *work, bought(40)]) == []
    assert found("rest_days", rest[:4]) == []


def test_a_day_worked_instead_is_no_day_of_rest_and_tickets_do_not_count() -> None:
    worked = date(2026, 1, 4)  # a Sunday that is worked instead
    assert found("rest_days", [bought(n, issued_on=worked) for n in range(5)]) == []
    assert found("rest_days", [bought(n, issued_on=SUNDAY, is_ticket=True) for n in range(5)]) == []


def test_a_year_without_a_notice_is_said_to_be_counted_by_weekends() -> None:
    rest = [bought(n, issued_on=date(2027, 1, 10)) for n in range(5)]
    (signal,) = found("rest_days", rest)
    assert signal.figures[2].value == "5"


def approved(number: int, seconds: int, **changes: object) -> Purchase:
    return bought(
        number,
        **{
            "maker": "m", "checker": "c", "submitted_at": AT,
            "approved_at": AT + timedelta(seconds=seconds),
        } | changes,
    )  # fmt: skip


def test_half_of_a_pairs_approvals_within_a_minute_is_found() -> None:
    quick = [approved(n, 60) for n in range(10)]
    slow = [approved(n, 61) for n in range(20, 30)]
    (signal,) = found("quick_approval", [*quick, *slow])
    assert len(signal.purchases) == 10
    assert "王经办提交、李复核复核的 20 张中有 10 张在 60 秒内通过，占 50%" in signal.found.text()
    assert signal.figures[0].value == "60"
    assert found("quick_approval", [*quick, *slow, approved(40, 61)]) == []
    assert found("quick_approval", quick[:9]) == []


@pytest.mark.parametrize("name", ["maker", "checker", "submitted_at", "approved_at"])
def test_what_nobody_approved_is_not_measured(name: str) -> None:
    nothing = "" if name in {"maker", "checker"} else None
    assert found("quick_approval", [approved(n, 1, **{name: nothing}) for n in range(20)]) == []
