"""One selectee of the sample programme changes employers; the Center has to decide (Art. 30)."""

from datetime import date, datetime, timedelta

from service import business_day
from service.actions import proceedings, transfers
from service.actions.intake import Desk
from service.actions.transfers import Application
from service.demo import calendar, cast
from service.demo.founding import Founded
from service.permissions import Actor

WHO, FROM, TO = len(cast.SELECTEES) - 1, len(cast.EMPLOYERS) - 1, 0  # places in the cast


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """File the application and sign the old employer's consent."""
    today = business_day.of(now)
    applied, consented = (
        calendar.office_hour(today - timedelta(days=days), now) for days in (6, 3)
    )
    maker = founded.actor(cast.MAKERS[FROM], applied)
    checker = founded.actor(cast.CHECKERS[FROM], consented)
    with desk.database.transaction(maker.employer) as session:
        case_id = transfers.apply(session, maker, _application(founded, maker, today))
    with desk.database.transaction(checker.employer) as session:
        case = proceedings.find(session, checker, case_id)
        transfers.consent(session, checker, case_id, case.steps)


def _application(founded: Founded, maker: Actor, today: date) -> Application:
    there = cast.EMPLOYERS[TO]
    return Application(
        grant_id=founded.grants[WHO],
        applied_on=maker.today,
        paper="申请书原件由单位人事部门保存",
        leaves_on=today + timedelta(days=10),
        new_name=there.party.name,
        new_uscc=there.party.tax_id or "",
        workplace=there.address,
        field=cast.SELECTEES[WHO].field,
    )
