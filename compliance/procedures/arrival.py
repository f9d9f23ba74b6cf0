"""接收划转: the new employer's own side of a transfer (article 30): what comes, and its arrival.

The new employer sees this case and not the old employer's.
"""

from enum import StrEnum

from compliance.machine import Machine, Role, Transition
from compliance.messages import N_


class ArrivalState(StrEnum):
    """接收划转的状态."""

    ANNOUNCED = "announced"
    ON_THE_WAY = "on_the_way"
    CONFIRMED = "confirmed"


ARRIVAL = Machine(
    name="arrival",
    initial=ArrivalState.ANNOUNCED,
    ends=frozenset({ArrivalState.CONFIRMED}),
    titles={
        ArrivalState.ANNOUNCED: N_("待原单位付款"),
        ArrivalState.ON_THE_WAY: N_("待确认到账"),
        ArrivalState.CONFIRMED: N_("已接收"),
    },
    transitions=(
        Transition(
            ArrivalState.ANNOUNCED, "send", ArrivalState.ON_THE_WAY, Role.CLOCK, 30,
            N_("原单位已付款"), term="confirm_transfer",
        ),
        Transition(
            ArrivalState.ON_THE_WAY, "confirm", ArrivalState.CONFIRMED, Role.EMPLOYER_CHECKER, 30,
            N_("确认到账并接收项目"),
            gates=(N_("划转资金已到本单位的专门账户（第二十六条）"),),
        ),
    ),
)  # fmt: skip
