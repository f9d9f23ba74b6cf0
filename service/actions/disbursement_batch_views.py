"""拨付批次 to look at: the list, one batch with its lines, what can be chosen, the payment list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from compliance.procedures.disbursement_batch import DISBURSEMENT_BATCH, BatchState
from ledger import book
from ledger.exchange import reading
from reports import payment_list, render_xlsx
from reports.payment_list import Payment
from reports.sheet import Label, Provenance
from service import audit
from service.actions import desk, disbursement_batches
from service.actions.desk import InstalmentView
from service.audit import Step
from service.messages import N_, NotFound
from service.permissions import Actor
from service.tables import (
    DedicatedAccountRow,
    DisbursementBatchLineRow,
    DisbursementBatchRow,
    InstalmentRow,
    UserRow,
)

NOTHING: Final = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch in the list; `count` and `amount` of what was not struck, `confirmed` how many."""

    id: UUID
    number: str
    title: str
    state: str
    state_title: str
    count: int
    amount: Decimal
    confirmed: int
    proposed_at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An instalment of a batch; `account` is where the money goes, None without one."""

    instalment: InstalmentView
    account: DedicatedAccountRow | None
    struck_by: str
    struck_why: str
    slip: str


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch with its lines; `open` the steps that the reader may take."""

    line: BatchLine
    going: tuple[Line, ...]
    struck: tuple[Line, ...]
    proposed_by: str
    decided_by: str
    decided_at: datetime | None
    sent_by: str
    sent_on: date | None
    reason: str
    open: frozenset[str]

    @property
    def unready(self) -> int:
        """How many lines are not ready."""
        return sum(1 for line in self.going if line.instalment.unmet)


def batches(session: Session, actor: Actor) -> list[BatchLine]:
    """List the batches, the newest first."""
    line, batch = DisbursementBatchLineRow, DisbursementBatchRow
    going = line.struck_by.is_(None)
    rows = session.execute(
        select(
            batch,
            func.count().filter(going),
            func.coalesce(func.sum(line.amount).filter(going), NOTHING),
            func.count().filter(going, InstalmentRow.state == "received"),
        )
        .join(line, line.batch_id == batch.id)
        .join(
            InstalmentRow,
            (InstalmentRow.employer_id == line.employer_id)
            & (InstalmentRow.id == line.instalment_id),
        )
        .group_by(batch.id)
        .order_by(batch.year.desc(), batch.serial.desc())
    )
    return [_line(actor, row, sums) for row, *sums in rows]


def waiting_count(session: Session, actor: Actor) -> int:
    """Count the batches in which the reader must act."""
    mine = [
        state.value
        for state in DISBURSEMENT_BATCH.states
        if actor.role.value in {role.value for role in DISBURSEMENT_BATCH.awaited(state)}
    ]
    query = select(func.count()).where(DisbursementBatchRow.state.in_(mine))
    return session.scalar(query) or 0


def choosable(session: Session, actor: Actor) -> list[InstalmentView]:
    """List the planned instalments that go with no batch, the first due first."""
    planned = desk.instalments(session, actor, InstalmentRow.state == "planned")
    return [each for each in planned if not each.batch]


def batch(session: Session, actor: Actor, batch_id: UUID) -> BatchView:
    """Give one batch."""
    row = session.get(DisbursementBatchRow, batch_id)
    if row is None:
        raise NotFound(N_("没有这个拨付批次。"))
    lines = _lines(session, actor, row.id)
    people = (row.proposed_by, row.decided_by, row.sent_by)
    names = _names(session, people)
    going = tuple(each for each in lines if not each.struck_by)
    amount = sum((each.instalment.amount for each in going), NOTHING)
    confirmed = sum(1 for each in going if each.instalment.state == "received")
    moves = DISBURSEMENT_BATCH.leaving(BatchState(row.state))
    return BatchView(
        line=_line(actor, row, [len(going), amount, confirmed]),
        going=going,
        struck=tuple(each for each in lines if each.struck_by),
        proposed_by=names[row.proposed_by],
        decided_by=names.get(row.decided_by, "") if row.decided_by else "",
        decided_at=row.decided_at,
        sent_by=names.get(row.sent_by, "") if row.sent_by else "",
        sent_on=row.sent_on,
        reason=row.reason,
        open=frozenset(
            move.action for move in moves if actor.role.value in {role.value for role in move.roles}
        ),
    )


def payment_file(session: Session, actor: Actor, batch_id: UUID) -> tuple[str, bytes]:
    """Give the payment list of a batch as a workbook; that somebody took it stays on the trail."""
    seen = batch(session, actor, batch_id)
    sheet = payment_list.build(
        seen.line.number,
        seen.line.title,
        (
            Label(N_("提出人"), seen.proposed_by),
            Label(N_("批准人"), seen.decided_by),
            Label(N_("付款人"), seen.sent_by),
        ),
        [_payment(each) for each in seen.going],
        Provenance(actor.today, _head(session)),
    )
    step = Step(
        action="take_payment_list", subject=disbursement_batches.TOPIC, subject_id=batch_id,
        employer_id=None, reason=seen.line.number,
    )  # fmt: skip
    audit.record(session, actor, step)
    return f"{payment_list.TITLE}-{seen.line.number}.xlsx", render_xlsx.render(sheet)


def _line(actor: Actor, row: DisbursementBatchRow, sums: list[object]) -> BatchLine:
    count, amount, confirmed = sums
    assert isinstance(count, int)
    assert isinstance(amount, Decimal)
    assert isinstance(confirmed, int)
    state = BatchState(row.state)
    awaited = {role.value for role in DISBURSEMENT_BATCH.awaited(state)}
    return BatchLine(
        row.id, disbursement_batches.number(row), row.title, row.state,
        DISBURSEMENT_BATCH.titles[state], count, amount, confirmed, row.proposed_at,
        actor.role.value in awaited,
    )  # fmt: skip


def _lines(session: Session, actor: Actor, batch_id: UUID) -> list[Line]:
    rows = {
        row.instalment_id: row
        for row in session.scalars(
            select(DisbursementBatchLineRow).where(DisbursementBatchLineRow.batch_id == batch_id)
        )
    }
    accounts = {row.employer_id: row for row in session.scalars(select(DedicatedAccountRow))}
    names = _names(session, [row.struck_by for row in rows.values()])
    lines = []
    for each in desk.instalments(session, actor, InstalmentRow.id.in_(rows)):
        row = rows[each.id]
        struck_by = names[row.struck_by] if row.struck_by else ""
        lines.append(
            Line(
                each, accounts.get(row.employer_id), struck_by, row.struck_why or "", row.slip or ""
            )
        )
    return lines


def _names(session: Session, people: Iterable[UUID | None]) -> Mapping[UUID, str]:
    wanted = [each for each in people if each]
    rows = session.execute(select(UserRow.id, UserRow.name).where(UserRow.id.in_(wanted)))
    return {user_id: name for user_id, name in rows}  # noqa: C416  # rows, not pairs


def _payment(line: Line) -> Payment:
    account, each = line.account, line.instalment
    return Payment(
        employer=each.employer_name,
        account_name=account.account_name if account else None,
        bank=account.bank if account else None,
        account_number=account.account_number if account else None,
        grant=each.grant_number,
        selectee=each.selectee,
        position=each.position,
        amount=each.amount,
        slip=line.slip or None,
    )


def _head(session: Session) -> str:
    connection = session.connection()
    extent = reading.extent(connection, book.book_of(connection, None))
    return f"{extent.last_seq} {extent.last_hash.hex()}"
