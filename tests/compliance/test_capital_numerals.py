from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.capital_numerals import says_the_same
from importers.chinese_amount import words

CENTS = st.integers(-(10**13), 10**13)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("壹仟壹佰玖拾陆圆壹角整", "1196.10"),
        ("壹仟壹佰玖拾陆元壹角正", "1196.10"),
        ("人民币壹拾万柒仟元零伍角叁分", "107000.53"),
        ("ⓧ壹佰圆整", "100.00"),
        ("壹拾元零壹分", "10.01"),
        ("拾圆整", "10.00"),
        ("陸元貳角", "6.20"),
        ("伍角", "0.50"),
        ("零圆伍角", "0.50"),
        ("零圆整", "0.00"),
        ("(负数)壹佰圆整", "-100.00"),
        ("（负数）壹佰圆整", "-100.00"),
        ("壹亿零壹圆整", "100000001.00"),
    ],
)
def test_ways_to_write_an_amount(text: str, amount: str) -> None:
    assert says_the_same(text, Decimal(amount))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("壹佰零壹圆整", "110.00"),
        ("壹佰壹拾圆整", "101.00"),
        ("壹万零贰圆整", "12000.00"),
        ("壹佰圆整", "-100.00"),
        ("（负数）壹佰圆整", "100.00"),
        ("壹角", "0.01"),
    ],
)
def test_words_that_name_another_amount(text: str, amount: str) -> None:
    assert not says_the_same(text, Decimal(amount))


@given(CENTS, CENTS)
def test_words_fit_their_own_amount_and_no_other(cents: int, other: int) -> None:
    amount, another = Decimal(cents).scaleb(-2), Decimal(other).scaleb(-2)
    if abs(amount) < 10**10:
        assert says_the_same(words(amount), amount)
        assert says_the_same(words(amount), another) == (cents == other)
