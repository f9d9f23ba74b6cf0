"""文书: letters the Center issues in a case, printed once and kept to the byte.

A procedure's action builds the content of its kind (`reports.letters.*`) and calls `issue` in its
own transaction. Serving a letter is an act of its own: `service.actions.letter_service`.
"""

import hashlib
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from compliance import deadlines
from compliance.deadlines import Unit
from reports import render_pdf
from reports.letters import catalogue
from reports.letters.catalogue import Content
from reports.letters.parts import Concern, Frame
from service import audit, db
from service.actions import inbox
from service.actions.inbox import News, To
from service.audit import Step
from service.messages import N_, Sentence
from service.permissions import Actor, Role
from service.tables import (
    AgreementRow,
    EmployerRow,
    GrantRow,
    LetterRow,
    LetterServiceRow,
    ProceedingRow,
    SelecteeRow,
)

ISSUER: Final = "北京市科协创新服务中心"
MARK: Final = "创新中心"  # 机关代字, before the word of the kind
TO_ACKNOWLEDGE: Final = Sentence(N_("中心发来一份文书，请阅读并签收"))
READERS: Final = frozenset({Role.EMPLOYER_MAKER, Role.EMPLOYER_CHECKER})
HEARING: Final = "comment"  # the term within which a recipient may object
_UNITS: Final = {Unit.WORKING: "个工作日", Unit.NATURAL: "日"}
_TURN = text("select pg_advisory_xact_lock(hashtextextended('letter ' || :kind || :year, 0))")


def concern(session: Session, case: ProceedingRow) -> Concern:
    """Say whom a case concerns, as its letters name it."""
    employer = session.get_one(EmployerRow, case.employer_id)
    grant = session.get(GrantRow, case.grant_id) if case.grant_id else None
    if grant is None:
        return Concern(recipient=employer.name, uscc=employer.uscc)
    selectee = session.get_one(SelecteeRow, grant.selectee_id)
    agreement = session.scalars(
        select(AgreementRow.number)
        .where(AgreementRow.employer_id == grant.employer_id, AgreementRow.grant_id == grant.id)
        .order_by(AgreementRow.version.desc())
        .limit(1)
    ).first()
    return Concern(
        recipient=employer.name,
        uscc=employer.uscc,
        grant=grant.number,
        selectee=selectee.name,
        agreement=agreement or "",
    )


def issue(session: Session, actor: Actor, case: ProceedingRow, content: Content) -> UUID:
    """Issue a letter: number it, print it, keep it, in the transaction of the step it tells of.

    Call it after the step: its deadline (`content.term`) starts when it is served, if the case
    still stands where it stood when the letter was issued.
    """
    with db.acting_for_center(session):
        row = _printed(session, actor, case, content)
        session.add(row)
        session.flush()
        issued = Step(
            action="issue_letter", subject="letter", subject_id=row.id,
            employer_id=case.employer_id, target=row.kind, article=_first(content.basis),
            reason=row.number,
        )  # fmt: skip
        audit.record(session, actor, issued)
        if row.to_employer:
            _tell(session, actor, case, row)
    return row.id


def unserved(session: Session, case: ProceedingRow, term: str) -> str | None:
    """Give the number of a letter that sets this term and was not served yet, if there is one."""
    return session.scalar(
        select(LetterRow.number)
        .outerjoin(
            LetterServiceRow,
            (LetterServiceRow.employer_id == LetterRow.employer_id)
            & (LetterServiceRow.letter_id == LetterRow.id),
        )
        .where(
            LetterRow.employer_id == case.employer_id,
            LetterRow.proceeding_id == case.id,
            LetterRow.term == term,
            LetterServiceRow.letter_id.is_(None),
        )
        .order_by(LetterRow.issued_at.desc())
        .limit(1)
    )


def link(letter_id: UUID) -> str:
    """Give the address of a letter on this site."""
    return f"/letters/{letter_id}"


def _tell(session: Session, actor: Actor, case: ProceedingRow, row: LetterRow) -> None:
    news = News(topic=case.kind, number=row.number, link=link(row.id), to_do=TO_ACKNOWLEDGE)
    inbox.tell(session, actor, To(case.employer_id, READERS), news)


def _first(basis: tuple[str, ...]) -> str | None:
    return basis[0] if basis else None


def _printed(session: Session, actor: Actor, case: ProceedingRow, content: Content) -> LetterRow:
    kind, year = catalogue.KINDS[content.kind], actor.today.year
    serial = _next_serial(session, content.kind, year)
    frame = Frame(
        number=f"{MARK}{kind.series}〔{year}〕{serial}号",
        issued_on=actor.today,
        issuer=ISSUER,
        case_number=case.number,
        within=_within(content.term),
        heard_within=_within(HEARING),
    )
    pdf = render_pdf.render(catalogue.compose(content, frame))
    return LetterRow(
        employer_id=case.employer_id,
        proceeding_id=case.id,
        kind=content.kind,
        year=year,
        serial=serial,
        number=frame.number,
        to_employer=kind.to_employer,
        content=catalogue.to_record(content),
        frame=catalogue.to_record(frame),
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        drawn_with=render_pdf.drawn_with(),
        term=content.term,
        state=case.state,
        issued_on=actor.today,
        issued_by=actor.user_id,
        issued_at=actor.at,
    )


def _next_serial(session: Session, kind: str, year: int) -> int:
    session.execute(_TURN, {"kind": kind, "year": year})
    last = select(func.max(LetterRow.serial)).where(LetterRow.kind == kind, LetterRow.year == year)
    return (session.scalar(last) or 0) + 1


def _within(term: str | None) -> str:
    if term is None:
        return ""
    length = deadlines.terms()[term]
    return f"{length.days} {_UNITS[length.unit]}"
