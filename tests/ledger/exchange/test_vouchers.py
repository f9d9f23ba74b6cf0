"""Drafts of vouchers: balanced for every event under every regime, and the lines one expects."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from ledger import statutory
from ledger.exchange import reading, vouchers
from ledger.exchange.reading import Copied
from ledger.exchange.vouchers import Draft, UnbalancedDraftError
from ledger.journal import JournalEntry
from ledger.statutory import Books, NotBooked, Regime, StatutoryMap
from tests.ledger.event_examples import CENTER, EVENTS
from tests.ledger.exchange.lives import lived
from tests.ledger.story import yuan

MAP = statutory.standard()


def copied(entry: JournalEntry) -> Copied:
    return Copied(
        seq=1,
        period=entry.effective_on.year * 100 + entry.effective_on.month,
        word=entry.word,
        number=7,
        kind=entry.kind,
        nature=entry.kind,
        key=entry.key,
        memo=entry.memo,
        effective_on=entry.effective_on,
        recorded_at=datetime(2026, 3, 2, tzinfo=UTC),
        meta=entry.meta,
        lines=tuple((posting.account, posting.amount) for posting in entry.postings),
    )


def drafted(name: str, amount: Decimal, regime: Regime, chart: StatutoryMap = MAP) -> list[Draft]:
    of_employers = [copied(e) for e in EVENTS[name](amount) if e.book != CENTER]
    return [*vouchers.drafts(of_employers, regime, chart)]


def told(name: str, regime: Regime, books: Books = Books.FINANCIAL) -> str:
    found = [draft for draft in drafted(name, yuan("100.00"), regime) if draft.books is books]
    return " ".join(
        f"{'借' if line.amount > 0 else '贷'}{line.account.code} {abs(line.amount.to_integral())}"
        for draft in found
        for line in draft.lines
    )


@given(
    st.sampled_from(list(EVENTS)),
    st.sampled_from(Regime),
    st.decimals("0.01", "99999999.99", places=2),
)
def test_every_draft_of_every_event_balances(name: str, regime: Regime, amount: Decimal) -> None:
    for draft in drafted(name, amount, regime):
        assert sum(line.amount for line in draft.lines) == 0
        assert all(line.amount for line in draft.lines)
        assert len(draft.lines) > 1
        assert draft.summary == MAP.summaries[name.split(maxsplit=1)[0]]
        assert draft.number == "202603-记-7"


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("receive", "借1002 100 贷2401 100"),
        ("spend", "借5301 100 借2401 100 贷1002 100 贷6117 100"),
        ("spend_pre_project", "借6602 100 借2401 100 贷2241 100 贷6117 100"),
        ("contribute", "借1002 100 贷2241 100"),
        ("advance", "借1221 100 贷1002 100"),
        ("repay", "借2241 100 借2241 100 贷1002 200"),
        ("disallow", ""),
        ("reserve", ""),
        ("close_grant", ""),
        ("open_balances", ""),
    ],
)
def test_an_enterprise_books(name: str, lines: str) -> None:
    assert told(name, Regime.ENTERPRISE) == lines


@pytest.mark.parametrize(
    ("name", "financial", "budget"),
    [
        ("receive", "借1002 100 贷4601 100", "借8001 100 贷6601 100"),
        ("spend", "借5001 100 贷1002 100", "借7201 100 贷8001 100"),
        ("bank_fee", "借1218 100 贷1002 100", ""),
        ("contribute", "借1002 100 贷2307 100", ""),
        ("advance", "借1218 100 贷1002 100", ""),
        ("settle_advance", "借5001 100 贷1218 100", "借7201 100 贷8001 100"),
        ("spend_pre_project", "借5001 100 贷2307 100", ""),
        ("reimburse_employer", "借2307 100 贷1002 100", "借7201 100 贷8001 100"),
        ("refund", "借1002 100 贷5001 100", "借8001 100 贷7201 100"),
        ("stray_receipt", "借1002 100 贷2307 100", ""),
        ("return_surplus", "借4601 100 借4604 100 贷2307 100 贷2307 100", ""),
        ("repay", "借2307 100 借2307 100 贷1002 200", "借8201 100 借8201 100 贷8001 200"),
    ],
)
def test_an_institution_books_side_by_side(name: str, financial: str, budget: str) -> None:
    assert told(name, Regime.INSTITUTION) == financial
    assert told(name, Regime.INSTITUTION, Books.BUDGET) == budget


def test_a_draft_says_what_its_entry_says(ledger_connection: Connection) -> None:
    extent = reading.extent(ledger_connection, lived(ledger_connection).employer)
    march = [*reading.entries(ledger_connection, extent, 202603)]
    papers = {"claim": "77", "invoice": "sha", "invoice:2": "sha", "approval": "x"}
    (spent,) = [
        replace(entry, memo="试剂", meta=papers) for entry in march if entry.kind == "spend"
    ]
    (draft,) = vouchers.drafts([spent], Regime.ENTERPRISE, MAP)
    assert (draft.summary, draft.originals, draft.day) == (
        "列支专项支出 试剂",
        2,
        spent.effective_on,
    )
    cost = draft.lines[0]
    assert (cost.grant, cost.source, cost.category) == ("2026-017", "FISCAL", "RND")
    whole = [*vouchers.drafts(march, Regime.ENTERPRISE, MAP)]
    assert [draft.summary for draft in whole] == [
        "收到专项资金", "收到配套或自筹资金", "列支专项支出", "专户银行手续费",
    ]  # fmt: skip


def test_what_takes_back_an_entry_that_is_left_out_is_left_out_too() -> None:
    (opened,) = EVENTS["open_balances"](yuan("1.00"))
    undone = replace(copied(opened), kind="reverse")
    assert [*vouchers.drafts([undone], Regime.ENTERPRISE, MAP)] == []


def test_a_kind_without_summary_keeps_its_name() -> None:
    (entry,) = (copied(each) for each in EVENTS["interest"](yuan("1.00")))
    (draft,) = vouchers.drafts([replace(entry, kind="new")], Regime.ENTERPRISE, MAP)
    assert draft.summary == "new"


def test_a_map_that_books_half_an_entry_is_found_out() -> None:
    rules = tuple(
        replace(rule, says=NotBooked("x")) if "1002.S" in rule.codes else rule for rule in MAP.rules
    )
    with pytest.raises(UnbalancedDraftError, match=r"enterprise, financial: entry 1 \(receive\)"):
        drafted("receive", yuan("1.00"), Regime.ENTERPRISE, replace(MAP, rules=rules))
