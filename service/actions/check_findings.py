"""检查发现 (Art. 33): a fault found at a sampled item, told in its parts, and what becomes of it.

A finding stays as it was found. It may be dropped with a reason, or become a rectification by the
procedure for that, in which another person sends the notice and the employer is heard.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from compliance import law, rulebook
from compliance.fieldwork import NATURES
from compliance.messages import Message
from compliance.procedures.spot_check import SpotCheckState
from reports.letters.parts import article
from service import audit, texts
from service.actions import fieldwork, raising, spot_check_steps
from service.actions.fieldwork import ARTICLE, yuan
from service.actions.raising import NewFinding as NewFault
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import (
    ClaimRow,
    InvoiceRow,
    ProceedingRow,
    SpotCheckFindingRow,
    SpotCheckItemRow,
)

TITLE_MAX: Final = 100
TEXT_MAX: Final = 2000
NOTHING: Final = Decimal("0.00")
_RAISED_IN: Final = frozenset({
    SpotCheckState.FIELDWORK, SpotCheckState.DRAFT_RESULT, SpotCheckState.COMMENTS,
    SpotCheckState.FINAL, SpotCheckState.FOLLOW_UP,
})  # fmt: skip


_TURN = text("select pg_advisory_xact_lock(hashtextextended('findings of ' || :of, 0))")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFinding:
    """A fault: what is, what should be, why it came about, what it does; `amount` in yuan."""

    title: str
    nature: str  # a key of NATURES
    condition: str
    article: int
    code: str  # of the negative list or of a rule; '' where the article says enough
    cause: str
    effect: str
    department: str
    amount: Decimal
    repeats_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a rectification asks of the employer; at least one of the three."""

    amount: Decimal
    supply: str
    adjust: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that a finding may rest on besides its article."""

    code: str
    title: Message


@dataclass(frozen=True, slots=True)
class Criteria:
    """What may be chosen: items of the list in force on the day of the cost, and the rules."""

    listed: tuple[Criterion, ...]
    rules: tuple[Criterion, ...]


def label(check_number: str, number: int) -> str:
    """Name a finding: 抽查2026-001-03."""
    return f"{check_number}-{number:02d}"


def criteria(session: Session, claim: ClaimRow) -> Criteria:
    """Give what a finding at a claim may rest on."""
    issued = session.get_one(InvoiceRow, claim.invoice_id).issued_on
    day = claim.cost_on or issued or claim.made_at.date()
    items = texts.agreed(session, claim.grant_id, day).negative_list.items
    return Criteria(
        tuple(Criterion(each.code, each.title) for each in items),
        tuple(Criterion(each.code, each.title) for each in rulebook.RULES),
    )


def raise_(
    session: Session, actor: Actor, item: SpotCheckItemRow, new: NewFinding
) -> SpotCheckFindingRow:
    """Write a fault down; the item was answered as wrong before."""
    check = spot_check_steps.find(session, actor, item.check_id)
    if check.state != SpotCheckState.FIELDWORK:
        raise Refused(N_("{number} 不在检查阶段，不能登记新的问题。"), ARTICLE, number=check.number)
    _found_wrong(session, item)
    _check_words(new)
    _check_amount(item, new)
    claim = session.get_one(ClaimRow, item.claim_id)
    row = SpotCheckFindingRow(
        employer_id=item.employer_id,
        check_id=check.id,
        item_id=item.id,
        claim_id=item.claim_id,
        grant_id=claim.grant_id,
        number=_next_number(session, check.id),
        title=new.title.strip(),
        nature=new.nature,
        condition=new.condition.strip(),
        article=new.article,
        code=new.code,
        basis=_basis(criteria(session, claim), new),
        cause=new.cause.strip(),
        effect=new.effect.strip(),
        department=new.department.strip(),
        amount=new.amount,
        repeats_id=_earlier(session, item, new.repeats_id),
        found_by=actor.user_id,
        found_at=actor.at,
        drop_reason="",
    )
    session.add(row)
    session.flush()
    _record(session, actor, row, "raise_finding", row.title)
    return row


def find(session: Session, actor: Actor, finding_id: UUID) -> SpotCheckFindingRow:
    """Give a finding to the Center, and to its employer once it was told of it."""
    row = session.get(SpotCheckFindingRow, finding_id, populate_existing=True)
    if row is None or not may_see(actor) or actor.employer_id not in {None, row.employer_id}:
        raise NotFound(N_("没有这个问题。"))
    return row


def may_see(actor: Actor) -> bool:
    """Tell whether findings are this person's concern: the Center's, and an employer's own."""
    return actor.role.of_center or actor.role.of_employer


def drop(session: Session, actor: Actor, finding_id: UUID, reason: str) -> None:
    """Let a finding go, with the reason; it stays to be read."""
    row = _standing(session, actor, finding_id)
    if not reason.strip():
        raise Invalid(N_("撤销问题须写明理由。"))
    row.dropped_by, row.dropped_at = actor.user_id, actor.at
    row.drop_reason = reason.strip()[:TEXT_MAX]
    session.flush()
    _record(session, actor, row, "drop_finding", row.drop_reason)


