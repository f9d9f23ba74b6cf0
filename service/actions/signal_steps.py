"""What a person does about a signal: follow it, dismiss it, open it again, watch its claims.

Each says why, in words that stay. A watched signal marks its claims in the frame of a spot check,
so that a plan can take all of them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from service import audit
from service.actions.signals import ARTICLE
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import SignalEvidenceRow, SignalRow, SignalRunRow, SignalStepRow

REASON_MAX: Final = 500


@dataclass(frozen=True, slots=True)
class Move:
    """What an action leads to: None leaves it as it is; `at` are the states that it starts from."""

    at: frozenset[str]
    state: str | None = None
    watched: bool | None = None


MOVES: Final = {
    "follow": Move(frozenset({"open", "dismissed"}), state="followed"),
    "dismiss": Move(frozenset({"open", "followed"}), state="dismissed", watched=False),
    "reopen": Move(frozenset({"followed", "dismissed"}), state="open"),
    "watch": Move(frozenset({"open", "followed"}), watched=True),
    "unwatch": Move(frozenset({"open", "followed"}), watched=False),
}


def take(session: Session, actor: Actor, signal_id: UUID, action: str, reason: str) -> None:
    """Take one of the steps of `MOVES`, with its reason; a stale one is refused."""
    reason = reason.strip()
    if not reason:
        raise Invalid(N_("请写明理由：看过哪些凭证，为什么这样处理。"))
    if len(reason) > REASON_MAX:
        raise Invalid(N_("理由不能超过 {most} 字，请精简。"), most=str(REASON_MAX))
    row = session.get(SignalRow, signal_id, with_for_update=True)
    if row is None or action not in MOVES:
        raise NotFound(N_("没有这条线索。"))
    if action not in possible(row.state, watched=row.watched):
        raise Refused(N_("这条线索已经处理过，请刷新页面查看。"))
    source, move = row.state, MOVES[action]
    state = move.state or row.state
    watched = row.watched if move.watched is None else move.watched
    session.add(
        SignalStepRow(
            signal_id=row.id, evidence_id=row.evidence_id, action=action, state=state,
            watched=watched, reason=reason, made_by=actor.user_id, made_at=actor.at,
        )
    )  # fmt: skip
    session.flush()  # the step first: it is what moves the signal
    row.state, row.watched = state, watched
    step = Step(
        action=f"{action}_signal", subject="signal", subject_id=row.id, employer_id=None,
        source=source, target=state, article=ARTICLE, reason=reason,
    )  # fmt: skip
    audit.record(session, actor, step)


def possible(state: str, *, watched: bool) -> tuple[str, ...]:
    """Name the steps that a signal can take where it stands."""
    return tuple(
        action
        for action, move in MOVES.items()
        if state in move.at and (move.state is not None or move.watched is not watched)
    )


def watched(until: datetime) -> Select[UUID]:
    """Select the claims of every signal that was watched at a moment, as far as known then.

    They bear the mark `watched` in the frame of a spot check, which no later step changes.
    """
    last = (
        select(SignalStepRow.signal_id, SignalStepRow.watched)
        .where(SignalStepRow.made_at <= until)
        .ext(distinct_on(SignalStepRow.signal_id))
        .order_by(SignalStepRow.signal_id, SignalStepRow.serial.desc())
        .subquery()
    )
    return (
        select(func.unnest(SignalEvidenceRow.claims))
        .join(SignalRunRow, SignalRunRow.id == SignalEvidenceRow.run_id)
        .join(last, last.c.signal_id == SignalEvidenceRow.signal_id)
        .where(last.c.watched, SignalRunRow.started_at <= until)
    )
