"""Money goes back: clawback and surplus to the Center and the treasury, the rest to its owner.

Only fiscal money and its interest go back to the Center; what the employer and others added is
released to the employer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from ledger.accounts import AccountRef, Source
from ledger.events.amounts import (
    BANK,
    NOTHING,
    budget_withdrawn,
    by_category,
    funds,
    of_source,
    positive,
    purposes,
    total,
)
from ledger.events.occasion import Movement, Occasion, Purpose, entries, entry
from ledger.journal import BookId, JournalEntry, credit, debit
from ledger.journal import money as yuan

_RETURNED: Final = (Source.FISCAL, Source.INTEREST)


@dataclass(frozen=True)
class Recall:
    """What has to come back from an employer. Yuan; `ValueError` where it does not add up.

    `unspent` is money by source, `budget` the available budget that goes with it, by purpose: of
    fiscal money exactly as much as is unspent, so that the promise of what was never paid is left
    to `cancel_commitment`. `disallowed` is what stands on 5301.D, by purpose; `spent` what was
    properly spent and comes back all the same (全额追回), from 5301.X; `from_accepted` how much of
    both, of fiscal money, the Center had accepted before.
    """

    grant: str
    unspent: Mapping[str, Decimal]
    budget: Mapping[Purpose, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    disallowed: Mapping[Purpose, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    from_accepted: Decimal = NOTHING
    spent: Mapping[Purpose, Decimal] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        object.__setattr__(self, "unspent", funds(self.unspent, _RETURNED))
        for name in ("budget", "disallowed", "spent"):
            of_grant = purposes(getattr(self, name), self.grant)
            if any(purpose.source not in _RETURNED for purpose in of_grant):
                raise ValueError("only fiscal money and its interest go back to the Center")
            object.__setattr__(self, name, of_grant)
        if of_source(self.budget, Source.FISCAL) != self.unspent.get(Source.FISCAL, NOTHING):
            raise ValueError("as much fiscal budget goes back as fiscal money is unspent")
        if not 0 <= yuan(self.from_accepted) <= self._own(Source.FISCAL):
            raise ValueError("only spending was ever accepted")

    def of(self, source: Source) -> Decimal:
        """Return how much money of a source comes back, unspent and spent, in yuan."""
        return self.unspent.get(source, NOTHING) + self._own(source)

    def _own(self, source: Source) -> Decimal:
        """Return how much of a source is gone and comes back from the employer's own money."""
        return of_source(self.disallowed, source) + of_source(self.spent, source)


def claw_back(
    center: BookId, employer: BookId, occasion: Occasion, recall: Recall
) -> tuple[JournalEntry, ...]:
    """追回: what is unspent and what was disallowed has to come back (Art. 32, 33).

    Employer, unspent: 借 2401.F 专项资金未用余额{g, s} / 贷 2241.RTN 应退中心款{g, s};
    disallowed: 借 1221.OWN 应由单位自有资金补足{g} / 贷 2241.RTN 应退中心款{g, s},
    借 6117.G 专项资金转入收益{g, s} / 贷 5301.D 不合规支出{g, s, c};
    properly spent, where all is called back: likewise / 贷 5301.X 专项支出{g, s, c};
    budget: 借 9001 可用预算{g, s, c}, 借 9003 已执行预算{g, s, c} / 贷 9000 预算控制{g, s};
    Center, fiscal money: 借 1218.R 应收追回款{g} / 贷 1218.A 拨出待核销{g}, 贷 5001 业务活动费用
    （已核销）{g} of what had been accepted; budget: 借 9103 已拨付指标{g} / 贷 9100 指标控制;
    Center, interest: 借 1218.R 应收追回款{g} / 贷 2103 应缴财政款.
    """
    return _called_back("claw_back", center, employer, occasion, recall)


def return_surplus(
    center: BookId, employer: BookId, occasion: Occasion, recall: Recall
) -> tuple[JournalEntry, ...]:
    """结余上交: the work is done and money is left over; it goes back to the Center (Art. 32).

    Employer: 借 2401.F 专项资金未用余额{g, s} / 贷 2241.RTN 应退中心款{g, s};
    budget: 借 9001 可用预算{g, s, c} / 贷 9000 预算控制{g, s};
    Center, fiscal money: 借 1218.R 应收追回款{g} / 贷 1218.A 拨出待核销{g};
    budget: 借 9103 已拨付指标{g} / 贷 9100 指标控制;
    Center, interest: 借 1218.R 应收追回款{g} / 贷 2103 应缴财政款.
    """
    if recall.disallowed or recall.spent:
        raise ValueError("a surplus is unspent; what was spent is clawed back")
    return _called_back("return_surplus", center, employer, occasion, recall)


