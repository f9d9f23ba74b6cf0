"""抽查: the Center checks a sample, from its plan over fieldwork to the follow-up (article 33).

Whoever planned a check does not send its notice, and whoever drafted its result neither asks for
comments nor settles it: two people of the Center at least. The seed is drawn by the system when the
check is planned and kept secret until the frame is frozen; a sample may grow, but it is never drawn
again. Each employer's own part is a case of its own: `compliance.procedures.inspection`.
"""

from collections.abc import Iterator
from enum import StrEnum

from compliance.machine import OPENING, Machine, Role, Transition
from compliance.messages import N_


class SpotCheckState(StrEnum):
    """抽查的状态."""

    PLANNED = "planned"
    NOTICED = "noticed"
    FRAMED = "framed"
    SAMPLED = "sampled"
    FIELDWORK = "fieldwork"
    DRAFT_RESULT = "draft_result"
    COMMENTS = "comments"
    FINAL = "final"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


S = SpotCheckState
Lines = Iterator[Transition[SpotCheckState]]
CENTER = (Role.CENTER_AUDITOR, Role.CENTER_MANAGER)
BEFORE_THE_FRAME = (S.PLANNED, S.NOTICED)
SEED_IS_OPEN = (S.FRAMED, S.SAMPLED, S.FIELDWORK)  # whoever withdraws now knows what was drawn
_SEED_STAYS = N_("种子在计划时由系统生成，不能更换；样本只能追加，不能重抽。")


def _drawing() -> Lines:
    yield Transition(
        S.PLANNED, "notice", S.NOTICED, CENTER, 33, N_("发出检查通知"),
        not_by=OPENING, gates=(N_("由制定计划以外的人审定后发出。"),),
    )  # fmt: skip
    yield Transition(
        S.NOTICED, "freeze", S.FRAMED, CENTER, 33, N_("固定总体"),
        gates=(N_("截止日已过。"), N_("总体一经固定，不再变化。")),
    )  # fmt: skip
    yield Transition(S.FRAMED, "draw", S.SAMPLED, CENTER, 33, N_("抽取样本"), gates=(_SEED_STAYS,))


def _working() -> Lines:
    yield Transition(
        S.SAMPLED, "begin", S.FIELDWORK, CENTER, 33, N_("发出调阅清单，开始检查"),
        term="fieldwork",
    )  # fmt: skip
    yield Transition(
        S.FIELDWORK, "extend", S.FIELDWORK, CENTER, 33, N_("追加样本"),
        needs_reason=True, goes_on=True, optional=True, term="fieldwork", gates=(_SEED_STAYS,),
    )  # fmt: skip
    yield Transition(
        S.FIELDWORK, "draft", S.DRAFT_RESULT, CENTER, 33, N_("形成初步结果"),
        gates=(N_("每一笔样本都已检查，并由另一人复核。"),),
    )  # fmt: skip


def _concluding() -> Lines:
    yield Transition(
        S.DRAFT_RESULT, "consult", S.COMMENTS, CENTER, 33, N_("征求单位意见"),
        not_by="draft", gates=(N_("由起草以外的人审定后发出。"),),
    )  # fmt: skip
    for state in (S.DRAFT_RESULT, S.COMMENTS):
        yield Transition(
            state, "reopen", S.FIELDWORK, CENTER, 33, N_("退回继续检查"),
            needs_reason=True, optional=True, term="fieldwork",
        )  # fmt: skip
    yield Transition(
        S.COMMENTS, "finish", S.FINAL, CENTER, 33, N_("审定检查结论"),
        needs_reason=True, not_by="draft",
        gates=(N_("各单位都已答复，或者期限已过。"), N_("由起草以外的人审定。")),
    )  # fmt: skip
    yield Transition(S.FINAL, "deliver", S.FOLLOW_UP, CENTER, 33, N_("发出检查结论书"))
    yield Transition(
        S.FOLLOW_UP, "close", S.CLOSED, CENTER, 33, N_("办结"),
        gates=(N_("由检查发现引起的整改都已销号或撤销。"),),
    )  # fmt: skip


def _withdrawing() -> Lines:
    for state in BEFORE_THE_FRAME:
        yield Transition(
            state, "withdraw", S.WITHDRAWN, CENTER, 33, N_("撤销抽查"),
            needs_reason=True, optional=True,
        )  # fmt: skip
    for state in SEED_IS_OPEN:
        yield Transition(
            state, "withdraw", S.WITHDRAWN, Role.CENTER_MANAGER, 33, N_("撤销抽查"),
            needs_reason=True, optional=True, not_by="freeze",
            gates=(N_("种子已经公开，由固定总体以外的中心管理人员撤销；已抽的样本留存备查。"),),
        )  # fmt: skip


SPOT_CHECK = Machine(
    name="spot_check",
    initial=S.PLANNED,
    ends=frozenset({S.CLOSED, S.WITHDRAWN}),
    titles={
        S.PLANNED: N_("待发通知"),
        S.NOTICED: N_("待固定总体"),
        S.FRAMED: N_("待抽样"),
        S.SAMPLED: N_("待开始检查"),
        S.FIELDWORK: N_("检查中"),
        S.DRAFT_RESULT: N_("初步结果待审定"),
        S.COMMENTS: N_("征求意见中"),
        S.FINAL: N_("结论待发出"),
        S.FOLLOW_UP: N_("整改跟踪中"),
        S.CLOSED: N_("已办结"),
        S.WITHDRAWN: N_("已撤销"),
    },
    transitions=(*_drawing(), *_working(), *_concluding(), *_withdrawing()),
)
