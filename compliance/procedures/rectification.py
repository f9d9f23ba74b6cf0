"""整改: the Center finds a fault, the employer mends it or is heard, the Center verifies it.

Articles 32 and 33. Whoever found the fault does not send the notice nor judge what the employer
says against it; an appeal goes to a manager who has not judged it yet. A proposal to suspend comes
only after a reminder and an order, both on record, and a last term that ran out (（二）3).
"""

from collections.abc import Iterator
from enum import StrEnum

from compliance.machine import OPENING, Machine, Role, Transition
from compliance.messages import N_


class RectificationState(StrEnum):
    """整改的状态."""

    RAISED = "raised"
    NOTIFIED = "notified"
    REMINDED = "reminded"
    DISPUTED = "disputed"
    APPEALED = "appealed"
    ORDERED = "ordered"
    OVERDUE = "overdue"
    ESCALATED = "escalated"
    RECTIFIED = "rectified"
    VERIFIED = "verified"
    CLOSED = "closed"
    DROPPED = "dropped"


S = RectificationState
Lines = Iterator[Transition[RectificationState]]
CENTER = (Role.CENTER_AUDITOR, Role.CENTER_MANAGER)
EMPLOYER = (Role.EMPLOYER_MAKER, Role.EMPLOYER_CHECKER)
CHECKER, MANAGER = Role.EMPLOYER_CHECKER, Role.CENTER_MANAGER
OF_ARTICLE_32 = "（二）3"
IN_TIME = (S.NOTIFIED, S.REMINDED)  # the first term runs
OPEN_TO_MENDING = (*IN_TIME, S.ORDERED, S.OVERDUE, S.ESCALATED)


def _notifying() -> Lines:
    yield Transition(
        S.RAISED, "notify", S.NOTIFIED, CENTER, 33, N_("发出整改通知"),
        not_by=OPENING, term="rectify", gates=(N_("由提出问题以外的人审定后发出。"),),
    )  # fmt: skip
    yield Transition(S.RAISED, "drop", S.DROPPED, CENTER, 33, N_("不再追究"), needs_reason=True)


def _answering() -> Lines:
    """Give what an employer may say while its first term runs."""
    for state in IN_TIME:
        yield Transition(
            state, "accept", state, CHECKER, 33, N_("认可问题"), goes_on=True, optional=True,
            gates=(N_("认可后即认定为不合规支出，不能再提出申辩。"),),
        )  # fmt: skip
        yield Transition(
            state, "dispute", S.DISPUTED, CHECKER, 33, N_("提出申辩"),
            needs_reason=True, optional=True, term="decide",
            gates=(
                N_("在通知送达后 10 日内提出；逾期视为无异议。"),
                N_("申辩期间整改期限暂停计算。"),
            ),
        )  # fmt: skip
        yield Transition(
            state, "ask_extension", state, EMPLOYER, 33, N_("申请延期"),
            needs_reason=True, goes_on=True, optional=True,
            gates=(N_("只能延期一次，在期限届满前申请。"),),
        )  # fmt: skip
        yield Transition(
            state, "extend", state, CENTER, 33, N_("同意延期"),
            goes_on=True, optional=True, gates=(N_("单位已申请延期，且此前没有延期。"),),
        )  # fmt: skip


def _hearing() -> Lines:
    """Give what is said to a dispute, and to the appeal against that answer."""
    yield Transition(
        S.DISPUTED, "uphold_dispute", S.DROPPED, CENTER, 33, N_("采纳申辩，撤销问题"),
        needs_reason=True, not_by=OPENING,
    )  # fmt: skip
    yield Transition(
        S.DISPUTED, "dismiss_dispute", S.NOTIFIED, CENTER, 33, N_("不采纳申辩"),
        needs_reason=True, not_by=OPENING,
    )  # fmt: skip
    for state in IN_TIME:
        yield Transition(
            state, "appeal", S.APPEALED, CHECKER, 33, N_("申请复核"),
            needs_reason=True, optional=True, term="decide",
            gates=(N_("申辩未被采纳后可以申请复核一次，由中心管理人员中的另一人决定。"),),
        )  # fmt: skip
    yield Transition(
        S.APPEALED, "uphold_appeal", S.DROPPED, MANAGER, 33, N_("复核：撤销问题"),
        needs_reason=True, not_by="dismiss_dispute",
    )  # fmt: skip
    yield Transition(
        S.APPEALED, "dismiss_appeal", S.NOTIFIED, MANAGER, 33, N_("复核：维持原意见"),
        needs_reason=True, not_by="dismiss_dispute",
    )  # fmt: skip


