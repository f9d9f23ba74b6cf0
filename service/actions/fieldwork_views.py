"""A sampled item with everything that speaks for or against it, as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.fieldwork import Answer
from compliance.procedures.spot_check import SpotCheckState
from ledger.bank import lookups
from ledger.bank.lookups import MatchedLine
from ledger.journal import EntryId
from service.actions import (
    books,
    check_finding_views,
    claim_views,
    fieldwork,
    fieldwork_results,
    spot_check_steps,
)
from service.actions.books import JournalPage
from service.actions.check_finding_views import FindingLine
from service.actions.claim_views import ClaimPage
from service.actions.fieldwork_results import OPEN, SENT_BACK, Progress, Result
from service.permissions import Actor
from service.tables import (
    ClaimRow,
    EmployerRow,
    InvoiceRow,
    ProceedingRow,
    RectificationRow,
    SpotCheckAnswerRow,
    SpotCheckItemRow,
    SpotCheckPaperRow,
    SpotCheckReviewRow,
    SpotCheckRow,
    SpotCheckUnitRow,
    UserRow,
)

EARLIER_MOST = 10


@dataclass(frozen=True, slots=True)
class Version:
    """An answer with what another person said of it, and their names."""

    row: SpotCheckAnswerRow
    found: Answer
    by: str
    review: SpotCheckReviewRow | None
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class EarlierCase:
    """A rectification of the same grant or the same seller, from before."""

    case: ProceedingRow
    claim: str
    seller: str | None
    same_grant: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """Where one may go from an item: numbers, None at the ends."""

    before: int | None
    after: int | None
    waiting: int | None  # the next item on which the reader has something to do


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """An item, the claim behind it, and what was found so far."""

    check: SpotCheckRow
    result: Result
    progress: Progress
    ways: Ways
    claim: ClaimPage
    entries: tuple[JournalPage, ...]
    bank: tuple[MatchedLine, ...]
    people: Mapping[str, str]  # identifier in a match → name
    versions: tuple[Version, ...]  # the newest first
    findings: tuple[FindingLine, ...]
    earlier_findings: tuple[FindingLine, ...]
    earlier_cases: tuple[EarlierCase, ...]
    papers: tuple[SpotCheckPaperRow, ...]
    part: UUID  # the case of the employer's part in the check
    may_answer: bool
    may_review: bool


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item in the list of a check."""

    result: Result
    claim: str
    seller: str | None
    employer: str
    findings: int


@dataclass(frozen=True, slots=True)
class ItemList:
    """The items of a check and how far they are."""

    check: SpotCheckRow
    lines: tuple[ItemLine, ...]
    progress: Progress

    @property
    def employers(self) -> list[tuple[UUID, str]]:
        """The employers of whom something was drawn, by name."""
        known = {each.result.item.employer_id: each.employer for each in self.lines}
        return sorted(known.items(), key=lambda pair: pair[1])


def item_page(session: Session, actor: Actor, check_id: UUID, number: int) -> ItemPage:
    """Give one item of a check's sample."""
    check = spot_check_steps.find(session, actor, check_id)
    item = fieldwork.find_item(session, check.id, number)
    results = fieldwork_results.of_check(session, check.id)
    result = next(each for each in results if each.item.id == item.id)
    claim = claim_views.claim_page(session, actor, item.claim_id)
    entries = tuple(books.entry(session, actor, each) for each in _entries(claim.claim))
    bank = _bank(session, claim.claim)
    underway = check.state == SpotCheckState.FIELDWORK
    return ItemPage(
        check=check,
        result=result,
        progress=fieldwork_results.progress(results),
        ways=_ways(actor, results, number),
        claim=claim,
        entries=entries,
        bank=bank,
        people=_people(session, bank),
        versions=_versions(session, item),
        findings=check_finding_views.of_item(session, actor, item),
        earlier_findings=check_finding_views.before(
            session, actor, item, claim.claim.grant_id, claim.invoice.seller_name
        ),
        earlier_cases=_earlier_cases(session, claim),
        papers=_papers(session, item),
        part=session.get_one(SpotCheckUnitRow, (item.employer_id, check.id)).proceeding_id,
        may_answer=underway,
        may_review=underway and _awaits(actor, result),
    )


def item_list(session: Session, actor: Actor, check_id: UUID) -> ItemList:
    """Give the items of a check, each with its state."""
    check = spot_check_steps.find(session, actor, check_id)
    results = fieldwork_results.of_check(session, check.id)
    known = _claims(session, check.id)
    found = check_finding_views.of_check(session, actor, check.id)
    at_item = [each.row.item_id for each in found]
    lines = tuple(
        ItemLine(each, *known[each.item.claim_id], at_item.count(each.item.id)) for each in results
    )
    return ItemList(check, lines, fieldwork_results.progress(results))


def waiting(session: Session, actor: Actor, check_id: UUID, number: int) -> int | None:
    """Give the next item after this one on which somebody has something to do."""
    return _ways(actor, fieldwork_results.of_check(session, check_id), number).waiting


