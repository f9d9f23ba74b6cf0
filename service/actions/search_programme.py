"""Finding grants, sheets, cases and letters, by number or by any part of what they are called."""

from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from reports.letters.catalogue import KINDS as LETTER_KINDS
from service.actions import letter_views, proceeding_views
from service.actions.procedures import KINDS as CASE_KINDS
from service.actions.search_hits import SHOWN, Group, Hit, group
from service.actions.search_query import Asked
from service.permissions import Actor, Role
from service.tables import (
    ClaimRow,
    EmployerRow,
    FeeSheetRow,
    GrantRow,
    LetterRow,
    ProceedingRow,
    SelecteeRow,
)
from service.tables.expense_reports import ExpenseReportRow

Query = Select[*tuple[Any, ...]]


def grants(session: Session, actor: Actor, asked: Asked) -> Group:
    """Find grants by number, selectee, field or, for the Center, employer."""
    query = (
        select(GrantRow, SelecteeRow.name, SelecteeRow.field, EmployerRow.name)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .join(EmployerRow, EmployerRow.id == GrantRow.employer_id)
        .where(
            _holds(asked, GrantRow.number, SelecteeRow.name, SelecteeRow.field, EmployerRow.name)
        )
        .order_by(GrantRow.number)
        .limit(SHOWN + 1)
    )
    if actor.employer_id is not None:
        named = _holds(asked, GrantRow.number, SelecteeRow.name, SelecteeRow.field)
        query = query.where(GrantRow.employer_id == actor.employer_id, named)
    if actor.role is Role.SELECTEE:
        query = query.where(GrantRow.selectee_id == actor.selectee_id)
    found = [
        Hit(
            key=str(row.id),
            name=selectee,
            about=(row.number, field, "" if actor.employer_id else employer),
            state=row.state,
            exact=asked.text in {row.number, selectee},
        )
        for row, selectee, field, employer in session.execute(query)
    ]
    return group("grant", found)


def reports(session: Session, actor: Actor, asked: Asked) -> Group:
    """Find expense reports by number or title."""
    row = ExpenseReportRow
    query = select(row).where(_holds(asked, row.number, row.title))
    found = [
        Hit(key=str(each.id), name=each.number, about=(each.title,), exact=_is(asked, each.number))
        for each in session.scalars(_newest(query, actor, row))
    ]
    return group("report", found)


def fee_sheets(session: Session, actor: Actor, asked: Asked) -> Group:
    """Find sheets of fees by number or title; each is shown by its claim."""
    row = FeeSheetRow
    query = (
        select(row, ClaimRow.id)
        .join(ClaimRow, ClaimRow.invoice_id == row.invoice_id)
        .where(_holds(asked, row.number, row.title))
    )
    found = [
        Hit(
            key=str(claim),
            name=sheet.number,
            about=(sheet.title,),
            amount=sheet.gross,
            day=sheet.held_on,
            exact=_is(asked, sheet.number),
        )
        for sheet, claim in session.execute(_newest(query, actor, row))
    ]
    return group("fee_sheet", found)


def cases(session: Session, actor: Actor, asked: Asked) -> Group:
    """Find cases by number or title, those that the reader may see."""
    named = _holds(asked, ProceedingRow.number, ProceedingRow.title)
    query = proceeding_views.visible(actor).where(named).limit(SHOWN + 1)
    found = []
    for row, employer, number, selectee in session.execute(query):
        kind = CASE_KINDS[row.kind]
        state = type(kind.machine.initial)(row.state)
        about = (selectee or "", number or "", "" if actor.employer_id else employer)
        found.append(
            Hit(
                key=str(row.id),
                name=row.number,
                about=(row.title, *about),
                said=kind.title,
                state=kind.machine.titles[state],
                exact=_is(asked, row.number),
            )
        )
    return group("case", found)


def letters(session: Session, actor: Actor, asked: Asked) -> Group:
    """Find letters by their number, or by that of their case."""
    of_case = LetterRow.frame["case_number"].astext
    query = letter_views.visible(actor).where(_holds(asked, LetterRow.number, of_case))
    found = [
        Hit(
            key=str(row.id),
            name=row.number,
            about=(row.content["concern"]["recipient"],),
            said=LETTER_KINDS[row.kind].title,
            day=row.issued_on,
            exact=_is(asked, row.number),
        )
        for row, _served in session.execute(query.limit(SHOWN + 1))
    ]
    return group("letter", found)


def _is(asked: Asked, number: str) -> bool:
    return asked.text.casefold() == number.casefold()


def _holds(asked: Asked, *columns: Any) -> ColumnElement[bool]:  # noqa: ANN401  # of any table
    return or_(*(column.ilike(asked.pattern, escape="\\") for column in columns))


def _newest(query: Query, actor: Actor, row: type[ExpenseReportRow | FeeSheetRow]) -> Query:
    if actor.employer_id is not None:
        query = query.where(row.employer_id == actor.employer_id)
    return query.order_by(row.made_at.desc(), row.number.desc()).limit(SHOWN + 1)
