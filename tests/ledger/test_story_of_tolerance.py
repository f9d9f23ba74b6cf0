"""A grant whose directions may be overdrawn a little: how far, and how it is evened out."""

from decimal import Decimal

import pytest
from sqlalchemy import Connection

from ledger import control, events
from ledger.accounts import AccountRef
from tests.ledger.chronicle import MEETINGS, RESEARCH, Chronicle, close
from tests.ledger.story import GRANT, on, open_books, yuan

MONEY = yuan("15000.00")


@pytest.fixture
def tolerant(ledger_connection: Connection) -> Chronicle:
    """10 000 for research and 5 000 for meetings; a direction may be overdrawn by 500."""
    story = Chronicle(ledger_connection, open_books(ledger_connection))
    center, employer = story.books.center, story.books.employer
    control.set_tolerance(ledger_connection, employer, GRANT, yuan("500.00"), "user-3")
    budget = {"RND": yuan("10000.00"), "CONF": yuan("5000.00")}
    story.happens(
        events.appropriate(center, on("year"), MONEY),
        *events.commit_agreement(center, employer, on("agreement"), GRANT, budget),
        events.disburse(center, on("pay"), GRANT, MONEY),
        events.receive(employer, on("arrive"), GRANT, MONEY),
        events.confirm_receipt(center, on("arrive"), GRANT, MONEY),
        leaves="""
            中心 4001             15000.00
            中心 1218.A           15000.00
            中心 9100             15000.00
            中心 9103             15000.00
            甲厂 1002.S           15000.00
            甲厂 2401.F FISCAL    15000.00
            甲厂 9000 FISCAL      15000.00
            甲厂 9001 FISCAL RND  10000.00
            甲厂 9001 FISCAL CONF  5000.00
        """,
    )
    return story


def test_a_direction_is_overdrawn_as_far_as_was_agreed(tolerant: Chronicle) -> None:
    employer, cost = tolerant.books.employer, yuan("10400.00")
    tolerant.happens(
        events.reserve(employer, on("claim:1"), RESEARCH, cost),
        events.spend(employer, on("claim:1:pay"), RESEARCH, cost),
        leaves="""
            甲厂 1002.S             4600.00
            甲厂 2401.F FISCAL      4600.00
            甲厂 5301.X FISCAL RND 10400.00
            甲厂 6117.G FISCAL     10400.00
            甲厂 9001 FISCAL RND    -400.00
            甲厂 9003 FISCAL RND   10400.00
        """,
    )
    tolerant.refuses(
        "“可用预算”（项目 2026-017，支出方向 RND）只剩 100.00 元，不足 100.01 元。",
        events.reserve(employer, on("claim:2"), RESEARCH, yuan("100.01")),
    )
    tolerant.proves()


def test_what_was_overdrawn_is_evened_out_when_the_grant_is_settled(tolerant: Chronicle) -> None:
    center, employer = tolerant.books.center, tolerant.books.employer
    costs: dict[str, Decimal] = {"RND": yuan("10400.00"), "CONF": yuan("4600.00")}
    for purpose in (RESEARCH, MEETINGS):
        key, cost = f"claim:{purpose.category}", costs[purpose.category]
        tolerant.happens(
            events.reserve(employer, on(key), purpose, cost),
            events.spend(employer, on(f"{key}:pay"), purpose, cost),
            leaves={
                "RND": """
                    甲厂 1002.S             4600.00
                    甲厂 2401.F FISCAL      4600.00
                    甲厂 5301.X FISCAL RND 10400.00
                    甲厂 6117.G FISCAL     10400.00
                    甲厂 9001 FISCAL RND    -400.00
                    甲厂 9003 FISCAL RND   10400.00
                """,
                "CONF": """
                    甲厂 1002.S                0.00
                    甲厂 2401.F FISCAL         0.00
                    甲厂 5301.X FISCAL CONF 4600.00
                    甲厂 6117.G FISCAL     15000.00
                    甲厂 9001 FISCAL CONF    400.00
                    甲厂 9003 FISCAL CONF   4600.00
                """,
            }[purpose.category],
        )
    tolerant.happens(
        events.accept(center, on("acceptance"), GRANT, MONEY),
        *close(tolerant, on("close")),
        leaves="""
            中心 1218.A               0.00
            中心 4001                 0.00
            中心 9100                 0.00
            中心 9103                 0.00
            甲厂 5301.X FISCAL RND    0.00
            甲厂 5301.X FISCAL CONF   0.00
            甲厂 6117.G FISCAL        0.00
            甲厂 9000 FISCAL          0.00
            甲厂 9001 FISCAL RND      0.00
            甲厂 9001 FISCAL CONF     0.00
            甲厂 9003 FISCAL RND      0.00
            甲厂 9003 FISCAL CONF     0.00
        """,
    )
    control.close_grant(tolerant.connection, employer, GRANT)
    tolerant.everything_is_settled(spare=set())
    assert tolerant.stands(employer, AccountRef("1002.S")) == 0
    tolerant.proves()


def test_how_a_budget_is_controlled_is_settled_before_it_is_opened(tolerant: Chronicle) -> None:
    with pytest.raises(Exception, match="的预算控制方式已定，不能再改"):
        control.set_tolerance(
            tolerant.connection, tolerant.books.employer, GRANT, yuan("900.00"), "user-3"
        )
