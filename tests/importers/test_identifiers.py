"""Identifiers and amounts in words: published examples, and laws that hold for all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers import chinese_amount, invoice_number, uscc

PUBLIC_CODES = (  # of universities, institutes and companies; the arithmetic is what counts here
    "12100000400000624D", "12100000400011227Y", "12100000400009127B", "12100000400018162G",
    "12100000400010056C", "121000004000022245", "1210000040000983X8", "12100000400006110Y",
    "12100000400012342E", "121000004000119994", "91110000802100433B", "91110108551385082Q",
    "91110108660511594M", "911100006000650192", "91110102689248179K", "91110108MA005BCA25",
    "91110108MA02M0XT64",
)  # fmt: skip
ANNEX = {  # 支付结算办法, annex 1
    "1409.50": ("壹仟肆佰零玖元伍角", "壹仟肆佰零玖圆伍角整"),
    "6007.14": ("陆仟零柒元壹角肆分",),
    "16409.02": ("壹万陆仟肆佰零玖元零贰分",),
    "325.04": ("叁佰贰拾伍元零肆分",),
    "1680.32": ("壹仟陆佰捌拾元零叁角贰分", "壹仟陆佰捌拾元叁角贰分"),
    "107000.53": ("壹拾万柒仟元零伍角叁分", "壹拾万零柒仟元伍角叁分"),
}
MONEY = st.decimals(min_value=-(10**11), max_value=10**11, places=2)


@pytest.mark.parametrize("code", PUBLIC_CODES)
def test_public_codes_are_valid(code: str) -> None:
    assert uscc.validate(code) == code
    assert uscc.has_valid_check(code)


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("91110302791614657K", "last check"),
        ("91110108MA001UEF9A", "organisation code"),
        ("Q99420104005655507", "check character"),
        ("9111030279161465", "length"),
        ("9111O302791614657K", "character that the standard"),
    ],
)
def test_wrong_codes_say_what_is_wrong(code: str, fault: str) -> None:
    with pytest.raises(uscc.InvalidCode, match=fault):
        uscc.validate(code)
    assert not uscc.is_valid(code)


def test_letters_may_stand_in_front() -> None:
    assert uscc.compact("n2110111-mf012345 6l") == "N2110111MF0123456L"
    assert uscc.has_valid_check("N2110111MF0123456L")


@pytest.mark.parametrize("code", ["", "123", "91110108MA02M0XT6I", "91110302791614657K"])
def test_the_last_check_alone_rejects_misread_codes(code: str) -> None:
    assert not uscc.has_valid_check(code)


@given(
    st.text(uscc.ALPHABET, min_size=8, max_size=8), st.text("0123456789", min_size=8, max_size=8)
)
def test_a_computed_code_is_valid_and_one_changed_character_is_not(head: str, body: str) -> None:
    stem = head + body + uscc.organisation_check_character(body)
    code = stem + uscc.check_character(stem)
    assert uscc.is_valid(code)
    other = uscc.ALPHABET[(uscc.ALPHABET.index(code[0]) + 1) % len(uscc.ALPHABET)]
    assert not uscc.is_valid(other + code[1:])


@pytest.mark.parametrize(
    ("amount", "words"), [(amount, words) for amount, all_ in ANNEX.items() for words in all_]
)
def test_the_examples_of_the_annex_are_read(amount: str, words: str) -> None:
    assert chinese_amount.parse(words) == Decimal(amount)
    assert chinese_amount.parse(f"人民币{words}") == Decimal(amount)


@pytest.mark.parametrize(("amount", "all_"), ANNEX.items())
def test_the_examples_of_the_annex_are_written(amount: str, all_: tuple[str, ...]) -> None:
    assert chinese_amount.words(Decimal(amount)).replace("圆", "元") == all_[0]


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("ⓧ贰仟肆佰肆拾柒圆伍角伍分", "2447.55"),
        ("（负数）伍圆整", "-5.00"),
        ("(负数)壹角", "-0.10"),
        ("负壹分", "-0.01"),
        ("拾伍元正", "15.00"),
        ("壹佰玖拾元零壹角玖分", "190.19"),
        ("叁拾元", "30.00"),
        ("零圆整", "0.00"),
        ("壹亿零壹圆整", "100000001.00"),
    ],
)
def test_printed_forms_are_read(words: str, amount: str) -> None:
    assert chinese_amount.parse(words) == Decimal(amount)


@pytest.mark.parametrize(
    "words",
    ["", "整", "元", "壹贰元", "壹佰仟元", "佰元", "甲元", "壹万亿元", "万元", "拾角", "壹元贰元"],
)
def test_what_is_no_amount_is_refused(words: str) -> None:
    with pytest.raises(chinese_amount.InvalidAmount):
        chinese_amount.parse(words)


@pytest.mark.parametrize("amount", ["0.001", "1000000000000", "-1000000000000"])
def test_amounts_without_words_are_refused(amount: str) -> None:
    with pytest.raises(chinese_amount.InvalidAmount):
        chinese_amount.words(Decimal(amount))


@given(MONEY)
def test_every_amount_survives_its_words(amount: Decimal) -> None:
    assert chinese_amount.parse(chinese_amount.words(amount)) == amount


@given(st.text("零壹贰叁肆伍陆柒捌玖拾佰仟万亿圆角分整负", max_size=12))
def test_arbitrary_numerals_are_an_amount_or_refused(words: str) -> None:
    try:
        amount = chinese_amount.parse(words)
    except chinese_amount.InvalidAmount:
        return
    assert chinese_amount.parse(chinese_amount.words(amount)) == amount


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("011002400111", "ordinary"),
        ("042001705112", "toll"),
        ("052002109113", "special"),
        ("144032400110", None),
        ("5100191130", None),
        ("011002400104", None),
    ],
)
def test_the_code_of_an_older_invoice_names_its_kind(code: str, kind: str | None) -> None:
    assert invoice_number.kind_of_code(code) == kind


def test_a_digital_number_begins_with_its_year() -> None:
    assert invoice_number.year("24442000000476894120") == 2024
    assert invoice_number.year("12345678") is None
