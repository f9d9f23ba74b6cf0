"""The rulebook: every rule, in the order of the articles, and its version.

To add a rule: one module in `rules/`, one line here, its name in `carried_by` of its article.
`NUMBER` rises whenever the behaviour of a rule changes; the texts answer for themselves.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from compliance import law
from compliance.facts import Claim
from compliance.finding import Finding, Override, Severity
from compliance.messages import Message
from compliance.rules import (
    accepted_by_another,
    amount_usual,
    amounts_add_up,
    before_leaving,
    beneficiary_on_the_team,
    book_is_open,
    buyer_is_the_employer,
    category_agrees_with_content,
    claimed_in_time,
    cost_in_window,
    date_not_in_future,
    education_paid_once,
    electronic_original_kept,
    eligible_category,
    fees_to_outsiders,
    grant_not_suspended,
    holiday_purchase,
    invoice_claimed_once,
    list_attached,
    negative_list_respected,
    no_classified_marks,
    no_money_returned,
    no_placeholders,
    not_red_or_void,
    not_split,
    number_plausible,
    original_unaltered,
    paid_to_the_seller,
    papers_complete,
    permitted_place,
    pre_project_terms,
    red_letters_deducted,
    related_to_plan_item,
    seller_identified,
    seller_is_independent,
    seller_not_listed,
    special_element_complete,
    tax_rate_known,
    vat_not_charged,
    verified_invoice,
    voucher_complete,
    within_account_balance,
    within_budget,
    within_standard,
)

NUMBER = 5


class RuleModule(Protocol):
    """What a module in `rules/` offers.

    `SEVERITY` is the heaviest finding it makes, `OVERRIDE` who may let that one pass.
    """

    __name__: str
    ARTICLE: int
    TITLE: str
    SEVERITY: Severity
    OVERRIDE: Override

    def check(self, claim: Claim, /) -> Iterator[Finding]: ...


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as the rulebook lists it; `title` says what holds when the rule is met."""

    code: str
    title: Message
    article: int
    severity: Severity
    override: Override
    explanation: str
    check: Callable[[Claim], Iterator[Finding]]


def _rule(module: RuleModule) -> Rule:
    return Rule(
        module.__name__.rpartition(".")[2],
        Message(module.TITLE),
        module.ARTICLE,
        module.SEVERITY,
        module.OVERRIDE,
        module.__doc__ or "",
        module.check,
    )


RULES = tuple(
    _rule(module)
    for module in (
        no_classified_marks,  # 13
        eligible_category,  # 25
        category_agrees_with_content,  # 25
        related_to_plan_item,  # 25
        papers_complete,  # 25
        beneficiary_on_the_team,  # 25
        education_paid_once,  # 25
        amounts_add_up,  # 26
        original_unaltered,  # 26
        electronic_original_kept,  # 26
        not_red_or_void,  # 26
        verified_invoice,  # 26
        red_letters_deducted,  # 26
        seller_is_independent,  # 26
        seller_not_listed,  # 26
        invoice_claimed_once,  # 26
        accepted_by_another,  # 26
        within_account_balance,  # 26
        not_split,  # 26
        paid_to_the_seller,  # 26
        no_money_returned,  # 26
        amount_usual,  # 26
        book_is_open,  # 26
        fees_to_outsiders,  # 26
        within_budget,  # 27
        negative_list_respected,  # 28
        cost_in_window,  # 28
        date_not_in_future,  # 28
        buyer_is_the_employer,  # 28
        seller_identified,  # 28
        number_plausible,  # 28
        no_placeholders,  # 28
        voucher_complete,  # 28
        special_element_complete,  # 28
        list_attached,  # 28
        within_standard,  # 28
        vat_not_charged,  # 28
        permitted_place,  # 28
        claimed_in_time,  # 28
        pre_project_terms,  # 28
        tax_rate_known,  # 28
        holiday_purchase,  # 28
        before_leaving,  # 30
        grant_not_suspended,  # 32
    )
)

VERSION = f"{NUMBER}-{law.content_hash()[:12]}"


def rule(code: str) -> Rule:
    """Return the rule of that code; KeyError when there is none."""
    return {each.code: each for each in RULES}[code]


def check(claim: Claim) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Return all findings about the claim, and the codes of the rules that found nothing."""
    findings: list[Finding] = []
    passed: list[str] = []
    for each in RULES:
        found = tuple(each.check(claim))
        findings.extend(found)
        if not found:
            passed.append(each.code)
    return tuple(findings), tuple(passed)
