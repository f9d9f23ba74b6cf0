"""Reconciliations in the database: 余额调节表 drawn up by one, approved by another; how fresh."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, Row, select, text

from ledger.bank import matches, tables
from ledger.bank.adjusting import AdjustingTable, adjust
from ledger.bank.matches import Sides
from ledger.bank.refusals import BankRefused, refusing
from ledger.journal import BookId
from ledger.messages import N_, Message

RECENT_DAYS: Final = 35  # our default, set by nobody else: a monthly statement and some days
_DRAW: Final = text(
    "select ledger.draw_reconciliation(:book, :day, :balance, cast(:sums as numeric[]),"
    " cast(:lists as jsonb), :maker)"
)
_DECIDE: Final = text("select ledger.decide_reconciliation(:id, :state, :actor, :reason)")
_MOVED: Final = text(
    "select exists (select from ledger.bank_line l where l.book_id = :book and l.day <= :day)"
    " or exists (select from ledger.account a join ledger.line l on l.account_id = a.id"
    "   where a.book_id = :book and a.code = :code and l.effective_on <= :day)"
)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A kept table. `state`: proposed, approved or withdrawn."""

    id: int
    day: date
    state: str
    statement_balance: Decimal
    book_balance: Decimal
    sums: tuple[Decimal, Decimal, Decimal, Decimal]  # of the four lists, as in `AdjustingTable`
    maker: str
    made_at: datetime
    approver: str | None


@dataclass(frozen=True, slots=True)
class Check:
    """Whether something that a month's close asks for is there; the sentence says what is not."""

    passed: bool
    message: Message


def table(sides: Sides, day: date) -> AdjustingTable:
    """Draw up the table of a day; raise `BankRefused` where no statement reaches it."""
    if sides.baseline is None:
        raise BankRefused(N_("还没有导入对账单，不能编制余额调节表。请先上传银行对账单。"))
    first, last = sides.baseline.from_day, sides.statements[0].to_day
    if not first <= day <= last:
        raise BankRefused(
            N_("对账单只到 {last}（自 {first} 起），不能编制 {day} 的余额调节表。请先上传对账单。"),
            {"first": first.isoformat(), "last": last.isoformat(), "day": day.isoformat()},
        )
    return adjust(day, sides.baseline, sides.bank, sides.book, sides.approved)


def draw(connection: Connection, book: BookId, day: date, maker: str) -> int:
    """Keep the table of a day for another person to approve; refused unless it holds."""
    drawn = table(matches.sides(connection, book), day)
    values = {
        "book": book,
        "day": day,
        "balance": drawn.statement_balance,
        "sums": list(drawn.sums),
        "lists": json.dumps(_lists(drawn)),
        "maker": maker,
    }
    with refusing():
        return int(connection.execute(_DRAW, values).scalar_one())


def _lists(drawn: AdjustingTable) -> dict[str, list[dict[str, object]]]:
    """Name the open lines without whom they are with: the table is kept for years."""
    bank = {"bank_in": drawn.bank_in, "bank_out": drawn.bank_out}
    book = {"book_in": drawn.book_in, "book_out": drawn.book_out}
    return {
        name: [{"bank_line": i.id, "day": str(i.day), "amount": str(i.amount)} for i in items]
        for name, items in bank.items()
    } | {
        name: [
            {"entry": i.entry, "line_no": i.line_no, "day": str(i.day), "amount": str(i.amount)}
            for i in items
        ]
        for name, items in book.items()
    }


def approve(connection: Connection, reconciliation: int, actor: str) -> None:
    """Confirm a table; refused for its maker, and when the book moved since."""
    _decide(connection, reconciliation, "approved", actor)


def withdraw(connection: Connection, reconciliation: int, actor: str, reason: str) -> None:
    """Take a table back: a new one may be drawn up for its day."""
    _decide(connection, reconciliation, "withdrawn", actor, reason)


def _decide(connection: Connection, which: int, state: str, actor: str, reason: str = "") -> None:
    values = {"id": which, "state": state, "actor": actor, "reason": reason}
    with refusing():
        connection.execute(_DECIDE, values)


