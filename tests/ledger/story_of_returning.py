"""Chapters 7 to 9: a finding and the way back, what is left over, the end."""

from datetime import date

from ledger import control, events
from ledger.events import Recall
from tests.ledger.chronicle import EXCHANGE, MEETINGS, RESEARCH, TRAINING, Chronicle, close
from tests.ledger.story import GRANT, on, yuan

AUTUMN = date(2026, 9, 30)
DECEMBER = date(2026, 12, 20)


def the_grant_is_suspended_while_somebody_looks_into_it(story: Chronicle) -> None:
    new = story.books.other
    for is_open in (False, True):  # opened again, or nothing could be called back
        for purpose in (RESEARCH, TRAINING, MEETINGS, EXCHANGE):
            account = purpose.on("9001")
            control.set_account_open(story.connection, new, account, is_open=is_open)
        if not is_open:
            story.refuses(
                "“可用预算”（项目 2026-017，支出方向 RND）已停用，暂不能记账。",
                events.reserve(new, on("claim:23", AUTUMN), RESEARCH, yuan("1.00")),
            )


def the_grant_is_revoked_and_its_money_called_back(story: Chronicle) -> None:
    center, new, trip = story.books.center, story.books.other, yuan("12000.00")
    story.happens(
        events.disallow(new, on("finding:2", AUTUMN), EXCHANGE, trip),
        leaves="""
            乙厂 5301.D FISCAL EXCH 12000.00
            乙厂 5301.X FISCAL EXCH     0.00
        """,
    )
    recall = Recall(
        GRANT,
        unspent={"FISCAL": yuan("118199.66")},
        budget={
            RESEARCH: yuan("97099.99"),
            MEETINGS: yuan("17299.67"),
            EXCHANGE: yuan("3800.00"),
        },
        disallowed={EXCHANGE: trip},
        from_accepted=trip,
    )
    story.happens(
        *events.claw_back(center, new, on("revocation", AUTUMN), recall),
        leaves="""
            中心 1218.A                8000.00
            中心 1218.R              130199.66
            中心 5001                 31800.34
            中心 9100               2869800.34
            中心 9103                 39800.34
            乙厂 1221.OWN             12000.00
            乙厂 2241.RTN FISCAL     130199.66
            乙厂 2401.F FISCAL            0.00
            乙厂 5301.D FISCAL EXCH       0.00
            乙厂 6117.G FISCAL         8000.00
            乙厂 9000 FISCAL          38000.00
            乙厂 9001 FISCAL CONF         0.00
            乙厂 9001 FISCAL EXCH         0.00
            乙厂 9001 FISCAL RND          0.00
            乙厂 9003 FISCAL EXCH         0.00
        """,
    )
    story.happens(
        *events.cancel_commitment(
            center, new, on("revocation:promise", AUTUMN), GRANT, {"TRAIN": yuan("30000.00")}
        ),
        leaves="""
            中心 9101              2830000.00
            中心 9102                    0.00
            乙厂 9000 FISCAL          8000.00
            乙厂 9001 FISCAL TRAIN       0.00
        """,
    )


def the_employer_pays_back_what_is_there_then_what_it_adds(story: Chronicle) -> None:
    center, new, trip = story.books.center, story.books.other, yuan("12000.00")
    story.refuses(
        "“专户银行存款”（项目 －）余额只有 118199.66 元，不足 130199.66 元。",
        *events.repay(
            center, new, on("repayment:all", AUTUMN), GRANT, {"FISCAL": yuan("130199.66")}
        ),
    )
    unspent = {"FISCAL": yuan("118199.66")}
    story.happens(
        *events.repay(center, new, on("repayment:1", AUTUMN), GRANT, unspent),
        leaves="""
            中心 1218.B          118199.66
            中心 1218.R           12000.00
            乙厂 1002.S               0.00
            乙厂 2241.RTN FISCAL  12000.00
        """,
    )
    story.happens(
        events.top_up(new, on("repayment:own", AUTUMN), GRANT, trip),
        *events.repay(center, new, on("repayment:2", AUTUMN), GRANT, {"FISCAL": trip}),
        leaves="""
            中心 1218.B          130199.66
            中心 1218.R               0.00
            乙厂 1221.OWN             0.00
            乙厂 2241.RTN FISCAL      0.00
        """,
    )


