"""A claim that meets every rule, and the means to change one fact of it by its plain name.

The names are those of the examples' `given` tables; what is not given stays as it is here.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from compliance import library
from compliance.categories import Category
from compliance.facts import (
    Agreement,
    Claim,
    ClaimState,
    Employer,
    FormerName,
    OtherClaim,
    Position,
    Sameness,
)
from importers.checks import Channel, Check, Outcome
from importers.invoice import Invoice, Kind, Line
from importers.messages import Message

EMPLOYER_NAME = "北京栎岚科技（集团）有限公司"
USCC = "91110108MA01YL0K4X"
BUDGET = {category.value: "20000.00" for category in Category if category is not Category.OTHER}
LINE = {"name": "*研发和技术服务*材料测试费", "amount": "1000.00", "tax_rate": "6%", "tax": "60.00"}
INVOICE: dict[str, Any] = {
    "kind": "e_ordinary",
    "invoice_code": None,
    "invoice_number": "26112000001234567890",
    "issue_date": date(2026, 3, 10),
    "buyer_name": EMPLOYER_NAME,
    "buyer_tax_id": USCC,
    "seller_name": "北京桐舟检测技术有限公司",
    "seller_tax_id": "91110105MA02TZ8H3R",
    "total_amount": "1000.00",
    "total_tax": "60.00",
    "total_with_tax": "1060.00",
    "total_in_words": "壹仟零陆拾圆整",
    "remarks": None,
    "is_red": False,
}
FACTS: dict[str, Any] = {
    "today": date(2026, 3, 20),
    "category": "RND",
    "amount": "1060.00",
    "cost_on": None,
    "statement": "",
    "evidence": [],
    "employer_name": EMPLOYER_NAME,
    "uscc": USCC,
    "former_names": [],
    "approved_on": date(2025, 9, 1),
    "ends_on": date(2027, 8, 31),
    "grace_days": 60,
    "negative_list": "default-2025",
    "budget": BUDGET,
    "balance": "100000.00",
    "available": BUDGET,
    "others": [],
    "lines": [LINE],
    "list_lines": [],
    "uncertain": [],
    "checks": [],
}


def claim(**given: Any) -> Claim:
    """Build the claim with the facts given, all others as above."""
    unknown = given.keys() - FACTS.keys() - INVOICE.keys()
    assert not unknown, f"no fact is called {unknown}"
    facts = FACTS | given
    counted_on = facts["cost_on"] or (INVOICE | given)["issue_date"] or facts["today"]
    return Claim(
        today=facts["today"],
        texts=library.installed().in_force(facts["negative_list"], counted_on),
        category=Category(facts["category"]) if facts["category"] else None,
        amount=Decimal(facts["amount"]),
        cost_on=facts["cost_on"],
        statement=facts["statement"],
        evidence=frozenset(facts["evidence"]),
        invoice=invoice(facts),
        employer=Employer(
            facts["employer_name"],
            facts["uscc"],
            tuple(FormerName(each["name"], each["until_on"]) for each in facts["former_names"]),
        ),
        agreement=_agreement(facts),
        position=Position(Decimal(facts["balance"]), _amounts(facts["available"])),
        others=tuple(_other(other) for other in facts["others"]),
    )


def invoice(given: Mapping[str, Any]) -> Invoice:
    facts = INVOICE | {name: value for name, value in given.items() if name in INVOICE}
    # TOML has no null: an empty text stands for a field the document does not have.
    printed: dict[str, Any] = {
        name: value if value != "" else None for name, value in facts.items()
    }
    return Invoice(
        **printed | {"kind": Kind(facts["kind"])},
        items=tuple(Line(**line) for line in given["lines"]),
        list_items=tuple(Line(**line) for line in given["list_lines"]),
        uncertain=frozenset(given["uncertain"]),
        checks=tuple(_check(check) for check in given["checks"]),
    )


def _check(record: Mapping[str, Any]) -> Check:
    """Build a comparison of the reader; `says` is the sentence of a difference."""
    message = Message(record["says"]) if "says" in record else None
    outcome = Outcome.DIFFERS if message else Outcome(record.get("outcome", "agrees"))
    return Check(Channel(record["channel"]), outcome, tuple(record.get("fields", ())), message)


def _agreement(facts: Mapping[str, Any]) -> Agreement:
    return Agreement(
        number="ZY-2025-001",
        version=1,
        approved_on=facts["approved_on"],
        starts_on=facts["approved_on"],
        ends_on=facts["ends_on"],
        negative_list=facts["negative_list"],
        budget=_amounts(facts["budget"]),
        invoice_grace_days=facts["grace_days"],
    )


def _amounts(record: Mapping[str, str]) -> dict[Category, Decimal]:
    return {Category(category): Decimal(amount) for category, amount in record.items()}


def _other(record: Mapping[str, Any]) -> OtherClaim:
    return OtherClaim(
        record["number"],
        ClaimState(record.get("state", "posted")),
        Decimal(record["amount"]),
        Sameness(record.get("same", "invoice")),
        record.get("where", ""),
    )
