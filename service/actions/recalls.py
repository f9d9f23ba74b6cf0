"""What has to come back, read from the books, decided, booked and frozen with the decision.

Clawback and settlement share it. The figures are those of one employer's book (A-17 of the policy:
each employer answers for the money that ran through its account); the Center's side of the same
event is posted in the same transaction.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from compliance.clawback import GOES_BACK, Figures, FiguresDisagreeError, Fund, Mode, Way, way
from ledger import book, control, events, flows
from ledger.accounts import AccountRef, Source
from ledger.events import Occasion, Purpose, Recall
from ledger.flows import Flow
from ledger.journal import BookId, JournalEntry
from service.actions.posting import post
from service.messages import N_, NotFound, Refused
from service.permissions import Actor
from service.tables import GrantRow, ProceedingRow, RecallRow

NOTHING: Final = Decimal("0.00")
OVER: Final = frozenset({"revoked", "withdrawn", "completed"})  # nothing more is paid out
Balances = Mapping[AccountRef, Decimal]


@dataclass(frozen=True, slots=True)
class Standing:
    """A grant in an employer's book and in the Center's, read at one moment."""

    figures: tuple[Figures, ...]
    balances: Balances
    in_transit: Decimal
    promised: Decimal
    accepted: Decimal
    spent_everywhere: Decimal  # fiscal money, at every employer the grant ever had

    def way(self, mode: Mode) -> Way:
        """Work out one mode."""
        return way(self.figures, mode)


def figures(session: Session, grant: GrantRow) -> tuple[Figures, ...]:
    """Read the figures of a grant from its employer's book; Refused where they do not add up."""
    connection = session.connection()
    of = book.book_of(connection, grant.employer_id)
    balances = book.balances(connection, of, grant.number)
    moved = flows.of_grant(connection, of, grant.number)
    try:
        return tuple(_figures(Fund(source), flow, balances) for source, flow in moved.items())
    except FiguresDisagreeError as error:
        values = {
            name: value
            for name, value in error.message.values.items()
            if not isinstance(value, tuple)
        }
        raise Refused(error.message.template, "第三十三条", **values) from error


def _figures(fund: Fund, flow: Flow, balances: Balances) -> Figures:
    return Figures(
        fund=fund,
        received=flow.received,
        moved_out=flow.moved_out,
        returned=flow.returned,
        eligible=_sum(balances, ("5301.X",), fund) + flow.closed,
        ineligible=_sum(balances, ("5301.D",), fund) + flow.closed_wrong,
        balance=_sum(balances, ("2401.F", "2401.P"), fund),
        restored=flow.restored,
    )


def _sum(balances: Balances, codes: tuple[str, ...], fund: str | None) -> Decimal:
    found = (
        amount
        for account, amount in balances.items()
        if account.code in codes and fund in {None, account.source}
    )
    return sum(found, NOTHING)


def standing(session: Session, grant: GrantRow) -> Standing:
    """Read a grant in both books, which nobody posts to until the transaction ends."""
    connection = session.connection()
    of, center = book.book_of(connection, grant.employer_id), book.book_of(connection, None)
    control.hold(connection, of, center)
    at_center = book.balances(connection, center, grant.number)
    books = books_of(session, grant)
    return Standing(
        figures=figures(session, grant),
        balances=book.balances(connection, of, grant.number),
        in_transit=_sum(at_center, ("1218.T",), None),
        promised=_sum(at_center, ("9102",), None),
        accepted=_sum(at_center, ("5001",), None),
        spent_everywhere=sum((_spent(session, each, grant) for each in books), NOTHING),
    )


def books_of(session: Session, grant: GrantRow) -> tuple[BookId, ...]:
    """Give the books of every employer that ever had a grant: it keeps its number when it moves."""
    query = select(GrantRow.employer_id).where(GrantRow.number == grant.number)
    employers = session.scalars(query.order_by(GrantRow.employer_id))
    connection = session.connection()
    return tuple(book.book_of(connection, employer) for employer in employers.all())


def _spent(session: Session, of: BookId, grant: GrantRow) -> Decimal:
    account = AccountRef("6117.G", grant.number, Source.FISCAL)
    return book.balance(session.connection(), of, account)


def check_open(found: Standing, mode: Mode) -> None:
    """Refuse a decision while money is on its way, handed out in advance or reserved."""
    if not mode.takes_unspent:
        return
    hindrances = (
        (found.in_transit, N_("还有 {amount} 元拨款在途：请先由单位确认到账，再作决定。")),
        (
            _sum(found.balances, ("2401.P",), None),
            N_("还有 {amount} 元预借款没有冲销或退回：请先由单位了结，再作决定。"),
        ),
        (
            _sum(found.balances, ("9002",), None),
            N_("还有 {amount} 元被未办完的报销申请占用：请先放行、撤回或作废，再作决定。"),
        ),
    )
    for amount, sentence in hindrances:
        if amount:
            raise Refused(sentence, "第三十二条", amount=f"{amount:,.2f}")


