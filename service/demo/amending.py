"""One task agreement of the sample programme was amended: a longer period, one item more."""

from datetime import datetime, timedelta

from service.actions import amendments
from service.actions.amendments import NewAmendment
from service.actions.intake import Desk
from service.actions.plan_and_team import NewPlanItem
from service.db import CENTER
from service.demo import calendar, cast
from service.demo.calendar import Days
from service.demo.founding import Founded

GRANT = 1  # place of the grant
SIGNED, RECORDED = 130, 132  # days after the approval
LONGER = timedelta(days=181)
ITEM = NewPlanItem("样机中试与工况验证")  # money of any direction may serve it
REASON = "经中心同意，执行期延长约六个月，增加中试验证任务；预算总额和各方向不变。"


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Record the amendment; again changes nothing."""
    days = Days(founded.approved_on)
    manager = founded.actor(cast.MANAGER, calendar.office_hour(days.day(RECORDED), now))
    new = NewAmendment(
        grant_id=founded.grants[GRANT],
        signed_on=days.day(SIGNED),
        ends_on=days.ends_on + LONGER,
        negative_list=cast.NEGATIVE_LIST,
        reason=REASON,
        plan=(ITEM,),
    )
    with desk.database.transaction(CENTER) as session:
        if len(amendments.versions_of(session, new.grant_id)) == 1:
            amendments.amend(session, manager, new)
