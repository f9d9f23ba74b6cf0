"""Batches of files as people see them: each file with its answer, the counts, the time left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance import claim_states
from compliance.finding import Finding
from importers.messages import Message
from service.actions.intake import Taken, TakenIn
from service.messages import Sayable
from service.permissions import Actor
from service.tables import ClaimRow, GrantRow, IntakeBatchRow, IntakeFileRow, UserRow

UNDER_WAY = frozenset({"stored", "reading", "checking"})
UNFINISHED = UNDER_WAY | {"expected"}
MENDABLE = frozenset({"refused", "failed", "cancelled"})
_WEIGHT = ("block", "review", "pass")
_OVERLAP = timedelta(seconds=10)  # a change may be written a little after its instant
_RATE_OF = 20  # files whose pace tells how long the rest takes
PAGE_ROWS = 20


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """What one invoice of a file came to; `already`: its claim was there before.

    `now`: the verdict that stands by now, where later vouchers or changes made it another.
    """

    claim_id: UUID
    number: str
    outcome: str
    amount: Decimal
    seller: str | None
    title: str | None
    already: bool
    findings: tuple[Finding, ...]
    now: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file of a batch; `parent_id` where it came in an archive. `key`: the digest kept of it."""

    id: UUID
    parent_id: UUID | None
    position: int
    part: int
    name: str
    folder: str
    size: int
    key: str
    state: str
    outcome: str | None
    claims: tuple[ClaimLine, ...]
    refusals: tuple[Message, ...]
    changed_at: datetime

    @property
    def verdict(self) -> str:
        """Give the outcome of what is done, the state of everything else."""
        return self.outcome or self.state


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchView:
    """A batch: how many files have which verdict, and the files asked for.

    `seconds_left` until those that were sent are checked; None where nobody can tell yet.
    """

    id: UUID
    grant_id: UUID
    grant: str
    made_by: str
    own: bool
    source: str
    made_at: datetime
    paused: bool
    closed: bool
    counts: Mapping[str, int]
    seconds_left: int | None
    files: tuple[FileView, ...]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def remaining(self) -> int:
        """Count the files without an answer, those that have still to come among them."""
        return sum(count for verdict, count in self.counts.items() if verdict in UNFINISHED)

    @property
    def expected(self) -> int:
        """Count the files that were announced and have still to come."""
        return self.counts.get("expected", 0)

    @property
    def done(self) -> int:
        return self.total - self.remaining

    @property
    def finished(self) -> bool:
        """Tell whether nothing more happens by itself."""
        return self.closed and self.remaining == 0


def to_answer(taken: TakenIn) -> dict[str, Any]:
    """Give what is kept of the answer to a file."""
    return {
        "claims": [_claim_record(claim) for claim in taken.claims],
        "refusals": [refusal_record(refusal) for refusal in taken.refusals],
    }


def refusal_record(sentence: Sayable) -> dict[str, object]:
    """Give the record of a sentence of any package."""
    values = getattr(sentence, "values", {})
    said = {name: v if isinstance(v, str) else v.text() for name, v in values.items()}
    return Message(sentence.template, said).to_record()


def _claim_record(taken: Taken) -> dict[str, Any]:
    return {
        "id": str(taken.claim_id),
        "number": taken.number,
        "outcome": taken.verdict.outcome.value,
        "amount": str(taken.amount),
        "seller": taken.seller,
        "title": taken.title,
        "already": taken.already,
        "findings": [finding.to_record() for finding in taken.verdict.findings],
    }


def outcome_of(answer: Mapping[str, Any]) -> str | None:
    """Give the heaviest verdict of an answer, None where no invoice was taken."""
    found = {"already" if claim["already"] else claim["outcome"] for claim in answer["claims"]}
    heaviest = [weight for weight in _WEIGHT if weight in found]
    return heaviest[0] if heaviest else ("already" if found else None)


def file_view(row: IntakeFileRow, verdicts: Mapping[UUID, str] | None = None) -> FileView:
    """Give a file as it stands; `verdicts`: those of open claims by now."""
    answer = row.answer or {}
    return FileView(
        id=row.id,
        parent_id=row.parent_id,
        position=row.position,
        part=row.part,
        name=row.name,
        folder=row.folder,
        size=row.size,
        key=row.key,
        state=row.state,
        outcome=row.outcome,
        claims=tuple(_claim_line(claim, verdicts or {}) for claim in answer.get("claims", ())),
        refusals=tuple(Message.from_record(each) for each in answer.get("refusals", ())),
        changed_at=row.changed_at,
    )


