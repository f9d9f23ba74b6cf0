"""中止与取消 (Art. 32 and 33): proposed, heard, decided by another; a suspension may be lifted.

The Center decides (what the Association for Science and Technology may decide is only recorded).
Before it does, the employer and the selectee are told and heard. A revocation that follows a
suspension is a case of its own: the suspension ends with it.
"""

from enum import StrEnum

from compliance.machine import OPENING, Machine, Role, Transition
from compliance.messages import N_


class SanctionState(StrEnum):
    """中止与取消的状态."""

    PROPOSED = "proposed"
    NOTIFIED = "notified"  # who is concerned may speak
    HEARD = "heard"
    SUSPENDED = "suspended"  # in force
    LIFTING = "lifting"
    LIFTED = "lifted"
    REVOKED = "revoked"
    OVERTAKEN = "overtaken"  # the grant ended otherwise
    DISMISSED = "dismissed"
    DROPPED = "dropped"


S = SanctionState
CENTER = (Role.CENTER_AUDITOR, Role.CENTER_MANAGER)
CONCERNED = (Role.EMPLOYER_CHECKER, Role.SELECTEE)
ANOTHER = N_("由提出人以外的人决定。")
HEARING_OVER = N_("当事方已提出意见或表示无异议，或申辩期限已经届满。")

SANCTION = Machine(
    name="sanction",
    initial=S.PROPOSED,
    told_by="notify",
    ends=frozenset({S.LIFTED, S.REVOKED, S.OVERTAKEN, S.DISMISSED, S.DROPPED}),
    titles={
        S.PROPOSED: N_("待告知"),
        S.NOTIFIED: N_("听取意见中"),
        S.HEARD: N_("待决定"),
        S.SUSPENDED: N_("已中止"),
        S.LIFTING: N_("待决定恢复"),
        S.LIFTED: N_("已恢复"),
        S.REVOKED: N_("已取消"),
        S.OVERTAKEN: N_("中止已终结"),
        S.DISMISSED: N_("不予处理"),
        S.DROPPED: N_("已撤回"),
    },
    transitions=(
        Transition(
            S.PROPOSED, "notify", S.NOTIFIED, CENTER, 32, N_("告知拟作出的处理"),
            clause="（二）", term="comment",
        ),
        Transition(
            S.PROPOSED, "drop", S.DROPPED, CENTER, 32, N_("撤回"), needs_reason=True, optional=True,
        ),
        Transition(
            S.NOTIFIED, "comment", S.HEARD, CONCERNED, 32, N_("提出意见"),
            needs_reason=True, term="decide",
        ),
        Transition(
            S.NOTIFIED, "accept", S.HEARD, CONCERNED, 32, N_("表示无异议"), term="decide",
        ),
        Transition(
            S.NOTIFIED, "lapse", S.HEARD, Role.CLOCK, 32, N_("申辩期限届满，视为无异议"),
            term="decide",
        ),
        Transition(
            S.NOTIFIED, "drop", S.DROPPED, CENTER, 32, N_("撤回"), needs_reason=True, optional=True,
        ),
        Transition(
            S.HEARD, "add_comment", S.HEARD, CONCERNED, 32, N_("补充意见"),
            needs_reason=True, goes_on=True, optional=True,
        ),
        Transition(
            S.HEARD, "suspend", S.SUSPENDED, CENTER, 32, N_("决定中止"), clause="（二）",
            needs_reason=True, not_by=OPENING,
            gates=(ANOTHER, N_("未入账的报销申请随即冻结，尚未付出的拨款随即停止。")),
        ),
        Transition(
            S.HEARD, "revoke", S.REVOKED, CENTER, 32, N_("决定取消"), clause="（二）",
            needs_reason=True, not_by=OPENING,
            gates=(ANOTHER, N_("未入账的报销申请随即作废，尚未付出的拨款随即停止。")),
        ),
        Transition(
            S.HEARD, "dismiss", S.DISMISSED, CENTER, 32, N_("决定不予处理"),
            needs_reason=True, not_by=OPENING, gates=(ANOTHER,),
        ),
        Transition(
            S.SUSPENDED, "propose_lift", S.LIFTING, CENTER, 32, N_("提请恢复"),
            needs_reason=True, term="decide", optional=True,
        ),
        Transition(
            S.LIFTING, "lift", S.LIFTED, CENTER, 32, N_("决定恢复"), needs_reason=True,
            not_by="propose_lift",
            gates=(
                N_("由提请人以外的人决定。"),
                N_("冻结的报销申请恢复办理；停止的拨款重新报批。"),
            ),
        ),
        Transition(
            S.LIFTING, "keep", S.SUSPENDED, CENTER, 32, N_("决定继续中止"),
            needs_reason=True, not_by="propose_lift",
        ),
        Transition(
            S.SUSPENDED, "overtake", S.OVERTAKEN, Role.CLOCK, 32, N_("资格已取消或已退出"),
        ),
        Transition(
            S.LIFTING, "overtake", S.OVERTAKEN, Role.CLOCK, 32, N_("资格已取消或已退出"),
        ),
    ),
)  # fmt: skip
