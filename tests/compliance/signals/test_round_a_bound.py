"""Round a bound: splitting, just below, numbers in a row."""

from datetime import timedelta

from compliance.signal import Purchase
from tests.compliance.signals.people import DAY, bought, claims, found


def parts(*totals: int, step: int = 3) -> list[Purchase]:
    return [
        bought(place, total=total * 100, issued_on=DAY + timedelta(days=step * place))
        for place, total in enumerate(totals)
    ]


def test_small_invoices_that_reach_the_bound_within_ten_days_are_splitting() -> None:
    (signal,) = found("splitting", parts(20_000, 20_000, 10_000, 9_000))
    assert claims(signal) == ["c0", "c1", "c2", "c3"]  # the fourth is of the tenth day
    assert "合计 ¥59,000.00" in signal.found.text()
    assert signal.figures[0].value == "¥20,000.00"


def test_the_eleventh_day_lies_outside() -> None:
    assert found("splitting", parts(30_000, 20_000, step=10)) == []
    assert len(found("splitting", parts(30_000, 20_000, step=9))) == 1


def test_one_fen_less_than_the_bound_is_no_splitting() -> None:
    first, second = parts(30_000, 20_000)
    short = bought(2, total=1_999_999, issued_on=second.issued_on)
    assert found("splitting", [first, short]) == []


def test_a_later_stretch_counts_where_the_first_does_not_reach_the_bound() -> None:
    (signal,) = found("splitting", parts(1_000, 25_000, 25_000, step=9))
    assert claims(signal) == ["c1", "c2"]


def test_stretches_do_not_overlap() -> None:
    signals = found("splitting", parts(30_000, 30_000, 30_000, 30_000, step=6))
    assert [claims(signal) for signal in signals] == [["c0", "c1"], ["c2", "c3"]]


def test_an_invoice_at_the_bound_is_no_part_and_a_shared_one_counts_once() -> None:
    assert found("splitting", parts(50_000, 50_000)) == []
    shared = [bought(place, invoice="i", total=4_000_000) for place in range(2)]
    assert found("splitting", shared) == []


def test_unnamed_or_undated_invoices_are_no_parts() -> None:
    assert found("splitting", [bought(1, seller="", total=4_000_000), bought(2, seller="")]) == []
    assert found("splitting", [bought(n, issued_on=None, total=4_000_000) for n in (1, 2)]) == []


def crowd(*totals: int) -> list[Purchase]:
    return [bought(place, total=total) for place, total in enumerate(totals)]


def test_a_crowd_just_below_a_bound_with_few_above_it_is_found() -> None:
    (signal,) = found("just_below", crowd(999_999, 990_000, 980_000, 950_000, 1_000_000))
    assert claims(signal) == ["c0", "c1", "c2", "c3"]
    assert "4 张" in signal.found.text()
    assert [figure.value for figure in signal.figures] == ["4", "1"]


def test_what_lies_outside_the_band_is_not_counted() -> None:
    assert found("just_below", crowd(999_999, 990_000, 980_000, 949_999)) == []


def test_as_many_above_as_below_is_no_crowd() -> None:
    assert found("just_below", crowd(*[990_000] * 5, *[1_010_000] * 2)) == []
    assert len(found("just_below", crowd(*[990_000] * 6, *[1_010_000] * 2))) == 1


def in_a_row(*numbers: int) -> list[Purchase]:
    return [
        bought(place, invoice_number=f"{number}", issued_on=DAY + timedelta(days=40 * place))
        for place, number in enumerate(numbers)
    ]


def test_numbers_in_a_row_are_found_over_months() -> None:
    (signal,) = found("consecutive_numbers", in_a_row(12_345_601, 12_345_602, 12_345_604))
    assert claims(signal) == ["c0", "c1", "c2"]
    assert signal.figures[0].value == "3"
    assert "合计 ¥3,703.68" in signal.found.text()


def test_a_wide_gap_ends_the_row() -> None:
    assert found("consecutive_numbers", in_a_row(12_345_601, 12_345_602, 12_345_605)) == []


def test_too_few_or_strange_numbers_are_no_row() -> None:
    assert found("consecutive_numbers", in_a_row(12_345_601, 12_345_602)) == []
    strange = [bought(n, invoice_number=value) for n, value in enumerate((None, "A1", "A2"))]
    assert found("consecutive_numbers", strange) == []
    tickets = [bought(n, invoice_number=f"1234560{n}", is_ticket=True) for n in range(3)]
    assert found("consecutive_numbers", tickets) == []
    nobodys = [bought(n, invoice_number=f"1234560{n}", seller="") for n in range(3)]
    assert found("consecutive_numbers", nobodys) == []
