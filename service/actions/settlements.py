"""结算与结清: what is left of an ended grant is returned; then its accounts are closed (Art. 26).

The surplus of a completed grant comes back by default (A-21 of the policy); the Center may let the
employer keep it for the same purpose. What a clawback left over, such as interest that came later,
goes the same way. Settling accepts what was properly spent and shuts the grant's accounts.
"""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.clawback import Mode
from compliance.procedures.settlement import SETTLEMENT
from ledger import book, control, events
from ledger.accounts import AccountRef
from ledger.book import PostingRefused
from service.actions import grant_states, proceedings, recalls, repayments
from service.actions.posting import post
from service.actions.proceedings import NewCase
from service.messages import N_, Refused
from service.permissions import Actor
from service.tables import DeadlineRow, GrantRow, ProceedingRow

ARTICLE: Final = "第二十六条"
SERIES: Final = "结算"
_OWED: Final = {
    "2401.F": N_("项目还有 {amount} 元未用余额没有上交或退还，不能结清。"),
    "2401.P": N_("项目还有 {amount} 元预借款没有了结，不能结清。"),
    "2241.RTN": N_("单位还有 {amount} 元应退款没有退回，不能结清。"),
    "2241.OUT": N_("项目还有 {amount} 元应划转款没有付出，不能结清。"),
    "2241.ADV": N_("还有 {amount} 元应付单位垫付款没有付清，不能结清。"),
    "1221.OWN": N_("单位还应以自有资金补足 {amount} 元，补足并记账后才能结清。"),
    "9002": N_("还有 {amount} 元被未办完的报销申请占用，不能结清。"),
}
_AT_CENTER: Final = {
    "1218.T": N_("还有 {amount} 元款项在途，到账并确认后才能结清。"),
    "1218.R": N_("中心还有 {amount} 元应收追回款，收回后才能结清。"),
    "1218.B": N_("还有 {amount} 元退回款在途，确认到账后才能结清。"),
    "9102": N_("还有 {amount} 元已承诺未拨付，取消承诺后才能结清。"),
}
Said = dict[str, Any]


def state_account(session: Session, actor: Actor, grant_id: UUID) -> UUID:
    """State what is left of an ended grant to its employer; give the case."""
    grant = grant_states.locked(session, actor, grant_id)
    if grant.state not in recalls.OVER:
        raise Refused(
            N_("项目 {number} 还没有结题、退出或取消，不能结算。"), ARTICLE, number=grant.number
        )
    open_one = session.scalar(
        select(ProceedingRow.number)
        .where(
            ProceedingRow.employer_id == grant.employer_id,
            ProceedingRow.grant_id == grant.id,
            ProceedingRow.kind == SETTLEMENT.name,
            ProceedingRow.state != "settled",
        )
        .limit(1)
    )
    if open_one is not None:
        raise Refused(N_("{number} 正在办理这个项目的结算。"), number=open_one)
    recalls.figures(session, grant)  # refuses figures that do not add up
    row = proceedings.open_case(
        session,
        actor,
        NewCase(
            machine=SETTLEMENT,
            series=SERIES,
            title=f"{grant.number} 结算与结清",
            employer_id=grant.employer_id,
            grant_id=grant.id,
        ),
    )
    proceedings.start(session, row, SETTLEMENT, "comment", actor.today)
    return row.id


