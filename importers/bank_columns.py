"""Which column of a bank's statement holds what: every bank has other names for the same things."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from importers.bank_table import Row
from importers.document import UnreadableDocument
from importers.messages import N_, Message

HEADING_ROWS_MAX: Final = 40  # so far down a table may begin
# In the order of preference where a file has several: the day on which the bank booked it counts.
DAY: Final = (
    "记账日期", "入账日期", "过账日期", "会计日期", "记账日", "交易日期", "交易日", "业务日期",
    "日期", "交易时间", "记账时间", "入账时间", "交易日期时间",
)  # fmt: skip
# A bank's debit is the holder's payment: the account is what the bank owes.
OUT: Final = (
    "借方发生额", "借方金额", "借方", "借方发生金额", "借方交易金额", "支出", "支出金额",
    "付款金额", "转出金额", "支取金额", "付方发生额", "支出发生额", "借发生额",
)  # fmt: skip
IN: Final = (
    "贷方发生额", "贷方金额", "贷方", "贷方发生金额", "贷方交易金额", "收入", "收入金额",
    "收款金额", "转入金额", "存入金额", "收方发生额", "收入发生额", "贷发生额",
)  # fmt: skip
AMOUNT: Final = ("发生额", "交易金额", "金额", "发生金额", "交易发生额")
FLAG: Final = (
    "借贷标志", "借贷方向", "借贷", "借贷标识", "收支标志", "收付标志", "收支", "收付", "收支类型",
    "交易方向", "方向", "往来标志", "借贷别",
)  # fmt: skip
BALANCE: Final = (
    "余额", "账户余额", "本次余额", "当前余额", "交易后余额", "联机余额", "账面余额", "交易余额",
    "可用余额",
)  # fmt: skip
COUNTERPARTY: Final = (
    "对方户名", "对方账户名称", "对方账户名", "对方名称", "对方单位名称", "对方单位", "交易对方",
    "对手户名", "收付方名称", "交易对手", "对方账号名称", "对方",
)  # fmt: skip
COUNTERPARTY_ACCOUNT: Final = (
    "对方账号", "对方账户", "收付方账号", "对手账号", "交易对手账号", "对方卡号账号",
)  # fmt: skip
SUMMARY: Final = (
    "摘要", "用途", "附言", "交易摘要", "交易用途", "备注", "摘要说明", "交易说明",
    "凭证号", "凭证号码", "凭证编号",
)  # fmt: skip
REFERENCE: Final = (
    "交易流水号", "银行流水号", "流水号", "业务流水号", "核心流水号", "交易流水", "主机流水号",
    "交易参考号", "回单编号", "业务编号",
)  # fmt: skip
ACCOUNT: Final = ("本方账号", "账号", "我方账号", "查询账号")

_BRACKETS: Final = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_FILLING: Final = re.compile(r"[\s:/\\_\-,.·]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where things stand; None where the file has no such column."""

    day: int
    into: int | None  # 收入
    out: int | None  # 支出
    amount: int | None
    flag: int | None
    balance: int | None
    counterparty: int | None
    counterparty_account: int | None
    summaries: tuple[int, ...]
    reference: int | None
    account: int | None


def fold(title: str) -> str:
    """Return a column's title as it is compared: without units, brackets and punctuation."""
    plain = unicodedata.normalize("NFKC", title).replace("帐", "账")
    return _FILLING.sub("", _BRACKETS.sub("", plain))


def find(table: Sequence[Row]) -> tuple[int, Columns]:
    """Return the row of the titles and what stands where; UnreadableDocument without such a row."""
    for place, row in enumerate(table[:HEADING_ROWS_MAX]):
        columns = _columns(row)
        if columns is not None:
            return place, columns
    raise UnreadableDocument(
        Message(
            N_(
                "没有找到对账单的表头：表头一行须有日期列，以及收入、支出两列（或借方、贷方，"
                "或金额加借贷标志）。请从网银下载“账户明细”或“对账单”，不要删改表头。"
            )
        )
    )


def _columns(row: Row) -> Columns | None:
    titles: dict[str, int] = {}
    for place, cell in enumerate(row):
        titles.setdefault(fold(cell), place)
    day = _first(titles, DAY)
    into, out, amount = (_first(titles, names) for names in (IN, OUT, AMOUNT))
    if day is None or (amount is None and (into is None or out is None)):
        return None
    return Columns(
        day=day,
        into=into,
        out=out,
        amount=amount if into is None or out is None else None,
        flag=_first(titles, FLAG),
        balance=_first(titles, BALANCE),
        counterparty=_first(titles, COUNTERPARTY),
        counterparty_account=_first(titles, COUNTERPARTY_ACCOUNT),
        summaries=tuple(titles[name] for name in SUMMARY if name in titles),
        reference=_first(titles, REFERENCE),
        account=_first(titles, ACCOUNT),
    )


def _first(titles: Mapping[str, int], names: tuple[str, ...]) -> int | None:
    return next((titles[name] for name in names if name in titles), None)
