"""Chapters 5 and 6: the selectee changes employers, and the new one spends."""

from datetime import date

import pytest

from ledger import events
from ledger.accounts import AccountRef
from tests.ledger.chronicle import EXCHANGE, MATCHED, MEETINGS, RESEARCH, TRAINING, Chronicle, close
from tests.ledger.story import GRANT, on, yuan

JUNE = date(2026, 6, 15)
JULY = date(2026, 7, 1)

TRANSFER = on("transfer:1", JUNE)
RESTS = {"FISCAL": yuan("88199.66")}
BUDGET_LEFT = {
    RESEARCH: yuan("105099.99"),
    TRAINING: yuan("30000.00"),
    MEETINGS: yuan("17299.67"),
    EXCHANGE: yuan("15800.00"),
}


def a_transfer_is_approved(story: Chronicle) -> None:
    old, new = story.books.employer, story.books.other
    story.refuses(
        "“专项资金未用余额”（项目 2026-017）余额只有 88199.66 元，不足 88199.67 元。",
        *events.approve_transfer(old, new, TRANSFER, GRANT, {"FISCAL": yuan("88199.67")}, {}),
    )
    story.happens(
        *events.approve_transfer(old, new, TRANSFER, GRANT, RESTS, BUDGET_LEFT),
        leaves="""
            甲厂 2241.OUT FISCAL    88199.66
            甲厂 2401.F FISCAL          0.00
            甲厂 9000 FISCAL        31800.34
            甲厂 9001 FISCAL CONF       0.00
            甲厂 9001 FISCAL EXCH       0.00
            甲厂 9001 FISCAL RND        0.00
            甲厂 9001 FISCAL TRAIN      0.00
            乙厂 9000 FISCAL       168199.66
            乙厂 9001 FISCAL CONF   17299.67
            乙厂 9001 FISCAL EXCH   15800.00
            乙厂 9001 FISCAL RND   105099.99
            乙厂 9001 FISCAL TRAIN  30000.00
        """,
    )
    story.ends_of_the_transfer_agree(TRANSFER)


def the_money_leaves_one_employer_and_reaches_the_other(story: Chronicle) -> None:
    center, old, new = story.books.center, story.books.employer, story.books.other
    payment, arrival = (
        on(f"transfer:1:{step}", JUNE, TRANSFER.identifier) for step in ("pay", "arrive")
    )
    more = {"FISCAL": yuan("88199.67")}
    story.refuses(
        "“应划转新单位款”（项目 2026-017）余额只有 88199.66 元，不足 88199.67 元。",
        *events.pay_transfer(center, old, payment, GRANT, more),
    )
    story.happens(
        *events.pay_transfer(center, old, payment, GRANT, RESTS),
        leaves="""
            中心 1218.A          11900.34
            中心 1218.T          88199.66
            甲厂 1002.S          11223.45
            甲厂 2241.OUT FISCAL     0.00
        """,
    )
    story.ends_of_the_transfer_agree(TRANSFER)
    story.proves()
    story.refuses(
        "“专户银行存款”（项目 －）余额只有 0.00 元，不足 1.00 元。",
        events.reserve(new, on("claim:20", JUNE), RESEARCH, yuan("1.00")),
        events.spend(new, on("claim:20:pay", JUNE), RESEARCH, yuan("1.00")),
    )
    story.refuses(
        "“在途拨款”（项目 2026-017）余额只有 88199.66 元，不足 88199.67 元。",
        *events.receive_transfer(center, new, arrival, GRANT, more),
    )
    story.happens(
        *events.receive_transfer(center, new, arrival, GRANT, RESTS),
        leaves="""
            中心 1218.A        100100.00
            中心 1218.T             0.00
            乙厂 1002.S         88199.66
            乙厂 2401.F FISCAL  88199.66
        """,
    )
    story.ends_of_the_transfer_agree(TRANSFER)


def the_new_employer_gets_the_next_instalment_and_spends(story: Chronicle) -> None:
    center, new, second = story.books.center, story.books.other, yuan("50000.00")
    story.happens(
        events.disburse(center, on("instalment:2:pay", JULY), GRANT, second),
        events.receive(new, on("instalment:2:arrived", JULY), GRANT, second),
        events.confirm_receipt(center, on("instalment:2:arrived", JULY), GRANT, second),
        leaves="""
            中心 1011          2830000.00
            中心 1218.A         150100.00
            中心 9102            30000.00
            中心 9103           170000.00
            乙厂 1002.S         138199.66
            乙厂 2401.F FISCAL  138199.66
        """,
    )
    story.happens(
        events.reserve(new, on("claim:21", JULY), RESEARCH, yuan("8000.00")),
        events.spend(new, on("claim:21:pay", JULY), RESEARCH, yuan("8000.00")),
        events.reserve(new, on("claim:22", JULY), EXCHANGE, yuan("12000.00")),
        events.spend(new, on("claim:22:pay", JULY), EXCHANGE, yuan("12000.00")),
        leaves="""
            乙厂 1002.S             118199.66
            乙厂 2401.F FISCAL      118199.66
            乙厂 5301.X FISCAL EXCH  12000.00
            乙厂 5301.X FISCAL RND    8000.00
            乙厂 6117.G FISCAL       20000.00
            乙厂 9001 FISCAL EXCH     3800.00
            乙厂 9001 FISCAL RND     97099.99
            乙厂 9003 FISCAL EXCH    12000.00
            乙厂 9003 FISCAL RND      8000.00
        """,
    )
    story.happens(
        events.accept(center, on("acceptance:2", JULY), GRANT, yuan("23900.34")),
        leaves="""
            中心 1218.A 126199.66
            中心 5001    43800.34
        """,
    )
    story.refuses(
        "“拨出待核销”（项目 2026-017）余额只有 126199.66 元，不足 126199.67 元。",
        events.accept(center, on("acceptance:3", JULY), GRANT, yuan("126199.67")),
    )


def nothing_is_settled_while_money_is_left(story: Chronicle) -> None:
    with pytest.raises(ValueError, match=r"something stands on \['2401.F'\]"):
        close(story, on("close early", JULY))
    assert story.stands(story.books.employer, MATCHED.fund("2401.F")) == yuan("11100.00")
    assert story.stands(story.books.other, AccountRef("1002.S")) == yuan("118199.66")


CHAPTERS = (
    (
        a_transfer_is_approved,
        the_money_leaves_one_employer_and_reaches_the_other,
    ),
    (
        the_new_employer_gets_the_next_instalment_and_spends,
        nothing_is_settled_while_money_is_left,
    ),
)
