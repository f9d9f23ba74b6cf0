"""A check of two employers: items that are sound, partly wrong, without evidence, not yet seen."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from compliance.fieldwork import Column, Mark
from compliance.messages import Message
from compliance.sampling.evaluation import Decision, Evaluation
from compliance.sampling.plan import Plan
from compliance.sampling.selection import Stratum
from reports.check_summary import Part, Summary
from reports.sampling_words import Drawing
from reports.workpaper import Check, Line, Workpaper

MEETS = dict.fromkeys(Column, Mark.MEETS) | {Column.BALANCE: Mark.NOT_APPLICABLE}
PLAN = Plan(
    expected=Fraction(1, 100), high_value=5_000_000, take_all=frozenset({"override", "watched"}),
    per_group=1, control=Fraction(52, 100), seed="6f" * 32,
)  # fmt: skip
CHECK = Check(
    number="抽查2026-001", title="2026 年第三季度例行抽查", manner="定期检查",
    period_from=date(2026, 7, 1), period_to=date(2026, 9, 30),
    drawing=Drawing(
        plan=PLAN, cut_off=date(2026, 10, 15), frame_hash="ab12" * 16, count=214,
        total=318_204_560, rounds=(60, 12), interval=Fraction(318_204_560, 60), algorithm="1",
    ),
)  # fmt: skip


def line(number: int, value: str, **changed: object) -> Line:
    """Give an item that was looked at and is sound, but for what is said."""
    amount = Decimal(value)
    kept: dict[str, object] = {
        "index": f"A01-{number:03d}", "grant": "ZY2025-A01234537-01",
        "voucher_on": date(2026, 8, 5), "voucher": f"202608-记-{number}",
        "content": "北京明远检测技术有限公司 芯片封装测试费", "contra": "专户银行存款",
        "debit": amount, "credit": None, "value": amount, "stratum": Stratum.DRAWN, "hits": 1,
        "marks": MEETS, "audited": amount,
    }  # fmt: skip
    return Line(**{**kept, **changed})  # type: ignore[arg-type]  # names and types as the field says


SOUND = line(1, "58000.00", stratum=Stratum.HIGH_VALUE)
PARTLY = line(
    2, "12000.00", audited=Decimal("9600.00"), hits=2, marks={**MEETS, Column.PURPOSE: Mark.FAILS},
    note="其中餐费 2,400.00 元不属于任务书约定的支出范围（NL-09）",
)  # fmt: skip
UNPROVEN = line(
    3, "3180.00", evidence=False, audited=None, stratum=Stratum.MARKED,
    marks={**MEETS, Column.SUPPORT: Mark.FAILS}, note="原件遗失，销售方未能补开",
)  # fmt: skip
WAITING = line(4, "760.50", marks=None, audited=None, stratum=Stratum.GROUP)
ONE = Workpaper(
    check=CHECK, index="抽查2026-001-A01", employer="北京星河精工科技有限公司",
    prepared="周审核 2026-10-28", reviewed="郑审核 2026-10-30", turnover=Decimal("1482045.60"),
    lines=(SOUND, PARTLY, UNPROVEN),
)  # fmt: skip
OTHER = Workpaper(
    check=CHECK, index="抽查2026-001-A02", employer="北京云岭新材料研究院",
    prepared="", reviewed="", turnover=Decimal("1700000.00"), lines=(WAITING,),
)  # fmt: skip
EVALUATION = Evaluation(
    decision=Decision.EXTEND,
    sentence=Message("最可能差错在可容忍范围内，差错上限超出：请追加样本。"),
    looked_at=3, errors=2, unproven=1, most_likely=Fraction(1, 50), upper=Decimal("0.0612345"),
    known=558_000, most_likely_amount=6_364_091, upper_amount=19_485_097,
    tolerable_amount=15_910_228,
)  # fmt: skip
SUMMARY = Summary(
    check=CHECK, state="检查中", evaluation=EVALUATION,
    parts=(
        Part(paper=ONE, count=120, total=148_204_560, findings=2, open_cases=1),
        Part(paper=OTHER, count=94, total=170_000_000, findings=0, open_cases=0),
    ),
)  # fmt: skip
