"""报销: filed by one person, approved by a second, paid by a third (articles 26 and 28, 按程序).

Approval keeps the money reserved; the payment books it. A cost before the project's approval is
booked at once as owed to the employer and paid back later. A suspension (article 32) freezes what
is not in the books; the Center releases frozen claims one by one, each to where it was frozen.
"""

from collections.abc import Iterator

from compliance.facts import ClaimState
from compliance.machine import Machine, Role, Transition
from compliance.messages import N_

DRAFT, SUBMITTED, RETURNED = ClaimState.DRAFT, ClaimState.SUBMITTED, ClaimState.RETURNED
APPROVED, POSTED, PAID = ClaimState.APPROVED, ClaimState.POSTED, ClaimState.PAID
RECONCILED, ARCHIVED = ClaimState.RECONCILED, ClaimState.ARCHIVED
REJECTED, WITHDRAWN = ClaimState.REJECTED, ClaimState.WITHDRAWN
FROZEN, REVERSED = ClaimState.FROZEN, ClaimState.REVERSED
MAKER, CHECKER, CASHIER = Role.EMPLOYER_MAKER, Role.EMPLOYER_CHECKER, Role.EMPLOYER_CASHIER
CLOCK = Role.CLOCK  # brought about by another act: nobody presses a button for it
CENTER = (Role.CENTER_MANAGER, Role.CENTER_AUDITOR)
PIPELINE = (DRAFT, SUBMITTED, RETURNED, APPROVED)

Steps = Iterator[Transition[ClaimState]]
_OTHER_PERSON = N_("冲销须由一人提出、另一人复核")
_BEFORE_SUSPENSION = N_("费用发生在中止之前，属于已发生的法定义务")


def _of_the_employer() -> Steps:
    yield Transition(DRAFT, "submit", SUBMITTED, MAKER, 28, N_("提交复核"))
    yield Transition(DRAFT, "withdraw", WITHDRAWN, MAKER, 28, N_("撤回"))
    yield Transition(RETURNED, "submit", SUBMITTED, MAKER, 28, N_("修改后重新提交"))
    yield Transition(RETURNED, "withdraw", WITHDRAWN, MAKER, 28, N_("撤回"))
    yield Transition(SUBMITTED, "approve", APPROVED, CHECKER, 28, N_("复核通过"), not_by="submit")
    yield Transition(
        SUBMITTED, "return_", RETURNED, CHECKER, 28, N_("退回"), needs_reason=True, not_by="submit"
    )
    yield Transition(
        SUBMITTED, "reject", REJECTED, CHECKER, 28, N_("不予报销"),
        needs_reason=True, not_by="submit",
    )  # fmt: skip
    yield Transition(SUBMITTED, "withdraw", WITHDRAWN, MAKER, 28, N_("撤回"))
    yield Transition(
        APPROVED, "return_", RETURNED, (CHECKER, CASHIER), 26, N_("付款前退回"),
        needs_reason=True, not_by="submit",
    )  # fmt: skip
    yield Transition(
        APPROVED, "post", POSTED, CHECKER, 28, N_("挂账：应付单位垫付款"),
        not_by="submit", gates=(N_("费用发生在立项之前，由单位垫付"),),
    )  # fmt: skip
    yield Transition(APPROVED, "pay", PAID, CASHIER, 26, N_("付款"), not_by="approve")
    yield Transition(POSTED, "pay", PAID, CASHIER, 28, N_("归还单位垫付款"), not_by="approve")


def _of_the_books() -> Steps:
    yield Transition(PAID, "reconcile", RECONCILED, CLOCK, 26, N_("银行勾对确认"))
    yield Transition(RECONCILED, "unmatch", PAID, CLOCK, 26, N_("银行勾对撤销"))
    yield Transition(ARCHIVED, "unmatch", PAID, CLOCK, 26, N_("银行勾对撤销"))
    yield Transition(RECONCILED, "archive", ARCHIVED, CLOCK, 26, N_("结账归档"))
    for state in (POSTED, PAID, RECONCILED, ARCHIVED):
        yield Transition(
            state, "reverse", REVERSED, CHECKER, 26, N_("同意冲销"),
            needs_reason=True, gates=(_OTHER_PERSON,),
        )  # fmt: skip


def _of_a_suspension() -> Steps:
    for state in PIPELINE:
        yield Transition(state, "freeze", FROZEN, (*CENTER, CLOCK), 32, N_("中止时冻结"))
        yield Transition(
            FROZEN, f"release_{state.value}", state, CENTER, 32, N_("逐笔放行"),
            needs_reason=True, gates=(_BEFORE_SUSPENSION,),
        )  # fmt: skip
    for state in (*PIPELINE, FROZEN):
        yield Transition(
            state, "void", WITHDRAWN, (*CENTER, CLOCK), 32, N_("作废未入账的申请"),
            needs_reason=True,
        )  # fmt: skip


CLAIM = Machine(
    name="claim",
    initial=DRAFT,
    ends=frozenset({REJECTED, WITHDRAWN, REVERSED}),
    titles={
        DRAFT: N_("草稿"),
        SUBMITTED: N_("待复核"),
        RETURNED: N_("已退回"),
        APPROVED: N_("待付款"),
        POSTED: N_("已入账，待付款"),
        PAID: N_("已付款"),
        RECONCILED: N_("已对账"),
        ARCHIVED: N_("已归档"),
        REJECTED: N_("不予报销"),
        WITHDRAWN: N_("已撤回"),
        FROZEN: N_("已冻结"),
        REVERSED: N_("已冲销"),
    },
    transitions=(*_of_the_employer(), *_of_the_books(), *_of_a_suspension()),
)