def the_money_comes_home_and_goes_to_the_treasury(story: Chronicle) -> None:
    center, all_of_it = story.books.center, yuan("130199.66")
    story.refuses(
        "“在途退回款”（项目 2026-017）余额只有 130199.66 元，不足 130199.67 元。",
        events.recover(center, on("recovery:more", AUTUMN), GRANT, yuan("130199.67")),
    )
    story.happens(
        events.recover(center, on("recovery:1", AUTUMN), GRANT, yuan("118199.66")),
        events.recover(center, on("recovery:2", AUTUMN), GRANT, yuan("12000.00")),
        leaves="""
            中心 1002   130199.66
            中心 1218.B      0.00
        """,
    )
    story.happens(
        events.declare_to_treasury(center, on("treasury:1", AUTUMN), all_of_it),
        leaves="""
            中心 2103  130199.66
            中心 4001 2869800.34
        """,
    )
    story.happens(
        events.remit(center, on("treasury:1:pay", AUTUMN), all_of_it),
        leaves="""
            中心 1002 0.00
            中心 2103 0.00
        """,
    )


def what_the_first_employer_has_left_goes_back_to_whom_it_belongs(story: Chronicle) -> None:
    center, old, earned = story.books.center, story.books.employer, {"INTEREST": yuan("123.45")}
    story.happens(
        *events.return_surplus(center, old, on("surplus", DECEMBER), Recall(GRANT, earned)),
        leaves="""
            中心 1218.R            123.45
            中心 2103              123.45
            甲厂 2241.RTN INTEREST 123.45
            甲厂 2401.F INTEREST     0.00
        """,
    )
    story.happens(
        *events.repay(center, old, on("surplus:pay", DECEMBER), GRANT, earned),
        leaves="""
            中心 1218.B              123.45
            中心 1218.R                0.00
            甲厂 1002.S            11100.00
            甲厂 2241.RTN INTEREST     0.00
        """,
    )
    story.happens(
        events.recover(center, on("surplus:arrived", DECEMBER), GRANT, yuan("123.45")),
        events.remit(center, on("surplus:treasury", DECEMBER), yuan("123.45")),
        leaves="""
            中心 1218.B 0.00
            中心 2103   0.00
        """,
    )
    left = {"RND": yuan("11100.00")}
    story.happens(
        events.release_matching(old, on("match:back", DECEMBER), GRANT, "MATCH", left),
        leaves="""
            甲厂 1002.S             0.00
            甲厂 2401.F MATCH       0.00
            甲厂 9000 MATCH     38900.00
            甲厂 9001 MATCH RND     0.00
        """,
    )


def the_rest_is_accepted_and_the_grant_is_settled(story: Chronicle) -> None:
    books = story.books
    story.refuses_to_shut(
        "“专项支出”（项目 2026-017）上还有 7700.33 元，结清之后才能关闭项目账户。", books.employer
    )
    story.happens(
        events.accept(books.center, on("acceptance:4", DECEMBER), GRANT, yuan("8000.00")),
        leaves="""
            中心 1218.A     0.00
            中心 5001   39800.34
        """,
    )
    story.happens(
        *close(story, on("close", DECEMBER)),
        leaves="""
            中心 4001               2830000.00
            中心 5001                     0.00
            中心 9100               2830000.00
            中心 9103                     0.00
            甲厂 5301.X FISCAL CONF       0.00
            甲厂 5301.X FISCAL EXCH       0.00
            甲厂 5301.X FISCAL RND        0.00
            甲厂 5301.X MATCH RND         0.00
            甲厂 6117.G FISCAL            0.00
            甲厂 6117.G MATCH             0.00
            甲厂 9000 FISCAL              0.00
            甲厂 9000 MATCH               0.00
            甲厂 9003 FISCAL CONF         0.00
            甲厂 9003 FISCAL EXCH         0.00
            甲厂 9003 FISCAL RND          0.00
            甲厂 9003 MATCH RND           0.00
            乙厂 5301.X FISCAL RND        0.00
            乙厂 6117.G FISCAL            0.00
            乙厂 9000 FISCAL              0.00
            乙厂 9003 FISCAL RND          0.00
        """,
    )
    story.everything_is_settled(spare={"中心 1011", "中心 4001", "中心 9100", "中心 9101"})
    for of in (books.center, books.employer, books.other):
        control.close_grant(story.connection, of, GRANT)
    assert story.open_accounts_of_the_grant() == 0
    story.refuses(
        "“专项资金未用余额”（项目 2026-017，支出方向 －）已停用，暂不能记账。",
        events.receive(books.other, on("too late", DECEMBER), GRANT, yuan("1.00")),
    )


CHAPTERS = (
    (
        the_grant_is_suspended_while_somebody_looks_into_it,
        the_grant_is_revoked_and_its_money_called_back,
    ),
    (
        the_employer_pays_back_what_is_there_then_what_it_adds,
        the_money_comes_home_and_goes_to_the_treasury,
    ),
    (
        what_the_first_employer_has_left_goes_back_to_whom_it_belongs,
        the_rest_is_accepted_and_the_grant_is_settled,
    ),
)
