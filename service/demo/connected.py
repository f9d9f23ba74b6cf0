"""Another program in the sample programme: a finance system with a token, and one that was ended.

The secrets are thrown away: nobody can come in with them.
"""

from datetime import datetime

from service.actions import access_tokens
from service.actions.intake import Desk
from service.demo import cast
from service.demo.founding import Founded

TOKENS = (("旧财务系统", "read"), ("财务系统", "upload"))


def build(desk: Desk, founded: Founded, now: datetime) -> None:
    """Make the tokens; again changes nothing."""
    maker = founded.actor(cast.MAKERS[0], now)
    with desk.database.transaction(maker.employer) as session:
        if access_tokens.listed(session, maker):
            return
        for name, scope in TOKENS:
            access_tokens.make(session, maker, name, scope, 180)
        for each in access_tokens.listed(session, maker):
            if each.name == TOKENS[0][0]:
                access_tokens.end(session, maker, each.id)
