"""报销单: several claims of a grant handed in as one sheet. The claims stay what they are.

A sheet is composed of what its makers may still change; it is handed in whole or not at all. How
it stands is told by its claims, and kept by the database (migration 0025).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from compliance.claim_states import MENDABLE, OVER
from service import audit
from service.actions.register import next_number
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import ClaimRow, ExpenseReportMemberRow, ExpenseReportRow

ARTICLE: Final = "第二十六条"
SERIES: Final = "报"
TITLE_MAX, PEOPLE_MAX, NOTE_MAX = 100, 200, 500
CLAIMS_MOST: Final = 50  # one person has to look at all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a sheet says of itself: 事由, 人员, 备注."""

    title: str
    people: str = ""
    note: str = ""


def compose(session: Session, actor: Actor, words: Words, claims: Sequence[UUID]) -> UUID:
    """Make a sheet of claims of one grant that may still be changed."""
    _check(words)
    rows = _to_join(session, actor, claims)
    grants = {row.grant_id for row in rows}
    if len(grants) != 1:
        raise Invalid(N_("一张报销单只能有一个项目的申请：请按项目分开选择。"))
    series = f"{SERIES}{actor.today.year}"
    row = ExpenseReportRow(
        employer_id=actor.employer,
        grant_id=grants.pop(),
        number=f"{series}-{next_number(session, actor.employer, series):03d}",
        title=words.title.strip(),
        people=words.people.strip(),
        note=words.note.strip(),
        made_by=actor.user_id,
        made_at=actor.at,
        state="draft",
    )
    session.add(row)
    session.flush()
    record(session, actor, row, "compose_sheet")
    _join(session, actor, row, rows)
    return row.id


def add(session: Session, actor: Actor, report_id: UUID, claims: Sequence[UUID]) -> None:
    """Put further claims on a sheet that is not handed in."""
    row = to_change(session, actor, report_id)
    rows = _to_join(session, actor, claims)
    if len(members(session, row)) + len(rows) > CLAIMS_MOST:
        raise Invalid(N_("一张报销单最多 {most} 张申请，请另做一张。"), most=str(CLAIMS_MOST))
    if {each.grant_id for each in rows} - {row.grant_id}:
        raise Invalid(N_("一张报销单只能有一个项目的申请：请按项目分开选择。"))
    _join(session, actor, row, rows)
    record(session, actor, row, "add_to_sheet")


def split_off(session: Session, actor: Actor, report_id: UUID, claim_id: UUID) -> None:
    """Take a claim off its sheet; it is then handed in by itself, or on another one."""
    row = find(session, actor, report_id)
    lock(session, row)
    for member, claim in members(session, row):
        if claim.id == claim_id:
            if claim.state not in MENDABLE | OVER:
                raise Refused(
                    N_("报销申请 {number} 已提交，不能移出报销单；请复核人先退回。"),
                    number=claim.number,
                )
            member.removed_by, member.removed_at = actor.user_id, actor.at
            session.flush()
            record(session, actor, row, "split_off_sheet", claim.number)
            return
    raise NotFound(N_("这张报销单上没有这份申请。"))


def describe(session: Session, actor: Actor, report_id: UUID, version: int, words: Words) -> None:
    """Change what a sheet says of itself."""
    row = to_change(session, actor, report_id)
    if row.version != version:
        raise Refused(N_("报销单 {number} 刚被他人改过，请刷新页面后再改。"), number=row.number)
    _check(words)
    row.title, row.people, row.note = words.title.strip(), words.people.strip(), words.note.strip()
    session.flush()
    record(session, actor, row, "describe_sheet")


def dissolve(session: Session, actor: Actor, report_id: UUID) -> None:
    """Give up a sheet that is not handed in: its claims go back to the wallet."""
    row = to_change(session, actor, report_id)
    for member, _ in members(session, row):
        member.removed_by, member.removed_at = actor.user_id, actor.at
    session.flush()
    session.refresh(row)
    row.state, row.dissolved_by, row.dissolved_at = "dissolved", actor.user_id, actor.at
    session.flush()
    record(session, actor, row, "dissolve_sheet")


def find(session: Session, actor: Actor, report_id: UUID) -> ExpenseReportRow:
    """Give a sheet of the actor's employer (the Center's people see all), as it stands now."""
    row = session.get(ExpenseReportRow, report_id, populate_existing=True)
    if row is None or actor.employer_id not in {None, row.employer_id}:
        raise NotFound(N_("没有这张报销单。"))
    return row


def to_change(session: Session, actor: Actor, report_id: UUID) -> ExpenseReportRow:
    """Give a sheet that may still be changed."""
    row = find(session, actor, report_id)
    lock(session, row)
    handed_in = [claim for _, claim in members(session, row) if claim.state not in MENDABLE]
    if row.dissolved_at is not None or any(claim.state not in OVER for claim in handed_in):
        raise Refused(N_("报销单 {number} 已提交或已解散，不能再改。"), number=row.number)
    return row


