"""What must be equal in sound books, whatever happened: the identities of the money.

Pure arithmetic over what stands on the accounts. Amounts are yuan, positive on the side where an
account grows. The names I1 to I5 are used in messages and in the books' documentation:

- I1 the dedicated account: what lies in it or is owed to it belongs to somebody;
- I2 what was spent of a fund is what was taken from it;
- I3 what the Center disbursed is where the employers' books say it is;
- I4 a budget is available, reserved or executed, and executed where money was spent;
- I5 what left one employer in a transfer is on its way or has reached the other.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
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
_Key: TypeAlias = Callable[[Leaf], str]

_NOTHING: Final = Decimal("0.00")
_HELD: Final = ("1002.S", "1221.OWN", "1221.PRE")
_OWED: Final = ("2401.F", "2401.P", "2241.ADV", "2241.RTN", "2241.OUT", "3999")
_SPENT: Final = ("5301.X", "5301.D")
_BUDGET: Final = ("9001", "9002", "9003")
_MOVED: Final = ("2241.OUT", "2401.F")
_FISCAL_MONEY: Final = ("2401.F", "2401.P", "6117.G", "2241.OUT")


def _whole(_: Leaf) -> str:
    return ""


def _grant(leaf: Leaf) -> str:
    return leaf.grant


def _fund(leaf: Leaf) -> str:
    return f"{leaf.grant} {leaf.source}"


def _purpose(leaf: Leaf) -> str:
    return f"{leaf.grant} {leaf.source} {leaf.category}".rstrip()


def of_employer(sums: Sums) -> Iterator[Broken]:
    """I1, I2 and I4 of an employer's book."""
    yield from _equal(
        "I1",
        N_(
            "专户存款、应补足款与预借款合计 {left} 元，"
            "未用余额与各项应付、往来合计 {right} 元，两者应相等。"
        ),
        _by(_whole, sums, *_HELD),
        _by(_whole, sums, *_OWED),
    )
    yield from _equal(
        "I1",
        N_("{which}：预借占用 {left} 元，预借款 {right} 元，两者应相等。"),
        _by(_fund, sums, "2401.P"),
        _by(_fund, sums, "1221.PRE"),
    )
    yield from _equal(
        "I2",
        N_("{which}：支出合计 {left} 元，转入收益 {right} 元，两者应相等。"),
        _by(_fund, sums, *_SPENT),
        _by(_fund, sums, "6117.G"),
    )
    yield from _equal(
        "I4",
        N_("{which}：预算 {left} 元，可用、已预留与已执行合计 {right} 元，两者应相等。"),
        _by(_fund, sums, "9000"),
        _by(_fund, sums, *_BUDGET),
    )
    yield from _equal(
        "I4",
        N_("{which}：已执行预算 {left} 元，支出合计 {right} 元，两者应相等。"),
        _by(_purpose, sums, "9003"),
        _by(_purpose, sums, *_SPENT),
    )


def of_center(sums: Sums) -> Iterator[Broken]:
    """I3 inside the Center's book: everything disbursed is on its way, awaited or accepted."""
    yield from _equal(
        "I3",
        N_("{which}：已拨付 {left} 元，在途、待核销与已核销合计 {right} 元，两者应相等。"),
        _by(_grant, sums, "9103"),
        _by(_grant, sums, "1218.T", "1218.A", "5001"),
    )


