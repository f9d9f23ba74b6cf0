"""Words of checks: how they are planned, drawn and evaluated; a template asks here."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext

from compliance.messages import Message
from compliance.sampling.plan import Distribution, Method, PlanError, Purpose, Selection, Unit
from service.actions.spot_checks import MANNERS
from service.messages import N_
from service.pages.check_chart import Line
from service.pages.money_lines import category_word
from service.pages.words import choices, word

__all__ = [
    "DECISIONS", "DISTRIBUTIONS", "MANNERS", "MARKS", "METHODS", "PURPOSES", "RISKS", "SELECTIONS",
    "UNITS", "choices", "directions", "law_columns", "manner", "percent", "reason_of",
    "risk_choices", "sentence", "share", "yuan",
]  # fmt: skip

PURPOSES = {
    Purpose.MONETARY.value: N_("金额：有多少钱花得不对"),
    Purpose.ATTRIBUTE.value: N_("笔数：有多少笔不符合要求"),
}
DISTRIBUTIONS = {
    Distribution.BINOMIAL.value: N_("二项分布"),
    Distribution.POISSON.value: N_("泊松分布"),
    Distribution.HYPERGEOMETRIC.value: N_("超几何分布"),
}
SELECTIONS = {
    Selection.INTERVAL.value: N_("等距选取"),
    Selection.CELL.value: N_("分格选取"),
    Selection.RANDOM.value: N_("随机选取"),
    Selection.SIEVE.value: N_("筛选法"),
}
UNITS = {
    Unit.MONETARY.value: N_("每一分钱机会相同（金额大的更容易抽中）"),
    Unit.RECORD.value: N_("每一笔机会相同"),
}
METHODS = {
    Method.STRINGER.value: N_("Stringer 界限"),
    Method.WORKSHEET.value: N_("AICPA 工作表"),
    Method.DIFFERENCE.value: N_("差额估计"),
    Method.RATIO.value: N_("比率估计"),
    Method.REGRESSION.value: N_("回归估计"),
    Method.DIRECT.value: N_("均值估计"),
}
MARKS = {
    "override": N_("两人确认后放行的"),
    "explained": N_("说明后列支的"),
    "watched": N_("销售方在关注名单上或线索受关注的"),
}
DECISIONS = {
    "accept": (N_("可以接受"), "pass", "passed"),
    "extend": (N_("需要追加样本"), "review", "review"),
    "reject": (N_("不能接受"), "block", "blocked"),
}
RISKS = {
    "inherent": (("1", N_("高")), ("63/100", N_("中")), ("40/100", N_("低"))),
    "control": (("1", N_("高")), ("52/100", N_("中")), ("34/100", N_("低"))),
    "analytical": (("1", N_("高")), ("50/100", N_("中")), ("25/100", N_("低"))),
}
_LONGEST = 4


def risk_choices(name: str) -> list[tuple[str, str]]:
    """Give the levels of a risk with their shares: those of the state auditors' handbook."""
    return [(value, f"{word(dict(RISKS[name]), value)} {percent(Fraction(value))}")
            for value, _ in RISKS[name]]  # fmt: skip


def manner(name: str) -> str:
    """Say how a check came about."""
    return word(MANNERS, name)


def percent(rate: Fraction | str) -> str:
    """Write a share in percent: exactly where its decimals end soon, else rounded, with ≈."""
    hundredths = Fraction(rate) * 100
    for digits in range(_LONGEST + 1):
        scaled = hundredths * 10**digits
        if scaled.denominator == 1:
            return f"{Decimal(scaled.numerator).scaleb(-digits):f}%"
    return f"≈{Decimal(round(hundredths * 10**_LONGEST)).scaleb(-_LONGEST):f}%"


def yuan(fen: int | Fraction | str | None) -> Decimal | None:
    """Give fen as yuan, rounded to whole fen."""
    return None if fen is None else Decimal(round(Fraction(fen))).scaleb(-2)


def share(part: int, whole: int) -> str:
    """Say how much of a whole a part is: 12.34%."""
    if not whole:
        return "—"
    return f"{Decimal(round(Fraction(part, whole) * 10_000)).scaleb(-2):.2f}%"


def sentence(figures: Mapping[str, Any]) -> Message:
    """Give what an evaluation said, as it was kept."""
    return Message.from_record(figures["sentence"])


def law_columns(lines: Sequence[Line]) -> list[tuple[str, str]]:
    """Give the heads of a table with a column for each law."""
    return [(word(DISTRIBUTIONS, line.law), "right") for line in lines]


def directions(codes: Iterable[str]) -> str:
    """Name directions of spending, one after the other."""
    named: str = gettext("、").join(category_word(code) for code in sorted(codes))
    return named


def reason_of(size: object) -> object | None:
    """Give why there is no size, where there is none."""
    return size.sentence if isinstance(size, PlanError) else None
