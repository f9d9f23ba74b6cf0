"""Columns of a bank's file that nobody knows: a person says what they hold."""

from datetime import date
from decimal import Decimal

import pytest

from importers import bank_check, bank_layout, bank_statement
from importers.bank_layout import BankLayout, Meaning
from importers.document import Document, UnreadableDocument
from importers.sandbox import ReaderPool

STRANGE = (
    "账户：1109001007120101,,,,,,\n"
    "发生日,划出数,划入数,结存数,往来户,说明一,说明二\n"
    '2026-01-05,,"60,000.00","60,000.00",北京市科协创新服务中心,拨款,首期\n'
    '2026-01-20,106.00,,"59,894.00",北京明远检测技术有限公司,测试费,样品\n'
)
SAID = BankLayout(
    ("发生日", "划出数", "划入数", "结存数", "往来户", "说明一", "说明二"),
    (
        Meaning.DAY, Meaning.OUT, Meaning.IN, Meaning.BALANCE, Meaning.COUNTERPARTY,
        Meaning.SUMMARY, Meaning.SUMMARY,
    ),
)  # fmt: skip


def document(text: str = STRANGE) -> Document:
    return Document("a.csv", text.encode())


def test_titles_of_no_known_bank_are_read_as_a_person_said() -> None:
    with pytest.raises(UnreadableDocument, match="没有找到对账单的表头"):
        bank_statement.read(document())
    statement = bank_statement.read(document(), [SAID])
    assert bank_check.faults(statement) == ()
    first, second = statement.lines
    assert (first.day, first.amount) == (date(2026, 1, 5), Decimal("60000.00"))
    assert (second.amount, second.counterparty) == (
        Decimal("-106.00"), "北京明远检测技术有限公司",
    )  # fmt: skip
    assert second.summary == "测试费 样品"


def test_what_a_person_said_goes_before_what_a_title_usually_means() -> None:
    text = STRANGE.replace("发生日,划出数,划入数,结存数", "交易日期,收入,支出,余额")
    said = BankLayout(("交易日期", "收入", "支出", "余额", *SAID.titles[4:]), SAID.meanings)
    assert bank_statement.read(document(text), [said]).paid == Decimal("106.00")


def test_other_titles_are_left_alone() -> None:
    with pytest.raises(UnreadableDocument):
        bank_statement.read(document(STRANGE.replace("说明二", "说明三")), [SAID])


def test_a_single_column_of_amounts_may_have_a_flag() -> None:
    text = "何时,多少,方向,余下\n2026-01-05,100.00,贷,100.00\n2026-01-06,30.00,借,70.00\n"
    meanings = (Meaning.DAY, Meaning.AMOUNT, Meaning.FLAG, Meaning.BALANCE)
    said = BankLayout(("何时", "多少", "方向", "余下"), meanings)
    assert said.faults() == ()
    lines = bank_statement.read(document(text), [said]).lines
    assert [line.amount for line in lines] == [Decimal("100.00"), Decimal("-30.00")]


@pytest.mark.parametrize(
    ("meanings", "told"),
    [
        ((Meaning.IN, Meaning.OUT), "哪一列是记账日期"),
        ((Meaning.DAY, Meaning.IN), "金额在哪里"),
        ((Meaning.DAY, Meaning.AMOUNT, Meaning.DAY), "只能对应一列"),
        ((), "哪一列是记账日期"),
    ],
)
def test_what_is_missing_is_asked_for(meanings: tuple[Meaning, ...], told: str) -> None:
    layout = BankLayout(tuple(f"列{place}" for place in range(len(meanings))), meanings)
    assert any(told in fault.text() for fault in layout.faults())


def test_a_row_of_long_texts_holds_no_titles() -> None:
    layout = BankLayout(("摘" * 400, "要" * 400), (Meaning.DAY, Meaning.AMOUNT))
    (fault,) = layout.faults()
    assert "不像列名" in fault.text()


def test_the_upper_rows_are_shown_without_formulas() -> None:
    rows = bank_layout.head([["标题"], ["=1+1"], ["\ufffe=formula", "3"]])
    assert rows[2] == ["", "3"]


def test_a_title_tells_what_it_usually_means() -> None:
    assert bank_layout.usual("交 易 日 期") is Meaning.DAY
    assert bank_layout.usual("说明一") is None


def test_it_goes_through_the_sandbox() -> None:
    assert BankLayout.from_record(SAID.to_record()) == SAID
    with ReaderPool(1) as pool:
        statement = pool.bank_statement("a.csv", STRANGE.encode(), [SAID])
        assert statement == bank_statement.read(document(), [SAID])
        assert pool.bank_head("a.csv", STRANGE.encode())[1][0] == "发生日"
