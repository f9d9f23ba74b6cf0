"""A spec fills in what follows from its facts, and keeps what is given."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from importers.invoice import Kind
from service.demo import lines
from service.demo.invoices import red_letter
from tests.service.demo.specs import DAY, DIGITAL, OLDER


def test_sums_and_words_follow_from_the_lines() -> None:
    filled = DIGITAL.filled()
    assert (filled.total_amount, filled.total_tax) == ("12000.00", "720.00")
    assert (filled.total_with_tax, filled.total_in_words) == ("12720.00", "壹万贰仟柒佰贰拾圆整")


def test_a_digital_invoice_has_no_code_and_its_qr_text_carries_the_total() -> None:
    filled = DIGITAL.filled()
    assert (filled.code, filled.check_code, filled.password) == (None, None, None)
    assert (filled.qr or "").startswith("01,32,,26112000001297155376,12720.00,20260402,,")
    assert (replace(DIGITAL, kind=Kind.E_SPECIAL).filled().qr or "").startswith("01,31,,")


def test_an_older_invoice_has_code_and_check_code_and_its_qr_text_carries_the_net_amount() -> None:
    filled = OLDER.filled()
    assert (filled.qr or "").startswith(
        f"01,10,011002300111,84155545,12000.00,20230402,{filled.check_code},"
    )
    special = replace(OLDER, kind=Kind.VAT_E_SPECIAL).filled()
    assert special.code == "011002300113"
    assert (special.qr or "").startswith("01,20,")


def test_given_values_are_kept_even_when_they_contradict_each_other() -> None:
    wrong = replace(DIGITAL, total_with_tax="99.00", total_in_words="壹圆整", qr="").filled()
    assert (wrong.total_amount, wrong.total_with_tax) == ("12000.00", "99.00")
    assert (wrong.total_in_words, wrong.qr) == ("壹圆整", "")
    given = replace(OLDER, code="1", check_code="2", machine_number="3", password=()).filled()
    assert (given.code, given.check_code, given.machine_number) == ("1", "2", "3")
    assert given.password == ()


def test_a_forgery_keeps_the_true_qr_text() -> None:
    forged = replace(DIGITAL.filled(), total_with_tax="99999.00").filled()
    assert ",12720.00," in (forged.qr or "")


def test_a_masked_tax_leaves_the_total_at_the_amount() -> None:
    free = lines.line("*运输服务*客运服务费", Decimal("15.94"), "免税")
    filled = replace(DIGITAL, lines=(free,)).filled()
    assert (filled.total_tax, filled.total_with_tax) == ("***", "15.94")


def test_a_red_letter_takes_everything_back_and_names_the_blue_number() -> None:
    red = red_letter(DIGITAL, "26112000001297155999", date(2026, 5, 1))
    filled = red.filled()
    assert filled.total_with_tax == "-12720.00"
    assert filled.total_in_words == "（负数）壹万贰仟柒佰贰拾圆整"
    assert red.remarks.startswith("被红冲蓝字数电票号码：26112000001297155376 ")
    older = red_letter(OLDER, "84155599", DAY)
    assert older.remarks == "对应正数发票代码:011002300111号码:84155545"


def test_a_kind_without_a_drawing_and_an_invoice_without_lines_are_refused() -> None:
    with pytest.raises(AssertionError):
        replace(DIGITAL, kind=Kind.RAIL)
    with pytest.raises(AssertionError):
        replace(DIGITAL, lines=())
