"""追回: what has to come back is proposed, heard, decided, notified, paid and seen to arrive.

Articles 32 and 33. Whoever proposed it does not decide it. The decision freezes the figures and
books what is owed; the term runs from the day on which the notice was served. The employer pays
part by part or at once; what it does not pay in time the Center urges, and then refers.
"""

from collections.abc import Iterator
from enum import StrEnum

from compliance.machine import OPENING, Machine, Role, Transition
from compliance.messages import N_


class ClawbackState(StrEnum):
    """追回的状态."""

    PROPOSED = "proposed"
    HEARD = "heard"
    DECIDED = "decided"
    NOTICED = "noticed"
    PARTLY_PAID = "partly_paid"
    OVERDUE = "overdue"
    REFERRED = "referred"
    PAID = "paid"
    RECOVERED = "recovered"
    DROPPED = "dropped"


S = ClawbackState
Lines = Iterator[Transition[ClawbackState]]
CENTER = (Role.CENTER_AUDITOR, Role.CENTER_MANAGER)
EMPLOYER = (Role.EMPLOYER_MAKER, Role.EMPLOYER_CHECKER)
CASHIER, CLOCK = Role.EMPLOYER_CASHIER, Role.CLOCK
OWING = (S.NOTICED, S.PARTLY_PAID, S.OVERDUE, S.REFERRED)
LATE = (S.OVERDUE, S.REFERRED)


def _hearing() -> Lines:
    yield Transition(
        S.PROPOSED, "comment", S.HEARD, EMPLOYER, 33, N_("提出申辩意见"),
        needs_reason=True, term="decide", gates=(N_("在期限内提出；逾期视为无异议。"),),
    )  # fmt: skip
    yield Transition(
        S.PROPOSED, "accept", S.HEARD, Role.EMPLOYER_CHECKER, 33, N_("没有异议"), term="decide"
    )
    yield Transition(S.PROPOSED, "lapse", S.HEARD, CLOCK, 33, N_("逾期未提出意见"), term="decide")
    yield Transition(
        S.PROPOSED, "drop", S.DROPPED, CENTER, 33, N_("不再追回"), needs_reason=True, optional=True
    )


def _deciding() -> Lines:
    yield Transition(
        S.HEARD, "decide", S.DECIDED, CENTER, 33, N_("决定追回"),
        needs_reason=True, not_by=OPENING, term="decide",
        gates=(
            N_("由提出追回以外的人决定。"),
            N_("没有在途拨款、未冲销的预借款和占用余额的报销申请。"),
            N_("决定时账上的数字随决定固定，同时记入单位和中心的账。"),
        ),
    )  # fmt: skip
    yield Transition(
        S.HEARD, "drop", S.DROPPED, CENTER, 33, N_("不再追回"), needs_reason=True, not_by=OPENING
    )
    yield Transition(
        S.DECIDED, "notify", S.NOTICED, CENTER, 33, N_("发出追回通知书"), term="return_money",
        gates=(N_("退回期限自通知书送达之日起算。"),),
    )  # fmt: skip


def _paying() -> Lines:
    after = {S.NOTICED: S.PARTLY_PAID, **{state: state for state in OWING[1:]}}
    for state in OWING:
        yield Transition(
            state, "pay_rest", S.PAID, CASHIER, 33, N_("退回全部余款"),
            gates=(N_("专户余额不足的，先以自有资金补足并记账。"),),
        )  # fmt: skip
        yield Transition(
            state, "pay_part", after[state], CASHIER, 33, N_("退回一部分"),
            goes_on=True, gates=(N_("不能多于尚未退回的金额。"),),
        )  # fmt: skip
    for state in (S.PARTLY_PAID, *LATE, S.PAID):
        yield Transition(
            state, "arrive", state, CENTER, 33, N_("确认一笔退款到账"),
            goes_on=True, optional=state is not S.PAID,
        )  # fmt: skip
    yield Transition(
        S.PAID, "close", S.RECOVERED, CENTER, 33, N_("办结"),
        gates=(N_("全部退款已确认到账。"),),
    )  # fmt: skip


def _being_late() -> Lines:
    for state in (S.NOTICED, S.PARTLY_PAID):
        yield Transition(state, "lapse", S.OVERDUE, CLOCK, 33, N_("逾期未退回"))
    for state in LATE:
        yield Transition(
            state, "urge", state, CENTER, 33, N_("发出催告书"), goes_on=True, optional=True
        )
    yield Transition(
        S.OVERDUE, "refer", S.REFERRED, Role.CENTER_MANAGER, 33, N_("移送"),
        needs_reason=True, gates=(N_("已经催告。"), N_("移送后仍可退回。")),
    )  # fmt: skip


CLAWBACK = Machine(
    name="clawback",
    initial=S.PROPOSED,
    ends=frozenset({S.RECOVERED, S.DROPPED}),
    titles={
        S.PROPOSED: N_("已提出，听取意见"),
        S.HEARD: N_("待决定"),
        S.DECIDED: N_("已决定，待通知"),
        S.NOTICED: N_("已通知，待退回"),
        S.PARTLY_PAID: N_("已退回一部分"),
        S.OVERDUE: N_("逾期未退回"),
        S.REFERRED: N_("已移送"),
        S.PAID: N_("已付出，待确认到账"),
        S.RECOVERED: N_("已追回"),
        S.DROPPED: N_("不再追回"),
    },
    transitions=(*_hearing(), *_deciding(), *_paying(), *_being_late()),
)
