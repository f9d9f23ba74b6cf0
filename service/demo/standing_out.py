"""What stands out in the sample programme: looked for, one watched, one followed with a reason."""

from datetime import datetime

from service.actions import signal_steps, signal_views, signals
from service.actions.intake import Desk
from service.actions.signal_views import Filter
from service.actions.system import system_actor
from service.db import CENTER
from service.demo import cast
from service.demo.founding import Founded

WATCHED, FOLLOWED = "same_invoice", "rest_days"
WATCH = "两个单位都提出了这张车票，季度抽查时全部检查。"
FOLLOW = "已请单位说明休息日开票的原因和当天的活动，等待答复。"


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Look through the whole programme and judge two of the signals; again changes nothing."""
    with desk.database.transaction(CENTER) as session:
        signals.look(session, system_actor(now))
        auditor = founded.actor(cast.AUDITOR, now)
        for kind, action, reason in (
            (WATCHED, "watch", WATCH), (FOLLOWED, "follow", FOLLOW),
        ):  # fmt: skip
            lines = signal_views.list_signals(session, Filter(kind=kind)).lines
            if lines and not any(line.watched for line in lines):
                signal_steps.take(session, auditor, lines[0].id, action, reason)
