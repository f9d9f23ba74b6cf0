"""What the columns of a bank's file mean, as a person said it once: used for its next file, too.

A bank changes its titles, or names a column as no other bank does: the titles of the file are
then shown to a person, who says what each column holds. A layout counts for files with just these
titles.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from importers import bank_columns
from importers.bank_columns import HEADING_ROWS_MAX, Columns, fold
from importers.bank_table import FORMULA, Row
from importers.messages import N_, Message

TITLES_BYTES_MAX: Final = 2000  # of all titles together: they are looked up by an index
SHOWN_MAX: Final = 6  # rows below the titles by which a person tells what a column holds


class Meaning(StrEnum):
    """What a column of a statement holds."""

    DAY = "day"  # 记账日期
    IN = "in"  # 收入：the bank's credit
    OUT = "out"  # 支出：the bank's debit
    AMOUNT = "amount"  # of either direction
    FLAG = "flag"  # 借贷标志
    BALANCE = "balance"
    COUNTERPARTY = "counterparty"
    COUNTERPARTY_ACCOUNT = "counterparty_account"
    SUMMARY = "summary"  # several columns may be
    REFERENCE = "reference"  # 流水号
    ACCOUNT = "account"  # 本方账号


@dataclass(frozen=True, slots=True)
class BankLayout:
    """The titles of a file, folded as `bank_columns.fold` does, and what stands below each."""

    titles: tuple[str, ...]
    meanings: tuple[Meaning | None, ...]

    def faults(self) -> tuple[Message, ...]:
        """Say why no statement can be read by it; nothing when one can."""
        faults = []
        said = Counter(meaning for meaning in self.meanings if meaning is not None)
        if Meaning.DAY not in said:
            faults.append(Message(N_("请指出哪一列是记账日期。")))
        both = Meaning.IN in said and Meaning.OUT in said
        if not both and Meaning.AMOUNT not in said:
            faults.append(
                Message(N_("请指出金额在哪里：收入、支出两列，或者金额一列（可另有借贷标志）。"))
            )
        if any(times > 1 for meaning, times in said.items() if meaning is not Meaning.SUMMARY):
            faults.append(Message(N_("除摘要外，每种含义只能对应一列。")))
        if sum(len(title.encode()) for title in self.titles) > TITLES_BYTES_MAX:
            faults.append(Message(N_("这一行不像列名：文字太长。请选择写着列名的那一行。")))
        return tuple(faults)

    @property
    def columns(self) -> Columns:
        """Where things stand; meant for a layout without faults."""
        places: dict[Meaning, list[int]] = {}
        for place, meaning in enumerate(self.meanings):
            if meaning is not None:
                places.setdefault(meaning, []).append(place)

        def of(meaning: Meaning) -> int | None:
            return next(iter(places.get(meaning, ())), None)

        split = Meaning.IN in places and Meaning.OUT in places
        return Columns(
            day=places[Meaning.DAY][0],
            into=of(Meaning.IN) if split else None,
            out=of(Meaning.OUT) if split else None,
            amount=None if split else of(Meaning.AMOUNT),
            flag=of(Meaning.FLAG),
            balance=of(Meaning.BALANCE),
            counterparty=of(Meaning.COUNTERPARTY),
            counterparty_account=of(Meaning.COUNTERPARTY_ACCOUNT),
            summaries=tuple(places.get(Meaning.SUMMARY, ())),
            reference=of(Meaning.REFERENCE),
            account=of(Meaning.ACCOUNT),
        )

    def to_record(self) -> dict[str, object]:
        """Return plain JSON data; `from_record` is the inverse."""
        return {"titles": list(self.titles), "meanings": list(self.meanings)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "BankLayout":
        """Build the layout that `to_record` described."""
        meanings = tuple(None if each is None else Meaning(each) for each in record["meanings"])
        return cls(tuple(record["titles"]), meanings)


def titles_of(row: Row) -> tuple[str, ...]:
    """Return the titles of a row as they are compared, without the empty cells at its end."""
    folded = [fold(cell) for cell in row]
    while folded and not folded[-1]:
        folded.pop()
    return tuple(folded)


def find(table: Sequence[Row], layouts: Iterable[BankLayout]) -> tuple[int, Columns]:
    """Return the row of the titles and what stands where.

    What a person said of just these titles goes before what they are usually called.
    UnreadableDocument where neither is found.
    """
    known = {layout.titles: layout for layout in layouts}
    for place, row in enumerate(table[:HEADING_ROWS_MAX]):
        layout = known.get(titles_of(row))
        if layout is not None:
            return place, layout.columns
    return bank_columns.find(table)


def head(table: Sequence[Row]) -> list[list[str]]:
    """Return the upper rows of a file, for a person to say what stands where; no formulas."""
    return [
        ["" if cell == FORMULA else cell for cell in row]
        for row in table[: HEADING_ROWS_MAX + SHOWN_MAX]
    ]


def usual(title: str) -> Meaning | None:
    """Return what a title usually means; None where it is not known."""
    names = (
        (Meaning.DAY, bank_columns.DAY), (Meaning.IN, bank_columns.IN),
        (Meaning.OUT, bank_columns.OUT), (Meaning.AMOUNT, bank_columns.AMOUNT),
        (Meaning.FLAG, bank_columns.FLAG), (Meaning.BALANCE, bank_columns.BALANCE),
        (Meaning.COUNTERPARTY, bank_columns.COUNTERPARTY),
        (Meaning.COUNTERPARTY_ACCOUNT, bank_columns.COUNTERPARTY_ACCOUNT),
        (Meaning.SUMMARY, bank_columns.SUMMARY), (Meaning.REFERENCE, bank_columns.REFERENCE),
        (Meaning.ACCOUNT, bank_columns.ACCOUNT),
    )  # fmt: skip
    return next((meaning for meaning, known in names if fold(title) in known), None)
