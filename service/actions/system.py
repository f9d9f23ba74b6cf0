"""The actor of what nobody in particular does: the command line and the clock."""

from datetime import datetime
from uuid import UUID

from service.permissions import Actor, Role

SYSTEM = UUID(int=0)


def system_actor(at: datetime) -> Actor:
    """Give the system as an actor; the trail shows it as such."""
    return Actor(
        user_id=SYSTEM,
        name="系统",
        role=Role.ADMINISTRATOR,
        employer_id=None,
        selectee_id=None,
        at=at,
    )
