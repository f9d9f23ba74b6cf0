"""The ledger's tables for reading; migration 0002 makes them and says what they hold.

'' in the dimensions of an account means that the chart keeps it without that dimension.
"""

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    SmallInteger,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB

METADATA: Final = MetaData(schema="ledger")
_MONEY: Final = Numeric(16, 2)

account_type: Final = Table(
    "account_type",
    METADATA,
    Column("code", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("book_kind", Text, nullable=False),
    Column("layer", Text, nullable=False),
    Column("normal", SmallInteger, nullable=False),
    Column("has_grant", Boolean, nullable=False),
    Column("has_source", Boolean, nullable=False),
    Column("has_category", Boolean, nullable=False),
    Column("floor_zero", Boolean, nullable=False),
)

book: Final = Table(
    "book",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("tenant_id", Uuid),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
)

book_head: Final = Table(
    "book_head",
    METADATA,
    Column("book_id", BigInteger, primary_key=True),
    Column("tenant_id", Uuid),
    Column("last_seq", BigInteger, nullable=False),
    Column("last_hash", LargeBinary, nullable=False),
    Column("last_at", DateTime(timezone=True), nullable=False),
    Column("closed_through", Date, nullable=False),
    Column("soft_closed_through", Date, nullable=False),
    Column("halted_at", DateTime(timezone=True)),
    Column("halted_why", Text),
)

account: Final = Table(
    "account",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("tenant_id", Uuid),
    Column("book_id", BigInteger, nullable=False),
    Column("code", Text, nullable=False),
    Column("grant_id", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("layer", Text, nullable=False),
    Column("normal", SmallInteger, nullable=False),
)

balance: Final = Table(
    "balance",
    METADATA,
    Column("account_id", BigInteger, primary_key=True),
    Column("tenant_id", Uuid),
    Column("book_id", BigInteger, nullable=False),
    Column("layer", Text, nullable=False),
    Column("normal", SmallInteger, nullable=False),
    Column("floor", _MONEY),
    Column("open", Boolean, nullable=False),
    Column("posted", _MONEY, nullable=False),
    Column("version", BigInteger, nullable=False),
)

entry: Final = Table(
    "entry",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("tenant_id", Uuid),
    Column("book_id", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("period", Integer, nullable=False),
    Column("word", Text, nullable=False),
    Column("no", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("event_id", Uuid),
    Column("effective_on", Date, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("actor", Text, nullable=False),
    Column("approver", Text),
    Column("memo", Text, nullable=False),
    Column("meta", JSONB, nullable=False),
    Column("reverses", BigInteger),
    Column("line_count", SmallInteger, nullable=False),
    Column("request_hash", LargeBinary, nullable=False),
    Column("prev_hash", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)

line: Final = Table(
    "line",
    METADATA,
    Column("entry_id", BigInteger, primary_key=True),
    Column("line_no", SmallInteger, primary_key=True),
    Column("book_id", BigInteger, nullable=False),
    Column("account_id", BigInteger, nullable=False),
    Column("tenant_id", Uuid),
    Column("layer", Text, nullable=False),
    Column("effective_on", Date, nullable=False),
    Column("amount", _MONEY, nullable=False),
    Column("balance_after", _MONEY, nullable=False),
    Column("account_seq", BigInteger, nullable=False),
)

budget_control: Final = Table(
    "budget_control",
    METADATA,
    Column("book_id", BigInteger, primary_key=True),
    Column("tenant_id", Uuid),
    Column("grant_id", Text, primary_key=True),
    Column("tolerance", _MONEY, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("set_at", DateTime(timezone=True), nullable=False),
)

period_close: Final = Table(
    "period_close",
    METADATA,
    Column("book_id", BigInteger, primary_key=True),
    Column("tenant_id", Uuid),
    Column("month", Integer, primary_key=True),
    Column("preceding", Integer),
    Column("through", Date, nullable=False),
    Column("closed_at", DateTime(timezone=True), nullable=False),
    Column("closed_by", Text, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("last_hash", LargeBinary, nullable=False),
    Column("checks", JSONB, nullable=False),
)

balance_snapshot: Final = Table(
    "balance_snapshot",
    METADATA,
    Column("account_id", BigInteger, primary_key=True),
    Column("month", Integer, primary_key=True),
    Column("book_id", BigInteger, nullable=False),
    Column("tenant_id", Uuid),
    Column("layer", Text, nullable=False),
    Column("posted", _MONEY, nullable=False),
    Column("debits", _MONEY, nullable=False),
)

proof: Final = Table(
    "proof",
    METADATA,
    Column("id", BigInteger, primary_key=True),
    Column("book_id", BigInteger, nullable=False),
    Column("tenant_id", Uuid),
    Column("proved_at", DateTime(timezone=True), nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("last_seq", BigInteger, nullable=False),
    Column("last_hash", LargeBinary, nullable=False),
    Column("faults", Integer, nullable=False),
    Column("first", Text),
)

anchor: Final = Table(
    "anchor",
    METADATA,
    Column("number", BigInteger, primary_key=True),
    Column("tenant_id", Uuid),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("said", Text, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)
