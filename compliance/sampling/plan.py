"""The plan of an audit sample: what is asked, how surely, and how the items are chosen.

Rates are exact fractions, amounts whole fen. A plan is written as JSON (`Plan.content`) and read
back without loss; the same plan over the same frame gives the same sample on any machine.
The formulas are those of the standard literature (AICPA Audit Sampling 2017; Touw & Hoogduin 2011).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from compliance.messages import N_, Message, message

VERSION: Final = "1"
"""The version of the algorithms; printed on workpapers and raised when any result would change."""


class Purpose(StrEnum):
    """What is estimated."""

    ATTRIBUTE = "attribute"  # the share of items that deviate
    MONETARY = "monetary"  # the share of the money that is wrong


class Distribution(StrEnum):
    """The law by which errors come into the sample."""

    BINOMIAL = "binomial"
    POISSON = "poisson"
    HYPERGEOMETRIC = "hypergeometric"


class Selection(StrEnum):
    """How items are drawn."""

    RANDOM = "random"
    CELL = "cell"
    INTERVAL = "interval"
    SIEVE = "sieve"


class Unit(StrEnum):
    """What has the same chance to be drawn: each item, or each fen."""

    RECORD = "record"
    MONETARY = "monetary"


class Method(StrEnum):
    """How an amount in error is estimated; of no matter for attributes."""

    STRINGER = "stringer"
    WORKSHEET = "worksheet"  # the form of AICPA, with its factors
    DIFFERENCE = "difference"
    RATIO = "ratio"
    REGRESSION = "regression"
    DIRECT = "direct"


class PlanError(ValueError):
    """A plan that cannot be carried out; `sentence` says why and what to change."""

    def __init__(self, said: Message) -> None:
        super().__init__(said.text())
        self.sentence = said


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is asked of a sample; raises `PlanError`.

    `tolerable` and `expected` are shares of the items (attribute) or of the money (monetary).
    `inherent`, `control` and `analytical` are the risks of the audit risk model, 1 = nothing is
    relied on. Items of `high_value` fen or more, and those with a mark of `take_all`, are
    all taken; `per_group` items at least are taken of every group. `size` draws are made of the
    rest where it is set, the computed number otherwise. `seed` is any text; it may be empty until
    the drawing.
    """

    purpose: Purpose = Purpose.MONETARY
    distribution: Distribution = Distribution.BINOMIAL
    method: Method = Method.STRINGER
    confidence: Fraction = Fraction(95, 100)
    tolerable: Fraction = Fraction(5, 100)
    expected: Fraction = Fraction(0)
    inherent: Fraction = Fraction(1)
    control: Fraction = Fraction(1)
    analytical: Fraction = Fraction(1)
    selection: Selection = Selection.INTERVAL
    unit: Unit = Unit.MONETARY
    high_value: int | None = None
    take_all: frozenset[str] = frozenset()
    per_group: int = 0
    two_stage: bool = False
    size: int | None = None
    seed: str = ""

    def __post_init__(self) -> None:
        for refused, why in _REFUSALS:
            if refused(self):
                raise PlanError(message(why))

    @property
    def risk(self) -> Fraction:
        """Give the risk left to the sample: 1 - confidence, over the product of the three."""
        return (1 - self.confidence) / (self.inherent * self.control * self.analytical)

    def to_record(self) -> dict[str, Any]:
        """Return plain JSON data: fractions as "1/20", sets as sorted lists."""
        named = {name: _record(getattr(self, name)) for name in _READ}
        return {"version": VERSION, **named}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Plan":
        """Build the plan that `to_record` described; raises `PlanError`."""
        if set(record) - {"version"} - set(_READ) or record.get("version", VERSION) != VERSION:
            raise PlanError(message(N_("抽样方案的版本或字段无法识别：请用本系统导出的方案文件。")))
        try:
            values = {name: read(record[name]) for name, read in _READ.items() if name in record}
        except (TypeError, ValueError, ZeroDivisionError) as bad:
            raise PlanError(message(N_("抽样方案有无法读取的值：{what}。"), what=str(bad))) from bad
        return cls(**values)

    def content(self) -> bytes:
        """Return the canonical JSON: UTF-8, keys sorted, no spaces, a line feed at the end."""
        text = json.dumps(
            self.to_record(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return (text + "\n").encode()

    @classmethod
    def read(cls, content: bytes) -> "Plan":
        """Read what `content` wrote; raises `PlanError`."""
        try:
            record = json.loads(content.decode())
        except ValueError as bad:
            raise PlanError(message(N_("抽样方案不是 JSON 文件。"))) from bad
        if not isinstance(record, dict):
            raise PlanError(message(N_("抽样方案不是 JSON 文件。")))
        return cls.from_record(record)


def _by_fen(method: Method) -> bool:
    return method in {Method.STRINGER, Method.WORKSHEET}


def _record(value: object) -> object:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    return sorted(value) if isinstance(value, frozenset) else value


def _fraction(value: object) -> Fraction:
    if not isinstance(value, str):
        raise TypeError(repr(value))
    return Fraction(value)


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(repr(value))
    return value


def _whole_or_none(value: object) -> int | None:
    return None if value is None else _whole(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(repr(value))
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(repr(value))
    return value


def _marks(value: object) -> frozenset[str]:
    if not isinstance(value, list):
        raise TypeError(repr(value))
    return frozenset(_text(each) for each in value)


_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "purpose": Purpose,
    "distribution": Distribution,
    "method": Method,
    "confidence": _fraction,
    "tolerable": _fraction,
    "expected": _fraction,
    "inherent": _fraction,
    "control": _fraction,
    "analytical": _fraction,
    "selection": Selection,
    "unit": Unit,
    "high_value": _whole_or_none,
    "take_all": _marks,
    "per_group": _whole,
    "two_stage": _flag,
    "size": _whole_or_none,
    "seed": _text,
}

_REFUSALS: Final[tuple[tuple[Callable[[Plan], bool], str], ...]] = (
    (lambda p: not 0 < p.confidence < 1, N_("置信度须大于 0、小于 100%。")),
    (lambda p: not 0 < p.tolerable < 1, N_("可容忍错误率须大于 0、小于 100%。")),
    (lambda p: not 0 <= p.expected < p.tolerable, N_("预期错误率须不小于 0，并小于可容忍错误率。")),
    (
        lambda p: not all(0 < risk <= 1 for risk in (p.inherent, p.control, p.analytical)),
        N_("固有风险、控制风险、分析程序风险须大于 0，不超过 100%。"),
    ),
    (
        lambda p: p.risk >= 1,
        N_("按所评估的风险，不抽样也达到置信度：请提高置信度，或把风险评估得高一些。"),
    ),
    (lambda p: p.high_value is not None and p.high_value <= 0, N_("大额标准须大于零。")),
    (lambda p: p.per_group < 0, N_("每组最少抽取数须不小于零。")),
    (lambda p: p.size is not None and p.size <= 0, N_("样本量须大于零。")),
    (
        lambda p: (
            p.two_stage
            and (p.purpose is not Purpose.ATTRIBUTE or p.unit is not Unit.RECORD or p.expected > 0)
        ),
        N_("两阶段抽样只用于按项目抽取的属性抽样，预期错误率为零。"),
    ),
    (
        lambda p: (
            p.purpose is Purpose.MONETARY
            and p.method is Method.WORKSHEET
            and p.selection is not Selection.INTERVAL
        ),
        N_("工作表法须等距抽取：请改抽取方法，或改用 Stringer 法。"),
    ),
    (
        lambda p: p.purpose is Purpose.MONETARY and _by_fen(p.method) and p.unit is Unit.RECORD,
        N_("按金额推断（Stringer、工作表）须以货币单元抽取：请改抽样单元，或改用差额、比率估计。"),
    ),
    (
        lambda p: (
            p.purpose is Purpose.MONETARY
            and not _by_fen(p.method)
            and (p.unit is Unit.MONETARY or p.size is None)
        ),
        N_("差额、比率、回归、直接估计须按项目抽取，并写明样本量。"),
    ),
)