def _claims(session: Session, check_id: UUID) -> dict[UUID, tuple[str, str | None, str]]:
    query = (
        select(ClaimRow.id, ClaimRow.number, InvoiceRow.seller_name, EmployerRow.name)
        .join(EmployerRow, EmployerRow.id == ClaimRow.employer_id)
        .join(SpotCheckItemRow, SpotCheckItemRow.claim_id == ClaimRow.id)
        .join(InvoiceRow, InvoiceRow.id == ClaimRow.invoice_id)
        .where(SpotCheckItemRow.check_id == check_id)
    )
    return {row[0]: (row[1], row[2], row[3]) for row in session.execute(query)}


def _entries(claim: ClaimRow) -> tuple[int, ...]:
    """Give the vouchers of a claim: of the spending, of the payment, of taking it back."""
    known = (claim.entry_id, claim.payment_entry_id, claim.reversal_entry_id)
    return tuple(dict.fromkeys(each for each in known if each is not None))


def _bank(session: Session, claim: ClaimRow) -> tuple[MatchedLine, ...]:
    connection = session.connection()
    return tuple(
        line for entry in _entries(claim) for line in lookups.of_entry(connection, EntryId(entry))
    )


def _people(session: Session, bank: Sequence[MatchedLine]) -> dict[str, str]:
    """Name who matched; what the search matched has nobody."""
    wanted = set()
    for who in (who for line in bank for who in (line.maker, line.approver) if who):
        try:
            wanted.add(UUID(who))
        except ValueError:
            continue
    rows = session.execute(select(UserRow.id, UserRow.name).where(UserRow.id.in_(wanted)))
    return {str(row.id): row.name for row in rows}


def _ways(actor: Actor, results: Sequence[Result], number: int) -> Ways:
    numbers = [each.item.number for each in results]
    at = numbers.index(number)
    others = (*results[at + 1 :], *results[:at])
    return Ways(
        before=numbers[at - 1] if at else None,
        after=numbers[at + 1] if at + 1 < len(numbers) else None,
        waiting=next((each.item.number for each in others if _to_do(actor, each)), None),
    )


def _to_do(actor: Actor, result: Result) -> bool:
    return result.state in {OPEN, SENT_BACK} or _awaits(actor, result)


def _awaits(actor: Actor, result: Result) -> bool:
    """Tell whether an answer waits for this person's word."""
    answer = result.answer
    return answer is not None and result.review is None and answer.answered_by != actor.user_id


def _versions(session: Session, item: SpotCheckItemRow) -> tuple[Version, ...]:
    answers = session.scalars(
        select(SpotCheckAnswerRow)
        .where(
            SpotCheckAnswerRow.employer_id == item.employer_id,
            SpotCheckAnswerRow.item_id == item.id,
        )
        .order_by(SpotCheckAnswerRow.version.desc())
    ).all()
    reviews = session.scalars(
        select(SpotCheckReviewRow).where(
            SpotCheckReviewRow.employer_id == item.employer_id,
            SpotCheckReviewRow.answer_id.in_([row.id for row in answers]),
        )
    )
    said = {row.answer_id: row for row in reviews}
    ids = {row.answered_by for row in answers} | {row.reviewed_by for row in said.values()}
    people = select(UserRow.id, UserRow.name).where(UserRow.id.in_(ids))
    names = {row.id: row.name for row in session.execute(people)}
    return tuple(_version(item, row, said.get(row.id), names) for row in answers)


def _version(
    item: SpotCheckItemRow,
    row: SpotCheckAnswerRow,
    said: SpotCheckReviewRow | None,
    names: Mapping[UUID, str],
) -> Version:
    reviewer = names[said.reviewed_by] if said is not None else ""
    return Version(row, fieldwork.value_of(item, row), names[row.answered_by], said, reviewer)


def _earlier_cases(session: Session, page: ClaimPage) -> tuple[EarlierCase, ...]:
    """Give rectifications of the same grant or, at any employer, of the same seller."""
    claim, seller = page.claim, page.invoice.seller_name
    of_grant = RectificationRow.grant_id == claim.grant_id
    of_seller = InvoiceRow.seller_name == seller if seller else None
    query = (
        select(ProceedingRow, ClaimRow.number, InvoiceRow.seller_name, of_grant)
        .join(
            RectificationRow,
            (RectificationRow.employer_id == ProceedingRow.employer_id)
            & (RectificationRow.proceeding_id == ProceedingRow.id),
        )
        .outerjoin(ClaimRow, ClaimRow.id == RectificationRow.claim_id)
        .outerjoin(InvoiceRow, InvoiceRow.id == ClaimRow.invoice_id)
        .where(of_grant if of_seller is None else of_grant | of_seller)
        .order_by(ProceedingRow.opened_at.desc())
        .limit(EARLIER_MOST)
    )
    return tuple(
        EarlierCase(case, number or "", name, bool(same))
        for case, number, name, same in session.execute(query)
    )


def _papers(session: Session, item: SpotCheckItemRow) -> tuple[SpotCheckPaperRow, ...]:
    query = select(SpotCheckPaperRow).where(
        SpotCheckPaperRow.employer_id == item.employer_id,
        SpotCheckPaperRow.check_id == item.check_id,
        SpotCheckPaperRow.claim_id == item.claim_id,
    )
    return tuple(session.scalars(query.order_by(SpotCheckPaperRow.sent_at)))
