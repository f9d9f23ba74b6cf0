"""The rest of a grant moves to its new employer: in both books and the Center's, or not at all.

`move` changes the books and opens the grant there; `pay` is the old employer's payment. The three
entries of a round bear one event, so that what left can be held against what arrives (I5).
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.categories import Category
from compliance.procedures.disbursement import InstalmentState
from compliance.procedures.transfer import TRANSFER, TransferState
from compliance.transfer import APPROVE, Need
from compliance.window import days_after
from ledger import book, events
from ledger.accounts import Source
from ledger.journal import EntryId
from service import audit, db
from service.actions import (
    arrivals,
    closing_statements,
    disbursement_stop,
    grant_states,
    plan_and_team,
    proceedings,
    transfer_letters,
    transfer_papers,
    transfers,
)
from service.actions import transfer_conditions as conditions
from service.actions.closing_statements import Figures
from service.actions.plan_and_team import NewPlanItem
from service.actions.posting import post
from service.actions.system import system_actor
from service.actions.transfers import ARTICLE
from service.audit import Step
from service.messages import N_, Invalid, Refused
from service.permissions import Actor
from service.tables import (
    AgreementBudgetRow,
    AgreementRow,
    GrantRow,
    InstalmentRow,
    ProceedingRow,
    SelecteeRow,
    TransferPaymentRow,
    TransferRow,
    TransferStatementRow,
)

UNPAID = (InstalmentState.PLANNED, InstalmentState.APPROVED, InstalmentState.STOPPED)


@dataclass(frozen=True, slots=True)
class Annex:
    """任务书补充协议 with the new employer: its number and the day of its signing (A-10)."""

    number: str = ""
    signed_on: date | None = None


def move(session: Session, actor: Actor, case_id: UUID, steps: int, annex: Annex) -> UUID:
    """转入新单位账: both books, the grant and its annex there; give the new employer's case."""
    case, about, grant = transfers.taken(session, actor, case_id, steps, "move")
    transfer_papers.expect(case, TransferState.STATEMENT_SIGNED)
    found = conditions.situation(session, actor, about, grant, case)
    conditions.require(found, (*APPROVE, Need.APPROVAL))
    statement = closing_statements.newest(session, case)
    stated = closing_statements.stated(session, statement, grant.number)
    if closing_statements.figures(session, grant) != stated:
        raise Refused(
            N_("结算单签署后原单位账上又有变动：请中心审核按最新账面重出结算单，再由原单位签署。"),
            ARTICLE,
        )
    there = _grant_there(session, actor, (case, about, grant), stated, annex)
    _post_move(session, actor, grant, there, (statement, stated))
    disbursement_stop.stop(session, actor, grant, case.number)
    proceedings.step(session, actor, case, TRANSFER, "move", annex.number.strip())
    if grant.state != "transferred":
        if grant.state == "active":  # a suspension in between was lifted
            grant_states.move(session, actor, grant, "begin_transfer", case=case)
        grant_states.move(session, actor, grant, "move_out", case=case)
    arrival = arrivals.announce(session, actor, there, statement, stated.money)
    assert found.approved_on is not None, "the Center has approved"
    transfer_letters.issue(session, actor, (case, arrival), (statement, stated), found.approved_on)
    if not stated.money:
        system = system_actor(actor.at)
        proceedings.step(session, system, case, TRANSFER, "nothing_to_pay")
        arrivals.send(session, system, statement, there.employer_id)
    return arrival.id


def _post_move(
    session: Session,
    actor: Actor,
    grant: GrantRow,
    there: GrantRow,
    what: tuple[TransferStatementRow, Figures],
) -> None:
    statement, stated = what
    if not stated.to_move:
        return
    connection = session.connection()
    old = book.book_of(connection, grant.employer_id)
    new = book.book_of(connection, there.employer_id)
    occasion = transfer_papers.occasion_of(actor, statement, "move", grant.number)
    post(
        session,
        ARTICLE,
        *events.approve_transfer(old, new, occasion, grant.number, stated.money, stated.budget),
    )


def pay(session: Session, actor: Actor, case_id: UUID, steps: int, bank_slip: str) -> EntryId:
    """付出划转资金: the cashier paid the new employer; give the entry of the old book."""
    case, about, grant = transfers.taken(session, actor, case_id, steps, "pay")
    transfer_papers.expect(case, TransferState.MOVED)
    statement = closing_statements.newest(session, case)
    stated = closing_statements.stated(session, statement, grant.number)
    slip = transfer_papers.slip_of(bank_slip)
    _check_slip_free(session, case, slip)
    assert about.new_employer_id is not None, "the Center has approved"
    with db.acting_for_center(session):
        connection = session.connection()
        own = book.book_of(connection, grant.employer_id)
        entries = events.pay_transfer(
            book.book_of(connection, None),
            own,
            transfer_papers.occasion_of(actor, statement, "pay", grant.number),
            grant.number,
            stated.money,
        )
        entry = post(session, ARTICLE, *sorted(entries, key=lambda each: each.book != own))
        session.add(
            TransferPaymentRow(
                statement_id=statement.id, employer_id=case.employer_id, amount=stated.total,
                bank_slip=slip, paid_on=actor.today, paid_by=actor.user_id, entry_id=int(entry),
            )
        )  # fmt: skip
        session.flush()
        proceedings.step(session, actor, case, TRANSFER, "pay", slip)
        arrivals.send(session, system_actor(actor.at), statement, about.new_employer_id)
    return entry


