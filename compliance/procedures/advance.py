"""预借: money handed out before there is an invoice, and what becomes of it (Articles 26, 28).

Asked for by one person, approved by a second, paid out by a third; offset by claims, the rest given
back. It is settled when nothing of it is left.
"""

from enum import StrEnum

from compliance.machine import OPENING, Machine, Role, Transition
from compliance.messages import N_


class AdvanceState(StrEnum):
    """预借的状态."""

    ASKED = "asked"
    APPROVED = "approved"
    OUTSTANDING = "outstanding"
    SETTLED = "settled"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


ASKED, APPROVED, OUTSTANDING = AdvanceState.ASKED, AdvanceState.APPROVED, AdvanceState.OUTSTANDING
SETTLED, REFUSED, WITHDRAWN = AdvanceState.SETTLED, AdvanceState.REFUSED, AdvanceState.WITHDRAWN
MAKER, CHECKER, CASHIER = Role.EMPLOYER_MAKER, Role.EMPLOYER_CHECKER, Role.EMPLOYER_CASHIER
_ACTIVE = N_("项目在执行中，没有中止、取消或退出（第三十二条）")

ADVANCE = Machine(
    name="advance",
    initial=ASKED,
    ends=frozenset({SETTLED, REFUSED, WITHDRAWN}),
    titles={
        ASKED: N_("待复核"),
        APPROVED: N_("待付款"),
        OUTSTANDING: N_("待冲销"),
        SETTLED: N_("已结清"),
        REFUSED: N_("不予预借"),
        WITHDRAWN: N_("已撤回"),
    },
    transitions=(
        Transition(
            ASKED, "approve", APPROVED, CHECKER, 26, N_("同意预借"),
            not_by=OPENING, gates=(_ACTIVE, N_("该支出方向的可用预算足够")),
        ),
        Transition(
            ASKED, "refuse", REFUSED, CHECKER, 26, N_("不予预借"),
            needs_reason=True, not_by=OPENING,
        ),
        Transition(ASKED, "withdraw", WITHDRAWN, MAKER, 26, N_("撤回预借"), optional=True),
        Transition(
            APPROVED, "pay", OUTSTANDING, CASHIER, 26, N_("付出预借款"),
            not_by="approve", term="settle_advance", gates=(_ACTIVE,),
        ),
        Transition(APPROVED, "withdraw", WITHDRAWN, MAKER, 26, N_("撤回预借"), optional=True),
        Transition(
            OUTSTANDING, "offset", OUTSTANDING, CASHIER, 28, N_("以报销申请冲销"),
            goes_on=True,
            gates=(N_("申请已复核通过，属于同一项目、同一支出方向，且不超过预借余额"),),
        ),
        Transition(
            OUTSTANDING, "give_back", OUTSTANDING, CASHIER, 26, N_("登记退回余款"),
            goes_on=True, gates=(N_("余款已退回专门账户"),),
        ),
        Transition(OUTSTANDING, "settle", SETTLED, Role.CLOCK, 26, N_("余额为零，结清")),
    ),
)  # fmt: skip
