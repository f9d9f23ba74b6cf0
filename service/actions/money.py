"""Money in: agreements with their budgets, instalments approved, sent and received."""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from compliance import law
from compliance.categories import Category
from compliance.machine import NotInTableError, Transition
from compliance.procedures.disbursement import DISBURSEMENT, InstalmentState
from ledger import book, events
from ledger.bank import statements
from ledger.events import Occasion
from ledger.journal import BookId, EntryId
from service import audit, db, texts
from service.actions import disbursement_gates, grant_states, inbox_news, plan_and_team
from service.actions.plan_and_team import NewPlanItem
from service.actions.posting import post
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import (
    AgreementBudgetRow,
    AgreementRow,
    GrantRow,
    InstalmentRow,
)

Move = Transition[InstalmentState]
FEN = Decimal("0.01")
MOST = Decimal("9999999999999.99")  # a sum of such amounts still fits the ledger
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class NewInstalment:
    """A planned payment of the Center."""

    amount: Decimal
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgreement:
    """A task agreement (Art. 27) with its budget and instalments, which must add up."""

    grant_id: UUID
    number: str
    approved_on: date  # 立项日
    signed_on: date
    ends_on: date
    negative_list: str
    budget: dict[Category, Decimal]
    instalments: tuple[NewInstalment, ...]
    plan: tuple[NewPlanItem, ...] = ()


def sign_agreement(session: Session, actor: Actor, new: NewAgreement) -> UUID:
    """Record a signed agreement; the Center's commitment and the employer's budget are posted."""
    grant = session.get(GrantRow, new.grant_id, with_for_update=True)
    if grant is None:
        raise NotFound(N_("没有这个项目。"))
    if grant.state != "nominated":
        raise Refused(N_("项目 {number} 已签订任务书。"), "第二十七条", number=grant.number)
    _check_agreement(session, new)
    row = AgreementRow(
        employer_id=grant.employer_id,
        grant_id=grant.id,
        number=new.number.strip(),
        version=1,
        approved_on=new.approved_on,
        signed_on=new.signed_on,
        ends_on=new.ends_on,
        negative_list=new.negative_list,
        recorded_at=actor.at,
    )
    session.add(row)
    _flush_number(session, new.number.strip())
    _add_parts(session, row, new)
    plan_and_team.add_items(session, row, new.plan)
    grant_states.move(session, actor, grant, "sign")
    connection = session.connection()
    budget = {category.value: amount for category, amount in new.budget.items()}
    occasion = _occasion(actor, f"agreement:{row.id}:commit", row.number)
    employer_book = book.book_of(connection, grant.employer_id)
    post(
        session,
        "第二十七条",
        *events.commit_agreement(_center(session), employer_book, occasion, grant.number, budget),
    )
    _record(session, actor, row, "sign_agreement", "第二十七条")
    return row.id


def _flush_number(session: Session, number: str) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        if "uq_agreement_employer_id_number" not in str(error.orig):
            raise
        raise Refused(
            N_("任务书编号 {number} 已登记，请核对是否重复。"), "第二十七条", number=number
        ) from error


def _check_agreement(session: Session, new: NewAgreement) -> None:
    if not new.number.strip():
        raise Invalid(N_("请填写任务书编号。"))
    if not new.approved_on < new.ends_on:
        raise Invalid(N_("执行期止日须晚于立项日。"))
    check_list(session, new.negative_list)
    due = (part.due_on for part in new.instalments)
    check_years(new.approved_on, new.signed_on, new.ends_on, *due)
    amounts = [*new.budget.values(), *(part.amount for part in new.instalments)]
    if not amounts or not all(_is_payable(amount) for amount in amounts):
        raise Invalid(N_("预算和拨付计划的每一笔都须大于零，最多两位小数。"))
    budget = sum(new.budget.values(), Decimal("0.00"))
    planned = sum((part.amount for part in new.instalments), Decimal("0.00"))
    if budget != planned:
        raise Invalid(
            N_("各支出方向预算合计 {budget} 元与拨付计划合计 {planned} 元不一致，请核对。"),
            "第二十七条",
            budget=f"{budget:,.2f}",
            planned=f"{planned:,.2f}",
        )


