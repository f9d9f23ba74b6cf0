"""追回 (Art. 32, 33): proposed, heard, decided, notified, paid, seen to arrive; or urged, referred.

What has to come back is read from the books when it is decided, and booked with the decision.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import clawback
from compliance.clawback import MODES, Mode
from compliance.procedures.clawback import CLAWBACK
from service.actions import (
    clawback_letters,
    grant_states,
    letters,
    proceedings,
    recalls,
    repayments,
)
from service.actions.proceedings import NewCase
from service.messages import N_, Invalid, Refused
from service.permissions import Actor
from service.tables import ClawbackRow, DeadlineRow, ProceedingRow

ARTICLE: Final = "第三十三条"
SERIES: Final = "追回"
TEXT_MAX: Final = 2000
RECIPIENT_MAX: Final = 100
FEN: Final = Decimal("0.01")
_LAPSING: Final = frozenset(
    {("proposed", "comment"), ("noticed", "return_money"), ("partly_paid", "return_money")}
)
Said = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewClawback:
    """A clawback to propose: of which grant, in which mode, on what facts and ground."""

    grant_id: UUID
    mode: Mode
    facts: str
    ground: str


def propose(session: Session, actor: Actor, new: NewClawback) -> UUID:
    """Propose a clawback: the employer is asked what it has to say; give the case."""
    grant = grant_states.locked(session, actor, new.grant_id)
    facts, ground = new.facts.strip()[:TEXT_MAX], new.ground.strip()[:TEXT_MAX]
    if not facts or not ground:
        raise Invalid(N_("请写明追回的事实和依据。"))
    _check_mode(grant.state, grant.number, new.mode)
    if not recalls.standing(session, grant).way(new.mode).total:
        raise Refused(N_("按所选的方式，项目 {number} 没有应退回的资金。"), number=grant.number)
    _check_none_open(session, grant.employer_id, grant.id)
    row = proceedings.open_case(
        session,
        actor,
        NewCase(
            machine=CLAWBACK,
            series=SERIES,
            title=f"{grant.number} {MODES[new.mode]}",
            employer_id=grant.employer_id,
            grant_id=grant.id,
        ),
    )
    session.add(
        ClawbackRow(
            proceeding_id=row.id,
            employer_id=row.employer_id,
            grant_id=grant.id,
            mode=new.mode.value,
            facts=facts,
            ground=ground,
        )
    )
    session.flush()
    proceedings.start(session, row, CLAWBACK, "comment", actor.today)
    letters.issue(session, actor, row, clawback_letters.invitation(session, row))
    return row.id


def _check_mode(state: str, number: str, mode: Mode) -> None:
    if mode not in clawback.open_modes(state):
        raise Refused(
            N_(
                "项目 {number} 仍在执行，只能追回不合规支出；"
                "追回未用余额的，先按第三十二条中止、取消或办理退出、结题。"
            ),
            "第三十二条",
            number=number,
        )


def _check_none_open(session: Session, employer_id: UUID, grant_id: UUID) -> None:
    """One clawback at a time: the figures of a second would rest on the first."""
    open_one = session.scalar(
        select(ProceedingRow.number)
        .where(
            ProceedingRow.employer_id == employer_id,
            ProceedingRow.grant_id == grant_id,
            ProceedingRow.kind == CLAWBACK.name,
            ProceedingRow.state.in_(("proposed", "heard")),
        )
        .limit(1)
    )
    if open_one is not None:
        raise Refused(N_("{number} 正在办理这个项目的追回，请先作出决定。"), number=open_one)


def plain(action: str) -> proceedings.Act:
    """Give the step that only moves the case and keeps what was said."""

    def act(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
        _stepped(session, actor, (case_id, steps), action, said)

    return act


def decide(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Decide in which mode; what has to come back is booked in both books and frozen."""
    mode = Mode(said["mode"])
    row = proceedings.take(session, actor, CLAWBACK, case_id, steps)
    grant = recalls.grant_of(session, row)
    _check_mode(grant.state, grant.number, mode)
    proceedings.step(session, actor, row, CLAWBACK, "decide", said["reason"])
    decided = recalls.decide(session, actor, row, grant, mode)
    if not decided.fiscal + decided.interest:
        raise Refused(N_("按所选的方式，项目 {number} 没有应退回的资金。"), number=grant.number)


def notify(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Send the notice: the time for paying begins, anew on the day when it is served."""
    row = _stepped(session, actor, (case_id, steps), "notify", said)
    letters.issue(session, actor, row, clawback_letters.notice(session, row))


def pay_part(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Pay a part of what is due; the time for the rest goes on."""
    row = proceedings.take(session, actor, CLAWBACK, case_id, steps)
    due = repayments.left(session, row, recalls.grant_of(session, row))
    if said["part_amount"] == due.total:
        raise Invalid(N_("这是全部余款，请用“退回全部余款”办理。"))
    proceedings.step(session, actor, row, CLAWBACK, "pay_part", said["reason"])
    repayments.pay(session, actor, row, said["part_amount"], said["part_reference"])


def pay_rest(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Pay all that is left."""
    row = _stepped(session, actor, (case_id, steps), "pay_rest", said)
    repayments.pay(session, actor, row, None, said["rest_reference"])


def arrive(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Confirm that one payment has arrived."""
    row = _stepped(session, actor, (case_id, steps), "arrive", said)
    repayments.arrive(session, actor, row, said["arrived_repayment"], said["arrived_reference"])


def close(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Close the case: all has arrived."""
    row = proceedings.take(session, actor, CLAWBACK, case_id, steps)
    waiting = repayments.awaited(session, row)
    if waiting:
        raise Refused(
            N_("{number} 还有 {count} 笔退款没有确认到账，请先逐笔确认。"),
            ARTICLE,
            number=row.number,
            count=str(len(waiting)),
        )
    proceedings.step(session, actor, row, CLAWBACK, "close", said["reason"])


def urge(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Urge the employer in writing to pay what is overdue."""
    row = _stepped(session, actor, (case_id, steps), "urge", said)
    letters.issue(session, actor, row, clawback_letters.urging(session, row))


def refer(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Refer what was urged and is still owed; fines are others' to decide."""
    row = proceedings.take(session, actor, CLAWBACK, case_id, steps)
    if proceedings.done(session, row, "urge") is None:
        raise Refused(N_("{number} 还没有催告，请先发出催告书。"), ARTICLE, number=row.number)
    recipient = said["referred_to"].strip()
    if not recipient:
        raise Invalid(N_("请写明移送给哪个部门。"))
    proceedings.step(session, actor, row, CLAWBACK, "refer", said["reason"])
    content = clawback_letters.referral(session, row, recipient, said["reason"])
    letters.issue(session, actor, row, content)


def on_mark(
    session: Session, actor: Actor, row: ProceedingRow, deadline: DeadlineRow, mark: int
) -> None:
    """Let a time run out: nothing was said against it, or not all was paid."""
    if mark > 0 and (row.state, deadline.term) in _LAPSING:
        proceedings.step(session, actor, row, CLAWBACK, "lapse")


def shut(session: Session, row: ProceedingRow) -> frozenset[str]:
    """Give the steps this case cannot take: what was not urged is not referred."""
    urged = proceedings.done(session, row, "urge") is not None
    return frozenset() if urged else frozenset({"refer"})


def _stepped(
    session: Session, actor: Actor, page: tuple[UUID, int], action: str, said: Said
) -> ProceedingRow:
    row = proceedings.take(session, actor, CLAWBACK, *page)
    proceedings.step(session, actor, row, CLAWBACK, action, said["reason"])
    return row
