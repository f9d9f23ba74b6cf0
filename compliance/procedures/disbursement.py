"""拨付: an instalment is approved by one person, paid by another, confirmed by the employer.

Articles 18, 24, 26 and 27: nothing is approved before the agreement is signed, the notice over and
the dedicated account registered; the action checks those gates, the table says who does what.
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


DISBURSEMENT = Machine(
    name="disbursement",
    initial=InstalmentState.PLANNED,
    ends=frozenset({InstalmentState.RECEIVED}),
    titles={
        InstalmentState.PLANNED: N_("待批准"),
        InstalmentState.APPROVED: N_("待付款"),
        InstalmentState.SENT: N_("待单位确认到账"),
        InstalmentState.RECEIVED: N_("已到账"),
    },
    transitions=(
        Transition(
            source=InstalmentState.PLANNED,
            action="approve",
            target=InstalmentState.APPROVED,
            who=Role.CENTER_AUDITOR,
            article=24,
            title=N_("批准拨付"),
        ),
        Transition(
            source=InstalmentState.APPROVED,
            action="send",
            target=InstalmentState.SENT,
            who=Role.CENTER_MANAGER,
            article=24,
            title=N_("办理付款"),
            not_by="approve",
        ),
        Transition(
            source=InstalmentState.SENT,
            action="confirm",
            target=InstalmentState.RECEIVED,
            who=Role.EMPLOYER_CHECKER,
            article=26,
            title=N_("确认到账"),
        ),
    ),
)
