"""取证 (Art. 33): a sampled item is answered, and looked at again by another person of the Center.

Answers are versions: the newest counts, and what was said before stays. `version` is the one that
the page had seen, so that two people at one item do not write over each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from compliance import fieldwork
from compliance.fieldwork import Answer, Column, Mark
from compliance.procedures.rectification import RectificationState
from compliance.procedures.spot_check import SpotCheckState
from service import audit
from service.actions import spot_check_steps
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import (
    ProceedingRow,
    SpotCheckAnswerRow,
    SpotCheckFindingRow,
    SpotCheckItemRow,
    SpotCheckReviewRow,
)

ARTICLE: Final = "第三十三条"
FEN: Final = Decimal("0.01")
MEANWHILE: Final = N_("第 {number} 笔刚被他人填写过，请刷新页面后再操作。")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAnswer:
    """What is found of an item; `audited` is yuan, None without evidence."""

    marks: Mapping[Column, Mark]
    evidence: bool
    audited: Decimal | None
    note: str
    version: int  # that the page had seen; 0 before the first


def yuan(fen: int) -> Decimal:
    """Return an amount of fen in yuan, two places."""
    return Decimal(fen) * FEN


def value_of(item: SpotCheckItemRow, row: SpotCheckAnswerRow) -> Answer:
    """Give a kept answer as a value."""
    return Answer(
        value=yuan(item.value),
        marks={column: Mark(getattr(row, column.value)) for column in Column},
        evidence=row.evidence,
        audited=row.audited,
        note=row.note,
    )


def find_item(session: Session, check_id: UUID, number: int) -> SpotCheckItemRow:
    """Give one item of the sample by its number."""
    row = session.scalar(
        select(SpotCheckItemRow).where(
            SpotCheckItemRow.check_id == check_id, SpotCheckItemRow.number == number
        )
    )
    if row is None:
        raise NotFound(N_("样本中没有这一笔。"))
    return row


def newest(session: Session, item: SpotCheckItemRow) -> SpotCheckAnswerRow | None:
    """Give the answer that counts, if there is one."""
    return session.scalar(
        select(SpotCheckAnswerRow)
        .where(
            SpotCheckAnswerRow.employer_id == item.employer_id,
            SpotCheckAnswerRow.item_id == item.id,
        )
        .order_by(SpotCheckAnswerRow.version.desc())
        .limit(1)
    )


def answer(
    session: Session, actor: Actor, item: SpotCheckItemRow, new: NewAnswer
) -> SpotCheckAnswerRow:
    """Keep what somebody found of an item; refuses what does not hold together."""
    _underway(session, actor, item)
    _check(session, item, new)
    _same(session, item, new.version)
    row = SpotCheckAnswerRow(
        employer_id=item.employer_id,
        check_id=item.check_id,
        item_id=item.id,
        version=new.version + 1,
        evidence=new.evidence,
        audited=new.audited,
        note=new.note.strip(),
        answered_by=actor.user_id,
        answered_at=actor.at,
        **{column.value: mark.value for column, mark in new.marks.items()},
    )
    session.add(row)
    _flush(session, item)
    _record(session, actor, item, "answer_item")
    return row


def review(
    session: Session, actor: Actor, item: SpotCheckItemRow, version: int, note: str, *, agrees: bool
) -> None:
    """Say of another person's answer that it stands, or give it back with the reason."""
    _underway(session, actor, item)
    given = _same(session, item, version)
    if given is None:
        raise Refused(N_("第 {number} 笔还没有检查，不能复核。"), number=str(item.number))
    if given.answered_by == actor.user_id:
        raise Forbidden(N_("复核应由检查人以外的人办理，请由另一人复核。"), ARTICLE)
    if not agrees and not note.strip():
        raise Invalid(N_("退回须写明原因。"))
    session.add(
        SpotCheckReviewRow(
            employer_id=item.employer_id,
            answer_id=given.id,
            agrees=agrees,
            note=note.strip(),
            reviewed_by=actor.user_id,
            reviewed_at=actor.at,
        )
    )
    _flush(session, item)
    _record(session, actor, item, "review_item" if agrees else "send_back_item", note.strip())


def _check(session: Session, item: SpotCheckItemRow, new: NewAnswer) -> None:
    said = Answer(
        value=yuan(item.value),
        marks=new.marks,
        evidence=new.evidence,
        audited=new.audited,
        note=new.note,
    )
    for fault in fieldwork.faults(said):
        raise Invalid("{fault}", fault=fault)
    if not said.wrong and _stands_a_finding(session, item):
        raise Refused(
            N_("第 {number} 笔已登记问题，不能改为全部符合：请先撤销问题并写明理由。"),
            ARTICLE,
            number=str(item.number),
        )


def _stands_a_finding(session: Session, item: SpotCheckItemRow) -> bool:
    """Tell whether a finding was neither dropped nor its rectification withdrawn."""
    withdrawn = select(ProceedingRow.id).where(
        ProceedingRow.employer_id == SpotCheckFindingRow.employer_id,
        ProceedingRow.id == SpotCheckFindingRow.proceeding_id,
        ProceedingRow.state == RectificationState.DROPPED.value,
    )
    query = select(SpotCheckFindingRow.id).where(
        SpotCheckFindingRow.employer_id == item.employer_id,
        SpotCheckFindingRow.item_id == item.id,
        SpotCheckFindingRow.dropped_at.is_(None),
        ~withdrawn.exists(),
    )
    return session.scalar(query.limit(1)) is not None


def _underway(session: Session, actor: Actor, item: SpotCheckItemRow) -> None:
    check = spot_check_steps.find(session, actor, item.check_id)
    if check.state != SpotCheckState.FIELDWORK:
        raise Refused(
            N_("{number} 不在检查阶段，不能填写或复核；需要时先把抽查退回继续检查。"),
            ARTICLE,
            number=check.number,
        )


def _same(session: Session, item: SpotCheckItemRow, version: int) -> SpotCheckAnswerRow | None:
    """Give the newest answer; refuse when it is not the one that the page had seen."""
    given = newest(session, item)
    if (given.version if given is not None else 0) != version:
        raise Refused(MEANWHILE, number=str(item.number))
    return given


def _flush(session: Session, item: SpotCheckItemRow) -> None:
    number = item.number  # a transaction that failed answers no more questions
    try:
        session.flush()
    except IntegrityError as error:
        raise Refused(MEANWHILE, number=str(number)) from error


def _record(
    session: Session, actor: Actor, item: SpotCheckItemRow, action: str, reason: str = ""
) -> None:
    step = Step(
        action=action, subject="spot_check", subject_id=item.check_id, employer_id=None,
        article=ARTICLE, reason=f"{item.number}：{reason}" if reason else str(item.number),
    )  # fmt: skip
    audit.record(session, actor, step)
