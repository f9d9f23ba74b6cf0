"""记账: a line of the bank without a voucher is proposed for booking, and posted by another person.

The entry is dated on the line's day. The same two people then say that line and entry are the same
money: the match itself posts nothing. What was proposed wrongly is withdrawn and proposed anew.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from compliance.claim_states import BOOKED
from compliance.facts import ClaimState
from ledger import book
from ledger.accounts import AccountRef
from ledger.bank import at_work, evidence, matches, matching, statements
from ledger.bank.evidence import Fact
from ledger.bank.items import BankItem
from ledger.bank.matching import Proposal
from ledger.journal import EntryId
from service import audit
from service.actions import asked_back, bank, booking_shares, put_backs
from service.actions.booking_entries import Kind, entry_of
from service.actions.posting import post as post_entries
from service.audit import Step
from service.messages import N_, Forbidden, Invalid, NotFound, Refused
from service.permissions import Actor
from service.tables import BookingRow, ClaimRow

ARTICLE: Final = "第二十六条"
REASON_MAX: Final = 500
_STRAY: Final = AccountRef("3999")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBooking:
    """What a line of the bank is said to be; a grant or a claim where the kind asks for it."""

    bank_line: int
    kind: Kind
    reason: str
    grant_id: UUID | None = None  # interest without one is shared out among all grants
    claim: str = ""  # number of the posted claim that a refund is of
    finding: str = ""  # number of the rectification that money is put back for
    category: str | None = None  # what a contribution is for
    late_reason: str = ""


def propose(session: Session, actor: Actor, new: NewBooking) -> UUID:
    """Propose a booking; what the book would refuse is refused at once."""
    line = free_line(session, actor.employer, new.bank_line)
    if new.kind.comes_in != (line.amount > 0):
        raise Invalid(N_("这笔的收付方向与所选的类型不符，请重新选择类型。"))
    reason, late_reason = (text.strip()[:REASON_MAX] for text in (new.reason, new.late_reason))
    if not reason:
        raise Invalid(N_("请写明这笔是什么款项、依据哪份单据。"))
    if new.kind.contributes and new.category is None:
        raise Invalid(N_("请选择这笔配套或自筹资金用于哪个支出方向（第二十四条）。"), "第二十四条")
    claim = _claim(session, actor, new, line) if new.kind is Kind.REFUND else None
    finding = None
    if new.kind is Kind.PUT_BACK:
        finding = put_backs.find(session, actor.employer, new.finding, line.amount)
    shares = booking_shares.shares(session, actor.employer, new.kind, line, new.grant_id)
    row = BookingRow(
        employer_id=actor.employer,
        bank_line_id=line.id,
        kind=new.kind.value,
        claim_id=claim.id if claim else None,
        proceeding_id=finding.proceeding_id if finding else None,
        shares={grant: str(share) for grant, share in shares.items()},
        category=new.category if new.kind.contributes else None,
        reason=reason,
        late_reason=late_reason,
        state="proposed",
        proposed_by=actor.user_id,
        proposed_at=actor.at,
        decision="",
    )
    _keep(session, row)
    _try(session, row, line)
    _record(session, actor, row, "propose_booking", None, reason)
    return row.id


def post(session: Session, actor: Actor, booking_id: UUID) -> EntryId:
    """Post another person's proposal and match its line to the entry; give the entry."""
    row = _waiting(session, actor, booking_id)
    if row.proposed_by == actor.user_id:
        raise Forbidden(N_("不能复核自己提出的记账，请由另一人复核。"))
    line = free_line(session, actor.employer, row.bank_line_id)
    _open(session, row, line)
    entry_id = post_entries(session, ARTICLE, entry_of(session, row, line, str(actor.user_id)))
    row.state, row.entry_id = "posted", int(entry_id)
    row.decided_by, row.decided_at = actor.user_id, actor.at
    session.flush()
    _match(session, actor, row, line)
    _record(session, actor, row, "post_booking", "proposed", f"{line.id} {entry_id}")
    return entry_id


def withdraw(session: Session, actor: Actor, booking_id: UUID, reason: str) -> None:
    """Take a proposal back, or send it back: the line can be proposed anew."""
    row = _waiting(session, actor, booking_id)
    if not reason.strip():
        raise Invalid(N_("请写明撤回或退回的原因。"))
    row.state, row.decision = "withdrawn", reason.strip()[:REASON_MAX]
    row.decided_by, row.decided_at = actor.user_id, actor.at
    session.flush()
    _record(session, actor, row, "withdraw_booking", "proposed", row.decision)


def free_line(session: Session, employer_id: UUID, number: int) -> BankItem:
    """Give a line of the bank that is in no match; refuse any other."""
    book_id = bank.book_of(session, employer_id)
    found, free = at_work.free_line(session.connection(), book_id, number)
    if found is None:
        raise NotFound(N_("没有这笔银行明细。"))
    if not free:
        raise Refused(
            N_("这笔银行明细已与凭证勾对，不能再记账；如果勾对有误，请先撤销勾对。"), ARTICLE
        )
    return found


