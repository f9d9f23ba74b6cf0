"""What a text would change: open claims decided with it, beside what is said of them today.

Decided are the facts that the newest decision of a claim kept, once by the texts it was judged by
and once with the new one among them; both by the rulebook installed, so that whatever differs
comes from the text alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, true
from sqlalchemy.orm import Session

from compliance import decision, fact_record
from compliance.claim_states import OPEN
from compliance.decision import Decision, Outcome
from compliance.facts import Claim
from compliance.finding import Finding, Override, Severity
from compliance.library import Text, Texts
from compliance.text import TextKind
from service import texts
from service.actions.replaying import NO_FACTS
from service.tables import ClaimRow, DecisionRow, EmployerRow

AT_ONCE = 200
_WEIGHTS = (Severity.NOTE, Severity.REVIEW, Severity.BLOCK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One open claim of which the text would say something else.

    `counts`: whether its cost falls under the text at all, by its day; where not, the verdict
    stays, and what is told here is only what such a cost would meet from the day of effect on.
    """

    claim_id: UUID
    number: str
    employer: str
    state: str
    cost_on: date | None
    counts: bool
    before: Outcome
    after: Outcome
    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]

    @property
    def heavier(self) -> bool:
        """Tell whether the claim would be worse off: something more, or weightier, is found.

        The outcome alone does not say so: what is refused already may be refused for good.
        """
        eased = {(each.rule, each.item): _weight(each) for each in self.gone}
        return any(_weight(each) > eased.get((each.rule, each.item), 0) for each in self.new)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a text would change among the newest open claims; `unread` could not be decided."""

    examined: int
    unread: int
    effects: tuple[Effect, ...]

    @property
    def counting(self) -> tuple[Effect, ...]:
        """The claims whose verdict really changes."""
        return tuple(effect for effect in self.effects if effect.counts)


def preview(session: Session, new: Text, most: int | None = None) -> Preview:
    """Decide the open claims with the new text, the newest first; `most` None for all."""
    at_hand, effects = texts.library(session), list[Effect]()
    examined = unread = 0
    for row in _open_claims(session, most):
        examined += 1
        try:
            claim = fact_record.from_record(row.facts, at_hand)
        except NO_FACTS:  # of an older release
            unread += 1
            continue
        effect = _effect(row, claim, new)
        if effect is not None:
            effects.append(effect)
    return Preview(examined, unread, tuple(effects))


def _open_claims(session: Session, most: int | None) -> Iterator[Row[Any]]:
    newest = (
        select(DecisionRow.facts)
        .where(DecisionRow.employer_id == ClaimRow.employer_id, DecisionRow.claim_id == ClaimRow.id)
        .order_by(DecisionRow.serial.desc())
        .limit(1)
        .lateral()
    )
    found = (
        select(ClaimRow.id, ClaimRow.number, ClaimRow.state, EmployerRow.name, newest.c.facts)
        .join(EmployerRow, EmployerRow.id == ClaimRow.employer_id)
        .join(newest, true())
        .where(ClaimRow.state.in_(sorted(OPEN)))
        .order_by(ClaimRow.made_at.desc(), ClaimRow.number)
        .limit(most)
        .execution_options(yield_per=AT_ONCE)
    )
    yield from session.execute(found)


def _effect(row: Row[Any], claim: Claim, new: Text) -> Effect | None:
    changed = _with(claim.texts, new)
    if changed is None:
        return None
    before, after = decision.decide(claim), decision.decide(replace(claim, texts=changed))
    gone, come = _apart(before, after), _apart(after, before)
    if not gone and not come:
        return None
    return Effect(
        claim_id=row.id,
        number=row.number,
        employer=row.name,
        state=row.state,
        cost_on=claim.counted_on,
        counts=_counts(claim, new),
        before=before.outcome,
        after=after.outcome,
        gone=gone,
        new=come,
    )


def _with(judged_by: Texts, new: Text) -> Texts | None:
    """Put the text in its place; None where it has none among these."""
    if new.heading.kind is TextKind.NEGATIVE_LIST:
        stands = judged_by.negative_list.heading.version
        if stands != new.heading.replaces:
            return None
    place: dict[str, Any] = {new.heading.kind.value: new}
    return replace(judged_by, **place)


def _counts(claim: Claim, new: Text) -> bool:
    if new.heading.kind is TextKind.CALENDAR:
        return True  # the newest counts for every day
    return (claim.counted_on or claim.today) >= new.heading.effective_from


def _apart(one: Decision, other: Decision) -> tuple[Finding, ...]:
    """Give what one decision says and the other does not."""
    said = {_about(finding) for finding in other.findings}
    return tuple(finding for finding in one.findings if _about(finding) not in said)


def _about(finding: Finding) -> tuple[str, str | None, int, tuple[str, ...]]:
    return finding.rule, finding.item, _weight(finding), finding.fields


def _weight(finding: Finding) -> int:
    """Weigh a finding: 0 for a note, most for what nobody may let pass."""
    weight = _WEIGHTS.index(finding.severity)
    final = finding.severity is Severity.BLOCK and finding.override is Override.NEVER
    return weight + final
