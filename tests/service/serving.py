"""Letters that are on their way are served, all on one day."""

from sqlalchemy import select

from service.actions import letter_service
from service.actions.letter_service import Service
from service.db import CENTER
from service.permissions import Actor
from service.tables import LetterRow, LetterServiceRow
from tests.service.office import Office


def serve(office: Office, actor: Actor) -> None:
    """Let every letter that is on its way be served on the actor's day."""
    with office.database.transaction(CENTER) as session:
        served = select(LetterServiceRow.letter_id)
        on_the_way = session.scalars(select(LetterRow.id).where(LetterRow.id.not_in(served)))
        for letter in on_the_way.all():
            how = Service(method="direct", served_on=actor.today, received_by="收发室")
            letter_service.serve(session, actor, letter, how)
