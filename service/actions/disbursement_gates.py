"""What stands between an instalment and its payment (Art. 18, 26, 27, 31, 32)."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actions import open_findings
from service.messages import N_, Sentence
from service.tables import (
    AgreementRow,
    AssessmentRow,
    DedicatedAccountRow,
    GrantRow,
    InstalmentRow,
    PublicNoticeRow,
)

_PAYABLE = {"agreed", "active"}


def unmet(session: Session, instalment_id: UUID, today: date) -> list[Sentence]:
    """Say what still stands between an instalment and its payment, in the order of the law."""
    row = session.get_one(InstalmentRow, instalment_id)
    grant = session.get_one(GrantRow, row.grant_id)
    return [
        *_of_notice(session, grant, today),
        *_of_agreement(session, row, today),
        *_of_grant(session, grant, today),
    ]


def _of_notice(session: Session, grant: GrantRow, today: date) -> Iterator[Sentence]:
    notice = session.scalar(select(PublicNoticeRow).where(PublicNoticeRow.call_id == grant.call_id))
    if notice is None or notice.ends_on >= today:  # its last day is a day for objections, too
        yield Sentence(N_("入选名单公示尚未期满（第十八条）"))
    if notice is not None and notice.open_objections:
        yield Sentence(N_("公示异议尚未办结（第十八条）"))


def _of_agreement(session: Session, row: InstalmentRow, today: date) -> Iterator[Sentence]:
    agreement = session.get_one(AgreementRow, row.agreement_id)
    account = session.scalar(
        select(DedicatedAccountRow.id).where(DedicatedAccountRow.employer_id == row.employer_id)
    )
    if agreement.signed_on > today:
        yield Sentence(N_("任务书尚未到签订日（第二十七条）"))
    if account is None:
        yield Sentence(N_("所在单位尚未登记专门账户（第二十六条）"))


def _of_grant(session: Session, grant: GrantRow, today: date) -> Iterator[Sentence]:
    if grant.state not in _PAYABLE or grant.suspended_on is not None:
        yield Sentence(N_("项目不在执行中，停止拨付（第三十二条）"))
    yield from _of_assessment(session, grant)
    number = open_findings.overdue(session, grant, today)
    if number is not None:
        yield Sentence(N_("{number} 逾期未完成整改（第三十二条（二）3）"), {"number": number})


def _of_assessment(session: Session, grant: GrantRow) -> Iterator[Sentence]:
    last = (
        select(AssessmentRow.conclusion, AssessmentRow.stage)
        .where(AssessmentRow.employer_id == grant.employer_id, AssessmentRow.grant_id == grant.id)
        .order_by(AssessmentRow.assessed_on.desc(), AssessmentRow.round.desc())
        .limit(1)
    )
    found = session.execute(last).one_or_none()
    if found is not None and found.conclusion == "failed":
        yield Sentence(N_("“{stage}”不合格，待整改后复评（第三十一条）"), {"stage": found.stage})
