"""Whatever was posted, on whatever days, under whatever names: both programs sum what we sum."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from ledger import book, events
from ledger.journal import BookId, JournalEntry
from tests.ledger.exchange.lives import ours, written
from tests.ledger.exchange.programs import PROGRAMS
from tests.ledger.story import on, open_books

pytestmark = pytest.mark.slow

ODD_NAMES = ["2026-017", "X--31", "ZY2026-MA01234-01", "项目〔2026〕1号", "a:b;c", "--", "x  y"]
ODD_TEXTS = ['; "\\', "=1 ~ [2026-02-30] %2C", "(x) | y", "* !", "a\n2026-01-01 close B"]
NAMES = st.sampled_from(ODD_NAMES) | st.text(
    st.characters(exclude_categories=["C"], exclude_characters="|,"), min_size=1, max_size=12
)
TEXTS = st.sampled_from(ODD_TEXTS) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30
)
AMOUNTS = st.decimals("0.01", "99999.99", places=2)


@st.composite
def purses(draw: st.DrawFn, of: BookId) -> list[JournalEntry]:
    """Money in for a grant, some of it kept for a claim, some spent, a fee: whatever fits."""
    grant, key = draw(NAMES), draw(st.integers(0, 10**9))
    budget = {category: draw(AMOUNTS) for category in ("RND", "IP_PUB")}
    purpose = events.Purpose(grant, "RAISED", draw(st.sampled_from(sorted(budget))))
    kept = draw(st.decimals("0.01", budget[purpose.category], places=2))
    spent = draw(st.decimals("0.01", kept, places=2))
    told = [
        events.contribute(of, on(f"{key}:in"), grant, "RAISED", budget),
        events.reserve(of, on(f"{key}:kept"), purpose, kept),
        events.spend(of, on(f"{key}:spent"), purpose, spent, kept),
        events.interest(of, on(f"{key}:interest"), {grant: draw(AMOUNTS)}),
    ]
    days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
    return [
        replace(
            entry.dated(draw(days)),
            memo=draw(TEXTS),
            key=f"{entry.key} {draw(TEXTS)}",
        )
        for entry in told[: draw(st.integers(1, len(told)))]
    ]


@settings(
    max_examples=8,  # each runs both programs twice
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example rolls back
)
@given(data=st.data())
def test_both_programs_sum_what_we_sum(
    ledger_connection: Connection, tmp_path: Path, data: st.DataObject
) -> None:
    with ledger_connection.begin_nested() as savepoint:
        of = open_books(ledger_connection).employer
        lives = data.draw(st.lists(purses(of), min_size=1, max_size=4))
        keys = {entry.key for told in lives for entry in told}
        if len(keys) == sum(map(len, lives)):
            for told in lives:
                book.post(ledger_connection, *told)
        for program in PROGRAMS.values():
            path = written(ledger_connection, of, program, tmp_path)
            assert program.check(path) == ""
            assert program.balances(path) == ours(ledger_connection, of, program)
        savepoint.rollback()
