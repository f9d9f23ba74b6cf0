"""第一次使用: the way of one invoice, in six steps, as far as an employer has come.

How far it has come is seen from its claims; that the ledger was looked at, and that somebody has
put the steps away, is remembered for each person. `person_id` is who logged in, also in a
rehearsal, where the steps are those of the rehearsal alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from compliance.facts import ClaimState
from service.permissions import Actor
from service.tables import ClaimRow, FirstStepsRow

LOOKED_AT = 50  # claims: who has more has long taken the first steps
FRESH = 3  # paid claims: from then on nobody is led by the hand
_PAID = (ClaimState.PAID, ClaimState.RECONCILED, ClaimState.ARCHIVED)
_APPROVED = (ClaimState.APPROVED, ClaimState.POSTED)


class Step(StrEnum):
    """The six steps, in their order."""

    DROP = "drop"  # hand in an invoice
    EXPLAIN = "explain"  # read a verdict, and explain what it asks
    SUBMIT = "submit"
    APPROVE = "approve"  # by another person
    PAY = "pay"  # by a third
    LEDGER = "ledger"  # look at the entry


@dataclass(frozen=True, slots=True)
class _Claim:
    id: UUID
    state: str
    outcome: str
    explanation: str
    entry_id: int | None
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Way:
    """How far an employer has come; `claim_id` is where the next step is taken."""

    done: frozenset[Step]
    claim_id: UUID | None
    entry_id: int | None

    @property
    def next(self) -> Step | None:
        """The first step that is still to be taken; None: all of them are."""
        return next((step for step in Step if step not in self.done), None)


def way(session: Session, actor: Actor, person_id: UUID) -> Way:
    """Give the way as far as the actor's employer and the person have gone it."""
    seen = session.get(FirstStepsRow, (actor.employer, person_id))
    return _gone(_some_claims(session, actor), seen)


def shown(session: Session, actor: Actor, person_id: UUID) -> Way | None:
    """Give the way for the desk; None for a person who put it away or needs it no more."""
    seen = session.get(FirstStepsRow, (actor.employer, person_id))
    if seen is not None and seen.dismissed_at is not None:
        return None
    claims = _some_claims(session, actor)
    paid = [claim for claim in claims if claim.state in _PAID]
    if len(claims) == LOOKED_AT or len(paid) > FRESH:
        return None
    return _gone(claims, seen)


def put_away_already(session: Session, actor: Actor, person_id: UUID) -> bool:
    """Tell whether the person has put the steps away."""
    seen = session.get(FirstStepsRow, (actor.employer, person_id))
    return seen is not None and seen.dismissed_at is not None


def _some_claims(session: Session, actor: Actor) -> list[_Claim]:
    """Give up to `LOOKED_AT` claims, any of them: nobody waits until all are put in order."""
    of_claim = [getattr(ClaimRow, each.name) for each in fields(_Claim)]
    rows = session.execute(
        select(*of_claim).where(ClaimRow.employer_id == actor.employer).limit(LOOKED_AT)
    )
    claims = [_Claim(*row) for row in rows]
    return sorted(claims, key=lambda claim: claim.made_at, reverse=True)


def _gone(claims: Sequence[_Claim], seen: FirstStepsRow | None) -> Way:
    done = _done(claims) | ({Step.LEDGER} if seen and seen.ledger_seen_at else set())
    return _way(frozenset(done), claims)


def _done(claims: Sequence[_Claim]) -> set[Step]:
    states = {claim.state for claim in claims}
    gone = {
        Step.DROP: bool(claims),
        Step.EXPLAIN: any(claim.explanation for claim in claims),
        Step.SUBMIT: ClaimState.SUBMITTED in states,
        Step.APPROVE: bool(states & {*_APPROVED}),
        Step.PAY: bool(states & {*_PAID}),
    }
    done: set[Step] = set()
    for step in reversed(gone):  # who is further on has been here, too
        if gone[step] or done:
            done.add(step)
    return done


def _way(done: frozenset[Step], claims: Sequence[_Claim]) -> Way:
    places = {
        Step.EXPLAIN: ({ClaimState.DRAFT}, ("review", "confirm", "pass")),
        Step.SUBMIT: ({ClaimState.DRAFT}, ("pass", "review", "confirm")),
        Step.APPROVE: ({ClaimState.SUBMITTED}, ()),
        Step.PAY: ({*_APPROVED}, ()),
        Step.LEDGER: ({*_PAID}, ()),
    }
    states, outcomes = places.get(Way(done, None, None).next or Step.LEDGER, (set(), ()))
    fitting = [claim for claim in claims if claim.state in states]
    if outcomes:
        fitting = [claim for each in outcomes for claim in fitting if claim.outcome == each]
    claim = fitting[0] if fitting else None
    return Way(done, claim.id if claim else None, claim.entry_id if claim else None)


def see_ledger(session: Session, actor: Actor, person_id: UUID, at: datetime) -> None:
    """Remember that the person looked at the ledger."""
    _remember(session, actor, person_id, {"ledger_seen_at": at})


def put_away(session: Session, actor: Actor, person_id: UUID, at: datetime) -> None:
    """Remember that the person wants to be led no more."""
    _remember(session, actor, person_id, {"dismissed_at": at})


def take_up(session: Session, actor: Actor, person_id: UUID) -> None:
    """Show the steps again that were put away."""
    _remember(session, actor, person_id, {"dismissed_at": None})


def _remember(
    session: Session, actor: Actor, person_id: UUID, values: dict[str, datetime | None]
) -> None:
    begun = insert(FirstStepsRow).values(employer_id=actor.employer, person_id=person_id, **values)
    session.execute(
        begun.on_conflict_do_update(
            index_elements=[FirstStepsRow.employer_id, FirstStepsRow.person_id], set_=values
        )
    )