def plain(action: str) -> proceedings.Act:
    """Give the step that only moves the case and keeps what was said."""

    def act(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
        _stepped(session, actor, (case_id, steps), action, said)

    return act


def decide(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Decide that what is left comes back; it is booked in both books and frozen."""
    row = _stepped(session, actor, (case_id, steps), "decide", said)
    recalls.decide(session, actor, row, recalls.grant_of(session, row), Mode.UNSPENT)


def pay_rest(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Pay the surplus back."""
    row = proceedings.take(session, actor, SETTLEMENT, case_id, steps)
    if not repayments.left(session, row, recalls.grant_of(session, row)).total:
        raise Refused(N_("{number} 没有应上交的结余，请由中心直接结清。"), number=row.number)
    proceedings.step(session, actor, row, SETTLEMENT, "pay_rest", said["reason"])
    repayments.pay(session, actor, row, None, said["rest_reference"])


def arrive(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Confirm that the surplus has arrived."""
    row = _stepped(session, actor, (case_id, steps), "arrive", said)
    (paid,) = repayments.awaited(session, row)
    repayments.arrive(session, actor, row, paid.id, said["arrived_reference"])


def settle(session: Session, actor: Actor, case_id: UUID, steps: int, said: Said) -> None:
    """Accept what was spent, bring every account of the grant to nought and shut it."""
    row = _stepped(session, actor, (case_id, steps), "settle", said)
    grant = recalls.grant_of(session, row)
    _check_nothing_left(session, grant)
    _close(session, actor, row, grant)
    grant_states.move(session, actor, grant, "settle", said["reason"], row)


def on_mark(
    session: Session, actor: Actor, row: ProceedingRow, deadline: DeadlineRow, mark: int
) -> None:
    """Let the time for an objection run out."""
    if mark > 0 and (row.state, deadline.term) == ("stated", "comment"):
        proceedings.step(session, actor, row, SETTLEMENT, "lapse")


def shut(session: Session, row: ProceedingRow) -> frozenset[str]:
    """Give the step this case cannot take: a surplus is paid back first, where there is one."""
    if row.state != "decided":
        return frozenset()
    decided = recalls.recall_of(session, row)
    owed = decided is not None and decided.fiscal + decided.interest
    return frozenset({"settle"}) if owed else frozenset({"pay_rest"})


def _check_nothing_left(session: Session, grant: GrantRow) -> None:
    """Say what still stands on the accounts of a grant, wherever it ever was."""
    connection = session.connection()
    center = book.book_of(connection, None)
    control.hold(connection, center, *recalls.books_of(session, grant))
    for of in recalls.books_of(session, grant):
        _refuse_left(book.balances(connection, of, grant.number), _OWED)
    _refuse_left(book.balances(connection, center, grant.number), _AT_CENTER)


def _refuse_left(balances: recalls.Balances, sentences: dict[str, str]) -> None:
    for account, amount in sorted(balances.items()):
        if amount and account.code in sentences:
            raise Refused(sentences[account.code], ARTICLE, amount=f"{amount:,.2f}")


def _close(session: Session, actor: Actor, row: ProceedingRow, grant: GrantRow) -> None:
    connection = session.connection()
    center, books = book.book_of(connection, None), recalls.books_of(session, grant)
    rest = book.balance(connection, center, AccountRef("1218.A", grant.number))
    if rest:
        accepted = recalls.occasion(actor, row, "accept", grant)
        post(session, ARTICLE, events.accept(center, accepted, grant.number, rest))
    left = {of: book.balances(connection, of, grant.number) for of in books}
    try:
        entries = events.close_grant(
            center, recalls.occasion(actor, row, "close", grant), grant.number, left
        )
    except ValueError as error:
        raise Refused(
            N_("项目 {number} 的账还没有了结（如不合规支出尚未追回），不能结清。"),
            ARTICLE,
            number=grant.number,
        ) from error
    if entries:  # of a grant whose money all came back, nothing is left to bring to nought
        post(session, ARTICLE, *entries)
    try:
        for of in (center, *books):
            control.close_grant(connection, of, grant.number)
    except PostingRefused as refusal:
        raise Refused(refusal.message.template, ARTICLE, **refusal.message.values) from refusal


def _stepped(
    session: Session, actor: Actor, page: tuple[UUID, int], action: str, said: Said
) -> ProceedingRow:
    row = proceedings.take(session, actor, SETTLEMENT, *page)
    proceedings.step(session, actor, row, SETTLEMENT, action, said["reason"])
    return row
