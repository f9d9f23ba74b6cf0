"""Chapters 1 and 2: how the money comes, and how it is spent."""

from datetime import date
from decimal import Decimal

from ledger import events
from ledger.splits import split
from tests.ledger.chronicle import EXCHANGE, MATCHED, MEETINGS, RESEARCH, TRAINING, Chronicle
from tests.ledger.story import GRANT, on, yuan

FEBRUARY = date(2026, 2, 12)


def the_center_gets_its_money_and_signs_an_agreement(story: Chronicle) -> None:
    center, employer = story.books.center, story.books.employer
    first = yuan("120000.00")
    story.happens(
        events.appropriate(center, on("year:2026", date(2026, 1, 8)), yuan("3000000.00")),
        leaves="""
            中心 1011 3000000.00
            中心 4001 3000000.00
            中心 9100 3000000.00
            中心 9101 3000000.00
        """,
    )
    story.refuses(
        "“已承诺指标（任务书）”（项目 2026-017，支出方向 －）只剩 0.00 元，不足 120000.00 元。",
        events.disburse(center, on("too early", FEBRUARY), GRANT, first),
    )
    budget = {
        "RND": yuan("120000.00"),
        "TRAIN": yuan("30000.00"),
        "CONF": yuan("30000.00"),
        "EXCH": yuan("20000.00"),
    }
    story.happens(
        *events.commit_agreement(center, employer, on("agreement", FEBRUARY), GRANT, budget),
        leaves="""
            中心 9101              2800000.00
            中心 9102               200000.00
            甲厂 9000 FISCAL        200000.00
            甲厂 9001 FISCAL CONF    30000.00
            甲厂 9001 FISCAL EXCH    20000.00
            甲厂 9001 FISCAL RND    120000.00
            甲厂 9001 FISCAL TRAIN   30000.00
        """,
    )


def an_instalment_is_paid_and_arrives_and_the_employer_adds_its_own(story: Chronicle) -> None:
    center, employer = story.books.center, story.books.employer
    first = yuan("120000.00")
    story.happens(
        events.disburse(center, on("instalment:1:pay"), GRANT, first),
        leaves="""
            中心 1011   2880000.00
            中心 1218.T  120000.00
            中心 9102     80000.00
            中心 9103    120000.00
        """,
    )
    story.happens(
        events.receive(employer, on("instalment:1:arrived"), GRANT, first),
        events.confirm_receipt(center, on("instalment:1:arrived"), GRANT, first),
        leaves="""
            中心 1218.A        120000.00
            中心 1218.T             0.00
            甲厂 1002.S        120000.00
            甲厂 2401.F FISCAL 120000.00
        """,
    )
    story.refuses(
        "“已承诺指标（任务书）”（项目 2026-017，支出方向 －）只剩 80000.00 元，不足 80000.01 元。",
        events.disburse(center, on("instalment:2:too much"), GRANT, yuan("80000.01")),
    )
    story.happens(
        events.contribute(employer, on("match"), GRANT, "MATCH", {"RND": yuan("50000.00")}),
        leaves="""
            甲厂 1002.S         170000.00
            甲厂 2401.F MATCH    50000.00
            甲厂 9000 MATCH      50000.00
            甲厂 9001 MATCH RND  50000.00
        """,
    )


def a_claim_is_returned(story: Chronicle) -> None:
    employer, amount = story.books.employer, yuan("12000.00")
    story.happens(
        events.reserve(employer, on("claim:1"), TRAINING, amount),
        leaves="""
            甲厂 9001 FISCAL TRAIN 18000.00
            甲厂 9002 FISCAL TRAIN 12000.00
        """,
    )
    story.happens(
        events.release(employer, on("claim:1:return"), TRAINING, amount),
        leaves="""
            甲厂 9001 FISCAL TRAIN 30000.00
            甲厂 9002 FISCAL TRAIN     0.00
        """,
    )


