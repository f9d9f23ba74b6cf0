"""Reports: made once for each employer, statement and month, kept with what they rest on."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Session

from compliance.categories import Category
from ledger import book
from reports import catalogue
from reports.period import Month
from reports.render_xlsx import render
from reports.scope import GrantLine, Scope
from service import audit
from service.audit import Step
from service.messages import N_, NotFound
from service.permissions import Actor
from service.tables import (
    AgreementBudgetRow,
    AgreementRow,
    AnnualCallRow,
    EmployerRow,
    GrantRow,
    ReportRunRow,
    SelecteeRow,
)

MONTHLY = ("budget_execution",)  # the statements that the clock makes every month


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list."""

    id: UUID
    employer: str
    statement: str
    title: str  # to be translated
    period: str
    as_of: date
    sha256: str
    chain_head: str
    size: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A report to download."""

    name: str
    content: bytes


def employers_to_report(session: Session, month: Month) -> tuple[UUID, ...]:
    """Give the employers with an agreement signed by the month's end: they have what to report."""
    rows = session.scalars(
        select(AgreementRow.employer_id)
        .where(AgreementRow.signed_on <= month.last)
        .distinct()
        .order_by(AgreementRow.employer_id)
    )
    return tuple(rows)


def make_monthly_reports(session: Session, actor: Actor, employer_id: UUID, month: Month) -> None:
    """Make what the clock owes an employer for a month; what was made before stays as it is."""
    for statement in MONTHLY:
        make_report(session, actor, employer_id, statement, month)


def make_report(
    session: Session, actor: Actor, employer_id: UUID, statement: str, month: Month
) -> UUID:
    """Make a report unless it was made before; give its identity either way.

    A report never changes: entries posted later for the same month appear in later months'
    cumulative columns, not in a form that has been handed in.
    """
    made = _made(session, employer_id, statement, month)
    if made is not None:
        return made
    scope = _scope(session, employer_id, month)
    sheet = catalogue.STATEMENTS[statement].build(session.connection(), scope)
    content = render(sheet)
    report_id: UUID | None = session.scalar(
        insert(ReportRunRow)
        .values(
            employer_id=employer_id,
            statement=statement,
            period=month.key,
            as_of=sheet.provenance.as_of,
            chain_head=sheet.provenance.chain_head,
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            made_at=actor.at,
        )
        .on_conflict_do_nothing()
        .returning(ReportRunRow.id)
    )
    if report_id is not None:
        audit.record(session, actor, _step(statement, month, report_id, employer_id))
        return report_id
    made = _made(session, employer_id, statement, month)
    assert made is not None, "somebody else made it at the same time"
    return made


def _step(statement: str, month: Month, report_id: UUID, employer_id: UUID) -> Step:
    return Step(
        action="make_report",
        subject="report",
        subject_id=report_id,
        employer_id=employer_id,
        target="made",
        article="第三十三条",
        reason=f"{statement} {month.key}",
    )


def reports(session: Session, limit: int = 100) -> tuple[ReportLine, ...]:
    """List the newest reports that the scope of the session may see."""
    rows = session.execute(
        select(
            ReportRunRow.id,
            EmployerRow.name,
            ReportRunRow.statement,
            ReportRunRow.period,
            ReportRunRow.as_of,
            ReportRunRow.sha256,
            ReportRunRow.chain_head,
            func.octet_length(ReportRunRow.content),
            ReportRunRow.made_at,
        )
        .join(EmployerRow, EmployerRow.id == ReportRunRow.employer_id)
        .order_by(ReportRunRow.period.desc(), EmployerRow.name, ReportRunRow.statement)
        .limit(limit)
    )
    return tuple(
        ReportLine(row_id, employer, name, catalogue.STATEMENTS[name].title, period, as_of, *rest)
        for row_id, employer, name, period, as_of, *rest in rows
    )


def report_file(session: Session, report_id: UUID) -> ReportFile:
    """Give a report's bytes as they were made; `NotFound` when there is none for this scope."""
    row = session.get(ReportRunRow, report_id)
    if row is None:
        raise NotFound(N_("没有这份报表。"))
    employer = session.get_one(EmployerRow, row.employer_id)
    title = catalogue.STATEMENTS[row.statement].title
    return ReportFile(f"{title}-{employer.name}-{row.period}.xlsx", row.content)


def _made(session: Session, employer_id: UUID, statement: str, month: Month) -> UUID | None:
    return session.scalar(
        select(ReportRunRow.id).where(
            ReportRunRow.employer_id == employer_id,
            ReportRunRow.statement == statement,
            ReportRunRow.period == month.key,
        )
    )


def _scope(session: Session, employer_id: UUID, month: Month) -> Scope:
    """Name the employer, and its grants as the agreements signed by the month's end name them."""
    rows = session.execute(
        select(GrantRow, AnnualCallRow.title, SelecteeRow.name, AgreementRow.number)
        .join(AgreementRow, AgreementRow.grant_id == GrantRow.id)
        .join(AnnualCallRow, AnnualCallRow.id == GrantRow.call_id)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .where(GrantRow.employer_id == employer_id, AgreementRow.signed_on <= month.last)
        .ext(distinct_on(GrantRow.number))
        .order_by(GrantRow.number, AgreementRow.version.desc())
    )
    return Scope(
        book=book.book_of(session.connection(), employer_id),
        employer=session.get_one(EmployerRow, employer_id).name,
        month=month,
        grants=tuple(
            GrantLine(
                number=grant.number,
                project=project,
                selectee=selectee,
                agreement=agreement,
                budget=_first_budget(session, grant.id),
            )
            for grant, project, selectee, agreement in rows
        ),
    )


def _first_budget(session: Session, grant_id: UUID) -> dict[Category, Decimal]:
    """Give the budget as first agreed; what later versions change is an adjustment."""
    lines = session.scalars(
        select(AgreementBudgetRow)
        .join(AgreementRow, AgreementRow.id == AgreementBudgetRow.agreement_id)
        .where(AgreementRow.grant_id == grant_id, AgreementRow.version == 1)
    )
    return {Category(line.category): line.amount for line in lines}
