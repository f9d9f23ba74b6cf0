"""Numbers of one seller that lie close together in claims of different employers.

Of older invoices that means one book of forms; digital numbers are given out by the platform, by
region and channel, so that nearness says less, and the figures say which it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain, pairwise

from compliance.messages import N_, Message
from compliance.signal import (
    Figure,
    Population,
    Purchase,
    Signal,
    by_invoice,
    figure,
    grouped,
    in_order,
    key_of,
)

TITLE = N_("跨单位相邻号码")
MEANING = N_(
    "同一销售方开给不同单位的发票号码相邻。可能是把一笔业务分开给几个单位，也可能是同一批合法交易。"
)
FOUND = N_("“{seller}”开给 {count} 个单位的 {number} 张发票号码相邻：{first}—{last}。")
DIGITAL = N_("数电票，号码由平台分配，相邻是较弱的迹象")
OLDER = N_("按本领用的发票，相邻是较强的迹象")
BOUNDS = ("near_gap", "near_days")
_DIGITAL_LENGTH = 20


def find(population: Population) -> Iterator[Signal]:
    """Find runs of near numbers that reach over employers."""
    gap = population.thresholds.count("near_gap")
    days = timedelta(days=population.thresholds.count("near_days"))

    def numbered(each: Purchase) -> tuple[str, int] | None:
        number = each.invoice_number or ""
        if each.is_ticket or not (each.seller and number.isdecimal() and each.issued_on):
            return None
        return each.seller, len(number)

    for (seller, length), own in grouped(population.purchases, numbered).items():
        if len({each.employer for each in own}) > 1:
            sharing = by_invoice(own)
            for run in _runs([each[0] for each in sharing.values()], gap, days):
                if len({each.employer for each in run}) > 1:
                    yield _signal(seller, length, run, sharing)


def _runs(own: Sequence[Purchase], gap: int, days: timedelta) -> Iterator[list[Purchase]]:
    """Cut the numbers where the next lies too far off in number or in time."""
    ordered = sorted(own, key=lambda each: (int(each.invoice_number or 0), each.claim))
    run: list[Purchase] = []
    for each in ordered:
        if run and not _is_near(run[-1], each, gap, days):
            yield run
            run = []
        run.append(each)
    yield run


def _is_near(one: Purchase, other: Purchase, gap: int, days: timedelta) -> bool:
    assert one.issued_on is not None, "only dated invoices are looked at"
    assert other.issued_on is not None, "only dated invoices are looked at"
    apart = int(other.invoice_number or 0) - int(one.invoice_number or 0)
    return 0 < apart <= gap and abs(other.issued_on - one.issued_on) <= days


def _signal(
    seller: str, length: int, run: Sequence[Purchase], sharing: Mapping[str, list[Purchase]]
) -> Signal:
    first, last = run[0].invoice_number or "", run[-1].invoice_number or ""
    values = {
        "seller": run[0].seller_name, "count": str(len({each.employer for each in run})),
        "number": str(len(run)), "first": first, "last": last,
    }  # fmt: skip
    return Signal(
        key=key_of(seller, first),
        found=Message(FOUND, values),
        figures=(*_gaps(run), figure(N_("号码种类"), Message(_kind(length)))),
        purchases=in_order(
            chain.from_iterable(sharing[each.invoice or each.claim] for each in run)
        ),
        bounds=BOUNDS,
    )


def _gaps(run: Sequence[Purchase]) -> Iterator[Figure]:
    apart = [
        int(later.invoice_number or 0) - int(one.invoice_number or 0)
        for one, later in pairwise(run)
    ]
    yield figure(N_("相邻两张最多相差"), str(max(apart)))


def _kind(length: int) -> str:
    return DIGITAL if length == _DIGITAL_LENGTH else OLDER