def check_list(session: Session, version: str) -> None:
    """See that an agreement names a negative list that is at hand, installed or approved."""
    at_hand = {each.heading.version for each in texts.library(session).negative_lists()}
    if version not in at_hand:
        raise Invalid(N_("没有版本为 {version} 的负面清单。"), version=version)


def check_years(*days: date) -> None:
    """See that no day of an agreement is of a mistyped year."""
    if not all(FIRST_YEAR <= day.year <= LAST_YEAR for day in days):
        raise Invalid(
            N_("任务书的日期须在 {first} 年到 {last} 年之间，请核对年份。"),
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
        )


def _is_payable(amount: Decimal) -> bool:
    """Tell whether an amount is above nought, within reason and in whole fen."""
    return amount.is_finite() and 0 < amount <= MOST and amount == amount.quantize(FEN)


def _add_parts(session: Session, row: AgreementRow, new: NewAgreement) -> None:
    for category, amount in new.budget.items():
        session.add(
            AgreementBudgetRow(
                employer_id=row.employer_id,
                agreement_id=row.id,
                category=category.value,
                amount=amount,
            )
        )
    for position, part in enumerate(new.instalments, start=1):
        session.add(
            InstalmentRow(
                employer_id=row.employer_id,
                agreement_id=row.id,
                grant_id=row.grant_id,
                position=position,
                amount=part.amount,
                due_on=part.due_on,
                state="planned",
            )
        )
    session.flush()


def appropriate(session: Session, actor: Actor, document: str, amount: Decimal) -> EntryId:
    """Book the programme's budget that a fiscal document made available to the Center (Art. 24)."""
    if not document.strip():
        raise Invalid(N_("请填写预算批复文号。"))
    if not _is_payable(amount):
        raise Invalid(N_("下达金额须大于零，最多两位小数。"))
    # the document's number makes the event unique: booking it twice posts nothing new
    named = hashlib.sha256(document.strip().encode()).hexdigest()[:32]
    occasion = _occasion(actor, f"appropriation:{named}", document.strip()[:200])
    entry = post(session, "第二十四条", events.appropriate(_center(session), occasion, amount))
    step = Step(
        action="appropriate", subject="programme", subject_id=None, employer_id=None,
        article="第二十四条", reason=document.strip()[:200],
    )  # fmt: skip
    audit.record(session, actor, step)
    return entry


def approve_instalment(
    session: Session, actor: Actor, instalment_id: UUID, *, batched: bool = False
) -> None:
    """Approve a planned instalment once every gate is open; `batched`: with its whole batch."""
    row = _instalment(session, instalment_id)
    step = _step(row, "approve", actor)
    _check_batch(session, row, batched=batched)
    unmet = disbursement_gates.unmet(session, row.id, actor.today)
    if unmet:
        raise Refused(N_("现在不能批准拨付：{why}。"), why=unmet[0])
    row.approved_by = actor.user_id
    _move(session, actor, row, step, alone=not batched)


def send_instalment(
    session: Session, actor: Actor, instalment_id: UUID, *, batched: bool = False
) -> EntryId:
    """Pay an approved instalment to the employer's dedicated account (Art. 24)."""
    row = _instalment(session, instalment_id)
    step = _step(row, "send", actor)
    _check_batch(session, row, batched=batched)
    if row.approved_by == actor.user_id:
        raise Forbidden(N_("批准人与付款人须为两人，请由另一人办理付款。"))
    unmet = disbursement_gates.unmet(session, row.id, actor.today)
    if unmet:  # an objection may have come after the approval
        raise Refused(N_("现在不能付款：{why}。"), why=unmet[0])
    grant = session.get_one(GrantRow, row.grant_id)
    occasion = _occasion(actor, f"instalment:{row.id}:disburse", grant.number)
    entry = post(
        session, "第二十四条", events.disburse(_center(session), occasion, grant.number, row.amount)
    )
    row.sent_by, row.sent_on, row.center_entry_id = actor.user_id, actor.today, int(entry)
    _move(session, actor, row, step)
    return entry


