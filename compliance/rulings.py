"""裁定: what an appeal that was granted does to a verdict, and what nobody can appeal against.

A ruling (article 36) holds for one claim and for the finding it was asked about: the same rule and
item, the same value, no more than the same amount. What the finding says stays to be read; it no
longer stands against the claim. No ruling changes a fact of the voucher, of the money or of the
calendar, nor what the Measures themselves exclude: those findings are mended or they stand.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from compliance.facts import Claim, Ruling
from compliance.finding import Finding, Override, Severity
from compliance.law import citation
from compliance.messages import N_, message

ARTICLE: Final = 36
# What people may see differently: whether a line is what an item means, a place, a seller, a
# person, a standard, a reason for being late. Every other rule that blocks is about facts.
ARGUABLE: Final = frozenset(
    {
        "negative_list_respected",
        "seller_is_independent",
        "seller_not_listed",
        "fees_to_outsiders",
        "permitted_place",
        "within_standard",
        "pre_project_terms",
    }
)
_BY_THE_DAY: Final = frozenset({"pre_project_terms"})  # what was found there is the day of today
RULED = N_(
    "{sentence}中心已裁定这一项不再作为不能列支的理由（申诉 {case}，{day}，依据{article}）。"
)
KEEP = N_("裁定只对这一份申请有效，请留存裁定和所附材料备查。")


def may_appeal(finding: Finding) -> bool:
    """Tell whether an employer may appeal against a finding: it blocks, and it is arguable."""
    return finding.severity is Severity.BLOCK and finding.rule in ARGUABLE


def heeded(findings: Iterable[Finding], claim: Claim) -> tuple[Finding, ...]:
    """Give the findings as the rulings for this claim leave them."""
    return tuple(_heeded(finding, claim) for finding in findings)


def _heeded(finding: Finding, claim: Claim) -> Finding:
    for ruling in claim.rulings:
        if may_appeal(finding) and covers(ruling, finding, claim.amount):
            return _ruled(finding, ruling)
    return finding


def covers(ruling: Ruling, finding: Finding, amount: Decimal) -> bool:
    """Tell whether a ruling was made about this finding of a claim of so many yuan."""
    return amount <= ruling.amount and same(ruling.finding, finding)


def same(one: Finding, other: Finding) -> bool:
    """Tell whether two findings say the same of the same thing, in a smaller amount perhaps."""
    by_value = one.rule not in _BY_THE_DAY and other.most is None
    return _about(one) == _about(other) and (not by_value or one.found == other.found)


def _about(finding: Finding) -> tuple[object, ...]:
    return (
        finding.rule, finding.item, finding.message.template, finding.fields, finding.lines,
        finding.limit,
    )  # fmt: skip


def _ruled(finding: Finding, ruling: Ruling) -> Finding:
    sentence = message(
        RULED,
        sentence=finding.message,
        case=ruling.case,
        day=str(ruling.on),
        article=citation(ARTICLE),
    )
    return replace(
        finding,
        severity=Severity.NOTE,
        override=Override.REASON,
        message=sentence,
        remedy=message(KEEP),
        most=None,
    )
