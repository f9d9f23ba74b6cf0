"""第二十五条: the direction chosen is the one the invoice speaks for.

The printed tax category speaks first and may leave several directions open; the words of the line
decide between them. A category or words not known here say nothing, and that is never an error.
"""

from collections.abc import Iterator

from compliance.categories import Category
from compliance.content import compatible_categories, suggest_category
from compliance.facts import Claim
from compliance.finding import Finding, Override, Severity
from compliance.law import citation
from compliance.messages import N_, message

ARTICLE = 25
TITLE = N_("支出方向与票面内容一致")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
MESSAGE = N_("票面内容更像“{suggested}”，所选支出方向是“{chosen}”（依据{article}）。")
UNCLEAR = N_("票面内容与所选支出方向“{chosen}”不一致（依据{article}）。")
REMEDY = N_("请改选支出方向，或说明为什么属于所选方向。")


def check(claim: Claim) -> Iterator[Finding]:
    """Find a direction that none of the lines speaks for, while they speak for others."""
    chosen = claim.category
    compatible = compatible_categories(claim.invoice, claim.texts.categories)
    if chosen in {None, Category.OTHER, *compatible} or not compatible:
        return
    assert chosen is not None, "a claim without a direction was let go above"
    suggested, _ = suggest_category(claim.invoice, claim.texts.categories)
    title, article = claim.texts.categories.title(chosen), citation(ARTICLE)
    sentence = (
        message(
            MESSAGE,
            suggested=claim.texts.categories.title(suggested),
            chosen=title,
            article=article,
        )
        if suggested
        else message(UNCLEAR, chosen=title, article=article)
    )
    yield Finding(
        rule="category_agrees_with_content",
        article=ARTICLE,
        severity=SEVERITY,
        message=sentence,
        remedy=message(REMEDY),
        fields=("items",),
        override=OVERRIDE,
    )
