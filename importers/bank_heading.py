"""What a bank prints above the table of its statement: account, days, balances."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from importers.bank_columns import fold
from importers.bank_table import Row
from importers.bank_values import account_of, amount_of, day_of

ACCOUNT: Final = ("账号", "账户号码", "本方账号", "查询账号", "账户账号", "卡号账号", "银行账号")
OPENING: Final = ("期初余额", "上期余额", "承前余额", "起始余额", "期初账户余额")
CLOSING: Final = ("期末余额", "本期余额", "终止余额", "截止余额", "期末账户余额")
FROM: Final = ("起始日期", "开始日期", "起始日", "查询起始日期", "起始时间")
TO: Final = ("终止日期", "结束日期", "截止日期", "终止日", "查询终止日期", "截止日", "结束时间")
RANGE: Final = (
    "查询期间", "日期范围", "对账期间", "起止日期", "查询日期", "账单期间", "查询时间段",
    "交易日期", "日期区间", "对账单期间",
)  # fmt: skip
_LABEL: Final = re.compile(r"\s*([^:：]{1,12}?)\s*[:：]\s*(.*)")
_DAYS: Final = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?|(?<!\d)\d{8}(?!\d)")


@dataclass(frozen=True, slots=True)
class Heading:
    """What is said above the table; None where it is not said."""

    account_number: str | None = None
    from_day: date | None = None
    to_day: date | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None


def read(rows: Sequence[Row]) -> Heading:
    """Return what the rows above the table say."""
    said: dict[str, str] = {}
    for label, value in _pairs(rows):
        said.setdefault(fold(label), value)
    first, last = _range(_value(said, RANGE))
    return Heading(
        account_number=account_of(_value(said, ACCOUNT)),
        from_day=day_of(_value(said, FROM)) or first,
        to_day=day_of(_value(said, TO)) or last,
        opening=amount_of(_value(said, OPENING)),
        closing=amount_of(_value(said, CLOSING)),
    )


def _pairs(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Yield labels with their values: in one cell behind a colon, or in the next cell."""
    for row in rows:
        for place, cell in enumerate(row):
            found = _LABEL.fullmatch(cell)
            label, value = (found[1], found[2]) if found else (cell, "")
            following = [other for other in row[place + 1 :] if other]
            if label and not value and following:
                value = following[0]
            if label and value:
                yield label, value


def _value(said: dict[str, str], names: tuple[str, ...]) -> str:
    return next((said[name] for name in names if name in said), "")


def _range(text: str) -> tuple[date | None, date | None]:
    days = [day for found in _DAYS.findall(text) if (day := day_of(found)) is not None]
    return (days[0], days[-1]) if len(days) > 1 else (None, None)
