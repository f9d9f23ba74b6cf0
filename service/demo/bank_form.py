"""A bank's statement as its web page gives it out: a workbook, or a csv file in GB 18030."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import xlsxwriter

from service.demo.cast import SampleEmployer

TITLES = (
    "交易日期", "借方发生额", "贷方发生额", "余额", "对方户名", "对方账号", "摘要", "交易流水号",
)  # fmt: skip
CSV_TITLES = (
    "记账日期", "收入", "支出", "账户余额", "对方单位名称", "对方账号", "用途", "流水号",
)  # fmt: skip
_MADE = datetime(2026, 1, 1, tzinfo=UTC)  # the same file for the same statement


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A movement as the bank has it; in is positive."""

    day: date
    amount: Decimal
    counterparty: str
    account: str
    summary: str
    reference: str


@dataclass(frozen=True, slots=True)
class StatementSpec:
    """A statement between two days."""

    holder: SampleEmployer
    from_day: date
    to_day: date
    opening: Decimal
    lines: tuple[DrawnLine, ...]

    @property
    def closing(self) -> Decimal:
        return sum((line.amount for line in self.lines), self.opening)

    @property
    def balances(self) -> list[Decimal]:
        """What stood on the account after each line."""
        balance, after = self.opening, []
        for line in self.lines:
            balance += line.amount
            after.append(balance)
        return after


def draw_xlsx(spec: StatementSpec) -> bytes:
    """Draw a workbook with the bank's heading above and totals below."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        sheet = book.add_worksheet("账户明细")
        money = book.add_format({"num_format": "#,##0.00"})
        sheet.set_column(0, 7, 18)
        sheet.write_row(0, 0, [f"{spec.holder.bank} 账户明细（样例）"])
        sheet.write_row(1, 0, ["账号", spec.holder.account_number, "户名", spec.holder.party.name])
        sheet.write_row(2, 0, [f"起止日期：{spec.from_day} 至 {spec.to_day}"])
        sheet.write_row(3, 0, [f"期初余额：{spec.opening:,.2f}", f"期末余额：{spec.closing:,.2f}"])
        sheet.write_row(4, 0, TITLES)
        for row, (line, balance) in enumerate(zip(spec.lines, spec.balances, strict=True), 5):
            sheet.write_string(row, 0, line.day.isoformat())
            sheet.write_number(row, 2 if line.amount > 0 else 1, abs(line.amount), money)
            sheet.write_number(row, 3, balance, money)
            for column, text in enumerate(
                (line.counterparty, line.account, line.summary, line.reference), 4
            ):
                sheet.write_string(row, column, text)
        paid = -sum(line.amount for line in spec.lines if line.amount < 0)
        received = sum(line.amount for line in spec.lines if line.amount > 0)
        below = 5 + len(spec.lines)
        sheet.write_string(below, 0, "合计")
        sheet.write_number(below, 1, paid, money)
        sheet.write_number(below, 2, received, money)
    return target.getvalue()


def draw_csv(spec: StatementSpec) -> bytes:
    """Draw a csv file as another bank would: other titles, the newest line first, GB 18030."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([f"账号：{spec.holder.account_number}", f"户名：{spec.holder.party.name}"])
    writer.writerow([f"查询期间：{spec.from_day} 至 {spec.to_day}"])
    writer.writerow(CSV_TITLES)
    for line, balance in reversed(list(zip(spec.lines, spec.balances, strict=True))):
        amount = f"{abs(line.amount):,.2f}"
        sides = (amount, "") if line.amount > 0 else ("", amount)
        writer.writerow(
            [f"{line.day:%Y%m%d}", *sides, f"{balance:,.2f}", line.counterparty,
             f"{line.account}\t", line.summary, line.reference]
        )  # fmt: skip
    return target.getvalue().encode("gb18030")
