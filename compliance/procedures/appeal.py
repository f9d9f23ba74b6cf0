"""申诉: an employer does not accept what a verdict, or a return, says against its claim.

The claim is handled by procedure (article 28) and the Center explains the Measures (article 36):
one person of the Center says what it would answer, another decides. Meanwhile the claim stays as
it is, and the days are not counted against it. Who appeals may take the appeal back.
"""

from collections.abc import Iterator
from enum import StrEnum

from compliance.machine import Machine, Role, Transition
from compliance.messages import N_


class AppealState(StrEnum):
    """申诉的状态."""

    RAISED = "raised"
    GRANTING = "granting"
    UPHOLDING = "upholding"
    GRANTED = "granted"
    UPHELD = "upheld"
    WITHDRAWN = "withdrawn"


S = AppealState
Lines = Iterator[Transition[AppealState]]
CENTER = (Role.CENTER_AUDITOR, Role.CENTER_MANAGER)
PROPOSED = (S.GRANTING, S.UPHOLDING)
STANDS = N_("报销申请仍是草稿或已退回，没有作废。")


def _answering() -> Lines:
    """Give what the first person of the Center answers."""
    yield Transition(
        S.RAISED, "propose_grant", S.GRANTING, CENTER, 36, N_("拟采纳申诉"),
        needs_reason=True, term="decide", gates=(STANDS,),
    )  # fmt: skip
    yield Transition(
        S.RAISED, "propose_uphold", S.UPHOLDING, CENTER, 36, N_("拟维持原结论"),
        needs_reason=True, term="decide",
    )  # fmt: skip


def _deciding() -> Lines:
    """Give what another person decides."""
    yield Transition(
        S.GRANTING, "grant", S.GRANTED, CENTER, 36, N_("采纳申诉，作出裁定"),
        not_by="propose_grant", gates=(STANDS, N_("裁定只对这一份申请、这一项结论有效。")),
    )  # fmt: skip
    yield Transition(
        S.UPHOLDING, "uphold", S.UPHELD, CENTER, 36, N_("维持原结论"), not_by="propose_uphold"
    )
    for state in PROPOSED:
        yield Transition(
            state, "send_back", S.RAISED, CENTER, 36, N_("不同意拟办意见，退回重拟"),
            needs_reason=True, term="decide", optional=True,
        )  # fmt: skip


def _taking_back() -> Lines:
    for state in (S.RAISED, *PROPOSED):
        yield Transition(
            state, "withdraw", S.WITHDRAWN, Role.EMPLOYER_MAKER, 28, N_("撤回申诉"),
            optional=True, gates=(N_("撤回的，申诉的这些天照常计入报销期限。"),),
        )  # fmt: skip


APPEAL = Machine(
    name="appeal",
    initial=S.RAISED,
    ends=frozenset({S.GRANTED, S.UPHELD, S.WITHDRAWN}),
    titles={
        S.RAISED: N_("待中心答复"),
        S.GRANTING: N_("拟采纳，待另一人审定"),
        S.UPHOLDING: N_("拟维持，待另一人审定"),
        S.GRANTED: N_("已采纳"),
        S.UPHELD: N_("已维持原结论"),
        S.WITHDRAWN: N_("已撤回"),
    },
    transitions=(*_answering(), *_deciding(), *_taking_back()),
)
