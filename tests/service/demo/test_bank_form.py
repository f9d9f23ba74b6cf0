"""Drawn statements are read back as they were meant, whatever bank they are drawn after."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers import bank_check, bank_statement
from importers.document import Document
from service.demo import cast
from service.demo.bank_form import DrawnLine, StatementSpec, draw_csv, draw_xlsx

BEGIN = date(2026, 1, 1)
amounts = st.integers(-(10**9), 10**9).filter(bool).map(lambda fen: Decimal(fen) / 100)
lines = st.builds(
    DrawnLine,
    day=st.integers(0, 30).map(lambda days: BEGIN + timedelta(days=days)),
    amount=amounts,
    counterparty=st.sampled_from(["北京示例公司", ""]),
    account=st.sampled_from(["020000011920", ""]),
    summary=st.sampled_from(["报销 BX2026-00001", "结息"]),
    reference=st.uuids().map(str),
)
specs = st.lists(lines, min_size=1, max_size=8).map(
    lambda held: StatementSpec(
        cast.EMPLOYERS[0],
        BEGIN,
        BEGIN + timedelta(days=30),
        Decimal("0.10"),
        tuple(sorted(held, key=lambda line: line.day)),
    )
)


@pytest.mark.parametrize("draw", [draw_xlsx, draw_csv])
@given(spec=specs)
def test_what_is_drawn_is_read(draw: Callable[[StatementSpec], bytes], spec: StatementSpec) -> None:
    read = bank_statement.read(Document("a", draw(spec)))
    assert (read.opening, read.closing) == (spec.opening, spec.closing)
    assert (read.from_day, read.to_day) == (spec.from_day, spec.to_day)
    assert read.account_number == cast.EMPLOYERS[0].account_number
    assert sorted((line.day, line.amount, line.reference) for line in read.lines) == sorted(
        (line.day, line.amount, line.reference) for line in spec.lines
    )
    if len({line.day for line in spec.lines}) == len(spec.lines):
        assert bank_check.faults(read) == ()


def test_the_same_statement_is_the_same_file() -> None:
    spec = StatementSpec(cast.EMPLOYERS[0], BEGIN, BEGIN, Decimal(0), ())
    assert draw_xlsx(spec) == draw_xlsx(spec)
