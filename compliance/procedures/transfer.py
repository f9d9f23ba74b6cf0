"""划转: the selectee changes employers within Beijing and the grant's rest goes along (article 30).

Application, the old employer's consent and the Center's approval come in this order; then the old
book is cut off, its closing statement signed, the rest moved to the new employer's book, paid and
confirmed there. What was still being claimed at the old employer is finished there; what is left
of it follows in a second round. The case is kept at the old employer.
"""

from enum import StrEnum
from typing import Final

from compliance.machine import Machine, Role, Transition
from compliance.messages import N_

ARTICLE: Final = 30


class TransferState(StrEnum):
    """划转的状态."""

    APPLIED = "applied"
    OLD_CONSENTED = "old_consented"
    CENTER_APPROVED = "center_approved"
    CUT_OFF = "cut_off"  # the closing statement is drawn
    STATEMENT_SIGNED = "statement_signed"
    MOVED = "moved"  # in both books; not paid yet
    PAID = "paid"  # on its way
    CONFIRMED = "confirmed"  # arrived; claims of the old employer may still be open
    CLOSED = "closed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


_S = TransferState
_APPLICANT: Final = (Role.SELECTEE, Role.EMPLOYER_MAKER)
_CONDITIONS: Final = (
    N_("工作变动在执行期内，项目没有中止（第三十条）"),
    N_("新单位是北京的独立法人，工作仍在北京（第八条第一款第一项、第三十条）"),
    N_("声明继续原研究领域（第三十二条（二）2）"),
)

TRANSFER = Machine(
    name="transfer",
    initial=_S.APPLIED,
    ends=frozenset({_S.CLOSED, _S.REJECTED, _S.WITHDRAWN}),
    titles={
        _S.APPLIED: N_("待原单位同意"),
        _S.OLD_CONSENTED: N_("待中心批准"),
        _S.CENTER_APPROVED: N_("待截止结算"),
        _S.CUT_OFF: N_("待原单位签署结算单"),
        _S.STATEMENT_SIGNED: N_("待转入新单位账"),
        _S.MOVED: N_("待原单位付款"),
        _S.PAID: N_("待新单位确认到账"),
        _S.CONFIRMED: N_("已到账，原单位收尾"),
        _S.CLOSED: N_("已办结"),
        _S.REJECTED: N_("未获同意"),
        _S.WITHDRAWN: N_("已撤回"),
    },
    transitions=(
        Transition(
            _S.APPLIED, "consent", _S.OLD_CONSENTED, Role.EMPLOYER_CHECKER, ARTICLE,
            N_("签署同意"), term="approve_transfer", gates=_CONDITIONS,
        ),
        Transition(
            _S.APPLIED, "object", _S.REJECTED, Role.EMPLOYER_CHECKER, ARTICLE, N_("不同意划转"),
            needs_reason=True,
        ),
        Transition(
            _S.APPLIED, "withdraw", _S.WITHDRAWN, _APPLICANT, ARTICLE, N_("撤回申请"),
            needs_reason=True, optional=True,
        ),
        Transition(
            _S.OLD_CONSENTED, "approve", _S.CENTER_APPROVED, Role.CENTER_MANAGER, ARTICLE,
            N_("批准划转"), term="cut_off",
            gates=(
                *_CONDITIONS,
                N_("新单位已登记，并已建立专门账户（第二十六条）"),
                N_("没有未办结的事项，或者已写明由谁承接（第三十二条）"),
            ),
        ),
        Transition(
            _S.OLD_CONSENTED, "reject", _S.REJECTED, Role.CENTER_MANAGER, ARTICLE,
            N_("不批准划转"), needs_reason=True,
        ),
        Transition(
            _S.OLD_CONSENTED, "withdraw", _S.WITHDRAWN, _APPLICANT, ARTICLE, N_("撤回申请"),
            needs_reason=True, optional=True,
        ),
        Transition(
            _S.CENTER_APPROVED, "cut_off", _S.CUT_OFF, Role.CENTER_AUDITOR, ARTICLE,
            N_("截止并出具结算单"), not_by="approve", term="sign_statement",
            gates=(
                N_("入选者在原单位的最后一天已过（第三十条）"),
                N_("专户已与银行核对，没有在途的拨款和应补足的款项（第二十六条）"),
            ),
        ),
        Transition(
            _S.CENTER_APPROVED, "reject", _S.REJECTED, Role.CENTER_MANAGER, ARTICLE,
            N_("撤销批准"), needs_reason=True, optional=True,
        ),
        Transition(
            _S.CENTER_APPROVED, "withdraw", _S.WITHDRAWN, _APPLICANT, ARTICLE, N_("撤回申请"),
            needs_reason=True, optional=True,
        ),
        Transition(
            _S.CUT_OFF, "sign", _S.STATEMENT_SIGNED, Role.EMPLOYER_CHECKER, ARTICLE,
            N_("核对无误，签署结算单"), term="move_transfer",
        ),
        Transition(
            _S.CUT_OFF, "query", _S.CENTER_APPROVED, Role.EMPLOYER_CHECKER, ARTICLE,
            N_("结算单有误，退回重出"), needs_reason=True, term="cut_off",
        ),
        Transition(
            _S.CUT_OFF, "redraw", _S.CUT_OFF, Role.CENTER_AUDITOR, ARTICLE,
            N_("按最新账面重出结算单"), needs_reason=True, optional=True, term="sign_statement",
        ),
        Transition(
            _S.STATEMENT_SIGNED, "move", _S.MOVED, Role.CENTER_MANAGER, ARTICLE,
            N_("转入新单位账"), not_by="cut_off", term="pay_transfer",
            gates=(
                N_("结算单签署后账面没有变动（第三十条）"),
                N_("新单位已签订任务书补充协议，沿用原负面清单（第二十八条、第三十条）"),
            ),
        ),
        Transition(
            _S.STATEMENT_SIGNED, "redraw", _S.CUT_OFF, Role.CENTER_AUDITOR, ARTICLE,
            N_("按最新账面重出结算单"), needs_reason=True, optional=True, term="sign_statement",
        ),
        Transition(
            _S.MOVED, "pay", _S.PAID, Role.EMPLOYER_CASHIER, ARTICLE, N_("付出划转资金"),
            gates=(N_("从专户付到新单位的专门账户，金额与结算单一致（第二十六条）"),),
        ),
        Transition(
            _S.MOVED, "nothing_to_pay", _S.PAID, Role.CLOCK, ARTICLE, N_("没有可划转的资金")
        ),
        Transition(
            _S.PAID, "arrive", _S.CONFIRMED, Role.CLOCK, ARTICLE, N_("新单位确认到账"),
        ),
        Transition(
            _S.CONFIRMED, "cut_off_rest", _S.CUT_OFF, Role.CENTER_AUDITOR, ARTICLE,
            N_("对收尾后的余款再出结算单"), optional=True, term="sign_statement",
            gates=(N_("原单位的在途报销都已办结，或逾期作废（第三十条）"),),
        ),
        Transition(
            _S.CONFIRMED, "close", _S.CLOSED, (Role.CENTER_AUDITOR, Role.CLOCK), ARTICLE,
            N_("办结"), gates=(N_("原单位没有在途报销，也没有应随项目划转的余款（第三十条）"),),
        ),
    ),
)  # fmt: skip
