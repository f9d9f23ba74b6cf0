"""What the conditions of a transfer are judged by (Art. 30), read from the tables and the books."""

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance import transfer
from compliance.law import citation
from compliance.messages import Message, message
from compliance.procedures.advance import ADVANCE, AdvanceState
from compliance.transfer import Need, NewEmployer, Situation
from ledger import book
from ledger.accounts import AccountRef
from ledger.bank import matches, reconciling
from service import business_day
from service.messages import N_, Refused
from service.permissions import Actor
from service.tables import (
    AgreementRow,
    DedicatedAccountRow,
    EmployerRow,
    GrantRow,
    InstalmentRow,
    MoveRow,
    ProceedingRow,
    ProceedingStepRow,
    TransferRow,
)

ON_THE_WAY = N_("有一笔 {amount} 元的拨款在途：请原单位先确认到账。")
TO_TOP_UP = N_("原单位还应由自有资金补足 {amount} 元：请先补足专户。")
ADVANCED = N_("预借 {number} 还没有了结：请原单位先冲销、收回或撤回，再截止结算。")
NOT_RECONCILED = N_("专户还没有核对过银行余额：请原单位导入对账单并编制余额调节表。")
RECONCILED_UNTIL = N_("专户只核对到 {day}，{last} 还有收付：请原单位核对到最近的收付日。")


def situation(
    session: Session,
    actor: Actor,
    about: TransferRow,
    grant: GrantRow,
    case: ProceedingRow | None = None,
) -> Situation:
    """Gather everything that the conditions of a transfer are judged by, for one reader.

    `case` is None before it is opened.
    """
    agreement = newest_agreement(session, grant)
    of_center = actor.employer_id is None
    return Situation(
        leaves_on=about.leaves_on,
        starts_on=agreement.approved_on,
        ends_on=agreement.ends_on,
        suspended_on=grant.suspended_on,
        new=NewEmployer(
            name=about.new_name,
            uscc=about.new_uscc,
            seat_evidence=about.seat_evidence,
            workplace=about.workplace,
            in_beijing=about.in_beijing,
        ),
        same_field=about.same_field,
        field=about.field,
        applied_on=about.applied_on,
        paper=about.paper,
        consented_on=_day_of(session, case, "consent"),
        approved_on=_day_of(session, case, "approve"),
        matters=open_matters(session, grant, case),
        carried_over=about.carried_over,
        registered=of_center and receiver(session, about.new_uscc) is not None,
        disagreement=_disagreement(session, actor, grant),
        of_center=of_center,
    )


def require(of: Situation, needs: tuple[Need, ...]) -> None:
    """Refuse by the first condition that is not met; its sentence says what to do."""
    for line in transfer.unmet(of, needs):
        raise Refused(
            N_("现在不能办理划转：{why}"), citation(line.article).text(), why=line.said
        )  # fmt: skip


def newest_agreement(session: Session, grant: GrantRow) -> AgreementRow:
    """Give the version of a grant's agreement that counts now; Refused where none is signed."""
    agreement = session.scalar(
        select(AgreementRow)
        .where(AgreementRow.employer_id == grant.employer_id, AgreementRow.grant_id == grant.id)
        .order_by(AgreementRow.version.desc())
        .limit(1)
    )
    if agreement is None:
        raise Refused(
            N_("项目 {number} 还没有签订任务书，没有可划转的经费。"),
            "第三十条",
            number=grant.number,
        )
    return agreement


def receiver(session: Session, code: str) -> DedicatedAccountRow | None:
    """Give the new employer's dedicated account, where both are registered; for the Center."""
    return session.scalar(
        select(DedicatedAccountRow)
        .join(EmployerRow, EmployerRow.id == DedicatedAccountRow.employer_id)
        .where(EmployerRow.uscc == code)
    )


def open_matters(session: Session, grant: GrantRow, case: ProceedingRow | None) -> tuple[str, ...]:
    """Name the other cases of a grant whose procedures have a step left."""
    goes_on = (
        select(MoveRow.kind)
        .where(MoveRow.kind == ProceedingRow.kind, MoveRow.source == ProceedingRow.state)
        .exists()
    )
    numbers = session.scalars(
        select(ProceedingRow.number)
        .where(
            ProceedingRow.employer_id == grant.employer_id,
            ProceedingRow.grant_id == grant.id,
            ProceedingRow.kind != "transfer",
            goes_on,
        )
        .order_by(ProceedingRow.number)
    )
    return tuple(number for number in numbers if case is None or number != case.number)


def _day_of(session: Session, case: ProceedingRow | None, action: str) -> date | None:
    if case is None:
        return None
    at = session.scalar(
        select(func.max(ProceedingStepRow.at)).where(
            ProceedingStepRow.employer_id == case.employer_id,
            ProceedingStepRow.proceeding_id == case.id,
            ProceedingStepRow.action == action,
        )
    )
    return business_day.of(at) if at else None


def _disagreement(session: Session, actor: Actor, grant: GrantRow) -> Message | None:
    """Say why the old account is not clear: money on its way, owed to it, or not reconciled."""
    sent = session.scalar(
        select(InstalmentRow.amount)
        .where(
            InstalmentRow.employer_id == grant.employer_id,
            InstalmentRow.grant_id == grant.id,
            InstalmentRow.state == "sent",
        )
        .limit(1)
    )
    if sent is not None:
        return message(ON_THE_WAY, amount=f"{sent:,.2f}")
    connection = session.connection()
    old = book.book_of(connection, grant.employer_id)
    owed = book.balance(connection, old, AccountRef("1221.OWN", grant.number))
    if owed:
        return message(TO_TOP_UP, amount=f"{owed:,.2f}")
    handed_out = _open_advance(session, grant)
    if handed_out is not None:
        return message(ADVANCED, number=handed_out)
    return _unreconciled(session, grant.employer_id, actor.today)


def _open_advance(session: Session, grant: GrantRow) -> str | None:
    """Give the number of an advance that holds money or budget of the grant, if there is one."""
    return session.scalar(
        select(ProceedingRow.number)
        .where(
            ProceedingRow.employer_id == grant.employer_id,
            ProceedingRow.grant_id == grant.id,
            ProceedingRow.kind == ADVANCE.name,
            ProceedingRow.state.in_((AdvanceState.APPROVED, AdvanceState.OUTSTANDING)),
        )
        .order_by(ProceedingRow.number)
        .limit(1)
    )


def _unreconciled(session: Session, employer_id: UUID, today: date) -> Message | None:
    """Say until when the account was held against the bank; today itself is not over."""
    connection = session.connection()
    old = book.book_of(connection, employer_id)
    days = [item.day for item in matches.book_items(connection, old) if item.day < today]
    if not days:
        return None
    confirmed = reconciling.confirmed_on(connection, old)
    if confirmed is None:
        return Message(NOT_RECONCILED)
    if confirmed < max(days):
        return message(RECONCILED_UNTIL, day=str(confirmed), last=str(max(days)))
    check = reconciling.reconciled(connection, old, confirmed)
    return None if check.passed else Message(check.message.template, dict(check.message.values))
