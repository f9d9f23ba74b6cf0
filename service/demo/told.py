"""Some people of the sample programme chose to be told by mail; nobody is before choosing so."""

from datetime import datetime

from service.actions import contacts
from service.actions.contacts import Contact, Digest
from service.actions.intake import Desk
from service.demo import cast
from service.demo.founding import Founded
from service.web.access import scope_of

CHOICES = (
    (cast.CHECKERS[0], Contact("checker1@example.org", "zh", Digest.DAILY)),
    (cast.MANAGER, Contact("manager@example.org", "zh", Digest.EACH)),
)


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Keep their choices; again changes nothing."""
    for log_in, wanted in CHOICES:
        person = founded.actor(log_in, now)
        with desk.database.transaction(scope_of(person)) as session:
            if contacts.of(session, person) != wanted:
                contacts.choose(session, person, wanted)
