"""The examples of the rules: a claim that meets them all, and what changes of it by plain name.

The names are those of the examples' `given` tables; what is not given stays as it is here.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from compliance import library
from compliance.categories import Category
from compliance.facts import (
    Agreement,
    Claim,
    ClaimState,
    Employer,
    Event,
    EventKind,
    FormerName,
    Hands,
    Listing,
    Member,
    Nearby,
    Original,
    OtherClaim,
    Payment,
    PaymentMethod,
    PlanItem,
    Position,
    RedLetter,
    Refund,
    RelatedParty,
    Relation,
    Sameness,
    Standing,
    Usual,
    VatClaim,
    Verification,
    VerifiedAs,
)
from importers.checks import Channel, Check, Outcome
from importers.invoice import Invoice, Kind, Line, Provenance, Source
from importers.messages import Message

FOLDER = Path(__file__).with_name("examples")
EMPLOYER_NAME = "北京栎岚科技（集团）有限公司"
USCC = "91110108MA01YL0K4M"
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
    "seller_tax_id": "91110105MA02TX8H7K",
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
    "particulars": {},
    "rows": [],
    "read_by_ocr": [],
    "page": 0,  # of a file that holds several invoices
    "member": "",  # the place inside an archive
    # what only some rules look at
    "related": [],
    "listed": [],
    "signed_on": date(2025, 9, 5),
    "plan": [{"number": 1, "title": "样机可靠性研究"}],
    "plan_item": 1,  # 0: none chosen
    "team": [{"name": "林栎", "selectee": True, "from_on": date(2025, 9, 1)}],
    "suspended_on": None,
    "released_on": None,
    "left_on": None,
    "joined_on": None,
    "closed_through": None,
    "first_instalment": "60000.00",
    "pre_project_claimed": "0.00",
    "event": None,
    "payment": "transfer",
    "payee": "",
    "vat": "not_stated",
    "maker": "赵经办",
    "acceptor": "钱验收",
    "checker": "",
    "file_name": "发票.pdf",
    "sha256": "0" * 64,
    "also_electronic": False,
    "verification": None,
    "red_letters": [],
    "nearby": [],
    "usual": None,
    "refunds": [],
}


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a rule, as an accountant wrote it: given these facts it finds this.

    `finds` holds a word for each finding (block, "review NL-09"); the rest is None or empty where
    the example does not say it.
    """

    rule: str
    says: str
    given: Mapping[str, Any]
    finds: tuple[str, ...]
    sentence: str | None
    remedy: str | None
    fields: tuple[str, ...] | None
    override: str | None
    found: str | None = None
    limit: str | None = None
    most: Decimal | None = None
    lines: tuple[int, ...] | None = None


@cache
def examples_of(rule: str) -> tuple[Example, ...]:
    """Return the examples of a rule, in the order of its file."""
    path = FOLDER / f"{rule}.toml"
    records = tomllib.loads(path.read_text(encoding="utf-8"))["example"]
    return tuple(
        Example(
            rule,
            each["says"],
            MappingProxyType(each["given"]),
            tuple(each["finds"]),
            each.get("sentence"),
            each.get("remedy"),
            tuple(each["fields"]) if "fields" in each else None,
            each.get("override"),
            each.get("found"),
            each.get("limit"),
            Decimal(each["most"]) if "most" in each else None,
            tuple(each["lines"]) if "lines" in each else None,
        )
        for each in records
    )


def claim(**given: Any) -> Claim:  # noqa: ANN401  # facts by name, each built by its own type
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
            tuple(
                RelatedParty(each["name"], each.get("uscc", ""), Relation(each["relation"]))
                for each in facts["related"]
            ),
        ),
        agreement=_agreement(facts),
        position=Position(Decimal(facts["balance"]), _amounts(facts["available"])),
        others=tuple(_other(other) for other in facts["others"]),
        **_surroundings(facts),
    )


def _surroundings(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Build what only some rules look at."""
    verified, usual = facts["verification"], facts["usual"]
    plan = {item.number: item for item in _plan(facts)}
    return {
        "standing": Standing(
            suspended_on=facts["suspended_on"],
            released_on=facts["released_on"],
            left_on=facts["left_on"],
            joined_on=facts["joined_on"],
            first_instalment=_amount(facts["first_instalment"]),
            pre_project_claimed=Decimal(facts["pre_project_claimed"]),
            closed_through=facts["closed_through"],
        ),
        "team": tuple(
            Member(each["name"], each.get("selectee", False), each["from_on"], each.get("until_on"))
            for each in facts["team"]
        ),
        "plan_item": plan[facts["plan_item"]] if facts["plan_item"] else None,
        "event": _event(facts["event"]) if facts["event"] else None,
        "payment": Payment(PaymentMethod(facts["payment"]), facts["payee"]),
        "vat": VatClaim(facts["vat"]),
        "hands": Hands(facts["maker"], facts["acceptor"], facts["checker"]),
        "original": Original(facts["file_name"], facts["sha256"], facts["also_electronic"]),
        "verification": _verification(verified) if verified else None,
        "red_letters": tuple(
            RedLetter(each["number"], each.get("issued_on"), Decimal(each["total"]))
            for each in facts["red_letters"]
        ),
        "nearby": tuple(
            Nearby(each["claim"], each["number"], each["issued_on"], Decimal(each["total"]))
            for each in facts["nearby"]
        ),
        "usual": (
            Usual(
                usual["count"],
                Decimal(usual["ninety_fifth"]),
                Decimal(usual.get("seller_share", "0")),
            )
            if usual
            else None
        ),
        "refunds": tuple(Refund(each["on"], Decimal(each["amount"])) for each in facts["refunds"]),
        "listed": tuple(
            Listing(each["reason"], each["barred"], each["from_on"], each.get("until_on"))
            for each in facts["listed"]
        ),
    }


def _verification(record: Mapping[str, Any]) -> Verification:
    before = VerifiedAs(record["before"]) if "before" in record else None
    return Verification(VerifiedAs(record["result"]), record["on"], before)


def _amount(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


def _event(record: Mapping[str, Any]) -> Event:
    return Event(
        kind=EventKind(record["kind"]),
        rate=record["rate"],
        people=record["people"],
        units=Decimal(record["units"]),
        place=record.get("place", ""),
        approved_over=record.get("approved_over", False),
    )


def _plan(facts: Mapping[str, Any]) -> tuple[PlanItem, ...]:
    return tuple(
        PlanItem(
            each["number"],
            each["title"],
            Category(each["category"]) if "category" in each else None,
        )
        for each in facts["plan"]
    )


def invoice(given: Mapping[str, Any]) -> Invoice:
    """Build the invoice of the facts given; what they do not say is as above."""
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
        particulars=given["particulars"],
        rows=tuple(given["rows"]),
        page=given["page"] or None,
        member=given["member"] or None,
        provenance={name: Provenance(Source.OCR) for name in given["read_by_ocr"]},
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
        signed_on=facts["signed_on"] or None,
        plan=_plan(facts),
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