def a_claim_is_paid_from_two_sources(story: Chronicle) -> None:
    employer = story.books.employer
    weights = {RESEARCH: Decimal(70), MATCHED: Decimal(30)}
    shares = split(yuan("30000.01"), weights)
    assert shares == {RESEARCH: yuan("21000.01"), MATCHED: yuan("9000.00")}
    claim, payment = on("claim:2"), on("claim:2:pay")
    story.happens(
        events.together(*(events.reserve(employer, claim, of, x) for of, x in shares.items())),
        leaves="""
            甲厂 9001 FISCAL RND 98999.99
            甲厂 9001 MATCH RND  41000.00
            甲厂 9002 FISCAL RND 21000.01
            甲厂 9002 MATCH RND   9000.00
        """,
    )
    story.happens(
        events.together(*(events.spend(employer, payment, of, x) for of, x in shares.items())),
        leaves="""
            甲厂 1002.S            139999.99
            甲厂 2401.F FISCAL      98999.99
            甲厂 2401.F MATCH       41000.00
            甲厂 5301.X FISCAL RND  21000.01
            甲厂 5301.X MATCH RND    9000.00
            甲厂 6117.G FISCAL      21000.01
            甲厂 6117.G MATCH        9000.00
            甲厂 9002 FISCAL RND        0.00
            甲厂 9002 MATCH RND         0.00
            甲厂 9003 FISCAL RND    21000.01
            甲厂 9003 MATCH RND      9000.00
        """,
    )


def a_purchase_costs_less_than_was_reserved(story: Chronicle) -> None:
    employer, reserved, paid = story.books.employer, yuan("30000.00"), yuan("29900.00")
    story.happens(
        events.reserve(employer, on("claim:3"), MATCHED, reserved),
        leaves="""
            甲厂 9001 MATCH RND 11000.00
            甲厂 9002 MATCH RND 30000.00
        """,
    )
    story.happens(
        events.spend(employer, on("claim:3:pay"), MATCHED, paid, reserved),
        leaves="""
            甲厂 1002.S           110099.99
            甲厂 2401.F MATCH      11100.00
            甲厂 5301.X MATCH RND  38900.00
            甲厂 6117.G MATCH      38900.00
            甲厂 9001 MATCH RND    11100.00
            甲厂 9002 MATCH RND        0.00
            甲厂 9003 MATCH RND    38900.00
        """,
    )


def a_cost_from_before_the_agreement_is_paid_back_to_the_employer(story: Chronicle) -> None:
    employer, cost = story.books.employer, yuan("8000.33")
    story.happens(
        events.reserve(employer, on("claim:4"), MEETINGS, cost),
        events.spend_pre_project(employer, on("claim:4:approve"), MEETINGS, cost),
        leaves="""
            甲厂 2241.ADV            8000.33
            甲厂 2401.F FISCAL      90999.66
            甲厂 5301.X FISCAL CONF  8000.33
            甲厂 6117.G FISCAL      29000.34
            甲厂 9001 FISCAL CONF   21999.67
            甲厂 9003 FISCAL CONF    8000.33
        """,
    )
    story.happens(
        events.reimburse_employer(employer, on("claim:4:pay"), GRANT, cost),
        leaves="""
            甲厂 1002.S   102099.66
            甲厂 2241.ADV      0.00
        """,
    )


