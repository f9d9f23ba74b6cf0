"""Signals to look at: the filtered list, one with its claims and history, and the newest look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import Session

from compliance.messages import Message
from compliance.signalbook import BY_CODE, Kind
from service.actions.signal_steps import possible
from service.messages import N_, NotFound
from service.tables import (
    ClaimRow,
    EmployerRow,
    GrantRow,
    InvoiceRow,
    SelecteeRow,
    SignalEvidenceRow,
    SignalRow,
    SignalRunRow,
    SignalStepRow,
    UserRow,
)

PAGE_ROWS: Final = 20
CLAIM_ROWS: Final = 50
STATES: Final = ("open", "followed", "dismissed", "gone", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to list: None does not narrow. `state` is one of `STATES`."""

    state: str = "open"
    kind: str | None = None
    employer_id: UUID | None = None
    grant_id: UUID | None = None
    watched: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A signal in a list; `employers` are names."""

    id: UUID
    kind: Kind
    found: Message
    state: str
    watched: bool
    employers: tuple[str, ...]
    claims: int
    amount: Decimal
    found_at: datetime
    gone_at: datetime | None


@dataclass(frozen=True, slots=True)
class SignalList:
    """One page of the signals; `counts` are those of each state under the other filters."""

    lines: tuple[Line, ...]
    counts: Mapping[str, int]
    count: int
    page: int


@dataclass(frozen=True, slots=True)
class Bound:
    """A threshold as it was when the evidence was found."""

    title: Message
    told: Message
    effective_from: date
    source: Message
    verified: bool


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim that a signal is about."""

    id: UUID
    number: str
    state: str
    amount: Decimal
    employer: str
    grant: str
    selectee: str
    seller: str | None
    invoice_number: str | None
    issued_on: date | None
    is_new: bool  # not among those that were judged last