def confirm_receipt(
    session: Session, actor: Actor, instalment_id: UUID, bank_reference: str
) -> EntryId:
    """Confirm that an instalment arrived in the dedicated account: both books move together."""
    row = _instalment(session, instalment_id)
    if row.employer_id != actor.employer_id:
        raise NotFound(N_("没有这笔拨款。"))
    step = _step(row, "confirm", actor)
    reference = _slip(session, row, bank_reference)
    grant = session.get_one(GrantRow, row.grant_id)
    occasion = _occasion(actor, f"instalment:{row.id}:receive", grant.number)
    employer_book = book.book_of(session.connection(), row.employer_id)
    with db.acting_for_center(session):  # the Center's side of the same event
        entry = post(
            session,
            "第二十四条",
            events.receive(employer_book, occasion, grant.number, row.amount),
            events.confirm_receipt(_center(session), occasion, grant.number, row.amount),
        )
    row.received_by, row.received_on = actor.user_id, actor.today
    row.bank_reference, row.employer_entry_id = reference, int(entry)
    _move(session, actor, row, step)
    if grant.state == "agreed":
        grant_states.move(session, actor, grant, "receive")
    return entry


def _slip(session: Session, row: InstalmentRow, typed: str) -> str:
    """Check the bank slip of a receipt: no other receipt's, and where it is known, its amount."""
    reference = typed.strip()[:100]
    if not reference:
        raise Invalid(N_("请填写银行回单的流水号：到账须能与银行对账单核对（第二十六条）。"))
    used = select(InstalmentRow.id).where(
        InstalmentRow.employer_id == row.employer_id, InstalmentRow.bank_reference == reference
    )
    if session.scalar(used) is not None:
        raise Refused(
            N_("流水号 {reference} 已用于确认另一笔拨款，请核对银行回单。"),
            "第二十六条",
            reference=reference,
        )
    connection = session.connection()
    of_employer = book.book_of(connection, row.employer_id)
    known = statements.of_slip(connection, of_employer, reference)
    if known and all(line.amount != row.amount for line in known):
        raise Refused(
            N_(
                "银行对账单上流水号 {reference} 的金额是 {found} 元，"
                "与拨款 {amount} 元不符，请核对。"
            ),
            "第二十六条",
            reference=reference,
            found=f"{known[0].amount:,.2f}",
            amount=f"{row.amount:,.2f}",
        )
    return reference


def _check_batch(session: Session, row: InstalmentRow, *, batched: bool) -> None:
    """See that what goes with a batch does not go by itself."""
    number = None if batched else disbursement_gates.batches(session, [row.id]).get(row.id)
    if number is not None:
        raise Refused(
            N_("这笔拨款在批次 {number} 中，请在批次里办理，或先从批次中剔除。"), number=number
        )


def _instalment(session: Session, instalment_id: UUID) -> InstalmentRow:
    row = session.get(InstalmentRow, instalment_id, with_for_update=True)
    if row is None:
        raise NotFound(N_("没有这笔拨款。"))
    return row


def _step(row: InstalmentRow, action: str, actor: Actor) -> Move:
    try:
        return DISBURSEMENT.step(InstalmentState(row.state), action, actor.role.value)
    except NotInTableError as error:
        raise Refused(N_("这笔拨款当前状态不允许这一操作，请刷新页面查看。")) from error


def _move(
    session: Session, actor: Actor, row: InstalmentRow, step: Move, *, alone: bool = True
) -> None:
    trail = Step(
        action=f"{step.action}_instalment",
        subject="instalment",
        subject_id=row.id,
        employer_id=row.employer_id,
        source=step.source.value,
        target=step.target.value,
        article=law.citation(step.article).text(),
    )
    row.state = step.target.value
    audit.record(session, actor, trail)
    session.flush()
    if alone:  # of what goes with a batch, the batch tells
        inbox_news.about_instalment(session, actor, row)


def _record(session: Session, actor: Actor, row: AgreementRow, action: str, article: str) -> None:
    step = Step(
        action=action, subject="agreement", subject_id=row.id, employer_id=row.employer_id,
        article=article,
    )  # fmt: skip
    audit.record(session, actor, step)


def _center(session: Session) -> BookId:
    return book.book_of(session.connection(), None)


def _occasion(actor: Actor, key: str, memo: str) -> Occasion:
    return Occasion(key=key, effective_on=actor.today, actor=str(actor.user_id), memo=memo)