def lock(session: Session, row: ExpenseReportRow) -> None:
    """Lock the claims of a sheet in the order of their numbers, and read them as they stand now.

    Everybody who acts on several claims locks them so: two people at once wait for each other once.
    """
    wanted = [claim.id for _, claim in members(session, row)]
    session.scalars(
        select(ClaimRow)
        .where(ClaimRow.employer_id == row.employer_id, ClaimRow.id.in_(wanted))
        .order_by(ClaimRow.number)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def members(
    session: Session, row: ExpenseReportRow
) -> list[tuple[ExpenseReportMemberRow, ClaimRow]]:
    """Give the claims on a sheet in their order."""
    query = (
        select(ExpenseReportMemberRow, ClaimRow)
        .join(
            ClaimRow,
            (ClaimRow.employer_id == ExpenseReportMemberRow.employer_id)
            & (ClaimRow.id == ExpenseReportMemberRow.claim_id),
        )
        .where(
            ExpenseReportMemberRow.employer_id == row.employer_id,
            ExpenseReportMemberRow.report_id == row.id,
            ExpenseReportMemberRow.removed_at.is_(None),
        )
        .order_by(ExpenseReportMemberRow.position)
    )
    return [(member, claim) for member, claim in session.execute(query)]


def of_claim(session: Session, claim: ClaimRow) -> ExpenseReportRow | None:
    """Give the sheet on which a claim stands; None when it stands alone."""
    return session.scalar(
        select(ExpenseReportRow)
        .join(
            ExpenseReportMemberRow,
            (ExpenseReportMemberRow.employer_id == ExpenseReportRow.employer_id)
            & (ExpenseReportMemberRow.report_id == ExpenseReportRow.id),
        )
        .where(
            ExpenseReportMemberRow.employer_id == claim.employer_id,
            ExpenseReportMemberRow.claim_id == claim.id,
            ExpenseReportMemberRow.removed_at.is_(None),
        )
    )


def refuse_alone(session: Session, claim: ClaimRow) -> None:
    """Refuse to hand in one claim of a sheet while others of it are not ready (all or none)."""
    row = of_claim(session, claim)
    if row is not None and any(
        other.id != claim.id and other.state in MENDABLE for _, other in members(session, row)
    ):
        raise Refused(
            N_("报销申请 {number} 在报销单 {sheet} 上：请在报销单上一并提交，或先移出。"),
            number=claim.number,
            sheet=row.number,
        )


def _to_join(session: Session, actor: Actor, claims: Collection[UUID]) -> list[ClaimRow]:
    wanted = [*dict.fromkeys(claims)]
    if not wanted:
        raise Invalid(N_("请先勾选要放进报销单的申请。"))
    if len(wanted) > CLAIMS_MOST:
        raise Invalid(N_("一张报销单最多 {most} 张申请，请另做一张。"), most=str(CLAIMS_MOST))
    rows = session.scalars(
        select(ClaimRow)
        .where(ClaimRow.employer_id == actor.employer, ClaimRow.id.in_(wanted))
        .order_by(ClaimRow.number)
        .with_for_update()
    ).all()
    if len(rows) != len(wanted):
        raise NotFound(N_("没有这份报销申请。"))
    for row in rows:
        if row.state not in MENDABLE:
            raise Refused(N_("报销申请 {number} 已提交，不能放进报销单。"), number=row.number)
        there = of_claim(session, row)
        if there is not None:
            raise Refused(
                N_("报销申请 {number} 已在报销单 {sheet} 上，请先移出。"),
                number=row.number,
                sheet=there.number,
            )
    return [*rows]


def _join(
    session: Session, actor: Actor, row: ExpenseReportRow, claims: Sequence[ClaimRow]
) -> None:
    last = session.scalar(
        select(func.coalesce(func.max(ExpenseReportMemberRow.position), 0)).where(
            ExpenseReportMemberRow.employer_id == row.employer_id,
            ExpenseReportMemberRow.report_id == row.id,
        )
    )
    session.add_all(
        ExpenseReportMemberRow(
            employer_id=row.employer_id, report_id=row.id, claim_id=claim.id, position=place,
            added_by=actor.user_id, added_at=actor.at,
        )
        for place, claim in enumerate(claims, start=(last or 0) + 1)
    )  # fmt: skip
    try:
        session.flush()
    except IntegrityError as error:  # somebody else put one of them on a sheet meanwhile
        raise Refused(N_("所选的申请刚被放进另一张报销单，请刷新页面。")) from error


def _check(words: Words) -> None:
    if not words.title.strip():
        raise Invalid(N_("请写明报销事由。"))
    for text, most in (
        (words.title, TITLE_MAX), (words.people, PEOPLE_MAX), (words.note, NOTE_MAX),
    ):  # fmt: skip
        if len(text.strip()) > most:
            raise Invalid(N_("内容不能超过 {most} 字，请精简。"), most=str(most))


def record(
    session: Session, actor: Actor, row: ExpenseReportRow, action: str, said: str = ""
) -> None:
    """Write on the trail what was done with a sheet as such."""
    step = Step(
        action=action, subject="expense_report", subject_id=row.id, employer_id=row.employer_id,
        article=ARTICLE, target=row.number, reason=said or None,
    )  # fmt: skip
    audit.record(session, actor, step)
