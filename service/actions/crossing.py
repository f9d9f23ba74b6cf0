"""One voucher in claims of two employers (Art. 26, 28): found for the Center, who settles it.

Employers learn nothing of it: what they upload is answered as if they were alone, and neither the
matches nor their trail is in their rows. Any year counts, and every claim that is not withdrawn.
"""

from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, aliased

from compliance.claim_states import OVER
from compliance.facts import Sameness
from service import audit
from service.audit import Step
from service.messages import N_, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import (
    ClaimRow,
    CorrectionRow,
    CrossMatchRow,
    InvoiceRow,
    OriginalRow,
    RenditionRow,
)

ARTICLE = "第二十六条"
CONCLUSION_MAX = 500
LONG_NUMBER = 20  # digits of a number that no other invoice bears; shorter ones come round again

_Earlier, _Later = aliased(ClaimRow), aliased(ClaimRow)
_First, _Second = aliased(InvoiceRow), aliased(InvoiceRow)
_Pairs: TypeAlias = Select[UUID, UUID]  # of invoices: first, second


def look(session: Session, actor: Actor) -> int:
    """Find vouchers claimed by two employers and keep what is new; give how many that is.

    The surest sameness of two claims is kept; a match that is kept already stays as it is.
    """
    return sum(
        _keep(session, actor, same, alike)
        for same, alike in (
            (Sameness.INVOICE, _of_two(_First.key == _Second.key)),
            (Sameness.NUMBER, _of_two(_same_number())),
            (Sameness.FILE, _of_one_file()),
        )
    )


def _keep(session: Session, actor: Actor, same: Sameness, alike: _Pairs) -> int:
    names = ["sameness", "earlier_claim_id", "later_claim_id", "found_at", "conclusion"]
    new = (
        insert(CrossMatchRow)
        .from_select(names, _claims(same, alike, actor.at))
        .on_conflict_do_nothing()
        .returning(CrossMatchRow.id)
    )
    found = session.scalars(new).all()
    for match_id in found:
        _record(session, actor, "find_crossing", match_id, same.value)
    return len(found)


def _claims(same: Sameness, alike: _Pairs, at: datetime) -> Select[*tuple[Any, ...]]:
    """Select the live claims on pairs of invoices, each pair of claims once, in their order."""
    pairs = alike.distinct().subquery()
    return (
        select(literal(same.value), _Earlier.id, _Later.id, literal(at), literal(""))
        .select_from(pairs)
        .join(_Earlier, _Earlier.invoice_id == pairs.c.first)
        .join(_Later, _Later.invoice_id == pairs.c.second)
        .where(
            _Earlier.state.not_in(sorted(OVER)),
            _Later.state.not_in(sorted(OVER)),
            tuple_(_Earlier.made_at, _Earlier.id) < tuple_(_Later.made_at, _Later.id),
        )
    )


def _of_two(condition: ColumnElement[bool]) -> _Pairs:
    """Select the invoices of two employers that meet a condition."""
    return (
        select(_First.id.label("first"), _Second.id.label("second"))
        .select_from(_First)
        .join(_Second, and_(condition, _Second.employer_id != _First.employer_id))
    )


def _same_number() -> ColumnElement[bool]:
    """Tell that two numbers are one where the reader was not certain of both.

    A short number comes round again: one more thing of the invoices has to agree.
    """
    return and_(
        _First.number == _Second.number,
        or_(_First.key.is_(None), _Second.key.is_(None)),
        or_(
            func.length(_First.number) >= LONG_NUMBER,
            _First.total == _Second.total,
            _First.issued_on == _Second.issued_on,
            _First.seller_name == _Second.seller_name,
        ),
    )


def _of_one_file() -> _Pairs:
    """Select the invoices of two employers that came in the very same bytes.

    One file may hold several invoices: two that were read as different ones are different, unless
    a person changed what was read.
    """
    arrived, again = aliased(RenditionRow), aliased(RenditionRow)
    file, copy = aliased(OriginalRow), aliased(OriginalRow)
    corrected = exists().where(CorrectionRow.invoice_id.in_([_First.id, _Second.id]))
    return (
        select(_First.id.label("first"), _Second.id.label("second"))
        .select_from(file)
        .join(copy, and_(copy.sha256 == file.sha256, copy.employer_id != file.employer_id))
        .join(arrived, arrived.original_id == file.id)
        .join(again, again.original_id == copy.id)
        .join(_First, _First.id == arrived.invoice_id)
        .join(_Second, _Second.id == again.invoice_id)
        .where(or_(_First.key.is_(None), _Second.key.is_(None), corrected))
    )


def settle(session: Session, actor: Actor, match_id: UUID, conclusion: str) -> None:
    """Say what a match turned out to be; it is said once, and stays."""
    conclusion = conclusion.strip()
    if not conclusion:
        raise Invalid(N_("请写明结论：是否为同一张凭证，由谁列支，如何处理。"))
    if len(conclusion) > CONCLUSION_MAX:
        raise Invalid(N_("结论不能超过 {most} 字，请精简。"), most=str(CONCLUSION_MAX))
    match = session.get(CrossMatchRow, match_id, with_for_update=True)
    if match is None:
        raise NotFound(N_("没有这条跨单位核对记录。"))
    if match.settled_at is not None:
        raise Refused(N_("这条跨单位核对记录已有结论，请刷新页面查看。"))
    match.conclusion = conclusion
    match.settled_by, match.settled_at = actor.user_id, actor.at
    _record(session, actor, "settle_crossing", match.id, conclusion)


def _record(session: Session, actor: Actor, action: str, match_id: UUID, reason: str) -> None:
    step = Step(
        action=action, subject="cross_match", subject_id=match_id, employer_id=None,
        article=ARTICLE, reason=reason,
    )  # fmt: skip
    audit.record(session, actor, step)
