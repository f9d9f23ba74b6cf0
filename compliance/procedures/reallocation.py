"""预算调剂: budget moves between spending directions of a task agreement (Art. 27).

Small moves the employer's checker decides, larger ones the Center (`compliance.reallocation` says
which is which); whoever asks for it decides nothing.
"""

from enum import StrEnum

from compliance.machine import OPENING, Machine, Role, Transition
from compliance.messages import N_


class ReallocationState(StrEnum):
    """预算调剂的状态."""

    APPLIED = "applied"
    ENDORSED = "endorsed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


S = ReallocationState
CENTER = (Role.CENTER_AUDITOR, Role.CENTER_MANAGER)
MAKER, CHECKER = Role.EMPLOYER_MAKER, Role.EMPLOYER_CHECKER

REALLOCATION = Machine(
    name="reallocation",
    initial=S.APPLIED,
    ends=frozenset({S.APPROVED, S.REJECTED, S.WITHDRAWN}),
    titles={
        S.APPLIED: N_("待单位复核"),
        S.ENDORSED: N_("待中心审定"),
        S.APPROVED: N_("已调剂"),
        S.REJECTED: N_("未同意"),
        S.WITHDRAWN: N_("已撤回"),
    },
    transitions=(
        Transition(
            S.APPLIED, "approve_small", S.APPROVED, CHECKER, 27, N_("同意调剂"), not_by=OPENING,
            gates=(N_("两个支出方向自行调剂的累计金额都不超过任务书预算的一成。"),),
        ),
        Transition(
            S.APPLIED, "endorse", S.ENDORSED, CHECKER, 27, N_("同意并报中心审定"), not_by=OPENING,
            term="decide_reallocation", gates=(N_("超过单位可以自行决定的限额。"),),
        ),
        Transition(
            S.APPLIED, "reject", S.REJECTED, CHECKER, 27, N_("不同意"), needs_reason=True
        ),
        Transition(S.APPLIED, "withdraw", S.WITHDRAWN, MAKER, 27, N_("撤回"), optional=True),
        Transition(
            S.ENDORSED, "approve", S.APPROVED, CENTER, 27, N_("批准调剂"),
            gates=(N_("调出方向的可用预算足够。"),),
        ),
        Transition(
            S.ENDORSED, "refuse", S.REJECTED, CENTER, 27, N_("不批准"), needs_reason=True
        ),
        Transition(S.ENDORSED, "withdraw", S.WITHDRAWN, MAKER, 27, N_("撤回"), optional=True),
    ),
)  # fmt: skip