def reconciliations(connection: Connection, book: BookId) -> tuple[Reconciliation, ...]:
    """Return the tables of a book that were not withdrawn, the newest day first."""
    kept = tables.reconciliation
    approved, withdrawn = (tables.reconciliation_state.alias(name) for name in ("yes", "no"))
    rows = connection.execute(
        select(kept, approved.c.actor.label("approver"), withdrawn.c.actor.label("withdrawn"))
        .outerjoin_from(
            kept,
            approved,
            (approved.c.reconciliation_id == kept.c.id) & (approved.c.state == "approved"),
        )
        .outerjoin(
            withdrawn,
            (withdrawn.c.reconciliation_id == kept.c.id) & (withdrawn.c.state == "withdrawn"),
        )
        .where(kept.c.book_id == book)
        .order_by(kept.c.day.desc(), kept.c.id.desc())
    )
    return tuple(_reconciliation(row) for row in rows if row.withdrawn is None)


def _reconciliation(row: Row[*tuple[Any, ...]]) -> Reconciliation:
    return Reconciliation(
        id=row.id,
        day=row.day,
        state="proposed" if row.approver is None else "approved",
        statement_balance=row.statement_balance,
        book_balance=row.book_balance,
        sums=(row.bank_in, row.bank_out, row.book_in, row.book_out),
        maker=row.maker,
        made_at=row.made_at,
        approver=row.approver,
    )


def confirmed_on(connection: Connection, book: BookId) -> date | None:
    """Return the latest day whose statement balance was confirmed; None when none was."""
    days = [kept.day for kept in reconciliations(connection, book) if kept.state == "approved"]
    return days[0] if days else None


def recent(confirmed: date | None, today: date, most_days: int = RECENT_DAYS) -> Check:
    """Say whether a confirmed statement balance is recent enough; how recent is our own default."""
    if confirmed is None:
        return Check(
            passed=False,
            message=Message(N_("专门账户还没有核对过银行余额，请导入对账单并编制余额调节表。")),
        )
    days = {"day": confirmed.isoformat(), "most": str(most_days)}
    if today - confirmed > timedelta(days=most_days):
        late = N_("银行余额只核对到 {day}，已超过 {most} 天（本系统默认），请导入新的对账单。")
        return Check(passed=False, message=Message(late, days))
    return Check(passed=True, message=Message(N_("银行余额已核对到 {day}。"), days))


def reconciled(connection: Connection, book: BookId, month_end: date) -> Check:
    """Say whether a month's last day was reconciled and the book has not moved since.

    A book on whose bank account nothing ever happened has nothing to reconcile.
    """
    kept = tables_of(connection, book, month_end)
    if not kept and not _moved_until(connection, book, month_end):
        template = N_("截至 {day} 专户没有发生额，无须对账。")
        return Check(passed=True, message=Message(template, {"day": month_end.isoformat()}))
    why = _missing(connection, book, kept[0] if kept else None)
    template = why or N_("{day} 的余额调节表已复核。")
    return Check(why is None, Message(template, {"day": month_end.isoformat()}))


def _moved_until(connection: Connection, book: BookId, day: date) -> bool:
    """Tell whether anything happened until a day, at the bank or in the book."""
    values = {"book": book, "day": day, "code": matches.BANK_ACCOUNT}
    return bool(connection.execute(_MOVED, values).scalar_one())


def _missing(connection: Connection, book: BookId, kept: Reconciliation | None) -> str | None:
    if kept is None:
        return N_("还没有 {day} 的余额调节表，请导入对账单、勾对后编制。")
    if kept.state != "approved":
        return N_("{day} 的余额调节表还没有复核，请由另一人复核。")
    return _outdated(kept, table(matches.sides(connection, book), kept.day))


def _outdated(kept: Reconciliation, now: AdjustingTable) -> str | None:
    """Say what an approved table does not know; statements can come late, matches be taken back."""
    if kept.book_balance != now.book_balance:
        return N_("{day} 的余额调节表复核之后账上又有变动，请撤销后重新编制。")
    if (kept.statement_balance, kept.sums) != (now.statement_balance, now.sums):
        return N_("{day} 的余额调节表复核之后，对账单或勾对又有变动，请撤销后重新编制。")
    return None


def tables_of(connection: Connection, book: BookId, day: date) -> tuple[Reconciliation, ...]:
    """Return the tables of one day that stand, the newest first."""
    return tuple(kept for kept in reconciliations(connection, book) if kept.day == day)
