"""Random damage to single rows by the superuser: the proof or the anchor finds every one.

ZHUANHU_FAULTS_PLANTED says how many (60 unless it says so).
"""

# ruff: noqa: S608  # statements for tests, every value in them ours

import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, create_engine, text

from ledger import anchor, anchored, book, events, proof
from ledger.anchor import Anchor
from tests.database_server import ClonedDatabase, DatabaseServer
from tests.ledger.story import CONF, RND, Books, act_as, fund, on, yuan

PLANTED = int(os.environ.get("ZHUANHU_FAULTS_PLANTED", "60"))
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OF_ENTRY = (
    "kind = kind || 'x'", "key = key || 'x'", "memo = memo || 'x'", "actor = actor || 'x'",
    "approver = coalesce(approver, '') || 'x'", "word = case word when '记' then '收' end",
    "no = no + 500", "seq = seq + 500", "event_id = gen_random_uuid()", "reverses = 1",
    "effective_on = effective_on + 1", "recorded_at = recorded_at + interval '1 second'",
    "meta = meta || '{\"a\": \"b\"}'", "line_count = line_count + 1",
    "tenant_id = gen_random_uuid()",
    "request_hash = sha256(request_hash)", "prev_hash = sha256(prev_hash)", "hash = sha256(hash)",
)  # fmt: skip
OF_LINE = (
    "amount = amount + 0.01", "amount = -amount", "balance_after = balance_after + 0.01",
    "account_seq = account_seq + 500", "effective_on = effective_on + 1", "line_no = line_no + 50",
    "account_id = account_id + 500", "book_id = book_id + 1",
    "layer = case layer when 'F' then 'B' else 'F' end", "tenant_id = gen_random_uuid()",
)  # fmt: skip
OF_BALANCE = (
    "posted = posted + 0.01 * normal", "version = version + 1", "floor = coalesce(floor, 0) - 1",
)  # fmt: skip
GONE = """
delete from ledger.line where entry_id =
    (select id from ledger.entry where book_id = {book} and seq = {one});
delete from ledger.entry where book_id = {book} and seq = {one}
"""
SWAP = """
update ledger.entry set seq = -seq where book_id = {book} and seq in ({one}, {two});
update ledger.entry set seq = case seq when -{one} then {two} else {one} end
 where book_id = {book} and seq < 0
"""
CUT = """
delete from ledger.line where entry_id in
    (select id from ledger.entry where book_id = {book} and seq >= {one});
delete from ledger.entry where book_id = {book} and seq >= {one};
update ledger.book_head set last_seq = {one} - 1, last_hash = coalesce(
    (select hash from ledger.entry where book_id = {book} and seq = {one} - 1),
    sha256('zhuanhu book {book}')) where book_id = {book};
update ledger.balance b set posted = coalesce(s.posted, 0), version = coalesce(s.version, 0)
  from ledger.account a left join lateral (select sum(l.amount) as posted, count(*) as version
       from ledger.line l where l.account_id = a.id) s on true
 where a.id = b.account_id and a.book_id = {book}
"""


@pytest.fixture(scope="module")
def damaged(postgres: DatabaseServer) -> Iterator[ClonedDatabase]:
    with postgres.clone() as clone:
        yield clone


@pytest.fixture(scope="module")
def sworn(damaged: ClonedDatabase) -> tuple[Books, list[Anchor]]:
    with damaged.engine.begin() as connection:
        act_as(connection, "center")
        books = fund(connection)
        for number in range(6):
            for purpose in (RND, CONF):
                key = f"{purpose.category}:{number}"
                book.post(
                    connection,
                    events.reserve(books.employer, on(f"r:{key}"), purpose, yuan("10.00")),
                    events.spend(books.employer, on(f"s:{key}"), purpose, yuan("10.00")),
                )
        line = anchored.make(connection, KEY, datetime(2026, 3, 2, tzinfo=UTC))
    return books, [anchor.parse(line)]


def damage(draw: random.Random, books: Books) -> str:
    """Give statements that harm one row, take entries away, or exchange two."""
    of = draw.choice([books.center, books.employer])
    last = {books.center: 4, books.employer: 26}[of]
    one, two = draw.sample(range(1, last + 1), 2)
    its = f"(select id from ledger.entry where book_id = {of} and seq = {one})"
    a_line = f"entry_id = {its} and line_no = {draw.randint(1, 2)}"
    a_balance = f"(select account_id from ledger.line where entry_id = {its} order by 1 limit 1)"
    return draw.choice(
        [
            f"update ledger.entry set {draw.choice(OF_ENTRY)} where id = {its}",
            f"update ledger.line set {draw.choice(OF_LINE)} where {a_line}",
            f"update ledger.balance set {draw.choice(OF_BALANCE)} where account_id = {a_balance}",
            f"delete from ledger.line where {a_line}",
            f"delete from ledger.balance where account_id = {a_balance}",
            GONE.format(book=of, one=one),
            SWAP.format(book=of, one=one, two=two),
            CUT.format(book=of, one=one),
        ]
    )


def found(connection: Connection, sworn: list[Anchor], books: Books) -> set[str]:
    verdicts = [proof.prove_twice(connection, of) for of in (books.center, books.employer)]
    faults: list[Any] = [each for verdict in verdicts for each in verdict.faults]
    return {each.check for each in (*faults, *anchored.against(connection, sworn))}


def test_random_damage_is_found(damaged: ClonedDatabase, sworn: tuple[Books, list[Anchor]]) -> None:
    books, anchors = sworn
    draw = random.Random(20260302)  # noqa: S311  # repeatable, not secret
    engine = create_engine(damaged.admin_url)
    missed, disagreeing, by_anchor_alone = [], [], 0
    with engine.connect() as connection:
        for _ in range(PLANTED):
            statements = damage(draw, books)
            with connection.begin() as transaction:
                connection.execute(text("set local session_replication_role = replica"))
                act_as(connection, "center")
                for each in statements.split(";"):
                    connection.execute(text(each))
                checks = found(connection, anchors, books)
                transaction.rollback()
            by_anchor_alone += checks == {"anchor"}
            missed += [] if checks else [statements]
            disagreeing += [statements] if "verifiers" in checks else []
        act_as(connection, "center")
        assert found(connection, anchors, books) == set()
    engine.dispose()
    assert missed == []
    assert disagreeing == []
    assert by_anchor_alone  # what no chain shows by itself