def _claim_line(record: Mapping[str, Any], verdicts: Mapping[UUID, str]) -> ClaimLine:
    claim_id = UUID(record["id"])
    now = verdicts.get(claim_id, record["outcome"])
    return ClaimLine(
        claim_id=claim_id,
        number=record["number"],
        outcome=record["outcome"],
        amount=Decimal(record["amount"]),
        seller=record["seller"],
        title=record["title"],
        already=record["already"],
        findings=tuple(Finding.from_record(finding) for finding in record["findings"]),
        now=now if now != record["outcome"] and not record["already"] else None,
    )


def _verdicts(session: Session, rows: Iterable[IntakeFileRow]) -> dict[UUID, str]:
    """Give the verdicts by now of the claims that files made and that can still be changed."""
    records = [claim for row in rows for claim in (row.answer or {}).get("claims", ())]
    query = select(ClaimRow.id, ClaimRow.outcome).where(
        ClaimRow.id.in_({UUID(record["id"]) for record in records}),
        ClaimRow.state.in_(sorted(claim_states.MENDABLE)),
    )
    found = session.execute(query) if records else ()
    return {claim_id: outcome for claim_id, outcome in found}  # noqa: C416  # rows are no pairs


def batch_view(
    session: Session,
    actor: Actor,
    row: IntakeBatchRow,
    files: Iterable[IntakeFileRow],
    counts: Mapping[str, int] | None = None,
) -> BatchView:
    """Give a batch with some of its files; `counts` where they were counted already."""
    counts = counts_of(session, row) if counts is None else counts
    rows = list(files)
    verdicts = _verdicts(session, rows)
    left = sum(count for verdict, count in counts.items() if verdict in UNFINISHED)
    return BatchView(
        id=row.id,
        grant_id=row.grant_id,
        grant=session.get_one(GrantRow, row.grant_id).number,
        made_by=session.get_one(UserRow, row.made_by).name,
        own=row.made_by == actor.user_id,
        source=row.source,
        made_at=row.made_at,
        paused=row.paused_at is not None,
        closed=row.closed_at is not None,
        counts=counts,
        seconds_left=_seconds_left(session, actor, row, left),
        files=tuple(file_view(each, verdicts) for each in rows),
    )


def row_of(session: Session, batch_id: UUID) -> IntakeBatchRow:
    """Give the row of a batch that is there."""
    return session.get_one(IntakeBatchRow, batch_id)


def counts_of(session: Session, row: IntakeBatchRow) -> dict[str, int]:
    """Count the files of a batch by verdict; an archive that was unpacked is not one of them."""
    return counts_of_all(session, [row])[row.id]


def counts_of_all(session: Session, rows: Sequence[IntakeBatchRow]) -> dict[UUID, dict[str, int]]:
    """Count the files of several batches of one employer, in one question."""
    found: dict[UUID, dict[str, int]] = {row.id: {} for row in rows}
    verdict = func.coalesce(IntakeFileRow.outcome, IntakeFileRow.state)
    query = (
        select(IntakeFileRow.batch_id, verdict, func.count())
        .where(
            IntakeFileRow.employer_id.in_({row.employer_id for row in rows}),
            IntakeFileRow.batch_id.in_(found),
        )
        .group_by(IntakeFileRow.batch_id, verdict)
    )
    for batch_id, name, count in session.execute(query):
        if name != "archive":
            found[batch_id][name] = count
    return found


def files_of(
    session: Session, row: IntakeBatchRow, since: datetime | None = None
) -> list[IntakeFileRow]:
    """List the files of a batch in their order; `since`: only what may have changed after it."""
    query = select(IntakeFileRow).where(
        IntakeFileRow.employer_id == row.employer_id, IntakeFileRow.batch_id == row.id
    )
    if since is not None:
        query = query.where(IntakeFileRow.changed_at >= since - _OVERLAP)
    return list(session.scalars(query.order_by(IntakeFileRow.position, IntakeFileRow.part)))


def _seconds_left(session: Session, actor: Actor, row: IntakeBatchRow, left: int) -> int | None:
    if left == 0 or row.paused_at is not None:
        return None
    last = (
        select(IntakeFileRow.done_at)
        .where(
            IntakeFileRow.employer_id == row.employer_id,
            IntakeFileRow.batch_id == row.id,
            IntakeFileRow.done_at > actor.at - timedelta(minutes=2),
        )
        .order_by(IntakeFileRow.done_at.desc())
        .limit(_RATE_OF)
    )
    ends = [end for end in session.scalars(last) if end is not None]
    if len(ends) < 3:  # noqa: PLR2004  # two tell no pace
        return None
    pace = (actor.at - ends[-1]) / len(ends)
    return max(1, round(pace.total_seconds() * left))
