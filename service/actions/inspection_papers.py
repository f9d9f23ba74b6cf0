"""Papers that an employer hands in for a check; the bytes are kept as they came (Art. 33)."""

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.procedures.inspection import INSPECTION, InspectionState
from service import audit
from service.actions import inspections, intake, papers, proceedings
from service.actions.inspections import SENDING
from service.actions.intake import Desk
from service.actions.spot_checks import ARTICLE
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.originals import Originals
from service.permissions import Actor
from service.tables import (
    ProceedingRow,
    SpotCheckPaperRow,
    SpotCheckRequestRow,
    SpotCheckUnitRow,
)

PAPERS_MAX: Final = 500
BY_EMPLOYER: Final = N_("检查资料由所在单位提交。")


def send(
    desk: Desk, actor: Actor, case_id: UUID, claim_id: UUID | None, file: tuple[str, bytes]
) -> None:
    """Keep a paper that an employer hands in, for a claim it was asked for, or for none alone."""
    name, content = file
    if not content:
        raise Invalid(N_("请选择要提交的文件。"))
    clean = intake.clean_name(name)
    with desk.database.transaction(actor.employer) as session:
        _open(session, actor, case_id, claim_id)
    papers.check_file(clean, content)
    digest = desk.originals.store(content)
    with desk.database.transaction(actor.employer) as session:
        row, unit = _open(session, actor, case_id, claim_id)
        sent = _of(session, unit)
        if digest in {each.sha256 for each in sent}:
            raise Refused(N_("这份文件已经提交过。"), ARTICLE)
        if len(sent) >= PAPERS_MAX:
            raise Refused(N_("一个事项最多提交 {most} 份文件。"), ARTICLE, most=str(PAPERS_MAX))
        paper = SpotCheckPaperRow(
            employer_id=unit.employer_id, check_id=unit.check_id, claim_id=claim_id, name=clean,
            sha256=digest, size=len(content), sent_by=actor.user_id, sent_at=actor.at,
        )  # fmt: skip
        session.add(paper)
        step = Step(
            action="send_paper", subject="proceeding", subject_id=row.id,
            employer_id=row.employer_id, article=ARTICLE, reason=f"{paper.name} {digest[:12]}",
        )  # fmt: skip
        audit.record(session, actor, step)


def fetch(
    session: Session, originals: Originals, actor: Actor, case_id: UUID, paper_id: UUID
) -> tuple[str, bytes]:
    """Give a paper's name and bytes to who may see its case."""
    row = proceedings.find(session, actor, case_id)
    if row.kind == INSPECTION.name:
        for paper in _of(session, inspections.unit_of(session, row)):
            if paper.id == paper_id:
                return paper.name, originals.fetch(paper.sha256)
    raise NotFound(N_("没有这份文件。"))


def of_claim(
    session: Session, employer_id: UUID, check_id: UUID, claim_id: UUID
) -> list[SpotCheckPaperRow]:
    """List the papers that were handed in for one claim of a check."""
    query = select(SpotCheckPaperRow).where(
        SpotCheckPaperRow.employer_id == employer_id,
        SpotCheckPaperRow.check_id == check_id,
        SpotCheckPaperRow.claim_id == claim_id,
    )
    return list(session.scalars(query.order_by(SpotCheckPaperRow.sent_at)))


def _open(
    session: Session, actor: Actor, case_id: UUID, claim_id: UUID | None
) -> tuple[ProceedingRow, SpotCheckUnitRow]:
    row = proceedings.find(session, actor, case_id)
    if row.kind != INSPECTION.name or not actor.role.of_employer:
        raise NotFound(N_("没有这个事项。"))
    if InspectionState(row.state) not in SENDING:
        raise Refused(N_("{number} 现在不能再提交材料。"), ARTICLE, number=row.number)
    unit = inspections.unit_of(session, row)
    if claim_id is not None:
        key = (unit.employer_id, unit.check_id, claim_id)
        if session.get(SpotCheckRequestRow, key) is None:
            raise NotFound(N_("没有这份报销申请。"))
    return row, unit


def _of(session: Session, unit: SpotCheckUnitRow) -> list[SpotCheckPaperRow]:
    query = select(SpotCheckPaperRow).where(
        SpotCheckPaperRow.employer_id == unit.employer_id,
        SpotCheckPaperRow.check_id == unit.check_id,
    )
    return list(session.scalars(query))
