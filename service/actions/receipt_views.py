"""到账确认 to look at: what is on its way, to which account, and until when it is confirmed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import deadlines
from service import texts
from service.actions import desk
from service.actions.desk import InstalmentView
from service.permissions import Actor
from service.tables import DedicatedAccountRow

TERM = "confirm_receipt"


@dataclass(frozen=True, slots=True)
class Awaited:
    """An instalment that was sent; `left` working days, fewer than none when it is late."""

    instalment: InstalmentView
    due_on: date
    provisional: bool
    left: int


@dataclass(frozen=True, slots=True)
class Receipts:
    """What an employer has to confirm, the first due first; its other instalments; its account."""

    account: DedicatedAccountRow | None
    waiting: tuple[Awaited, ...]
    others: tuple[InstalmentView, ...]


def receipts(session: Session, actor: Actor) -> Receipts:
    """List the employer's instalments, those to confirm apart."""
    found = desk.instalments(session, actor)
    calendar = texts.library(session).calendar()
    waiting = []
    for each in found:
        if each.state == "sent" and each.sent_on is not None:
            due = deadlines.counted(TERM, each.sent_on, calendar).due
            left = deadlines.left(actor.today, due.day, calendar)
            waiting.append(Awaited(each, due.day, due.provisional, left))
    account = session.scalar(
        select(DedicatedAccountRow).where(DedicatedAccountRow.employer_id == actor.employer)
    )
    waiting.sort(key=lambda each: each.due_on)
    others = tuple(each for each in found if each.state != "sent")
    return Receipts(account, tuple(waiting), others)
