"""解释 (Art. 36) 和管理办法的版本 (Art. 35, 37): recorded for all to read and to cite."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from compliance.law import ARTICLE_COUNT
from service import audit
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import AgreementRow, PolicyVersionRow, RulingRow

TEXT_MAX = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRuling:
    """A question and what the Center answers; `replaces` the ruling that it takes the place of."""

    article: int
    question: str
    answer: str
    author: str
    answered_on: date
    replaces: UUID | None = None


@dataclass(frozen=True, slots=True)
class RulingView:
    """A ruling in the list; `mine`: the reader recorded it and does not publish it."""

    id: UUID
    number: str
    article: int
    question: str
    answer: str
    author: str
    answered_on: date
    published: bool
    mine: bool
    replaced_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVersion:
    """A version of the Measures."""

    version: str
    title: str
    issuer: str
    published_on: date
    effective_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version and how many agreements were signed under it (Art. 37)."""

    version: str
    title: str
    issuer: str
    published_on: date
    effective_on: date
    note: str
    agreements: int


def record(session: Session, actor: Actor, new: NewRuling) -> UUID:
    """Record a ruling; another person publishes it."""
    if not (new.question.strip() and new.answer.strip() and new.author.strip()):
        raise Invalid(N_("请填写问题、答复和答复人。"))
    if not 1 <= new.article <= ARTICLE_COUNT:
        raise Invalid(N_("管理办法只有 {count} 条，请核对条款。"), count=str(ARTICLE_COUNT))
    if new.answered_on > actor.today:
        raise Invalid(N_("答复日期 {day} 还没有到。"), day=new.answered_on.isoformat())
    row = RulingRow(
        number=_next_number(session, actor.today.year),
        article=new.article,
        question=new.question.strip()[:TEXT_MAX],
        answer=new.answer.strip()[:TEXT_MAX],
        answered_on=new.answered_on,
        author=new.author.strip(),
        recorded_by=actor.user_id,
        recorded_at=actor.at,
        replaces=new.replaces,
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        raise Refused(N_("该解释已由另一项解释代替，或编号刚被占用，请重试。")) from error
    _record(session, actor, "record_ruling", row.id, row.number)
    return row.id


def publish(session: Session, actor: Actor, ruling_id: UUID) -> None:
    """Publish what another person recorded: from now on it may be cited."""
    row = session.get(RulingRow, ruling_id, with_for_update=True)
    if row is None:
        raise NotFound(N_("没有这项解释。"))
    if row.published_at is not None:
        raise Refused(N_("解释 {number} 已经发布。"), number=row.number)
    if row.recorded_by == actor.user_id:
        raise Forbidden(N_("解释 {number} 由您登记，请由另一人发布。"), number=row.number)
    row.published_by, row.published_at = actor.user_id, actor.at
    session.flush()
    _record(session, actor, "publish_ruling", row.id, row.number)


def rulings(session: Session, actor: Actor) -> list[RulingView]:
    """List the rulings by article; whoever is not of the Center sees the published ones."""
    newer = aliased(RulingRow)
    query = (
        select(RulingRow, newer.number)
        .outerjoin(newer, (newer.replaces == RulingRow.id) & newer.published_at.is_not(None))
        .order_by(RulingRow.article, RulingRow.number)
    )
    if actor.employer_id is not None:
        query = query.where(RulingRow.published_at.is_not(None))
    return [
        RulingView(
            row.id, row.number, row.article, row.question, row.answer, row.author,
            row.answered_on, row.published_at is not None, row.recorded_by == actor.user_id,
            number or "",
        )
        for row, number in session.execute(query)
    ]  # fmt: skip


def in_force(session: Session) -> dict[int, list[str]]:
    """Give the numbers of the rulings in force by article, to cite beside it."""
    newer = aliased(RulingRow)
    query = (
        select(RulingRow.article, RulingRow.number)
        .outerjoin(newer, (newer.replaces == RulingRow.id) & newer.published_at.is_not(None))
        .where(RulingRow.published_at.is_not(None), newer.id.is_(None))
        .order_by(RulingRow.number)
    )
    found: dict[int, list[str]] = {}
    for article, number in session.execute(query):
        found.setdefault(article, []).append(number)
    return found


def record_version(session: Session, actor: Actor, new: NewVersion) -> UUID:
    """Record a version of the Measures; agreements keep the one in force when they were signed."""
    if not (new.version.strip() and new.title.strip() and new.issuer.strip()):
        raise Invalid(N_("请填写版本、名称和发文机关。"))
    if new.effective_on < new.published_on:
        raise Invalid(N_("施行日期不能早于公布日期（第三十七条）。"))
    row = PolicyVersionRow(
        version=new.version.strip(),
        title=new.title.strip(),
        issuer=new.issuer.strip(),
        published_on=new.published_on,
        effective_on=new.effective_on,
        note=new.note.strip()[:TEXT_MAX],
        recorded_by=actor.user_id,
        recorded_at=actor.at,
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        if "uq_policy_version" not in str(error.orig):
            raise
        raise Refused(N_("这一版本或同日施行的另一版本已经登记。"), "第三十七条") from error
    _record(session, actor, "record_policy_version", row.id, row.version)
    return row.id


def versions(session: Session) -> list[VersionView]:
    """List the versions, newest first, with the agreements signed while each was in force."""
    rows = session.scalars(
        select(PolicyVersionRow).order_by(PolicyVersionRow.effective_on.desc())
    ).all()
    until: date | None = None
    found = []
    for row in rows:
        signed = (
            select(func.count())
            .select_from(AgreementRow)
            .where(AgreementRow.version == 1, AgreementRow.signed_on >= row.effective_on)
        )
        if until is not None:
            signed = signed.where(AgreementRow.signed_on < until)
        found.append(
            VersionView(
                row.version, row.title, row.issuer, row.published_on, row.effective_on, row.note,
                session.scalar(signed) or 0,
            )
        )  # fmt: skip
        until = row.effective_on
    return found


def _next_number(session: Session, year: int) -> str:
    taken = session.scalar(
        select(func.count()).select_from(RulingRow).where(RulingRow.number.like(f"解释{year}-%"))
    )
    return f"解释{year}-{(taken or 0) + 1:03d}"


def _record(session: Session, actor: Actor, action: str, subject_id: UUID, reason: str) -> None:
    step = Step(
        action=action, subject="ruling", subject_id=subject_id, employer_id=None,
        article="第三十六条" if "ruling" in action else "第三十五条", reason=reason,
    )  # fmt: skip
    audit.record(session, actor, step)
