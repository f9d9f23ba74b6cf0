"""市科协的措施 (Art. 33（二）): decided by 市科协, recorded here by the Center, never decided here.

取消下一年度申报资格 bars the employer from the calls of that year: the roster import refuses it,
and the database too. Fines are no business of this product.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service import audit
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import AssociationMeasureRow, EmployerRow

BAR: Final = "bar"
MEASURES: Final[Mapping[str, str]] = {
    "talk": N_("约谈"),
    "criticism": N_("通报批评"),
    BAR: N_("取消下一年度申报资格"),
}
ARTICLE = "第三十三条（二）"
TEXT_MAX = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMeasure:
    """A measure of 市科协 against an employer, by its document."""

    employer_id: UUID
    measure: str
    document: str
    decided_on: date
    facts: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure in the list."""

    id: UUID
    employer: str
    uscc: str
    measure: str
    document: str
    decided_on: date
    barred_year: int | None
    facts: str
    ended_on: date | None
    end_reason: str


def record(session: Session, actor: Actor, new: NewMeasure) -> UUID:
    """Record what 市科协 decided; a bar is for the year after the decision."""
    if session.get(EmployerRow, new.employer_id) is None:
        raise NotFound(N_("没有这个单位。"))
    if new.measure not in MEASURES:
        raise Invalid(N_("请从列表中选择一项。"))
    if not new.document.strip() or not new.facts.strip():
        raise Invalid(N_("请填写市科协文件的文号和事由。"))
    if new.decided_on > actor.today:
        raise Invalid(N_("决定日期 {day} 还没有到。"), day=new.decided_on.isoformat())
    row = AssociationMeasureRow(
        employer_id=new.employer_id,
        measure=new.measure,
        document=new.document.strip(),
        decided_on=new.decided_on,
        barred_year=new.decided_on.year + 1 if new.measure == BAR else None,
        facts=new.facts.strip()[:TEXT_MAX],
        recorded_by=actor.user_id,
        recorded_at=actor.at,
        end_reason="",
    )
    session.add(row)
    _flush(session, row.document)
    _record(session, actor, "record_association_measure", row, row.document)
    return row.id


def _flush(session: Session, document: str) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        if "uq_association_measure" not in str(error.orig):
            raise
        raise Refused(N_("文件 {document} 的这项措施已经登记。"), document=document) from error


def end(session: Session, actor: Actor, measure_id: UUID, reason: str) -> None:
    """Record that 市科协 took a measure back, and by which document."""
    row = session.get(AssociationMeasureRow, measure_id, with_for_update=True)
    if row is None:
        raise NotFound(N_("没有这项措施。"))
    if row.ended_on is not None:
        raise Refused(N_("文件 {document} 的措施已经终止。"), document=row.document)
    if not reason.strip():
        raise Invalid(N_("请写明市科协撤销或终止措施的文号和原因。"))
    row.ended_on, row.ended_by, row.end_reason = actor.today, actor.user_id, reason.strip()[:500]
    session.flush()
    _record(session, actor, "end_association_measure", row, row.end_reason)


def check_not_barred(session: Session, employer: EmployerRow, year: int) -> None:
    """Refuse an employer that 市科协 barred from the calls of a year; the database does, too."""
    document = session.scalar(
        select(AssociationMeasureRow.document)
        .where(
            AssociationMeasureRow.employer_id == employer.id,
            AssociationMeasureRow.barred_year == year,
            AssociationMeasureRow.ended_on.is_(None),
        )
        .limit(1)
    )
    if document is not None:
        raise Refused(
            N_("市科协已取消 {name} {year} 年度的申报资格（{document}），不能列入名册。"),
            ARTICLE,
            name=employer.name,
            year=str(year),
            document=document,
        )


def measures(session: Session) -> list[MeasureView]:
    """List the measures, those in force first, newest first."""
    query = (
        select(AssociationMeasureRow, EmployerRow.name, EmployerRow.uscc)
        .join(EmployerRow, EmployerRow.id == AssociationMeasureRow.employer_id)
        .order_by(
            AssociationMeasureRow.ended_on.is_not(None), AssociationMeasureRow.decided_on.desc()
        )
    )
    return [
        MeasureView(
            row.id, name, uscc, row.measure, row.document, row.decided_on, row.barred_year,
            row.facts, row.ended_on, row.end_reason,
        )
        for row, name, uscc in session.execute(query)
    ]  # fmt: skip


def barred(session: Session) -> bytes:
    """Give who is barred from which year as a CSV file for the next call (UTF-8 with its mark)."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(("统一社会信用代码", "单位名称", "不得申报年度", "市科协文号", "决定日期"))
    for each in measures(session):
        if each.barred_year is not None and each.ended_on is None:
            table.writerow(
                (each.uscc, _plain(each.employer), each.barred_year, _plain(each.document),
                 each.decided_on.isoformat())
            )  # fmt: skip
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _plain(text: str) -> str:
    """Keep a cell from being read as a formula."""
    return f"'{text}" if text[:1] in "=+-@\t" else text


def _record(
    session: Session, actor: Actor, action: str, row: AssociationMeasureRow, reason: str
) -> None:
    step = Step(
        action=action, subject="employer", subject_id=row.employer_id,
        employer_id=row.employer_id, target=row.measure, article=ARTICLE, reason=reason,
    )  # fmt: skip
    audit.record(session, actor, step)
