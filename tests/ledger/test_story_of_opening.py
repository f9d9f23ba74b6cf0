"""Books that begin in the middle of things: opened with what older ones held, then kept on."""

from datetime import date

import pytest
from sqlalchemy import Connection

from ledger import book, events, proof
from ledger.accounts import AccountRef
from ledger.events import Purpose
from tests.ledger.chronicle import EXCHANGE, MATCHED, RESEARCH, Chronicle
from tests.ledger.story import GRANT, on, open_books, yuan

OPENING = on("opening", date(2026, 1, 1))
LATER = date(2026, 1, 20)

# One grant had 120 000 of its 200 000: 20 000 were spent and half of that accepted, a traveller
# holds 3 000, the employer had laid out 1 500, and an instalment of 30 000 is on its way.
EMPLOYERS = {
    AccountRef("1002.S"): yuan("108500.00"),
    EXCHANGE.on("1221.PRE"): yuan("3000.00"),
    RESEARCH.fund("2401.F"): yuan("97000.00"),
    RESEARCH.fund("2401.P"): yuan("3000.00"),
    MATCHED.fund("2401.F"): yuan("10000.00"),
    AccountRef("2241.ADV", GRANT): yuan("1500.00"),
    RESEARCH.on("5301.X"): yuan("20000.00"),
    RESEARCH.fund("6117.G"): yuan("20000.00"),
    RESEARCH.fund("9000"): yuan("200000.00"),
    RESEARCH.on("9001"): yuan("160000.00"),
    EXCHANGE.on("9001"): yuan("17000.00"),
    EXCHANGE.on("9002"): yuan("3000.00"),
    RESEARCH.on("9003"): yuan("20000.00"),
    MATCHED.fund("9000"): yuan("10000.00"),
    MATCHED.on("9001"): yuan("10000.00"),
}
CENTERS = {
    AccountRef("1011"): yuan("850000.00"),
    AccountRef("4001"): yuan("1000000.00"),
    AccountRef("1218.T", GRANT): yuan("30000.00"),
    AccountRef("1218.A", GRANT): yuan("110000.00"),
    AccountRef("5001", GRANT): yuan("10000.00"),
    AccountRef("9100"): yuan("1000000.00"),
    AccountRef("9101"): yuan("800000.00"),
    AccountRef("9102", GRANT): yuan("50000.00"),
    AccountRef("9103", GRANT): yuan("150000.00"),
}


@pytest.fixture
def opened(ledger_connection: Connection) -> Chronicle:
    story = Chronicle(ledger_connection, open_books(ledger_connection))
    story.happens(
        events.open_balances(story.books.center, OPENING, CENTERS),
        events.open_balances(story.books.employer, OPENING, EMPLOYERS),
        leaves="""
            中心 1011                850000.00
            中心 4001               1000000.00
            中心 1218.T               30000.00
            中心 1218.A              110000.00
            中心 5001                 10000.00
            中心 9100               1000000.00
            中心 9101                800000.00
            中心 9102                 50000.00
            中心 9103                150000.00
            甲厂 1002.S              108500.00
            甲厂 1221.PRE FISCAL EXCH  3000.00
            甲厂 2401.F FISCAL        97000.00
            甲厂 2401.P FISCAL         3000.00
            甲厂 2401.F MATCH         10000.00
            甲厂 2241.ADV              1500.00
            甲厂 5301.X FISCAL RND    20000.00
            甲厂 6117.G FISCAL        20000.00
            甲厂 9000 FISCAL         200000.00
            甲厂 9001 FISCAL RND     160000.00
            甲厂 9001 FISCAL EXCH     17000.00
            甲厂 9002 FISCAL EXCH      3000.00
            甲厂 9003 FISCAL RND      20000.00
            甲厂 9000 MATCH           10000.00
            甲厂 9001 MATCH RND       10000.00
        """,
    )
    return story


def test_books_opened_in_the_middle_of_a_grant_go_on_as_if_they_had_always_been_there(
    opened: Chronicle,
) -> None:
    center, employer = opened.books.center, opened.books.employer
    arrived = on("instalment:2:arrived", LATER)
    opened.happens(
        events.receive(employer, arrived, GRANT, yuan("30000.00")),
        events.confirm_receipt(center, arrived, GRANT, yuan("30000.00")),
        leaves="""
            中心 1218.T              0.00
            中心 1218.A         140000.00
            甲厂 1002.S         138500.00
            甲厂 2401.F FISCAL  127000.00
        """,
    )
    opened.happens(
        events.settle_advance(employer, on("trip", LATER), EXCHANGE, yuan("3000.00")),
        events.reimburse_employer(employer, on("laid out", LATER), GRANT, yuan("1500.00")),
        leaves="""
            甲厂 1002.S              137000.00
            甲厂 1221.PRE FISCAL EXCH     0.00
            甲厂 2401.P FISCAL            0.00
            甲厂 2241.ADV                 0.00
            甲厂 5301.X FISCAL EXCH    3000.00
            甲厂 6117.G FISCAL        23000.00
            甲厂 9002 FISCAL EXCH         0.00
            甲厂 9003 FISCAL EXCH      3000.00
        """,
    )
    opened.proves()


def test_books_are_opened_once(opened: Chronicle) -> None:
    again = events.open_balances(opened.books.employer, OPENING, EMPLOYERS)
    assert [receipt.replayed for receipt in book.post(opened.connection, again)] == [True]
    other = EMPLOYERS | {AccountRef("1002.S"): yuan("108501.00"), AccountRef("3999"): yuan("1.00")}
    opened.refuses(
        "业务编号 opening 已记过一笔内容不同的凭证，请刷新后核对。",
        events.open_balances(opened.books.employer, OPENING, other),
    )


def test_an_opening_that_takes_more_than_there_was_is_refused(opened: Chronicle) -> None:
    overdrawn = {AccountRef("1002.S"): yuan("-5.00"), AccountRef("3999"): yuan("-5.00")}
    opened.refuses(
        "“专户银行存款”（项目 －）余额只有 0.00 元，不足 5.00 元。",
        events.open_balances(opened.books.other, OPENING, overdrawn),
    )


def test_an_opening_that_the_other_books_do_not_know_is_found(opened: Chronicle) -> None:
    elsewhere = Purpose("2025-003", "FISCAL", "RND")
    unknown = {AccountRef("1002.S"): yuan("5.00"), elsewhere.fund("2401.F"): yuan("5.00")}
    book.post(opened.connection, events.open_balances(opened.books.other, OPENING, unknown))
    assert [fault.text() for fault in proof.prove(opened.connection)] == [
        "[I3] 2025-003：中心账待核销与已核销 0.00 元，单位账未用、预借、待划转与已用 5.00 元。"
    ]
