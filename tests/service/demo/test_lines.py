"""Lines whose sums hold."""

import doctest
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.invoice import Line
from service.demo import lines

MONEY = st.decimals(Decimal("0.01"), Decimal("99999999.99"), places=2)


@given(MONEY, st.sampled_from(["13%", "9%", "6%", "3%", "1%", "0%"]))
def test_amount_and_tax_of_a_line_of_total_add_up_to_the_total(total: Decimal, rate: str) -> None:
    made = lines.line_of_total("*信息技术服务*软件服务费", total, rate)
    assert Decimal(made.amount or "") + Decimal(made.tax or "") == total


@pytest.mark.parametrize("rate", ["免税", "不征税", "***"])
def test_a_line_without_a_rate_masks_its_tax(rate: str) -> None:
    made = lines.line_of_total("*预付卡销售*购物卡", Decimal("500.00"), rate)
    assert (made.amount, made.tax_rate, made.tax) == ("500.00", rate, "***")


def test_the_unit_price_follows_from_the_quantity() -> None:
    made = lines.line("*化学试剂*乙醇", Decimal("100.00"), "13%", quantity=Decimal(3), unit="瓶")
    assert (made.quantity, made.unit_price, made.tax) == ("3", "33.33333333", "13.00")
    assert lines.line("*培训*费", Decimal(1200), quantity=Decimal(2)).unit_price == "600"
    assert lines.line("*培训*费", Decimal(1200)).unit_price is None


def test_a_discount_repeats_name_and_rate_with_negative_sums() -> None:
    first = lines.line("*化学试剂*乙醇", Decimal("100.00"), "13%", quantity=Decimal(3), unit="瓶")
    assert lines.discount(first, Decimal("10.00")) == Line(
        name="*化学试剂*乙醇", amount="-10.00", tax_rate="13%", tax="-1.30"
    )


def test_a_negative_line_turns_quantity_and_sums_but_not_the_price() -> None:
    first = lines.line("*化学试剂*乙醇", Decimal("100.00"), "13%", quantity=Decimal(4), unit="瓶")
    back = lines.negative(first)
    assert (back.quantity, back.unit_price, back.amount, back.tax) == (
        "-4",
        "25",
        "-100.00",
        "-13.00",
    )
    masked = lines.negative(lines.line("*运输服务*客运", Decimal(5), "免税"))
    assert (masked.quantity, masked.tax) == (None, "***")


def test_sums_leave_masked_taxes_out_and_are_masked_when_all_are() -> None:
    taxed = lines.line("*设计服务*设计费", Decimal("100.00"), "6%")
    free = lines.line("*运输服务*客运", Decimal("50.00"), "免税")
    assert lines.total_amount((taxed, free)) == "150.00"
    assert lines.total_tax((taxed, free)) == "6.00"
    assert lines.total_tax((free,)) == "***"


def test_the_examples_in_the_documentation_hold() -> None:
    result = doctest.testmod(lines)
    assert result.attempted
    assert not result.failed
