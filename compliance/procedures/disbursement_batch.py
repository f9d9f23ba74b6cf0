"""拨付批次: instalments that are paid together, proposed by one person and approved by another.

A batch adds nothing to what each instalment needs (`disbursement`): it is approved as a whole or
not at all, what is not ready is struck from it first, with a reason. Whoever approves it does not
pay it.
"""

from enum import StrEnum

from compliance.machine import OPENING, Machine, Role, Transition
from compliance.messages import N_


class BatchState(StrEnum):
    """拨付批次的状态."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    SENT = "sent"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


GATE = N_("批次内每一笔拨款的条件都已具备，不具备的先剔除（第二十四条）")

DISBURSEMENT_BATCH = Machine(
    name="disbursement_batch",
    initial=BatchState.PROPOSED,
    ends=frozenset({BatchState.SENT, BatchState.REJECTED, BatchState.WITHDRAWN}),
    titles={
        BatchState.PROPOSED: N_("待批准"),
        BatchState.APPROVED: N_("待付款"),
        BatchState.SENT: N_("已付款"),
        BatchState.REJECTED: N_("已退回"),
        BatchState.WITHDRAWN: N_("已撤回"),
    },
    transitions=(
        Transition(
            source=BatchState.PROPOSED,
            action="approve",
            target=BatchState.APPROVED,
            who=Role.CENTER_AUDITOR,
            article=24,
            title=N_("批准批次"),
            not_by=OPENING,
            gates=(GATE,),
        ),
        Transition(
            source=BatchState.PROPOSED,
            action="reject",
            target=BatchState.REJECTED,
            who=Role.CENTER_AUDITOR,
            article=24,
            title=N_("退回批次"),
            needs_reason=True,
        ),
        Transition(
            source=BatchState.PROPOSED,
            action="withdraw",
            target=BatchState.WITHDRAWN,
            who=Role.CENTER_MANAGER,
            article=24,
            title=N_("撤回批次"),
            needs_reason=True,
            optional=True,
        ),
        Transition(
            source=BatchState.APPROVED,
            action="send",
            target=BatchState.SENT,
            who=Role.CENTER_MANAGER,
            article=24,
            title=N_("登记付款"),
            not_by="approve",
            gates=(GATE,),
            term="confirm_receipt",
        ),
        Transition(
            source=BatchState.APPROVED,
            action="withdraw",
            target=BatchState.WITHDRAWN,
            who=Role.CENTER_MANAGER,
            article=24,
            title=N_("撤回批次"),
            needs_reason=True,
            optional=True,
        ),
    ),
)
