"""中止与取消 (Art. 32, 33): proposed by one person of the Center, heard, decided by another.

What a decision brings about stands in `service.actions.sanction_effects`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.clawback import Mode
from compliance.grounds import Consequence, Ground, Needs, grounds
from compliance.procedures.rectification import RectificationState
from compliance.procedures.sanction import SANCTION, SanctionState
from service.actions import grant_states, letters, proceedings, sanction_effects, sanction_letters
from service.actions.proceedings import NewCase
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import (
    AssessmentRow,
    DeadlineRow,
    GrantRow,
    ProceedingRow,
    ProceedingStepRow,
    RectificationRow,
    SanctionRow,
)

FACTS_MAX = 4000
_IN_VAIN = (RectificationState.OVERDUE, RectificationState.ESCALATED)
OPEN = (SanctionState.PROPOSED, SanctionState.NOTIFIED, SanctionState.HEARD)
_WORDS = {Consequence.SUSPEND: "中止入选者资格", Consequence.REVOKE: "取消入选者资格"}
Typed = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSanction:
    """A suspension or a revocation to propose; some grounds rest on what is on record."""

    grant_id: UUID
    ground: str
    consequence: Consequence
    facts: str
    assessment_id: UUID | None = None
    rectification_id: UUID | None = None


def propose(session: Session, actor: Actor, new: NewSanction) -> ProceedingRow:
    """Open a case on a ground of Art. 32 or 33; one at a time on a grant."""
    if actor.employer_id is not None:
        raise Forbidden(N_("中止、取消由中心提出和决定（第三十二条）。"))
    ground = grounds().get(new.ground)
    if ground is None:
        raise Invalid(N_("请从列表中选择一项。"))
    facts = new.facts.strip()
    if not facts:
        raise Invalid(N_("请写明事实：当事方要知道就什么提出意见。"))
    grant = grant_states.locked(session, actor, new.grant_id)
    _check(session, actor, grant, new, ground)
    row = proceedings.open_case(
        session,
        actor,
        NewCase(
            machine=SANCTION,
            series="处理",
            title=f"{_WORDS[new.consequence]}：{ground.title.text()}",
            employer_id=grant.employer_id,
            grant_id=grant.id,
        ),
    )
    session.add(
        SanctionRow(
            proceeding_id=row.id,
            employer_id=grant.employer_id,
            grant_id=grant.id,
            ground=ground.name,
            consequence=new.consequence.value,
            facts=facts[:FACTS_MAX],
            assessment_id=new.assessment_id if ground.needs is Needs.ASSESSMENT else None,
            rectification_id=new.rectification_id if ground.needs is Needs.RECTIFICATION else None,
            serious_reason="",
        )
    )
    session.flush()
    return row


def propose_of_rectification(
    session: Session, actor: Actor, case: ProceedingRow, reason: str
) -> ProceedingRow | None:
    """Propose to suspend for a fault that was not mended; None where nothing more can be proposed.

    One case at a time: a fault escalated meanwhile may be named in a later one.
    """
    assert case.grant_id is not None, "a fault is of a grant"
    grant = grant_states.locked(session, actor, case.grant_id)
    may = grant_states.may(actor, grant, Consequence.SUSPEND.value)
    if not may or open_number(session, grant) is not None:
        return None
    fault = session.get_one(RectificationRow, (case.employer_id, case.id))
    new = NewSanction(
        grant_id=grant.id,
        ground="unrectified",
        consequence=Consequence.SUSPEND,
        facts=f"{case.number} {fault.facts}\n经提醒、督促，期限届满仍未整改。{reason}",
        rectification_id=case.id,
    )
    return propose(session, actor, new)


def open_number(session: Session, grant: GrantRow) -> str | None:
    """Give the number of the case that is being decided on a grant, if there is one."""
    known = select(ProceedingRow.number).where(
        ProceedingRow.employer_id == grant.employer_id,
        ProceedingRow.grant_id == grant.id,
        ProceedingRow.kind == SANCTION.name,
        ProceedingRow.state.in_(OPEN),
    )
    return session.scalar(known.limit(1))


def _check(
    session: Session, actor: Actor, grant: GrantRow, new: NewSanction, ground: Ground
) -> None:
    if not grant_states.may(actor, grant, new.consequence.value):
        raise Refused(
            N_("项目 {number} 当前的状态不能中止或取消，请刷新页面查看。"), number=grant.number
        )
    number = open_number(session, grant)
    if number is not None:
        raise Refused(N_("{number} 正在办理，请先办结再提出新的处理。"), number=number)
    if ground.needs is Needs.ASSESSMENT:
        _check_assessment(session, grant, new.assessment_id)
    elif ground.needs is Needs.RECTIFICATION:
        _check_rectification(session, grant, new.rectification_id)


def _check_assessment(session: Session, grant: GrantRow, assessment_id: UUID | None) -> None:
    row = session.get(AssessmentRow, assessment_id) if assessment_id else None
    if row is None or (row.grant_id, row.round, row.conclusion) != (grant.id, 2, "failed"):
        raise Refused(
            N_("这一情形须先有整改后的复评结论“不合格”，请先登记考核结果。"), "第三十二条（二）1"
        )


def _check_rectification(session: Session, grant: GrantRow, case_id: UUID | None) -> None:
    """See that somebody was reminded and ordered in vain (CR-15); the database does, too."""
    row = session.get(ProceedingRow, case_id) if case_id else None
    done: set[str] = set()
    if row is not None and (row.grant_id, row.kind) == (grant.id, "rectification"):
        taken = select(ProceedingStepRow.action).where(
            ProceedingStepRow.employer_id == row.employer_id,
            ProceedingStepRow.proceeding_id == row.id,
        )
        done = set(session.scalars(taken))
    over = row is not None and row.state in _IN_VAIN
    if not over or not {"remind", "order", "lapse"} <= done:
        raise Refused(N_("这一情形须先有经过提醒、督促仍未整改的整改事项。"), "第三十二条（二）3")


def about(session: Session, row: ProceedingRow) -> SanctionRow:
    """Give what a case is about."""
    return session.get_one(SanctionRow, (row.employer_id, row.id))


def notify(session: Session, actor: Actor, case_id: UUID, steps: int, _typed: Typed) -> None:
    """Tell the employer and the selectee what is intended, and that they may speak."""
    row = proceedings.take(session, actor, SANCTION, case_id, steps)
    proceedings.step(session, actor, row, SANCTION, "notify")
    letters.issue(session, actor, row, sanction_letters.intention(session, row))


def comment(session: Session, actor: Actor, case_id: UUID, steps: int, typed: Typed) -> None:
    """Say what speaks against it; whoever is concerned may."""
    _step(session, actor, case_id, steps, "comment", typed)


def add_comment(session: Session, actor: Actor, case_id: UUID, steps: int, typed: Typed) -> None:
    """Say more before it is decided."""
    _step(session, actor, case_id, steps, "add_comment", typed)


def accept(session: Session, actor: Actor, case_id: UUID, steps: int, typed: Typed) -> None:
    """Say that nothing speaks against it."""
    _step(session, actor, case_id, steps, "accept", typed)


def drop(session: Session, actor: Actor, case_id: UUID, steps: int, typed: Typed) -> None:
    """Take a proposal back before it is decided."""
    _step(session, actor, case_id, steps, "drop", typed)


def dismiss(session: Session, actor: Actor, case_id: UUID, steps: int, typed: Typed) -> None:
    """Decide that nothing follows."""
    row = _step(session, actor, case_id, steps, "dismiss", typed)
    sanction_effects.keep(session, actor, about(session, row), "dismiss")


def suspend(session: Session, actor: Actor, case_id: UUID, steps: int, typed: Typed) -> None:
    """Decide to suspend: claims freeze, payments stop, from today."""
    row = _step(session, actor, case_id, steps, "suspend", typed)
    sanction_effects.suspend(session, actor, row, about(session, row), typed["reason"])


def revoke(session: Session, actor: Actor, case_id: UUID, steps: int, typed: Typed) -> None:
    """Decide to revoke: claims end, payments stop; what is clawed back is said here."""
    serious = typed["serious"] == "yes"
    if serious and not typed["serious_reason"].strip():
        raise Invalid(N_("认定情节严重须写明理由（第三十二条（二））。"))
    row = _step(session, actor, case_id, steps, "revoke", typed)
    judged = sanction_effects.Judged(
        reason=typed["reason"],
        serious=serious,
        serious_reason=typed["serious_reason"].strip(),
        clawback=Mode(typed["clawback"]),
        referred=typed["referred"] == "yes",
    )
    sanction_effects.revoke(session, actor, row, about(session, row), judged)


def propose_lift(session: Session, actor: Actor, case_id: UUID, steps: int, typed: Typed) -> None:
    """Propose that a suspension ends."""
    _step(session, actor, case_id, steps, "propose_lift", typed)


def keep(session: Session, actor: Actor, case_id: UUID, steps: int, typed: Typed) -> None:
    """Decide that a suspension goes on."""
    _step(session, actor, case_id, steps, "keep", typed)


def lift(session: Session, actor: Actor, case_id: UUID, steps: int, typed: Typed) -> None:
    """Decide that a suspension ends: claims go on, payments are planned anew."""
    row = _step(session, actor, case_id, steps, "lift", typed)
    sanction_effects.lift(session, actor, row, typed["reason"])


def on_mark(
    session: Session, actor: Actor, row: ProceedingRow, deadline: DeadlineRow, mark: int
) -> None:
    """Close a hearing whose time to comment has run out, as the clock: silence is no objection."""
    if deadline.term == "comment" and mark > 0 and row.state == SanctionState.NOTIFIED:
        proceedings.step(session, actor, row, SANCTION, "lapse")


def _step(
    session: Session, actor: Actor, case_id: UUID, steps: int, action: str, typed: Typed
) -> ProceedingRow:
    row = proceedings.take(session, actor, SANCTION, case_id, steps)
    if row.grant_id is None:
        raise NotFound(N_("没有这个项目。"))
    proceedings.step(session, actor, row, SANCTION, action, typed.get("reason") or "")
    return row
