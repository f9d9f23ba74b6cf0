"""拨付: an instalment is approved by one person, paid by another, confirmed by the employer.

Articles 18, 24, 26 and 27: nothing is approved before the agreement is signed, the notice over and
the dedicated account registered; the action checks those gates, the table says who does what. What
has not been paid stops when the grant leaves its execution (Art. 32) and may go on again.
"""

from enum import StrEnum

from compliance.machine import Machine, Role, Transition
from compliance.messages import N_


class InstalmentState(StrEnum):
    """拨款的状态."""

    PLANNED = "planned"
    APPROVED = "approved"
    SENT = "sent"
    RECEIVED = "received"
    STOPPED = "stopped"


GATES = (
    N_("任务书已签订（第二十七条）"),
    N_("入选名单公示期满且无未办结异议（第十八条）"),
    N_("所在单位已登记专门账户（第二十六条）"),
    N_("项目在执行中，没有中止、取消或退出（第三十二条）"),
    N_("没有逾期未完成的整改（第三十二条（二）3）"),
    N_("最近一次考核合格（第三十一条）"),
)

DISBURSEMENT = Machine(
    name="disbursement",
    initial=InstalmentState.PLANNED,
    ends=frozenset({InstalmentState.RECEIVED}),
    titles={
        InstalmentState.PLANNED: N_("待批准"),
        InstalmentState.APPROVED: N_("待付款"),
        InstalmentState.SENT: N_("待单位确认到账"),
        InstalmentState.RECEIVED: N_("已到账"),
        InstalmentState.STOPPED: N_("停止拨付"),
    },
    transitions=(
        Transition(
            source=InstalmentState.PLANNED,
            action="approve",
            target=InstalmentState.APPROVED,
            who=Role.CENTER_AUDITOR,
            article=24,
            title=N_("批准拨付"),
            gates=GATES,
        ),
        Transition(
            source=InstalmentState.APPROVED,
            action="send",
            target=InstalmentState.SENT,
            who=Role.CENTER_MANAGER,
            article=24,
            title=N_("办理付款"),
            not_by="approve",
            gates=GATES,
            term="confirm_receipt",
        ),
        Transition(
            source=InstalmentState.SENT,
            action="confirm",
            target=InstalmentState.RECEIVED,
            who=Role.EMPLOYER_CHECKER,
            article=26,
            title=N_("确认到账"),
            gates=(N_("银行回单的金额与拨款一致（第二十六条）"),),
        ),
        Transition(
            source=InstalmentState.PLANNED,
            action="stop",
            target=InstalmentState.STOPPED,
            who=Role.CLOCK,
            article=32,
            title=N_("停止拨付"),
        ),
        Transition(
            source=InstalmentState.APPROVED,
            action="stop",
            target=InstalmentState.STOPPED,
            who=Role.CLOCK,
            article=32,
            title=N_("停止拨付"),
        ),
        Transition(
            source=InstalmentState.STOPPED,
            action="resume",
            target=InstalmentState.PLANNED,
            who=Role.CLOCK,
            article=32,
            title=N_("恢复拨付计划"),
        ),
    ),
)
