"""How a sample came about and what it says, in the words that working papers print.

Everything that is needed to draw the sample again stands here: plan, seed, hash of the frame,
version of the algorithm.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from typing import Final

from compliance.sampling.evaluation import Evaluation
from compliance.sampling.plan import Distribution, Method, Plan, Purpose, Selection, Unit
from compliance.sampling.selection import Stratum
from reports.sheet import Label

PURPOSES: Final = {
    Purpose.ATTRIBUTE: "属性抽样（估计差错率）",
    Purpose.MONETARY: "货币单元抽样（估计差错金额）",
}
DISTRIBUTIONS: Final = {
    Distribution.BINOMIAL: "二项分布",
    Distribution.POISSON: "泊松分布",
    Distribution.HYPERGEOMETRIC: "超几何分布",
}
SELECTIONS: Final = {
    Selection.RANDOM: "随机选取",
    Selection.CELL: "分格选取（每格随机一个）",
    Selection.INTERVAL: "等距选取（随机起点）",
    Selection.SIEVE: "筛选法",
}
UNITS: Final = {Unit.RECORD: "每笔支出", Unit.MONETARY: "每一分钱"}
METHODS: Final = {
    Method.STRINGER: "Stringer 界限法",
    Method.WORKSHEET: "工作表法（AICPA）",
    Method.DIFFERENCE: "差额估计",
    Method.RATIO: "比率估计",
    Method.REGRESSION: "回归估计",
    Method.DIRECT: "均值估计",
}
STRATA: Final = {
    Stratum.HIGH_VALUE: "大额必查",
    Stratum.MARKED: "重点必查",
    Stratum.DRAWN: "随机抽中",
    Stratum.GROUP: "保证每个项目都查到",
    Stratum.WHOLE: "全部检查",
}
MARKS: Final = {"override": "另行确认后列支", "explained": "说明后列支", "watched": "关注"}
_RATE: Final = Decimal("0.000001")  # a ten-thousandth of a percent
_LONGEST: Final = 12  # decimals of a share; longer ones are printed as a fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """What a sample was drawn from. `total` is fen; `rounds` the sizes of its draws."""

    plan: Plan
    cut_off: date
    frame_hash: str
    count: int
    total: int
    rounds: tuple[int, ...]
    interval: Fraction | None
    algorithm: str


def of_drawing(drawing: Drawing) -> tuple[Label, ...]:
    """Say how the sample was drawn, completely."""
    return (*_of_frame(drawing), *_of_plan(drawing.plan), *_of_draws(drawing))


def _of_frame(drawing: Drawing) -> Iterator[Label]:
    yield Label("抽样总体", f"{drawing.count} 笔，{yuan(drawing.total)} 元")
    yield Label("总体截止日", drawing.cut_off.isoformat())
    yield Label("总体文件 SHA-256", drawing.frame_hash)
    yield Label("种子", drawing.plan.seed)
    yield Label("算法版本", f"{drawing.algorithm}（全文见证据包所附的抽样算法）")


def _of_plan(plan: Plan) -> Iterator[Label]:
    monetary = plan.purpose is Purpose.MONETARY
    yield Label("抽样方式", PURPOSES[plan.purpose])
    yield Label("选取方法", f"{SELECTIONS[plan.selection]}，抽样单元为{UNITS[plan.unit]}")
    yield Label("分布", DISTRIBUTIONS[plan.distribution])
    if monetary:
        yield Label("评价方法", METHODS[plan.method])
    yield Label(
        "置信水平和差错率",
        f"置信水平 {share(plan.confidence)}，可容忍 {share(plan.tolerable)}，"
        f"预计 {share(plan.expected)}",
    )
    risks = (("固有风险", plan.inherent), ("控制风险", plan.control), ("分析风险", plan.analytical))
    lowered = [f"{name} {share(risk)}" for name, risk in risks if risk != 1]
    if lowered:
        yield Label("审计风险模型", f"{'，'.join(lowered)}；留给抽样的风险 {share(plan.risk)}")
    yield Label("全查和覆盖", "；".join(_taken(plan)) or "无")
    if plan.two_stage:
        yield Label("两阶段", "第一阶段有一处差错时抽第二阶段")


def _taken(plan: Plan) -> Iterator[str]:
    if plan.high_value is not None:
        yield f"单笔 {yuan(plan.high_value)} 元及以上全查"
    if plan.take_all:
        yield f"标记为{'、'.join(marks(plan.take_all))}的全查"
    if plan.per_group:
        yield f"每个项目至少 {plan.per_group} 笔"


def _of_draws(drawing: Drawing) -> Iterator[Label]:
    sizes = [f"第 {at} 轮 {size}" for at, size in enumerate(drawing.rounds, start=1)]
    yield Label("抽取次数", "，".join(sizes) or "不抽取：总体逐笔全查")
    if drawing.interval is not None:
        fen = drawing.interval
        yield Label("抽样间隔", f"{fen.numerator}/{fen.denominator} 分（约 {yuan(round(fen))} 元）")


def of_evaluation(evaluation: Evaluation) -> tuple[Label, ...]:
    """Say what the sample comes to."""
    found = [
        ("差错", f"{evaluation.errors} 笔（其中无法取证 {evaluation.unproven} 笔，按错误计）"),
        ("已查明差错金额", _amount(evaluation.known)),
        ("最可能差错", _with_rate(evaluation.most_likely_amount, _rounded(evaluation.most_likely))),
        ("差错上限", _with_rate(evaluation.upper_amount, _above(evaluation.upper))),
        ("可容忍差错", _amount(evaluation.tolerable_amount)),
        ("抽样结论", evaluation.sentence.text()),
    ]
    return tuple(Label(name, said) for name, said in found if said)


def _amount(fen: int | None) -> str:
    return "" if fen is None else f"{yuan(fen)} 元"


def _with_rate(fen: int | None, rate: Decimal) -> str:
    return f"{rate:.4%}" if fen is None else f"{yuan(fen)} 元（{rate:.4%}）"


def _rounded(rate: Fraction) -> Decimal:
    return (Decimal(rate.numerator) / Decimal(rate.denominator)).quantize(_RATE)


def _above(rate: Decimal) -> Decimal:
    """Round up: a bound that is printed smaller than it is would be none."""
    return rate.quantize(_RATE, ROUND_CEILING)


def marks(words: frozenset[str]) -> list[str]:
    """Name marks of a frame in the order of their words."""
    return [MARKS.get(word, word) for word in sorted(words)]


def yuan(fen: int) -> str:
    """Write fen as yuan: 1,234.50."""
    return f"{Decimal(fen).scaleb(-2):,.2f}"


def share(rate: Fraction) -> str:
    """Write a share in percent, exactly: 5%, 2.5%, or as a fraction where decimals do not end."""
    percent = rate * 100
    for digits in range(_LONGEST + 1):
        scaled = percent * 10**digits
        if scaled.denominator == 1:
            return f"{Decimal(scaled.numerator).scaleb(-digits):f}%"
    return f"{rate.numerator}/{rate.denominator}"
