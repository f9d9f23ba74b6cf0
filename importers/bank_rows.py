"""The rows of a bank's statement below the titles: lines, opening and closing rows, totals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from importers.bank_columns import Columns
from importers.bank_table import FORMULA, Row
from importers.bank_values import account_of, amount_of, day_of
from importers.document import UnreadableDocument
from importers.messages import N_, Message

OPENING_WORDS: Final = ("期初余额", "承前页", "上期余额", "上页余额", "起始余额")
CLOSING_WORDS: Final = ("期末余额", "过次页", "本期余额", "终止余额")
TOTAL_WORDS: Final = (
    "合计", "总计", "小计", "累计", "笔数", "总笔", "打印", "制表", "说明", "声明",
    "温馨提示", "本页", "电子印章",
)  # fmt: skip
OUT_FLAGS: Final = frozenset(
    {"借", "借方", "d", "dr", "支出", "支", "付", "付款", "出", "转出", "往账", "-"}
)
IN_FLAGS: Final = frozenset(
    {"贷", "贷方", "c", "cr", "收入", "收", "收款", "入", "转入", "来账", "+"}
)


@dataclass(frozen=True, slots=True)
class BankLine:
    """One movement; `row` is its row in the file (from 1), `balance` what the bank printed."""

    row: int
    day: date
    amount: Decimal
    balance: Decimal | None
    counterparty: str
    counterparty_account: str
    summary: str
    reference: str

    def to_record(self) -> dict[str, object]:
        """Return plain JSON data; `from_record` is the inverse."""
        return {
            "row": self.row,
            "day": self.day.isoformat(),
            "amount": str(self.amount),
            "balance": None if self.balance is None else str(self.balance),
            "counterparty": self.counterparty,
            "counterparty_account": self.counterparty_account,
            "summary": self.summary,
            "reference": self.reference,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "BankLine":
        """Build the line that `to_record` described."""
        balance = record["balance"]
        return cls(
            **dict(record)
            | {
                "day": date.fromisoformat(record["day"]),
                "amount": Decimal(record["amount"]),
                "balance": None if balance is None else Decimal(balance),
            }
        )


@dataclass(frozen=True, slots=True)
class Stated:
    """What rows of the table say about the account as a whole; None where none does."""

    account_number: str | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None


def read(
    table: Sequence[Row], titles: int, columns: Columns
) -> tuple[tuple[BankLine, ...], Stated]:
    """Return the lines below row `titles` in the order of time, and what else the rows say."""
    lines: list[BankLine] = []
    stated = Stated()
    for place, row in enumerate(table[titles + 1 :], titles + 2):
        if not any(row):
            continue
        text = _joined(row)
        if any(word in text for word in OPENING_WORDS) and not lines:
            stated = replace(stated, opening=amount_of(_at(row, columns.balance)))
        elif any(word in text for word in CLOSING_WORDS):
            stated = replace(stated, closing=amount_of(_at(row, columns.balance)))
        elif _is_line(row, columns):
            lines.append(_line(place, row, columns))
            account = account_of(_at(row, columns.account))
            stated = replace(stated, account_number=stated.account_number or account)
        elif not any(word in text for word in TOTAL_WORDS) and _moves(row, columns):
            raise _refused(N_("第 {row} 行有金额而没有可读的日期。{remedy}"), place)
    return _in_order(lines), stated


REMEDY: Final = N_("请从网银重新下载，不要改动文件；仍不行时在表格软件中改正这一行。")


def _refused(template: str, row: int, **values: str) -> UnreadableDocument:
    filled = {"row": str(row), "remedy": REMEDY} | values
    return UnreadableDocument(Message(template, filled))


def _joined(row: Row) -> str:
    return " ".join(cell for cell in row if cell)


def _at(row: Row, column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""


def _is_line(row: Row, columns: Columns) -> bool:
    return day_of(_at(row, columns.day)) is not None and _moves(row, columns)


def _moves(row: Row, columns: Columns) -> bool:
    return any(_at(row, column) for column in (columns.into, columns.out, columns.amount))


def _line(place: int, row: Row, columns: Columns) -> BankLine:
    if FORMULA in row:
        raise _refused(N_("第 {row} 行有公式；对账单应是银行给出的数字。{remedy}"), place)
    day = day_of(_at(row, columns.day))
    assert day is not None, "only rows with a day are lines"
    printed = _at(row, columns.balance)
    balance = amount_of(printed)
    if printed and balance is None:
        raise _refused(N_("第 {row} 行的余额“{text}”不是金额。{remedy}"), place, text=printed)
    summaries = dict.fromkeys(_at(row, column) for column in columns.summaries)
    return BankLine(
        row=place,
        day=day,
        amount=_amount(place, row, columns),
        balance=balance,
        counterparty=_at(row, columns.counterparty),
        counterparty_account=_at(row, columns.counterparty_account),
        summary=" ".join(text for text in summaries if text),
        reference=_at(row, columns.reference),
    )


def _amount(place: int, row: Row, columns: Columns) -> Decimal:
    if columns.amount is not None:
        return _flagged(place, row, columns)
    into = _money(place, _at(row, columns.into))
    out = _money(place, _at(row, columns.out))
    if bool(into) == bool(out):
        raise _refused(N_("第 {row} 行的收入和支出须恰有一项有金额。{remedy}"), place)
    return into - out


def _flagged(place: int, row: Row, columns: Columns) -> Decimal:
    amount = _money(place, _at(row, columns.amount))
    flag = _at(row, columns.flag).strip().casefold()
    if not amount:
        raise _refused(N_("第 {row} 行的金额为零。{remedy}"), place)
    if columns.flag is None:
        return amount  # a column of its own sign
    if flag in OUT_FLAGS:
        return -amount  # a red figure takes a payment back
    if flag in IN_FLAGS:
        return amount
    raise _refused(N_("第 {row} 行的借贷标志“{text}”看不懂。{remedy}"), place, text=flag)


def _money(place: int, text: str) -> Decimal:
    if text in {"", "-", "--"}:
        return Decimal("0.00")
    amount = amount_of(text)
    if amount is None:
        raise _refused(N_("第 {row} 行的“{text}”不是金额。{remedy}"), place, text=text)
    return amount


def _in_order(lines: list[BankLine]) -> tuple[BankLine, ...]:
    """Return the lines oldest first: many banks print the newest first."""
    turned = lines[::-1]
    if lines and lines[0].day != lines[-1].day:
        return tuple(turned if lines[0].day > lines[-1].day else lines)
    return tuple(turned if _chained(turned) and not _chained(lines) else lines)


def _chained(lines: Iterable[BankLine]) -> bool:
    before: Decimal | None = None
    for line in lines:
        if before is not None and line.balance is not None and before + line.amount != line.balance:
            return False
        before = line.balance
    return True
