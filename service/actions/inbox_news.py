"""What claims and instalments tell the inboxes: who must act next, when they have moved."""

from sqlalchemy.orm import Session

from compliance.facts import ClaimState
from compliance.procedures.claim import CLAIM
from compliance.procedures.disbursement import DISBURSEMENT
from service.actions import inbox
from service.actions.inbox import News, To
from service.messages import N_
from service.permissions import Actor, Role
from service.tables import ClaimRow, GrantRow, InstalmentRow

# What a claim waits for, as whoever does it says; the other steps may be taken, too.
FORWARD = {"submit": N_("修改后重新提交"), "approve": N_("复核"), "pay": N_("付款")}


def about_claim(session: Session, actor: Actor, claim: ClaimRow) -> None:
    """Tell whoever must act next on a claim that has moved."""
    leaving = CLAIM.leaving(ClaimState(claim.state))
    waiting = [
        (Role(role.value), FORWARD[move.action])
        for move in leaving
        if move.action in FORWARD
        for role in move.roles
    ]
    news = News(topic="claim", number=claim.number, link=f"/claims/{claim.id}")
    inbox.hand_on(session, actor, news, To(claim.employer_id, frozenset()), waiting)


def about_instalment(session: Session, actor: Actor, row: InstalmentRow) -> None:
    """Tell whoever must pay or confirm an instalment that has moved."""
    grant = session.get_one(GrantRow, row.grant_id)
    at_center, at_employer = f"/instalments#{row.id}", f"/receipts#{row.id}"
    inbox.settle(session, actor, at_center)
    inbox.settle(session, actor, at_employer)
    for role, title in inbox.awaited(DISBURSEMENT, row.state):
        link = at_center if role.of_center else at_employer
        news = News(topic="instalment", number=grant.number, link=link, steps=(title,))
        inbox.tell(session, actor, To(row.employer_id, frozenset({role})), news)
