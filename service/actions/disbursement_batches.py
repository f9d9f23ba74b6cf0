"""拨付批次: instalments proposed together by one person, approved by another, paid by slips.

A batch is approved and paid as a whole or not at all; what is not ready is struck from it first,
with a reason, and goes its own way again. What an instalment needs is said by its own gates.
"""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance import law
from compliance.machine import NotInTableError, Transition
from compliance.procedures.disbursement_batch import DISBURSEMENT_BATCH, BatchState
from ledger import book, control
from service import audit
from service.actions import disbursement_gates, inbox, money
from service.actions.inbox import News, To
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor, Role
from service.tables import DisbursementBatchLineRow, DisbursementBatchRow, GrantRow, InstalmentRow

TITLE_MAX: Final = 100
REASON_MAX: Final = 500
SLIP_MAX: Final = 100
MOST: Final = 500  # instalments of one batch
TOPIC: Final = "disbursement_batch"


def propose(session: Session, actor: Actor, title: str, instalment_ids: Iterable[UUID]) -> UUID:
    """Propose planned instalments to be paid together; give the batch."""
    wanted = sorted(set(instalment_ids))
    if not title.strip():
        raise Invalid(N_("请填写批次名称。"))
    if not 0 < len(wanted) <= MOST:
        raise Invalid(N_("请勾选要拨付的款项，每个批次 1 到 {most} 笔。"), most=str(MOST))
    rows = _planned(session, wanted)
    batch = DisbursementBatchRow(
        year=actor.today.year,
        serial=_next_serial(session, actor.today.year),
        title=title.strip()[:TITLE_MAX],
        state=BatchState.PROPOSED.value,
        proposed_by=actor.user_id,
        proposed_at=actor.at,
        reason="",
    )
    session.add(batch)
    session.flush()
    session.add_all(
        DisbursementBatchLineRow(
            batch_id=batch.id, employer_id=row.employer_id, instalment_id=row.id, amount=row.amount
        )
        for row in rows
    )
    session.flush()
    _record(session, actor, batch, "propose_batch", (None, batch.state))
    _tell(session, actor, batch)
    return batch.id


def strike(session: Session, actor: Actor, batch_id: UUID, instalment_id: UUID, why: str) -> None:
    """Strike an instalment from a batch that goes on: it waits by itself again."""
    batch = _batch(session, batch_id)
    if batch.state not in {BatchState.PROPOSED.value, BatchState.APPROVED.value}:
        raise Refused(N_("这个批次已经办结，不能再剔除。"))
    lines = {line.instalment_id: line for line in _going(session, batch)}
    line = lines.get(instalment_id)
    if line is None:
        raise NotFound(N_("批次里没有这笔拨款。"))
    if len(lines) == 1:
        raise Refused(N_("这是批次里最后一笔，不能剔除；整批不办，请退回或撤回批次。"))
    line.struck_by, line.struck_at, line.struck_why = actor.user_id, actor.at, _reason(why)
    session.flush()
    step = Step(
        action="strike_from_batch", subject="instalment", subject_id=instalment_id,
        employer_id=line.employer_id, article=_ARTICLE,
        reason=f"{number(batch)}：{line.struck_why}",
    )  # fmt: skip
    audit.record(session, actor, step)


def approve(session: Session, actor: Actor, batch_id: UUID) -> None:
    """Approve every instalment of a batch, or none."""
    batch = _batch(session, batch_id)
    step = _step(actor, batch, "approve")
    if batch.proposed_by == actor.user_id:
        raise Forbidden(N_("提出人与批准人须为两人，请由另一人批准。"))
    lines = _ready(session, actor, batch)
    for line in lines:
        money.approve_instalment(session, actor, line.instalment_id, batched=True)
    batch.decided_by, batch.decided_at = actor.user_id, actor.at
    _move(session, actor, batch, step)


def reject(session: Session, actor: Actor, batch_id: UUID, reason: str) -> None:
    """Give a batch back to whoever proposed it; its instalments stay planned."""
    batch = _batch(session, batch_id)
    step = _step(actor, batch, "reject")
    batch.reason = _reason(reason)
    batch.decided_by, batch.decided_at = actor.user_id, actor.at
    _move(session, actor, batch, step)


def withdraw(session: Session, actor: Actor, batch_id: UUID, reason: str) -> None:
    """Give a batch up; instalments that were approved with it wait for their payment one by one."""
    batch = _batch(session, batch_id)
    step = _step(actor, batch, "withdraw")
    batch.reason = _reason(reason)
    _move(session, actor, batch, step)


def send(session: Session, actor: Actor, batch_id: UUID, slips: Mapping[UUID, str]) -> None:
    """Record that every instalment of a batch was paid, each with the number of its slip."""
    batch = _batch(session, batch_id)
    step = _step(actor, batch, "send")
    if batch.decided_by == actor.user_id:
        raise Forbidden(N_("批准人与付款人须为两人，请由另一人办理付款。"))
    lines = _ready(session, actor, batch)
    given = [slips.get(line.instalment_id, "").strip()[:SLIP_MAX] for line in lines]
    if not all(given):
        raise Invalid(N_("请逐笔填写银行付款回单的流水号，共 {count} 笔。"), count=str(len(lines)))
    if len(set(given)) < len(given):
        raise Invalid(N_("有两笔填了同一个流水号，请逐笔核对银行付款回单。"))
    for line, slip in zip(lines, given, strict=True):
        _refuse_used(session, slip)
        line.slip = slip
        session.flush()
        money.send_instalment(session, actor, line.instalment_id, batched=True)
    batch.sent_by, batch.sent_on = actor.user_id, actor.today
    _move(session, actor, batch, step)


