"""检查发现 to look at: the list across checks, and one finding with what was said of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from compliance.fieldwork import tainting
from compliance.procedures.rectification import RECTIFICATION, RectificationState
from service.actions import check_findings, check_responses, proceedings
from service.actions.fieldwork import yuan
from service.permissions import Actor, Role
from service.tables import (
    ClaimRow,
    EmployerRow,
    GrantRow,
    InvoiceRow,
    ProceedingRow,
    SelecteeRow,
    SpotCheckFindingRow,
    SpotCheckItemRow,
    SpotCheckResponseRow,
    SpotCheckUnitRow,
    UserRow,
)

PAGE_ROWS = 20
RAISED, ASKED, ANSWERED, RECTIFYING, RECTIFIED, DROPPED = (
    "raised", "asked", "answered", "rectifying", "rectified", "dropped",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to list: empty fields do not narrow."""

    check_id: UUID | None = None
    employer_id: UUID | None = None
    nature: str = ""
    state: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding in a list; `tainting` the part of its item's amount that it concerns."""

    row: SpotCheckFindingRow
    label: str
    check: str
    employer: str
    grant: str
    selectee: str
    claim: str
    value: Decimal | None  # of its item; None where the reader is not told what was drawn
    stance: str | None
    case: ProceedingRow | None

    @property
    def state(self) -> str:
        """Say what has become of it."""
        if self.row.dropped_at is not None:
            return DROPPED
        if self.case is None:
            return ANSWERED if self.stance is not None else RAISED
        ended = RectificationState(self.case.state) in RECTIFICATION.ends
        return RECTIFIED if ended else RECTIFYING

    @property
    def tainting(self) -> Decimal | None:
        """Give the part of the item's amount that is wrong, four places."""
        if not self.value:
            return None
        part = tainting(self.value, self.value - self.row.amount)
        return (Decimal(part.numerator) / Decimal(part.denominator)).quantize(Decimal("0.0001"))


@dataclass(frozen=True, slots=True)
class FindingList:
    """A page of a filtered list, with count and sum of all its rows."""

    lines: tuple[FindingLine, ...]
    count: int
    amount: Decimal
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE_ROWS))


@dataclass(frozen=True, slots=True)
class Said:
    """What the employer said at one time; `who` is empty for a reader who is not told."""

    row: SpotCheckResponseRow
    who: str


@dataclass(frozen=True, slots=True)
class FindingPage:
    """One finding with everything that was said of it."""

    line: FindingLine
    part: UUID  # the case of its employer's part in the check
    item_number: int | None
    found_by: str
    dropped_by: str
    repeats: FindingLine | None
    said: tuple[Said, ...]  # the newest first
    may_respond: bool
    may_decide: bool
    most: Decimal  # that a rectification may ask back, yuan


