"""The letters of the sample programme: served by post, but each employer's newest one.

That one waits, so that an employer's people have something to acknowledge.
"""

from datetime import datetime, timedelta

from service.actions import letter_service, letter_views
from service.actions.intake import Desk
from service.actions.letter_service import Service
from service.actions.letter_views import Filter, LetterLine
from service.db import CENTER, Database
from service.demo import cast
from service.demo.founding import Founded
from service.permissions import Actor

PARCEL = "EMS 12345678{serial:05d}"


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Serve them; again changes nothing."""
    serve(desk.database, founded.actor(cast.AUDITOR, now))


def serve(database: Database, auditor: Actor) -> None:
    """Record the service of every letter that another one to the same recipient followed."""
    with database.transaction(CENTER) as session:
        lines, _ = letter_views.register(session, auditor, Filter())
        for serial, line in enumerate(reversed(_older(lines)), start=1):
            posted = Service(
                method="mailed",
                served_on=min(line.issued_on + timedelta(days=1), auditor.today),
                received_by="单位收发室",
                evidence=PARCEL.format(serial=serial),
            )
            letter_service.serve(session, auditor, line.id, posted)


def _older(lines: list[LetterLine]) -> list[LetterLine]:
    """Give those not served yet that are not the newest of their recipient."""
    newest = {line.recipient: line.id for line in reversed(lines)}
    return [line for line in lines if line.served is None and newest[line.recipient] != line.id]