def _check_slip_free(session: Session, case: ProceedingRow, slip: str) -> None:
    used = select(TransferPaymentRow.statement_id).where(
        TransferPaymentRow.employer_id == case.employer_id, TransferPaymentRow.bank_slip == slip
    )
    if session.scalar(used) is not None:
        raise Refused(N_("回单号 {slip} 已用于另一笔划转，请核对银行回单。"), ARTICLE, slip=slip)


def _grant_there(
    session: Session,
    actor: Actor,
    of: tuple[ProceedingRow, TransferRow, GrantRow],
    stated: Figures,
    annex: Annex,
) -> GrantRow:
    """Give the grant at the new employer; the first round opens it with its annex."""
    case, about, grant = of
    if about.new_grant_id is not None:
        return session.get_one(GrantRow, about.new_grant_id)
    assert about.new_employer_id is not None, "the Center has approved"
    before = conditions.newest_agreement(session, grant)
    signed_on = _check_annex(actor, before, annex)
    _check_number_free(session, about, annex.number.strip())
    there = _open_there(session, actor, about, grant)
    row = AgreementRow(
        employer_id=there.employer_id,
        grant_id=there.id,
        number=annex.number.strip(),
        version=1,
        approved_on=before.approved_on,
        signed_on=signed_on,
        ends_on=before.ends_on,
        negative_list=before.negative_list,  # the grant's list goes on
        recorded_at=actor.at,
    )
    session.add(row)
    session.flush()
    _add_budget(session, row, stated)
    _add_instalments(session, row, grant)
    _copy_plan(session, before, row)
    grant_states.move(session, actor, there, "sign", case.number)
    about.new_grant_id = there.id
    session.flush()
    return there


def _check_annex(actor: Actor, before: AgreementRow, annex: Annex) -> date:
    if not annex.number.strip() or annex.signed_on is None:
        raise Invalid(
            N_("请填写新单位所签补充协议的编号和签订日：划转后按它执行（第二十七条、第三十条）。")
        )
    if annex.signed_on > actor.today:
        raise Invalid(
            N_("补充协议的签订日 {day} 还没有到：签订以后再转入。"), day=annex.signed_on.isoformat()
        )
    if annex.signed_on < before.signed_on:
        raise Invalid(
            N_("补充协议的签订日 {day} 早于原任务书的签订日 {signed}，请核对。"),
            day=annex.signed_on.isoformat(),
            signed=before.signed_on.isoformat(),
        )
    return annex.signed_on


def _check_number_free(session: Session, about: TransferRow, number: str) -> None:
    used = select(AgreementRow.id).where(
        AgreementRow.employer_id == about.new_employer_id, AgreementRow.number == number
    )
    if session.scalar(used) is not None:
        raise Refused(
            N_("任务书编号 {number} 已登记，请核对是否重复。"), "第二十七条", number=number
        )


def _open_there(session: Session, actor: Actor, about: TransferRow, grant: GrantRow) -> GrantRow:
    """Enter the selectee and the grant at the new employer, under the same number."""
    was = session.get_one(SelecteeRow, grant.selectee_id)
    assert about.new_employer_id is not None, "the Center has approved"
    selectee = SelecteeRow(
        employer_id=about.new_employer_id,
        name=was.name,
        born_on=was.born_on,
        field=was.field,
        recommender_id=was.recommender_id,
    )
    session.add(selectee)
    session.flush()
    there = GrantRow(
        employer_id=about.new_employer_id,
        selectee_id=selectee.id,
        call_id=grant.call_id,
        number=grant.number,
        state="nominated",
        joined_on=days_after(about.leaves_on, 1),
    )
    session.add(there)
    session.flush()
    step = Step(
        action="add_grant", subject="grant", subject_id=there.id, employer_id=there.employer_id,
        article=ARTICLE, reason=grant.number,
    )  # fmt: skip
    audit.record(session, actor, step)
    return there


def _add_budget(session: Session, row: AgreementRow, stated: Figures) -> None:
    """Let the annex name what moves of the Center's budget, by direction."""
    for purpose, amount in stated.budget.items():
        if purpose.source == Source.FISCAL:
            session.add(
                AgreementBudgetRow(
                    employer_id=row.employer_id, agreement_id=row.id, category=purpose.category,
                    amount=amount,
                )
            )  # fmt: skip
    session.flush()


def _add_instalments(session: Session, row: AgreementRow, grant: GrantRow) -> None:
    """Plan there what the Center has not paid yet; here it is stopped."""
    unpaid = session.scalars(
        select(InstalmentRow)
        .where(
            InstalmentRow.employer_id == grant.employer_id,
            InstalmentRow.grant_id == grant.id,
            InstalmentRow.state.in_(UNPAID),
        )
        .order_by(InstalmentRow.due_on, InstalmentRow.position)
    ).all()
    for position, part in enumerate(unpaid, start=1):
        session.add(
            InstalmentRow(
                employer_id=row.employer_id, agreement_id=row.id, grant_id=row.grant_id,
                position=position, amount=part.amount, due_on=part.due_on,
                state=InstalmentState.PLANNED.value,
            )
        )  # fmt: skip
    session.flush()


def _copy_plan(session: Session, before: AgreementRow, row: AgreementRow) -> None:
    items = [
        NewPlanItem(item.title, Category(item.category) if item.category else None)
        for item in plan_and_team.plan_of(session, before.id)
    ]
    plan_and_team.add_items(session, row, items)
