"""The clock's part in telling people: queue what is new, then send what is due."""

from collections.abc import Iterator

from service import business_day, texts
from service.actions import delivering, sending
from service.actions.contacts import Digest
from service.actions.sending import Clock
from service.db import CENTER, Database
from service.settings import Settings


def tell_soon(database: Database, settings: Settings, clock: Clock) -> Iterator[None]:
    """Tell those who want each piece of news soon, and the groups."""
    with database.transaction(CENTER) as session:
        if settings.smtp_url is not None:
            delivering.queue_mail(session, clock(), settings.public_url, [Digest.EACH])
        delivering.queue_texts(session, clock(), settings.public_url)
    yield
    yield from sending.send_due(database, settings, clock)


def tell_daily(database: Database, settings: Settings, clock: Clock) -> Iterator[None]:
    """Tell those who want one mail a day; nobody is written to on a day without work."""
    with database.transaction(CENTER) as session:
        at_work = texts.library(session).calendar().is_working_day(business_day.of(clock()))
        if at_work and settings.smtp_url is not None:
            delivering.queue_mail(session, clock(), settings.public_url, [Digest.DAILY])
    yield
    yield from sending.send_due(database, settings, clock)
