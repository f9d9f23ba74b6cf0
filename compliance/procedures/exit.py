"""主动退出与结题 (Art. 31 and 32): a grant that ends without anybody's fault.

Both are asked for, seen by the employer's checker, and decided by the Center. Where the selectee
asks to leave, the employer says what it knows; it cannot refuse it.
"""

from enum import StrEnum

from compliance.machine import OPENING, Machine, Role, Transition
from compliance.messages import N_


class ExitState(StrEnum):
    """主动退出、结题申请的状态."""

    APPLIED = "applied"
    CONFIRMED = "confirmed"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


S = ExitState
CENTER = (Role.CENTER_AUDITOR, Role.CENTER_MANAGER)
APPLICANTS = (Role.EMPLOYER_MAKER, Role.SELECTEE)
ENDS = frozenset({S.ACCEPTED, S.REFUSED, S.TAKEN_BACK})
NO_OPEN_CASE = N_("没有正在办理的中止、取消事项。")
_APPLICANT = N_("由申请人撤回。")

WITHDRAWAL = Machine(
    name="withdrawal",
    initial=S.APPLIED,
    ends=ENDS,
    titles={
        S.APPLIED: N_("待单位确认"),
        S.CONFIRMED: N_("待中心办理"),
        S.ACCEPTED: N_("已退出"),
        S.REFUSED: N_("未予办理"),
        S.TAKEN_BACK: N_("已撤回"),
    },
    transitions=(
        Transition(
            S.APPLIED, "confirm", S.CONFIRMED, Role.EMPLOYER_CHECKER, 32, N_("单位确认"),
            clause="（一）", term="decide",
        ),
        Transition(
            S.APPLIED, "take_back", S.TAKEN_BACK, APPLICANTS, 32, N_("撤回申请"),
            clause="（一）", optional=True, gates=(_APPLICANT,),
        ),
        Transition(
            S.CONFIRMED, "take_back", S.TAKEN_BACK, APPLICANTS, 32, N_("撤回申请"),
            clause="（一）", optional=True, gates=(_APPLICANT,),
        ),
        Transition(
            S.CONFIRMED, "accept", S.ACCEPTED, CENTER, 32, N_("同意退出"), clause="（一）",
            gates=(NO_OPEN_CASE, N_("未入账的报销申请随即作废，尚未付出的拨款随即停止。")),
        ),
        Transition(
            S.CONFIRMED, "refuse", S.REFUSED, CENTER, 32, N_("不予办理"), clause="（一）",
            needs_reason=True,
        ),
    ),
)  # fmt: skip

COMPLETION = Machine(
    name="completion",
    initial=S.APPLIED,
    ends=ENDS,
    titles={
        S.APPLIED: N_("待单位复核"),
        S.CONFIRMED: N_("待中心验收"),
        S.ACCEPTED: N_("已结题"),
        S.REFUSED: N_("已退回"),
        S.TAKEN_BACK: N_("已撤回"),
    },
    transitions=(
        Transition(
            S.APPLIED, "confirm", S.CONFIRMED, Role.EMPLOYER_CHECKER, 31, N_("复核后报送"),
            not_by=OPENING, term="decide",
        ),
        Transition(
            S.APPLIED, "take_back", S.TAKEN_BACK, Role.EMPLOYER_MAKER, 31, N_("撤回申请"),
            optional=True,
        ),
        Transition(
            S.CONFIRMED, "accept", S.ACCEPTED, CENTER, 31, N_("同意结题"),
            gates=(
                NO_OPEN_CASE,
                N_("执行期已满，最近一次考核合格。"),
                N_("没有未入账的报销申请，没有未办结的整改。"),
            ),
        ),
        Transition(
            S.CONFIRMED, "refuse", S.REFUSED, CENTER, 31, N_("退回"), needs_reason=True,
        ),
    ),
)  # fmt: skip
