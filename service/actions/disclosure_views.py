"""查阅记录 to look at: the manager sees everybody's, an auditor the own.

Employers and selectees see none: it would announce a random check (Art. 33) before its notice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from reports import render_csv, render_xlsx
from reports.messages import N_ as FORM
from reports.sheet import Column, Kind, Label, Provenance, Section, Sheet
from service import audit, business_day
from service.audit import Step
from service.messages import N_, Refused
from service.permissions import Actor, Role
from service.tables import DisclosureRow, EmployerRow, GrantRow, UserRow

PAGE_ROWS: Final = 30
EXPORT_MOST: Final = 50_000
KINDS: Final = {
    "page": N_("页面"),
    "data": N_("数据接口"),
    "file": N_("文件"),
    "export": N_("导出"),
    "number": N_("显示完整号码"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which rows to list; the days are Beijing's, both included."""

    from_on: date
    until_on: date
    reader_id: UUID | None = None
    employer_id: UUID | None = None
    grant_id: UUID | None = None
    kind: str | None = None
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One reading, and whose data it was; `employer` '' where several employers' were shown."""

    row: DisclosureRow
    employer: str
    grant: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the log."""

    lines: tuple[Line, ...]
    count: int


def readings(session: Session, actor: Actor, wanted: Filter) -> Found:
    """Give a page of what the reader may see of the log, newest first."""
    query = _query(actor, wanted)
    count = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    newest = query.order_by(DisclosureRow.at.desc(), DisclosureRow.id.desc())
    shown = newest.offset((wanted.page - 1) * PAGE_ROWS).limit(PAGE_ROWS)
    return Found(tuple(_lines(session, shown)), count)


def readers(session: Session, actor: Actor) -> list[tuple[UUID, str]]:
    """List whose readings can be asked for."""
    if actor.role is not Role.CENTER_MANAGER:
        return []
    roles = (Role.CENTER_AUDITOR.value, Role.CENTER_MANAGER.value)
    query = select(UserRow.id, UserRow.name).where(UserRow.role.in_(roles))
    return [(row.id, row.name) for row in session.execute(query.order_by(UserRow.name))]


def _query(actor: Actor, wanted: Filter) -> Select[DisclosureRow, str | None, str | None]:
    row = DisclosureRow
    query = (
        select(row, EmployerRow.name, GrantRow.number)
        .outerjoin(EmployerRow, EmployerRow.id == row.employer_id)
        .outerjoin(GrantRow, GrantRow.id == row.grant_id)
        .where(
            row.at >= business_day.begin_of(wanted.from_on),
            row.at <= business_day.end_of(wanted.until_on),
        )
    )
    mine = None if actor.role is Role.CENTER_MANAGER else actor.user_id
    exact = {
        row.reader_id: mine or wanted.reader_id,
        row.employer_id: wanted.employer_id,
        row.grant_id: wanted.grant_id,
        row.kind: wanted.kind,
    }
    query = query.where(*(column == value for column, value in exact.items() if value))
    if wanted.text:
        like = f"%{wanted.text.replace('%', '').replace('_', '')}%"
        query = query.where(row.number.ilike(like) | row.purpose.ilike(like))
    return query


def _lines(
    session: Session, query: Select[DisclosureRow, str | None, str | None]
) -> Iterator[Line]:
    for row, employer, grant in session.execute(query):
        yield Line(row, employer or "", grant or "")


@dataclass(frozen=True, slots=True)
class LogFile:
    """The log as a file."""

    name: str
    content: bytes


_RENDERINGS: Final = {"xlsx": render_xlsx.render, "csv": render_csv.render}
_COLUMNS: Final = (
    Column(FORM("时间"), Kind.TEXT),
    Column(FORM("查阅人"), Kind.TEXT),
    Column(FORM("方式"), Kind.TEXT),
    Column(FORM("内容"), Kind.TEXT),
    Column(FORM("编号"), Kind.TEXT),
    Column(FORM("所在单位"), Kind.TEXT),
    Column(FORM("项目"), Kind.TEXT),
    Column(FORM("事由"), Kind.TEXT),
)


def file(
    session: Session, actor: Actor, wanted: Filter, form: str, said: Callable[[str], str]
) -> LogFile:
    """Give all rows of a filter as `xlsx` or `csv`; that they were taken along is in the trail.

    `said` gives the words for what a row shows.
    """
    query = _query(actor, replace(wanted, page=1)).order_by(DisclosureRow.id).limit(EXPORT_MOST + 1)
    lines = [*_lines(session, query)]
    if len(lines) > EXPORT_MOST:
        raise Refused(
            N_("一次最多导出 {most} 条查阅记录，请缩短日期范围后分次导出。"),
            most=f"{EXPORT_MOST:,}",
        )
    audit.record(session, actor, _taken(wanted, len(lines)))
    rows = tuple(_cells(line, said(line.row.what)) for line in lines)
    days = f"{wanted.from_on.isoformat()}至{wanted.until_on.isoformat()}"
    return LogFile(f"查阅记录-{days}.{form}", _RENDERINGS[form](_sheet(actor, rows, days)))


def _taken(wanted: Filter, count: int) -> Step:
    days = f"{wanted.from_on.isoformat()}/{wanted.until_on.isoformat()}"
    return Step(
        action="export_readings", subject="disclosure", subject_id=None, employer_id=None,
        target=str(count), article="第三十四条", reason=days,
    )  # fmt: skip


def _sheet(actor: Actor, rows: tuple[tuple[str | None, ...], ...], days: str) -> Sheet:
    blank = (None,) * len(_COLUMNS)
    return Sheet(
        title=FORM("查阅记录"),
        columns=_COLUMNS,
        headings=(Label(FORM("期间"), days), Label(FORM("导出人"), actor.name)),
        sections=(Section((), rows, blank),),
        totals=None,
        provenance=Provenance(actor.today, ""),
    )


def _cells(line: Line, what: str) -> tuple[str | None, ...]:
    row = line.row
    return (
        _moment(row.at), row.reader_name, KINDS[row.kind], what, row.number or None,
        line.employer or None, line.grant or None, row.purpose or None,
    )  # fmt: skip


def _moment(at: datetime) -> str:
    return at.astimezone(business_day.BEIJING).strftime("%Y-%m-%d %H:%M:%S")