def number(batch: DisbursementBatchRow) -> str:
    """Write the number of a batch."""
    return disbursement_gates.number_of(batch.year, batch.serial)


_ARTICLE: Final = law.citation(24).text()


def _planned(session: Session, wanted: list[UUID]) -> list[InstalmentRow]:
    rows = list(
        session.scalars(
            select(InstalmentRow)
            .where(InstalmentRow.id.in_(wanted))
            .order_by(InstalmentRow.id)
            .with_for_update()
        )
    )
    if len(rows) < len(wanted):
        raise NotFound(N_("没有这笔拨款。"))
    held = disbursement_gates.batches(session, wanted)
    for row in rows:
        if row.state != "planned" or row.id in held:
            grant = session.get_one(GrantRow, row.grant_id)
            raise Refused(
                N_("项目 {number} 的第 {n} 期已在办理或已列入批次，请刷新页面后重新勾选。"),
                number=grant.number,
                n=str(row.position),
            )
    return rows


def _next_serial(session: Session, year: int) -> int:
    connection = session.connection()
    control.hold(connection, book.book_of(connection, None))  # one number after another
    last = session.scalar(
        select(func.max(DisbursementBatchRow.serial)).where(DisbursementBatchRow.year == year)
    )
    return (last or 0) + 1


def _batch(session: Session, batch_id: UUID) -> DisbursementBatchRow:
    batch = session.get(DisbursementBatchRow, batch_id, with_for_update=True)
    if batch is None:
        raise NotFound(N_("没有这个拨付批次。"))
    return batch


def _going(session: Session, batch: DisbursementBatchRow) -> list[DisbursementBatchLineRow]:
    """Give the lines that are not struck."""
    line = DisbursementBatchLineRow
    query = select(line).where(line.batch_id == batch.id, line.struck_by.is_(None))
    return list(session.scalars(query.order_by(line.employer_id, line.instalment_id)))


def _ready(
    session: Session, actor: Actor, batch: DisbursementBatchRow
) -> list[DisbursementBatchLineRow]:
    """Give the lines of a batch, all of them ready; say which one is not."""
    lines = _going(session, batch)
    ids = [line.instalment_id for line in lines]
    unmet = disbursement_gates.unmet_of(session, ids, actor.today)
    shut = [each for each in ids if unmet[each]]
    if shut:
        row = session.get_one(InstalmentRow, shut[0])
        grant = session.get_one(GrantRow, row.grant_id)
        raise Refused(
            N_(
                "批次里有 {count} 笔条件不具备，整批不能办理。"
                "例如项目 {number} 第 {n} 期：{why}。请先剔除。"
            ),
            _ARTICLE,
            count=str(len(shut)),
            number=grant.number,
            n=str(row.position),
            why=unmet[shut[0]][0],
        )
    return lines


def _refuse_used(session: Session, slip: str) -> None:
    line = DisbursementBatchLineRow
    if session.scalar(select(line.instalment_id).where(line.slip == slip)) is not None:
        raise Refused(N_("流水号 {slip} 已用于另一笔拨款，请核对银行付款回单。"), slip=slip)


def _reason(typed: str) -> str:
    if not typed.strip():
        raise Invalid(N_("请写明理由。"))
    return typed.strip()[:REASON_MAX]


def _step(actor: Actor, batch: DisbursementBatchRow, action: str) -> Transition[BatchState]:
    try:
        return DISBURSEMENT_BATCH.step(BatchState(batch.state), action, actor.role.value)
    except NotInTableError as error:
        raise Refused(N_("这个批次当前状态不允许这一操作，请刷新页面查看。")) from error


def _move(
    session: Session, actor: Actor, batch: DisbursementBatchRow, step: Transition[BatchState]
) -> None:
    batch.state = step.target.value
    session.flush()
    _record(session, actor, batch, f"{step.action}_batch", (step.source.value, step.target.value))
    _tell(session, actor, batch)


def _record(
    session: Session,
    actor: Actor,
    batch: DisbursementBatchRow,
    action: str,
    states: tuple[str | None, str],
) -> None:
    step = Step(
        action=action, subject=TOPIC, subject_id=batch.id, employer_id=None, source=states[0],
        target=states[1], article=_ARTICLE, reason=batch.reason or f"{number(batch)} {batch.title}",
    )  # fmt: skip
    audit.record(session, actor, step)


def _tell(session: Session, actor: Actor, batch: DisbursementBatchRow) -> None:
    """Tell whoever must act next on a batch that has moved."""
    link = f"/instalments/batches/{batch.id}"
    inbox.settle(session, actor, link)
    for role, title in inbox.awaited(DISBURSEMENT_BATCH, batch.state):
        news = News(topic=TOPIC, number=number(batch), link=link, steps=(title,))
        inbox.tell(session, actor, To(None, frozenset({Role(role)})), news)
