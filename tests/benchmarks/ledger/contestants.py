"""Who runs against whom: what one posting is, as a script of pgbench, and where its rows lie."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql
from sqlalchemy import URL

from service import embedded_postgres
from service.db import migrate
from service.embedded_postgres import Endpoint
from tests.database_server import connect

HERE: Final = Path(__file__).parent
LARGEST_KEY: Final = 10**15
# The clock of the server must not wake up and work beside a round; nobody else is slowed by that.
SERVER: Final = {"autovacuum": "off", "shared_buffers": "512MB", "max_wal_size": "2GB"}

_DIRECTIONS: Final = ("RND", "TRAIN", "EXCH", "CONF")
_PGLEDGER_ID: Final = "'pgla_' || lpad((2 * :book{offset})::text, 26, '0')"
_PGLEDGER_ACCOUNTS: Final = """
insert into pgledger_accounts (id, name, currency, allow_negative_balance, allow_positive_balance,
    created_at, updated_at)
select 'pgla_' || lpad(i::text, 26, '0'), 'account ' || i, 'CNY', true, true, now(), now()
  from generate_series(1, {accounts}) i
"""


@dataclass(frozen=True)
class Contestant:
    """One way to post. `tables` are its journal; `script` is told `:book` and a fresh `:key`."""

    name: str
    url: URL
    script: str
    tables: tuple[str, ...]


@dataclass(frozen=True)
class Arena:
    """One server with every contestant's tables in it, each with `books` books."""

    endpoint: Endpoint
    books: int
    first_book: int
    contestants: dict[str, Contestant]

    def admin(self) -> psycopg.Connection[tuple[object, ...]]:
        """Open a connection of the superuser that keeps no contestant's database busy."""
        return connect(self.endpoint.admin_url.set(database="postgres"))

    def tidy(self) -> None:
        """Count and clean every database, as the server's own clock would have."""
        for url in {contestant.url.database for contestant in self.contestants.values()}:
            with connect(self.endpoint.admin_url.set(database=url)) as connection:
                connection.execute("vacuum analyze")

    def journal_bytes(self, contestant: Contestant) -> int:
        """Give what a contestant's tables and their indexes hold on disk."""
        with connect(self.endpoint.admin_url.set(database=contestant.url.database)) as connection:
            found = connection.execute(
                "select sum(pg_total_relation_size(name::regclass)) from unnest(%s::text[]) name",
                [list(contestant.tables)],
            ).fetchone()
        assert found is not None
        return int(str(found[0]))


@contextmanager
def arena(folder: Path, books: int, pgledger: Path | None) -> Iterator[Arena]:
    """Start the product's server in the folder and bring everybody in."""
    with embedded_postgres.running(folder, SERVER) as endpoint:
        first_book = _ours(endpoint, books)
        contestants = {
            "ours": _posting(endpoint, "ours", 1),
            "ours, 8 lines": _posting(endpoint, "ours, 8 lines", 4),
            "raw CTE": _raw(endpoint, "raw CTE", RAW_CTE),
            "raw BEGIN…COMMIT": _raw(endpoint, "raw BEGIN…COMMIT", RAW_STATEMENTS),
        }
        if pgledger is not None:
            contestants["pgledger"] = _pgledger(endpoint, books, pgledger)
        yield Arena(endpoint, books, first_book, contestants)


def posting_script(pairs: int, grant: str = "'2026-017'", book: str = ":book") -> str:
    """Give the SQL that reserves a fen in so many directions: two lines each."""
    codes = ", ".join(["'9001', '9002'"] * pairs)
    directions = ", ".join(f"'{name}', '{name}'" for name in _DIRECTIONS[:pairs])
    amounts = ", ".join(["0.01, -0.01"] * pairs)
    return (
        "select entry_id, book_id, seq, period, word, no, recorded_at, hash, replayed"  # noqa: S608  # ours
        f" from ledger.post({book}, 'claim/' || :key || '/reserve', 'reserve', '2026-03-02',"
        f" 'user-1', 'user-2', null, '', '{{}}', null, '记', array[{codes}],"
        f" array_fill({grant}::text, array[{2 * pairs}]),"
        f" array_fill('FISCAL'::text, array[{2 * pairs}]), array[{directions}],"
        f" array[{amounts}]::numeric[]);\n"
    )