def across(center: Sums, employers: Iterable[Sums]) -> Iterator[Broken]:
    """I3 and I4 across the books: what the Center awaits is what the employers hold or spent.

    Only fiscal money and its interest go back to the Center, so that all of 2241.RTN is owed to it.
    """
    everywhere: dict[Leaf, Decimal] = defaultdict(lambda: _NOTHING)
    for sums in employers:
        for leaf, amount in sums.items():
            everywhere[leaf] += amount
    fiscal = {leaf: amount for leaf, amount in everywhere.items() if leaf.source == "FISCAL"}
    yield from _equal(
        "I3",
        N_("{which}：中心账待核销与已核销 {left} 元，单位账未用、预借、待划转与已用 {right} 元。"),
        _by(_grant, center, "1218.A", "5001"),
        _by(_grant, fiscal, *_FISCAL_MONEY),
    )
    yield from _equal(
        "I3",
        N_("{which}：中心账应收追回 {left} 元，单位账应退中心 {right} 元。"),
        _by(_grant, center, "1218.R"),
        _by(_grant, everywhere, "2241.RTN"),
    )
    yield from _at_most(
        "I3",
        N_("{which}：中心账已核销 {left} 元，多于单位账已用的 {right} 元。"),
        _by(_grant, center, "5001"),
        _by(_grant, fiscal, "6117.G"),
    )
    yield from _equal(
        "I4",
        N_("{which}：中心账已承诺与已拨付 {left} 元，单位账财政预算 {right} 元。"),
        _by(_grant, center, "9102", "9103"),
        _by(_grant, fiscal, "9000"),
    )


def of_transfer(moved: Sums) -> Iterator[Broken]:
    """I5 of one transfer: `moved` is what all entries that bear its event did, in all books.

    Its reversals bear the same event, and count. Money on its way is no fault: it has left 2241.OUT
    and not yet come back to a 2401.F, and its fiscal part stands on the Center's 1218.T. A budget
    is never on its way.
    """
    on_its_way = {leaf: -amount for leaf, amount in moved.items() if leaf.code in _MOVED}
    fiscal = {leaf: amount for leaf, amount in on_its_way.items() if leaf.source == "FISCAL"}
    yield from _at_most(
        "I5",
        N_("{which}：划转付出比批准多 {left} 元。"),
        _negative(_by(_fund, moved, "2241.OUT")),
        {},
    )
    yield from _at_most(
        "I5",
        N_("{which}：划转到账比付出多 {left} 元。"),
        _negative(_by(_fund, on_its_way, *_MOVED)),
        {},
    )
    yield from _equal(
        "I5",
        N_("{which}：中心账划转在途 {left} 元，单位账已付未到 {right} 元，两者应相等。"),
        _by(_grant, moved, "1218.T"),
        _by(_grant, fiscal, *_MOVED),
    )
    yield from _equal(
        "I5",
        N_("{which}：划转的预算转出与转入相差 {left} 元，应同时转出转入。"),
        _by(_purpose, moved, "9000", "9001"),
        {},
    )


def _negative(amounts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    return {which: -amount for which, amount in amounts.items()}


def _by(key: _Key, sums: Sums, *codes: str) -> dict[str, Decimal]:
    totals: dict[str, Decimal] = defaultdict(lambda: _NOTHING)
    for leaf, amount in sums.items():
        if leaf.code in codes:
            totals[key(leaf)] += amount
    return dict(totals)


def _equal(
    identity: str, template: str, left: Mapping[str, Decimal], right: Mapping[str, Decimal]
) -> Iterator[Broken]:
    for which, found in _pairs(left, right):
        if found[0] != found[1]:
            yield identity, _said(template, which, found)


def _at_most(
    identity: str, template: str, left: Mapping[str, Decimal], right: Mapping[str, Decimal]
) -> Iterator[Broken]:
    for which, found in _pairs(left, right):
        if found[0] > found[1]:
            yield identity, _said(template, which, found)


def _pairs(
    left: Mapping[str, Decimal], right: Mapping[str, Decimal]
) -> Iterator[tuple[str, tuple[Decimal, Decimal]]]:
    for which in sorted(left.keys() | right.keys()):
        yield which, (left.get(which, _NOTHING), right.get(which, _NOTHING))


def _said(template: str, which: str, found: tuple[Decimal, Decimal]) -> Message:
    return Message(template, {"which": which, "left": str(found[0]), "right": str(found[1])})
