"""Why the database refused a posting, as errors with a sentence for the person who tried.

The names of constraints are the interface: those in migration 0002 are mapped here, one by one.
A violation that no caller can cause (an unbalanced entry, say) is not mapped: it stays a bug.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import ClassVar, Final

import psycopg
from sqlalchemy.exc import DBAPIError

from ledger.accounts import CHART, Layer
from ledger.messages import N_, Message


class PostingRefused(Exception):  # noqa: N818  # a refusal is an answer, not a failure
    """The ledger refused; nothing was posted. The transaction can only be rolled back."""

    TEMPLATE: ClassVar[str]

    def __init__(self, values: Mapping[str, str]) -> None:
        self.message = Message(self.TEMPLATE, values)
        super().__init__(self.message.text())


class _ShortOfMoney(PostingRefused):
    """A balance would fall below its floor. Amounts are yuan."""

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(values)
        self.available = Decimal(values["available"])
        self.wanted = Decimal(values["wanted"])


class OverBudget(_ShortOfMoney):
    """The budget layer has less left than the entry takes: 预算不足."""

    TEMPLATE = N_(
        "“{account}”（项目 {grant}，支出方向 {category}）只剩 {available} 元，不足 {wanted} 元。"
    )


class InsufficientFunds(_ShortOfMoney):
    """The financial layer has less money than the entry takes: 余额不足."""

    TEMPLATE = N_("“{account}”（项目 {grant}）余额只有 {available} 元，不足 {wanted} 元。")


class AccountClosed(PostingRefused):
    """The account takes no postings at present: 科目已停用."""

    TEMPLATE = N_("“{account}”（项目 {grant}，支出方向 {category}）已停用，暂不能记账。")


class AccountUnknown(PostingRefused):
    """The chart has no such account for a book of this kind."""

    TEMPLATE = N_("这本账没有科目 {code}，请核对科目表。")


class PeriodClosed(PostingRefused):
    """The day lies in a closed period: 已结账."""

    TEMPLATE = N_("账已结到 {closed_through}，不能再记 {day} 的凭证；请用之后的日期。")


class PeriodClosing(PostingRefused):
    """The day lies in a month that is being closed; a late entry says why it is late: 预结账."""

    TEMPLATE = N_(
        "{closed_through} 以前的月份正在结账，要补记 {day} 的凭证须写明补记原因，或用之后的日期。"
    )


class MonthOutOfOrder(PostingRefused):
    """Months are closed one after the other: 依次结账."""

    TEMPLATE = N_("账要逐月结：现在该结的是 {next}，不能结 {month}。")


class MonthNotOver(PostingRefused):
    """A month is closed when its last day is over, in Beijing."""

    TEMPLATE = N_("{month} 还没有过完，月末之后才能结账。")


class MonthNotReady(PostingRefused):
    """A check of the list before the close has failed: 结账检查未通过."""

    TEMPLATE = N_("结账检查还有未通过的项目，请先按提示处理。")


class BookHalted(PostingRefused):
    """The book failed its proof and takes nothing until somebody has looked: 停账核查."""

    TEMPLATE = N_("这本账没有通过验证，自 {since} 起停止记账；请联系中心核查，其他账不受影响。")


class AccountNotEmpty(PostingRefused):
    """A grant is closed in a book when nothing stands on its accounts any more."""

    TEMPLATE = N_("“{account}”（项目 {grant}）上还有 {available} 元，结清之后才能关闭项目账户。")


class ToleranceTooLate(PostingRefused):
    """How a budget is controlled is settled before it is opened."""

    TEMPLATE = N_("项目 {grant} 的预算控制方式已定，不能再改；需要时请办理预算调剂。")


class IdempotencyConflict(PostingRefused):
    """The same key was used for an entry with other content."""

    TEMPLATE = N_("业务编号 {key} 已记过一笔内容不同的凭证，请刷新后核对。")


class AlreadyReversed(PostingRefused):
    """An entry is reversed once: 已冲销."""

    TEMPLATE = N_("这张凭证已经冲销过，不能再次冲销。")


class BookUnknown(PostingRefused):
    """There is no such book, or not for whoever asks."""

    TEMPLATE = N_("没有找到这本账，或您无权使用它。")


_BY_CONSTRAINT: Final[Mapping[str, type[PostingRefused]]] = {
    "account_open": AccountClosed,
    "account_in_chart": AccountUnknown,
    "period_open": PeriodClosed,
    "period_not_closing": PeriodClosing,
    "month_in_order": MonthOutOfOrder,
    "month_over": MonthNotOver,
    "close_checked": MonthNotReady,
    "book_in_order": BookHalted,
    "account_drained": AccountNotEmpty,
    "control_before_budget": ToleranceTooLate,
    "entry_key": IdempotencyConflict,
    "entry_reversed_once": AlreadyReversed,
    "book_known": BookUnknown,
}


def refusal(error: DBAPIError) -> PostingRefused | None:
    """Return what a person should read about the database's error; None where it is a bug."""
    if not isinstance(error.orig, psycopg.Error):
        return None
    diagnosis = error.orig.diag
    name = diagnosis.constraint_name or ""
    values = _values(diagnosis.message_detail)
    if name == "balance_floor" and "account" in values:
        budget = CHART[values["code"]].layer is Layer.BUDGET
        return OverBudget(values) if budget else InsufficientFunds(values)
    return _BY_CONSTRAINT[name](values) if name in _BY_CONSTRAINT else None


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the database refuses into its `PostingRefused`; anything else stays as it is."""
    try:
        yield
    except DBAPIError as error:
        refused = refusal(error)
        if refused is None:
            raise
        raise refused from error


def _values(detail: str | None) -> dict[str, str]:
    """Read what the posting function said; a constraint of the table itself says it in prose."""
    if detail is None or not detail.startswith("{"):
        return {}
    values: dict[str, str] = json.loads(detail)
    if "code" in values and values["code"] in CHART:
        values["account"] = CHART[values["code"]].name
    return {name: value or "－" for name, value in values.items()}
