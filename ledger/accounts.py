"""The chart of accounts (科目表) as data: which account types exist, and what each one demands.

Every leaf account is (book, code, grant, source, category). A book has two layers: the financial
layer (财务) holds money, the budget layer (预算) the right to spend it; each entry sums to
zero in each layer. The same chart lies in the database (`ledger.account_type`); a test compares
them. It is a management chart of the dedicated account, not the employer's statutory one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from ledger.messages import N_


class BookKind(StrEnum):
    """Whose book: the Center's (中心) own, or that of an employer's dedicated account (专户)."""

    CENTER = "center"
    EMPLOYER = "employer"


class Layer(StrEnum):
    """F: money (财务); B: budget (预算)."""

    FINANCIAL = "F"
    BUDGET = "B"


class Side(StrEnum):
    """The side on which an account grows: 借 or 贷."""

    DEBIT = "debit"
    CREDIT = "credit"


class Source(StrEnum):
    """Where the money of a grant came from (资金来源)."""

    FISCAL = "FISCAL"  # 财政资金: disbursed by the Center
    MATCH = "MATCH"  # 配套资金: added by the employer
    RAISED = "RAISED"  # 自筹资金: added by the recommender or others
    INTEREST = "INTEREST"  # 利息: earned on the dedicated account


class Dimension(StrEnum):
    """What an account is kept apart by."""

    GRANT = "grant"
    SOURCE = "source"
    CATEGORY = "category"


# Spending directions (支出方向) of a task agreement; compliance gives them their meaning.
CATEGORIES: Final = frozenset(
    {"RND", "TRAIN", "EXCH", "MENTOR", "CONF", "CE", "IP_PUB", "PUBL", "OTHER"}
)


@dataclass(frozen=True)
class AccountType:
    """One line of the chart. `floor_zero`: the database refuses a balance below nought."""

    code: str
    name: str
    book: BookKind
    layer: Layer
    normal: Side
    dims: tuple[Dimension, ...]
    floor_zero: bool

    @property
    def sign(self) -> int:
        """+1 where a debit makes the balance grow, -1 where a credit does."""
        return 1 if self.normal is Side.DEBIT else -1


_G: Final = (Dimension.GRANT,)
_GS: Final = (Dimension.GRANT, Dimension.SOURCE)
_GSC: Final = (Dimension.GRANT, Dimension.SOURCE, Dimension.CATEGORY)


def _rows(
    book: BookKind, layer: Layer, *rows: tuple[str, str, Side, tuple[Dimension, ...], bool]
) -> tuple[AccountType, ...]:
    return tuple(
        AccountType(code, name, book, layer, normal, dims, floor_zero)
        for code, name, normal, dims, floor_zero in rows
    )


_EMPLOYER_MONEY: Final = _rows(
    BookKind.EMPLOYER,
    Layer.FINANCIAL,
    ("1002.S", N_("专户银行存款"), Side.DEBIT, (), True),
    ("1221.OWN", N_("应由单位自有资金补足"), Side.DEBIT, _G, True),
    ("1221.PRE", N_("预借款"), Side.DEBIT, _GSC, True),
    ("2401.F", N_("专项资金未用余额"), Side.CREDIT, _GS, True),
    ("2401.P", N_("专项资金预借占用"), Side.CREDIT, _GS, True),
    ("2241.ADV", N_("应付单位垫付款"), Side.CREDIT, _G, True),
    ("2241.RTN", N_("应退中心款"), Side.CREDIT, _GS, True),
    ("2241.OUT", N_("应划转新单位款"), Side.CREDIT, _GS, True),
    ("5301.X", N_("专项支出"), Side.DEBIT, _GSC, True),
    ("5301.D", N_("不合规支出"), Side.DEBIT, _GSC, True),
    ("6117.G", N_("专项资金转入收益"), Side.CREDIT, _GS, True),
    ("3999", N_("单位自有资金往来"), Side.CREDIT, (), False),
)
_EMPLOYER_BUDGET: Final = _rows(
    BookKind.EMPLOYER,
    Layer.BUDGET,
    ("9000", N_("预算控制"), Side.DEBIT, _GS, False),
    ("9001", N_("可用预算"), Side.CREDIT, _GSC, True),
    ("9002", N_("已预留预算"), Side.CREDIT, _GSC, True),
    ("9003", N_("已执行预算"), Side.CREDIT, _GSC, True),
)
_CENTER_MONEY: Final = _rows(
    BookKind.CENTER,
    Layer.FINANCIAL,
    ("1011", N_("用款额度"), Side.DEBIT, (), True),
    ("4001", N_("财政拨款收入"), Side.CREDIT, (), False),
    ("1218.T", N_("在途拨款"), Side.DEBIT, _G, True),
    ("1218.A", N_("拨出待核销"), Side.DEBIT, _G, True),
    ("1218.R", N_("应收追回款"), Side.DEBIT, _G, True),
    ("1218.B", N_("在途退回款"), Side.DEBIT, _G, True),
    ("5001", N_("业务活动费用（已核销）"), Side.DEBIT, _G, True),
    ("1002", N_("银行存款"), Side.DEBIT, (), True),
    ("2103", N_("应缴财政款"), Side.CREDIT, (), True),
)
_CENTER_BUDGET: Final = _rows(
    BookKind.CENTER,
    Layer.BUDGET,
    ("9100", N_("指标控制"), Side.DEBIT, (), False),
    ("9101", N_("可用指标"), Side.CREDIT, (), True),
    ("9102", N_("已承诺指标（任务书）"), Side.CREDIT, _G, True),
    ("9103", N_("已拨付指标"), Side.CREDIT, _G, True),
)

CHART: Final[Mapping[str, AccountType]] = MappingProxyType(
    {
        type_.code: type_
        for type_ in (*_EMPLOYER_MONEY, *_EMPLOYER_BUDGET, *_CENTER_MONEY, *_CENTER_BUDGET)
    }
)

# Any number a grant may bear; "|" and "," separate accounts where an entry is digested.
_GRANT: Final = re.compile(r"[^|,\x00-\x1f\x7f-\x9f]{1,64}")


@dataclass(frozen=True, order=True)
class AccountRef:
    """Names one leaf account inside a book. Raises `ValueError` when the chart has no such leaf.

    `grant` is the number of the selectee's grant (项目编号), `source` a `Source`, `category` one of
    `CATEGORIES`; each is given exactly where the chart demands it.
    """

    code: str
    grant: str | None = None
    source: str | None = None
    category: str | None = None

    def __post_init__(self) -> None:
        if self.code not in CHART:
            raise ValueError(f"no account {self.code!r} in the chart")
        given = {dim for dim in Dimension if getattr(self, dim) is not None}
        if given != set(self.type.dims):
            raise ValueError(f"account {self.code} is kept by {[*self.type.dims]}, not {given}")
        if self.grant is not None and not _GRANT.fullmatch(self.grant):
            raise ValueError(f"not an identifier of a grant: {self.grant!r}")
        if self.source is not None:
            object.__setattr__(self, "source", Source(self.source).value)
        if self.category is not None and self.category not in CATEGORIES:
            raise ValueError(f"no spending direction {self.category!r}")

    @property
    def type(self) -> AccountType:
        """The line of the chart this account belongs to."""
        return CHART[self.code]