def most_asked(session: Session, row: SpotCheckFindingRow) -> Decimal:
    """Give what a rectification may ask back at most: what is spent and not asked back yet."""
    try:
        left = raising.occasion(session, None, row.claim_id).most
    except Refused:  # the claim was taken back since
        return NOTHING
    return min(row.amount, left if left is not None else NOTHING)


def rectify(session: Session, actor: Actor, finding_id: UUID, asked: Asked) -> ProceedingRow:
    """Open the rectification of a finding; another person sends its notice."""
    row = _standing(session, actor, finding_id)
    check = spot_check_steps.find(session, actor, row.check_id)
    if check.state not in _RAISED_IN:
        raise Refused(N_("{number} 已经办结或撤销，不能再开出整改。"), ARTICLE, number=check.number)
    if asked.amount > row.amount:
        raise Refused(
            N_("要求退回的金额不能超过问题金额 {most} 元。"), ARTICLE, most=f"{row.amount:,.2f}"
        )
    case = raising.raise_finding(
        session,
        actor,
        NewFault(
            grant_id=row.grant_id,
            claim_id=row.claim_id,
            problem=row.title,
            facts=f"{label(check.number, row.number)}：{row.condition}",
            ground=row.basis,
            amount=asked.amount,
            supply=asked.supply,
            adjust=asked.adjust,
            origin="spot_check",
        ),
    )
    row.proceeding_id = case.id
    session.flush()
    _record(session, actor, row, "rectify_finding", case.number)
    return case


def _standing(session: Session, actor: Actor, finding_id: UUID) -> SpotCheckFindingRow:
    """Give a finding that was neither dropped nor made a rectification yet, for this action."""
    row = session.get(SpotCheckFindingRow, finding_id, with_for_update=True)
    if row is None or not actor.role.of_center:
        raise NotFound(N_("没有这个问题。"))
    if row.dropped_at is not None or row.proceeding_id is not None:
        raise Refused(N_("这个问题已经撤销或者已开出整改，请刷新页面查看。"), ARTICLE)
    return row


def _found_wrong(session: Session, item: SpotCheckItemRow) -> None:
    given = fieldwork.newest(session, item)
    if given is None or not fieldwork.value_of(item, given).wrong:
        raise Refused(
            N_("请先保存第 {number} 笔的检查结果：有不符合项或者无法取证的，才能登记问题。"),
            ARTICLE,
            number=str(item.number),
        )


def _check_words(new: NewFinding) -> None:
    if not new.title.strip() or not new.condition.strip() or new.nature not in NATURES:
        raise Invalid(N_("请写明问题标题、定性和问题描述。"))
    if not 1 <= new.article <= law.ARTICLE_COUNT:
        raise Invalid(N_("请选择所依据的条文。"))
    for said in (new.condition, new.cause, new.effect):
        if len(said) > TEXT_MAX:
            raise Invalid(N_("每项内容不能超过 {most} 字，请精简。"), most=str(TEXT_MAX))


def _check_amount(item: SpotCheckItemRow, new: NewFinding) -> None:
    most = yuan(item.value)
    if not new.amount.is_finite() or not 0 <= new.amount <= most:
        raise Invalid(N_("涉及金额应在零到这一笔的金额 {most} 元之间。"), most=f"{most:,.2f}")


def _basis(known: Criteria, new: NewFinding) -> str:
    """Write what the finding rests on, as it is printed."""
    rests_on = article(new.article)
    if not new.code:
        return rests_on
    for each in known.listed:
        if each.code == new.code:
            return f"{rests_on}、负面清单 {each.code}（{each.title.text()}）"
    for each in known.rules:
        if each.code == new.code:
            return f"{rests_on}（核对项目：{each.title.text()}）"
    raise Invalid(N_("请从列表中选择负面清单条目或核对项目。"))


def _earlier(session: Session, item: SpotCheckItemRow, repeats: UUID | None) -> UUID | None:
    if repeats is None:
        return None
    row = session.get(SpotCheckFindingRow, repeats)
    if row is None or row.employer_id != item.employer_id or row.dropped_at is not None:
        raise Invalid(N_("请从列表中选择以前的问题。"))
    return row.id


def _next_number(session: Session, check_id: UUID) -> int:
    session.execute(_TURN, {"of": str(check_id)})
    last = session.scalar(
        select(func.max(SpotCheckFindingRow.number)).where(SpotCheckFindingRow.check_id == check_id)
    )
    return (last or 0) + 1


def _record(
    session: Session, actor: Actor, row: SpotCheckFindingRow, action: str, reason: str
) -> None:
    step = Step(
        action=action, subject="spot_check", subject_id=row.check_id, employer_id=None,
        article=ARTICLE, reason=f"{row.number}：{reason}",
    )  # fmt: skip
    audit.record(session, actor, step)
