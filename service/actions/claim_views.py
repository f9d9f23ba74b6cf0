"""Claims to look at: the filtered list, and one claim with everything on one page."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from compliance.decision import Decision
from compliance.facts import ClaimState
from importers.invoice import Invoice
from importers.sandbox import ReaderPool
from service import readings, texts
from service.actions import appeal_views, claim_form, claim_steps, verdicts
from service.actions.appeal_views import OfClaim
from service.actions.claim_form import Offer
from service.messages import N_, NotFound
from service.originals import Originals
from service.permissions import Actor
from service.tables import (
    AgreementRow,
    AuditRow,
    ClaimRow,
    DecisionRow,
    EmployerRow,
    GrantRow,
    InvoiceRow,
    OriginalRow,
    RenditionRow,
    SelecteeRow,
    UserRow,
)

PAGE_ROWS = 20
_NUMBER = re.compile(r"(?=.*[0-9]{4})[A-Za-z0-9-]+")  # found by an index, not by a look at all
_NEWEST_FIRST = (ClaimRow.made_at.desc(), ClaimRow.number.desc())
DPI = 144


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What to list: empty fields do not narrow. `text` is a number, a seller or an invoice."""

    state: str | None = None
    outcome: str | None = None
    grant_id: UUID | None = None
    text: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in a list."""

    claim: ClaimRow
    kind: str
    seller: str | None
    invoice_number: str | None
    issued_on: date | None
    title: str | None
    grant_number: str
    selectee: str
    employer_name: str
    maker: str


@dataclass(frozen=True, slots=True)
class ClaimList:
    """One page of a filtered list, with the count and sum of all its rows."""

    lines: tuple[ClaimLine, ...]
    count: int
    amount: Decimal
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE_ROWS))


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One row of the audit trail of a claim."""

    at: datetime
    name: str
    role: str
    action: str
    source: str | None
    target: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Everything about one claim: what was read and decided, who did what, what comes next."""

    claim: ClaimRow
    invoice: Invoice
    invoice_id: UUID
    original: OriginalRow
    renditions: tuple[OriginalRow, ...]
    grant: GrantRow
    selectee: str
    employer_name: str
    agreement: AgreementRow
    decision: Decision
    decided_at: datetime
    papers: tuple[verdicts.Papers, ...]  # that help against each of its findings
    texts: tuple[verdicts.Named, ...]  # that the decision rests on
    offer: Offer
    timeline: tuple[TimelineStep, ...]
    people: Mapping[UUID, str]
    may: frozenset[str]  # actions of the procedure open to the actor now
    appeals: tuple[OfClaim, ...]

    @property
    def appealed(self) -> bool:
        """Tell whether the claim waits for an appeal."""
        return any(each.open for each in self.appeals)


def list_claims(session: Session, actor: Actor, wanted: Filter) -> ClaimList:
    """List claims newest first: an employer's own, or all for the Center."""
    sums = select(func.count(), func.coalesce(func.sum(ClaimRow.amount), 0))
    count, amount = session.execute(_narrow(cast(Select[Any], sums), actor, wanted)).one()
    page = min(max(1, wanted.page), max(1, -(-count // PAGE_ROWS)))
    shown = _narrow(select(ClaimRow.id), actor, wanted).order_by(*_NEWEST_FIRST)
    shown = shown.limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS)
    lines = _lines(session, _newest_first().where(ClaimRow.id.in_(session.scalars(shown).all())))
    return ClaimList(lines, count, Decimal(amount), page)


def all_lines(session: Session, actor: Actor, wanted: Filter, most: int) -> tuple[ClaimLine, ...]:
    """Give the lines of all pages of a list, `most` at most."""
    return _lines(session, _narrow(_newest_first(), actor, wanted).limit(most))


def lines_of(session: Session, actor: Actor, claims: Collection[UUID]) -> tuple[ClaimLine, ...]:
    """Give claims by identity as lines of a list; those that the actor may not see are left out."""
    rows = _newest_first().where(ClaimRow.id.in_(claims))
    if actor.employer_id is not None:
        rows = rows.where(ClaimRow.employer_id == actor.employer_id)
    return _lines(session, rows)


def _newest_first() -> Select[Any]:
    return (
        select(ClaimRow, InvoiceRow, GrantRow.number, SelecteeRow.name, EmployerRow.name)
        .add_columns(UserRow.name)
        .join(InvoiceRow, InvoiceRow.id == ClaimRow.invoice_id)
        .join(GrantRow, GrantRow.id == ClaimRow.grant_id)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .join(EmployerRow, EmployerRow.id == ClaimRow.employer_id)
        .join(UserRow, UserRow.id == ClaimRow.made_by)
        .order_by(*_NEWEST_FIRST)
    )


def _lines(session: Session, rows: Select[Any]) -> tuple[ClaimLine, ...]:
    return tuple(
        ClaimLine(
            claim, invoice.kind, invoice.seller_name, invoice.number, invoice.issued_on,
            readings.heading(invoice.record), number, selectee, employer, maker,
        )
        for claim, invoice, number, selectee, employer, maker in session.execute(rows)
    )  # fmt: skip


def _narrow(query: Select[Any], actor: Actor, wanted: Filter) -> Select[Any]:
    if actor.employer_id is not None:
        query = query.where(ClaimRow.employer_id == actor.employer_id)
    if wanted.state:
        query = query.where(ClaimRow.state == wanted.state)
    else:
        query = query.where(ClaimRow.state != ClaimState.WITHDRAWN)
    if wanted.outcome:
        query = query.where(ClaimRow.outcome == wanted.outcome)
    if wanted.grant_id:
        query = query.where(ClaimRow.grant_id == wanted.grant_id)
    if wanted.text:
        query = query.where(_named(wanted.text.strip()))
    return query


def _named(text: str) -> ColumnElement[bool]:
    """Give the condition of a claim's number or its invoice's, or else of a part of the seller."""
    if _NUMBER.fullmatch(text):
        numbered = select(InvoiceRow.id).where(
            or_(InvoiceRow.number == text, InvoiceRow.seller_name == text)
        )
        return or_(ClaimRow.number == text, ClaimRow.invoice_id.in_(numbered))
    of_seller = InvoiceRow.seller_name.contains(text, autoescape=True)
    # beside a number the plan goes through the newest claims: quicker for a common seller
    of_them = select(InvoiceRow.id).where(of_seller)
    return or_(ClaimRow.number == text, ClaimRow.invoice_id.in_(of_them))


def claim_page(session: Session, actor: Actor, claim_id: UUID) -> ClaimPage:
    """Give a claim with its invoice, newest decision and history."""
    claim = _visible(session, actor, claim_id)
    invoice = session.get_one(InvoiceRow, claim.invoice_id)
    grant = session.get_one(GrantRow, claim.grant_id)
    decided = session.scalars(
        select(DecisionRow)
        .where(DecisionRow.employer_id == claim.employer_id, DecisionRow.claim_id == claim.id)
        .order_by(DecisionRow.serial.desc())
        .limit(1)
    ).one()
    renditions = session.scalars(
        select(OriginalRow)
        .join(RenditionRow, RenditionRow.original_id == OriginalRow.id)
        .where(RenditionRow.invoice_id == invoice.id)
        .order_by(RenditionRow.arrived_at)
    )
    decision, library = Decision.from_record(decided.result), texts.library(session)
    names = cast("dict[str, str]", decided.facts.get("texts", {}))
    read = readings.of(session, invoice)
    appeals = appeal_views.of_claim(session, claim)
    return ClaimPage(
        claim=claim,
        invoice=read,
        invoice_id=invoice.id,
        original=session.get_one(OriginalRow, invoice.original_id),
        renditions=tuple(renditions),
        grant=grant,
        selectee=session.get_one(SelecteeRow, grant.selectee_id).name,
        employer_name=session.get_one(EmployerRow, claim.employer_id).name,
        agreement=session.get_one(AgreementRow, claim.agreement_id),
        decision=decision,
        decided_at=decided.decided_at,
        papers=verdicts.papers(decision, library, names),
        texts=verdicts.texts(library, names),
        offer=claim_form.offer(session, claim, read),
        timeline=tuple(_timeline(session, actor, claim)),
        people=_people(session, claim),
        may=_may(actor, claim, waiting=any(each.open for each in appeals)),
        appeals=appeals,
    )


def _visible(session: Session, actor: Actor, claim_id: UUID) -> ClaimRow:
    claim = session.get(ClaimRow, claim_id)
    if claim is None or actor.employer_id not in {None, claim.employer_id}:
        raise NotFound(N_("没有这份报销申请。"))
    return claim


def _timeline(session: Session, actor: Actor, claim: ClaimRow) -> list[TimelineStep]:
    """Tell what happened; employers are not told the names of the Center's people (Art. 34)."""
    rows = session.scalars(
        select(AuditRow)
        .where(
            AuditRow.employer_id == claim.employer_id,
            AuditRow.subject == "claim",
            AuditRow.subject_id == claim.id,
        )
        .order_by(AuditRow.id)
    )
    return [
        TimelineStep(
            row.at,
            _name(actor, row),
            row.actor_role,
            row.action,
            row.source,
            row.target,
            row.reason,
        )
        for row in rows
    ]


def _name(actor: Actor, step: AuditRow) -> str:
    of_center = step.actor_role.startswith("center")
    return "" if of_center and actor.employer_id is not None else step.actor_name


def _people(session: Session, claim: ClaimRow) -> dict[UUID, str]:
    wanted = {claim.made_by, claim.submitted_by, claim.approved_by, claim.paid_by} - {None}
    rows = session.execute(select(UserRow.id, UserRow.name).where(UserRow.id.in_(wanted)))
    return {row.id: row.name for row in rows}


def _may(actor: Actor, claim: ClaimRow, *, waiting: bool) -> frozenset[str]:
    """Name the steps open to the actor; while a claim waits for its appeal its maker has none."""
    if actor.employer_id not in {None, claim.employer_id}:
        return frozenset()
    return frozenset(
        step.action
        for step in claim_steps.leaving(claim)
        if not (waiting and step.action in claim_steps.WAITING)
        and actor.role.value in {role.value for role in step.roles}
        and actor.user_id not in claim_steps.hands(claim, step)
    )


@dataclass(frozen=True, slots=True)
class File:
    """An original to hand out."""

    name: str
    content: bytes


def original_file(session: Session, originals: Originals, actor: Actor, claim_id: UUID) -> File:
    """Give the original of a claim, byte for byte."""
    claim = _visible(session, actor, claim_id)
    invoice = session.get_one(InvoiceRow, claim.invoice_id)
    original = session.get_one(OriginalRow, invoice.original_id)
    return File(original.name, originals.fetch(original.sha256))


def page_image(file: File, readers: ReaderPool, page: int) -> bytes:
    """Draw one page of an original as PNG, in the sandbox and outside any transaction."""
    return readers.render(file.content, page, DPI)
