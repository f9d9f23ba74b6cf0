"""What the fieldwork of a check has come to: by item, how far it is, and for the evaluation."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Subquery, and_, func, select
from sqlalchemy.orm import Session

from compliance.fieldwork import Answer
from compliance.sampling.evaluation import Observation
from compliance.sampling.selection import Stratum
from service.actions.fieldwork import value_of
from service.messages import N_, Refused
from service.tables import SpotCheckAnswerRow, SpotCheckItemRow, SpotCheckReviewRow

OPEN, ANSWERED, SENT_BACK, REVIEWED = "open", "answered", "sent_back", "reviewed"


@dataclass(frozen=True, slots=True)
class Result:
    """An item with the answer that counts and what another person said of it."""

    item: SpotCheckItemRow
    answer: SpotCheckAnswerRow | None
    review: SpotCheckReviewRow | None

    @property
    def state(self) -> str:
        """Say how far the item is."""
        if self.answer is None:
            return OPEN
        if self.review is None:
            return ANSWERED
        return REVIEWED if self.review.agrees else SENT_BACK

    @property
    def found(self) -> Answer | None:
        """Give the answer as a value, with what follows from it."""
        return None if self.answer is None else value_of(self.item, self.answer)

    @property
    def wrong(self) -> bool:
        """Whether the item counts as an error, as far as it is known."""
        found = self.found
        return found is not None and found.wrong


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the fieldwork is: items in each state, errors among those answered, yuan."""

    total: int
    open: int
    answered: int
    sent_back: int
    reviewed: int
    wrong: int
    error: Decimal

    @property
    def done(self) -> bool:
        """Whether every item is answered and reviewed."""
        return self.total == self.reviewed


def of_check(session: Session, check_id: UUID) -> tuple[Result, ...]:
    """Give every item of a check with the answer that counts, in the order of their numbers."""
    answers, newest = SpotCheckAnswerRow, _newest(check_id)
    query = (
        select(SpotCheckItemRow, answers, SpotCheckReviewRow)
        .outerjoin(newest, newest.c.item_id == SpotCheckItemRow.id)
        .outerjoin(
            answers,
            and_(
                answers.employer_id == SpotCheckItemRow.employer_id,
                answers.item_id == SpotCheckItemRow.id,
                answers.version == newest.c.version,
            ),
        )
        .outerjoin(
            SpotCheckReviewRow,
            and_(
                SpotCheckReviewRow.employer_id == answers.employer_id,
                SpotCheckReviewRow.answer_id == answers.id,
            ),
        )
        .where(SpotCheckItemRow.check_id == check_id)
        .order_by(SpotCheckItemRow.number)
    )
    return tuple(Result(*row) for row in session.execute(query))


def _newest(check_id: UUID) -> Subquery:
    version = func.max(SpotCheckAnswerRow.version).label("version")
    return (
        select(SpotCheckAnswerRow.item_id, version)
        .where(SpotCheckAnswerRow.check_id == check_id)
        .group_by(SpotCheckAnswerRow.item_id)
        .subquery()
    )


def progress(results: tuple[Result, ...]) -> Progress:
    """Count how far a check is."""
    states = [each.state for each in results]
    found = [each.found for each in results]
    return Progress(
        total=len(results),
        open=states.count(OPEN),
        answered=states.count(ANSWERED),
        sent_back=states.count(SENT_BACK),
        reviewed=states.count(REVIEWED),
        wrong=sum(each is not None and each.wrong for each in found),
        error=sum((each.error for each in found if each is not None), Decimal("0.00")),
    )


def observations(session: Session, check_id: UUID) -> tuple[Observation, ...]:
    """Give what the evaluation is reckoned from; refuses while an item is open or not reviewed.

    Stratum and hits are those of the round in which an item came: a later round may raise them.
    """
    results = of_check(session, check_id)
    left = [str(each.item.number) for each in results if each.state != REVIEWED]
    if left:
        raise Refused(
            N_("还有 {count} 笔样本没有检查完毕并由另一人复核（第 {first} 笔起），请先完成。"),
            "第三十三条",
            count=str(len(left)),
            first=left[0],
        )
    return tuple(_observation(each) for each in results)


def _observation(result: Result) -> Observation:
    item, found = result.item, result.found
    assert found is not None, "a reviewed item has its answer"
    return Observation(
        key=item.key,
        value=item.value,
        audited=None if found.audited is None else int(found.audited * 100),
        deviates=found.wrong,
        stratum=Stratum(item.stratum),
        hits=item.hits,
        round=item.round,
    )
