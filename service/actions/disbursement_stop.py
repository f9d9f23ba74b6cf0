"""停止拨付: what the Center has not paid is stopped when a grant leaves its execution (Art. 32).

A payment that is on its way is not stopped here: its employer confirms it, and what it does not
spend is clawed back.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import law
from compliance.machine import Role
from compliance.procedures.disbursement import DISBURSEMENT, InstalmentState
from service import audit
from service.actions import inbox_news
from service.audit import Step
from service.permissions import Actor
from service.tables import GrantRow, InstalmentRow


def stop(session: Session, actor: Actor, grant: GrantRow, reason: str) -> int:
    """Stop every instalment of a grant that was planned or approved; give how many."""
    return _each(session, actor, grant, "stop", reason)


def resume(session: Session, actor: Actor, grant: GrantRow, reason: str) -> int:
    """Plan the stopped instalments of a grant again: each needs its approval anew."""
    return _each(session, actor, grant, "resume", reason)


def _each(session: Session, actor: Actor, grant: GrantRow, action: str, reason: str) -> int:
    sources = [each.source for each in DISBURSEMENT.transitions if each.action == action]
    rows = session.scalars(
        select(InstalmentRow)
        .where(
            InstalmentRow.employer_id == grant.employer_id,
            InstalmentRow.grant_id == grant.id,
            InstalmentRow.state.in_(sources),
        )
        .order_by(InstalmentRow.position)
        .with_for_update()
    ).all()
    for row in rows:
        _move(session, actor, row, action, reason)
    session.flush()
    return len(rows)


def _move(session: Session, actor: Actor, row: InstalmentRow, action: str, reason: str) -> None:
    step = DISBURSEMENT.step(InstalmentState(row.state), action, Role.CLOCK)
    trail = Step(
        action=f"{action}_instalment",
        subject="instalment",
        subject_id=row.id,
        employer_id=row.employer_id,
        source=step.source.value,
        target=step.target.value,
        article=law.citation(step.article).text(),
        reason=reason,
    )
    row.state, row.approved_by = step.target.value, None
    audit.record(session, actor, trail)
    inbox_news.about_instalment(session, actor, row)
