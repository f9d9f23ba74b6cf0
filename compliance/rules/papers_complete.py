"""第二十五条: what the money was used for shows in papers beside the invoice.

Each direction asks for papers of its own: the notice of a conference, the contract of a large
order, the acceptance letter of an article. Which ones, and from which amount of the voucher on,
stands in the dated text of the directions; where several prove the same, one is enough. The
amount is that of the whole voucher, so that dividing it changes nothing.
"""

from collections.abc import Iterator

from compliance import law
from compliance.categories import PaperDemand
from compliance.facts import Claim
from compliance.finding import Finder, Finding, Override, Severity
from compliance.messages import N_, Message, message

ARTICLE = 25
TITLE = N_("佐证材料齐全")
SEVERITY = Severity.REVIEW
OVERRIDE = Override.REASON
MISSING = N_("支出方向“{category}”还缺佐证材料：{papers}（依据{article}）。")
ADD = N_("请补充{papers}后重新检查；确实没有的，请说明原因。")
EITHER = N_("{paper}或{others}")
GIVEN = N_("已附：{papers}")
NOTHING_GIVEN = N_("尚未附佐证材料")
_find = Finder(__name__, ARTICLE, OVERRIDE)


def check(claim: Claim) -> Iterator[Finding]:
    """Find the papers that the chosen direction asks for and the claim does not have."""
    if claim.category is None:
        return
    text = claim.texts.categories.text(claim.category)
    asked = [each for each in text.papers if _applies(each, claim)]
    missing = [each for each in asked if claim.evidence.isdisjoint(each.one_of)]
    if missing:
        papers = tuple(_words(each) for each in missing)
        yield _find(
            SEVERITY,
            MISSING,
            message(ADD, papers=papers),
            {"category": text.title, "papers": papers},
            found=_given(claim),
            limit=Message("{papers}", {"papers": tuple(_words(each) for each in asked)}),
        )


def _applies(demand: PaperDemand, claim: Claim) -> bool:
    amount = max(claim.amount, claim.invoice.total or claim.amount)
    return demand.applies(claim.invoice, amount, claim.event.kind.value if claim.event else None)


def _words(demand: PaperDemand) -> Message:
    *others, words = (law.evidence()[code] for code in demand.one_of)
    for paper in reversed(others):
        words = message(EITHER, paper=paper, others=words)
    return words


def _given(claim: Claim) -> Message:
    known = law.evidence()
    titles = tuple(known[code] for code in sorted(claim.evidence & known.keys()))
    return message(GIVEN, papers=titles) if titles else message(NOTHING_GIVEN)