def decide(
    session: Session, actor: Actor, case: ProceedingRow, grant: GrantRow, mode: Mode
) -> RecallRow:
    """Book what has to come back in a mode, and freeze it with its figures; after the step."""
    found = standing(session, grant)
    check_open(found, mode)
    due = found.way(mode)
    entries = _entries(session, actor, case, grant, found, mode) if due.total else ()
    entry_id = int(post(session, "第三十三条", *reversed(entries))) if entries else None
    _cancel_promise(session, actor, case, grant, found)
    row = RecallRow(
        proceeding_id=case.id,
        employer_id=case.employer_id,
        grant_id=grant.id,
        mode=mode.value,
        figures={each.fund.value: _record(each) for each in found.figures},
        fiscal=due.by_fund.get(Fund.FISCAL, NOTHING),
        interest=due.by_fund.get(Fund.INTEREST, NOTHING),
        own_money=due.from_own_money,
        decided_by=actor.user_id,
        decided_on=actor.today,
        entry_id=entry_id,
    )
    session.add(row)
    session.flush()
    return row


def _record(of: Figures) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(of).items() if name != "fund"}


def of_record(fund: str, record: Mapping[str, str]) -> Figures:
    """Read figures back that were frozen with a decision."""
    return Figures(fund=Fund(fund), **{name: Decimal(value) for name, value in record.items()})


def _entries(
    session: Session,
    actor: Actor,
    case: ProceedingRow,
    grant: GrantRow,
    found: Standing,
    mode: Mode,
) -> tuple[JournalEntry, ...]:
    connection = session.connection()
    center, of = book.book_of(connection, None), book.book_of(connection, grant.employer_id)
    recall = _recall(grant.number, found, mode)
    is_surplus = mode is Mode.UNSPENT and case.kind == "settlement"
    event = events.return_surplus if is_surplus else events.claw_back
    return event(center, of, occasion(actor, case, "recall", grant), recall)


def _recall(grant: str, found: Standing, mode: Mode) -> Recall:
    unspent: dict[str, Decimal] = {}
    if mode.takes_unspent:
        unspent = {fund: _sum(found.balances, ("2401.F",), fund) for fund in GOES_BACK}
    disallowed = _purposes(found.balances, "5301.D") if mode.takes_ineligible else {}
    spent = _purposes(found.balances, "5301.X") if mode is Mode.FULL else {}
    gone = sum(
        (
            amount
            for purpose, amount in [*disallowed.items(), *spent.items()]
            if purpose.source == Source.FISCAL
        ),
        NOTHING,
    )
    return Recall(
        grant,
        unspent,
        _budget(found.balances, unspent.get(Fund.FISCAL, NOTHING)),
        disallowed,
        # the Center has accepted no more than what stays spent
        max(NOTHING, found.accepted - (found.spent_everywhere - gone)),
        spent,
    )


def _purposes(balances: Balances, code: str) -> dict[Purpose, Decimal]:
    return {
        Purpose(account.grant or "", account.source or "", account.category or ""): amount
        for account, amount in sorted(balances.items())
        if account.code == code and account.source in GOES_BACK and amount
    }


def _budget(balances: Balances, upto: Decimal) -> dict[Purpose, Decimal]:
    """Take available fiscal budget, direction by direction, up to an amount."""
    taken: dict[Purpose, Decimal] = {}
    for purpose, available in _purposes(balances, "9001").items():
        amount = min(available, upto)
        if purpose.source == Fund.FISCAL and amount > 0:
            taken[purpose] = amount
            upto -= amount
    return taken


def _cancel_promise(
    session: Session, actor: Actor, case: ProceedingRow, grant: GrantRow, found: Standing
) -> None:
    """Take back what was promised and will not be paid any more, with its budget."""
    if grant.state not in OVER or not found.promised:
        return
    connection = session.connection()
    center, of = book.book_of(connection, None), book.book_of(connection, grant.employer_id)
    left = _budget(book.balances(connection, of, grant.number), found.promised)
    budget = {purpose.category: amount for purpose, amount in left.items()}
    entries = events.cancel_commitment(
        center, of, occasion(actor, case, "cancel", grant), grant.number, budget
    )
    post(session, "第三十二条", *entries)


def occasion(actor: Actor, case: ProceedingRow, what: str, grant: GrantRow) -> Occasion:
    """Say when something that was decided is booked: who proposed it, and who decided it."""
    return Occasion(
        key=f"proceeding:{case.id}:{what}",
        effective_on=actor.today,
        actor=str(case.opened_by),
        approver=str(actor.user_id),
        memo=f"{case.number} {grant.number}",
        meta={"proceeding": str(case.id)},
    )


def recall_of(session: Session, case: ProceedingRow) -> RecallRow | None:
    """Give what was decided in a case; None before."""
    return session.get(RecallRow, (case.employer_id, case.id))


def grant_of(session: Session, case: ProceedingRow) -> GrantRow:
    """Give the grant of a case, locked against other decisions."""
    grant = case.grant_id and session.get(
        GrantRow, case.grant_id, with_for_update=True, populate_existing=True
    )
    if not grant:
        raise NotFound(N_("没有这个项目。"))
    return grant