def _pressing() -> Lines:
    """Give the ways from a reminder over an order to a proposed suspension."""
    yield Transition(
        S.NOTIFIED, "remind", S.REMINDED, (*CENTER, Role.CLOCK), 32, N_("提醒"),
        clause=OF_ARTICLE_32, goes_on=True, optional=True,
    )  # fmt: skip
    yield Transition(
        S.REMINDED, "order", S.ORDERED, CENTER, 32, N_("督促：责令限期整改"),
        clause=OF_ARTICLE_32, needs_reason=True, optional=True, term="rectify_when_ordered",
        gates=(N_("整改期限已经届满。"), N_("责令后认定为不合规支出，须由单位自有资金退回。")),
    )  # fmt: skip
    yield Transition(
        S.ORDERED, "lapse", S.OVERDUE, Role.CLOCK, 32, N_("责令的期限届满未整改"),
        clause=OF_ARTICLE_32, term="decide",
    )  # fmt: skip
    yield Transition(
        S.OVERDUE, "escalate", S.ESCALATED, CENTER, 32, N_("提请中止"),
        clause=OF_ARTICLE_32, needs_reason=True,
        gates=(N_("提醒和督促均有记录，责令的期限已经届满。"),),
    )  # fmt: skip
    yield Transition(
        S.ESCALATED, "settle", S.CLOSED, CENTER, 33, N_("已由追回了结"),
        needs_reason=True, optional=True, gates=(N_("不合规支出已经全部退回或列入追回。"),),
    )  # fmt: skip


def _mending() -> Lines:
    """Give the employer's report and the two people of the Center who look at it."""
    for state in OPEN_TO_MENDING:
        yield Transition(
            state, "rectify", S.RECTIFIED, CHECKER, 33, N_("报告整改完成"),
            term="verify", optional=state is S.OVERDUE,
            gates=(N_("要求退回的资金已全部退回专户并入账。"),),
        )  # fmt: skip
    yield Transition(S.RECTIFIED, "verify", S.VERIFIED, CENTER, 33, N_("核查通过"), term="decide")
    yield Transition(
        S.RECTIFIED, "send_back", S.NOTIFIED, CENTER, 33, N_("整改不到位，退回"),
        needs_reason=True, term="rectify_again",
    )  # fmt: skip
    yield Transition(S.VERIFIED, "close", S.CLOSED, CENTER, 33, N_("销号"), not_by="verify")


RECTIFICATION = Machine(
    name="rectification",
    initial=S.RAISED,
    ends=frozenset({S.CLOSED, S.DROPPED}),
    told_by="notify",
    titles={
        S.RAISED: N_("待通知"),
        S.NOTIFIED: N_("整改中"),
        S.REMINDED: N_("已提醒"),
        S.DISPUTED: N_("申辩中"),
        S.APPEALED: N_("复核中"),
        S.ORDERED: N_("已责令整改"),
        S.OVERDUE: N_("逾期未整改"),
        S.ESCALATED: N_("已提请中止"),
        S.RECTIFIED: N_("待核查"),
        S.VERIFIED: N_("待销号"),
        S.CLOSED: N_("已销号"),
        S.DROPPED: N_("已撤销"),
    },
    transitions=(*_notifying(), *_mending(), *_answering(), *_hearing(), *_pressing()),
)