def a_traveller_gets_an_advance_and_brings_the_rest_back(story: Chronicle) -> None:
    employer, handed, used, rest = (
        story.books.employer, yuan("5000.00"), yuan("4200.00"), yuan("800.00")
    )  # fmt: skip
    story.happens(
        events.reserve(employer, on("claim:5"), EXCHANGE, handed),
        events.advance(employer, on("claim:5:advance"), EXCHANGE, handed),
        leaves="""
            甲厂 1002.S               97099.66
            甲厂 1221.PRE FISCAL EXCH  5000.00
            甲厂 2401.F FISCAL        85999.66
            甲厂 2401.P FISCAL         5000.00
            甲厂 9001 FISCAL EXCH     15000.00
            甲厂 9002 FISCAL EXCH      5000.00
        """,
    )
    story.refuses(
        "“预借款”（项目 2026-017）余额只有 5000.00 元，不足 5000.01 元。",
        events.settle_advance(employer, on("claim:5:more"), EXCHANGE, yuan("5000.01"), handed),
    )
    story.happens(
        events.settle_advance(employer, on("claim:5:invoice"), EXCHANGE, used),
        leaves="""
            甲厂 1221.PRE FISCAL EXCH   800.00
            甲厂 2401.P FISCAL          800.00
            甲厂 5301.X FISCAL EXCH    4200.00
            甲厂 6117.G FISCAL        33200.34
            甲厂 9002 FISCAL EXCH       800.00
            甲厂 9003 FISCAL EXCH      4200.00
        """,
    )
    story.happens(
        events.return_advance(employer, on("claim:5:rest"), EXCHANGE, rest),
        events.release(employer, on("claim:5:release"), EXCHANGE, rest),
        leaves="""
            甲厂 1002.S               97899.66
            甲厂 1221.PRE FISCAL EXCH     0.00
            甲厂 2401.F FISCAL        86799.66
            甲厂 2401.P FISCAL            0.00
            甲厂 9001 FISCAL EXCH     15800.00
            甲厂 9002 FISCAL EXCH         0.00
        """,
    )


def a_supplier_pays_part_of_the_price_back(story: Chronicle) -> None:
    story.happens(
        events.refund(story.books.employer, on("claim:2:refund"), RESEARCH, yuan("1000.00")),
        leaves="""
            甲厂 1002.S            98899.66
            甲厂 2401.F FISCAL     87799.66
            甲厂 5301.X FISCAL RND 20000.01
            甲厂 6117.G FISCAL     32200.34
            甲厂 9001 FISCAL RND   99999.99
            甲厂 9003 FISCAL RND   20000.01
        """,
    )


def nobody_spends_what_is_not_there(story: Chronicle) -> None:
    employer, little = story.books.employer, yuan("0.01")
    story.refuses(
        "“可用预算”（项目 2026-017，支出方向 TRAIN）只剩 30000.00 元，不足 30000.01 元。",
        events.reserve(employer, on("claim:6"), TRAINING, yuan("30000.01")),
    )
    story.refuses(
        "“已预留预算”（项目 2026-017，支出方向 RND）只剩 0.00 元，不足 0.01 元。",
        events.spend(employer, on("claim:7"), RESEARCH, little),
    )
    story.refuses(
        "“应付单位垫付款”（项目 2026-017）余额只有 0.00 元，不足 0.01 元。",
        events.reimburse_employer(employer, on("claim:8"), GRANT, little),
    )
    story.refuses(
        "“专项资金未用余额”（项目 2026-017）余额只有 87799.66 元，不足 90000.00 元。",
        events.reserve(employer, on("claim:9"), TRAINING, yuan("20000.00")),
        events.reserve(employer, on("claim:10"), RESEARCH, yuan("90000.00")),
        events.spend(employer, on("claim:10:pay"), RESEARCH, yuan("90000.00")),
    )


CHAPTERS = (
    (
        the_center_gets_its_money_and_signs_an_agreement,
        an_instalment_is_paid_and_arrives_and_the_employer_adds_its_own,
    ),
    (
        a_claim_is_returned,
        a_claim_is_paid_from_two_sources,
        a_purchase_costs_less_than_was_reserved,
        a_cost_from_before_the_agreement_is_paid_back_to_the_employer,
        a_traveller_gets_an_advance_and_brings_the_rest_back,
        a_supplier_pays_part_of_the_price_back,
        nobody_spends_what_is_not_there,
    ),
)
