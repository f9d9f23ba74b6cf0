from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from compliance import fieldwork
from compliance.fieldwork import Answer, Column, Mark

CLEAN = Answer(
    value=Decimal("1000.00"),
    marks=dict.fromkeys(Column, Mark.MEETS),
    evidence=True,
    audited=Decimal("1000.00"),
)


def marked(**marks: Mark) -> dict[Column, Mark]:
    return {**CLEAN.marks, **{Column(name): mark for name, mark in marks.items()}}


def said(answer: Answer) -> list[str]:
    return [fault.text() for fault in fieldwork.faults(answer)]


def test_an_item_that_meets_everything_is_no_error() -> None:
    assert said(CLEAN) == []
    assert not CLEAN.wrong
    assert (CLEAN.error, CLEAN.tainting) == (Decimal("0.00"), Fraction(0))


def test_a_part_that_may_not_be_borne_taints_the_item_exactly() -> None:
    third = replace(
        CLEAN, value=Decimal("300.00"), audited=Decimal("200.00"),
        marks=marked(purpose=Mark.FAILS), note="餐费",
    )  # fmt: skip
    assert said(third) == []
    assert third.wrong
    assert (third.error, third.tainting) == (Decimal("100.00"), Fraction(1, 3))


def test_an_item_without_evidence_is_an_error_of_its_whole_amount() -> None:
    none = replace(
        CLEAN, evidence=False, audited=None, marks=marked(support=Mark.FAILS), note="原件遗失"
    )
    assert said(none) == []
    assert none.wrong
    assert (none.error, none.tainting) == (none.value, Fraction(1))


def test_books_that_are_too_low_have_an_error_below_nought() -> None:
    low = replace(CLEAN, audited=Decimal("1100.00"), marks=marked(amount=Mark.FAILS), note="少记")
    assert said(low) == []
    assert (low.error, low.tainting) == (Decimal("-100.00"), Fraction(-1, 10))


def test_a_fault_of_form_leaves_the_amount_as_it_is() -> None:
    form = replace(CLEAN, marks=marked(formalities=Mark.FAILS), note="验收单没有签字")
    assert said(form) == []
    assert form.wrong
    assert form.tainting == 0


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (replace(CLEAN, marks={Column.SUPPORT: Mark.MEETS}), "六栏"),
        (replace(CLEAN, marks=marked(purpose=Mark.NOT_APPLICABLE)), "用途合规"),
        (replace(CLEAN, audited=None), "审定金额"),
        (replace(CLEAN, audited=Decimal("-1.00")), "负数"),
        (replace(CLEAN, audited=Decimal("999.999")), "两位小数"),
        (replace(CLEAN, audited=Decimal("900.00")), "相应的栏"),
        (replace(CLEAN, marks=marked(support=Mark.FAILS)), "说明"),
        (replace(CLEAN, note="字" * (fieldwork.NOTE_MAX + 1)), "精简"),
        (replace(CLEAN, evidence=False, audited=None, note="无"), "支持文件"),
        (replace(CLEAN, evidence=False, marks=marked(support=Mark.FAILS), note="无"), "全额"),
    ],
)
def test_what_cannot_be_taken_is_told_with_the_way_out(answer: Answer, word: str) -> None:
    (sentence,) = said(answer)
    assert word in sentence
