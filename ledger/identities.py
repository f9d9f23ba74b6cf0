"""What must be equal in sound books, whatever happened: the identities of the money.

Pure arithmetic over what stands on the accounts. Amounts are yuan, positive on the side where an
account grows. The names I1 to I4 are used in messages and in the books' documentation.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from ledger.messages import N_, Message


class Leaf(NamedTuple):
    """The name of an account as the database holds it: '' for a dimension it does not have."""

    code: str
    grant: str
    source: str
    category: str


Sums: TypeAlias = Mapping[Leaf, Decimal]
Broken: TypeAlias = tuple[str, Message]

_NOTHING: Final = Decimal("0.00")
_OWED: Final = ("2401.F", "2241.ADV", "2241.RTN", "2241.OUT")
_SPENT: Final = ("5301.X", "5301.D")
_BUDGET: Final = ("9001", "9002", "9003")
_AT_THE_CENTER: Final = ("1218.T", "1218.A", "1218.R", "5001")


def of_employer(sums: Sums) -> Iterator[Broken]:
    """I1, I2 and I4 of an employer's book."""
    yield from _equal(
        "I1",
        N_("专户存款与应补足款合计 {left} 元，未用余额与各项应付合计 {right} 元，两者应相等。"),
        {"": _total(sums, ("1002.S", "1221.OWN"))},
        {"": _total(sums, _OWED)},
    )
    yield from _equal(
        "I2",
        N_("{which}：支出合计 {left} 元，转入收益 {right} 元，两者应相等。"),
        _by_fund(sums, _SPENT),
        _by_fund(sums, ("6117.G",)),
    )
    yield from _equal(
        "I4",
        N_("{which}：预算 {left} 元，可用、已预留与已执行合计 {right} 元，两者应相等。"),
        _by_fund(sums, ("9000",)),
        _by_fund(sums, _BUDGET),
    )
    yield from _equal(
        "I4",
        N_("{which}：已执行预算 {left} 元，支出合计 {right} 元，两者应相等。"),
        _by_fund(sums, ("9003",)),
        _by_fund(sums, _SPENT),
    )


def of_center(sums: Sums) -> Iterator[Broken]:
    """I3 inside the Center's book: everything disbursed is on its way, awaited, due or accepted."""
    yield from _equal(
        "I3",
        N_(
            "{which}：已拨付 {left} 元，在途、待核销、应收追回与已核销合计 {right} 元，两者应相等。"
        ),
        _by_grant(sums, ("9103",)),
        _by_grant(sums, _AT_THE_CENTER),
    )


def across(center: Sums, employers: Iterable[Sums]) -> Iterator[Broken]:
    """I3 across the books: what the Center awaits is what the employers hold or have spent."""
    fiscal: dict[Leaf, Decimal] = defaultdict(lambda: _NOTHING)
    for sums in employers:
        for leaf, amount in sums.items():
            if leaf.source == "FISCAL":
                fiscal[leaf] += amount
    yield from _equal(
        "I3",
        N_("{which}：中心账待核销与已核销 {left} 元，单位账未用与已用 {right} 元。"),
        _by_grant(center, ("1218.A", "5001")),
        _by_grant(fiscal, ("2401.F", "6117.G")),
    )
    yield from _equal(
        "I4",
        N_("{which}：中心账已承诺与已拨付 {left} 元，单位账财政预算 {right} 元。"),
        _by_grant(center, ("9102", "9103")),
        _by_grant(fiscal, ("9000",)),
    )


def _total(sums: Sums, codes: tuple[str, ...]) -> Decimal:
    return sum((amount for leaf, amount in sums.items() if leaf.code in codes), _NOTHING)


def _by_fund(sums: Sums, codes: tuple[str, ...]) -> dict[str, Decimal]:
    return _grouped((f"{s.grant} {s.source}", a) for s, a in sums.items() if s.code in codes)


def _by_grant(sums: Sums, codes: tuple[str, ...]) -> dict[str, Decimal]:
    return _grouped((s.grant, a) for s, a in sums.items() if s.code in codes)


def _grouped(amounts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = defaultdict(lambda: _NOTHING)
    for which, amount in amounts:
        totals[which] += amount
    return dict(totals)


def _equal(
    identity: str, template: str, left: Mapping[str, Decimal], right: Mapping[str, Decimal]
) -> Iterator[Broken]:
    for which in sorted(left.keys() | right.keys()):
        found = left.get(which, _NOTHING), right.get(which, _NOTHING)
        if found[0] != found[1]:
            values = {"which": which, "left": str(found[0]), "right": str(found[1])}
            yield identity, Message(template, values)
