"""What stands between an instalment and its payment (Art. 18, 26, 27, 31, 32)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from service.actions import open_findings
from service.messages import N_, Sentence
from service.tables import (
    AgreementRow,
    AssessmentRow,
    DedicatedAccountRow,
    DisbursementBatchLineRow,
    DisbursementBatchRow,
    GrantRow,
    InstalmentRow,
    PublicNoticeRow,
)

_PAYABLE = {"agreed", "active"}


@dataclass(frozen=True, slots=True)
class _Known:
    """What the gates ask, read once for all instalments concerned."""

    today: date
    notices: Mapping[UUID, PublicNoticeRow]  # by call
    with_account: frozenset[UUID]
    failed: Mapping[UUID, str]  # the stage of the last assessment, by grant, where it was failed
    overdue: Mapping[UUID, str]  # the number of a rectification, by grant


def unmet(session: Session, instalment_id: UUID, today: date) -> list[Sentence]:
    """Say what still stands between an instalment and its payment, in the order of the law."""
    return unmet_of(session, [instalment_id], today)[instalment_id]


def unmet_of(
    session: Session, instalment_ids: Collection[UUID], today: date
) -> dict[UUID, list[Sentence]]:
    """Say it of many instalments at once."""
    rows = session.execute(
        select(InstalmentRow, GrantRow, AgreementRow.signed_on)
        .join(GrantRow, GrantRow.id == InstalmentRow.grant_id)
        .join(AgreementRow, AgreementRow.id == InstalmentRow.agreement_id)
        .where(InstalmentRow.id.in_(instalment_ids))
    ).all()
    known = _known(session, {grant.id for _, grant, _ in rows}, today)
    return {
        row.id: [
            *_of_notice(known, grant),
            *_of_agreement(known, row, signed_on),
            *_of_grant(known, grant),
        ]
        for row, grant, signed_on in rows
    }


def batches(session: Session, instalment_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Give the numbers of the batches that instalments go with at present; only the Center sees."""
    line, batch = DisbursementBatchLineRow, DisbursementBatchRow
    rows = session.execute(
        select(line.instalment_id, batch.year, batch.serial)
        .join(batch, batch.id == line.batch_id)
        .where(
            line.instalment_id.in_(instalment_ids),
            line.struck_by.is_(None),
            batch.state.in_(("proposed", "approved")),
        )
    )
    return {instalment_id: number_of(year, serial) for instalment_id, year, serial in rows}


def number_of(year: int, serial: int) -> str:
    """Write the number of a batch.

    >>> number_of(2026, 7)
    '拨付2026-007'
    """
    return f"拨付{year}-{serial:03d}"


def _known(session: Session, grant_ids: Collection[UUID], today: date) -> _Known:
    last = (
        select(AssessmentRow.grant_id, AssessmentRow.conclusion, AssessmentRow.stage)
        .ext(distinct_on(AssessmentRow.grant_id))
        .where(AssessmentRow.grant_id.in_(grant_ids))
        .order_by(
            AssessmentRow.grant_id, AssessmentRow.assessed_on.desc(), AssessmentRow.round.desc()
        )
    )
    return _Known(
        today,
        {notice.call_id: notice for notice in session.scalars(select(PublicNoticeRow))},
        frozenset(session.scalars(select(DedicatedAccountRow.employer_id).distinct())),
        {
            grant_id: stage
            for grant_id, conclusion, stage in session.execute(last)
            if conclusion == "failed"
        },
        open_findings.overdue_of(session, grant_ids, today),
    )


def _of_notice(known: _Known, grant: GrantRow) -> Iterator[Sentence]:
    notice = known.notices.get(grant.call_id)
    # its last day is a day for objections, too
    if notice is None or notice.ends_on >= known.today:
        yield Sentence(N_("入选名单公示尚未期满（第十八条）"))
    if notice is not None and notice.open_objections:
        yield Sentence(N_("公示异议尚未办结（第十八条）"))


def _of_agreement(known: _Known, row: InstalmentRow, signed_on: date) -> Iterator[Sentence]:
    if signed_on > known.today:
        yield Sentence(N_("任务书尚未到签订日（第二十七条）"))
    if row.employer_id not in known.with_account:
        yield Sentence(N_("所在单位尚未登记专门账户（第二十六条）"))


def _of_grant(known: _Known, grant: GrantRow) -> Iterator[Sentence]:
    if grant.state not in _PAYABLE or grant.suspended_on is not None:
        yield Sentence(N_("项目不在执行中，停止拨付（第三十二条）"))
    stage = known.failed.get(grant.id)
    if stage is not None:
        yield Sentence(N_("“{stage}”不合格，待整改后复评（第三十一条）"), {"stage": stage})
    number = known.overdue.get(grant.id)
    if number is not None:
        yield Sentence(N_("{number} 逾期未完成整改（第三十二条（二）3）"), {"number": number})
