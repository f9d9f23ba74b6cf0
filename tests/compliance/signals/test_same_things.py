"""One purchase in several places: the same invoice, the same purchase, near numbers."""

from datetime import timedelta

import pytest

from tests.compliance.signals.people import DAY, bought, claims, found


def test_one_invoice_of_two_employers_is_found_in_drafts_too() -> None:
    own, other = bought(1, key="k"), bought(2, key="k", employer="e2", is_handed_in=False)
    (signal,) = found("same_invoice", [own, other, bought(3)])
    assert claims(signal) == ["c1", "c2"]
    assert signal.key == "k"
    assert [figure.value for figure in signal.figures] == ["¥1,234.56", "¥2,469.12"]


def test_claims_that_share_an_invoice_at_one_employer_are_no_duplicate() -> None:
    assert found("same_invoice", [bought(1, key="k"), bought(2, key="k")]) == []


def test_an_invoice_without_an_amount_is_found_as_well() -> None:
    same = [bought(1, key="k", total=None), bought(2, key="k", employer="e2", total=None)]
    (signal,) = found("same_invoice", same)
    assert signal.figures[0].value == "—"


def test_two_employers_pay_one_seller_the_same_on_one_day() -> None:
    (signal,) = found("same_purchase", [bought(1), bought(2, employer="e2"), bought(3, total=99)])
    assert claims(signal) == ["c1", "c2"]
    assert "都有" in signal.found.text()


@pytest.mark.parametrize(
    "changes",
    [
        {"total": 100_000 - 1, "amount": 1},
        {"issued_on": None},
        {"seller": ""},
        {"is_ticket": True},
    ],
)
def test_small_undated_or_unnamed_purchases_and_tickets_are_not_compared(
    changes: dict[str, object],
) -> None:
    same = [bought(number, employer=f"e{number}", **changes) for number in (1, 2)]
    assert found("same_purchase", same) == []


def test_the_least_amount_itself_is_compared() -> None:
    same = [bought(number, employer=f"e{number}", total=100_000) for number in (1, 2)]
    assert len(found("same_purchase", same)) == 1


def test_one_invoice_at_two_employers_is_not_said_twice() -> None:
    same = [bought(1, key="k"), bought(2, key="k", employer="e2")]
    assert found("same_purchase", same) == []


def numbered(*numbers: int, length: int = 8, **changes: object) -> list[object]:
    return [
        bought(
            place, invoice_number=f"{number:0{length}d}", employer=f"e{place % 2 + 1}", **changes
        )
        for place, number in enumerate(numbers)
    ]


def test_near_numbers_at_different_employers_are_one_run() -> None:
    (signal,) = found("near_numbers", numbered(12_345_601, 12_345_606, 12_345_611, 12_345_617))  # type: ignore[arg-type]  # purchases
    assert claims(signal) == ["c0", "c1", "c2"]
    assert "12345601—12345611" in signal.found.text()
    assert signal.figures[0].value == "5"
    assert "较强" in str(signal.figures[1].value)


def test_a_digital_number_is_said_to_be_weak_evidence() -> None:
    (signal,) = found("near_numbers", numbered(26_000_000_001, 26_000_000_002, length=20))  # type: ignore[arg-type]  # purchases
    assert "较弱" in str(signal.figures[1].value)


def test_near_numbers_of_one_employer_or_months_apart_say_nothing_here() -> None:
    own = [bought(place, invoice_number=f"{12_345_600 + place}") for place in range(3)]
    assert found("near_numbers", own) == []
    far = bought(9, invoice_number="12345603", employer="e2", issued_on=DAY + timedelta(days=32))
    assert found("near_numbers", [*own, far]) == []
    near = bought(9, invoice_number="12345603", employer="e2", issued_on=DAY + timedelta(days=31))
    assert len(found("near_numbers", [*own, near])) == 1


def test_one_number_twice_is_no_near_number() -> None:
    assert found("near_numbers", numbered(12_345_601, 12_345_601)) == []  # type: ignore[arg-type]  # purchases


@pytest.mark.parametrize("changes", [{"is_ticket": True}, {"seller": ""}, {"issued_on": None}])
def test_numbers_of_tickets_or_of_nobody_are_not_compared(changes: dict[str, object]) -> None:
    assert found("near_numbers", numbered(12_345_601, 12_345_602, **changes)) == []  # type: ignore[arg-type]  # purchases


def test_numbers_that_are_none_are_not_compared() -> None:
    strange = [
        bought(1, invoice_number=None), bought(2, invoice_number="A-1", employer="e2"),
    ]  # fmt: skip
    assert found("near_numbers", strange) == []
