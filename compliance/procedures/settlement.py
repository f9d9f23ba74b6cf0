"""结算与结清: what is left over is stated, agreed and returned; then the grant's books are closed.

The Measures leave the surplus to the Center (articles 24 and 26): by default it comes back, or the
Center lets the employer keep it for the same purpose for a while. A grant is settled when nothing
stands on its accounts any more.
"""

from collections.abc import Iterator
from enum import StrEnum

from compliance.machine import OPENING, Machine, Role, Transition
from compliance.messages import N_


class SettlementState(StrEnum):
    """结算的状态."""

    STATED = "stated"
    OBJECTED = "objected"
    AGREED = "agreed"
    KEPT = "kept"
    DECIDED = "decided"
    PAID = "paid"
    ARRIVED = "arrived"
    SETTLED = "settled"


S = SettlementState
Lines = Iterator[Transition[SettlementState]]
CENTER = (Role.CENTER_AUDITOR, Role.CENTER_MANAGER)
CHECKER, CASHIER, CLOCK = Role.EMPLOYER_CHECKER, Role.EMPLOYER_CASHIER, Role.CLOCK


def _agreeing() -> Lines:
    yield Transition(S.STATED, "agree", S.AGREED, CHECKER, 26, N_("核对无误"), term="decide")
    yield Transition(
        S.STATED, "object", S.OBJECTED, CHECKER, 26, N_("对结算数有异议"),
        needs_reason=True, term="decide",
    )  # fmt: skip
    yield Transition(S.STATED, "lapse", S.AGREED, CLOCK, 26, N_("逾期未提出异议"), term="decide")
    yield Transition(
        S.OBJECTED, "restate", S.STATED, CENTER, 26, N_("答复并重新送单位核对"),
        needs_reason=True, term="comment",
    )  # fmt: skip


def _deciding() -> Lines:
    yield Transition(
        S.AGREED, "decide", S.DECIDED, CENTER, 26, N_("决定结余上交"),
        not_by=OPENING, term="return_money",
        gates=(
            N_("由提出结算以外的人决定。"),
            N_("没有在途拨款、未冲销的预借款和占用余额的报销申请。"),
            N_("不再拨付的部分同时取消承诺。"),
        ),
    )  # fmt: skip
    yield Transition(
        S.AGREED, "keep", S.KEPT, CENTER, 26, N_("结余留用"),
        needs_reason=True, not_by=OPENING, optional=True,
        gates=(N_("按原用途使用；连续两年未用完的作为结余收回（预算法第四十二条）。"),),
    )  # fmt: skip
    yield Transition(
        S.KEPT, "end_keeping", S.AGREED, CENTER, 26, N_("结束留用，重新结算"),
        needs_reason=True, term="decide",
    )  # fmt: skip


def _ending() -> Lines:
    yield Transition(
        S.DECIDED, "pay_rest", S.PAID, CASHIER, 26, N_("上交结余"),
        gates=(N_("应上交的金额大于零；为零的直接结清。"),),
    )  # fmt: skip
    yield Transition(S.PAID, "arrive", S.ARRIVED, CENTER, 26, N_("确认结余到账"))
    for state in (S.DECIDED, S.ARRIVED):
        yield Transition(
            state, "settle", S.SETTLED, CENTER, 26, N_("结清项目"), not_by="decide",
            optional=state is S.DECIDED,
            gates=(N_("应退款已全部退回，单位应补足的款项已补足，项目账户余额为零。"),),
        )  # fmt: skip


SETTLEMENT = Machine(
    name="settlement",
    initial=S.STATED,
    ends=frozenset({S.SETTLED}),
    titles={
        S.STATED: N_("待单位核对"),
        S.OBJECTED: N_("单位有异议"),
        S.AGREED: N_("待决定"),
        S.KEPT: N_("结余留用"),
        S.DECIDED: N_("待上交结余"),
        S.PAID: N_("已上交，待确认到账"),
        S.ARRIVED: N_("待结清"),
        S.SETTLED: N_("已结清"),
    },
    transitions=(*_agreeing(), *_deciding(), *_ending()),
)
