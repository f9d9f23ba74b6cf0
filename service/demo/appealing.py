"""Appeals of the sample programme: one waits for its answer, one was granted, one was not."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from compliance.decision import Decision
from service import business_day
from service.actions import appeals
from service.actions.appeals import NewAppeal
from service.actions.intake import Desk
from service.db import CENTER
from service.demo import calendar, cast
from service.demo.cast import LogIn
from service.demo.founding import Founded
from service.tables import AppealRow, ClaimRow, DecisionRow, ProceedingRow

MEAL, PLACE, WINE = "NL-09", "permitted_place", "NL-10"
_GROUNDS = {
    MEAL: "这是技术评审会当天的工作餐，参会 10 人，会议通知和签到表可以补充，没有超过会议标准。",
    PLACE: "宾馆只是名称带有“八达岭”，营业执照地址在延庆城区，不在风景名胜区范围内。",
    WINE: "白酒用于样机防锈试验的对比样品，不是招待用酒。",
}
_ANSWERS = {
    PLACE: ("propose_grant", "grant", "营业执照和地图显示该宾馆不在风景名胜区范围内，结论不成立。"),
    WINE: (
        "propose_uphold",
        "uphold",
        "任务书没有这项试验，票面为饮用白酒，仍属负面清单所列支出。",
    ),
}


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Appeal against three findings, and answer two of them in two hands."""
    days = (calendar.office_hour(business_day.of(now) - timedelta(days=n), now) for n in (6, 4, 3))
    raised, answered, decided = days
    for what, grounds in _GROUNDS.items():
        case = _raise(desk, founded, raised, what, grounds)
        if case is not None and what in _ANSWERS:
            propose, decide, answer = _ANSWERS[what]
            _step(desk, founded, (cast.AUDITOR, answered), case, propose, answer)
            _step(desk, founded, (cast.MANAGER, decided), case, decide, "")


def _raise(desk: Desk, founded: Founded, at: datetime, what: str, grounds: str) -> UUID | None:
    with desk.database.transaction(CENTER) as session:
        found = _blocked(session, what)
        if found is None:
            return None
        claim, place = found
        employer_id, claim_id, version = claim.employer_id, claim.id, claim.version
    maker = founded.actor(cast.MAKERS[founded.employers.index(employer_id)], at)
    new = NewAppeal(claim_id=claim_id, version=version, place=place, grounds=grounds)
    with desk.database.transaction(employer_id) as session:
        return appeals.raise_appeal(session, maker, new)


def _blocked(session: Session, what: str) -> tuple[ClaimRow, int] | None:
    """Give the first draft that a rule or an item blocks, with the place of the finding.

    None where there is none, or none that was not appealed for already: of a run cut short.
    """
    appealed = exists().where(AppealRow.claim_id == ClaimRow.id)
    newest_first = (
        select(ClaimRow, DecisionRow)
        .join(DecisionRow, DecisionRow.claim_id == ClaimRow.id)
        .where(ClaimRow.state == "draft", ClaimRow.outcome == "block", ~appealed)
        .order_by(ClaimRow.employer_id, ClaimRow.number, DecisionRow.serial.desc())
        .ext(distinct_on(ClaimRow.employer_id, ClaimRow.number))
    )
    found = (
        (claim, place)
        for claim, decided in session.execute(newest_first)
        for place, each in enumerate(Decision.from_record(decided.result).findings)
        if what in {each.rule, each.item}
    )
    return next(found, None)


def _step(
    desk: Desk, founded: Founded, who: tuple[LogIn, datetime], case: UUID, action: str, reason: str
) -> None:
    actor = founded.actor(*who)
    with desk.database.transaction(CENTER) as session:
        steps = session.get_one(ProceedingRow, case).steps
        appeals.step(action)(session, actor, case, steps, {"reason": reason})
