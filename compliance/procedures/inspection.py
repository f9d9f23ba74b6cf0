"""受检: an employer's own part in a check of the Center (article 33, 主动接受审计与监督).

It hands in the papers it is asked for, says what stands against the draft of the result, and is
told the conclusion. The Center's steps are brought about by those of the check
(`compliance.procedures.spot_check`). Who says nothing in time has no objection.
"""

from collections.abc import Iterator
from enum import StrEnum

from compliance.machine import Machine, Role, Transition
from compliance.messages import N_


class InspectionState(StrEnum):
    """受检的状态."""

    PREPARED = "prepared"
    NOTIFIED = "notified"
    ASKED = "asked"
    SUPPLIED = "supplied"
    HEARING = "hearing"
    HEARD = "heard"
    CONCLUDED = "concluded"
    DROPPED = "dropped"


S = InspectionState
Lines = Iterator[Transition[InspectionState]]
CENTER = (Role.CENTER_AUDITOR, Role.CENTER_MANAGER)
EMPLOYER = (Role.EMPLOYER_MAKER, Role.EMPLOYER_CHECKER)
GOING_ON = (S.PREPARED, S.NOTIFIED, S.ASKED, S.SUPPLIED, S.HEARING, S.HEARD)
_TOGETHER = N_("随中心对整个抽查的办理一并进行。")


def _center(
    sources: tuple[InspectionState, ...],
    action: str,
    target: InspectionState,
    title: str,
    term: str | None = None,
    *,
    needs_reason: bool = False,
) -> Lines:
    """Give a step that the check takes at all its employers at once: nobody waits for it here."""
    for source in sources:
        yield Transition(
            source, action, target, CENTER, 33, title,
            needs_reason=needs_reason, term=term, optional=True, gates=(_TOGETHER,),
        )  # fmt: skip


def _of_the_employer() -> Lines:
    yield Transition(
        S.ASKED, "supply", S.SUPPLIED, EMPLOYER, 33, N_("资料已提供"),
        gates=(N_("调阅清单上的资料都已上传或者当面提供。"),),
    )  # fmt: skip
    yield Transition(
        S.HEARING, "comment", S.HEARD, Role.EMPLOYER_CHECKER, 33, N_("提出意见"),
        needs_reason=True, gates=(N_("在期限内提出；逾期视为无异议。"),),
    )  # fmt: skip
    yield Transition(S.HEARING, "accept", S.HEARD, Role.EMPLOYER_CHECKER, 33, N_("没有异议"))
    yield Transition(S.HEARING, "lapse", S.HEARD, Role.CLOCK, 33, N_("逾期未提出意见"))


def _of_the_center() -> Lines:
    yield from _center((S.PREPARED,), "notify", S.NOTIFIED, N_("送达检查通知"))
    yield from _center(
        (S.NOTIFIED, S.ASKED, S.SUPPLIED, S.HEARING, S.HEARD), "ask", S.ASKED,
        N_("调阅资料"), "supply_documents",
    )  # fmt: skip
    yield from _center(
        (S.NOTIFIED, S.ASKED, S.SUPPLIED, S.HEARING, S.HEARD), "consult", S.HEARING,
        N_("征求意见"), "comment",
    )  # fmt: skip
    yield from _center((S.HEARD,), "conclude", S.CONCLUDED, N_("告知检查结论"))
    yield from _center(GOING_ON, "drop", S.DROPPED, N_("抽查撤销"), needs_reason=True)


INSPECTION = Machine(
    name="inspection",
    initial=S.PREPARED,
    ends=frozenset({S.CONCLUDED, S.DROPPED}),
    told_by="notify",
    titles={
        S.PREPARED: N_("待通知"),
        S.NOTIFIED: N_("已通知，待调阅"),
        S.ASKED: N_("待提供资料"),
        S.SUPPLIED: N_("资料已提供，检查中"),
        S.HEARING: N_("征求意见中"),
        S.HEARD: N_("待作出结论"),
        S.CONCLUDED: N_("已有结论"),
        S.DROPPED: N_("已撤销"),
    },
    transitions=(*_of_the_center(), *_of_the_employer()),
)