def repay(
    center: BookId, employer: BookId, occasion: Occasion, grant: str, money: Mapping[str, Decimal]
) -> tuple[JournalEntry, ...]:
    """退回款付出: the employer pays all or part of what it owes the Center, by source.

    Employer: 借 2241.RTN 应退中心款{g, s} / 贷 1002.S 专户银行存款;
    Center: 借 1218.B 在途退回款{g} / 贷 1218.R 应收追回款{g}.
    """
    paid = funds(money, _RETURNED)
    amount = positive(total(paid.values()))
    returned = [debit(part, AccountRef("2241.RTN", grant, source)) for source, part in paid.items()]
    awaited = [
        debit(amount, AccountRef("1218.B", grant)),
        credit(amount, AccountRef("1218.R", grant)),
    ]
    return entries(
        "repay", occasion, {center: awaited, employer: [*returned, credit(amount, BANK)]}
    )


def recover(center: BookId, occasion: Occasion, grant: str, amount: Decimal) -> JournalEntry:
    """追回到账: the money that an employer paid back is in the Center's bank account.

    借 1002 银行存款 / 贷 1218.B 在途退回款{g}.
    """
    positive(amount)
    return entry(
        center,
        "recover",
        occasion,
        [debit(amount, AccountRef("1002")), credit(amount, AccountRef("1218.B", grant))],
    )


def declare_to_treasury(center: BookId, occasion: Occasion, amount: Decimal) -> JournalEntry:
    """确认应缴财政: recovered fiscal money is no income of the Center; it is due to the treasury.

    借 4001 财政拨款收入 / 贷 2103 应缴财政款. Interest has been due since the clawback.
    """
    positive(amount)
    return entry(
        center,
        "declare_to_treasury",
        occasion,
        [debit(amount, AccountRef("4001")), credit(amount, AccountRef("2103"))],
    )


def remit(center: BookId, occasion: Occasion, amount: Decimal) -> JournalEntry:
    """上缴国库: the Center pays what is due to the treasury.

    借 2103 应缴财政款 / 贷 1002 银行存款.
    """
    positive(amount)
    return entry(
        center,
        "remit",
        occasion,
        [debit(amount, AccountRef("2103")), credit(amount, AccountRef("1002"))],
    )


def release_matching(
    employer: BookId, occasion: Occasion, grant: str, source: str, budget: Mapping[str, Decimal]
) -> JournalEntry:
    """退还配套或自筹: what the employer or others had added and nobody spent returns to them.

    借 2401.F 专项资金未用余额{g, s} / 贷 1002.S 专户银行存款;
    budget: 借 9001 可用预算{g, s, c} per direction / 贷 9000 预算控制{g, s}.
    """
    if source not in {Source.MATCH, Source.RAISED}:
        raise ValueError(f"not a source of contributions: {source}")
    withdrawn = by_category(grant, source, budget)
    amount = total(withdrawn.values())
    unspent = AccountRef("2401.F", grant, source)
    return entry(
        employer,
        "release_matching",
        occasion,
        [debit(amount, unspent), credit(amount, BANK), *budget_withdrawn(withdrawn)],
    )


def _called_back(
    kind: str, center: BookId, employer: BookId, occasion: Occasion, recall: Recall
) -> tuple[JournalEntry, ...]:
    positive(sum((recall.of(source) for source in _RETURNED), NOTHING))
    owed = [*_owed(recall), *budget_withdrawn(recall.budget)]
    return entries(kind, occasion, {center: _awaited(recall), employer: owed})


def _owed(recall: Recall) -> list[Movement]:
    movements: list[Movement] = []
    for source in _RETURNED:
        movements += [
            debit(recall.unspent.get(source, NOTHING), AccountRef("2401.F", recall.grant, source)),
            credit(recall.of(source), AccountRef("2241.RTN", recall.grant, source)),
        ]
    return [
        *movements,
        *_from_own_money(recall.disallowed, "5301.D"),
        *_from_own_money(recall.spent, "5301.X"),
    ]


def _from_own_money(gone: Mapping[Purpose, Decimal], code: str) -> list[Movement]:
    return [
        movement
        for purpose, amount in gone.items()
        for movement in (
            debit(amount, AccountRef("1221.OWN", purpose.grant)),
            debit(amount, purpose.fund("6117.G")),
            credit(amount, purpose.on(code)),
            debit(amount, purpose.on("9003")),
            credit(amount, purpose.fund("9000")),
        )
    ]


def _awaited(recall: Recall) -> list[Movement]:
    fiscal, earned = recall.of(Source.FISCAL), recall.of(Source.INTEREST)
    return [
        debit(fiscal + earned, AccountRef("1218.R", recall.grant)),
        credit(fiscal - recall.from_accepted, AccountRef("1218.A", recall.grant)),
        credit(recall.from_accepted, AccountRef("5001", recall.grant)),
        credit(earned, AccountRef("2103")),
        debit(fiscal, AccountRef("9103", recall.grant)),
        credit(fiscal, AccountRef("9100")),
    ]
