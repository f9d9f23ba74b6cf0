"""报销: a claim is filed by one person and approved by another (article 28, 按程序).

Approval books it; a returned claim may be mended and filed again; a withdrawn one is over.
"""

from compliance.facts import ClaimState
from compliance.machine import Machine, Role, Transition
from compliance.messages import N_

DRAFT, SUBMITTED, RETURNED = ClaimState.DRAFT, ClaimState.SUBMITTED, ClaimState.RETURNED
POSTED, WITHDRAWN = ClaimState.POSTED, ClaimState.WITHDRAWN
MAKER, CHECKER = Role.EMPLOYER_MAKER, Role.EMPLOYER_CHECKER

CLAIM = Machine(
    name="claim",
    initial=DRAFT,
    ends=frozenset({POSTED, WITHDRAWN}),
    titles={
        DRAFT: N_("草稿"),
        SUBMITTED: N_("待复核"),
        RETURNED: N_("已退回"),
        POSTED: N_("已入账"),
        WITHDRAWN: N_("已撤回"),
    },
    transitions=(
        Transition(DRAFT, "submit", SUBMITTED, MAKER, 28, N_("提交复核")),
        Transition(DRAFT, "withdraw", WITHDRAWN, MAKER, 28, N_("撤回")),
        Transition(
            SUBMITTED, "approve", POSTED, CHECKER, 28, N_("复核通过并入账"), not_by="submit"
        ),
        Transition(
            SUBMITTED,
            "return_",
            RETURNED,
            CHECKER,
            28,
            N_("退回"),
            needs_reason=True,
            not_by="submit",
        ),
        Transition(SUBMITTED, "withdraw", WITHDRAWN, MAKER, 28, N_("撤回")),
        Transition(RETURNED, "submit", SUBMITTED, MAKER, 28, N_("修改后重新提交")),
        Transition(RETURNED, "withdraw", WITHDRAWN, MAKER, 28, N_("撤回")),
    ),
)
