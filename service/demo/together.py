"""A 报销单 in the sample programme: what one employer's drafts of one grant come to, not handed in.

Its claims are what the other stories left as drafts that passed.
"""

from datetime import datetime, timedelta

from sqlalchemy import select

from service import business_day
from service.actions import expense_report_views, expense_reports
from service.actions.expense_reports import Words
from service.actions.intake import Desk
from service.demo import calendar, cast
from service.demo.founding import Founded
from service.tables import ExpenseReportRow

EMPLOYER = 5  # its place
_MOST = 3  # claims


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Put the drafts on a sheet; again changes nothing."""
    day = business_day.of(now) - timedelta(days=1)
    maker = founded.actor(cast.MAKERS[EMPLOYER], calendar.office_hour(day, now))
    with desk.database.transaction(maker.employer) as session:
        there = select(ExpenseReportRow.id).where(ExpenseReportRow.employer_id == maker.employer)
        if session.scalar(there.limit(1)) is not None:
            return
        wallet = [
            line
            for line in expense_report_views.wallet(session, maker)
            if line.claim.outcome != "block"
        ]
        if not wallet:  # of a run that was cut short
            return
        grant = wallet[0].claim.grant_id
        chosen = [line.claim.id for line in wallet if line.claim.grant_id == grant][:_MOST]
        words = Words(title="数据采集模块采购")
        expense_reports.compose(session, maker, words, chosen)
