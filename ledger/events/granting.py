"""Money is promised and given: appropriation, agreement, instalments, what others add."""

from collections.abc import Mapping
from decimal import Decimal

from ledger.accounts import AccountRef, Source
from ledger.events.amounts import (
    BANK,
    budget_opened,
    budget_withdrawn,
    by_category,
    positive,
    total,
)
from ledger.events.occasion import Occasion, entry
from ledger.journal import BookId, JournalEntry, credit, debit


def open_balances(
    book: BookId, occasion: Occasion, balances: Mapping[AccountRef, Decimal]
) -> JournalEntry:
    """期初建账: a book begins with what an older one held; each amount on its account's own side.

    借 or 贷 each account, as the chart has it; the financial and the budget layer each come to
    nought. Amounts are yuan, below nought where an account stood on the other side.
    """
    return entry(
        book,
        "open_balances",
        occasion,
        [debit(amount * account.type.sign, account) for account, amount in balances.items()],
    )


def appropriate(center: BookId, occasion: Occasion, amount: Decimal) -> JournalEntry:
    """预算下达: the year's appropriation reaches the Center (Art. 24).

    借 1011 用款额度 / 贷 4001 财政拨款收入;
    budget: 借 9100 指标控制 / 贷 9101 可用指标.
    """
    positive(amount)
    return entry(
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
    """任务书签订: the Center binds itself to a grant; its budget becomes spendable (Art. 27).

    Center, budget: 借 9101 可用指标 / 贷 9102 已承诺指标{g};
    employer, budget: 借 9000 预算控制{g, FISCAL} / 贷 9001 可用预算{g, FISCAL, c} per direction.
    """
    opened = by_category(grant, Source.FISCAL, budget)
    amount = total(opened.values())
    bound = [debit(amount, AccountRef("9101")), credit(amount, AccountRef("9102", grant))]
    return (
        entry(center, "commit_agreement", occasion, bound),
        entry(employer, "commit_agreement", occasion, budget_opened(opened)),
    )


def disburse(center: BookId, occasion: Occasion, grant: str, amount: Decimal) -> JournalEntry:
    """拨付: the Center pays an instalment of a grant; it is on its way (Art. 24).

    借 1218.T 在途拨款{g} / 贷 1011 用款额度;
    budget: 借 9102 已承诺指标{g} / 贷 9103 已拨付指标{g}.
    """
    positive(amount)
    return entry(
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
    """到账: the instalment lies in the employer's dedicated account, unspent (Art. 24).

    借 1002.S 专户银行存款 / 贷 2401.F 专项资金未用余额{g, FISCAL}.
    Post it in one transaction with `confirm_receipt`.
    """
    positive(amount)
    unspent = AccountRef("2401.F", grant, Source.FISCAL)
    return entry(employer, "receive", occasion, [debit(amount, BANK), credit(amount, unspent)])


def confirm_receipt(
    center: BookId, occasion: Occasion, grant: str, amount: Decimal
) -> JournalEntry:
    """确认到账: the Center learns that the instalment has arrived and now awaits its accounting.

    借 1218.A 拨出待核销{g} / 贷 1218.T 在途拨款{g}.
    """
    positive(amount)
    return entry(
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
    """配套或自筹到账: the employer or others add money of their own, with its budget (Art. 24).

    借 1002.S 专户银行存款 / 贷 2401.F 专项资金未用余额{g, s};
    budget: 借 9000 预算控制{g, s} / 贷 9001 可用预算{g, s, c} per direction.
    """
    if source not in {Source.MATCH, Source.RAISED}:
        raise ValueError(f"not a source of contributions: {source}")
    opened = by_category(grant, source, budget)
    amount = total(opened.values())
    unspent = AccountRef("2401.F", grant, source)
    return entry(
        employer,
        "contribute",
        occasion,
        [debit(amount, BANK), credit(amount, unspent), *budget_opened(opened)],
    )


def cancel_commitment(
    center: BookId,
    employer: BookId,
    occasion: Occasion,
    grant: str,
    budget: Mapping[str, Decimal],
) -> tuple[JournalEntry, JournalEntry]:
    """取消承诺: what was promised and will not be paid any more goes back to the Center's budget.

    Center, budget: 借 9102 已承诺指标{g} / 贷 9101 可用指标;
    employer, budget: 借 9001 可用预算{g, FISCAL, c} per direction / 贷 9000 预算控制{g, FISCAL}.
    """
    withdrawn = by_category(grant, Source.FISCAL, budget)
    amount = total(withdrawn.values())
    freed = [debit(amount, AccountRef("9102", grant)), credit(amount, AccountRef("9101"))]
    return (
        entry(center, "cancel_commitment", occasion, freed),
        entry(employer, "cancel_commitment", occasion, budget_withdrawn(withdrawn)),
    )
