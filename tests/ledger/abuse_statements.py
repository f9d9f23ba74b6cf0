"""Statements that attempts are made of, as text with every value in it."""

# ruff: noqa: S608  # statements for tests, every value in them ours

import re
from collections.abc import Sequence
from typing import NamedTuple

from tests.ledger.story import GRANT

TODAY = "2026-03-05"
CENTER_BOOK, EMPLOYER_BOOK, OTHER_BOOK = 1, 2, 3  # in a fresh database
TOLERANT = "2026-020"  # a grant of the other employer whose budget may be overdrawn by 10 yuan


class Line(NamedTuple):
    """A line of a posting; '' for a dimension the account does not have."""

    code: str
    amount: str
    category: str = ""
    source: str = "FISCAL"
    grant: str = GRANT


BANK = Line("1002.S", "1", source="", grant="")
UNSPENT = Line("2401.F", "-1")
AVAILABLE, RESERVED = Line("9001", "1", "RND"), Line("9002", "-1", "RND")
EVEN = (AVAILABLE, RESERVED)
QUOTED = ("effective_on", "key", "kind", "actor", "memo", "meta", "word")


def posting(lines: Sequence[Line] = EVEN, **changes: str) -> str:
    """A call of the posting function; `changes` are expressions for its other arguments."""
    values = {
        "book": str(EMPLOYER_BOOK), "key": "'k'", "kind": "'k'", "effective_on": f"'{TODAY}'",
        "actor": "'a'", "approver": "null", "event": "null", "memo": "''", "meta": "'{}'",
        "reverses": "null", "word": "'记'",
    } | changes  # fmt: skip
    columns = [
        _array([line.code for line in lines]), _array([line.grant for line in lines]),
        _array([line.source for line in lines]), _array([line.category for line in lines]),
        _array([line.amount for line in lines]) + "::numeric[]",
    ]  # fmt: skip
    return f"select ledger.post({', '.join((*values.values(), *columns))})"


def shifted(call: str, place: int) -> str:
    """The same call, its array at a place beginning at nought."""
    found = [*re.finditer(r"array\[([^]]*)\]", call)][place]
    elements = found[1].replace("'", "").replace(", ", ",")
    return f"{call[: found.start()]}'[0:1]={{{elements}}}'{call[found.end() :]}"


def moved(lines: Sequence[Line], amount: str) -> tuple[Line, ...]:
    """The same lines with another amount on the first and its negative on the second."""
    first, second = lines
    return first._replace(amount=amount), second._replace(amount=f"-{amount}")


def by_hand(entry: int = 900, lines: int = 2, book: int = EMPLOYER_BOOK, **changes: str) -> str:
    """The head of an entry written without the posting function."""
    values = {
        "id": str(entry), "tenant_id": "b.tenant_id", "book_id": "b.id", "seq": str(entry),
        "period": "202603", "word": "'记'", "no": str(entry), "kind": "'by hand'",
        "key": f"'by hand {entry}'", "effective_on": f"'{TODAY}'", "recorded_at": "now()",
        "actor": "'owner'", "memo": "''", "meta": "'{}'", "reverses": "null::bigint",
        "line_count": str(lines), "request_hash": "''", "prev_hash": "''", "hash": "''",
    } | changes  # fmt: skip
    return (
        f"insert into ledger.entry ({', '.join(values)}) overriding system value"
        f" select {', '.join(values.values())} from ledger.book b where b.id = {book}"
    )


def lines_by_hand(
    lines: Sequence[Line], numbers: Sequence[int] = (1, 2), entry: str = "900", **changes: str
) -> str:
    """Lines written in one statement, right in everything but `changes`."""
    picked = {
        "book_id": "a.book_id", "account_id": "a.id", "tenant_id": "a.tenant_id",
        "layer": "a.layer", "effective_on": f"date '{TODAY}'",
    } | changes  # fmt: skip
    rows = [
        f"select {entry}, {number}, {', '.join(picked.values())}, {line.amount}, 0, {900 + number}"
        f" from ledger.account a where a.book_id = {EMPLOYER_BOOK} and a.code = '{line.code}'"
        f" and a.category = '{line.category}'"
        for number, line in zip(numbers, lines, strict=True)
    ]
    return (
        f"insert into ledger.line (entry_id, line_no, {', '.join(picked)}, amount, balance_after,"
        f" account_seq) {' union all '.join(rows)}"
    )


# What makes a copy of a row another row: values that no key refuses.
FRESH = {
    "entry": {"id": "900", "seq": "900", "no": "900", "key": "'fresh'", "reverses": "null"},
    "account": {"id": "900", "grant_id": "'2099-001'"},
    "line": {"line_no": "900", "account_seq": "900"},
    "book": {"id": "900", "tenant_id": "gen_random_uuid()"},
    "budget_control": {"grant_id": "'2099-001'"},
    "account_type": {"code": "'NEW'"},
    "period_close": {
        "month": "202602",
        "preceding": "202601",
        "through": "date '2026-02-28'",
    },
    "balance_snapshot": {"month": "202602"},
    "bank_statement": {"id": "900", "sha256": "repeat('b', 64)"},
    "bank_line": {"id": "900", "identity": "'fresh'"},
    "bank_match": {"id": "900"},
    "bank_match_member": {"place": "9::smallint"},
    "reconciliation": {"id": "900"},
}


def copy(table: str, where: str = "true", **changes: str) -> str:
    """Insert a copy of a row with values of some columns changed, whatever columns there are."""
    given = FRESH.get(table, {}) | changes
    names = ", ".join(f"'{name}'" for name in ("", *given))
    cases = " ".join(f"when '{name}' then $v${value}$v$" for name, value in given.items())
    value = (
        f"case attname {cases} else quote_ident(attname) end" if given else "quote_ident(attname)"
    )
    template = (
        "insert into ledger.%1$I (%2$s) overriding system value"
        f" select %3$s from (select * from ledger.%1$I where {where} order by 1 desc limit 1) row"
    )
    return (  # columns that tell the transaction or are computed keep their defaults
        f"do $do$ begin execute (select format($t${template}$t$, '{table}',"
        f" string_agg(quote_ident(attname), ','), string_agg({value}, ',')) from pg_attribute"
        f" where attrelid = 'ledger.{table}'::regclass and attnum > 0 and not attisdropped"
        f" and attgenerated = '' and (atttypid <> 'xid8'::regtype or attname in ({names})));"
        " end $do$"
    )


def _array(values: Sequence[str]) -> str:
    return "array[" + ", ".join(f"'{value}'" for value in values) + "]::text[]"
