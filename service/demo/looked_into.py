"""A check in its fieldwork: a part of its sample answered and reviewed, two findings (Art. 33)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from compliance.fieldwork import Column, Mark
from compliance.sampling.plan import Plan, Unit
from service import business_day
from service.actions import (
    check_findings,
    fieldwork,
    spot_check_drawing,
    spot_check_units,
    spot_checks,
)
from service.actions.check_findings import NewFinding
from service.actions.fieldwork import NewAnswer
from service.actions.intake import Desk
from service.actions.spot_check_frames import MARKS, Population, Scope
from service.actions.spot_checks import NewCheck
from service.db import CENTER
from service.demo import calendar, cast
from service.demo.founding import Founded
from service.tables import SpotCheckItemRow, SpotCheckRow

# A seed of its own, so that the sample programme is always the same.
SEED: Final = "5c1f0e7ab2d94c63a8e17f3b6d20c95e4b7a1d8f2e63c09a7d51b4e8f60a2c37"
SIZE: Final = 10
LOOKED_AT: Final = 7  # the rest is still to be done
REVIEWED: Final = 4
HALF: Final = Decimal("0.5")
FEN: Final = Decimal("0.01")
_STEPS: Final = (
    (8, cast.MANAGER, spot_check_units.notice),
    (5, cast.AUDITOR, spot_check_drawing.freeze),
    (5, cast.AUDITOR, spot_check_drawing.draw),
    (4, cast.AUDITOR, spot_check_units.begin),
)
_FITS: Final[Mapping[Column, Mark]] = {
    **dict.fromkeys(Column, Mark.MEETS),
    Column.BALANCE: Mark.NOT_APPLICABLE,
}
_WRONG: Final = NewFinding(
    title="部分支出与任务书约定的任务无关",
    nature="out_of_scope",
    condition="合同清单中有一半的工作量对应单位其他项目，验收单上的样机编号与任务书不符。",
    article=28,
    code="NL-21",
    cause="采购申请没有写明对应的任务，复核时未核对样机编号。",
    effect="专项资金负担了任务书以外的支出。",
    department="科研管理部",
    amount=Decimal("0.00"),
)
_UNPROVEN: Final = NewFinding(
    title="没有取得验收材料",
    nature="unsupported",
    condition="单位未能在期限内提供验收单和成果，现场也没有找到。",
    article=26,
    code="",
    cause="项目人员离职后资料没有移交。",
    effect="无法确认支出真实发生。",
    department="财务部",
    amount=Decimal("0.00"),
)


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Plan, draw and begin the check; answer a part of it."""
    today = business_day.of(now)

    def at(days: int) -> datetime:
        return calendar.office_hour(today - timedelta(days=days), now)

    with desk.database.transaction(CENTER) as session:
        new = NewCheck(
            manner="random",
            title=f"{today.year} 年第一次不定期抽查",
            purpose="核实专项资金支出的真实性、相关性和合规性。",
            population=Population(
                scope=Scope(),
                period_from=founded.approved_on,
                period_to=today - timedelta(days=6),
                cut_off=today - timedelta(days=6),
            ),
            plan=Plan(
                unit=Unit.MONETARY, tolerable=Fraction(1, 10), size=SIZE, per_group=1,
                take_all=frozenset(MARKS[:1]),
            ),
        )  # fmt: skip
        auditor = founded.actor(cast.AUDITOR, at(9))
        check = spot_checks.open_check(session, auditor, new, lambda: SEED)
    for days, who, do in _STEPS:
        with desk.database.transaction(CENTER) as session:
            steps = session.get_one(SpotCheckRow, check).steps
            do(session, founded.actor(who, at(days)), check, steps, {"reason": ""})
    with desk.database.transaction(CENTER) as session:
        _look(session, founded, check, (at(2), at(1)))


def _look(session: Session, founded: Founded, check: UUID, when: tuple[datetime, datetime]) -> None:
    auditor, manager = founded.actor(cast.AUDITOR, when[0]), founded.actor(cast.MANAGER, when[1])
    for item in spot_checks.items(session, check)[:LOOKED_AT]:
        fieldwork.answer(session, auditor, item, _found(item))
        if item.number == 2:  # noqa: PLR2004  # the second of the sample
            wrong = fieldwork.yuan(item.value) - _half(item)
            check_findings.raise_(session, auditor, item, _of(_WRONG, wrong))
        if item.number == 3:  # noqa: PLR2004  # the third
            whole = fieldwork.yuan(item.value)
            check_findings.raise_(session, auditor, item, _of(_UNPROVEN, whole))
        if item.number <= REVIEWED:
            fieldwork.review(session, manager, item, 1, "", agrees=True)
        elif item.number == REVIEWED + 1:
            fieldwork.review(session, manager, item, 1, "请补看验收单的日期。", agrees=False)


def _found(item: SpotCheckItemRow) -> NewAnswer:
    """Say of the second that half of it is wrong, of the third that nothing proves it."""
    value = fieldwork.yuan(item.value)
    if item.number == 2:  # noqa: PLR2004  # likewise
        marks = {**_FITS, Column.PURPOSE: Mark.FAILS, Column.FORMALITIES: Mark.FAILS}
        return NewAnswer(
            marks=marks, evidence=True, audited=_half(item), version=0, note=_WRONG.condition
        )
    if item.number == 3:  # noqa: PLR2004  # likewise
        marks = {**_FITS, Column.SUPPORT: Mark.FAILS}
        return NewAnswer(
            marks=marks, evidence=False, audited=None, version=0, note=_UNPROVEN.condition
        )
    return NewAnswer(
        marks=_FITS, evidence=True, audited=value, version=0, note="合同、验收单、付款回单一致。"
    )


def _half(item: SpotCheckItemRow) -> Decimal:
    return (fieldwork.yuan(item.value) * HALF).quantize(FEN)


def _of(finding: NewFinding, amount: Decimal) -> NewFinding:
    return replace(finding, amount=amount)
