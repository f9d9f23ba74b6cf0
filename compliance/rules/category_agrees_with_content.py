"""第二十五条: the direction chosen is the one the invoice speaks for.

The printed tax category speaks first and may leave several directions open; the words of the line
decide between them. A category or words not known here say nothing, and that is never an error.
"""

from collections.abc import Iterator

from compliance.categories import Category
from compliance.content import compatible_categories, suggest_category
from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Value, message
from importers.invoice import Kind

ARTICLE = 25
TITLE = N_("支出方向与票面内容一致")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
MESSAGE = N_("票面内容更像“{suggested}”，所选支出方向是“{chosen}”（依据{article}）。")
UNCLEAR = N_("票面内容与所选支出方向“{chosen}”不一致（依据{article}）。")
REMEDY = N_("请改选支出方向，或说明为什么属于所选方向。")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find a direction that none of the lines speaks for, while they speak for others."""
    chosen, texts = claim.category, claim.texts.categories
    compatible = compatible_categories(claim.invoice, texts)
    if chosen is None or chosen in {Category.OTHER, *compatible} or not compatible:
        return
    if claim.invoice.kind is Kind.FEE_SHEET:  # its words are ours; another rule has its directions
        return
    suggested, _ = suggest_category(claim.invoice, texts)
    values: dict[str, Value] = {"chosen": texts.title(chosen)}
    if suggested is not None:
        values["suggested"] = texts.title(suggested)
    allowed = tuple(text.title for text in texts.texts if text.category in compatible)
    yield _find(
        SEVERITY,
        UNCLEAR if suggested is None else MESSAGE,
        REMEDY,
        values,
        fields=("items",),
        found=texts.title(chosen),
        limit=message("{titles}", titles=allowed),
    )
