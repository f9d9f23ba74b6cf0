"""查阅记录 (Art. 34): each time that data of an employer or a selectee is shown to the Center.

The row is written before the answer goes out. It names what was shown and whose it is; what stood
there is not repeated. It is kept as long as the books, and no function removes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Insert, Uuid, bindparam, func, insert, null, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from service.permissions import Actor
from service.tables import (
    AssessmentRow,
    ClaimPaperRow,
    ClaimRow,
    DisclosureRow,
    EmployerRow,
    ExpenseReportRow,
    FeeSheetRow,
    GrantRow,
    InstalmentRow,
    LetterRow,
    ObjectionRow,
    ProceedingRow,
    ReportRunRow,
    SelecteeRow,
    SplitSheetRow,
    SpotCheckRow,
)

ASKED_MOST: Final = 1000
PURPOSE_MOST: Final = 500

_Column = InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True)
class _Subject:
    """Where a thing says whose it is: its identity, its employer, its grant, its number."""

    key: _Column
    employer: _Column | None
    grant: _Column | None = None
    number: _Column | None = None


_SUBJECTS: Final[Mapping[str, _Subject]] = {
    "claim": _Subject(ClaimRow.id, ClaimRow.employer_id, ClaimRow.grant_id, ClaimRow.number),
    "paper": _Subject(ClaimPaperRow.id, ClaimPaperRow.employer_id, None, ClaimPaperRow.name),
    "case": _Subject(
        ProceedingRow.id, ProceedingRow.employer_id, ProceedingRow.grant_id, ProceedingRow.number
    ),
    "letter": _Subject(LetterRow.id, LetterRow.employer_id, None, LetterRow.number),
    "instalment": _Subject(InstalmentRow.id, InstalmentRow.employer_id, InstalmentRow.grant_id),
    "expense_report": _Subject(
        ExpenseReportRow.id, ExpenseReportRow.employer_id, None, ExpenseReportRow.number
    ),
    "split_sheet": _Subject(SplitSheetRow.id, SplitSheetRow.employer_id),
    "fee_sheet": _Subject(
        FeeSheetRow.id, FeeSheetRow.employer_id, FeeSheetRow.grant_id, FeeSheetRow.number
    ),
    "report": _Subject(ReportRunRow.id, ReportRunRow.employer_id, None, ReportRunRow.statement),
    "grant": _Subject(GrantRow.id, GrantRow.employer_id, GrantRow.id, GrantRow.number),
    "selectee": _Subject(SelecteeRow.id, SelecteeRow.employer_id, None, SelecteeRow.name),
    "employer": _Subject(EmployerRow.id, EmployerRow.id),
    "assessment": _Subject(
        AssessmentRow.id, AssessmentRow.employer_id, AssessmentRow.grant_id, AssessmentRow.stage
    ),
    "check": _Subject(SpotCheckRow.id, None, None, SpotCheckRow.number),
    "objection": _Subject(ObjectionRow.id, None, None, ObjectionRow.grant_number),
}
_UNKNOWN: Final = _Subject(EmployerRow.id, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an answer holds: `what` names the page, `kind` its form, `asked` a list's filters."""

    what: str
    kind: str
    subject: str = ""
    subject_id: UUID | None = None
    number: str = ""
    asked: str = ""
    purpose: str = ""


def record(session: Session, actor: Actor, shown: Shown) -> None:
    """Write that something was shown to a person of the Center; one statement."""
    session.connection().execute(
        _statement(shown.subject if shown.subject_id else ""),
        {
            "at": actor.at,
            "reader_id": actor.user_id,
            "reader_name": actor.name,
            "reader_role": actor.role.value,
            "kind": shown.kind,
            "what": shown.what,
            "subject": shown.subject,
            "subject_id": shown.subject_id,
            "named": shown.number,
            "asked": shown.asked[:ASKED_MOST],
            "purpose": shown.purpose[:PURPOSE_MOST],
        },
    )


@cache
def _statement(subject: str) -> Insert:
    """Write a row and look up whose the thing is, in one; of a thing unknown to us, of nobody."""
    of = _SUBJECTS.get(subject, _UNKNOWN)
    whose = {
        "employer_id": _found(of, of.employer),
        "grant_id": _found(of, of.grant),
        "number": func.coalesce(_found(of, of.number), bindparam("named")),
    }
    plain = ("at", "reader_id", "reader_name", "reader_role", "kind", "what", "subject",
             "subject_id", "asked", "purpose")  # fmt: skip
    return insert(DisclosureRow.__table__).values({name: bindparam(name) for name in plain} | whose)  # type: ignore[arg-type]  # a mapped table is a table


def _found(of: _Subject, column: _Column | None) -> ColumnElement[Any]:
    if column is None:
        return null()
    wanted = bindparam("subject_id", type_=Uuid())
    return select(column).where(of.key == wanted).scalar_subquery()
