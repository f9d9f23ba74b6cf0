"""Who knows what was said in an assessment or an objection (Art. 34).

Whoever handles the matter reads it. Anybody else of the Center states a purpose first, which is
kept and lasts for that matter and that day. Employers and selectees never read it.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from service.actions import disclosures
from service.actions.disclosures import Shown
from service.messages import N_, Forbidden, Invalid
from service.permissions import Actor
from service.tables import StatedPurposeRow

ASSESSMENT: Final = "assessment"
OBJECTION: Final = "objection"
PAGES: Final = {ASSESSMENT: "assessments.show", OBJECTION: "objections.show"}
PURPOSE_LEAST: Final = 4
PURPOSE_MOST: Final = 500


def state(session: Session, actor: Actor, subject: str, subject_id: UUID, purpose: str) -> None:
    """Keep why the actor reads a matter of others; the first purpose of a day stands."""
    if not actor.role.of_center:
        raise Forbidden(N_("评审和考核中的意见只对中心办理人员可见（第三十四条）。"))
    said = checked(purpose)
    session.execute(
        insert(StatedPurposeRow)
        .values(
            reader_id=actor.user_id, subject=subject, subject_id=subject_id,
            on_day=actor.today, purpose=said, at=actor.at,
        )
        .on_conflict_do_nothing()
    )  # fmt: skip
    shown = Shown(
        what=PAGES[subject], kind="page", subject=subject, subject_id=subject_id, purpose=said
    )
    disclosures.record(session, actor, shown)


def checked(purpose: str) -> str:
    """Give a purpose that says something; a word or two is none."""
    said = purpose.strip()
    if not PURPOSE_LEAST <= len(said) <= PURPOSE_MOST:
        raise Invalid(
            N_("请写明查阅事由，{least} 到 {most} 个字，例如“办理 2026 年中期考核复评”。"),
            least=str(PURPOSE_LEAST), most=str(PURPOSE_MOST),
        )  # fmt: skip
    return said


def purposes(session: Session, actor: Actor, subject: str, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Give which of these matters the actor stated a purpose for today, and which."""
    query = select(StatedPurposeRow.subject_id, StatedPurposeRow.purpose).where(
        StatedPurposeRow.reader_id == actor.user_id,
        StatedPurposeRow.subject == subject,
        StatedPurposeRow.subject_id.in_([*ids]),
        StatedPurposeRow.on_day == actor.today,
    )
    return {row.subject_id: row.purpose for row in session.execute(query)}
