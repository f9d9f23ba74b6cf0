"""Statements, matches and tables in the database: once, by two people, and never a posting."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from ledger import book, events, proof
from ledger.bank import matches, reconciling, refusals, statements
from ledger.bank.refusals import BankRefused
from ledger.bank.statements import identities
from tests.ledger.bank.bank_story import (
    FIRST,
    GRANT_IN,
    INTEREST,
    LAST,
    PAID,
    bank_item,
    book_item,
    by_hand,
    import_march,
    line,
    matched,
    reconcile,
    spend,
    statement,
)
from tests.ledger.story import EMPLOYER, Books, act_as, fund, on, open_books, yuan


@pytest.fixture
def books(ledger_connection: Connection) -> Books:
    funded = fund(ledger_connection)
    spend(ledger_connection, funded, "claim:1", "106.00")
    return funded


def state(connection: Connection, books: Books) -> matches.Sides:
    return matches.sides(connection, books.employer)


def test_a_statement_is_imported_once(ledger_connection: Connection, books: Books) -> None:
    march = statement([GRANT_IN, PAID, INTEREST])
    first = statements.import_statement(ledger_connection, books.employer, march, "maker")
    again = statements.import_statement(ledger_connection, books.employer, march, "maker")
    assert (first.added, first.known) == (3, 0)
    assert (again.statement, again.added, again.known) == (first.statement, 0, 3)
    renamed = statement([GRANT_IN, PAID, INTEREST], name="again.xlsx")
    other = statements.import_statement(ledger_connection, books.employer, renamed, "maker")
    assert (other.added, other.known) == (0, 3)
    kept = statements.statements(ledger_connection, books.employer)
    assert [each.file_name for each in kept] == ["again.xlsx", "三月.csv"]
    assert len(statements.lines(ledger_connection, books.employer)) == 3


def test_of_overlapping_statements_only_what_is_new_is_added(
    ledger_connection: Connection, books: Books
) -> None:
    half = statement([GRANT_IN, PAID], days=(FIRST, date(2026, 3, 15)))
    statements.import_statement(ledger_connection, books.employer, half, "maker")
    whole = statement([GRANT_IN, PAID, INTEREST])
    added = statements.import_statement(ledger_connection, books.employer, whole, "maker")
    assert (added.added, added.known) == (1, 2)
    april = statement([], opening="59906.34", days=(date(2026, 4, 1), date(2026, 4, 30)))
    assert statements.import_statement(ledger_connection, books.employer, april, "maker").added == 0


@pytest.mark.parametrize(
    ("later", "told"),
    [
        (
            statement([replace(PAID, amount=yuan("-160.00"))], opening="60000.00"),
            "HD2 以前导入的是",
        ),
        (
            statement([], opening="7.00", days=(date(2026, 5, 1), date(2026, 5, 31))),
            "中间缺对账单",
        ),
        (
            statement([INTEREST], opening="60000.00", days=(date(2026, 3, 12), LAST)),
            "缺少以前导入过的明细",
        ),
    ],
)
def test_what_contradicts_is_refused_by_name(
    ledger_connection: Connection, books: Books, later: statements.NewStatement, told: str
) -> None:
    half = statement([GRANT_IN, PAID], days=(FIRST, date(2026, 3, 15)))
    statements.import_statement(ledger_connection, books.employer, half, "maker")
    with pytest.raises(BankRefused, match=told):
        statements.import_statement(ledger_connection, books.employer, later, "maker")


def test_an_earlier_statement_may_come_later_when_it_fits(
    ledger_connection: Connection, books: Books
) -> None:
    rest = statement([PAID, INTEREST], opening="60000.00", days=(date(2026, 3, 10), LAST))
    statements.import_statement(ledger_connection, books.employer, rest, "maker")
    assert not reconciling.table(state(ledger_connection, books), LAST).baseline.difference
    begin = statement([GRANT_IN], days=(FIRST, date(2026, 3, 9)))
    statements.import_statement(ledger_connection, books.employer, begin, "maker")
    sides = state(ledger_connection, books)
    assert sides.baseline is not None
    assert (sides.baseline.from_day, len(sides.bank)) == (FIRST, 3)


def test_lines_without_reference_are_named_by_what_they_say() -> None:
    twice = [line(5, "-10", summary="手续费"), line(5, "-10", summary="手续费")]
    first, second = identities(twice)
    assert second == f"{first}#2"
    assert identities([line(5, "1", "HD"), line(5, "2", "HD")]) == ["HD", "HD#2"]
    told = replace(twice[0], balance=yuan("5.00"))
    assert identities([told]) != [first]


@given(st.lists(st.tuples(st.integers(1, 28), st.sampled_from(["1", "2", "-1"])), max_size=8))
def test_a_line_has_the_same_name_in_every_statement_of_whole_days(
    rows: list[tuple[int, str]],
) -> None:
    every = sorted((line(day, amount) for day, amount in rows), key=lambda each: each.day)
    half = [each for each in every if each.day.day <= 14]
    assert identities(every)[: len(half)] == identities(half)
    assert len(set(identities(every))) == len(every)


def test_matches_are_found_approved_and_leave_what_the_bank_alone_has(
    ledger_connection: Connection, books: Books
) -> None:
    import_march(ledger_connection, books, GRANT_IN, PAID, INTEREST)
    before = book.head(ledger_connection, books.employer)
    proposed = matched(ledger_connection, books)
    sides = state(ledger_connection, books)
    assert [match.state for match in sides.matches] == ["proposed", "proposed"]
    assert [match.rule for match in sides.matches] == ["amount", "amount"]
    assert not sides.matches[0].manual
    assert sides.matches[0].day == date(2026, 3, 2)
    assert [item.reference for item in sides.free_bank] == ["HD3"]
    assert sides.free_book == ()
    assert sides.approved == ()
    for match in proposed:
        matches.approve(ledger_connection, match, "checker")
        matches.approve(ledger_connection, match, "checker")
    sides = state(ledger_connection, books)
    assert [match.approver for match in sides.matches] == ["checker", "checker"]
    table = reconciling.table(sides, LAST)
    assert [item.reference for item in table.bank_in] == ["HD3"]
    assert table.holds
    assert matched(ledger_connection, books) == ()
    assert book.head(ledger_connection, books.employer) == before  # nothing was posted
    assert proof.prove(ledger_connection) == ()


def test_sums_that_differ_by_a_fen_are_refused(ledger_connection: Connection, books: Books) -> None:
    import_march(ledger_connection, books, GRANT_IN, line(12, "-106.01", "HD2"))
    sides = state(ledger_connection, books)
    with pytest.raises(BankRefused, match=r"相差 -0\.01 元"):
        matches.propose(
            ledger_connection, books.employer, [by_hand([sides.bank[1]], [sides.book[1]])], "maker"
        )


@pytest.mark.parametrize(
    ("bank", "entries", "told"),
    [
        ([99], [1], "相差"),
        ([0, 0], [0, 0], "选两次"),
        ([0], [99], "相差"),
    ],
)
def test_a_match_joins_each_known_line_once(
    ledger_connection: Connection, books: Books, bank: list[int], entries: list[int], told: str
) -> None:
    import_march(ledger_connection, books, GRANT_IN)
    sides = state(ledger_connection, books)
    stranger = bank_item(10**9, 2, "60000"), book_item(10**9, 2, "60000")
    chosen = by_hand(
        [sides.bank[place] if place < 9 else stranger[0] for place in bank],
        [sides.book[place] if place < 9 else stranger[1] for place in entries],
    )
    with pytest.raises(BankRefused, match=told):
        matches.propose(ledger_connection, books.employer, [chosen], "maker")


def test_money_that_went_out_and_came_back_needs_vouchers(
    ledger_connection: Connection, books: Books
) -> None:
    import_march(ledger_connection, books, line(5, "-900.00", "HD8"), line(25, "900.00", "HD9"))
    both = state(ledger_connection, books).bank
    with pytest.raises(BankRefused, match="每一笔收付都要有凭证"):
        matches.propose(ledger_connection, books.employer, [by_hand(both, [])], "maker")


def test_a_line_is_matched_once_until_the_match_is_withdrawn(
    ledger_connection: Connection, books: Books
) -> None:
    import_march(ledger_connection, books, GRANT_IN, PAID)
    sides = state(ledger_connection, books)
    chosen = [by_hand(sides.bank, sides.book)]
    (first,) = matches.propose(ledger_connection, books.employer, chosen, "maker")
    savepoint = ledger_connection.begin_nested()
    with pytest.raises(BankRefused, match="已经勾对过"):
        matches.propose(ledger_connection, books.employer, chosen, "maker")
    savepoint.rollback()
    matches.withdraw(ledger_connection, first, "checker", "选错了")
    matches.withdraw(ledger_connection, first, "checker", "选错了")
    (second,) = matches.propose(ledger_connection, books.employer, chosen, "maker")
    assert [match.id for match in state(ledger_connection, books).matches] == [second]
    with pytest.raises(BankRefused, match="已经撤销"):
        matches.approve(ledger_connection, first, "checker")


def test_who_made_a_match_cannot_approve_it(ledger_connection: Connection, books: Books) -> None:
    import_march(ledger_connection, books, GRANT_IN)
    sides = state(ledger_connection, books)
    (made,) = matches.propose(
        ledger_connection, books.employer, [by_hand(sides.bank, sides.book[:1])], "maker"
    )
    assert state(ledger_connection, books).matches[0].manual
    with pytest.raises(BankRefused, match="另一人确认"):
        matches.approve(ledger_connection, made, "maker")


def test_a_table_needs_a_statement_that_reaches_its_day(
    ledger_connection: Connection, books: Books
) -> None:
    with pytest.raises(BankRefused, match="还没有导入对账单"):
        reconciling.draw(ledger_connection, books.employer, LAST, "maker")
    import_march(ledger_connection, books, GRANT_IN)
    for day in (LAST + timedelta(days=1), FIRST - timedelta(days=1)):
        with pytest.raises(BankRefused, match="对账单只到 2026-03-31"):
            reconciling.draw(ledger_connection, books.employer, day, "maker")


def test_a_table_that_does_not_hold_cannot_be_kept(
    ledger_connection: Connection, books: Books
) -> None:
    late = statement([INTEREST], opening="59000.00", days=(date(2026, 3, 20), LAST))
    statements.import_statement(ledger_connection, books.employer, late, "maker")
    assert reconciling.table(state(ledger_connection, books), LAST).difference == yuan("-894.00")
    with pytest.raises(BankRefused, match="两边不相等"):
        reconciling.draw(ledger_connection, books.employer, LAST, "maker")


def test_a_table_is_approved_by_another_and_only_while_the_book_rests(
    ledger_connection: Connection, books: Books
) -> None:
    import_march(ledger_connection, books, GRANT_IN, PAID, INTEREST)
    drawn = reconciling.draw(ledger_connection, books.employer, LAST, "maker")
    savepoint = ledger_connection.begin_nested()
    with pytest.raises(BankRefused, match="另一人复核"):
        reconciling.approve(ledger_connection, drawn, "maker")
    savepoint.rollback()
    savepoint = ledger_connection.begin_nested()
    spend(ledger_connection, books, "claim:late", "5.00", day=31)
    with pytest.raises(BankRefused, match="已经过时"):
        reconciling.approve(ledger_connection, drawn, "checker")
    savepoint.rollback()
    reconciling.approve(ledger_connection, drawn, "checker")
    reconciling.approve(ledger_connection, drawn, "checker")
    (kept,) = reconciling.reconciliations(ledger_connection, books.employer)
    assert (kept.state, kept.approver, kept.day) == ("approved", "checker", LAST)
    reconciling.withdraw(ledger_connection, drawn, "checker", "重编")
    assert reconciling.reconciliations(ledger_connection, books.employer) == ()
    with pytest.raises(BankRefused, match="已经撤销"):
        reconciling.approve(ledger_connection, drawn, "checker")


def test_a_month_is_reconciled_when_its_last_day_is(
    ledger_connection: Connection, books: Books
) -> None:
    def check(day: date = LAST) -> tuple[bool, str]:
        found = reconciling.reconciled(ledger_connection, books.employer, day)
        return found.passed, found.message.text()

    assert check(date(2026, 2, 28)) == (True, "截至 2026-02-28 专户没有发生额，无须对账。")
    assert check()[1].startswith("还没有 2026-03-31 的余额调节表")
    import_march(ledger_connection, books, GRANT_IN, PAID, INTEREST)
    drawn = reconciling.draw(ledger_connection, books.employer, LAST, "maker")
    assert "还没有复核" in check()[1]
    reconciling.approve(ledger_connection, drawn, "checker")
    assert check() == (True, "2026-03-31 的余额调节表已复核。")
    spend(ledger_connection, books, "claim:late", "5.00", day=31)
    assert check()[0] is False
    assert "又有变动" in check()[1]


def test_a_confirmed_balance_grows_old(ledger_connection: Connection, books: Books) -> None:
    assert reconciling.confirmed_on(ledger_connection, books.employer) is None
    assert not reconciling.recent(None, LAST).passed
    import_march(ledger_connection, books, GRANT_IN, PAID, INTEREST)
    reconcile(ledger_connection, books)
    confirmed = reconciling.confirmed_on(ledger_connection, books.employer)
    assert confirmed == LAST
    assert reconciling.recent(confirmed, LAST + timedelta(days=35)).passed
    old = reconciling.recent(confirmed, LAST + timedelta(days=36))
    assert (old.passed, "已超过 35 天" in old.message.text()) == (False, True)
    assert reconciling.recent(confirmed, LAST + timedelta(days=40), 60).passed


def test_a_voucher_and_its_reversal_need_no_bank(
    ledger_connection: Connection, books: Books
) -> None:
    fee = events.bank_fee(books.employer, on("fee"), "2026-017", yuan("10.00"))
    posted = book.post(ledger_connection, fee)[0]
    book.reverse(ledger_connection, posted.entry_id, on("fee:undo"))
    import_march(ledger_connection, books, GRANT_IN, PAID)
    matched(ledger_connection, books)
    rules = [match.rule for match in state(ledger_connection, books).matches]
    assert rules == ["reversal", "amount", "amount"]


def test_another_employer_sees_and_writes_nothing(
    ledger_connection: Connection, books: Books
) -> None:
    import_march(ledger_connection, books, GRANT_IN, PAID)
    matched(ledger_connection, books)
    reconciling.draw(ledger_connection, books.employer, LAST, "maker")
    act_as(ledger_connection, "22222222-2222-4222-8222-222222222222")
    for table in ("bank_statement", "bank_line", "bank_match", "bank_match_member",
                  "bank_match_state", "reconciliation", "reconciliation_state"):  # fmt: skip
        assert ledger_connection.scalar(text(f"select count(*) from ledger.{table}")) == 0  # noqa: S608  # the names above
    for attempt in (
        lambda: import_march(ledger_connection, books, INTEREST),
        lambda: matches.propose(ledger_connection, books.employer, [by_hand([], [])], "maker"),
        lambda: ledger_connection.execute(
            text("select ledger.draw_reconciliation(:b, :d, 0, '{0,0,0,0}', '{}', 'x')"),
            {"b": books.employer, "d": LAST},
        ),
    ):
        savepoint = ledger_connection.begin_nested()
        with pytest.raises((BankRefused, DBAPIError), match=r"没有找到这本账|no book"):
            attempt()
        savepoint.rollback()
    act_as(ledger_connection, EMPLOYER)
    assert len(state(ledger_connection, books).bank) == 2


def test_a_database_error_that_is_no_refusal_stays_one(ledger_connection: Connection) -> None:
    with pytest.raises(DBAPIError, match="division"), refusals.refusing():
        ledger_connection.execute(text("select 1 / 0"))


def test_an_error_that_the_database_never_saw_stays_one() -> None:
    with pytest.raises(DBAPIError), refusals.refusing():
        raise DBAPIError("x", {}, ValueError("x"))


@given(
    st.lists(st.tuples(st.integers(1, 28), st.sampled_from(["1", "2", "-1"])), max_size=7),
    st.lists(st.tuples(st.integers(1, 31), st.integers(1, 31)), max_size=4),
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_statements_overlap_each_line_is_there_once(
    ledger_connection: Connection, rows: list[tuple[int, str]], windows: list[tuple[int, int]]
) -> None:
    every = sorted((line(day, amount) for day, amount in rows), key=lambda each: each.day)
    savepoint = ledger_connection.begin_nested()
    act_as(ledger_connection, "center")
    employer = open_books(ledger_connection).employer
    for first, last in [(1, 31), *((min(pair), max(pair)) for pair in windows), (1, 31)]:
        held = [each for each in every if first <= each.day.day <= last]
        before = sum((each.amount for each in every if each.day.day < first), yuan("0.00"))
        days = (date(2026, 3, first), date(2026, 3, last))
        part = statement(held, opening=str(before), days=days, name=f"{first}-{last}")
        statements.import_statement(ledger_connection, employer, part, "maker")
    kept = statements.lines(ledger_connection, employer)
    assert [(item.day, item.amount) for item in kept] == [(e.day, e.amount) for e in every]
    savepoint.rollback()


def test_what_one_party_paid_in_is_found_from_a_day_on(ledger_connection: Connection) -> None:
    books = fund(ledger_connection)
    lines = [
        line(1, "5.00", "R1", party="测试公司"),
        line(3, "7.00", "R2", party="测试公司"),
        line(2, "6.00", "R3", party="测试公司"),
        line(3, "-9.00", "R4", party="测试公司"),
        line(3, "8.00", "R5", party="另一公司"),
    ]
    import_march(ledger_connection, books, *lines)

    def received(most: int) -> list[str]:
        found = statements.received(
            ledger_connection, books.employer, "测试公司", date(2026, 3, 2), most
        )
        return [each.reference for each in found]

    assert received(10) == ["R3", "R2"]
    assert received(1) == ["R3"]
    assert not statements.received(ledger_connection, books.other, "测试公司", date(2026, 3, 1), 10)
