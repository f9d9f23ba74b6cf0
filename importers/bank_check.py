"""Whether a bank's statement adds up: running balance, opening to closing, days within its range.

A statement that does not was changed, cut or put together from parts; each fault names its row.
"""

from collections.abc import Iterator
from typing import Final

from importers.bank_statement import BankStatement
from importers.messages import N_, Message

FAULTS_MAX: Final = 10  # one wrong row makes its neighbours wrong: the first tell enough


def faults(statement: BankStatement) -> tuple[Message, ...]:
    """Return what does not add up, the first ten at most; nothing for a sound statement."""
    found = [*_days(statement), *_balances(statement), *_sum(statement)]
    return tuple(found[:FAULTS_MAX])


def _days(statement: BankStatement) -> Iterator[Message]:
    if statement.from_day > statement.to_day:
        yield Message(
            N_("对账单的起始日期 {start} 晚于终止日期 {end}。请从网银选好日期后重新下载。"),
            {"start": statement.from_day.isoformat(), "end": statement.to_day.isoformat()},
        )
    before = None
    for line in statement.lines:
        if not statement.from_day <= line.day <= statement.to_day:
            yield Message(
                N_(
                    "第 {row} 行的日期 {day} 不在对账单期间 {start} 至 {end} 之内。"
                    "请从网银选好日期后重新下载。"
                ),
                {
                    "row": str(line.row),
                    "day": line.day.isoformat(),
                    "start": statement.from_day.isoformat(),
                    "end": statement.to_day.isoformat(),
                },
            )
        if before is not None and line.day < before:
            yield Message(
                N_("第 {row} 行的日期 {day} 排在更晚的日期之后。请按日期排序下载，不要重排。"),
                {"row": str(line.row), "day": line.day.isoformat()},
            )
        before = line.day


def _balances(statement: BankStatement) -> Iterator[Message]:
    balance = statement.opening
    for line in statement.lines:
        due = balance + line.amount
        if line.balance is not None and line.balance != due:
            yield Message(
                N_(
                    "第 {row} 行的余额对不上：上一笔之后余额 {before} 元，本笔 {amount} 元，"
                    "应为 {due} 元，文件里是 {found} 元。请看这一行之前是否漏了明细，"
                    "并从网银重新下载。"
                ),
                {
                    "row": str(line.row),
                    "before": str(balance),
                    "amount": str(line.amount),
                    "due": str(due),
                    "found": str(line.balance),
                },
            )
        balance = due if line.balance is None else line.balance


def _sum(statement: BankStatement) -> Iterator[Message]:
    due = statement.opening + statement.received - statement.paid
    if due != statement.closing:
        yield Message(
            N_(
                "期初余额 {opening} 元加收入 {received} 元减支出 {paid} 元，应为 {due} 元，"
                "对账单的期末余额却是 {closing} 元。请核对是否漏了明细，并从网银重新下载。"
            ),
            {
                "opening": str(statement.opening),
                "received": str(statement.received),
                "paid": str(statement.paid),
                "due": str(due),
                "closing": str(statement.closing),
            },
        )
