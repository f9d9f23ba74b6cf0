"""Something turns out otherwise: budgets shift, goods go back, a cost was not allowed, an error."""

from decimal import Decimal

from ledger.events.amounts import BANK, positive
from ledger.events.occasion import Movement, Occasion, Purpose, entry
from ledger.journal import BookId, EntryId, JournalEntry, credit, debit, netted


def reallocate(
    employer: BookId, occasion: Occasion, taken: Purpose, given: Purpose, amount: Decimal
) -> JournalEntry:
    """预算调剂: budget moves from one spending direction to another of the same money (Art. 27).

    Budget: 借 9001 可用预算{g, s, a} / 贷 9001 可用预算{g, s, b}.
    """
    if taken.fund("9000") != given.fund("9000") or taken == given:
        raise ValueError("budget moves between two directions of one grant and one source")
    positive(amount)
    return entry(
        employer,
        "reallocate",
        occasion,
        [debit(amount, taken.on("9001")), credit(amount, given.on("9001"))],
    )


def refund(employer: BookId, occasion: Occasion, purpose: Purpose, amount: Decimal) -> JournalEntry:
    """供应商退款: a supplier pays back all or part; the money and its budget are free again.

    借 1002.S 专户银行存款 / 贷 5301.X 专项支出{g, s, c};
    借 6117.G 专项资金转入收益{g, s} / 贷 2401.F 专项资金未用余额{g, s};
    budget: 借 9003 已执行预算{g, s, c} / 贷 9001 可用预算{g, s, c}.
    Where the Center has accepted the cost, post `withdraw_acceptance` with it.
    """
    return entry(employer, "refund", occasion, _unspent_again(purpose, amount, "5301.X"))


def disallow(
    employer: BookId, occasion: Occasion, purpose: Purpose, amount: Decimal
) -> JournalEntry:
    """认定不合规: a cost was found to be one that the grant may not bear (Art. 28, 33).

    借 5301.D 不合规支出{g, s, c} / 贷 5301.X 专项支出{g, s, c}.
    It is then put back or clawed back; `reverse` takes an unfounded finding away.
    """
    positive(amount)
    return entry(
        employer,
        "disallow",
        occasion,
        [debit(amount, purpose.on("5301.D")), credit(amount, purpose.on("5301.X"))],
    )


def put_back(
    employer: BookId, occasion: Occasion, purpose: Purpose, amount: Decimal
) -> JournalEntry:
    """整改退回: the employer puts a disallowed cost back from its own money (Art. 33).

    借 1002.S 专户银行存款 / 贷 5301.D 不合规支出{g, s, c};
    借 6117.G 专项资金转入收益{g, s} / 贷 2401.F 专项资金未用余额{g, s};
    budget: 借 9003 已执行预算{g, s, c} / 贷 9001 可用预算{g, s, c}.
    Where the Center has accepted the cost, post `withdraw_acceptance` with it.
    """
    return entry(employer, "put_back", occasion, _unspent_again(purpose, amount, "5301.D"))


def reverse(original: JournalEntry, entry: EntryId, occasion: Occasion) -> JournalEntry:
    """冲销: a posted entry was wrong; its mirror takes it back, once, on an open day (Art. 26).

    Every line of `original` (posted as `entry`) with the other sign: what was 借 is 贷. An event
    that left entries in several books is taken back in all of them, in one transaction, and what
    rests on it, such as the acceptance of a cost, before it: `ledger.book.reverse_occasion`.
    """
    return original.reversed(
        entry,
        key=occasion.key,
        effective_on=occasion.effective_on,
        actor=occasion.actor,
        approver=occasion.approver,
        memo=occasion.memo,
    )


def together(*parts: JournalEntry) -> JournalEntry:
    """合并一张凭证: what one occasion does in one book, such as a claim on several sources.

    The lines of all parts, joined per account; parts of different books, kinds or occasions are
    refused.
    """
    if len({_ground(part) for part in parts}) != 1:
        raise ValueError("one entry is of one book, one kind and one occasion")
    first = parts[0]
    return JournalEntry(
        book=first.book,
        kind=first.kind,
        key=first.key,
        effective_on=first.effective_on,
        postings=netted((p.account, p.amount) for part in parts for p in part.postings),
        actor=first.actor,
        approver=first.approver,
        event=first.event,
        memo=first.memo,
        meta=first.meta,
        reverses=first.reverses,
        word=first.word,
    )


def _ground(part: JournalEntry) -> tuple[object, ...]:
    return (
        part.book, part.kind, part.key, part.effective_on, part.actor, part.approver, part.event,
        part.memo, tuple(sorted(part.meta.items())), part.reverses, part.word,
    )  # fmt: skip


def _unspent_again(purpose: Purpose, amount: Decimal, code: str) -> list[Movement]:
    positive(amount)
    return [
        debit(amount, BANK),
        credit(amount, purpose.on(code)),
        debit(amount, purpose.fund("6117.G")),
        credit(amount, purpose.fund("2401.F")),
        debit(amount, purpose.on("9003")),
        credit(amount, purpose.on("9001")),
    ]