RAW_CTE: Final = """
with h as (
    update raw.head set seq = seq + 1, hash = sha256(hash) where book = :book returning seq, hash),
e as (
    insert into raw.entry (book, seq, kind, key, effective_on, recorded_at, actor, memo, meta, hash)
    select :book, h.seq, 'reserve', 'claim/' || :key, '2026-03-02', clock_timestamp(), 'user-1', '',
           '{}', h.hash from h returning id),
b as (
    update raw.balance r set posted = posted + x.amount, version = version + 1
      from (values (2 * :book, 0.01, 1), (2 * :book + 1, -0.01, 2)) x (account, amount, no), h
     where r.account = x.account returning x.no, r.account, x.amount, r.posted)
insert into raw.line select e.id, b.no, b.account, b.amount, b.posted from e, b;
"""
RAW_STATEMENTS: Final = """
begin;
update raw.head set seq = seq + 1, hash = sha256(hash) where book = :book returning seq \\gset
insert into raw.entry (book, seq, kind, key, effective_on, recorded_at, actor, memo, meta, hash) \
values (:book, :seq, 'reserve', 'claim/' || :key, '2026-03-02', clock_timestamp(), 'user-1', '', \
'{}', sha256('0')) returning id \\gset
update raw.balance set posted = posted + 0.01, version = version + 1 \
where account = 2 * :book returning posted as debited \\gset
update raw.balance set posted = posted - 0.01, version = version + 1 \
where account = 2 * :book + 1 returning posted as credited \\gset
insert into raw.line values (:id, 1, 2 * :book, 0.01, :debited), \
(:id, 2, 2 * :book + 1, -0.01, :credited);
commit;
"""


def _ours(endpoint: Endpoint, books: int) -> int:
    migrate(endpoint.owner_url)
    with connect(endpoint.application_url) as connection:
        connection.execute((HERE / "books.sql").read_text("utf-8").format(books=books).encode())
    with connect(endpoint.admin_url) as connection:
        connection.execute((HERE / "raw.sql").read_bytes())
        first = connection.execute("select min(id) from ledger.book").fetchone()
        assert first is not None
        fill = sql.SQL(
            "insert into raw.head select i, 0, '' from generate_series({0}, {1}) i;"
            " insert into raw.balance select i, 0, 0 from generate_series(2 * {0}, 2 * {1} + 1) i"
        )
        connection.execute(fill.format(int(str(first[0])), int(str(first[0])) + books))
        return int(str(first[0]))


def _posting(endpoint: Endpoint, name: str, pairs: int) -> Contestant:
    tables = ("ledger.entry", "ledger.line")
    return Contestant(name, endpoint.application_url, posting_script(pairs), tables)


def _raw(endpoint: Endpoint, name: str, script: str) -> Contestant:
    return Contestant(name, endpoint.application_url, script, ("raw.entry", "raw.line"))


def _pgledger(endpoint: Endpoint, books: int, file: Path) -> Contestant:
    """Install it in a database of its own; its accounts get names as long as it gives them."""
    with connect(endpoint.admin_url) as connection:
        name = sql.Identifier("pgledger")
        connection.execute(sql.SQL("create database {}").format(name))
    url = endpoint.admin_url.set(database="pgledger")
    with connect(url) as connection:
        connection.execute(file.read_bytes())
        accounts = _PGLEDGER_ACCOUNTS.format(accounts=2 * (books + 2))
        connection.execute(accounts.encode())
    one, other = _PGLEDGER_ID.format(offset=""), _PGLEDGER_ID.format(offset=" + 1")
    script = f"select * from pgledger_create_transfer({one}, {other}, 0.01);\n"  # noqa: S608  # ours
    return Contestant("pgledger", url, script, ("pgledger_transfers", "pgledger_entries"))
