"""What comes back and what moves in the sample programme: a clawback to be paid, a reallocation.

The employer accepted that a cost was wrong; the Center claws it back, and the cashier has the
notice. Elsewhere a maker asks for more conference budget than its checker may grant.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.categories import Category
from compliance.claim_states import BOOKED
from compliance.clawback import Mode
from service import business_day
from service.actions import clawbacks, raising, reallocations, rectification
from service.actions.clawbacks import NewClawback
from service.actions.intake import Desk
from service.actions.proceedings import Act
from service.actions.raising import NewFinding
from service.actions.reallocations import NewReallocation
from service.db import CENTER
from service.demo import calendar, cast
from service.demo.cast import LogIn
from service.demo.founding import Founded
from service.permissions import Actor
from service.tables import ClaimRow, ClawbackRow, ProceedingRow

CLAWED_BACK, MOVED = 9, 3  # places of grants
SHARE, FEN = Decimal("0.25"), Decimal("0.01")
AMOUNT = Decimal("12000.00")
FACTS = "合同约定的部分测试由单位其他项目使用，单位已认可该部分不属于任务书约定的任务。"
DECIDED = "单位已认可，金额不大，项目继续执行。"
RESULT = "该部分支出已列入追回，不再另行退回专户；今后按项目分别签订测试合同。"
GROUND = "任务书“经费使用”条款，管理办法第三十三条"


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Carry both cases to where somebody must act; again changes nothing."""
    with desk.database.transaction(CENTER) as session:
        claim = _dearest(session, founded)
        done = session.scalar(select(ClawbackRow.proceeding_id).limit(1))
    if claim is None or done is not None:
        return

    def on(log_in: LogIn, days_ago: int) -> Actor:
        day = business_day.of(now) - timedelta(days=days_ago)
        return founded.actor(log_in, calendar.office_hour(day, now))

    checker = cast.CHECKERS[CLAWED_BACK // 2]
    with desk.database.transaction(CENTER) as session:
        fault = _fault(session, claim, on(cast.AUDITOR, 9))
        rectification.notify(session, on(cast.MANAGER, 8), fault, 0, {})
    _step(desk, on(checker, 7), rectification.accept, fault, "")
    with desk.database.transaction(CENTER) as session:
        new = NewClawback(
            grant_id=founded.grants[CLAWED_BACK], mode=Mode.INELIGIBLE, facts=FACTS, ground=GROUND
        )
        case = clawbacks.propose(session, on(cast.AUDITOR, 6), new)
    _step(desk, on(checker, 5), clawbacks.plain("accept"), case, "")
    _step(desk, on(cast.MANAGER, 4), clawbacks.decide, case, DECIDED)
    _step(desk, on(cast.MANAGER, 4), clawbacks.notify, case, "")
    _step(desk, on(checker, 3), rectification.rectify, fault, "")
    _ask(desk, on(cast.MAKERS[MOVED // 2], 1), founded.grants[MOVED])


def _dearest(session: Session, founded: Founded) -> ClaimRow | None:
    """Give the dearest claim in the books of the grant; none where no claim was filed yet."""
    claims = select(ClaimRow).where(
        ClaimRow.grant_id == founded.grants[CLAWED_BACK], ClaimRow.state.in_(BOOKED)
    )
    return session.scalar(claims.order_by(ClaimRow.amount.desc()).limit(1))


def _fault(session: Session, claim: ClaimRow, auditor: Actor) -> UUID:
    found = NewFinding(
        grant_id=claim.grant_id,
        claim_id=claim.id,
        problem="测试费的一部分用于其他项目",
        facts=FACTS,
        ground=GROUND,
        amount=(claim.amount * SHARE).quantize(FEN),
    )
    return raising.raise_finding(session, auditor, found).id


def _step(desk: Desk, actor: Actor, act: Act, case_id: UUID, reason: str) -> None:
    with desk.database.transaction(actor.employer_id or CENTER) as session:
        steps = session.get_one(ProceedingRow, case_id).steps
        said = {"reason": reason, "mode": Mode.INELIGIBLE.value, "result": RESULT}
        act(session, actor, case_id, steps, said)


def _ask(desk: Desk, maker: Actor, grant_id: UUID) -> None:
    new = NewReallocation(
        grant_id=grant_id,
        taken=Category.RND,
        given=Category.CONF,
        amount=AMOUNT,
        reason="增加一次国际学术会议，研发方向的测试已改用单位自有设备。",
    )
    with desk.database.transaction(maker.employer) as session:
        reallocations.apply(session, maker, new)