def _claim(session: Session, actor: Actor, new: NewBooking, line: BankItem) -> ClaimRow:
    """Give the posted claim that a refund is of, locked; it gives back no more than it took."""
    number = new.claim.strip()
    if not number:
        raise Invalid(N_("请填写这笔退款对应的报销申请编号。"))
    claim = session.scalar(
        select(ClaimRow)
        .where(ClaimRow.employer_id == actor.employer, ClaimRow.number == number)
        .with_for_update()
    )
    if claim is None or ClaimState(claim.state) not in BOOKED:
        raise Invalid(
            N_("没有编号为 {number} 的已入账报销申请，请核对退款对应的申请编号。"),
            number=number,
        )
    left = claim.amount - _refunded(session, claim)
    left -= asked_back.of_claim(session, claim)
    if line.amount > left:
        raise Refused(
            N_("报销申请 {number} 还可退 {left} 元，少于这笔退款 {amount} 元，请核对申请编号。"),
            ARTICLE,
            number=claim.number,
            left=f"{left:,.2f}",
            amount=f"{line.amount:,.2f}",
        )
    return claim


def _refunded(session: Session, claim: ClaimRow) -> Decimal:
    """Add up what was given back of a claim, or is proposed to be."""
    lines = session.scalars(
        select(BookingRow.bank_line_id).where(
            BookingRow.employer_id == claim.employer_id,
            BookingRow.claim_id == claim.id,
            BookingRow.state != "withdrawn",
        )
    )
    return bank.sum_of(session, claim.employer_id, set(lines))


def _keep(session: Session, row: BookingRow) -> None:
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        if "uq_booking_bank_line" not in str(error.orig):
            raise
        raise Refused(N_("这笔银行明细已经提出记账或已入账，请刷新页面查看。"), ARTICLE) from error


def _try(session: Session, row: BookingRow, line: BankItem) -> None:
    """Post for a trial and take it back: who proposes learns at once what stands in the way."""
    _open(session, row, line)
    trial = session.begin_nested()
    post_entries(session, ARTICLE, entry_of(session, row, line, None))
    trial.rollback()


def _open(session: Session, row: BookingRow, line: BankItem) -> None:
    """Refuse a day whose month is closed, and a return of more than strayed in."""
    connection = session.connection()
    employer = bank.book_of(session, row.employer_id)
    head = book.head(connection, employer)
    if line.day <= head.closed_through:
        raise Refused(
            N_(
                "账已结到 {closed}，银行 {day} 的这一笔不能再按当日入账；"
                "它仍列在余额调节表的未达账项，请与中心商定更正办法。"
            ),
            ARTICLE,
            closed=head.closed_through.isoformat(),
            day=line.day.isoformat(),
        )
    if line.day <= head.soft_closed_through and not row.late_reason:
        raise Refused(
            N_(
                "{closed} 以前的月份正在结账：银行 {day} 的这一笔须写明补记原因；"
                "已经提出的请撤回，写明后重新提出。"
            ),
            ARTICLE,
            closed=head.soft_closed_through.isoformat(),
            day=line.day.isoformat(),
        )
    strayed = book.balance(connection, employer, _STRAY)
    if row.kind == Kind.STRAY_RETURN and -line.amount > strayed:
        raise Refused(
            N_("账上的误入款只有 {strayed} 元，不能转出 {amount} 元；请先把收到的误入款记账。"),
            ARTICLE,
            strayed=f"{strayed:,.2f}",
            amount=f"{-line.amount:,.2f}",
        )


def _match(session: Session, actor: Actor, row: BookingRow, line: BankItem) -> None:
    """Join line and entry as matches are: proposed by the one, approved by the other."""
    connection = session.connection()
    employer = bank.book_of(session, row.employer_id)
    items = [
        each for each in matches.book_items(connection, employer) if each.entry == row.entry_id
    ]
    facts = (*evidence.of([line], items, {}), Fact("booked"))
    made = Proposal(matching.MANUAL, (line,), tuple(items), facts)
    with bank.refusing():
        (number,) = matches.propose(connection, employer, [made], str(row.proposed_by))
        matches.approve(connection, number, str(actor.user_id))


def _waiting(session: Session, actor: Actor, booking_id: UUID) -> BookingRow:
    row = session.get(BookingRow, booking_id, with_for_update=True)
    if row is None or row.employer_id != actor.employer_id:
        raise NotFound(N_("没有这笔待复核的记账。"))
    if row.state != "proposed":
        raise Refused(N_("这笔记账已经处理过，请刷新页面查看。"))
    return row


def waiting_until(session: Session, employer_id: UUID, day: date) -> int:
    """Count the proposals that wait, of lines until a day."""
    waiting = select(BookingRow.bank_line_id).where(
        BookingRow.employer_id == employer_id, BookingRow.state == "proposed"
    )
    lines = statements.numbered(
        session.connection(), bank.book_of(session, employer_id), set(session.scalars(waiting))
    )
    return sum(line.day <= day for line in lines)


def waiting_count(session: Session, actor: Actor) -> int:
    """Count the proposals of others that wait for somebody."""
    count = session.scalar(
        select(func.count()).where(
            BookingRow.employer_id == actor.employer,
            BookingRow.state == "proposed",
            BookingRow.proposed_by != actor.user_id,
        )
    )
    return count or 0


def _record(
    session: Session, actor: Actor, row: BookingRow, action: str, before: str | None, reason: str
) -> None:
    step = Step(
        action=action, subject="booking", subject_id=row.id, employer_id=row.employer_id,
        source=before, target=row.state, article=ARTICLE, reason=reason,
    )  # fmt: skip
    audit.record(session, actor, step)
