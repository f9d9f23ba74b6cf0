"""A fault found at a claim of the sample programme: the employer was sent the notice (Art. 33)."""

from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from compliance.claim_states import BOOKED
from service import business_day
from service.actions import raising, rectification
from service.actions.intake import Desk
from service.actions.raising import NewFinding
from service.db import CENTER
from service.demo import calendar, cast
from service.demo.founding import Founded
from service.tables import ClaimRow

WHERE = 1  # place of the grant
SHARE = Decimal("0.4")
FEN = Decimal("0.01")


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Raise the fault, and send the notice by another person."""
    raised, notified = (
        calendar.office_hour(business_day.of(now) - timedelta(days=days), now) for days in (5, 4)
    )
    with desk.database.transaction(CENTER) as session:
        claims = select(ClaimRow).where(
            ClaimRow.grant_id == founded.grants[WHERE], ClaimRow.state.in_(BOOKED)
        )
        claim = session.scalars(claims.order_by(ClaimRow.amount.desc()).limit(1)).one()
        found = NewFinding(
            grant_id=claim.grant_id,
            claim_id=claim.id,
            problem="部分支出与任务书约定的任务无关",
            facts="合同清单中有一项服务对应的是单位其他项目的样机，不属于任务书约定的任务。",
            ground="任务书“经费使用”条款，负面清单 NL-21",
            amount=(claim.amount * SHARE).quantize(FEN),
            supply="合同清单、样机编号与任务书的对应说明",
        )
        row = raising.raise_finding(session, founded.actor(cast.AUDITOR, raised), found)
    with desk.database.transaction(CENTER) as session:
        manager = founded.actor(cast.MANAGER, notified)
        rectification.notify(session, manager, row.id, 0, {})