@dataclass(frozen=True, slots=True)
class Done:
    """A step of its history; `who` is '' for the clock."""

    action: str
    reason: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Detail:
    """One signal with everything on one page."""

    line: Line
    figures: tuple[tuple[Message, Message], ...]
    bounds: tuple[Bound, ...]
    looked_at: datetime
    claims: tuple[ClaimLine, ...]
    page: int
    history: tuple[Done, ...]
    others: tuple[Line, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a spot check can begin with: the grants of a signal and the day of its first invoice."""

    title: Message
    found: Message
    grants: tuple[str, ...]
    first: date | None


def list_signals(session: Session, asked: Filter) -> SignalList:
    """List signals, kind by kind in the order of the book, the heaviest first."""
    narrowed = _narrowed(asked)
    counts = _counts(session, narrowed)
    count = counts[asked.state]
    page = min(asked.page, max(1, -(-count // PAGE_ROWS)))
    query = (
        _select()
        .where(*narrowed, *_of_state(asked.state))
        .order_by(
            func.array_position(list(BY_CODE), SignalRow.kind),
            SignalEvidenceRow.amount.desc(),
            SignalRow.id,
        )
        .limit(PAGE_ROWS)
        .offset((page - 1) * PAGE_ROWS)
    )
    return SignalList(tuple(_lines(session, query)), counts, count, page)


def count_open(session: Session) -> int:
    """Count the signals that stand out now and that nobody has judged."""
    return session.scalar(select(func.count()).where(*_of_state("open"))) or 0


def newest_run(session: Session) -> SignalRunRow | None:
    """Give the newest look at the population."""
    newest = select(SignalRunRow).order_by(SignalRunRow.started_at.desc(), SignalRunRow.id)
    return session.scalars(newest.limit(1)).first()


def one(session: Session, signal_id: UUID, page: int = 1) -> Detail:
    """Give a signal with a page of its claims."""
    lines = list(_lines(session, _select().where(SignalRow.id == signal_id)))
    if not lines:
        raise NotFound(N_("没有这条线索。"))
    (line,) = lines
    evidence, looked_at = session.execute(
        select(SignalEvidenceRow, SignalRunRow.started_at)
        .join(SignalRow, SignalRow.evidence_id == SignalEvidenceRow.id)
        .join(SignalRunRow, SignalRunRow.id == SignalEvidenceRow.run_id)
        .where(SignalRow.id == signal_id)
    ).one()
    page = min(page, max(1, -(-line.claims // CLAIM_ROWS)))
    record: Mapping[str, Any] = evidence.record
    return Detail(
        line,
        tuple((_message(each["title"]), _message(each["value"])) for each in record["figures"]),
        tuple(_bound(each) for each in record["bounds"]),
        looked_at,
        tuple(_claims(session, evidence, page)),
        page,
        tuple(_history(session, signal_id)),
        tuple(_others(session, line, evidence)),
        possible(line.state, watched=line.watched),
    )


def of_claim(session: Session, claim_id: UUID) -> tuple[Line, ...]:
    """Give the signals in which a claim stands, those dismissed left out."""
    holds = SignalEvidenceRow.claims.contains([claim_id])
    query = _select().where(holds, SignalRow.state != "dismissed", SignalRow.gone_at.is_(None))
    return tuple(_lines(session, query.order_by(SignalRow.found_at, SignalRow.id)))


def ground(session: Session, signal_id: UUID) -> Ground:
    """Give what a spot check that begins with a signal is about."""
    detail = one(session, signal_id)
    held = (
        select(func.unnest(SignalEvidenceRow.claims))
        .join(SignalRow, SignalRow.evidence_id == SignalEvidenceRow.id)
        .where(SignalRow.id == signal_id)
    )
    claims = select(ClaimRow.grant_id).where(ClaimRow.id.in_(held))
    grants = select(GrantRow.number).where(GrantRow.id.in_(claims)).order_by(GrantRow.number)
    first = (
        select(func.min(InvoiceRow.issued_on))
        .join(ClaimRow, ClaimRow.invoice_id == InvoiceRow.id)
        .where(ClaimRow.id.in_(held))
    )
    line = detail.line
    return Ground(
        line.kind.title, line.found, tuple(session.scalars(grants)), session.scalar(first)
    )


def _select() -> Select[*tuple[Any, ...]]:
    return select(SignalRow, SignalEvidenceRow).join(
        SignalEvidenceRow, SignalEvidenceRow.id == SignalRow.evidence_id
    )


def _narrowed(asked: Filter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.kind is not None:
        found.append(SignalRow.kind == asked.kind)
    if asked.employer_id is not None:
        found.append(SignalEvidenceRow.employers.contains([asked.employer_id]))
    if asked.grant_id is not None:
        found.append(SignalEvidenceRow.grants.contains([asked.grant_id]))
    if asked.watched:
        found.append(SignalRow.watched.is_(true()))
    return found


def _of_state(state: str) -> list[ColumnElement[bool]]:
    """Narrow to one tab: what was not judged and is found no more has a tab of its own."""
    if state == "all":
        return []
    if state == "gone":
        return [SignalRow.state == "open", SignalRow.gone_at.is_not(None)]
    if state == "open":
        return [SignalRow.state == "open", SignalRow.gone_at.is_(None)]
    return [SignalRow.state == state]


def _counts(session: Session, narrowed: Sequence[ColumnElement[bool]]) -> dict[str, int]:
    is_gone = SignalRow.gone_at.is_not(None)
    rows = session.execute(
        select(SignalRow.state, is_gone, func.count())
        .join(SignalEvidenceRow, SignalEvidenceRow.id == SignalRow.evidence_id)
        .where(*narrowed)
        .group_by(SignalRow.state, is_gone)
    )
    counts = dict.fromkeys(STATES, 0)
    for state, gone, count in rows:
        counts["gone" if gone and state == "open" else state] += count
        counts["all"] += count
    return counts


def _lines(session: Session, query: Select[*tuple[Any, ...]]) -> list[Line]:
    rows = session.execute(query).all()
    wanted = {employer for _, evidence in rows for employer in evidence.employers}
    names = {
        row.id: row.name
        for row in session.execute(
            select(EmployerRow.id, EmployerRow.name).where(EmployerRow.id.in_(wanted))
        )
    }
    return [
        Line(
            row.id, BY_CODE[row.kind], _message(evidence.record["found"]), row.state, row.watched,
            tuple(names[employer] for employer in evidence.employers), len(evidence.claims),
            evidence.amount, row.found_at, row.gone_at,
        )
        for row, evidence in rows
        if row.kind in BY_CODE
    ]  # fmt: skip


def _claims(session: Session, evidence: SignalEvidenceRow, page: int) -> list[ClaimLine]:
    wanted = evidence.claims[(page - 1) * CLAIM_ROWS : page * CLAIM_ROWS]
    rows = session.execute(
        select(
            ClaimRow.id, ClaimRow.number, ClaimRow.state, ClaimRow.amount,
            EmployerRow.name.label("employer"), GrantRow.number.label("grant"),
            SelecteeRow.name.label("selectee"), InvoiceRow.seller_name,
            InvoiceRow.number.label("invoice_number"), InvoiceRow.issued_on,
        )
        .join(EmployerRow, EmployerRow.id == ClaimRow.employer_id)
        .join(GrantRow, GrantRow.id == ClaimRow.grant_id)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .join(InvoiceRow, InvoiceRow.id == ClaimRow.invoice_id)
        .where(ClaimRow.id.in_(wanted))
    )  # fmt: skip
    judged = _judged(session, evidence)
    lines = {
        row.id: ClaimLine(
            row.id, row.number, row.state, row.amount, row.employer, row.grant, row.selectee,
            row.seller_name, row.invoice_number, row.issued_on,
            judged is not None and row.id not in judged,
        )
        for row in rows
    }  # fmt: skip
    return [lines[claim] for claim in wanted if claim in lines]


def _judged(session: Session, evidence: SignalEvidenceRow) -> frozenset[UUID] | None:
    """Give the claims that lay there when a person last judged the signal; None: nobody has."""
    claims = session.scalars(
        select(SignalEvidenceRow.claims)
        .join(SignalStepRow, SignalStepRow.evidence_id == SignalEvidenceRow.id)
        .where(
            SignalStepRow.signal_id == evidence.signal_id,
            SignalStepRow.action.in_(["follow", "dismiss"]),
        )
        .order_by(SignalStepRow.serial.desc())
        .limit(1)
    ).first()
    return None if claims is None else frozenset(claims)


def _history(session: Session, signal_id: UUID) -> list[Done]:
    rows = session.execute(
        select(SignalStepRow, UserRow.name)
        .outerjoin(UserRow, UserRow.id == SignalStepRow.made_by)
        .where(SignalStepRow.signal_id == signal_id)
        .order_by(SignalStepRow.serial)
    )
    return [Done(row.action, row.reason, who or "", row.made_at) for row, who in rows]


def _others(session: Session, line: Line, evidence: SignalEvidenceRow) -> list[Line]:
    """Give other signals that share claims with this one."""
    query = (
        _select()
        .where(
            SignalRow.id != line.id,
            SignalRow.gone_at.is_(None),
            SignalRow.state != "dismissed",
            SignalEvidenceRow.claims.overlap(evidence.claims[:CLAIM_ROWS]),
        )
        .order_by(SignalEvidenceRow.amount.desc(), SignalRow.id)
        .limit(PAGE_ROWS)
    )
    return _lines(session, query)


def _message(record: Mapping[str, Any]) -> Message:
    return Message.from_record(record)


def _bound(record: Mapping[str, Any]) -> Bound:
    return Bound(
        _message(record["title"]),
        _message(record["told"]),
        date.fromisoformat(record["from"]),
        _message(record["source"]),
        record["verified"],
    )
