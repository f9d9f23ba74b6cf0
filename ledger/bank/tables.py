"""The bank's tables for reading; migration 0007 makes them and says what they hold."""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    DateTime,
    Numeric,
    SmallInteger,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

from ledger.tables import METADATA

_MONEY: Final = Numeric(16, 2)

bank_statement: Final = Table(
    "bank_statement",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("tenant_id", Uuid),
    Column("book_id", BigInteger, nullable=False),
    Column("account_number", Text, nullable=False),
    Column("from_day", Date, nullable=False),
    Column("to_day", Date, nullable=False),
    Column("opening", _MONEY, nullable=False),
    Column("closing", _MONEY, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("imported_by", Text, nullable=False),
    Column("imported_at", DateTime(timezone=True), nullable=False),
)

bank_line: Final = Table(
    "bank_line",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("tenant_id", Uuid),
    Column("book_id", BigInteger, nullable=False),
    Column("statement_id", BigInteger, nullable=False),
    Column("identity", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("amount", _MONEY, nullable=False),
    Column("counterparty", Text, nullable=False),
    Column("counterparty_account", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("reference", Text, nullable=False),
)

bank_match: Final = Table(
    "bank_match",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("tenant_id", Uuid),
    Column("book_id", BigInteger, nullable=False),
    Column("rule", Text, nullable=False),
    Column("evidence", JSONB, nullable=False),
    Column("maker", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("member_count", SmallInteger, nullable=False),
)

bank_match_member: Final = Table(
    "bank_match_member",
    METADATA,
    Column("match_id", BigInteger, primary_key=True),
    Column("place", SmallInteger, primary_key=True),
    Column("tenant_id", Uuid),
    Column("book_id", BigInteger, nullable=False),
    Column("bank_line_id", BigInteger),
    Column("entry_id", BigInteger),
    Column("line_no", SmallInteger),
    Column("amount", _MONEY, nullable=False),
)

bank_match_state: Final = Table(
    "bank_match_state",
    METADATA,
    Column("match_id", BigInteger, primary_key=True),
    Column("state", Text, primary_key=True),
    Column("tenant_id", Uuid),
    Column("book_id", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_at", DateTime(timezone=True), nullable=False),
)

reconciliation: Final = Table(
    "reconciliation",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("tenant_id", Uuid),
    Column("book_id", BigInteger, nullable=False),
    Column("day", Date, nullable=False),
    Column("statement_balance", _MONEY, nullable=False),
    Column("book_balance", _MONEY, nullable=False),
    Column("bank_in", _MONEY, nullable=False),
    Column("bank_out", _MONEY, nullable=False),
    Column("book_in", _MONEY, nullable=False),
    Column("book_out", _MONEY, nullable=False),
    Column("lists", JSONB, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("maker", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
)

reconciliation_state: Final = Table(
    "reconciliation_state",
    METADATA,
    Column("reconciliation_id", BigInteger, primary_key=True),
    Column("state", Text, primary_key=True),
    Column("tenant_id", Uuid),
    Column("book_id", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("decided_at", DateTime(timezone=True), nullable=False),
)
