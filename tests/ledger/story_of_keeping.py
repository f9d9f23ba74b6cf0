"""Chapters 3 and 4: what happens to money that lies there; what was wrong; what is accepted."""

from datetime import date

from ledger import events
from tests.ledger.chronicle import MATCHED, MEETINGS, RESEARCH, TRAINING, Chronicle
from tests.ledger.story import GRANT, close_months, on, yuan

MARCH = date(2026, 3, 31)
APRIL = date(2026, 4, 9)
MAY = date(2026, 5, 20)


def the_bank_adds_interest_and_takes_a_fee(story: Chronicle) -> None:
    employer, fee = story.books.employer, yuan("10.00")
    story.happens(
        events.interest(employer, on("interest:Q1"), {GRANT: yuan("123.45")}),
        leaves="""
            甲厂 1002.S          99023.11
            甲厂 2401.F INTEREST   123.45
        """,
    )
    story.happens(
        events.bank_fee(employer, on("fee:1"), GRANT, fee),
        leaves="""
            甲厂 1002.S   99013.11
            甲厂 1221.OWN    10.00
        """,
    )
    story.happens(
        events.top_up(employer, on("fee:1:back"), GRANT, fee),
        leaves="""
            甲厂 1002.S   99023.11
            甲厂 1221.OWN     0.00
        """,
    )


def somebody_pays_into_the_wrong_account(story: Chronicle) -> None:
    employer, stray = story.books.employer, yuan("500.00")
    story.happens(
        events.stray_receipt(employer, on("stray:1"), stray),
        leaves="""
            甲厂 1002.S 99523.11
            甲厂 3999     500.00
        """,
    )
    story.happens(
        events.stray_return(employer, on("stray:1:back"), stray),
        leaves="""
            甲厂 1002.S 99023.11
            甲厂 3999       0.00
        """,
    )


def a_dinner_was_no_meeting_and_is_put_back(story: Chronicle) -> None:
    employer, dinner = story.books.employer, yuan("300.00")
    story.refuses(
        "“专项支出”（项目 2026-017）余额只有 8000.33 元，不足 8000.34 元。",
        events.disallow(employer, on("finding:0"), MEETINGS, yuan("8000.34")),
    )
    story.happens(
        events.disallow(employer, on("finding:1"), MEETINGS, dinner),
        leaves="""
            甲厂 5301.D FISCAL CONF  300.00
            甲厂 5301.X FISCAL CONF 7700.33
        """,
    )
    story.happens(
        events.put_back(employer, on("finding:1:rectified"), MEETINGS, dinner),
        leaves="""
            甲厂 1002.S             99323.11
            甲厂 2401.F FISCAL      88099.66
            甲厂 5301.D FISCAL CONF     0.00
            甲厂 6117.G FISCAL      31900.34
            甲厂 9001 FISCAL CONF   22299.67
            甲厂 9003 FISCAL CONF    7700.33
        """,
    )


def budget_moves_from_meetings_to_research(story: Chronicle) -> None:
    employer = story.books.employer
    story.happens(
        events.reallocate(employer, on("budget:1"), MEETINGS, RESEARCH, yuan("5000.00")),
        leaves="""
            甲厂 9001 FISCAL CONF  17299.67
            甲厂 9001 FISCAL RND  104999.99
        """,
    )
    story.refuses(
        "“可用预算”（项目 2026-017，支出方向 CONF）只剩 17299.67 元，不足 20000.00 元。",
        events.reallocate(employer, on("budget:2"), MEETINGS, RESEARCH, yuan("20000.00")),
    )


def a_mistake_of_a_closed_month_is_taken_back_in_the_next(story: Chronicle) -> None:
    employer, reserved, paid = story.books.employer, yuan("30000.00"), yuan("29900.00")
    close_months(story.connection, employer, MARCH)
    story.refuses(
        "账已结到 2026-03-31，不能再记 2026-03-31 的凭证；请用之后的日期。",
        events.reserve(employer, on("late", MARCH), TRAINING, yuan("1.00")),
    )
    undone = story.undoes(
        "claim:3:pay",
        on("claim:3:undo", MARCH),
        leaves="""
            甲厂 1002.S           129223.11
            甲厂 2401.F MATCH      41000.00
            甲厂 5301.X MATCH RND   9000.00
            甲厂 6117.G MATCH       9000.00
            甲厂 9001 MATCH RND    11000.00
            甲厂 9002 MATCH RND    30000.00
            甲厂 9003 MATCH RND     9000.00
        """,
    )
    assert (undone.period, undone.word, undone.number) == (202604, "记", 1)
    story.happens(
        events.spend(employer, on("claim:3:pay again", APRIL), MATCHED, paid, reserved),
        leaves="""
            甲厂 1002.S           99323.11
            甲厂 2401.F MATCH     11100.00
            甲厂 5301.X MATCH RND 38900.00
            甲厂 6117.G MATCH     38900.00
            甲厂 9001 MATCH RND   11100.00
            甲厂 9002 MATCH RND       0.00
            甲厂 9003 MATCH RND   38900.00
        """,
    )


def the_center_accepts_part_and_a_supplier_pays_part_of_that_back(story: Chronicle) -> None:
    center, employer, little = story.books.center, story.books.employer, yuan("100.00")
    story.happens(
        events.accept(center, on("acceptance:1", MAY), GRANT, yuan("20000.00")),
        leaves="""
            中心 1218.A 100000.00
            中心 5001    20000.00
        """,
    )
    story.happens(
        events.withdraw_acceptance(center, on("claim:2:refund:2", MAY), GRANT, little),
        events.refund(employer, on("claim:2:refund:2", MAY), RESEARCH, little),
        leaves="""
            中心 1218.A            100100.00
            中心 5001               19900.00
            甲厂 1002.S             99423.11
            甲厂 2401.F FISCAL      88199.66
            甲厂 5301.X FISCAL RND  19900.01
            甲厂 6117.G FISCAL      31800.34
            甲厂 9001 FISCAL RND   105099.99
            甲厂 9003 FISCAL RND    19900.01
        """,
    )


CHAPTERS = (
    (
        the_bank_adds_interest_and_takes_a_fee,
        somebody_pays_into_the_wrong_account,
    ),
    (
        a_dinner_was_no_meeting_and_is_put_back,
        budget_moves_from_meetings_to_research,
        a_mistake_of_a_closed_month_is_taken_back_in_the_next,
        the_center_accepts_part_and_a_supplier_pays_part_of_that_back,
    ),
)
