"""第二十八条: costs are reimbursed at what was actually bought, so the goods must be seen.

A line that only sends the reader to a list (详见销货清单) is sound once the list is in the same
file, or an itemised list is attached (发票管理办法 §19: what was bought is not to be hidden).
"""

from collections.abc import Iterator

from compliance.content import sends_to_list
from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, message
from compliance.wording import as_is

ARTICLE = 28
TITLE = N_("票面所称清单已附")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
NO_LIST = N_("票面写“{name}”，但没有清单，看不出买了什么（依据{article}）。")
ATTACH = N_("请上传含销货清单的完整文件，或附销售方盖章的清单。")
THE_LIST = N_("销货清单或物品清单")
LIST = "itemised_list"
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find lines that send the reader to a list that is not there."""
    lines = claim.invoice.items
    places = tuple(place for place, line in enumerate(lines) if sends_to_list(line))
    if not places or claim.invoice.list_items or LIST in claim.evidence:
        return
    name = min(lines[place].name or "" for place in places)
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
