"""What stands outside of an office: a mail server, a platform of group robots, a clock."""

from dataclasses import dataclass
from datetime import timedelta

from service.actions import (
    contacts,
    delivery_views,
    inbox,
    telling,
)
from service.actions.contacts import Contact
from service.actions.delivery_views import DeliveryView
from service.actions.inbox import News, To
from service.actions.system import system_actor
from service.db import CENTER
from service.messages import Sentence
from service.permissions import Actor, Role
from service.settings import Settings
from service.web.access import scope_of
from tests.service.office import AT, Office

SITE = "https://zhuanhu.example"
ADDRESS = "checker@example.org"


@dataclass
class Outside:
    """An office whose mail server and group platform are real; its clock stands."""

    office: Office
    settings: Settings
    now: timedelta = timedelta()

    def soon(self) -> None:
        database = self.office.database
        for _ in telling.tell_soon(database, self.settings, lambda: AT + self.now):
            pass

    def daily(self) -> None:
        database = self.office.database
        for _ in telling.tell_daily(database, self.settings, lambda: AT + self.now):
            pass


def choose(office: Office, actor: Actor, wanted: Contact) -> None:
    with office.database.transaction(scope_of(actor)) as session:
        contacts.choose(session, actor, wanted)


def tell(office: Office, *numbers: str, role: Role = Role.EMPLOYER_CHECKER) -> None:
    with office.database.transaction(CENTER) as session:
        for number in numbers:
            news = News(
                topic="instalment",
                number=number,
                link=f"/cases/{number[-1]}",
                to_do=Sentence("{day} 到期，请及时办理", {"day": "2026-03-12"}),
            )
            inbox.tell(session, system_actor(AT), To(office.employer_id, frozenset({role})), news)


def deliveries(office: Office, actor: Actor) -> list[DeliveryView]:
    with office.database.transaction(scope_of(actor)) as session:
        return [
            *delivery_views.own_mail(session, actor),
            *delivery_views.to_groups(session, actor),
        ]
