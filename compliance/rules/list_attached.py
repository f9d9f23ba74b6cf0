"""第二十八条: costs are reimbursed at what was actually bought, so the goods must be seen.

A line that only sends the reader to a list (详见销货清单) is sound once the list is in the same
file, or an itemised list is attached (发票管理办法 §19: what was bought is not to be hidden). A
list in the file comes to what those lines say, a fen for each of its lines aside; where an amount
was not read nothing is compared.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from compliance.content import sends_to_list
from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message
from compliance.wording import as_is, yuan
from importers.invoice import Line, decimal_of

ARTICLE = 28
TITLE = N_("票面所称清单已附")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
NO_LIST = N_("票面写“{name}”，但没有清单，看不出买了什么（依据{article}）。")
ATTACH = N_("请上传含销货清单的完整文件，或附销售方盖章的清单。")
THE_LIST = N_("销货清单或物品清单")
DIFFERS = N_("清单各行合计 {listed}，票面“{name}”为 {printed}，两者不符（依据{article}）。")
COMPARE = N_("请核对清单是否齐全、是否属于这张发票；确实不符的，请让销售方重新开具。")
LISTED = N_("清单合计 {amount}")
PRINTED = N_("票面 {amount}")
LIST = "itemised_list"
_FEN = Decimal("0.01")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find lines that send the reader to a list that is not there, or comes to something else."""
    lines, listed = claim.invoice.items, claim.invoice.list_items
    places = tuple(place for place, line in enumerate(lines) if sends_to_list(line))
    if not places:
        return
    name = min(lines[place].name or "" for place in places)
    if listed:
        yield from _compare(name, places, [lines[place] for place in places], listed)
    elif LIST not in claim.evidence:
        yield _find(
            SEVERITY,
            NO_LIST,
            ATTACH,
            {"name": name},
            fields=("items",),
            found=as_is(name),
            limit=message(THE_LIST),
            lines=places,
        )


def _compare(
    name: str, places: tuple[int, ...], lines: Iterable[Line], listed: tuple[Line, ...]
) -> Iterator[Finding]:
    printed, total = _sum(lines), _sum(listed)
    if printed is None or total is None or abs(total - printed) <= _FEN * len(listed):
        return
    yield _find(
        SEVERITY,
        DIFFERS,
        COMPARE,
        {"listed": yuan(total), "name": name, "printed": yuan(printed)},
        fields=("items",),
        found=message(LISTED, amount=yuan(total)),
        limit=message(PRINTED, amount=yuan(printed)),
        lines=places,
    )


def _sum(lines: Iterable[Line]) -> Decimal | None:
    """Return what the lines come to without tax; None when an amount was not read."""
    amounts = [decimal_of(line.amount) for line in lines]
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if len(known) == len(amounts) else None
