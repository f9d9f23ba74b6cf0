"""The work is done: the Center accepts what was spent, and the grant's accounts come to nought."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ledger.accounts import AccountRef, Source
from ledger.events.amounts import NOTHING, positive
from ledger.events.occasion import Movement, Occasion, entries, entry
from ledger.journal import BookId, JournalEntry, credit, debit

_CLOSABLE: Final = frozenset({"5301.X", "5301.D", "6117.G", "9000", "9001", "9003"})


def accept(center: BookId, occasion: Occasion, grant: str, amount: Decimal) -> JournalEntry:
    """核销: the Center has verified how fiscal money was spent, and accepts it (Art. 31).

    借 5001 业务活动费用（已核销）{g} / 贷 1218.A 拨出待核销{g}.
    """
    positive(amount)
    return entry(
        center,
        "accept",
        occasion,
        [debit(amount, AccountRef("5001", grant)), credit(amount, AccountRef("1218.A", grant))],
    )


def withdraw_acceptance(
    center: BookId, occasion: Occasion, grant: str, amount: Decimal
) -> JournalEntry:
    """撤回核销: what had been accepted is paid back by a supplier or put back by the employer.

    借 1218.A 拨出待核销{g} / 贷 5001 业务活动费用（已核销）{g}.
    """
    positive(amount)
    return entry(
        center,
        "withdraw_acceptance",
        occasion,
        [debit(amount, AccountRef("1218.A", grant)), credit(amount, AccountRef("5001", grant))],
    )


def close_grant(
    center: BookId,
    occasion: Occasion,
    grant: str,
    left: Mapping[BookId, Mapping[AccountRef, Decimal]],
) -> tuple[JournalEntry, ...]:
    """项目结清: all is spent, accepted or returned; the grant's accounts come to nought.

    `left` is what stands on the grant's accounts in the book of every employer that ever had it,
    as `ledger.book.balances` gives it (other accounts in it do not matter). `ValueError` while
    there is unspent, owed or reserved money, fiscal budget left over, or a disallowed fiscal cost.
    Employers: 借 6117.G 专项资金转入收益{g, s} / 贷 5301.X 专项支出{g, s, c}, 贷 5301.D 不合规支出
    {g, s, c} of money that is not fiscal; budget: 借 9003 已执行预算{g, s, c}, 借 9001 可用预算
    {g, s, c} / 贷 9000 预算控制{g, s};
    Center: 借 4001 财政拨款收入 / 贷 5001 业务活动费用（已核销）{g};
    budget: 借 9103 已拨付指标{g} / 贷 9100 指标控制.
    `ledger.control.close_grant` then shuts the accounts, the Center's as well.
    """
    standing = {
        book: {ref: amount for ref, amount in of_book.items() if ref.grant == grant and amount}
        for book, of_book in left.items()
    }
    for of_book in standing.values():
        _check_done(of_book)
    spent = sum((_fiscal(of_book, "5301.X") for of_book in standing.values()), NOTHING)
    accepted = [
        debit(spent, AccountRef("4001")),
        credit(spent, AccountRef("5001", grant)),
        debit(spent, AccountRef("9103", grant)),
        credit(spent, AccountRef("9100")),
    ]
    emptied = {book: _emptied(of_book) for book, of_book in standing.items()}
    return entries("close_grant", occasion, {center: accepted, **emptied})


def _check_done(left: Mapping[AccountRef, Decimal]) -> None:
    if undone := {account.code for account in left} - _CLOSABLE:
        raise ValueError(f"the grant is not done: something stands on {sorted(undone)}")
    if _fiscal(left, "9001"):
        raise ValueError("the grant is not done: fiscal budget is left over")
    if _fiscal(left, "5301.D"):
        raise ValueError("the grant is not done: a disallowed fiscal cost was not put back")


def _fiscal(left: Mapping[AccountRef, Decimal], code: str) -> Decimal:
    amounts = (a for ref, a in left.items() if (ref.code, ref.source) == (code, Source.FISCAL))
    return sum(amounts, NOTHING)


def _emptied(left: Mapping[AccountRef, Decimal]) -> list[Movement]:
    return [credit(amount * account.type.sign, account) for account, amount in left.items()]