def list_findings(session: Session, actor: Actor, wanted: Wanted) -> FindingList:
    """List findings, the newest first: an employer's own that it was told of, or all."""
    narrowed = _narrow(_query(), actor, wanted)
    sums = select(func.count(), func.coalesce(func.sum(SpotCheckFindingRow.amount), 0))
    count, amount = session.execute(
        sums.where(SpotCheckFindingRow.id.in_(narrowed.with_only_columns(SpotCheckFindingRow.id)))
    ).one()
    page = min(max(1, wanted.page), max(1, -(-count // PAGE_ROWS)))
    rows = narrowed.order_by(SpotCheckFindingRow.found_at.desc(), SpotCheckFindingRow.number.desc())
    shown = rows.limit(PAGE_ROWS).offset((page - 1) * PAGE_ROWS)
    return FindingList(_lines(session, actor, shown), count, Decimal(amount), page)


def of_item(session: Session, actor: Actor, item: SpotCheckItemRow) -> tuple[FindingLine, ...]:
    """Give the findings at an item, in their order."""
    query = _query().where(SpotCheckFindingRow.item_id == item.id)
    return _lines(session, actor, query.order_by(SpotCheckFindingRow.number))


def of_check(
    session: Session, actor: Actor, check_id: UUID, employer_id: UUID | None = None
) -> tuple[FindingLine, ...]:
    """Give the findings of a check that stand, of one employer or all, in their order."""
    query = _query().where(
        SpotCheckFindingRow.check_id == check_id, SpotCheckFindingRow.dropped_at.is_(None)
    )
    if employer_id is not None:
        query = query.where(SpotCheckFindingRow.employer_id == employer_id)
    return _lines(session, actor, query.order_by(SpotCheckFindingRow.number))


def of_case(session: Session, actor: Actor, case_id: UUID) -> FindingLine | None:
    """Give the finding that a rectification began with, to who may see it."""
    if not check_findings.may_see(actor):
        return None
    query = _query().where(SpotCheckFindingRow.proceeding_id == case_id)
    if actor.employer_id is not None:
        query = query.where(SpotCheckFindingRow.employer_id == actor.employer_id)
    return next(iter(_lines(session, actor, query)), None)


def before(
    session: Session, actor: Actor, item: SpotCheckItemRow, grant_id: UUID, seller: str | None
) -> tuple[FindingLine, ...]:
    """Give earlier findings that an item's own may repeat: of its grant, employer or seller."""
    finding = SpotCheckFindingRow
    of_seller = finding.claim_id.in_(
        select(ClaimRow.id)
        .join(InvoiceRow, InvoiceRow.id == ClaimRow.invoice_id)
        .where(InvoiceRow.seller_name == seller)
    )
    query = _query().where(
        or_(finding.employer_id == item.employer_id, of_seller),
        finding.item_id != item.id,
        finding.dropped_at.is_(None),
    )
    same_first = ((finding.grant_id != grant_id).asc(), finding.found_at.desc())
    return _lines(session, actor, query.order_by(*same_first).limit(PAGE_ROWS))


def finding_page(session: Session, actor: Actor, finding_id: UUID) -> FindingPage:
    """Give one finding to who may see it."""
    row = check_findings.find(session, actor, finding_id)
    (line,) = _lines(session, actor, _query().where(SpotCheckFindingRow.id == row.id))
    item = session.get(SpotCheckItemRow, row.item_id)
    repeats = _query().where(SpotCheckFindingRow.id == row.repeats_id)
    people = _names(session, {row.found_by, row.dropped_by} - {None})
    of_center = actor.employer_id is None
    may_decide = actor.role.of_center and row.dropped_at is None and row.proceeding_id is None
    return FindingPage(
        line=line,
        part=session.get_one(SpotCheckUnitRow, (row.employer_id, row.check_id)).proceeding_id,
        item_number=item.number if item is not None else None,
        found_by=people.get(row.found_by, "") if of_center else "",
        dropped_by=people.get(row.dropped_by, "") if of_center and row.dropped_by else "",
        repeats=next(iter(_lines(session, actor, repeats)), None) if row.repeats_id else None,
        said=_said(session, row),
        may_respond=actor.role is Role.EMPLOYER_CHECKER and check_responses.is_open(session, row),
        may_decide=may_decide,
        most=check_findings.most_asked(session, row) if may_decide else check_findings.NOTHING,
    )


def _query() -> Select[Any]:
    finding = SpotCheckFindingRow
    case = and_(
        ProceedingRow.employer_id == finding.employer_id, ProceedingRow.id == finding.proceeding_id
    )
    return (
        select(finding, SpotCheckUnitRow.check_number, EmployerRow.name, GrantRow.number)
        .add_columns(SelecteeRow.name, ClaimRow.number, SpotCheckItemRow.value)
        .add_columns(_stance(), ProceedingRow, proceedings.is_told())
        .join(
            SpotCheckUnitRow,
            and_(
                SpotCheckUnitRow.employer_id == finding.employer_id,
                SpotCheckUnitRow.check_id == finding.check_id,
            ),
        )
        .join(EmployerRow, EmployerRow.id == finding.employer_id)
        .join(GrantRow, GrantRow.id == finding.grant_id)
        .join(SelecteeRow, SelecteeRow.id == GrantRow.selectee_id)
        .join(ClaimRow, ClaimRow.id == finding.claim_id)
        .outerjoin(SpotCheckItemRow, SpotCheckItemRow.id == finding.item_id)
        .outerjoin(ProceedingRow, case)
    )


def _stance() -> Any:  # noqa: ANN401  # SQLAlchemy's name for it is longer than the thing
    said = SpotCheckResponseRow
    return (
        select(said.stance)
        .where(
            said.employer_id == SpotCheckFindingRow.employer_id,
            said.finding_id == SpotCheckFindingRow.id,
        )
        .order_by(said.version.desc())
        .limit(1)
        .scalar_subquery()
    )


def _narrow(query: Select[Any], actor: Actor, wanted: Wanted) -> Select[Any]:
    finding = SpotCheckFindingRow
    if actor.employer_id is not None:
        query = query.where(finding.employer_id == actor.employer_id)
    elif wanted.employer_id is not None:
        query = query.where(finding.employer_id == wanted.employer_id)
    if wanted.check_id is not None:
        query = query.where(finding.check_id == wanted.check_id)
    if wanted.nature:
        query = query.where(finding.nature == wanted.nature)
    ended = ProceedingRow.state.in_(sorted(each.value for each in RECTIFICATION.ends))
    states = {
        DROPPED: finding.dropped_at.is_not(None),
        RECTIFIED: ended,
        RECTIFYING: and_(finding.proceeding_id.is_not(None), ~ended),
        RAISED: and_(finding.dropped_at.is_(None), finding.proceeding_id.is_(None)),
    }
    return query.where(states[wanted.state]) if wanted.state in states else query


def _lines(session: Session, actor: Actor, query: Select[Any]) -> tuple[FindingLine, ...]:
    lines = []
    for found in session.execute(query):
        row, check, employer, grant, selectee, claim, value, stance, case, told = found
        lines.append(
            FindingLine(
                row, check_findings.label(check, row.number), check, employer, grant, selectee,
                claim, yuan(value) if value is not None else None, stance,
                case if actor.employer_id is None or told else None,
            )
        )  # fmt: skip
    return tuple(lines)


def _said(session: Session, row: SpotCheckFindingRow) -> tuple[Said, ...]:
    query = (
        select(SpotCheckResponseRow, UserRow.name)
        .join(UserRow, UserRow.id == SpotCheckResponseRow.said_by)
        .where(
            SpotCheckResponseRow.employer_id == row.employer_id,
            SpotCheckResponseRow.finding_id == row.id,
        )
        .order_by(SpotCheckResponseRow.version.desc())
    )
    return tuple(Said(*each) for each in session.execute(query))


def _names(session: Session, wanted: Iterable[UUID | None]) -> dict[UUID, str]:
    rows = session.execute(select(UserRow.id, UserRow.name).where(UserRow.id.in_(wanted)))
    return {row.id: row.name for row in rows}
