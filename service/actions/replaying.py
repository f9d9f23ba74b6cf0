"""Replay: decide stored decisions anew from their facts, and say where the answers differ.

A decision of the rulebook installed here must come out byte for byte. Of one that another
rulebook made only the present answer can be told; the release that made it can replay it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Any

from cattrs.errors import BaseValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance import decision, fact_record, rulebook
from compliance.decision import Decision, canonical
from compliance.finding import Finding
from compliance.library import Library
from service import business_day, texts
from service.messages import N_, Invalid
from service.tables import ClaimRow, DecisionRow, EmployerRow

AT_ONCE = 500
NO_FACTS = (  # what a changed row may come to: it is told, and the replay goes on
    BaseValidationError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError,
    AssertionError,
)  # fmt: skip


class Replayed(StrEnum):
    """What came of deciding a stored decision anew."""

    SAME = "same"
    DIFFERS = "differs"  # the same rulebook says otherwise: a fault of ours, or a changed row
    OTHER_RULEBOOK_SAME = "other_rulebook_same"
    OTHER_RULEBOOK_DIFFERS = "other_rulebook_differs"
    UNREADABLE = "unreadable"  # a text is missing, or the facts are none


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One decision replayed; `gone` and `new` are findings of one answer and not of the other."""

    claim: str
    employer: str
    decided_at: datetime
    version: str
    result: Replayed
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    why: str = ""


def replay(session: Session, first_on: date, last_on: date) -> Iterator[Line]:
    """Replay the decisions of a period, both days included, in the order they were made in."""
    if first_on > last_on:
        raise Invalid(
            N_("期间的起始日 {first} 晚于截止日 {last}，请对调。"),
            first=str(first_on),
            last=str(last_on),
        )
    at_hand = texts.library(session)
    rows = session.execute(
        select(DecisionRow, ClaimRow.number, EmployerRow.name)
        .join(ClaimRow, ClaimRow.id == DecisionRow.claim_id)
        .join(EmployerRow, EmployerRow.id == DecisionRow.employer_id)
        .where(
            DecisionRow.decided_at >= business_day.begin_of(first_on),
            DecisionRow.decided_at <= business_day.end_of(last_on),
        )
        .order_by(DecisionRow.serial)
        .execution_options(yield_per=AT_ONCE)
    )
    for row, number, employer in rows:
        yield _replayed(row, number, employer, at_hand)


def _replayed(row: DecisionRow, number: str, employer: str, at_hand: Library) -> Line:
    told = partial(
        Line,
        claim=number,
        employer=employer,
        decided_at=row.decided_at,
        version=row.rulebook_version,
    )
    try:
        now = decision.decide(fact_record.from_record(row.facts, at_hand))
        before, after = _told_then(row.result), _told(now)
    except NO_FACTS as error:
        return told(result=Replayed.UNREADABLE, why=str(error))
    if rulebook.VERSION in {row.rulebook_version, row.result.get("rulebook_version")}:
        same = canonical(now.to_record()) == canonical(row.result) and _is_whole(row)
        result = Replayed.SAME if same else Replayed.DIFFERS
    else:
        same = before == after
        result = Replayed.OTHER_RULEBOOK_SAME if same else Replayed.OTHER_RULEBOOK_DIFFERS
    gone, new = sorted(before - after), sorted(after - before)
    return told(result=result, gone=tuple(gone), new=tuple(new))


def _is_whole(row: DecisionRow) -> bool:
    """Tell whether what stands beside a stored answer is what the answer says."""
    beside = {"outcome": row.outcome, "rulebook_version": row.rulebook_version}
    return beside.items() <= row.result.items()


def _told(verdict: Decision) -> set[str]:
    return {_short(finding) for finding in verdict.findings}


def _told_then(result: Mapping[str, Any]) -> set[str]:
    return {
        ":".join(filter(None, (each["severity"], each["rule"], each["item"])))
        for each in result["findings"]
    }


def _short(finding: Finding) -> str:
    return ":".join(filter(None, (finding.severity.value, finding.rule, finding.item)))
