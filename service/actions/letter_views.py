"""文书 of a case to look at: number, day, how and when served, and the stored bytes."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import Session, undefer

from reports.letters import catalogue
from reports.letters.catalogue import KINDS
from reports.paper import Paper
from service import audit
from service.actions import letter_service
from service.audit import Step
from service.permissions import Actor
from service.tables import LetterRow, LetterServiceRow

PAGE_ROWS = 20
WITH_PDF = (undefer(LetterRow.pdf),)


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterLine:
    """A letter in the list of its case; `served` None: on its way."""

    id: UUID
    case_id: UUID
    case_number: str
    title: str
    number: str
    recipient: str
    issued_on: date
    served: LetterServiceRow | None
    sha256: str
    may_serve: bool
    may_acknowledge: bool


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A letter as it was printed."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which letters to list; `waiting`: those that were not served yet."""

    kind: str | None = None
    waiting: bool = False
    page: int = 1


def register(session: Session, actor: Actor, wanted: Filter) -> tuple[list[LetterLine], int]:
    """List all letters that the reader may see, newest first; and how many there are."""
    query = visible(actor)
    if wanted.kind is not None:
        query = query.where(LetterRow.kind == wanted.kind)
    if wanted.waiting:
        query = query.where(LetterServiceRow.letter_id.is_(None))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    shown = query.offset((wanted.page - 1) * PAGE_ROWS).limit(PAGE_ROWS)
    return [_line(actor, row, served) for row, served in session.execute(shown)], total


def waiting_count(session: Session, actor: Actor) -> int:
    """Count the letters that were not served yet, of those that the reader may see."""
    unserved = visible(actor).where(LetterServiceRow.letter_id.is_(None)).order_by(None)
    return session.scalar(select(func.count()).select_from(unserved.subquery())) or 0


def of_case(session: Session, actor: Actor, case_id: UUID) -> tuple[LetterLine, ...]:
    """List the letters of a case that the reader may see, newest first."""
    query = visible(actor).where(LetterRow.proceeding_id == case_id)
    return tuple(_line(actor, row, served) for row, served in session.execute(query))


def visible(actor: Actor) -> Select[LetterRow, LetterServiceRow]:
    """Give the letters that somebody may see, each with its service, the newest first."""
    query = (
        select(LetterRow, LetterServiceRow)
        .outerjoin(
            LetterServiceRow,
            (LetterServiceRow.employer_id == LetterRow.employer_id)
            & (LetterServiceRow.letter_id == LetterRow.id),
        )
        .order_by(LetterRow.issued_at.desc(), LetterRow.number.desc())
    )
    if actor.role.of_employer:
        return query.where(LetterRow.employer_id == actor.employer_id, LetterRow.to_employer)
    return query if actor.role.of_center else query.where(false())


def letter(session: Session, actor: Actor, letter_id: UUID) -> LetterLine:
    """Give one letter; NotFound for anybody who may not see it."""
    row = letter_service.find(session, actor, letter_id)
    return _line(actor, row, session.get(LetterServiceRow, (row.employer_id, row.id)))


def _line(actor: Actor, row: LetterRow, served: LetterServiceRow | None) -> LetterLine:
    return LetterLine(
        id=row.id,
        case_id=row.proceeding_id,
        case_number=row.frame["case_number"],
        title=KINDS[row.kind].title,
        number=row.number,
        recipient=row.content["concern"]["recipient"],
        issued_on=row.issued_on,
        served=served,
        sha256=row.sha256,
        may_serve=served is None and actor.role.of_center,
        may_acknowledge=served is None and actor.role.of_employer and row.to_employer,
    )


def paper(session: Session, actor: Actor, letter_id: UUID) -> Paper:
    """Give what a letter says, laid out anew from what was kept of it; the PDF is the letter."""
    row = letter_service.find(session, actor, letter_id)
    content = catalogue.content_of(row.kind, row.content)
    return catalogue.compose(content, catalogue.frame_of(row.frame))


def pdf(session: Session, actor: Actor, letter_id: UUID) -> LetterFile:
    """Give the stored bytes of a letter; who took a copy stays on the trail."""
    row = letter_service.find(session, actor, letter_id)
    taken = Step(
        action="print_letter", subject="letter", subject_id=row.id, employer_id=row.employer_id,
        target=row.kind, reason=row.number,
    )  # fmt: skip
    audit.record(session, actor, taken)
    return LetterFile(f"{row.number}.pdf", row.pdf)
