"""Papers that an employer sends for a rectification; the bytes are kept as they came (Art. 33)."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.procedures.rectification import (
    OPEN_TO_MENDING,
    RECTIFICATION,
    RectificationState,
)
from service import audit
from service.actions import intake, papers, proceedings
from service.actions.intake import Desk
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.originals import Originals
from service.permissions import Actor
from service.tables import ProceedingRow, RectificationPaperRow

ARTICLE = "第三十三条"
PAPERS_MAX = 50
BY_EMPLOYER = N_("整改材料由所在单位提交。")


def send(desk: Desk, actor: Actor, case_id: UUID, name: str, content: bytes) -> None:
    """Keep a paper for a rectification that the employer is at."""
    if not content:
        raise Invalid(N_("请选择要提交的文件。"))
    clean = intake.clean_name(name)
    with desk.database.transaction(actor.employer) as session:
        _open(session, actor, case_id)
    papers.check_file(clean, content)
    digest = desk.originals.store(content)
    with desk.database.transaction(actor.employer) as session:
        row = _open(session, actor, case_id)
        sent = _of(session, row)
        if digest in {each.sha256 for each in sent}:
            raise Refused(N_("这份文件已经提交过。"), ARTICLE)
        if len(sent) >= PAPERS_MAX:
            raise Refused(N_("一个事项最多提交 {most} 份文件。"), ARTICLE, most=str(PAPERS_MAX))
        paper = RectificationPaperRow(
            employer_id=row.employer_id,
            proceeding_id=row.id,
            name=clean,
            sha256=digest,
            size=len(content),
            sent_by=actor.user_id,
            sent_at=actor.at,
        )
        session.add(paper)
        step = Step(
            action="send_paper", subject="proceeding", subject_id=row.id,
            employer_id=row.employer_id, article=ARTICLE, reason=f"{paper.name} {digest[:12]}",
        )  # fmt: skip
        audit.record(session, actor, step)


def may_send(session: Session, actor: Actor, case_id: UUID) -> bool:
    """Tell whether the reader may send papers for a case now."""
    row = proceedings.find(session, actor, case_id)
    return actor.role.of_employer and RectificationState(row.state) in OPEN_TO_MENDING


def fetch(
    session: Session, originals: Originals, actor: Actor, case_id: UUID, paper_id: UUID
) -> tuple[str, bytes]:
    """Give a paper's name and bytes to who may see its case."""
    row = proceedings.find(session, actor, case_id)
    for paper in _of(session, row):
        if paper.id == paper_id:
            return paper.name, originals.fetch(paper.sha256)
    raise NotFound(N_("没有这份文件。"))


def _open(session: Session, actor: Actor, case_id: UUID) -> ProceedingRow:
    row = proceedings.find(session, actor, case_id)
    if row.kind != RECTIFICATION.name:
        raise NotFound(N_("没有这个事项。"))
    if RectificationState(row.state) not in OPEN_TO_MENDING:
        raise Refused(N_("{number} 现在不能再提交材料。"), ARTICLE, number=row.number)
    return row


def _of(session: Session, row: ProceedingRow) -> list[RectificationPaperRow]:
    query = select(RectificationPaperRow).where(
        RectificationPaperRow.employer_id == row.employer_id,
        RectificationPaperRow.proceeding_id == row.id,
    )
    return list(session.scalars(query))
