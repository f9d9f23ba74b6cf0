"""What can happen to the money, one function per business event, in the order of its life.

Each returns the entry (or the entries, one per book) that the event leaves in the journal; the
docstring gives the plain sentence and the 借/贷 lines. Amounts are yuan, above nought; curly
brackets name what an account is kept apart by: g grant, s source, c category. Every function
raises `ValueError` for an amount that is not above nought or has more than two places.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from ledger.accounts import AccountRef, Source
from ledger.journal import BookId, EntryId, JournalEntry, credit, debit, money, netted

Movement: TypeAlias = tuple[AccountRef, Decimal]

_EVENTS: Final = uuid.UUID("6b0b6a1e-3f0e-5c55-9d57-2f8a4a0c7d11")
_BANK: Final = AccountRef("1002.S")


@dataclass(frozen=True)
class Occasion:
    """When, by whom and on what ground: what all entries of one event share.

    `key` names the event once and for all, such as "claim:77:spend"; a repeated key with the same
    content posts nothing new. `event` defaults to an identifier made from the key.
    """

    key: str
    effective_on: date
    actor: str
    approver: str | None = None
    memo: str = ""
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    event: uuid.UUID | None = None


@dataclass(frozen=True)
class Purpose:
    """What a payment is for: a grant, the source of its money, and the spending direction."""

    grant: str
    source: str
    category: str

    def on(self, code: str) -> AccountRef:
        """Return the account of this code for this purpose."""
        return AccountRef(code, self.grant, self.source, self.category)


def appropriate(center: BookId, occasion: Occasion, amount: Decimal) -> JournalEntry:
    """预算下达: the year's appropriation reaches the Center.

    借 1011 用款额度 / 贷 4001 财政拨款收入;
    budget: 借 9100 指标控制 / 贷 9101 可用指标.
    """
    _positive(amount)
    return _entry(
        center,
        "appropriate",
        occasion,
        [
            debit(amount, AccountRef("1011")),
            credit(amount, AccountRef("4001")),
            debit(amount, AccountRef("9100")),
            credit(amount, AccountRef("9101")),
        ],
    )


def commit_agreement(
    center: BookId,
    employer: BookId,
    occasion: Occasion,
    grant: str,
    budget: Mapping[str, Decimal],
) -> tuple[JournalEntry, JournalEntry]:
    """任务书签订: the Center binds itself to a grant; its budget by direction becomes spendable.

    Center, budget: 借 9101 可用指标 / 贷 9102 已承诺指标{g};
    employer, budget: 借 9000 预算控制{g, FISCAL} / 贷 9001 可用预算{g, FISCAL, c} per direction.
    """
    granted = _budget_granted(grant, Source.FISCAL, budget)
    amount = _total(budget)
    return (
        _entry(
            center,
            "commit_agreement",
            occasion,
            [debit(amount, AccountRef("9101")), credit(amount, AccountRef("9102", grant))],
        ),
        _entry(employer, "commit_agreement", occasion, granted),
    )


def disburse(center: BookId, occasion: Occasion, grant: str, amount: Decimal) -> JournalEntry:
    """拨付: the Center pays an instalment of a grant; it is on its way.

    借 1218.T 在途拨款{g} / 贷 1011 用款额度;
    budget: 借 9102 已承诺指标{g} / 贷 9103 已拨付指标{g}.
    """
    _positive(amount)
    return _entry(
        center,
        "disburse",
        occasion,
        [
            debit(amount, AccountRef("1218.T", grant)),
            credit(amount, AccountRef("1011")),
            debit(amount, AccountRef("9102", grant)),
            credit(amount, AccountRef("9103", grant)),
        ],
    )


def receive(employer: BookId, occasion: Occasion, grant: str, amount: Decimal) -> JournalEntry:
    """到账: the instalment lies in the employer's dedicated account, unspent.

    借 1002.S 专户银行存款 / 贷 2401.F 专项资金未用余额{g, FISCAL}.
    Post it in one transaction with `confirm_receipt`.
    """
    return _money_in(employer, "receive", occasion, {grant: amount}, Source.FISCAL)


def confirm_receipt(
    center: BookId, occasion: Occasion, grant: str, amount: Decimal
) -> JournalEntry:
    """确认到账: the Center learns that the instalment has arrived and now awaits its accounting.

    借 1218.A 拨出待核销{g} / 贷 1218.T 在途拨款{g}.
    """
    _positive(amount)
    return _entry(
        center,
        "confirm_receipt",
        occasion,
        [debit(amount, AccountRef("1218.A", grant)), credit(amount, AccountRef("1218.T", grant))],
    )


def contribute(
    employer: BookId,
    occasion: Occasion,
    grant: str,
    source: str,
    budget: Mapping[str, Decimal],
) -> JournalEntry:
    """配套或自筹资金到账: matching or raised money comes in with the directions it is meant for.

    借 1002.S 专户银行存款 / 贷 2401.F 专项资金未用余额{g, s};
    budget: 借 9000 预算控制{g, s} / 贷 9001 可用预算{g, s, c} per direction.
    """
    if source not in {Source.MATCH, Source.RAISED}:
        raise ValueError(f"not a source an employer or recommender adds: {source}")
    amount = _total(budget)
    return _entry(
        employer,
        "contribute",
        occasion,
        [
            debit(amount, _BANK),
            credit(amount, AccountRef("2401.F", grant, source)),
            *_budget_granted(grant, source, budget),
        ],
    )


def reserve(
    employer: BookId, occasion: Occasion, purpose: Purpose, amount: Decimal
) -> JournalEntry:
    """提交报销: a claim is handed in; its amount is kept free until somebody decides.

    Budget: 借 9001 可用预算{g, s, c} / 贷 9002 已预留预算{g, s, c}.
    """
    _positive(amount)
    return _entry(
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
    _positive(amount)
    return _entry(
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
    """报销支付: an approved claim is paid from the dedicated account out of what was reserved.

    借 5301.X 专项支出{g, s, c} / 贷 1002.S 专户银行存款;
    借 2401.F 专项资金未用余额{g, s} / 贷 6117.G 专项资金转入收益{g, s};
    budget, `amount` x of `reserved` r (the same when left out): 借 9002 已预留预算 r /
    贷 9003 已执行预算 x, 贷 9001 可用预算 r-x (借 where more is paid than was reserved).
    """
    return _entry(employer, "spend", occasion, _spent(purpose, amount, reserved, paid_from=_BANK))


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
    return _entry(
        employer,
        "spend_pre_project",
        occasion,
        _spent(purpose, amount, reserved, paid_from=owed),
    )


def reimburse_employer(
    employer: BookId, occasion: Occasion, grant: str, amount: Decimal
) -> JournalEntry:
    """归还垫付款: the dedicated account pays back what the employer had laid out.

    借 2241.ADV 应付单位垫付款{g} / 贷 1002.S 专户银行存款.
    """
    _positive(amount)
    return _entry(
        employer,
        "reimburse_employer",
        occasion,
        [debit(amount, AccountRef("2241.ADV", grant)), credit(amount, _BANK)],
    )


def interest(employer: BookId, occasion: Occasion, shares: Mapping[str, Decimal]) -> JournalEntry:
    """利息入账: the bank credits interest; `shares` says which grant earned how much.

    借 1002.S 专户银行存款 / 贷 2401.F 专项资金未用余额{g, INTEREST} per grant.
    """
    return _money_in(employer, "interest", occasion, shares, Source.INTEREST)


def bank_fee(employer: BookId, occasion: Occasion, grant: str, amount: Decimal) -> JournalEntry:
    """银行手续费: a bank fee is no cost of the grant; the employer has to put it back.

    借 1221.OWN 应由单位自有资金补足{g} / 贷 1002.S 专户银行存款.
    """
    _positive(amount)
    return _entry(
        employer,
        "bank_fee",
        occasion,
        [debit(amount, AccountRef("1221.OWN", grant)), credit(amount, _BANK)],
    )


def top_up(employer: BookId, occasion: Occasion, grant: str, amount: Decimal) -> JournalEntry:
    """自有资金补足: the employer puts its own money into the dedicated account for what it owes.

    借 1002.S 专户银行存款 / 贷 1221.OWN 应由单位自有资金补足{g}.
    """
    _positive(amount)
    return _entry(
        employer,
        "top_up",
        occasion,
        [debit(amount, _BANK), credit(amount, AccountRef("1221.OWN", grant))],
    )


def reverse(original: JournalEntry, entry: EntryId, occasion: Occasion) -> JournalEntry:
    """冲销: a posted entry was wrong; its mirror takes it back, once, on an open day.

    Every line of `original` (posted as `entry`) with the other sign.
    """
    return original.reversed(
        entry,
        key=occasion.key,
        effective_on=occasion.effective_on,
        actor=occasion.actor,
        approver=occasion.approver,
        memo=occasion.memo,
    )


def _positive(amount: Decimal) -> Decimal:
    if money(amount) <= 0:
        raise ValueError(f"an event moves more than nothing: {amount}")
    return amount


def _total(budget: Mapping[str, Decimal]) -> Decimal:
    return _positive(sum(budget.values(), Decimal("0.00")))


def _entry(
    book: BookId, kind: str, occasion: Occasion, movements: Iterable[Movement]
) -> JournalEntry:
    return JournalEntry(
        book=book,
        kind=kind,
        key=occasion.key,
        effective_on=occasion.effective_on,
        postings=netted(movements),
        actor=occasion.actor,
        approver=occasion.approver,
        event=occasion.event or uuid.uuid5(_EVENTS, occasion.key),
        memo=occasion.memo,
        meta=occasion.meta,
    )


def _budget_granted(grant: str, source: str, budget: Mapping[str, Decimal]) -> list[Movement]:
    if any(amount < 0 for amount in budget.values()):
        raise ValueError(f"a budget is not below nothing: {dict(budget)}")
    return [
        debit(_total(budget), AccountRef("9000", grant, source)),
        *(
            credit(amount, Purpose(grant, source, category).on("9001"))
            for category, amount in budget.items()
        ),
    ]


def _money_in(
    employer: BookId, kind: str, occasion: Occasion, shares: Mapping[str, Decimal], source: Source
) -> JournalEntry:
    movements = [
        movement
        for grant, amount in shares.items()
        for movement in (
            debit(_positive(amount), _BANK),
            credit(amount, AccountRef("2401.F", grant, source)),
        )
    ]
    return _entry(employer, kind, occasion, movements)


def _spent(
    purpose: Purpose, amount: Decimal, reserved: Decimal | None, *, paid_from: AccountRef
) -> list[Movement]:
    kept = _positive(amount) if reserved is None else _positive(reserved)
    unspent = AccountRef("2401.F", purpose.grant, purpose.source)
    released = AccountRef("6117.G", purpose.grant, purpose.source)
    return [
        debit(_positive(amount), purpose.on("5301.X")),
        credit(amount, paid_from),
        debit(amount, unspent),
        credit(amount, released),
        debit(kept, purpose.on("9002")),
        credit(amount, purpose.on("9003")),
        credit(kept - amount, purpose.on("9001")),
    ]
