"""Money is used: claims, costs of the months before approval, advances and what becomes of them."""

from decimal import Decimal

from ledger.accounts import AccountRef
from ledger.events.amounts import BANK, positive
from ledger.events.occasion import Movement, Occasion, Purpose, entry
from ledger.journal import BookId, JournalEntry, credit, debit


def reserve(
    employer: BookId, occasion: Occasion, purpose: Purpose, amount: Decimal
) -> JournalEntry:
    """提交报销: a claim is handed in; its amount is kept free until somebody decides.

    Budget: 借 9001 可用预算{g, s, c} / 贷 9002 已预留预算{g, s, c}.
    """
    positive(amount)
    return entry(
        employer,
        "reserve",
        occasion,
        [debit(amount, purpose.on("9001")), credit(amount, purpose.on("9002"))],
    )


def release(
    employer: BookId, occasion: Occasion, purpose: Purpose, amount: Decimal
) -> JournalEntry:
    """退回或撤回: the claim is returned or withdrawn; its amount becomes available again.

    Budget: 借 9002 已预留预算{g, s, c} / 贷 9001 可用预算{g, s, c}.
    """
    positive(amount)
    return entry(
        employer,
        "release",
        occasion,
        [debit(amount, purpose.on("9002")), credit(amount, purpose.on("9001"))],
    )


def spend(
    employer: BookId,
    occasion: Occasion,
    purpose: Purpose,
    amount: Decimal,
    reserved: Decimal | None = None,
) -> JournalEntry:
    """报销支付: an approved claim is paid out of what was reserved (Art. 26).

    借 5301.X 专项支出{g, s, c} / 贷 1002.S 专户银行存款;
    借 2401.F 专项资金未用余额{g, s} / 贷 6117.G 专项资金转入收益{g, s};
    budget, `amount` x of `reserved` r (the same when left out): 借 9002 已预留预算 r /
    贷 9003 已执行预算 x, 贷 9001 可用预算 r-x (借 where more is paid than was reserved).
    A claim on several sources is several of these, made one by `together`.
    """
    lines = _spent(purpose, amount, BANK, purpose.fund("2401.F"))
    return entry(employer, "spend", occasion, [*lines, *_executed(purpose, amount, reserved)])


def spend_pre_project(
    employer: BookId,
    occasion: Occasion,
    purpose: Purpose,
    amount: Decimal,
    reserved: Decimal | None = None,
) -> JournalEntry:
    """立项前支出: a cost of the months before approval (Art. 28) that the employer had paid itself.

    As `spend`, but the money is owed to the employer, not yet paid:
    借 5301.X 专项支出{g, s, c} / 贷 2241.ADV 应付单位垫付款{g}; the other lines are the same.
    `effective_on` is the day of the approval; the invoice's date belongs into `meta`.
    """
    owed = AccountRef("2241.ADV", purpose.grant)
    lines = _spent(purpose, amount, owed, purpose.fund("2401.F"))
    return entry(
        employer, "spend_pre_project", occasion, [*lines, *_executed(purpose, amount, reserved)]
    )


def reimburse_employer(
    employer: BookId, occasion: Occasion, grant: str, amount: Decimal
) -> JournalEntry:
    """归还垫付款: the dedicated account pays back what the employer had laid out (Art. 28).

    借 2241.ADV 应付单位垫付款{g} / 贷 1002.S 专户银行存款.
    """
    positive(amount)
    return entry(
        employer,
        "reimburse_employer",
        occasion,
        [debit(amount, AccountRef("2241.ADV", grant)), credit(amount, BANK)],
    )


def advance(
    employer: BookId, occasion: Occasion, purpose: Purpose, amount: Decimal
) -> JournalEntry:
    """预借: money of a reserved claim is handed out before there is an invoice.

    借 1221.PRE 预借款{g, s, c} / 贷 1002.S 专户银行存款;
    借 2401.F 专项资金未用余额{g, s} / 贷 2401.P 专项资金预借占用{g, s}.
    The reservation stays until the advance is offset or returned.
    """
    positive(amount)
    return entry(
        employer,
        "advance",
        occasion,
        [
            debit(amount, purpose.on("1221.PRE")),
            credit(amount, BANK),
            debit(amount, purpose.fund("2401.F")),
            credit(amount, purpose.fund("2401.P")),
        ],
    )


def settle_advance(
    employer: BookId,
    occasion: Occasion,
    purpose: Purpose,
    amount: Decimal,
    reserved: Decimal | None = None,
) -> JournalEntry:
    """冲销预借: the invoice is there; the advance, or part of it, has become spending.

    借 5301.X 专项支出{g, s, c} / 贷 1221.PRE 预借款{g, s, c};
    借 2401.P 专项资金预借占用{g, s} / 贷 6117.G 专项资金转入收益{g, s};
    budget as with `spend`: 借 9002 已预留预算 r / 贷 9003 已执行预算 x, 贷 9001 可用预算 r-x.
    """
    lines = _spent(purpose, amount, purpose.on("1221.PRE"), purpose.fund("2401.P"))
    return entry(
        employer, "settle_advance", occasion, [*lines, *_executed(purpose, amount, reserved)]
    )


def return_advance(
    employer: BookId, occasion: Occasion, purpose: Purpose, amount: Decimal
) -> JournalEntry:
    """退回预借: what an advance left over comes back into the dedicated account.

    借 1002.S 专户银行存款 / 贷 1221.PRE 预借款{g, s, c};
    借 2401.P 专项资金预借占用{g, s} / 贷 2401.F 专项资金未用余额{g, s}.
    `release` gives the reservation free.
    """
    positive(amount)
    return entry(
        employer,
        "return_advance",
        occasion,
        [
            debit(amount, BANK),
            credit(amount, purpose.on("1221.PRE")),
            debit(amount, purpose.fund("2401.P")),
            credit(amount, purpose.fund("2401.F")),
        ],
    )


def _spent(
    purpose: Purpose, amount: Decimal, paid_from: AccountRef, held_on: AccountRef
) -> list[Movement]:
    positive(amount)
    return [
        debit(amount, purpose.on("5301.X")),
        credit(amount, paid_from),
        debit(amount, held_on),
        credit(amount, purpose.fund("6117.G")),
    ]


def _executed(purpose: Purpose, amount: Decimal, reserved: Decimal | None) -> list[Movement]:
    kept = positive(amount if reserved is None else reserved)
    return [
        debit(kept, purpose.on("9002")),
        credit(amount, purpose.on("9003")),
        credit(kept - amount, purpose.on("9001")),
    ]
