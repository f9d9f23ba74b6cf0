"""Attempts on closed months and what stood at their ends."""

# ruff: noqa: S608  # statements for tests, every value in them ours

from collections.abc import Iterator

from tests.ledger.abuse import ACCEPTED, Abuse, Refusal, Who
from tests.ledger.abuse_statements import BANK, Line, copy, posting

OWN = Line("3999", "-1", source="", grant="")


def closing(month: str, book: str = "2", by: str = "user-1", checks: str = "[]") -> str:
    return f"select ledger.close_month({book}, {month}, '{by}', '{checks}')"


ROWS = (closing("202601"),)
SNAPSHOT = "b join ledger.account a on a.id = b.account_id and a.code = '1002.S'"
ACCOUNTS = "(select sum(posted) from ledger.balance_snapshot where month = {})"


def of_the_doors() -> Iterator[Abuse]:
    far = (
        "select ledger.open_book('employer', gen_random_uuid(), 'X')",
        posting((BANK, OWN), book="(select max(id) from ledger.book)",
                effective_on="'2099-01-15'"),
    )  # fmt: skip
    wanted: list[tuple[Refusal, str, tuple[str, ...]]] = [
        (ACCEPTED, closing("202602"), ()),
        (ACCEPTED, closing("202601"), ()),
        (("23503", "book_known"), closing("202601", "77"), ()),
        (("55000", "month_in_order"), closing("202603"), ()),
        (("55000", "month_in_order"), closing("202512"), ()),
        (("55000", "month_in_order"), closing("null"), ()),
        (("55000", "month_in_order"), closing("202602", "3"), ()),
        (ACCEPTED, closing("202603", "3"), ()),
        (("55000", "book_in_order"), closing("202602"), ("select ledger.halt(2, 'x')",)),
        (ACCEPTED, closing("202601"), ("select ledger.halt(2, 'x')",)),
        (("55000", "month_over"), closing("209901", "(select max(id) from ledger.book)"), far),
        (("55000", "period_open"), posting(), (closing("202602"), closing("202603"))),
        (ACCEPTED, posting(effective_on="'2026-04-01'"), (closing("202602"), closing("202603"))),
        (("23514", "close_checked"), closing("202602", checks='[{"outcome": "failed"}]'), ()),
        (ACCEPTED, closing("202602", checks='[{"outcome": "passed"}]'), ()),
        (ACCEPTED, _stands("59997.00", "60100.00"), (closing("202602"), closing("202603"))),
    ]  # fmt: skip
    for refusal, call, before in wanted:
        yield Abuse(Who.APPLICATION, call, refusal, before)
    yield Abuse(Who.STRANGER, closing("202602"), ("23503", "book_known"))


def _stands(posted: str, debits: str) -> str:
    return (
        "do $$ begin if (select (b.posted, b.debits) from ledger.balance_snapshot b join"
        " ledger.account a on a.id = b.account_id where b.book_id = 2 and b.month = 202603 and"
        f" a.code = '1002.S') is distinct from ({posted}, {debits}) then raise 'other sums';"
        " end if; end $$"
    )


_CLOSE: dict[str, list[tuple[dict[str, str], str]]] = {
    "23514": [
        ({"month": "202603", "through": "date '2026-03-31'"}, "close_follows"),
        ({"preceding": "202512"}, "close_follows"),
        ({"through": "date '2026-03-31'"}, "close_whole_month"),
        ({"through": "date '2026-02-27'"}, "close_whole_month"),
        ({"closed_by": "''"}, "period_close_closed_by_check"),
        ({"closed_by": "repeat('x', 101)"}, "period_close_closed_by_check"),
        ({"checks": "'{}'::jsonb"}, "close_checked"),
    ],
    "23505": [
        ({"preceding": "null"}, "close_follows_once"),
        ({"month": "202601", "preceding": "202512", "through": "date '2026-01-31'"},
         "period_close_pkey"),
    ],
    "23503": [
        ({"month": "202603", "preceding": "202602", "through": "date '2026-03-31'"},
         "close_chained"),
        ({"last_seq": "4711"}, "close_entry"),
        ({"tenant_id": "gen_random_uuid()"}, "close_tenant"),
    ],
}  # fmt: skip
_SNAPSHOT: dict[str, list[tuple[dict[str, str], str]]] = {
    "23514": [
        ({"debits": "-1", "posted": "-2"}, "balance_snapshot_check"),
        ({"debits": "posted - 1", "posted": "posted"}, "balance_snapshot_check"),
    ],
    "23505": [({"month": "month"}, "balance_snapshot_pkey")],
    "23503": [
        ({"month": "202605"}, "snapshot_close"),
        ({"layer": "'X'"}, "snapshot_account"),
        ({"tenant_id": "gen_random_uuid()"}, "snapshot_tenant"),
    ],
}


def of_copied_rows() -> Iterator[Abuse]:
    for table, before, of in (
        ("period_close", (), _CLOSE),
        ("balance_snapshot", (closing("202602"),), _SNAPSHOT),
    ):
        for code, copies in of.items():
            for changes, constraint in copies:
                yield Abuse(Who.OWNER, copy(table, **changes), (code, constraint), before)
